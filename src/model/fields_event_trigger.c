/*
 * The table of AWS::CustomerProfiles::EventTrigger, from the inside out. Constraints are the CloudFormation
 * schema's; meanings are those of Amazon Connect's guide "Create an outbound campaign using event triggers".
 * Where AWS documents nothing, the help says so.
 */
#include "model/fields.h"

#include "base/array.h"

/* max < min: the schema sets no limit. */
#define NO_LIMIT   .min = 0, .max = -1
#define CHOICES(a) .choices = (a), .choice_count = ARRAY_COUNT(a)
#define MEMBERS(a) .members = (a), .member_count = ARRAY_COUNT(a)

#define NAME_PATTERN "^[a-zA-Z0-9_-]+$"
#define NAME_WORDS   "letters, digits, _ and - only"

static const struct field_choice comparison_operators[] = {
    {"INCLUSIVE", "includes all of", "has all", 1, 10, "text",
     "True when the attribute includes all the values."},
    {"EXCLUSIVE", "does not contain all of", "not all", 1, 10, "text",
     "True when the attribute does not contain all the values; AWS does not document what holds when it "
     "contains some of them."},
    {"CONTAINS", "contains any of", "=", 1, 10, "text",
     "True when the attribute contains any of the values."},
    {"BEGINS_WITH", "begins with", "begins with", 1, 1, "text",
     "True when the attribute begins with the value."},
    {"ENDS_WITH", "ends with", "ends with", 1, 1, "text", "True when the attribute ends with the value."},
    {"GREATER_THAN", "is greater than", ">", 1, 1, "number",
     "True when the number is greater than the value."},
    {"LESS_THAN", "is less than", "<", 1, 1, "number", "True when the number is less than the value."},
    {"GREATER_THAN_OR_EQUAL", "is at least", ">=", 1, 1, "number",
     "True when the number is greater than the value or equal to it."},
    {"LESS_THAN_OR_EQUAL", "is at most", "<=", 1, 1, "number",
     "True when the number is less than the value or equal to it."},
    {"EQUAL", "equals", "=", 1, 1, "number",
     "True when the number equals the value; for texts AWS names \"contains any of\" instead."},
    {"BEFORE", "is before", "before", 1, 1, "date",
     "True when the date is before the value, such as 2024-10-31T20:14:49Z."},
    {"AFTER", "is after", "after", 1, 1, "date",
     "True when the date is after the value, such as 2024-10-31T20:14:49Z."},
    {"ON", "is on", "on", 1, 1, "date",
     "True when the date is on the value; AWS does not document whether the time of day counts."},
    {"BETWEEN", "is between", "between", 2, 2, "number or date",
     "True when the attribute is within the range of the two values; AWS does not document whether the "
     "bounds belong to it."},
    {"NOT_BETWEEN", "is not between", "not between", 2, 2, "number or date",
     "True when the attribute is not within the range of the two values; AWS does not document whether the "
     "bounds belong to it."},
};

static const struct field_choice logical_operators[] = {
    {"ANY", "ANY of its dimensions", "any", 0, 0, NULL,
     "The condition holds when at least one of its dimensions holds."},
    {"ALL", "ALL of its dimensions", "all", 0, 0, NULL,
     "The condition holds when every one of its dimensions holds."},
    {"NONE", "NONE of its dimensions", "none", 0, 0, NULL,
     "The condition holds when not one of its dimensions holds."},
};

static const struct field_choice period_units[] = {
    {"MINUTES", "minutes", "min", 0, 0, NULL,
     "The schema allows minutes; Amazon Connect's guide does not name them."},
    {"HOURS", "hours", "h", 0, 0, NULL, "The period is counted in hours."},
    {"DAYS", "days", "d", 0, 0, NULL, "The period is counted in days."},
    {"WEEKS", "weeks", "w", 0, 0, NULL, "The period is counted in weeks."},
    {"MONTHS", "months", "mo", 0, 0, NULL, "The period is counted in months."},
};

static const struct field value_item = {
    .label = "Value",
    .kind = FIELD_TEXT,
    .min = 1,
    .max = 255,
    .help = "One value to compare with; numbers and dates are written as text.",
    .example = "500",
};

static const struct field object_attribute_members[] = {
    {.json = "Source",
     .label = "Source",
     .kind = FIELD_TEXT,
     .min = 1,
     .max = 1000,
     .source = FIELD_SOURCE_ATTRIBUTES,
     .help = "An attribute of the ingested object. Give either this or a field: AWS speaks of one attribute "
             "per entry.",
     .example = "_source.total"},
    {.json = "FieldName",
     .label = "Field",
     .kind = FIELD_TEXT,
     .min = 1,
     .max = 64,
     .pattern = "^[a-zA-Z0-9_.-]+$",
     .pattern_words = "letters, digits, _, . and - only",
     .source = FIELD_SOURCE_OBJECT_FIELDS,
     .help = "A field of the object type's mapping. Give either this or a source.",
     .example = "total"},
    {.json = "ComparisonOperator",
     .label = "Comparison",
     .kind = FIELD_TEXT,
     .flags = FIELD_REQUIRED,
     NO_LIMIT,
     CHOICES(comparison_operators),
     .help = "How the attribute is compared with the values.",
     .example = "GREATER_THAN"},
    {.json = "Values",
     .label = "Values",
     .kind = FIELD_LIST,
     .flags = FIELD_REQUIRED,
     .min = 1,
     .max = 10,
     .item = &value_item,
     .help = "What the attribute is compared with; the comparison says how many values fit.",
     .example = "EUR, GBP"},
};

static const struct field object_attribute = {
    .label = "Attribute",
    .kind = FIELD_OBJECT,
    NO_LIMIT,
    MEMBERS(object_attribute_members),
    .help = "One comparison of an attribute of the ingested object.",
    .example = "total is greater than 500",
};

static const struct field dimension_members[] = {
    {.json = "ObjectAttributes",
     .label = "Attributes",
     .kind = FIELD_LIST,
     .flags = FIELD_REQUIRED,
     .min = 1,
     .max = 10,
     .item = &object_attribute,
     .help = "The dimension holds when all of its attributes match.",
     .example = "total is greater than 500"},
};

static const struct field dimension = {
    .label = "Dimension",
    .kind = FIELD_OBJECT,
    NO_LIMIT,
    MEMBERS(dimension_members),
    .help = "A group of attributes that must match together.",
    .example = "total is greater than 500 and currency is EUR",
};

static const struct field condition_members[] = {
    {.json = "EventTriggerDimensions",
     .label = "Dimensions",
     .kind = FIELD_LIST,
     .flags = FIELD_REQUIRED,
     .min = 1,
     .max = 10,
     .item = &dimension,
     .help = "The dimensions of the condition, combined by its logical operator.",
     .example = "total is greater than 500"},
    {.json = "LogicalOperator",
     .label = "Holds when",
     .kind = FIELD_TEXT,
     .flags = FIELD_REQUIRED,
     NO_LIMIT,
     CHOICES(logical_operators),
     .help = "How the dimensions of the condition are combined.",
     .example = "ALL"},
};

static const struct field condition = {
    .label = "Condition",
    .kind = FIELD_OBJECT,
    NO_LIMIT,
    MEMBERS(condition_members),
    .help = "One way for the trigger to fire.",
    .example = "ALL of its dimensions: total is greater than 500",
};

static const struct field period_members[] = {
    {.json = "Unit",
     .label = "Unit",
     .kind = FIELD_TEXT,
     .flags = FIELD_REQUIRED,
     NO_LIMIT,
     CHOICES(period_units),
     .help = "The unit of time of the period.",
     .example = "HOURS"},
    {.json = "Value",
     .label = "Length",
     .kind = FIELD_INTEGER,
     .flags = FIELD_REQUIRED,
     .min = 1,
     .max = 60,
     .help = "How many units the period lasts. The schema allows 60; Amazon Connect's guide speaks of 24.",
     .example = "24"},
    {.json = "MaxInvocationsPerProfile",
     .label = "At most",
     .kind = FIELD_INTEGER,
     .min = 1,
     .max = 1000,
     .help = "How many times the trigger may fire for one profile within the period.",
     .example = "5"},
    {.json = "Unlimited",
     .label = "Unlimited",
     .kind = FIELD_BOOLEAN,
     NO_LIMIT,
     .help = "Lifts the limit of the period. AWS does not document what holds when a maximum is given too.",
     .example = "false"},
};

static const struct field period = {
    .label = "Period",
    .kind = FIELD_OBJECT,
    NO_LIMIT,
    MEMBERS(period_members),
    .help = "A length of time and how often the trigger may fire for one profile within it.",
    .example = "at most 5 per profile in 24 hours",
};

static const struct field limits_members[] = {
    {.json = "EventExpiration",
     .label = "Expires after",
     .kind = FIELD_INTEGER,
     NO_LIMIT,
     .unit = "ms",
     .help = "An event that is processed later than this after its ingestion is ignored. Campaigns allow 15 "
             "minutes "
             "at most.",
     .example = "5m"},
    {.json = "Periods",
     .label = "Periods",
     .kind = FIELD_LIST,
     .min = 1,
     .max = 4,
     .item = &period,
     .help = "How often the trigger may fire for one profile. Without a period AWS allows 10 a day.",
     .example = "at most 5 per profile in 24 hours"},
};

static const struct field tag_members[] = {
    {.json = "Key",
     .label = "Key",
     .kind = FIELD_TEXT,
     .flags = FIELD_REQUIRED,
     .min = 1,
     .max = 128,
     .help = "The tag's name; names that begin with aws: are AWS's own.",
     .example = "team"},
    {.json = "Value",
     .label = "Value",
     .kind = FIELD_TEXT,
     .flags = FIELD_REQUIRED,
     .min = 0,
     .max = 256,
     .help = "The tag's value; it may be empty.",
     .example = "cx"},
};

static const struct field tag = {
    .label = "Tag",
    .kind = FIELD_OBJECT,
    NO_LIMIT,
    MEMBERS(tag_members),
    .help = "A key and a value that mark the trigger.",
    .example = "team=cx",
};

static const struct field properties[] = {
    {.json = "DomainName",
     .sql = "domain_name",
     .label = "Domain",
     .kind = FIELD_TEXT,
     .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY,
     .min = 1,
     .max = 64,
     .pattern = NAME_PATTERN,
     .pattern_words = NAME_WORDS,
     .source = FIELD_SOURCE_DOMAINS,
     .help = "The Customer Profiles domain that the trigger belongs to. It cannot change later.",
     .example = "retail"},
    {.json = "EventTriggerName",
     .sql = "event_trigger_name",
     .label = "Name",
     .kind = FIELD_TEXT,
     .flags = FIELD_REQUIRED | FIELD_CREATE_ONLY,
     .min = 1,
     .max = 64,
     .pattern = NAME_PATTERN,
     .pattern_words = NAME_WORDS,
     .help = "The trigger's name, unique in its domain. It cannot change later.",
     .example = "high-value-order"},
    {.json = "ObjectTypeName",
     .sql = "object_type_name",
     .label = "Object type",
     .kind = FIELD_TEXT,
     .flags = FIELD_REQUIRED,
     .min = 1,
     .max = 255,
     .pattern = "^[a-zA-Z_][a-zA-Z_0-9-]*$",
     .pattern_words = "letters, digits, _ and - only, a letter or _ first",
     .source = FIELD_SOURCE_OBJECT_TYPES,
     .help = "The type of the ingested objects that the trigger looks at. Standard types (_order and the "
             "like) are "
             "not supported by AWS.",
     .example = "Order"},
    {.json = "Description",
     .sql = "description",
     .label = "Description",
     .kind = FIELD_TEXT,
     .min = 1,
     .max = 1000,
     .help = "What the trigger is for, in your own words.",
     .example = "Orders above 500 go to the VIP flow."},
    {.json = "EventTriggerConditions",
     .sql = "event_trigger_conditions",
     .label = "Conditions",
     .kind = FIELD_LIST,
     .flags = FIELD_REQUIRED,
     .min = 1,
     .max = 5,
     .item = &condition,
     .help = "When the trigger fires: one condition that holds is enough.",
     .example = "total is greater than 500"},
    {.json = "EventTriggerLimits",
     .sql = "event_trigger_limits",
     .label = "Limits",
     .kind = FIELD_OBJECT,
     NO_LIMIT,
     MEMBERS(limits_members),
     .help = "How old an event may be, and how often the trigger may fire for one profile.",
     .example = "5/24h"},
    {.json = "SegmentFilter",
     .sql = "segment_filter",
     .label = "Segment",
     .kind = FIELD_TEXT,
     .min = 1,
     .max = 64,
     .pattern = NAME_PATTERN,
     .pattern_words = NAME_WORDS,
     .source = FIELD_SOURCE_SEGMENTS,
     .help = "The trigger fires only for profiles in this segment.",
     .example = "vip-eu"},
    {.json = "CreatedAt",
     .sql = "created_at",
     .label = "Created",
     .kind = FIELD_TEXT,
     .flags = FIELD_READ_ONLY,
     NO_LIMIT,
     .help = "When the trigger was created.",
     .example = "2024-10-31T20:14:49Z"},
    {.json = "LastUpdatedAt",
     .sql = "last_updated_at",
     .label = "Updated",
     .kind = FIELD_TEXT,
     .flags = FIELD_READ_ONLY,
     NO_LIMIT,
     .help = "When the trigger was last changed.",
     .example = "2024-10-31T20:14:49Z"},
    {.json = "Tags",
     .sql = "tags",
     .label = "Tags",
     .kind = FIELD_LIST,
     .flags = FIELD_UNIQUE_ITEMS,
     .min = 0,
     .max = 50,
     .item = &tag,
     .help = "Keys and values that mark the trigger, for costs and access.",
     .example = "team=cx"},
};

static const char *const primary_identifier[] = {"DomainName", "EventTriggerName", NULL};

const struct resource_type fields_event_trigger = {
    .type_name = "AWS::CustomerProfiles::EventTrigger",
    .sql_name = "event_triggers",
    .root = {.label = "Trigger", .kind = FIELD_OBJECT, NO_LIMIT, MEMBERS(properties)},
    .identifier = primary_identifier,
};

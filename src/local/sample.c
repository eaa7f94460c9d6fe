#include "local/sample.h"

#include <ctype.h>
#include "base/array.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/texts.h"
#include "local/local_sts.h"
#include "local/sample_tables.h"

struct maker {
    struct state *state;
    int64_t now_ms;
};

/* ---- reading the tables' little languages ---- */

/* A number and the unit behind it: "15d", "6mo". Moves *text on. */
static long take_amount(const char **text, char unit[4])
{
    char *end;
    long amount = strtol(*text, &end, 10);
    size_t length = 0;
    while (length < 3 && isalpha((unsigned char)end[length])) {
        unit[length] = end[length];
        length++;
    }
    unit[length] = '\0';
    *text = end + length;
    return amount;
}

static int64_t age_ms(const char *age)
{
    static const struct {
        const char *unit;
        int64_t s;
    } units[] = {{"s", 1},      {"m", 60},       {"h", 3600},    {"d", 86400},
                 {"w", 604800}, {"mo", 2629800}, {"y", 31557600}};
    int64_t sum_s = 0;
    while (*age != '\0') {
        char unit[4];
        long amount = take_amount(&age, unit);
        for (size_t i = 0; i < ARRAY_COUNT(units); i++)
            if (strcmp(units[i].unit, unit) == 0)
                sum_s += amount * units[i].s;
    }
    return sum_s * 1000;
}

/* Adds the pieces of text between separators that stand outside of '…', without outer blanks. */
static void split(struct texts *pieces, const char *text, const char *separator)
{
    struct strbuf piece = STRBUF_INIT;
    bool quoted = false;
    for (const char *p = text;; p++) {
        bool at_end = *p == '\0', parts = !quoted && strncmp(p, separator, strlen(separator)) == 0;
        if (at_end || parts) {
            while (piece.length > 0 && piece.text[piece.length - 1] == ' ')
                strbuf_truncate(&piece, piece.length - 1);
            texts_add(pieces, piece.text + strspn(piece.text, " "));
            strbuf_reset(&piece);
            p += parts ? strlen(separator) - 1 : 0;
        } else {
            quoted = quoted != (*p == '\'');
            strbuf_addc(&piece, *p);
        }
        if (at_end)
            break;
    }
    strbuf_release(&piece);
}

/* A value without its quotes. */
static cJSON *value_of(const char *text)
{
    size_t length = strlen(text);
    bool quoted = length >= 2 && text[0] == '\'' && text[length - 1] == '\'';
    char *bare = quoted ? mem_dup_n(text + 1, length - 2) : mem_dup(text);
    cJSON *value = cJSON_CreateString(bare);
    free(bare);
    return value;
}

/* ---- triggers ---- */

/* The tables' short words; others are AWS's own. */
static const char *operator_of(const char *word)
{
    static const char *const operators[][2] = {
        {">", "GREATER_THAN"},  {">=", "GREATER_THAN_OR_EQUAL"},
        {"<", "LESS_THAN"},     {"<=", "LESS_THAN_OR_EQUAL"},
        {"=", "EQUAL"},         {"has", "CONTAINS"},
        {"not", "EXCLUSIVE"},   {"begins", "BEGINS_WITH"},
        {"ends", "ENDS_WITH"},  {"before", "BEFORE"},
        {"after", "AFTER"},     {"on", "ON"},
        {"between", "BETWEEN"}, {"outside", "NOT_BETWEEN"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(operators); i++)
        if (strcmp(operators[i][0], word) == 0)
            return operators[i][1];
    return word;
}

/* "total > 500" */
static cJSON *attribute_of(const char *text)
{
    size_t name_length = strcspn(text, " "), word_length = strcspn(text + name_length + 1, " ");
    char *name = mem_dup_n(text, name_length), *word = mem_dup_n(text + name_length + 1, word_length);
    cJSON *attribute = cJSON_CreateObject(), *values = cJSON_CreateArray();
    struct texts pieces = {0};
    split(&pieces, text + name_length + 1 + word_length, ",");
    for (size_t i = 0; i < pieces.count; i++)
        cJSON_AddItemToArray(values, value_of(pieces.items[i]));
    json_set_text(attribute, strncmp(name, "_source.", 8) == 0 ? "Source" : "FieldName", name);
    json_set_text(attribute, "ComparisonOperator", operator_of(word));
    json_set(attribute, "Values", values);
    texts_release(&pieces);
    free(name);
    free(word);
    return attribute;
}

/* "total > 500 & currency has EUR" */
static cJSON *dimension_of(const char *text)
{
    cJSON *dimension = cJSON_CreateObject(),
          *attributes = cJSON_AddArrayToObject(dimension, "ObjectAttributes");
    struct texts pieces = {0};
    split(&pieces, text, "&");
    for (size_t i = 0; i < pieces.count; i++)
        cJSON_AddItemToArray(attributes, attribute_of(pieces.items[i]));
    texts_release(&pieces);
    return dimension;
}

/* "ALL dimension; dimension" */
static cJSON *condition_of(const char *text)
{
    size_t word = strcspn(text, " ");
    char *operator= mem_dup_n(text, word);
    cJSON *condition = cJSON_CreateObject(),
          *dimensions = cJSON_AddArrayToObject(condition, "EventTriggerDimensions");
    struct texts pieces = {0};
    split(&pieces, text + word, ";");
    for (size_t i = 0; i < pieces.count; i++)
        cJSON_AddItemToArray(dimensions, dimension_of(pieces.items[i]));
    json_set_text(condition, "LogicalOperator", operator);
    texts_release(&pieces);
    free(operator);
    return condition;
}

static cJSON *conditions_of(const char *text)
{
    cJSON *conditions = cJSON_CreateArray();
    struct texts pieces = {0};
    split(&pieces, text, "||");
    for (size_t i = 0; i < pieces.count; i++)
        cJSON_AddItemToArray(conditions, condition_of(pieces.items[i]));
    texts_release(&pieces);
    return conditions;
}

/* "5/24h", "-/1w" */
static cJSON *period_of(const char *text)
{
    static const char *const units[][2] = {
        {"m", "MINUTES"}, {"h", "HOURS"}, {"d", "DAYS"}, {"w", "WEEKS"}, {"mo", "MONTHS"}};
    const char *slash = strchr(text, '/') + 1;
    char unit[4];
    cJSON *period = cJSON_CreateObject();
    long value = take_amount(&slash, unit);
    for (size_t i = 0; i < ARRAY_COUNT(units); i++)
        if (strcmp(units[i][0], unit) == 0)
            json_set_text(period, "Unit", units[i][1]);
    json_set_integer(period, "Value", value);
    if (*text == '-')
        json_set(period, "Unlimited", cJSON_CreateTrue());
    else
        json_set_integer(period, "MaxInvocationsPerProfile", strtol(text, NULL, 10));
    return period;
}

static cJSON *limits_of(const char *text)
{
    cJSON *limits = cJSON_CreateObject(), *periods = cJSON_CreateArray();
    struct texts pieces = {0};
    texts_split(&pieces, text, ' ');
    for (size_t i = 0; i < pieces.count; i++) {
        if (pieces.items[i][0] == 'x')
            json_set_integer(limits, "EventExpiration", strtol(pieces.items[i] + 1, NULL, 10));
        else
            cJSON_AddItemToArray(periods, period_of(pieces.items[i]));
    }
    json_set(limits, "Periods", periods);
    texts_release(&pieces);
    return limits;
}

static void add_tag(cJSON *tags, const char *key, const char *value)
{
    cJSON *tag = cJSON_CreateObject();
    json_set_text(tag, "Key", key);
    json_set_text(tag, "Value", value);
    cJSON_AddItemToArray(tags, tag);
}

/* What CloudFormation puts on what it makes. */
static void add_stack_tags(cJSON *tags, const struct sample_trigger *row)
{
    char *id = mem_printf("arn:aws:cloudformation:%s:" LOCAL_STS_ACCOUNT
                          ":stack/%s/7a1f0c60-5d2e-11ef-9c1b-0e5a5f3c2b11",
                          row->region, row->stack);
    char *logical = mem_dup(row->name);
    logical[0] = (char)toupper((unsigned char)logical[0]);
    for (char *dash; (dash = strchr(logical, '-')) != NULL;) {
        memmove(dash, dash + 1, strlen(dash));
        *dash = (char)toupper((unsigned char)*dash);
    }
    add_tag(tags, "aws:cloudformation:stack-name", row->stack);
    add_tag(tags, "aws:cloudformation:stack-id", id);
    add_tag(tags, "aws:cloudformation:logical-id", logical);
    free(id);
    free(logical);
}

/* "key=value key=value" as Cloud Control's array. NULL if there are none. */
static cJSON *tags_of(const char *text)
{
    cJSON *tags = cJSON_CreateArray();
    struct texts pieces = {0};
    if (text != NULL)
        texts_split(&pieces, text, ' ');
    for (size_t i = 0; i < pieces.count; i++) {
        char *equals = strchr(pieces.items[i], '=');
        *equals = '\0';
        add_tag(tags, pieces.items[i], equals + 1);
    }
    texts_release(&pieces);
    return tags;
}

static void set_time(cJSON *document, const char *name, int64_t at_ms)
{
    char text[25];
    clock_format_iso(at_ms, text);
    json_set_text(document, name, text);
}

/* Puts the document in and frees it. */
static void put(struct maker *maker, const struct state_key *key, cJSON *document)
{
    char *text = json_print(document);
    state_put(maker->state, key, text);
    free(text);
    cJSON_Delete(document);
}

static void make_trigger(struct maker *maker, const struct sample_trigger *row)
{
    struct state_key key = {STATE_TRIGGER, row->region, row->domain, "", row->name};
    cJSON *document = cJSON_CreateObject(), *tags = tags_of(row->tags);
    json_set_text(document, "DomainName", row->domain);
    json_set_text(document, "EventTriggerName", row->name);
    json_set_text(document, "ObjectTypeName", row->object_type);
    json_set_text(document, "Description", row->description);
    json_set(document, "EventTriggerConditions", conditions_of(row->conditions));
    json_set(document, "EventTriggerLimits", row->limits != NULL ? limits_of(row->limits) : NULL);
    json_set_text(document, "SegmentFilter", row->segment);
    set_time(document, "CreatedAt", maker->now_ms - age_ms(row->created));
    set_time(document, "LastUpdatedAt", maker->now_ms - age_ms(row->updated));
    if (row->stack != NULL)
        add_stack_tags(tags, row);
    if (tags->child != NULL)
        json_set(document, "Tags", tags);
    else
        cJSON_Delete(tags);
    put(maker, &key, document);
}

/* ---- what triggers name ---- */

static void set_seconds(const struct maker *maker, cJSON *document, const char *name, const char *age)
{
    json_set(document, name, cJSON_CreateNumber((double)((maker->now_ms - age_ms(age)) / 1000)));
}

static void make_domain(struct maker *maker, const struct sample_domain *row)
{
    struct state_key key = {STATE_DOMAIN, row->region, "", "", row->name};
    cJSON *document = cJSON_CreateObject();
    json_set_text(document, "DomainName", row->name);
    set_seconds(maker, document, "CreatedAt", row->created);
    set_seconds(maker, document, "LastUpdatedAt", row->updated);
    json_set(document, "Tags", tags_of(row->tags));
    put(maker, &key, document);
}

static void make_attribute(struct maker *maker, const struct sample_domain *place,
                           const struct sample_object_type *row, const char *name)
{
    struct state_key key = {STATE_ATTRIBUTE, place->region, place->name, row->name, name};
    cJSON *document = cJSON_CreateObject();
    json_set_text(document, "AttributeName", name);
    set_seconds(maker, document, "LastUpdatedAt", row->age);
    put(maker, &key, document);
}

/* "total:number" as a field of the type; the key's name ends in '*'. */
static void add_field(cJSON *fields, cJSON *keys, char *text)
{
    static const char *const kinds[][3] = {{"number", "NUMBER", NULL},
                                           {"email", "EMAIL_ADDRESS", "_profile.EmailAddress"},
                                           {"phone", "PHONE_NUMBER", "_profile.PhoneNumber"},
                                           {"name", "NAME", "_profile.FirstName"}};
    const char *content_type = "STRING", *target = NULL;
    char *colon = strchr(text, ':'), *star = strchr(text, '*');
    for (size_t i = 0; i < ARRAY_COUNT(kinds) && colon != NULL; i++)
        if (strcmp(kinds[i][0], colon + 1) == 0) {
            content_type = kinds[i][1];
            target = kinds[i][2];
        }
    if (colon != NULL)
        *colon = '\0';
    if (star != NULL)
        *star = '\0';
    char *source = mem_printf("_source.%s", text), *other = mem_printf("_profile.Attributes.%s", text);
    cJSON *field = cJSON_AddObjectToObject(fields, text);
    json_set_text(field, "Source", source);
    json_set_text(field, "Target", target != NULL ? target : other);
    json_set_text(field, "ContentType", content_type);
    if (star != NULL)
        json_set(keys, text,
                 json_parse_text("[{\"StandardIdentifiers\":[\"UNIQUE\"],\"FieldNames\":[]}]", NULL));
    if (star != NULL)
        cJSON_AddItemToArray(json_get(cJSON_GetArrayItem(json_get(keys, text), 0), "FieldNames"),
                             cJSON_CreateString(text));
    free(source);
    free(other);
}

static void make_object_type_in(struct maker *maker, const struct sample_domain *place,
                                const struct sample_object_type *row)
{
    struct state_key key = {STATE_OBJECT_TYPE, place->region, place->name, "", row->name};
    cJSON *document = cJSON_CreateObject();
    struct texts fields = {0}, attributes = {0};
    json_set_text(document, "ObjectTypeName", row->name);
    json_set_text(document, "Description", row->description);
    json_set_text(document, "TemplateId", row->template_id);
    cJSON *field_map = cJSON_AddObjectToObject(document, "Fields"),
          *keys = cJSON_AddObjectToObject(document, "Keys");
    texts_split(&fields, row->fields, ' ');
    for (size_t i = 0; i < fields.count; i++) {
        add_field(field_map, keys, fields.items[i]);
        make_attribute(maker, place, row, fields.items[i]);
    }
    if (row->attributes != NULL)
        texts_split(&attributes, row->attributes, ' ');
    for (size_t i = 0; i < attributes.count; i++)
        make_attribute(maker, place, row, attributes.items[i]);
    set_seconds(maker, document, "CreatedAt", row->age);
    set_seconds(maker, document, "LastUpdatedAt", row->age);
    put(maker, &key, document);
    texts_release(&fields);
    texts_release(&attributes);
}

static void make_segment_in(struct maker *maker, const struct sample_domain *place,
                            const struct sample_segment *row)
{
    struct state_key key = {STATE_SEGMENT, place->region, place->name, "", row->name};
    cJSON *document = cJSON_CreateObject();
    char *arn = mem_printf("arn:aws:profile:%s:" LOCAL_STS_ACCOUNT ":domains/%s/segment-definitions/%s",
                           place->region, place->name, row->name);
    json_set_text(document, "SegmentDefinitionName", row->name);
    json_set_text(document, "DisplayName", row->display_name);
    json_set_text(document, "Description", row->description);
    json_set_text(document, "SegmentDefinitionArn", arn);
    json_set_text(document, "SegmentType", row->enhanced ? "ENHANCED" : "CLASSIC");
    set_seconds(maker, document, "CreatedAt", row->age);
    put(maker, &key, document);
    free(arn);
}

static char *uri_in(const char *uri, const char *region)
{
    const char *mark = strstr(uri, "%s");
    return mem_printf("%.*s%s%s", (int)(mark - uri), uri, region, mark + 2);
}

static void make_integration_in(struct maker *maker, const struct sample_domain *place,
                                const struct sample_integration *row)
{
    char *uri = uri_in(row->uri, place->region);
    struct state_key key = {STATE_INTEGRATION, place->region, place->name, "", uri};
    cJSON *document = cJSON_CreateObject();
    json_set_text(document, "DomainName", place->name);
    json_set_text(document, "Uri", uri);
    json_set_text(document, "ObjectTypeName", row->object_type);
    if (row->trigger != NULL)
        json_set(document, "EventTriggerNames", cJSON_CreateStringArray(&row->trigger, 1));
    json_set_text(document, "Scope", row->trigger != NULL ? "PROFILE" : NULL);
    json_set(document, "Active", cJSON_CreateBool(row->active)); /* not AWS's: see local_operation */
    set_seconds(maker, document, "CreatedAt", row->age);
    set_seconds(maker, document, "LastUpdatedAt", row->age);
    put(maker, &key, document);
    free(uri);
}

static bool is_in(const struct sample_domain *place, const char *region, const char *domain)
{
    return strcmp(place->name, domain) == 0 && (region == NULL || strcmp(place->region, region) == 0);
}

/* A domain of a region with all that triggers name in it. */
static void make_place(struct maker *maker, const struct sample_domain *place)
{
    make_domain(maker, place);
    for (size_t i = 0; i < sample_object_type_count; i++)
        if (is_in(place, sample_object_types[i].region, sample_object_types[i].domain))
            make_object_type_in(maker, place, &sample_object_types[i]);
    for (size_t i = 0; i < sample_segment_count; i++)
        if (is_in(place, NULL, sample_segments[i].domain))
            make_segment_in(maker, place, &sample_segments[i]);
    for (size_t i = 0; i < sample_integration_count; i++)
        if (is_in(place, sample_integrations[i].region, sample_integrations[i].domain))
            make_integration_in(maker, place, &sample_integrations[i]);
}

void sample_fill(struct state *state, int64_t now_ms)
{
    struct maker maker = {.state = state, .now_ms = now_ms};
    for (size_t i = 0; i < sample_domain_count; i++)
        make_place(&maker, &sample_domains[i]);
    for (size_t i = 0; i < sample_trigger_count; i++)
        make_trigger(&maker, &sample_triggers[i]);
}

void sample_regions(struct texts *names)
{
    for (size_t i = 0; i < sample_domain_count; i++)
        if (!texts_has(names, sample_domains[i].region))
            texts_add(names, sample_domains[i].region);
}

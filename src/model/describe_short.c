/* describe's short forms, for the narrow columns of the table. */
#include "model/describe.h"

#include <string.h>

#include "base/mem.h"
#include "model/describe_words.h"
#include "model/fields.h"

/* "total > 500", "currency = EUR|GBP", "tag has all a&b". */
static void add_attribute(struct strbuf *out, const cJSON *attribute)
{
    const struct field_choice *choice = describe_words_operator(attribute);
    bool all = choice && strstr(choice->brief, "all");

    describe_words_subject(out, attribute);
    strbuf_addf(out, " %s ", choice ? choice->brief : describe_words_text(attribute, "ComparisonOperator"));
    describe_words_values(out, attribute, all ? "&" : "|", all ? "&" : "|");
}

/* The attributes of one dimension; with a "no" before them several need brackets. */
static void add_dimension(struct strbuf *out, const cJSON *dimension, bool none)
{
    const cJSON *attributes = describe_words_list(dimension, "ObjectAttributes"), *attribute;
    bool bracket = none && attributes && attributes->child->next;

    if (none)
        strbuf_adds(out, bracket ? "no (" : "no ");
    if (!attributes)
        strbuf_adds(out, describe_words_ellipsis());
    cJSON_ArrayForEach(attribute, attributes)
    {
        if (attribute != attributes->child)
            strbuf_adds(out, ", ");
        add_attribute(out, attribute);
    }
    if (bracket)
        strbuf_addc(out, ')');
}

/* ", " is and, " or " is or and binds less, as among the conditions: so ANY needs no brackets. */
static void add_condition(struct strbuf *out, const cJSON *condition)
{
    const cJSON *dimensions = describe_words_list(condition, "EventTriggerDimensions"), *dimension;
    const char *logic = describe_words_text(condition, "LogicalOperator");
    bool any = strcmp(logic, "ANY") == 0, none = strcmp(logic, "NONE") == 0;

    if (!any && !none && strcmp(logic, "ALL") != 0)
        strbuf_addf(out, "%s: ", logic);
    if (!dimensions)
        strbuf_adds(out, describe_words_ellipsis());
    cJSON_ArrayForEach(dimension, dimensions)
    {
        if (dimension != dimensions->child)
            strbuf_adds(out, any ? " or " : ", ");
        add_dimension(out, dimension, none);
    }
}

char *describe_when(const cJSON *document)
{
    const cJSON *conditions = describe_words_list(document, "EventTriggerConditions"), *condition;
    struct strbuf out = STRBUF_INIT;

    if (!conditions)
        strbuf_adds(&out, describe_words_dash());
    cJSON_ArrayForEach(condition, conditions)
    {
        if (condition != conditions->child)
            strbuf_adds(&out, " or ");
        add_condition(&out, condition);
    }
    return strbuf_detach(&out);
}

static const char *brief_unit(const cJSON *period)
{
    const struct field *limits = fields_member(&fields_event_trigger.root, "EventTriggerLimits");
    const struct field *unit = fields_member(fields_member(limits, "Periods")->item, "Unit");
    const struct field_choice *choice = fields_choice(unit, describe_words_text(period, "Unit"));

    return choice ? choice->brief : describe_words_ellipsis();
}

/* A whole number, or the ellipsis. */
static void add_number(struct strbuf *out, const cJSON *object, const char *name)
{
    int64_t number;

    if (json_integer(object, name, &number))
        strbuf_addf(out, "%lld", (long long)number);
    else
        strbuf_adds(out, describe_words_ellipsis());
}

char *describe_limits(const cJSON *document)
{
    const cJSON *periods = describe_words_list(json_get(document, "EventTriggerLimits"), "Periods"), *period;
    struct strbuf out = STRBUF_INIT;

    if (!periods)
        return mem_dup(describe_words_dash());
    if (!periods->child->next && json_is_true(periods->child, "Unlimited"))
        return mem_dup("unlimited");
    cJSON_ArrayForEach(period, periods)
    {
        if (period != periods->child)
            strbuf_addc(&out, ' ');
        if (json_is_true(period, "Unlimited"))
            strbuf_adds(&out, "unlimited");
        else
            add_number(&out, period, "MaxInvocationsPerProfile");
        strbuf_addc(&out, '/');
        add_number(&out, period, "Value");
        strbuf_adds(&out, brief_unit(period));
    }
    return strbuf_detach(&out);
}

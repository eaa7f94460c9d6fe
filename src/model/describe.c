#include "model/describe.h"

#include <stdlib.h>
#include <string.h>

#include "model/describe_words.h"
#include "model/fields.h"

/* With one value "contains cancelled", with several "contains any of EUR, GBP". */
static void add_attribute(struct strbuf *out, const cJSON *attribute)
{
    const char *relation = describe_words_relation(attribute);
    const char *of = strstr(relation, " any of");
    bool one = cJSON_GetArraySize(describe_words_list(attribute, "Values")) == 1;

    describe_words_subject(out, attribute);
    strbuf_addf(out, " %.*s ", one && of ? (int)(of - relation) : (int)strlen(relation), relation);
    describe_words_values(out, attribute, ", ", ", ");
}

char *describe_attribute(const cJSON *attribute)
{
    struct strbuf out = STRBUF_INIT;

    add_attribute(&out, attribute);
    return strbuf_detach(&out);
}

static void add_dimension(struct strbuf *out, const cJSON *dimension)
{
    const cJSON *attributes = describe_words_list(dimension, "ObjectAttributes"), *attribute;

    if (!attributes)
        strbuf_adds(out, describe_words_ellipsis());
    cJSON_ArrayForEach(attribute, attributes)
    {
        if (attribute != attributes->child)
            strbuf_adds(out, " and ");
        add_attribute(out, attribute);
    }
}

char *describe_dimension(const cJSON *dimension)
{
    struct strbuf out = STRBUF_INIT;

    add_dimension(&out, dimension);
    return strbuf_detach(&out);
}

static void add_logical_operator(struct strbuf *out, const cJSON *condition)
{
    const struct field *conditions = fields_member(&fields_event_trigger.root, "EventTriggerConditions");
    const char *name = describe_words_text(condition, "LogicalOperator");
    const struct field_choice *choice =
        fields_choice(fields_member(conditions->item, "LogicalOperator"), name);

    strbuf_addf(out, "%s: ", choice ? choice->words : name);
}

char *describe_condition(const cJSON *condition)
{
    const cJSON *dimensions = describe_words_list(condition, "EventTriggerDimensions"), *dimension;
    struct strbuf out = STRBUF_INIT;

    add_logical_operator(&out, condition);
    if (!dimensions)
        strbuf_adds(&out, describe_words_ellipsis());
    cJSON_ArrayForEach(dimension, dimensions)
    {
        if (dimension != dimensions->child)
            strbuf_adds(&out, "; ");
        add_dimension(&out, dimension);
    }
    return strbuf_detach(&out);
}

/* Both are allowed together, and AWS does not say what then holds: the text shows both. */
char *describe_period(const cJSON *period)
{
    bool unlimited = json_is_true(period, "Unlimited");
    struct strbuf out = STRBUF_INIT;
    int64_t most;
    bool has_most = json_integer(period, "MaxInvocationsPerProfile", &most);

    if (unlimited)
        strbuf_adds(&out, "unlimited");
    else if (has_most)
        strbuf_addf(&out, "at most %lld per profile", (long long)most);
    else
        strbuf_addf(&out, "at most %s per profile", describe_words_ellipsis());
    strbuf_adds(&out, " in ");
    describe_words_length(&out, period);
    if (unlimited && has_most)
        strbuf_addf(&out, " (and at most %lld)", (long long)most);
    return strbuf_detach(&out);
}

static bool is_container(const cJSON *value)
{
    return cJSON_IsObject(value) || cJSON_IsArray(value);
}

static void add_value(struct strbuf *out, const cJSON *value);

/* "team=cx" for a tag, "Unit HOURS, Value 24" for others. */
static void add_object(struct strbuf *out, const cJSON *object)
{
    const char *key = json_text(object, "Key"), *text = json_text(object, "Value");
    const cJSON *member;

    if (key && text && cJSON_GetArraySize(object) == 2) {
        strbuf_addf(out, "%s=%s", key, text);
        return;
    }
    cJSON_ArrayForEach(member, object)
    {
        strbuf_addf(out, "%s%s ", member == object->child ? "" : ", ", member->string);
        add_value(out, member);
    }
}

static void add_list(struct strbuf *out, const cJSON *list)
{
    const cJSON *item;

    cJSON_ArrayForEach(item, list)
    {
        if (item != list->child)
            strbuf_adds(out, is_container(item) ? "; " : ", ");
        add_value(out, item);
    }
}

static void add_value(struct strbuf *out, const cJSON *value)
{
    char *text;

    if (cJSON_IsString(value)) {
        strbuf_adds(out, value->valuestring);
    } else if (is_container(value) && !value->child) {
        strbuf_adds(out, describe_words_dash());
    } else if (cJSON_IsObject(value)) {
        add_object(out, value);
    } else if (cJSON_IsArray(value)) {
        add_list(out, value);
    } else if (value) {
        text = json_print(value);
        strbuf_adds(out, text);
        free(text);
    }
}

char *describe_value(const cJSON *value)
{
    struct strbuf out = STRBUF_INIT;

    add_value(&out, value);
    return strbuf_detach(&out);
}

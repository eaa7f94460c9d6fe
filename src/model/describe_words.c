#include "model/describe_words.h"

#include <string.h>

#include "base/text.h"

const char *describe_words_ellipsis(void)
{
    return text_is_ascii() ? "..." : "\xe2\x80\xa6";
}

const char *describe_words_dash(void)
{
    return text_is_ascii() ? "-" : "\xe2\x80\x93";
}

const char *describe_words_dot(void)
{
    return text_is_ascii() ? "-" : "\xc2\xb7";
}

const char *describe_words_text(const cJSON *object, const char *name)
{
    const char *text = json_text(object, name);

    return text && *text ? text : describe_words_ellipsis();
}

const cJSON *describe_words_list(const cJSON *object, const char *name)
{
    const cJSON *list = json_get(object, name);

    return cJSON_IsArray(list) && list->child ? list : NULL;
}

void describe_words_subject(struct strbuf *out, const cJSON *attribute)
{
    const char *field = json_text(attribute, "FieldName"), *source = json_text(attribute, "Source");
    bool both = field && *field && source && *source;

    if (both)
        strbuf_addf(out, "%s (source %s)", field, source);
    else
        strbuf_adds(out, describe_words_text(attribute, field && *field ? "FieldName" : "Source"));
}

static const struct field *attribute_field(void)
{
    const struct field *conditions = fields_member(&fields_event_trigger.root, "EventTriggerConditions");
    const struct field *dimensions = fields_member(conditions->item, "EventTriggerDimensions");

    return fields_member(dimensions->item, "ObjectAttributes")->item;
}

const struct field_choice *describe_words_operator(const cJSON *attribute)
{
    const char *name = json_text(attribute, "ComparisonOperator");

    return name ? fields_choice(fields_member(attribute_field(), "ComparisonOperator"), name) : NULL;
}

const char *describe_words_relation(const cJSON *attribute)
{
    const struct field_choice *choice = describe_words_operator(attribute);

    return choice ? choice->words : describe_words_text(attribute, "ComparisonOperator");
}

/* A value that would not be told from its neighbours stands in quotes, its own quotes doubled. */
static void add_value(struct strbuf *out, const cJSON *value)
{
    const char *text = cJSON_GetStringValue(value);
    size_t length = text ? strlen(text) : 0;

    if (!text) {
        strbuf_adds(out, describe_words_ellipsis());
        return;
    }
    if (length && !strpbrk(text, ",\"") && text[0] != ' ' && text[length - 1] != ' ') {
        strbuf_adds(out, text);
        return;
    }
    strbuf_addc(out, '"');
    for (size_t run; *text; text += run) {
        run = strcspn(text, "\"");
        strbuf_add(out, text, run);
        if (text[run]) {
            strbuf_adds(out, "\"\"");
            run++;
        }
    }
    strbuf_addc(out, '"');
}

void describe_words_values(struct strbuf *out, const cJSON *attribute, const char *separator,
                           const char *last)
{
    const cJSON *values = describe_words_list(attribute, "Values"), *value;
    const struct field_choice *choice = describe_words_operator(attribute);
    bool is_range = choice && choice->values_min == 2 && cJSON_GetArraySize(values) == 2;

    if (!values)
        strbuf_adds(out, describe_words_ellipsis());
    cJSON_ArrayForEach(value, values)
    {
        if (value != values->child && is_range)
            strbuf_adds(out, " and ");
        else if (value != values->child)
            strbuf_adds(out, value->next ? separator : last);
        add_value(out, value);
    }
}

void describe_words_length(struct strbuf *out, const cJSON *period)
{
    const struct field *limits = fields_member(&fields_event_trigger.root, "EventTriggerLimits");
    const struct field *unit = fields_member(fields_member(limits, "Periods")->item, "Unit");
    const struct field_choice *choice = fields_choice(unit, describe_words_text(period, "Unit"));
    const char *words = choice ? choice->words : describe_words_text(period, "Unit");
    int length = (int)strlen(words);
    int64_t value;

    if (!json_integer(period, "Value", &value))
        strbuf_addf(out, "%s %s", describe_words_ellipsis(), words);
    else
        strbuf_addf(out, "%lld %.*s", (long long)value, choice && value == 1 ? length - 1 : length, words);
}

#include "generated.h"

#include <string.h>

#include "base/array.h"

static uint32_t state = 1;

void generated_seed(uint32_t seed)
{
    state = seed ? seed : 1;
    for (int i = 0; i < 8; i++) /* near seeds must not begin alike */
        generated_below(2);
}

/* xorshift */
unsigned generated_below(unsigned n)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % n;
}

/* Few texts, so that equal items and near ones are common. */
static cJSON *any_text(void)
{
    static const char *const texts[] = {"a",
                                        "b",
                                        "total",
                                        "\xc3\xa9",
                                        "",
                                        "x/y~z",
                                        "\xf0\x9f\x8e\x81 \"\\\t",
                                        "\xe2\x80\xae"
                                        "abc",
                                        "null",
                                        "7"};

    return cJSON_CreateString(texts[generated_below(ARRAY_COUNT(texts))]);
}

static cJSON *list_of(cJSON *(*make)(void), unsigned most)
{
    cJSON *list = cJSON_CreateArray();

    for (unsigned i = generated_below(most + 1); i > 0; i--)
        cJSON_AddItemToArray(list, make());
    return list;
}

static cJSON *any_attribute(void)
{
    static const char *const operators[] = {"CONTAINS", "BETWEEN", "LIKE"};
    cJSON *attribute = cJSON_CreateObject();

    json_set(attribute, generated_below(4) ? "FieldName" : "Source", any_text());
    json_set_text(attribute, "ComparisonOperator", operators[generated_below(3)]);
    json_set(attribute, "Values", list_of(any_text, 3));
    return attribute;
}

static cJSON *any_dimension(void)
{
    cJSON *dimension = cJSON_CreateObject();

    json_set(dimension, "ObjectAttributes", list_of(any_attribute, 3));
    return dimension;
}

static cJSON *any_condition(void)
{
    cJSON *condition = cJSON_CreateObject();

    json_set(condition, "EventTriggerDimensions", list_of(any_dimension, 2));
    json_set_text(condition, "LogicalOperator", generated_below(2) ? "ALL" : "NONE");
    return condition;
}

static cJSON *any_period(void)
{
    cJSON *period = cJSON_CreateObject();

    json_set_text(period, "Unit", generated_below(2) ? "DAYS" : "HOURS");
    json_set_integer(period, "Value", generated_below(3));
    if (generated_below(2))
        json_set_integer(period, "MaxInvocationsPerProfile", generated_below(3));
    return period;
}

static cJSON *any_limits(void)
{
    cJSON *limits = cJSON_CreateObject();

    if (generated_below(2))
        json_set_integer(limits, "EventExpiration", generated_below(3) * 1000);
    if (generated_below(2))
        json_set(limits, "Periods", list_of(any_period, 3));
    if (!generated_below(4))
        json_set(limits, "Later/on", cJSON_CreateNumber(generated_below(3)));
    return limits;
}

static cJSON *any_tag(void)
{
    static const char *const keys[] = {"team", "env", "owner", "cost/~", "aws:stack", "aws:id"};
    cJSON *tag = cJSON_CreateObject();

    json_set_text(tag, "Key", keys[generated_below(ARRAY_COUNT(keys))]);
    json_set(tag, "Value", any_text());
    return tag;
}

static cJSON *any_scalar(void)
{
    static const double numbers[] = {0, 1, -1, 0.5, 999999999999999};

    if (!generated_below(4))
        return generated_below(2) ? cJSON_CreateNull() : cJSON_CreateBool(generated_below(2) == 0);
    return generated_below(2) ? any_text()
                              : cJSON_CreateNumber(numbers[generated_below(ARRAY_COUNT(numbers))]);
}

/* Lists in lists, objects in them, the same thing twice. */
static cJSON *any_nested(unsigned depth)
{
    static const char *const names[] = {"", "a", "\xc3\xa9/~", "0", "-"};
    bool is_list = generated_below(2) == 0;
    cJSON *out;

    if (!depth || !generated_below(3))
        return any_scalar();
    out = is_list ? cJSON_CreateArray() : cJSON_CreateObject();
    for (unsigned i = generated_below(4); i > 0; i--) {
        cJSON *value = any_nested(depth - 1);

        if (is_list)
            cJSON_AddItemToArray(out, value);
        else
            json_set(out, names[generated_below(ARRAY_COUNT(names))], value);
    }
    if (is_list && out->child && generated_below(2))
        cJSON_AddItemToArray(out, cJSON_Duplicate(out->child, true));
    return out;
}

/* What a property of a generated document may be; now and then of a wrong kind. */
static cJSON *any_value(const char *property)
{
    if (!generated_below(12))
        return generated_below(2) ? cJSON_CreateNull() : any_text();
    if (strcmp(property, "EventTriggerConditions") == 0)
        return list_of(any_condition, 3);
    if (strcmp(property, "EventTriggerLimits") == 0)
        return any_limits();
    if (strcmp(property, "Tags") == 0)
        return list_of(any_tag, 4);
    return strcmp(property, "Un/heard~") == 0 || !*property ? any_nested(4) : any_text();
}

static const char *const properties[] = {
    "DomainName",
    "Description",
    "EventTriggerConditions",
    "EventTriggerLimits",
    "SegmentFilter",
    "Tags",
    "Un/heard~",
    "",
    "\xc3\x9cn\xc3\xaf",
    "LastUpdatedAt",
    "Region",
};

cJSON *generated_document(void)
{
    cJSON *document = cJSON_CreateObject();

    for (size_t i = 0; i < ARRAY_COUNT(properties); i++)
        if (generated_below(3))
            json_set(document, properties[i], any_value(properties[i]));
    return document;
}

cJSON *generated_shuffled(const cJSON *tree)
{
    cJSON *out = cJSON_Duplicate(tree, false);
    const cJSON *item;

    cJSON_ArrayForEach(item, tree)
    {
        if (cJSON_IsObject(tree))
            json_set(out, item->string, generated_shuffled(item));
        else
            json_insert(out, generated_below((unsigned)cJSON_GetArraySize(out) + 1),
                        generated_shuffled(item));
    }
    return out;
}

/* One item of a list more (the same twice), or less. */
static void change_list(cJSON *list)
{
    int count = cJSON_GetArraySize(list);
    cJSON *item = count ? cJSON_GetArrayItem(list, (int)generated_below((unsigned)count)) : NULL;

    if (item && generated_below(2))
        cJSON_AddItemToArray(list, cJSON_Duplicate(item, true));
    else if (item)
        cJSON_Delete(cJSON_DetachItemViaPointer(list, item));
}

cJSON *generated_change(const cJSON *document)
{
    cJSON *out = generated_shuffled(document);

    for (unsigned i = generated_below(4); i > 0; i--) {
        const char *property = properties[generated_below(ARRAY_COUNT(properties))];
        cJSON *value = json_get(out, property);

        if (cJSON_IsArray(value) && generated_below(2))
            change_list(value);
        else if (cJSON_IsObject(value) && strcmp(property, "EventTriggerLimits") == 0 && generated_below(2))
            change_list(json_get(value, "Periods"));
        else
            json_set(out, property, generated_below(4) ? any_value(property) : NULL);
    }
    return out;
}

static bool is_managed(const cJSON *tag)
{
    const char *key = json_text(tag, "Key");

    return key && strncmp(key, "aws:", 4) == 0;
}

/* What a difference is about, said once more in the test's own way. */
static cJSON *essence(const cJSON *document)
{
    cJSON *out = cJSON_Duplicate(document, true), *tags = json_get(out, "Tags");
    cJSON *tag = cJSON_IsArray(tags) ? tags->child : NULL;

    json_set(out, "LastUpdatedAt", NULL);
    json_set(out, "Region", NULL);
    while (tag) {
        cJSON *next = tag->next;

        if (is_managed(tag))
            cJSON_Delete(cJSON_DetachItemViaPointer(tags, tag));
        tag = next;
    }
    if (cJSON_IsArray(tags) && !tags->child)
        json_set(out, "Tags", NULL);
    return out;
}

bool generated_same(const cJSON *a, const cJSON *b)
{
    cJSON *left = essence(a), *right = essence(b);
    bool same = json_equal_as_sets(left, right);

    cJSON_Delete(left);
    cJSON_Delete(right);
    return same;
}

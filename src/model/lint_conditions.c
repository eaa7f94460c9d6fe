/* lint_walk_conditions: each comparison by itself, what stands there twice, then what they mean together. */
#include "model/lint_walk.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/describe.h"
#include "model/lint_condition.h"
#include "model/table.h"

/* ---- the same twice ---- */

/* The same for two values that are equal but for the order in lists; others mostly differ. */
static uint32_t mark_of(const cJSON *value)
{
    uint32_t mark = 2166136261u + (uint32_t)(value->type & 0xff);
    const cJSON *inner;

    if (cJSON_IsString(value))
        return table_hash(value->valuestring, mark);
    cJSON_ArrayForEach(inner, value)
    {
        uint32_t own = mark_of(inner);

        mark += inner->string ? table_hash(inner->string, own) : own * 2654435761u;
    }
    return mark;
}

/* The place of an item equal to the one at index, before it; false: there is none. Order counts in no list. */
static bool stands_before(const cJSON *list, const cJSON *item, const uint32_t *marks, size_t index,
                          size_t *place)
{
    const cJSON *other = list->child;

    for (*place = 0; *place < index; other = other->next, ++*place)
        if (marks[*place] == marks[index] && json_equal_as_sets(other, item))
            return true;
    return false;
}

/* Reports each item that stands there before; the list is where the walk stands. */
static void find_twice(struct lint_walk *walk, const cJSON *list, enum lint_id id, const char *word)
{
    uint32_t marks[LINT_CONDITION_ITEMS];
    size_t index = 0, place;
    const cJSON *item;

    if (cJSON_GetArraySize(list) > LINT_CONDITION_ITEMS)
        return; /* check names that; the work would grow with the square */
    cJSON_ArrayForEach(item, list)
    {
        marks[index] = mark_of(item);
        if (stands_before(list, item, marks, index, &place)) {
            size_t before = lint_walk_enter_item(walk, index);

            lint_walk_add(walk, id, "%c%s %zu is the same as %s %zu", toupper((unsigned char)word[0]),
                          word + 1, index + 1, word, place + 1);
            lint_walk_leave(walk, before);
        }
        index++;
    }
}

/* ---- one comparison ---- */

static void check_operand(struct lint_walk *walk, const struct lint_attribute *attribute)
{
    const char *field = json_text(attribute->json, "FieldName"),
               *source = json_text(attribute->json, "Source");

    if (field && *field && source && *source)
        lint_walk_add(walk, LINT_TWO_OPERANDS,
                      "%s and %s are both given: which one is compared is not documented", field, source);
    else if (cJSON_IsObject(attribute->json) && !json_get(attribute->json, "FieldName") &&
             !json_get(attribute->json, "Source")) /* an empty one breaks the schema */
        lint_walk_add(walk, LINT_NO_OPERAND, "The comparison names nothing to compare");
}

/* "GBP, JPY do not fit", "1 more is needed"; of very many the first ones. */
static void add_misfits(const cJSON *values, int count, int wanted, struct strbuf *out)
{
    enum { NAMED_BYTES = 200 };
    const cJSON *value = cJSON_GetArrayItem(values, wanted);

    if (count < wanted)
        strbuf_addf(out, "%d more %s needed", wanted - count, wanted - count == 1 ? "is" : "are");
    for (const char *comma = ""; value && out->length < NAMED_BYTES; value = value->next, comma = ", ")
        strbuf_addf(out, "%s%s", comma, cJSON_IsString(value) ? value->valuestring : "what is no text");
    if (value)
        strbuf_adds(out, " and others");
    if (count > wanted)
        strbuf_adds(out, count == wanted + 1 ? " does not fit" : " do not fit");
}

static void check_count(struct lint_walk *walk, const struct lint_attribute *attribute)
{
    const struct field_choice *compare = attribute->compare;
    int count = cJSON_GetArraySize(attribute->values), wanted = compare->values_max;
    struct strbuf misfits = STRBUF_INIT;

    if (count == 0 || wanted > 2 || count == wanted)
        return;
    add_misfits(attribute->values, count, wanted, &misfits);
    lint_walk_enter(walk, "Values");
    lint_walk_add(walk, LINT_VALUE_COUNT, "%s: \"%s\" takes %d value%s: %s; AWS does not document what holds",
                  attribute->operand ? attribute->operand : "The comparison", compare->words, wanted,
                  wanted == 1 ? "" : "s", misfits.text);
    strbuf_release(&misfits);
}

/* What a value can be read as. */
static bool is_number(const char *text)
{
    double number;
    bool exact;

    return lint_attribute_number(text, &number, &exact);
}

static bool is_date(const char *text)
{
    double ms;
    bool exact;

    return lint_attribute_date(text, &ms, &exact);
}

static void check_value(struct lint_walk *walk, const struct lint_attribute *attribute, const char *text)
{
    const char *fits = attribute->compare->fits,
               *operand = attribute->operand ? attribute->operand : "The comparison",
               *words = attribute->compare->words;

    if (strcmp(fits, "number") == 0 && !is_number(text))
        lint_walk_add(walk, LINT_VALUE_NOT_NUMBER, "%s: \"%s\" compares numbers, and %s is none", operand,
                      words, text);
    else if (strcmp(fits, "date") == 0 && !is_date(text))
        lint_walk_add(walk, LINT_VALUE_NOT_DATE,
                      "%s: \"%s\" compares dates, and %s is none that etrig can read", operand, words, text);
    else if (strcmp(fits, "number or date") == 0 && !is_number(text) && !is_date(text))
        lint_walk_add(walk, LINT_BETWEEN_MIXED, "%s: \"%s\" compares numbers or dates, and %s is neither",
                      operand, words, text);
}

static void check_values(struct lint_walk *walk, const struct lint_attribute *attribute)
{
    size_t index = 0, before = lint_walk_enter(walk, "Values");
    const cJSON *value;

    if (attribute->compare->values_min < 2) /* the bounds of a range may be equal */
        find_twice(walk, attribute->values, LINT_DUPLICATE_VALUE, "value");
    cJSON_ArrayForEach(value, attribute->values)
    {
        size_t here = lint_walk_enter_item(walk, index++);

        if (cJSON_IsString(value) && *value->valuestring)
            check_value(walk, attribute, value->valuestring);
        lint_walk_leave(walk, here);
    }
    lint_walk_leave(walk, before);
}

/* The two bounds of a range against each other. */
static void check_bounds(struct lint_walk *walk, const struct lint_attribute *attribute)
{
    const char *low = cJSON_GetStringValue(attribute->values->child),
               *high = cJSON_GetStringValue(attribute->values->child->next),
               *operand = attribute->operand ? attribute->operand : "The comparison";
    double a = 0, b = 0;
    bool exact, numbers, dates;

    if (!low || !high)
        return;
    numbers = lint_attribute_number(low, &a, &exact) && lint_attribute_number(high, &b, &exact);
    dates = !numbers && lint_attribute_date(low, &a, &exact) && lint_attribute_date(high, &b, &exact);
    lint_walk_enter(walk, "Values");
    if (is_number(low) != is_number(high) && (is_number(low) || is_date(low)) &&
        (is_number(high) || is_date(high)))
        lint_walk_add(walk, LINT_BETWEEN_MIXED, "%s: %s and %s are not of one kind, a number and a date",
                      operand, low, high);
    else if ((numbers || dates) && a > b)
        lint_walk_add(walk, LINT_BETWEEN_REVERSED,
                      "%s: %s is above %s; AWS does not document what \"%s\" means then", operand, low, high,
                      attribute->compare->words);
}

static void check_attribute(struct lint_walk *walk, const struct lint_attribute *attribute)
{
    size_t here = walk->pointer.length;

    check_operand(walk, attribute);
    if (!attribute->compare || !attribute->values)
        return;
    check_count(walk, attribute);
    lint_walk_leave(walk, here);
    check_values(walk, attribute);
    if (attribute->compare->values_min == 2 && cJSON_GetArraySize(attribute->values) == 2)
        check_bounds(walk, attribute);
    lint_walk_leave(walk, here);
}

/* ---- all of them ---- */

static void check_dimension(struct lint_walk *walk, const cJSON *dimension)
{
    size_t before = lint_walk_enter(walk, "ObjectAttributes");

    find_twice(walk, json_get(dimension, "ObjectAttributes"), LINT_DUPLICATE_ATTRIBUTE, "comparison");
    lint_walk_leave(walk, before);
}

static void check_condition(struct lint_walk *walk, const cJSON *condition)
{
    const cJSON *list = json_get(condition, "EventTriggerDimensions"), *dimension;
    size_t before = lint_walk_enter(walk, "EventTriggerDimensions"), index = 0;

    find_twice(walk, list, LINT_DUPLICATE_DIMENSION, "dimension");
    cJSON_ArrayForEach(dimension, list)
    {
        size_t here = lint_walk_enter_item(walk, index++);

        check_dimension(walk, dimension);
        lint_walk_leave(walk, here);
    }
    lint_walk_leave(walk, before);
}

/* Duplicates, from the list of conditions down. */
static void check_duplicates(struct lint_walk *walk)
{
    const cJSON *list = json_get(walk->document, "EventTriggerConditions"), *condition;
    size_t index = 0;

    lint_walk_enter(walk, "EventTriggerConditions");
    if (cJSON_IsArray(list))
        find_twice(walk, list, LINT_DUPLICATE_CONDITION, "condition");
    cJSON_ArrayForEach(condition, list)
    {
        size_t here = lint_walk_enter_item(walk, index++);

        check_condition(walk, condition);
        lint_walk_leave(walk, here);
    }
    lint_walk_leave(walk, 0);
}

void lint_walk_conditions(struct lint_walk *walk)
{
    struct lint_conditions conditions;

    lint_condition_read(walk->document, &conditions);
    for (size_t c = 0; c < conditions.count; c++)
        for (size_t i = 0; i < conditions.items[c].count; i++) {
            lint_condition_enter(walk, &conditions.items[c], &conditions.items[c].attributes[i]);
            check_attribute(walk, &conditions.items[c].attributes[i]);
            lint_walk_leave(walk, 0);
        }
    check_duplicates(walk);
    lint_condition_never(walk, &conditions);
    lint_condition_always(walk, &conditions);
}

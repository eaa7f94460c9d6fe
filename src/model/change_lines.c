#include "model/change_lines.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/change_pair.h"
#include "model/describe.h"
#include "model/describe_words.h"
#include "model/duration.h"
#include "model/fields.h"
#include "model/pointer.h"
#include "model/tags.h"

/* A value on its way through both documents. */
struct spot {
    struct change *change;
    const struct field *field;   /* NULL: unknown to the table */
    const struct field *list;    /* of which it is an item, else NULL */
    const cJSON *before, *after; /* either may be NULL */
    const char *label;
    const char *place, *old_place; /* pointers: in after, in before */
};

static void walk(const struct spot *spot);

static bool is_list(const struct field *list, const char *name)
{
    return list && strcmp(list->json, name) == 0;
}

/* ---- what items of a list have in common ---- */

/* "is greater than 500": the label names the subject. */
static char *attribute_words(const cJSON *attribute)
{
    struct strbuf out = STRBUF_INIT;

    strbuf_addf(&out, "%s ", describe_words_relation(attribute));
    describe_words_values(&out, attribute, ", ", ", ");
    return strbuf_detach(&out);
}

/* The subject counts more than what it is compared with, by which one that was renamed is found. */
static void add_attribute_keys(const cJSON *attribute, struct texts *keys)
{
    struct strbuf subject = STRBUF_INIT;
    char *words = describe_attribute(attribute), *comparison = attribute_words(attribute);

    describe_words_subject(&subject, attribute);
    texts_add(keys, subject.text);
    texts_add(keys, subject.text);
    texts_add(keys, words);
    if (describe_words_list(attribute, "Values"))
        texts_add(keys, comparison);
    strbuf_release(&subject);
    free(words);
    free(comparison);
}

static void add_dimension_keys(const cJSON *dimension, struct texts *keys)
{
    const cJSON *attribute;

    cJSON_ArrayForEach(attribute, describe_words_list(dimension, "ObjectAttributes"))
    {
        add_attribute_keys(attribute, keys);
    }
}

static void add_condition_keys(const cJSON *condition, struct texts *keys)
{
    const cJSON *dimension;

    cJSON_ArrayForEach(dimension, describe_words_list(condition, "EventTriggerDimensions"))
    {
        add_dimension_keys(dimension, keys);
    }
}

static void add_period_keys(const cJSON *period, struct texts *keys)
{
    struct strbuf length = STRBUF_INIT;

    describe_words_length(&length, period);
    texts_add(keys, length.text);
    strbuf_release(&length);
}

static void add_tag_keys(const cJSON *tag, struct texts *keys)
{
    texts_add(keys, describe_words_text(tag, "Key"));
}

static const struct {
    const char *list;
    struct change_likeness likeness;
    bool is_leaf; /* an item that differs is one line */
} lists[] = {
    {"EventTriggerConditions", {add_condition_keys, false}, false},
    {"EventTriggerDimensions", {add_dimension_keys, false}, false},
    {"ObjectAttributes", {add_attribute_keys, false}, true},
    {"Periods", {add_period_keys, true}, true},
    {"Tags", {add_tag_keys, false}, true},
};

/* The row of lists[] for a field, or -1. */
static int list_row(const struct field *field)
{
    for (size_t i = 0; field && field->json && i < ARRAY_COUNT(lists); i++)
        if (strcmp(lists[i].list, field->json) == 0)
            return (int)i;
    return -1;
}

/* ---- texts ---- */

/* "5 per profile in 24 hours": in a line of Review "at most" goes without saying. */
static char *period_words(const cJSON *period)
{
    static const char at_most[] = "at most ";
    char *words = describe_period(period);
    size_t skip = strncmp(words, at_most, strlen(at_most)) == 0 ? strlen(at_most) : 0;

    memmove(words, words + skip, strlen(words + skip) + 1);
    return words;
}

static char *item_words(const struct field *list, const cJSON *item)
{
    if (is_list(list, "EventTriggerConditions"))
        return describe_condition(item);
    if (is_list(list, "EventTriggerDimensions"))
        return describe_dimension(item);
    if (is_list(list, "ObjectAttributes"))
        return attribute_words(item);
    if (is_list(list, "Periods"))
        return period_words(item);
    if (is_list(list, "Tags") && json_text(item, "Value"))
        return mem_dup(json_text(item, "Value"));
    return describe_value(item);
}

/* True for a number that is whole and exact, in *ms. */
static bool is_time(const struct field *field, const cJSON *value, int64_t *ms)
{
    if (!field || !field->unit || !cJSON_IsNumber(value) || fabs(value->valuedouble) > 1e15)
        return false;
    *ms = (int64_t)value->valuedouble;
    return (double)*ms == value->valuedouble;
}

/* True for an attribute that compares something else than before: the label cannot name both. */
static bool is_renamed(const struct spot *spot)
{
    struct strbuf before = STRBUF_INIT, after = STRBUF_INIT;
    bool differs = false;

    if (is_list(spot->list, "ObjectAttributes") && spot->before && spot->after) {
        describe_words_subject(&before, spot->before);
        describe_words_subject(&after, spot->after);
        differs = strcmp(before.text, after.text) != 0;
    }
    strbuf_release(&before);
    strbuf_release(&after);
    return differs;
}

static char *words_of(const struct spot *spot, const cJSON *value)
{
    const struct field *field = spot->field;
    const char *text = cJSON_GetStringValue(value);
    const struct field_choice *choice = field && text ? fields_choice(field, text) : NULL;
    char time[40];
    int64_t ms;

    if (!value)
        return NULL;
    if (is_renamed(spot))
        return describe_attribute(value);
    if (spot->list)
        return item_words(spot->list, value);
    if (choice)
        return mem_dup(choice->words);
    if (!is_time(field, value, &ms))
        return describe_value(value);
    duration_format(ms, time);
    return mem_dup(time);
}

/* A line for the whole value. Where the words hide what differs, the JSON shows it. */
static void add_leaf(const struct spot *spot)
{
    struct change *change = spot->change;
    struct change_line line = {mem_dup(spot->after ? spot->place : spot->old_place), mem_dup(spot->label),
                               words_of(spot, spot->before), words_of(spot, spot->after)};

    if (line.before && line.after && strcmp(line.before, line.after) == 0) {
        free(line.before);
        free(line.after);
        line.before = json_print_shown(spot->before);
        line.after = json_print_shown(spot->after);
    }
    ARRAY_GROW(change->lines, change->count + 1, change->capacity);
    change->lines[change->count++] = line;
}

/* ---- the walk ---- */

static char *item_label(const struct spot *spot, const struct change_pair *pair, bool lone)
{
    const cJSON *item = pair->after ? pair->after : pair->before;
    size_t number = (pair->after ? pair->after_index : pair->before_index) + 1;
    struct strbuf out = STRBUF_INIT;

    strbuf_adds(&out, spot->label);
    if (is_list(spot->field, "EventTriggerConditions"))
        strbuf_addf(&out, " %zu", number);
    else if (is_list(spot->field, "EventTriggerDimensions") && !lone)
        strbuf_addf(&out, " %s dimension %zu", describe_words_dot(), number);
    else if (is_list(spot->field, "Periods"))
        strbuf_addf(&out, " %s Period %zu", describe_words_dot(), number);
    else if (is_list(spot->field, "Tags"))
        strbuf_addf(&out, " %s %s", describe_words_dot(), describe_words_text(item, "Key"));
    if (is_list(spot->field, "ObjectAttributes")) {
        strbuf_addf(&out, " %s ", describe_words_dot());
        describe_words_subject(&out, item);
    }
    return strbuf_detach(&out);
}

/* "/place/index". */
static char *item_place(const char *place, size_t index)
{
    return mem_printf("%s/%zu", place, index);
}

static void walk_pair(const struct spot *spot, const struct change_pair *pair, bool is_leaf, bool lone)
{
    char *label = item_label(spot, pair, lone);
    char *place = item_place(spot->place, pair->after_index);
    char *old_place = item_place(spot->old_place, pair->before_index);
    struct spot item = {spot->change, spot->field->item, spot->field, pair->before, pair->after, label,
                        place,        old_place};

    if (is_leaf || !pair->before || !pair->after)
        add_leaf(&item);
    else
        walk(&item);
    free(label);
    free(place);
    free(old_place);
}

static void walk_list(const struct spot *spot, int row)
{
    bool lone = cJSON_GetArraySize(spot->before) <= 1 && cJSON_GetArraySize(spot->after) <= 1;
    bool (*skip)(const cJSON *) = is_list(spot->field, "Tags") ? tags_is_managed : NULL;
    struct change_pairs pairs;

    change_pair_lists(spot->before, spot->after, &lists[row].likeness, skip, &pairs);
    for (size_t i = 0; i < pairs.count; i++)
        walk_pair(spot, &pairs.items[i], lists[row].is_leaf, lone);
    change_pair_release(&pairs);
}

/* Lists within a condition, a dimension or the limits are named by their items alone. */
static char *member_label(const struct spot *spot, const struct field *member, const char *name)
{
    if (list_row(member) >= 0)
        return mem_dup(spot->label);
    return mem_printf("%s %s %s", spot->label, describe_words_dot(), member ? member->label : name);
}

static char *member_place(const char *place, const char *name)
{
    struct strbuf out = STRBUF_INIT;

    strbuf_adds(&out, place);
    pointer_add(&out, name);
    return strbuf_detach(&out);
}

static void walk_member(const struct spot *spot, const char *name)
{
    const struct field *member = spot->field ? fields_member(spot->field, name) : NULL;
    const cJSON *before = json_get(spot->before, name), *after = json_get(spot->after, name);
    char *label, *place, *old_place;

    if (json_equal_as_sets(before, after))
        return;
    label = member_label(spot, member, name);
    place = member_place(spot->place, name);
    old_place = member_place(spot->old_place, name);
    walk(&(struct spot){spot->change, member, NULL, before, after, label, place, old_place});
    free(label);
    free(place);
    free(old_place);
}

/* Known members in the table's order, then unknown ones as they come. */
static void walk_object(const struct spot *spot)
{
    const cJSON *member;

    for (size_t i = 0; i < spot->field->member_count; i++)
        walk_member(spot, spot->field->members[i].json);
    cJSON_ArrayForEach(member, spot->before)
    {
        if (!fields_member(spot->field, member->string))
            walk_member(spot, member->string);
    }
    cJSON_ArrayForEach(member, spot->after)
    {
        if (!fields_member(spot->field, member->string) && !json_get(spot->before, member->string))
            walk_member(spot, member->string);
    }
}

static bool is_list_or_absent(const cJSON *value)
{
    return !value || cJSON_IsArray(value);
}

static bool is_object_or_absent(const cJSON *value)
{
    return !value || cJSON_IsObject(value);
}

static void walk(const struct spot *spot)
{
    int row = list_row(spot->field);
    size_t lines = spot->change->count;

    if (row >= 0 && is_list_or_absent(spot->before) && is_list_or_absent(spot->after) &&
        cJSON_GetArraySize(spot->before) + cJSON_GetArraySize(spot->after) <= CHANGE_LINES_LIST_MAX)
        walk_list(spot, row);
    else if (spot->field && spot->field->kind == FIELD_OBJECT && is_object_or_absent(spot->before) &&
             is_object_or_absent(spot->after))
        walk_object(spot);
    if (spot->change->count == lines)
        add_leaf(spot);
}

void change_lines_add(struct change *change, const char *property, const cJSON *before, const cJSON *after)
{
    const struct field *field = fields_member(&fields_event_trigger.root, property);
    char *place = member_place("", property);

    walk(&(struct spot){change, field, NULL, before, after, field ? field->label : property, place, place});
    free(place);
}

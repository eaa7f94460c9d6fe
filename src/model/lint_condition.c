#include "model/lint_condition.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/describe.h"

/* ---- reading ---- */

static enum lint_condition_logic logic_of(const cJSON *condition)
{
    static const char *const names[] = {"", "ALL", "ANY", "NONE"};
    const char *name = json_text(condition, "LogicalOperator");

    for (int i = LINT_CONDITION_ALL; name && i <= LINT_CONDITION_NONE; i++)
        if (strcmp(name, names[i]) == 0)
            return (enum lint_condition_logic)i;
    return LINT_CONDITION_UNKNOWN;
}

/* A list with something in it and no more than most. */
static bool is_list(const cJSON *list, int most)
{
    int count = cJSON_GetArraySize(list);

    return cJSON_IsArray(list) && count > 0 && count <= most;
}

static void read_dimension(const cJSON *dimension, size_t place, struct lint_condition *out)
{
    const cJSON *list = json_get(dimension, "ObjectAttributes"), *attribute;
    size_t index = 0;

    out->whole = out->whole && is_list(list, LINT_CONDITION_ITEMS);
    if (!cJSON_IsArray(list))
        return;
    cJSON_ArrayForEach(attribute, list)
    {
        if (index == LINT_CONDITION_ITEMS)
            break;
        lint_attribute_read(attribute, place, index++, &out->attributes[out->count++]);
    }
}

static void read_condition(const cJSON *condition, size_t index, struct lint_condition *out)
{
    const cJSON *list = json_get(condition, "EventTriggerDimensions"), *dimension;

    out->index = index;
    out->logic = logic_of(condition);
    out->whole = is_list(list, LINT_CONDITION_ITEMS);
    out->dead = false;
    out->dimensions = out->count = 0;
    if (!cJSON_IsArray(list))
        return;
    cJSON_ArrayForEach(dimension, list)
    {
        if (out->dimensions == LINT_CONDITION_ITEMS)
            break;
        read_dimension(dimension, out->dimensions++, out);
    }
}

void lint_condition_read(const cJSON *document, struct lint_conditions *out)
{
    const cJSON *list = json_get(document, "EventTriggerConditions"), *condition;

    out->count = 0;
    out->whole = is_list(list, LINT_CONDITION_MOST);
    if (!cJSON_IsArray(list))
        return;
    cJSON_ArrayForEach(condition, list)
    {
        if (out->count == LINT_CONDITION_MOST)
            break;
        read_condition(condition, out->count, &out->items[out->count]);
        out->count++;
    }
}

void lint_condition_enter(struct lint_walk *walk, const struct lint_condition *condition,
                          const struct lint_attribute *attribute)
{
    lint_walk_enter(walk, "EventTriggerConditions");
    lint_walk_enter_item(walk, condition->index);
    if (!attribute)
        return;
    lint_walk_enter(walk, "EventTriggerDimensions");
    lint_walk_enter_item(walk, attribute->dimension);
    lint_walk_enter(walk, "ObjectAttributes");
    lint_walk_enter_item(walk, attribute->index);
}

/* ---- what must hold together ---- */

/* Attributes first to end of a condition: all of it, or one of its dimensions. */
struct scope {
    const struct lint_condition *condition;
    size_t first, end;
};

static char *place_words(const struct scope *scope, bool same_dimension, size_t dimension)
{
    size_t number = scope->condition->index + 1;

    if (!same_dimension)
        return mem_printf("condition %zu, which wants ALL of its dimensions, never holds", number);
    return mem_printf("dimension %zu of condition %zu never holds", dimension + 1, number);
}

static void report_pair(struct lint_walk *walk, const struct scope *scope, const struct lint_attribute *a,
                        const struct lint_attribute *b, bool certain)
{
    char *one = describe_attribute(a->json), *two = describe_attribute(b->json);
    char *place = place_words(scope, a->dimension == b->dimension, b->dimension);

    lint_condition_enter(walk, scope->condition, b);
    if (certain)
        lint_walk_add(walk, LINT_CONTRADICTION, "\"%s\" and \"%s\" exclude each other: %s", one, two, place);
    else
        lint_walk_add(
            walk, LINT_EXCLUSIVE_UNCLEAR,
            "\"%s\" and \"%s\" exclude each other if EXCLUSIVE means none of the values: then %s; AWS "
            "does not document it",
            one, two, place);
    lint_walk_leave(walk, 0);
    free(one);
    free(two);
    free(place);
}

/* True if b and one before it exclude each other, which is reported. */
static bool excludes_earlier(struct lint_walk *walk, const struct scope *scope, size_t at)
{
    const struct lint_attribute *items = scope->condition->attributes, *b = &items[at];

    for (size_t i = scope->first; i < at; i++)
        if (lint_attribute_exclude(&items[i], b)) {
            report_pair(walk, scope, &items[i], b, true);
            return true;
        }
    for (size_t i = scope->first; i < at; i++)
        if (lint_attribute_may_exclude(&items[i], b)) {
            report_pair(walk, scope, &items[i], b, false);
            break;
        }
    return false;
}

/* The first comparison that, with those before it, leaves nothing for what it compares; NULL: there is none. */
static const struct lint_attribute *empties(const struct scope *scope, size_t from)
{
    const struct lint_attribute *items = scope->condition->attributes;
    struct lint_ranges left, own;
    enum lint_attribute_kind kind = lint_attribute_ranges(&items[from], false, &left);

    if (kind == LINT_ATTRIBUTE_TEXT)
        return NULL;
    for (size_t i = from + 1; i < scope->end; i++) {
        if (!lint_attribute_same(&items[from], &items[i]) ||
            lint_attribute_ranges(&items[i], false, &own) != kind)
            continue;
        lint_ranges_cut(&left, &own);
        if (left.count == 0)
            return &items[i];
    }
    return NULL;
}

/* Three and more that leave nothing together, though no two of them exclude each other. */
static bool leaves_nothing(struct lint_walk *walk, const struct scope *scope)
{
    const struct lint_attribute *last = NULL;

    for (size_t i = scope->first; !last && i + 2 < scope->end; i++)
        last = empties(scope, i);
    if (!last)
        return false;
    char *words = describe_attribute(last->json);
    char *place =
        place_words(scope, scope->condition->logic != LINT_CONDITION_ALL || scope->condition->dimensions == 1,
                    last->dimension);

    lint_condition_enter(walk, scope->condition, last);
    lint_walk_add(walk, LINT_CONTRADICTION,
                  "\"%s\" leaves nothing of what the comparisons before it allow: %s", words, place);
    lint_walk_leave(walk, 0);
    free(words);
    free(place);
    return true;
}

static bool never_holds(struct lint_walk *walk, const struct scope *scope)
{
    bool never = false;

    for (size_t i = scope->first + 1; i < scope->end; i++)
        never = excludes_earlier(walk, scope, i) || never;
    return never || leaves_nothing(walk, scope);
}

/* ---- conditions ---- */

size_t lint_condition_dimension_end(const struct lint_condition *condition, size_t first)
{
    size_t end = first;

    while (end < condition->count &&
           condition->attributes[end].dimension == condition->attributes[first].dimension)
        end++;
    return end;
}

/* Dimensions one by one. True if none of them can hold. */
static bool dimensions_never(struct lint_walk *walk, const struct lint_condition *condition)
{
    bool all = condition->whole;

    for (size_t first = 0, end; first < condition->count; first = end) {
        end = lint_condition_dimension_end(condition, first);
        all = never_holds(walk, &(struct scope){condition, first, end}) && all;
    }
    return all;
}

static bool condition_never(struct lint_walk *walk, const struct lint_condition *condition)
{
    if (condition->logic == LINT_CONDITION_ALL)
        return never_holds(walk, &(struct scope){condition, 0, condition->count});
    return dimensions_never(walk, condition) && condition->logic == LINT_CONDITION_ANY;
}

void lint_condition_never(struct lint_walk *walk, struct lint_conditions *conditions)
{
    const char *name = json_text(walk->document, "EventTriggerName");
    bool all = conditions->whole;

    for (size_t i = 0; i < conditions->count; i++) {
        conditions->items[i].dead = condition_never(walk, &conditions->items[i]);
        all = all && conditions->items[i].dead;
    }
    if (!all)
        return;
    lint_walk_enter(walk, "EventTriggerConditions");
    lint_walk_add(walk, LINT_NEVER_FIRES, "%s never fires: %s", name && *name ? name : "The trigger",
                  conditions->count == 1 ? "its condition cannot hold" : "none of its conditions can hold");
    lint_walk_leave(walk, 0);
}

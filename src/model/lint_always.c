/* lint_condition_always: what holds whatever number or text is compared. */
#include "model/lint_condition.h"

#include <string.h>

#include "model/describe.h"

/* The numbers for which every attribute from first to end holds (surely) or may hold: those that compare
 * another thing are as if they held. false: some of them compare another thing, or none compares this one as
 * a number. */
static bool together(const struct lint_condition *condition, size_t first, size_t end,
                     const struct lint_attribute *operand, bool surely, struct lint_ranges *out)
{
    struct lint_ranges own;
    bool only = end > first;

    lint_ranges_all(out);
    for (size_t i = first; i < end; i++) {
        const struct lint_attribute *attribute = &condition->attributes[i];

        if (lint_attribute_same(attribute, operand) &&
            lint_attribute_ranges(attribute, surely, &own) == LINT_ATTRIBUTE_NUMBER)
            lint_ranges_cut(out, &own);
        else
            only = false;
    }
    return only;
}

/* The numbers for which some dimension holds (surely), or may hold. */
static void any(const struct lint_condition *condition, const struct lint_attribute *operand, bool surely,
                struct lint_ranges *out)
{
    struct lint_ranges one;

    lint_ranges_none(out);
    for (size_t first = 0, end; first < condition->count; first = end) {
        end = lint_condition_dimension_end(condition, first);
        if (together(condition, first, end, operand, surely, &one) || !surely)
            lint_ranges_join(out, &one);
    }
}

/* The numbers for which the condition holds for sure. */
static void sure(const struct lint_condition *condition, const struct lint_attribute *operand,
                 struct lint_ranges *out)
{
    lint_ranges_none(out);
    if (!condition->whole)
        return;
    if (condition->logic == LINT_CONDITION_ANY) {
        any(condition, operand, true, out);
    } else if (condition->logic == LINT_CONDITION_NONE) {
        any(condition, operand, false, out);
        lint_ranges_invert(out);
    } else if (condition->logic == LINT_CONDITION_ALL &&
               !together(condition, 0, condition->count, operand, true, out)) {
        lint_ranges_none(out);
    }
}

/* The attribute alone in its dimension, or NULL. */
static const struct lint_attribute *alone(const struct lint_condition *condition, size_t at)
{
    const struct lint_attribute *items = condition->attributes;
    bool shares = (at > 0 && items[at - 1].dimension == items[at].dimension) ||
                  (at + 1 < condition->count && items[at + 1].dimension == items[at].dimension);

    return shares ? NULL : &items[at];
}

/* Two dimensions of which one holds for every text: the first of them, or NULL. */
static const struct lint_attribute *complete_texts(const struct lint_condition *condition)
{
    for (size_t i = 0; i < condition->count; i++)
        for (size_t j = i + 1; alone(condition, i) && j < condition->count; j++)
            if (alone(condition, j) &&
                lint_attribute_complete(&condition->attributes[i], &condition->attributes[j]))
                return &condition->attributes[i];
    return NULL;
}

/* The first comparison before which none compares the same thing: each thing is looked at once. */
static bool is_first(const struct lint_conditions *conditions, size_t condition, size_t at)
{
    const struct lint_attribute *operand = &conditions->items[condition].attributes[at];

    for (size_t c = 0; c <= condition; c++) {
        const struct lint_condition *other = &conditions->items[c];

        for (size_t i = 0; i < (c == condition ? at : other->count); i++)
            if (lint_attribute_same(&other->attributes[i], operand))
                return false;
    }
    return operand->operand != NULL;
}

static void report_number(struct lint_walk *walk, const struct lint_condition *condition,
                          const struct lint_attribute *operand, bool none)
{
    lint_condition_enter(walk, condition, NULL);
    if (none)
        lint_walk_add(
            walk, LINT_NONE_NEVER,
            "Condition %zu holds for no number that %s could be: one of its dimensions always holds",
            condition->index + 1, operand->operand);
    else
        lint_walk_add(walk, LINT_ALWAYS_HOLDS, "Condition %zu holds whatever number %s is",
                      condition->index + 1, operand->operand);
    lint_walk_leave(walk, 0);
}

/* Looks at one thing in all conditions. */
static void check_operand(struct lint_walk *walk, const struct lint_conditions *conditions,
                          const struct lint_attribute *operand)
{
    struct lint_ranges set, all;
    bool reported = false;

    lint_ranges_none(&all);
    for (size_t i = 0; i < conditions->count; i++) {
        const struct lint_condition *condition = &conditions->items[i];

        sure(condition, operand, &set);
        lint_ranges_join(&all, &set);
        bool always = lint_ranges_is_all(&set);
        if (!always && condition->logic == LINT_CONDITION_NONE && condition->whole)
            any(condition, operand, true, &set);
        if (!lint_ranges_is_all(&set))
            continue;
        report_number(walk, condition, operand, !always);
        reported = true;
    }
    if (reported || !lint_ranges_is_all(&all))
        return;
    lint_walk_enter(walk, "EventTriggerConditions");
    lint_walk_add(walk, LINT_ALWAYS_HOLDS, "Some condition holds whatever number %s is", operand->operand);
    lint_walk_leave(walk, 0);
}

static void check_texts(struct lint_walk *walk, const struct lint_condition *condition)
{
    bool none = condition->logic == LINT_CONDITION_NONE;
    const struct lint_attribute *found = NULL;

    if (none || condition->logic == LINT_CONDITION_ANY)
        found = complete_texts(condition);
    if (!found)
        return;
    lint_condition_enter(walk, condition, NULL);
    lint_walk_add(walk, none ? LINT_NONE_NEVER : LINT_ALWAYS_HOLDS,
                  "Condition %zu %s whether %s contains %s or not", condition->index + 1,
                  none ? "does not hold," : "holds,", found->operand, found->values->child->valuestring);
    lint_walk_leave(walk, 0);
}

void lint_condition_always(struct lint_walk *walk, const struct lint_conditions *conditions)
{
    for (size_t c = 0; c < conditions->count; c++) {
        const struct lint_condition *condition = &conditions->items[c];

        check_texts(walk, condition);
        for (size_t i = 0; i < condition->count; i++)
            if (is_first(conditions, c, i))
                check_operand(walk, conditions, &condition->attributes[i]);
    }
}

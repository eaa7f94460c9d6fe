#include "model/match_operator.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "model/match_meaning.h"
#include "model/match_order.h"
#include "model/match_text.h"

static const struct match_operator table[] = {
    {"INCLUSIVE", MATCH_OPERATOR_TEXT, MATCH_TEXT_EQUAL, true, false, "includes", "does not include all of"},
    {"EXCLUSIVE", MATCH_OPERATOR_TEXT, MATCH_TEXT_EQUAL, true, true, "does not contain all of",
     "contains all of"},
    {"CONTAINS", MATCH_OPERATOR_TEXT, MATCH_TEXT_PART, false, false, "contains", "does not contain"},
    {"BEGINS_WITH", MATCH_OPERATOR_TEXT, MATCH_TEXT_BEGINS, false, false, "begins with",
     "does not begin with"},
    {"ENDS_WITH", MATCH_OPERATOR_TEXT, MATCH_TEXT_ENDS, false, false, "ends with", "does not end with"},
    {"GREATER_THAN", MATCH_OPERATOR_NUMBER, MATCH_ORDER_ABOVE, false, false, "greater than",
     "not greater than"},
    {"LESS_THAN", MATCH_OPERATOR_NUMBER, MATCH_ORDER_BELOW, false, false, "less than", "not less than"},
    {"GREATER_THAN_OR_EQUAL", MATCH_OPERATOR_NUMBER, MATCH_ORDER_AT_LEAST, false, false, "at least",
     "less than"},
    {"LESS_THAN_OR_EQUAL", MATCH_OPERATOR_NUMBER, MATCH_ORDER_AT_MOST, false, false, "at most",
     "greater than"},
    {"EQUAL", MATCH_OPERATOR_NUMBER, MATCH_ORDER_SAME, false, false, "equal to", "not equal to"},
    {"BEFORE", MATCH_OPERATOR_DATE, MATCH_ORDER_BELOW, false, false, "before", "not before"},
    {"AFTER", MATCH_OPERATOR_DATE, MATCH_ORDER_ABOVE, false, false, "after", "not after"},
    {"ON", MATCH_OPERATOR_DATE, MATCH_ORDER_SAME, false, false, "on", "not on"},
    {"BETWEEN", MATCH_OPERATOR_RANGE, 0, false, false, "between", "not between"},
    {"NOT_BETWEEN", MATCH_OPERATOR_RANGE, 0, false, true, "not between", "between"},
};

const struct match_operator *match_operator_find(const char *name)
{
    for (size_t i = 0; name && i < ARRAY_COUNT(table); i++)
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    return NULL;
}

static struct match_outcome compare(const struct match_operator *operator, const cJSON * found,
                                    const char *value)
{
    if (operator->kind == MATCH_OPERATOR_TEXT)
        return match_text_compare((enum match_text_test) operator->test, found, value);
    if (operator->kind == MATCH_OPERATOR_NUMBER)
        return match_order_numbers((enum match_order_test) operator->test, found, value);
    return match_order_dates((enum match_order_test) operator->test, found, value);
}

/* One that matches is enough. */
static struct match_outcome any_found(const struct match_operator *operator, const cJSON * const * found,
                                      size_t count, const char *value)
{
    struct match_outcome result = {0};

    for (size_t i = 0; i < count; i++) {
        struct match_outcome one = compare(operator, found[i], value);

        result = i ? match_outcome_or(result, one) : one;
    }
    return result;
}

static struct match_outcome each_value(const struct match_operator *operator, const cJSON * const * found,
                                       size_t count, const cJSON *values)
{
    struct match_outcome result = {0};
    const cJSON *value;

    cJSON_ArrayForEach(value, values)
    {
        struct match_outcome one = any_found(operator, found, count, cJSON_GetStringValue(value));

        if (value == values->child)
            result = one;
        else
            result = operator->all ? match_outcome_and(result, one) : match_outcome_or(result, one);
    }
    return result;
}

static struct match_outcome in_range(const cJSON *const *found, size_t count, const cJSON *values)
{
    struct match_outcome result = {0};

    if (cJSON_GetArraySize(values) != 2)
        return (struct match_outcome){MATCH_UNKNOWN, 0, MATCH_TROUBLE_VALUE_RANGE};
    for (size_t i = 0; i < count; i++) {
        struct match_outcome one = match_order_between(found[i], cJSON_GetStringValue(values->child),
                                                       cJSON_GetStringValue(values->child->next));

        result = i ? match_outcome_or(result, one) : one;
    }
    return result;
}

/* What etrig takes part of the values for, where AWS documents neither. */
static uint64_t about_values(const struct match_operator *operator, const cJSON * const * found, size_t count,
                             const cJSON *values, const struct match_outcome *result)
{
    struct match_outcome partly = {0};
    struct match_operator any = *operator;

    if (!values->child->next)
        return 0;
    if (!operator->all)
        return operator->kind ==
                   MATCH_OPERATOR_RANGE ||(operator->kind == MATCH_OPERATOR_TEXT && operator->test ==
                                           MATCH_TEXT_PART)
                   ? 0
                   : MATCH_MEANING_BIT(MATCH_MEANING_SEVERAL);
    any.all = false;
    partly = each_value(&any, found, count, values);
    return operator->negated && result->verdict == MATCH_HOLDS && partly.verdict == MATCH_HOLDS
               ? MATCH_MEANING_BIT(MATCH_MEANING_PARTLY)
               : 0;
}

struct match_outcome match_operator_test(const struct match_operator *operator, const cJSON * const * found,
                                         size_t count, const cJSON *values)
{
    struct match_outcome result = operator->kind == MATCH_OPERATOR_RANGE
                                      ? in_range(found, count, values)
                                      : each_value(operator, found, count, values);

    if (operator->negated)
        result = match_outcome_not(result);
    if (result.verdict != MATCH_UNKNOWN)
        result.assumed |= about_values(operator, found, count, values, &result);
    return result;
}

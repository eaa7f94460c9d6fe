/*
 * match_operator: how each ComparisonOperator compares.
 *
 * What it means stands in the field table (fields.h), what AWS leaves open in match_meaning.h. A test compares
 * the operators here with the field table's.
 */
#ifndef MODEL_MATCH_OPERATOR_H
#define MODEL_MATCH_OPERATOR_H

#include <stddef.h>

#include "base/json.h"
#include "model/match_outcome.h"

enum match_operator_kind {
    MATCH_OPERATOR_TEXT,
    MATCH_OPERATOR_NUMBER,
    MATCH_OPERATOR_DATE,
    MATCH_OPERATOR_RANGE /* of numbers or dates */
};

struct match_operator {
    const char *name; /* AWS's own */
    enum match_operator_kind kind;
    int test;          /* which comparison of its kind */
    bool all;          /* each of the values is wanted, not only one */
    bool negated;      /* the opposite is meant */
    const char *holds; /* what is said of the attribute: "greater than %s" without the %s */
    const char *fails; /* "not greater than" */
};

/* By AWS's name; NULL: none. Constant. */
const struct match_operator *match_operator_find(const char *name);
/* Compares what was found (at least one item, unless it was an empty list) with the trigger's values, a list
 * of at least one text. */
struct match_outcome match_operator_test(const struct match_operator *operator, const cJSON * const * found,
                                         size_t count, const cJSON *values);

#endif

/*
 * match_outcome: true, false, not known, and what that rests on.
 *
 * Three values, joined as in Kleene's logic: what is not known decides nothing, unless the rest has decided
 * already. A holding outcome prefers what rests on no assumption.
 */
#ifndef MODEL_MATCH_OUTCOME_H
#define MODEL_MATCH_OUTCOME_H

#include <stdint.h>

/* In this order "and" is the smaller, "or" the greater one. */
enum match_verdict { MATCH_FAILS, MATCH_UNKNOWN, MATCH_HOLDS };

/* Why something is not known. */
enum match_trouble {
    MATCH_TROUBLE_NONE,
    MATCH_TROUBLE_FOUND_OBJECT, /* what was found has members */
    MATCH_TROUBLE_FOUND_NUMBER, /* what was found is no number */
    MATCH_TROUBLE_FOUND_DATE,   /* what was found is no date */
    MATCH_TROUBLE_VALUE_NUMBER, /* the trigger's value is no number */
    MATCH_TROUBLE_VALUE_DATE,
    MATCH_TROUBLE_VALUE_RANGE /* neither two numbers nor two dates */
};

struct match_outcome {
    enum match_verdict verdict;
    uint64_t assumed;           /* bits of match_meaning that another meaning of would change the verdict */
    enum match_trouble trouble; /* of MATCH_UNKNOWN */
};

struct match_outcome match_outcome_or(struct match_outcome a, struct match_outcome b);
struct match_outcome match_outcome_and(struct match_outcome a, struct match_outcome b);
struct match_outcome match_outcome_not(struct match_outcome a);

#endif

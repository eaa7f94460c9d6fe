#include "model/match_outcome.h"

/* Two that agree. Each suffices for the verdict if one does; both are needed if not. */
static struct match_outcome agreed(struct match_outcome a, struct match_outcome b, enum match_verdict decides)
{
    if (a.verdict == decides)
        return a.assumed ? b.assumed ? a : b : a;
    a.assumed |= b.assumed;
    a.trouble = a.trouble ? a.trouble : b.trouble;
    return a;
}

struct match_outcome match_outcome_or(struct match_outcome a, struct match_outcome b)
{
    if (a.verdict == b.verdict)
        return agreed(a, b, MATCH_HOLDS);
    return a.verdict > b.verdict ? a : b;
}

struct match_outcome match_outcome_and(struct match_outcome a, struct match_outcome b)
{
    if (a.verdict == b.verdict)
        return agreed(a, b, MATCH_FAILS);
    return a.verdict < b.verdict ? a : b;
}

struct match_outcome match_outcome_not(struct match_outcome a)
{
    a.verdict = (enum match_verdict)(MATCH_HOLDS - a.verdict);
    return a;
}

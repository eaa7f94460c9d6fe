/*
 * match_number: decimal numbers of any length, compared as they are written.
 *
 * 0.1 is a tenth here and not the nearest double; "500" and "5e2" are equal.
 */
#ifndef MODEL_MATCH_NUMBER_H
#define MODEL_MATCH_NUMBER_H

#include <stdbool.h>

struct match_number {
    char *digits;  /* owned: without leading and trailing zeros; "" is zero */
    int point;     /* the value is 0.DIGITS times ten to this power */
    bool negative; /* never of zero */
};

/* Reads a sign, digits, a point, an exponent; nothing else, no blanks. false: no number, and nothing to
 * release. */
bool match_number_parse(const char *text, struct match_number *out);
void match_number_release(struct match_number *number);
/* Below, equal to, above 0, as strcmp. */
int match_number_compare(const struct match_number *a, const struct match_number *b);

#endif

/*
 * match_meaning: what conditions mean, one row each, with where AWS says so.
 *
 * Trying a trigger is only as honest as the meanings it rests on: each is a row here, with its source at AWS or
 * as an assumption of etrig's. Verdicts carry the assumptions that they rest on, the screen shows their
 * sentences, and the manual's table is made from the rows. Meanings of the single operators stand in the
 * field table (fields.h). Constant; any thread.
 */
#ifndef MODEL_MATCH_MEANING_H
#define MODEL_MATCH_MEANING_H

#include <stdint.h>

enum match_meaning {
    /* documented */
    MATCH_MEANING_CONDITIONS,
    MATCH_MEANING_DIMENSIONS,
    MATCH_MEANING_ATTRIBUTES,
    MATCH_MEANING_SOURCE,
    MATCH_MEANING_FIELD,
    /* assumed: where in the object */
    MATCH_MEANING_OWN_NAME,
    MATCH_MEANING_PREFIX,
    MATCH_MEANING_NESTED,
    MATCH_MEANING_BOTH,
    MATCH_MEANING_MISSING,
    MATCH_MEANING_LIST,
    /* assumed: texts */
    MATCH_MEANING_CASE,
    MATCH_MEANING_PART,
    MATCH_MEANING_WHOLE,
    MATCH_MEANING_PARTLY,
    MATCH_MEANING_AS_TEXT,
    MATCH_MEANING_SEVERAL,
    /* assumed: numbers and dates */
    MATCH_MEANING_NUMBER_TEXT,
    MATCH_MEANING_BOUNDS,
    MATCH_MEANING_REVERSED,
    MATCH_MEANING_DAY,
    MATCH_MEANING_DATE_ONLY,
    MATCH_MEANING_ZONE,
    MATCH_MEANING_EPOCH,
    MATCH_MEANING_COUNT
};

/* Sets of meanings are uint64_t: one bit each. */
#define MATCH_MEANING_BIT(meaning) (UINT64_C(1) << (meaning))

struct match_meaning_row {
    const char *about;   /* "bounds of a range" */
    const char *meaning; /* goes on after "assumes that": "both bounds belong to the range" */
    const char *source;  /* where AWS says so; NULL: it is assumed */
    const char *because; /* why it has to be assumed; NULL: AWS does not document it */
};

/* The row; constant. */
const struct match_meaning_row *match_meaning_row(enum match_meaning meaning);
/* What follows the meaning: its source, or "AWS does not document this". Constant. */
const char *match_meaning_ground(enum match_meaning meaning);
/* "assumes that both bounds belong to the range; AWS does not document this". free(). */
char *match_meaning_sentence(enum match_meaning meaning);

#endif

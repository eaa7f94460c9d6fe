/*
 * match: would a trigger fire for this object?
 *
 * Pure: the trigger's document, a sample object as it would be ingested, and the fields of its object type where
 * they are known. The answer is a tree as the conditions are: for each attribute what was found and why it
 * does or does not match; then whether the dimension, the condition, the trigger holds. Each verdict has three
 * values, and tells whether it rests on what AWS does not document (match_meaning.h). Any document will do,
 * also half of one: what is missing is not known. Limits and the segment are not tried, and named as such.
 * Any thread.
 */
#ifndef MODEL_MATCH_H
#define MODEL_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/json.h"
#include "base/texts.h"
#include "model/match_outcome.h"
#include "model/store.h"

/* The trigger, a condition, a dimension, an attribute. */
struct match_node {
    char *pointer; /* owned; JSON pointer in the document; "" for the trigger */
    enum match_verdict verdict;
    enum match_verdict sure; /* the verdict where whatever rests on an assumption is not known */
    uint64_t assumed;        /* of an attribute: bits of match_meaning */
    char *subject;           /* owned; of an attribute: "total"; else NULL */
    char *reason;            /* owned; of an attribute: "total is 120: not greater than 500"; else NULL */
    const cJSON **found;     /* owned, the items borrowed from the object */
    size_t found_count;
    bool found_list;             /* they are items of a list */
    struct match_node *children; /* owned */
    size_t count;
};

struct match {
    struct match_node root;
    uint64_t assumed;       /* of all attributes */
    struct texts not_tried; /* "only for profiles in vip-eu" */
};

/* Fills out anew; object must outlive it. fields may be NULL or unread: a field is then looked for under its
 * own name. match_release. */
void match_document(const cJSON *document, const cJSON *object, const struct store_catalog *fields,
                    struct match *out);
void match_release(struct match *match);

/* True if the verdict rests on an assumption. */
bool match_is_assumed(const struct match_node *node);
/* "retail|x would fire for this object", and whether that rests on an assumption. free(). */
char *match_sentence(const struct match *match, const char *name);
/* The verdict's sign: a tick, a cross, a question mark; ASCII when text_is_ascii. Constant. */
const char *match_sign(enum match_verdict verdict);
/* For scripts: Trigger (the name), Fires, Assumed, Conditions with their Pointer, Found, Reason, ...; Assumptions, NotTried. Free:
 * cJSON_Delete. */
cJSON *match_present(const struct match *match, const char *name);

/* One line of the drawn tree. */
struct match_line {
    char *text;  /* owned: strokes, sign, words, the numbers of its assumptions */
    int indent;  /* cells before the words */
    bool judged; /* false: there is no verdict on this line */
    enum match_verdict verdict;
};
struct match_lines {
    struct match_line *items; /* owned */
    size_t count, capacity;
};
/* The tree of document, which the match is of. Fills out anew; match_lines_release. */
void match_lines(const struct match *match, const cJSON *document, struct match_lines *out);
void match_lines_release(struct match_lines *lines);
/* "[1] assumes that …; AWS does not document this", numbered as in the lines. Fills out anew; texts_release. */
void match_notes(const struct match *match, struct texts *out);

#endif

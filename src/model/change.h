/*
 * change: what differs between two documents, and the guarded patch that carries it out (changes.md, Guards).
 *
 * Lists are multisets: another order is no change. Properties are top-level; the lines for Review go to the
 * leaves. Read-only properties, Region and Identifier, and tags whose key begins with "aws:" are no part of a
 * difference; an empty list of tags is as good as none.
 */
#ifndef MODEL_CHANGE_H
#define MODEL_CHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/json.h"
#include "base/texts.h"

/* One line of Review: "Limits · Period 1", "5 per profile in 24 hours", "3 per profile in 24 hours". */
struct change_line {
    char *pointer; /* owned; in after, or in before for what goes */
    char *label;   /* owned */
    char *before;  /* owned; NULL: was not there; texts of people: not yet made harmless */
    char *after;   /* owned; NULL: goes away */
};

struct change {
    struct change_line *lines; /* owned */
    size_t count, capacity;
    struct texts properties; /* the top-level properties that differ */
};

/* Compares; either may be NULL (a create, a delete). out is filled anew: release it in any case. True if
 * anything differs. */
bool change_between(const cJSON *before, const cJSON *after, struct change *out);
/* Frees lines and names and empties the struct. */
void change_release(struct change *change);
/* True if the two differ in the way that change_between means. */
bool change_differs(const cJSON *before, const cJSON *after);
/* True if property of both is the same multiset (both absent counts as same). */
bool change_same_property(const cJSON *a, const cJSON *b, const char *property);

/* What the patch may be guarded with. */
struct change_guards {
    bool test_absent_by_time; /* guard properties seen absent with a test on /LastUpdatedAt */
    bool unguarded;           /* no tests at all: the person said so */
};

/* The patch that makes seen into after: first a test for each touched property as seen (exactly as read, in
 * its order), then add, replace or remove of whole top-level properties. aws: tags of seen are kept in a
 * replaced Tags. An empty array if nothing differs. Free: cJSON_Delete. */
cJSON *change_patch(const cJSON *seen, const cJSON *after, const struct change_guards *guards);
/* One change a line, for messages: "Limits · Period 1: 5 … → 3 …". Made harmless:
 * each stays on its line. free(). */
char *change_words(const struct change *change);

#endif

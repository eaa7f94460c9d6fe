/*
 * merge: two people changed one trigger: as it was seen, theirs now, yours (changes.md, Guards 4).
 *
 * What only one side changed is taken from that side. What both changed to different values is asked about,
 * part by part. A part is a top-level property; where all three documents have a property of the table that is
 * an object (EventTriggerLimits), each of its members is a part of its own, so that a period of yours does not
 * collide with their expiration; and so is each tag, by its key, so that a team of yours does not collide with
 * their env. That is as safe: the patch replaces the whole property all the same and is guarded by the whole of
 * theirs, and a member and a key say which is which. Other lists are one part, as are tags without keys or with
 * a key twice: their items have no identity at AWS, so which of them "the same" would be is a guess, which may
 * be shown but not acted on. AWS's own tags ("aws:") are theirs, always.
 *
 * Pure functions on documents; any thread, one merge at a time.
 */
#ifndef MODEL_MERGE_H
#define MODEL_MERGE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/json.h"

enum merge_side {
    MERGE_OPEN,   /* not answered yet */
    MERGE_THEIRS, /* as for all that only they changed */
    MERGE_YOURS,  /* as for all that only you changed */
    MERGE_HAND    /* yours, written again with theirs in view */
};

/* One leaf of a part, in the words of Review. */
struct merge_line {
    char *label;                 /* owned */
    char *seen, *theirs, *yours; /* owned; NULL: not there; foreign texts */
    bool they, you;              /* which sides changed it; the other's text is that of seen */
};

struct merge_part {
    char *property, *member; /* owned; of a tag its key; member NULL: the whole property */
    bool is_tag;             /* of a list of tags */
    char *pointer; /* owned: its place in yours; of a tag its value's, or the list's if it is not there */
    bool asked;    /* both changed it, to different values */
    enum merge_side side;     /* never MERGE_OPEN unless asked */
    struct merge_line *lines; /* owned */
    size_t count, capacity;
};

struct merge_count {
    size_t both, theirs, yours; /* parts changed on both sides to different values; on one side alone */
    size_t open;                /* of both: not answered */
};

/* {0} is an empty one. */
struct merge {
    cJSON *seen, *theirs, *yours; /* owned */
    struct merge_part *parts;     /* owned */
    size_t count, capacity;
};

/* Fills it anew; documents are copied. Answers given before stay where their part still collides and has the
 * same value on their side; what they changed again is open again. */
void merge_begin(struct merge *merge, const cJSON *seen, const cJSON *theirs, const cJSON *yours);
void merge_release(struct merge *merge);
struct merge_count merge_count(const struct merge *merge);
/* The pointer to its place in any document, as in part->pointer. free(). */
char *merge_place(const struct merge_part *part, const cJSON *document);
/* What a document has there; NULL: nothing. borrowed. */
const cJSON *merge_value(const struct merge_part *part, const cJSON *document);
/* Theirs, with every part of yours that is yours by now; what is open is yours too. Free: cJSON_Delete. */
cJSON *merge_result(const struct merge *merge);

#endif

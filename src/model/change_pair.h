/*
 * change_pair: which old item of a list became which new one.
 *
 * Lists are multisets (AWS's insertionOrder: false). An old item pairs with one equal new one first; what is
 * left pairs by likeness, so that a changed item is shown as changed and not as gone and come.
 */
#ifndef MODEL_CHANGE_PAIR_H
#define MODEL_CHANGE_PAIR_H

#include <stdbool.h>
#include <stddef.h>
#include "base/json.h"
#include "base/texts.h"

/* An item of both lists, or of one: the other is NULL. Equal ones are left out. */
struct change_pair {
    const cJSON *before, *after; /* borrowed */
    size_t before_index, after_index;
};

struct change_pairs {
    struct change_pair *items; /* owned; in the order of the new list, then what goes */
    size_t count, capacity;
};

/* How items are told to be alike. */
struct change_likeness {
    /* Adds texts that items alike have in common; the more they share, the more they are alike. */
    void (*keys)(const cJSON *item, struct texts *keys);
    bool by_position; /* items that share none pair too, in order */
};

/* Fills out anew. Either list may be NULL (no items); items that skip (may be NULL) names are left out. */
void change_pair_lists(const cJSON *before, const cJSON *after, const struct change_likeness *likeness,
                       bool (*skip)(const cJSON *item), struct change_pairs *out);
/* Frees the pairs, not the items, which are borrowed. */
void change_pair_release(struct change_pairs *pairs);

#endif

/*
 * listing_order: the rows of a listing, sorted. Used by the listing; UI thread.
 *
 * Rows are places in an array of entries. Sorting them all happens once per choice of a column; rows that
 * came, went or changed are then put in their places, which costs as much as they are many.
 */
#ifndef MODEL_LISTING_ORDER_H
#define MODEL_LISTING_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "model/filter_text.h"
#include "model/listing.h"

/* What a listing keeps of the row that has the same place in store->rows. */
struct listing_entry {
    struct store_row *row;   /* borrowed */
    uint32_t version;        /* of the row when the rest was made */
    int32_t used;            /* store_row_used_by, likewise */
    struct filter_text text; /* in the texts of the listing */
};

struct listing_order {
    enum listing_column column;
    bool reverse;
    uint32_t *places; /* owned: of entries, sorted */
    size_t count, capacity;
};

/* Sorts all entries anew. */
void listing_order_sort(struct listing_order *order, const struct store *store,
                        const struct listing_entry *entries, size_t count);
/* Brings the order up to date: there are count entries now, and those with
 * a set bit in changed are new or other. */
void listing_order_merge(struct listing_order *order, const struct store *store,
                         const struct listing_entry *entries, size_t count, const uint64_t *changed,
                         size_t changed_count);
/* Frees the places and empties the struct. */
void listing_order_release(struct listing_order *order);

#endif

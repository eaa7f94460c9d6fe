/*
 * store_region: one region of the store and the counts of its rows. Used by the store only; UI thread.
 */
#ifndef MODEL_STORE_REGION_H
#define MODEL_STORE_REGION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "model/store.h"

/* True if its listing is not whole although the person asked for it. */
bool store_region_lacks(const struct store_region *region);
/* The row stands in the store from now on, or no longer. */
void store_region_row_added(struct store_region *region);
/* Takes the row out of the counts of region and domain. */
void store_region_row_removed(struct store_region *region, const struct store_row *row);
/* A listing saw a row of this domain: a later listing (generation) counts
 * anew, beginning with its first row. */
void store_region_row_seen(struct store_region *region, const char *domain, uint32_t generation);
/* The listing is whole: a domain (NULL: each) in which it saw nothing has no rows. */
void store_region_sweep(struct store_region *region, const char *domain, uint32_t generation);
/* Frees what it owns; its rows are the store's. */
void store_region_release(struct store_region *region);

#endif

/*
 * cache_merge: what was listed just now, beside what the cache knows already: the regions that were not listed stay as they
 * are, and a trigger that has not changed since keeps what only reading it in full tells.
 *
 * Two processes that write at the same moment take turns: the file is that of the later one, and what the other listed is
 * in it as it was before. Any thread.
 */
#ifndef BACKEND_CACHE_MERGE_H
#define BACKEND_CACHE_MERGE_H

#include <stddef.h>
#include "backend/cache.h"

struct cache_merge {
    struct cache_region *regions; /* owned; names and texts of the rows are borrowed from both sides */
    size_t region_count;
    struct cache_row *rows; /* owned; in display order */
    size_t count;
};

/* older NULL: there is none. rows come to stand in display order, and what they lack is taken from older. */
void cache_merge(struct cache_merge *out, const struct cache *older, const struct cache_region *regions,
                 size_t region_count, struct cache_row *rows, size_t count);
void cache_merge_release(struct cache_merge *merge);

#endif

#include "backend/cache_merge.h"

#include <stdlib.h>
#include <string.h>
#include "base/mem.h"

enum { REGIONS_MOST = 500 }; /* half of what a file may have */

static int compare_rows(const void *left, const void *right)
{
    const struct cache_row *a = left, *b = right;
    int order = strcmp(a->region, b->region);
    if (order == 0)
        order = strcmp(a->domain, b->domain);
    return order != 0 ? order : strcmp(a->name, b->name);
}

static bool has_region(const struct cache_merge *merge, const char *name)
{
    for (size_t i = 0; i < merge->region_count; i++)
        if (strcmp(merge->regions[i].name, name) == 0)
            return true;
    return false;
}

static void add_regions(struct cache_merge *out, const struct cache *older,
                        const struct cache_region *regions, size_t count)
{
    size_t known = older != NULL ? cache_region_count(older) : 0;
    struct cache_region region;
    out->regions = mem_alloc(count + known + 1, sizeof *out->regions);
    for (size_t i = 0; i < count; i++)
        out->regions[out->region_count++] = regions[i];
    for (size_t i = 0; i < known && out->region_count < REGIONS_MOST; i++)
        if (cache_region(older, i, &region) && !has_region(out, region.name))
            out->regions[out->region_count++] = region;
}

/* Which times both have says that nobody changed it between. */
static void take_brief(struct cache_row *row, const struct cache_row *older)
{
    if (row->updated_ms == 0 || row->updated_ms != older->updated_ms)
        return;
    if (*row->lint == '\0')
        row->lint = older->lint;
    if (*row->when != '\0')
        return;
    row->when = older->when;
    row->limits = older->limits;
    row->segment = older->segment;
}

/* The rows of the older listing, one after the other, as far as they are of regions that were not listed. */
struct olders {
    const struct cache *cache;
    size_t place;
    struct cache_row row; /* the next one */
    bool left;            /* there is a next one */
    const struct cache_region *listed;
    size_t listed_count;
    const char *region; /* of the row before */
    bool is_listed;
};

static bool was_listed(struct olders *olders)
{
    const char *region = olders->row.region;
    if (olders->region != NULL && strcmp(olders->region, region) == 0)
        return olders->is_listed;
    olders->region = region;
    olders->is_listed = false;
    for (size_t i = 0; i < olders->listed_count && !olders->is_listed; i++)
        olders->is_listed = strcmp(olders->listed[i].name, region) == 0;
    return olders->is_listed;
}

static void step(struct olders *olders)
{
    olders->left = olders->cache != NULL && cache_row(olders->cache, olders->place++, &olders->row);
}

static void add_older(struct cache_merge *out, struct olders *olders)
{
    if (!was_listed(olders) && has_region(out, olders->row.region))
        out->rows[out->count++] = olders->row;
    step(olders);
}

void cache_merge(struct cache_merge *out, const struct cache *older, const struct cache_region *regions,
                 size_t region_count, struct cache_row *rows, size_t count)
{
    struct olders olders = {.cache = older, .listed = regions, .listed_count = region_count};
    *out = (struct cache_merge){0};
    add_regions(out, older, regions, region_count);
    out->rows = mem_alloc(count + (older != NULL ? cache_count(older) : 0) + 1, sizeof *out->rows);
    if (count > 0)
        qsort(rows, count, sizeof *rows, compare_rows);
    step(&olders);
    for (size_t i = 0; i < count; i++) {
        int order = 1;
        while (olders.left && (order = compare_rows(&olders.row, &rows[i])) < 0)
            add_older(out, &olders);
        if (olders.left && order == 0)
            take_brief(&rows[i], &olders.row);
        out->rows[out->count++] = rows[i];
    }
    while (olders.left)
        add_older(out, &olders);
}

void cache_merge_release(struct cache_merge *merge)
{
    free(merge->regions);
    free(merge->rows);
    *merge = (struct cache_merge){0};
}

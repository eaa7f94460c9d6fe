#include "tui/trigger_lines.h"

#include "base/mem.h"

void trigger_lines_release(struct trigger_lines *lines)
{
    free(lines->items);
    texts_release(&lines->folded);
    *lines = (struct trigger_lines){0};
}

static void add(struct trigger_lines *lines, struct trigger_line line)
{
    ARRAY_GROW(lines->items, lines->count + 1, lines->capacity);
    lines->items[lines->count++] = line;
}

static void add_row(struct trigger_lines *lines, struct store_row *row)
{
    add(lines, (struct trigger_line){.kind = TRIGGER_LINE_ROW, .row = row});
}

/* What of a region could not be read. */
static void add_failures(struct trigger_lines *lines, const struct store_region *region)
{
    for (size_t i = 0; i < region->domain_count; i++) {
        if (region->domains[i].state == STORE_FAILED)
            add(lines, (struct trigger_line){
                           .kind = TRIGGER_LINE_DOMAIN, .region = region, .domain = &region->domains[i]});
    }
}

/* True if the region needs a line to say what is wrong with it. */
static bool has_trouble(const struct store_region *region)
{
    return region->state == STORE_REGION_NOT_ENABLED || region->state == STORE_REGION_DENIED ||
           region->state == STORE_REGION_FAILED || region->state == STORE_REGION_PARTLY;
}

static void add_region(struct trigger_lines *lines, const struct store_region *region, size_t shown)
{
    add(lines, (struct trigger_line){.kind = TRIGGER_LINE_REGION, .region = region, .shown = shown});
}

/* Where the rows of a region stand: first and one behind the last. The list is sorted by region, and the
 * store gives all rows of a region one name to point at, so that texts are compared once a region. */
static void find_run(struct store_row *const *rows, size_t count, const char *region, size_t *first,
                     size_t *end)
{
    size_t i = 0;
    *first = *end = 0;
    while (i < count && *end == 0) {
        size_t start = i;
        while (i < count && rows[i]->region == rows[start]->region)
            i++;
        if (strcmp(rows[start]->region, region) == 0) {
            *first = start;
            *end = i;
        }
    }
}

static void build_grouped(struct trigger_lines *lines, const struct store *store,
                          struct store_row *const *rows, size_t count)
{
    for (size_t r = 0; r < store->region_count; r++) {
        const struct store_region *region = &store->regions[r];
        size_t first, end;
        find_run(rows, count, region->name, &first, &end);
        if (lines->filtered && first == end && !has_trouble(region))
            continue;
        add_region(lines, region, end - first);
        if (trigger_lines_is_folded(lines, region->name))
            continue;
        add_failures(lines, region);
        for (size_t i = first; i < end; i++)
            add_row(lines, rows[i]);
    }
}

static void build_flat(struct trigger_lines *lines, const struct store *store, struct store_row *const *rows,
                       size_t count)
{
    for (size_t r = 0; r < store->region_count; r++) {
        if (!has_trouble(&store->regions[r]))
            continue;
        add_region(lines, &store->regions[r], 0);
        add_failures(lines, &store->regions[r]);
    }
    for (size_t i = 0; i < count; i++)
        add_row(lines, rows[i]);
}

void trigger_lines_build(struct trigger_lines *lines, const struct store *store,
                         const struct listing *listing)
{
    size_t count;
    struct store_row *const *rows = listing_rows(listing, &count);
    lines->count = 0;
    lines->version++;
    lines->filtered = listing_filter_text(listing) && *listing_filter_text(listing);
    lines->grouped = store->region_count > 1 && listing_sort_column(listing) == LISTING_REGION;
    if (lines->grouped)
        build_grouped(lines, store, rows, count);
    else
        build_flat(lines, store, rows, count);
}

/* ---- folds ---- */

bool trigger_lines_is_folded(const struct trigger_lines *lines, const char *region)
{
    return texts_has(&lines->folded, region);
}

void trigger_lines_fold(struct trigger_lines *lines, const char *region, bool fold)
{
    struct texts kept = {0};
    for (size_t i = 0; i < lines->folded.count; i++) {
        if (strcmp(lines->folded.items[i], region) != 0)
            texts_add(&kept, lines->folded.items[i]);
    }
    if (fold)
        texts_add(&kept, region);
    texts_release(&lines->folded);
    lines->folded = kept;
}

/* ---- places ---- */

const char *trigger_lines_region(const struct trigger_lines *lines, size_t line)
{
    if (line >= lines->count)
        return NULL;
    return lines->items[line].row ? lines->items[line].row->region : lines->items[line].region->name;
}

void trigger_lines_forget(struct trigger_place *place)
{
    free(place->region);
    free(place->domain);
    free(place->name);
    *place = (struct trigger_place){0};
}

void trigger_lines_note(const struct trigger_lines *lines, size_t line, struct trigger_place *place)
{
    trigger_lines_forget(place);
    if (line >= lines->count)
        return;
    const struct trigger_line *at = &lines->items[line];
    place->region = mem_dup(trigger_lines_region(lines, line));
    if (at->row) {
        place->domain = mem_dup(at->row->domain);
        place->name = mem_dup(at->row->name);
    } else if (at->domain) {
        place->domain = mem_dup(at->domain->name);
    }
}

static bool is_place(const struct trigger_line *line, const struct trigger_place *place)
{
    if (!line->region || strcmp(line->region->name, place->region) != 0)
        return false;
    if (!line->domain || !place->domain)
        return !line->domain && !place->domain;
    return strcmp(line->domain->name, place->domain) == 0;
}

long trigger_lines_find(const struct trigger_lines *lines, const struct store *store,
                        const struct trigger_place *place)
{
    if (!place->region)
        return -1;
    const struct store_row *row =
        place->name ? store_find_parts(store, place->region, place->domain, place->name) : NULL;
    if (place->name && !row)
        return -1;
    for (size_t i = 0; i < lines->count; i++) {
        if (row ? lines->items[i].row == row : is_place(&lines->items[i], place))
            return (long)i;
    }
    return -1;
}

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
    add(lines, (struct trigger_line){TRIGGER_LINE_ROW, NULL, NULL, row});
}

/* What of a region could not be read. */
static void add_failures(struct trigger_lines *lines, const struct store_region *region)
{
    for (size_t i = 0; i < region->domain_count; i++) {
        if (region->domains[i].state == STORE_FAILED)
            add(lines, (struct trigger_line){TRIGGER_LINE_DOMAIN, region, &region->domains[i], NULL});
    }
}

/* True if the region needs a line to say what is wrong with it. */
static bool has_trouble(const struct store_region *region)
{
    return region->state == STORE_REGION_NOT_ENABLED || region->state == STORE_REGION_DENIED ||
           region->state == STORE_REGION_FAILED || region->state == STORE_REGION_PARTLY;
}

/* The end of the rows from i on that stand in the same region; the store gives all of them one name to point
 * at. */
static size_t run_end(struct store_row *const *rows, size_t count, size_t i)
{
    const char *region = rows[i]->region;
    while (i < count && rows[i]->region == region)
        i++;
    return i;
}

static void add_rows_of(struct trigger_lines *lines, const char *region, struct store_row *const *rows,
                        size_t count)
{
    size_t end;
    for (size_t i = 0; i < count; i = end) {
        end = run_end(rows, count, i);
        for (size_t k = i; k < end && strcmp(rows[i]->region, region) == 0; k++)
            add_row(lines, rows[k]);
    }
}

static void build_grouped(struct trigger_lines *lines, const struct store *store,
                          struct store_row *const *rows, size_t count)
{
    for (size_t r = 0; r < store->region_count; r++) {
        const struct store_region *region = &store->regions[r];
        add(lines, (struct trigger_line){TRIGGER_LINE_REGION, region, NULL, NULL});
        if (trigger_lines_is_folded(lines, region->name))
            continue;
        add_failures(lines, region);
        add_rows_of(lines, region->name, rows, count);
    }
}

static void build_flat(struct trigger_lines *lines, const struct store *store, struct store_row *const *rows,
                       size_t count)
{
    for (size_t r = 0; r < store->region_count; r++) {
        if (!has_trouble(&store->regions[r]))
            continue;
        add(lines, (struct trigger_line){TRIGGER_LINE_REGION, &store->regions[r], NULL, NULL});
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

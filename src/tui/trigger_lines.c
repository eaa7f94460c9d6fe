#include "tui/trigger_lines.h"

#include "base/array.h"
#include "base/mem.h"

void trigger_lines_release(struct trigger_lines *lines)
{
    free(lines->runs);
    texts_release(&lines->folded);
    *lines = (struct trigger_lines){0};
}

/* ---- building ---- */

static void add_run(struct trigger_lines *lines, struct trigger_line one, size_t first, size_t count)
{
    if (count == 0)
        return;
    ARRAY_GROW(lines->runs, lines->run_count + 1, lines->run_capacity);
    lines->runs[lines->run_count++] = (struct trigger_lines_run){lines->count, count, first, one};
    lines->count += count;
}

static void add_rows(struct trigger_lines *lines, size_t first, size_t end)
{
    add_run(lines, (struct trigger_line){.kind = TRIGGER_LINE_ROW}, first, end - first);
}

static void add_region(struct trigger_lines *lines, const struct store_region *region, size_t shown)
{
    add_run(lines, (struct trigger_line){.kind = TRIGGER_LINE_REGION, .region = region, .shown = shown}, 0,
            1);
}

/* What of a region could not be read. */
static void add_failures(struct trigger_lines *lines, const struct store_region *region)
{
    for (size_t i = 0; i < region->domain_count; i++) {
        const struct store_domain *domain = &region->domains[i];
        if (domain->state == STORE_FAILED)
            add_run(lines,
                    (struct trigger_line){.kind = TRIGGER_LINE_DOMAIN, .region = region, .domain = domain}, 0,
                    1);
    }
}

/* True if the region needs a line to say what is wrong with it. */
static bool has_trouble(const struct store_region *region)
{
    return region->state == STORE_REGION_NOT_ENABLED || region->state == STORE_REGION_DENIED ||
           region->state == STORE_REGION_FAILED || region->state == STORE_REGION_PARTLY ||
           (region->state == STORE_REGION_READING && region->failure.text[0]);
}

/* One behind the last row from first on that stands in the same region. The list is sorted by region, and the
 * store gives all rows of a region one name to point at. */
static size_t run_end(struct store_row *const *rows, size_t count, size_t first)
{
    size_t low = first + 1, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rows[middle]->region == rows[first]->region)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void find_rows_of(struct store_row *const *rows, size_t count, const char *region, size_t *first,
                         size_t *end)
{
    size_t next;
    *first = *end = 0;
    for (size_t i = 0; i < count && *end == 0; i = next) {
        next = run_end(rows, count, i);
        if (strcmp(rows[i]->region, region) == 0) {
            *first = i;
            *end = next;
        }
    }
}

static void build_grouped(struct trigger_lines *lines, const struct store *store, size_t count)
{
    for (size_t r = 0; r < store->region_count; r++) {
        const struct store_region *region = &store->regions[r];
        size_t first, end;
        find_rows_of(lines->rows, count, region->name, &first, &end);
        if (lines->filtered && first == end && !has_trouble(region))
            continue;
        add_region(lines, region, end - first);
        if (trigger_lines_is_folded(lines, region->name))
            continue;
        add_failures(lines, region);
        add_rows(lines, first, end);
    }
}

static void build_flat(struct trigger_lines *lines, const struct store *store, size_t count)
{
    for (size_t r = 0; r < store->region_count; r++) {
        if (!has_trouble(&store->regions[r]))
            continue;
        add_region(lines, &store->regions[r], 0);
        add_failures(lines, &store->regions[r]);
    }
    add_rows(lines, 0, count);
}

void trigger_lines_build(struct trigger_lines *lines, const struct store *store,
                         const struct listing *listing)
{
    size_t count;
    const char *filter = listing_filter_text(listing);
    lines->rows = listing_rows(listing, &count);
    lines->count = lines->run_count = 0;
    lines->version++;
    lines->filtered = filter && *filter;
    lines->grouped = store->region_count > 1 && listing_sort_column(listing) == LISTING_REGION;
    if (lines->grouped)
        build_grouped(lines, store, count);
    else
        build_flat(lines, store, count);
}

/* ---- lines ---- */

/* The run that a line (< count) belongs to. */
static const struct trigger_lines_run *run_of(const struct trigger_lines *lines, size_t line)
{
    size_t low = 0, high = lines->run_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (lines->runs[middle].start <= line)
            low = middle;
        else
            high = middle;
    }
    return &lines->runs[low];
}

struct trigger_line trigger_lines_at(const struct trigger_lines *lines, size_t line)
{
    const struct trigger_lines_run *run = run_of(lines, line);
    struct trigger_line at = run->one;
    if (at.kind == TRIGGER_LINE_ROW)
        at.row = lines->rows[run->first + (line - run->start)];
    return at;
}

struct store_row *trigger_lines_row(const struct trigger_lines *lines, size_t line)
{
    return line < lines->count ? trigger_lines_at(lines, line).row : NULL;
}

const char *trigger_lines_region(const struct trigger_lines *lines, size_t line)
{
    if (line >= lines->count)
        return NULL;
    struct trigger_line at = trigger_lines_at(lines, line);
    return at.row ? at.row->region : at.region->name;
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
    struct trigger_line at = trigger_lines_at(lines, line);
    place->region = mem_dup(at.row ? at.row->region : at.region->name);
    if (at.row) {
        place->domain = mem_dup(at.row->domain);
        place->name = mem_dup(at.row->name);
    } else if (at.domain) {
        place->domain = mem_dup(at.domain->name);
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

/* The line of this row within a run, or -1. */
static long find_row(const struct trigger_lines *lines, const struct trigger_lines_run *run,
                     const struct store_row *row)
{
    if (run->one.kind != TRIGGER_LINE_ROW)
        return -1;
    for (size_t i = 0; i < run->count; i++) {
        if (lines->rows[run->first + i] == row)
            return (long)(run->start + i);
    }
    return -1;
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
    long found = -1;
    for (size_t i = 0; i < lines->run_count && found < 0; i++) {
        if (row)
            found = find_row(lines, &lines->runs[i], row);
        else if (is_place(&lines->runs[i].one, place))
            found = (long)lines->runs[i].start;
    }
    return found;
}

#include "backend/apply_cache.h"

#include <string.h>
#include "base/mem.h"
#include "model/lint.h"

/* Of the others the cache keeps what it has. */
static bool is_whole(const struct store_region *region)
{
    return region->state == STORE_REGION_READ ||
           (region->by_all && region->state == STORE_REGION_NOT_ENABLED);
}

/* A store's rows of one region have the same text for its name. */
struct wholes {
    const struct store *store;
    const char *region; /* the last one that was asked about */
    bool is_whole;
};

static bool is_of_whole(struct wholes *wholes, const struct store_row *row)
{
    if (wholes->region == row->region)
        return wholes->is_whole;
    const struct store_region *region = store_find_region(wholes->store, row->region);
    wholes->region = row->region;
    wholes->is_whole = region != NULL && is_whole(region);
    return wholes->is_whole;
}

static size_t size_of(const char *text)
{
    return text != NULL ? strlen(text) + 1 : 1;
}

static const char *lint_word(const struct store_row *row)
{
    enum lint_severity severity = (enum lint_severity)row->brief_lint;
    return severity > LINT_FINE ? lint_severity_word(severity) : NULL;
}

static size_t row_size(const struct store_row *row)
{
    return size_of(row->region) + size_of(row->domain) + size_of(row->name) + size_of(row->object_type) +
           size_of(row->description) + size_of(row->tags) + size_of(row->segment) + size_of(row->when) +
           size_of(row->limits) + size_of(lint_word(row));
}

/* Copies the text to *end, which moves on. */
static const char *put(char **end, const char *text)
{
    size_t size = size_of(text);
    char *copy = *end;
    memcpy(copy, text != NULL ? text : "", size);
    *end += size;
    return copy;
}

static void copy_row(struct cache_row *to, const struct store_row *row, char **end)
{
    to->region = put(end, row->region);
    to->domain = put(end, row->domain);
    to->name = put(end, row->name);
    to->object_type = put(end, row->object_type);
    to->description = put(end, row->description);
    to->tags = put(end, row->tags);
    to->segment = put(end, row->segment);
    to->when = put(end, row->when);
    to->limits = put(end, row->limits);
    to->lint = put(end, lint_word(row));
    to->created_ms = row->created_ms;
    to->updated_ms = row->updated_ms;
}

static size_t whole_size(const struct store *store)
{
    size_t size = 0;
    for (size_t i = 0; i < store->row_count; i++)
        size += row_size(store->rows[i]);
    for (size_t i = 0; i < store->region_count; i++)
        size += size_of(store->regions[i].name);
    return size;
}

static void copy_regions(struct message_cache *snapshot, const struct store *store, char **end)
{
    snapshot->regions = mem_alloc(store->region_count + 1, sizeof *snapshot->regions);
    for (size_t i = 0; i < store->region_count; i++) {
        if (!is_whole(&store->regions[i]))
            continue;
        struct cache_region *region = &snapshot->regions[snapshot->region_count++];
        region->name = put(end, store->regions[i].name);
        region->read_ms = store->regions[i].read_ms;
    }
}

static void copy_rows(struct message_cache *snapshot, const struct store *store, char **end)
{
    struct wholes wholes = {.store = store};
    snapshot->rows = mem_alloc(store->row_count + 1, sizeof *snapshot->rows);
    for (size_t i = 0; i < store->row_count; i++)
        if (is_of_whole(&wholes, store->rows[i]))
            copy_row(&snapshot->rows[snapshot->count++], store->rows[i], end);
}

static bool any_is_whole(const struct store *store)
{
    for (size_t i = 0; i < store->region_count; i++)
        if (is_whole(&store->regions[i]))
            return true;
    return false;
}

struct message *apply_cache_message(const struct store *store)
{
    if (store->listing || !any_is_whole(store))
        return NULL;
    struct message *message = message_new(MESSAGE_SAVE_CACHE);
    struct message_cache *snapshot = message->snapshot = mem_alloc(1, sizeof *snapshot);
    char *end = snapshot->block = mem_alloc(whole_size(store) + 1, 1);
    copy_regions(snapshot, store, &end);
    copy_rows(snapshot, store, &end);
    return message;
}

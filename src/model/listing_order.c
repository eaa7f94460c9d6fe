#include "model/listing_order.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/bits.h"
#include "model/listing_cell.h"

/* A row on its way to its place. */
struct sort_item {
    const struct store_row *row;
    uint64_t key; /* a number, or the first eight bytes of text: tells most rows apart */
    uint32_t place;
    uint32_t text; /* where in the sorting's texts the whole folded text begins */
    bool missing;  /* nothing to sort by: last, also in reverse */
};

struct sorting {
    const struct listing_order *order;
    const struct store *store;
    const struct listing_entry *entries;
    struct strbuf texts, scratch;
};

/* ---- keys ---- */

/* The first eight bytes as a number that compares as they do. */
static uint64_t key_of_text(const char *text)
{
    uint64_t key = 0;

    for (int i = 0; i < 8; i++) {
        key = key << 8 | (unsigned char)*text;
        text += *text != '\0';
    }
    return key;
}

static void set_text(struct sorting *sorting, struct sort_item *item, const char *text)
{
    size_t start = sorting->texts.length;
    char *folded;

    item->missing = !text;
    if (!text)
        return;
    folded = text_fold(text);
    strbuf_add(&sorting->texts, folded, strlen(folded) + 1);
    free(folded);
    item->text = (uint32_t)start;
    item->key = key_of_text(sorting->texts.text + start);
}

/* "5/24h" by its 5; what begins with no number ("unlimited") is above all that do. */
static void set_limits(struct sorting *sorting, struct sort_item *item)
{
    const char *limits = item->row->limits;

    set_text(sorting, item, limits);
    if (limits)
        item->key = *limits >= '0' && *limits <= '9' ? strtoull(limits, NULL, 10) : UINT64_MAX;
}

static struct sort_item item_of(struct sorting *sorting, uint32_t place)
{
    const struct listing_entry *entry = &sorting->entries[place];
    struct sort_item item = {.row = entry->row, .place = place};

    switch (sorting->order->column) {
    case LISTING_REGION: /* region, domain and name decide between equals */
        break;
    case LISTING_USED:
        item.missing = entry->used < 0;
        item.key = (uint64_t)entry->used;
        break;
    case LISTING_UPDATED: /* by age: the newest first */
        item.missing = entry->row->updated_ms == 0;
        item.key = UINT64_MAX - (uint64_t)entry->row->updated_ms;
        break;
    case LISTING_LIMITS:
        set_limits(sorting, &item);
        break;
    default:
        set_text(
            sorting, &item,
            listing_cell_text(sorting->store, entry->row, sorting->order->column, &sorting->scratch, NULL));
    }
    return item;
}

/* ---- comparing ---- */

static int compare_keys(const struct sorting *sorting, const struct sort_item *a, const struct sort_item *b)
{
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    if (a->missing || sorting->texts.length == 0)
        return 0;
    return strcmp(sorting->texts.text + a->text, sorting->texts.text + b->text);
}

/* Region, domain and name. Interned names are mostly the same pointer. */
static int compare_names(const struct store_row *a, const struct store_row *b)
{
    int result = a->region == b->region ? 0 : strcmp(a->region, b->region);

    if (result == 0 && a->domain != b->domain)
        result = strcmp(a->domain, b->domain);
    if (result == 0)
        result = strcasecmp(a->name, b->name);
    return result ? result : strcmp(a->name, b->name);
}

static int compare_items(const void *left, const void *right, void *context)
{
    const struct sort_item *a = left, *b = right;
    const struct sorting *sorting = context;
    int result;

    if (a->missing != b->missing)
        return a->missing ? 1 : -1;
    result = compare_keys(sorting, a, b);
    if (result)
        return sorting->order->reverse ? -result : result;
    result = compare_names(a->row, b->row);
    return sorting->order->reverse && sorting->order->column == LISTING_REGION ? -result : result;
}

/* ---- sorting ---- */

static struct sorting begin(const struct listing_order *order, const struct store *store,
                            const struct listing_entry *entries)
{
    return (struct sorting){order, store, entries, STRBUF_INIT, STRBUF_INIT};
}

static void end(struct sorting *sorting)
{
    strbuf_release(&sorting->texts);
    strbuf_release(&sorting->scratch);
}

void listing_order_sort(struct listing_order *order, const struct store *store,
                        const struct listing_entry *entries, size_t count)
{
    struct sorting sorting = begin(order, store, entries);
    struct sort_item *items = mem_alloc(count, sizeof *items);

    for (size_t i = 0; i < count; i++)
        items[i] = item_of(&sorting, (uint32_t)i);
    qsort_r(items, count, sizeof *items, compare_items, &sorting);
    ARRAY_GROW(order->places, count, order->capacity);
    for (size_t i = 0; i < count; i++)
        order->places[i] = items[i].place;
    order->count = count;
    free(items);
    end(&sorting);
}

/* ---- merging ---- */

/* The changed entries, sorted. Owned. */
static struct sort_item *changed_items(struct sorting *sorting, size_t count, const uint64_t *changed,
                                       size_t changed_count)
{
    struct sort_item *items = mem_alloc(changed_count, sizeof *items);
    size_t found = 0;

    for (size_t i = 0; i < count; i++)
        if (bits_has(changed, i))
            items[found++] = item_of(sorting, (uint32_t)i);
    qsort_r(items, changed_count, sizeof *items, compare_items, sorting);
    return items;
}

/* Takes out the places that are gone or have changed. */
static void keep_unchanged(struct listing_order *order, size_t count, const uint64_t *changed)
{
    size_t kept = 0;

    for (size_t i = 0; i < order->count; i++)
        if (order->places[i] < count && !bits_has(changed, order->places[i]))
            order->places[kept++] = order->places[i];
    order->count = kept;
}

/* How many of the unchanged ones from `first` on stand before the item. */
static size_t find_place(struct sorting *sorting, size_t first, const struct sort_item *item)
{
    const struct listing_order *order = sorting->order;
    size_t low = first, high = order->count, length = sorting->texts.length;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        struct sort_item other = item_of(sorting, order->places[middle]);

        if (compare_items(&other, item, sorting) <= 0)
            low = middle + 1;
        else
            high = middle;
        strbuf_truncate(&sorting->texts, length);
    }
    return low;
}

static size_t copy_places(uint32_t *to, const uint32_t *from, size_t count)
{
    if (count)
        memcpy(to, from, count * sizeof *to);
    return count;
}

void listing_order_merge(struct listing_order *order, const struct store *store,
                         const struct listing_entry *entries, size_t count, const uint64_t *changed,
                         size_t changed_count)
{
    struct sorting sorting = begin(order, store, entries);
    struct sort_item *items = changed_items(&sorting, count, changed, changed_count);
    uint32_t *merged = mem_alloc(count, sizeof *merged);
    size_t done = 0, filled = 0;

    keep_unchanged(order, count, changed);
    for (size_t i = 0; i < changed_count; i++) {
        size_t stop = find_place(&sorting, done, &items[i]);

        filled += copy_places(merged + filled, order->places + done, stop - done);
        done = stop;
        merged[filled++] = items[i].place;
    }
    copy_places(merged + filled, order->places + done, order->count - done);
    free(order->places);
    order->places = merged;
    order->count = order->capacity = count;
    free(items);
    end(&sorting);
}

void listing_order_release(struct listing_order *order)
{
    free(order->places);
    *order = (struct listing_order){0};
}

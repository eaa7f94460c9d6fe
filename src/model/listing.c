#include "model/listing.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/texts.h"
#include "model/bits.h"
#include "model/listing_cell.h"
#include "model/listing_order.h"

enum {
    LISTING_LEVELS_MAX = 12,   /* filters that are remembered, each narrower than the one below */
    LISTING_FOLDED_AHEAD = 500 /* rows made ready for a filter in one go, before there is one */
};

/* Which entries pass a filter. The lowest level is that of the chosen domains. */
struct listing_level {
    char *text;            /* owned; of the filter */
    struct filter *filter; /* owned; NULL at the lowest level */
    uint64_t *passes;      /* owned; a bit for each entry */
};

struct listing {
    const struct store *store;     /* borrowed: the one that was shown last */
    uint64_t rows_version;         /* of the store, as of the last update */
    uint64_t used_version;         /* sums up what the store's integrations said */
    struct listing_entry *entries; /* owned; parallel to store->rows */
    size_t count, capacity;
    struct filter_texts texts; /* of the entries */
    size_t folded;             /* entries before this one have their text, and maybe others */
    struct listing_order order;
    struct listing_level levels[LISTING_LEVELS_MAX];
    size_t level_count;
    char *filter_text; /* owned; as it was given */
    struct texts domains;
    bool sort_changed, filter_changed, domains_changed;
    struct store_row **shown; /* owned array of borrowed rows */
    size_t shown_count;
    struct strbuf scratch, joined;
};

struct listing *listing_new(void)
{
    struct listing *listing = mem_alloc(1, sizeof *listing);

    listing->order.column = LISTING_REGION;
    listing->filter_text = mem_dup("");
    listing->sort_changed = listing->filter_changed = listing->domains_changed = true;
    strbuf_init(&listing->scratch);
    strbuf_init(&listing->joined);
    return listing;
}

/* ---- levels ---- */

static void pop_level(struct listing *listing)
{
    struct listing_level *level = &listing->levels[--listing->level_count];

    free(level->text);
    filter_free(level->filter);
    free(level->passes);
    *level = (struct listing_level){0};
}

/* Makes room by forgetting the lowest filter; the level of the domains stays. */
static void forget_oldest(struct listing *listing)
{
    struct listing_level oldest = listing->levels[1];

    memmove(&listing->levels[1], &listing->levels[2], (LISTING_LEVELS_MAX - 2) * sizeof listing->levels[0]);
    listing->levels[LISTING_LEVELS_MAX - 1] = oldest;
    pop_level(listing);
    filter_settle(listing->levels[1].filter, NULL);
}

static struct listing_level *push_level(struct listing *listing)
{
    struct listing_level *level;

    if (listing->level_count == LISTING_LEVELS_MAX)
        forget_oldest(listing);
    level = &listing->levels[listing->level_count++];
    level->passes = mem_alloc(bits_words(listing->count), sizeof *level->passes);
    return level;
}

static void release_entries(struct listing *listing)
{
    filter_text_release(&listing->texts);
    listing->count = listing->folded = listing->order.count = 0;
}

void listing_free(struct listing *listing)
{
    if (!listing)
        return;
    while (listing->level_count)
        pop_level(listing);
    release_entries(listing);
    free(listing->entries);
    listing_order_release(&listing->order);
    free(listing->filter_text);
    texts_release(&listing->domains);
    free(listing->shown);
    strbuf_release(&listing->scratch);
    strbuf_release(&listing->joined);
    free(listing);
}

/* ---- what is asked for ---- */

void listing_sort(struct listing *listing, enum listing_column column, bool reverse)
{
    if (listing->order.column == column && listing->order.reverse == reverse)
        return;
    listing->order.column = column;
    listing->order.reverse = reverse;
    listing->sort_changed = true;
}

enum listing_column listing_sort_column(const struct listing *listing)
{
    return listing->order.column;
}

bool listing_is_reverse(const struct listing *listing)
{
    return listing->order.reverse;
}

void listing_filter(struct listing *listing, const char *text)
{
    text = text ? text : "";
    if (strcmp(listing->filter_text, text) == 0)
        return;
    free(listing->filter_text);
    listing->filter_text = mem_dup(text);
    listing->filter_changed = true;
}

const char *listing_filter_text(const struct listing *listing)
{
    return listing->filter_text;
}

void listing_domains(struct listing *listing, const struct texts *domains)
{
    texts_release(&listing->domains);
    if (domains)
        texts_copy(&listing->domains, domains);
    listing->domains_changed = true;
}

/* ---- entries ---- */

static void fold(struct listing *listing, struct listing_entry *entry)
{
    listing_cell_join(listing->store, entry->row, entry->used, &listing->scratch, &listing->joined);
    filter_text_make(&listing->texts, &entry->text, &listing->joined);
}

static bool passes(struct listing *listing, const struct listing_level *level, struct listing_entry *entry)
{
    if (!level->filter)
        return listing->domains.count == 0 || texts_has(&listing->domains, entry->row->domain);
    if (!entry->text.length)
        fold(listing, entry);
    return filter_matches(level->filter, &listing->texts, &entry->text);
}

/* Fills the newest level, looking only at what passed the one below. */
static void fill_level(struct listing *listing)
{
    struct listing_level *level = &listing->levels[listing->level_count - 1];
    const uint64_t *below = listing->level_count > 1 ? level[-1].passes : NULL;

    for (size_t word = 0; word < bits_words(listing->count); word++) {
        uint64_t left = below ? below[word] : UINT64_MAX;
        size_t end = (word + 1) * 64 < listing->count ? (word + 1) * 64 : listing->count;

        level->passes[word] = 0;
        for (size_t i = word * 64; left && i < end; i++, left >>= 1)
            if (left & 1 && passes(listing, level, &listing->entries[i]))
                bits_put(level->passes, i, true);
    }
}

/* Looks at one entry anew, on every level. */
static void refill_entry(struct listing *listing, size_t place)
{
    bool passed = true;

    for (size_t i = 0; i < listing->level_count; i++) {
        passed = passed && passes(listing, &listing->levels[i], &listing->entries[place]);
        bits_put(listing->levels[i].passes, place, passed);
    }
}

static void resize_levels(struct listing *listing, size_t old_count)
{
    size_t old_words = bits_words(old_count), words = bits_words(listing->count);

    for (size_t i = 0; i < listing->level_count; i++) {
        uint64_t **bits = &listing->levels[i].passes;

        if (words > old_words) {
            *bits = mem_resize(*bits, words, sizeof **bits);
            memset(*bits + old_words, 0, (words - old_words) * sizeof **bits);
        }
    }
}

/* ---- following the store ---- */

/* What the integrations say moves without a row being touched. */
static uint64_t used_version(const struct store *store)
{
    uint64_t version = 1;

    for (size_t i = 0; i < store->catalog_count; i++) {
        const struct store_catalog *catalog = store->catalogs[i];

        if (catalog->kind == STORE_INTEGRATIONS)
            version = (version ^
                       ((uint64_t)catalog->state << 56 ^ (uint64_t)catalog->read_ms ^ catalog->count << 44)) *
                      UINT64_C(0x9e3779b97f4a7c15);
    }
    return version;
}

/* True if the entry does not stand for the row as it is now; then it does. */
static bool renew_entry(struct listing *listing, size_t place, bool used_moved)
{
    struct listing_entry *entry = &listing->entries[place];
    struct store_row *row = listing->store->rows[place];
    bool same = entry->row == row && entry->version == row->version;
    int used = same && !used_moved ? entry->used : store_row_used_by(listing->store, row, NULL);

    if (same && used == entry->used)
        return false;
    filter_text_drop(&listing->texts, &entry->text);
    *entry = (struct listing_entry){.row = row, .version = row->version, .used = used};
    return true;
}

static void resize_entries(struct listing *listing, size_t count)
{
    size_t old = listing->count;

    for (size_t i = count; i < old; i++)
        filter_text_drop(&listing->texts, &listing->entries[i].text);
    ARRAY_GROW(listing->entries, count, listing->capacity);
    if (count > old)
        memset(&listing->entries[old], 0, (count - old) * sizeof *listing->entries);
    listing->count = count;
    resize_levels(listing, old);
}

static void compact_texts(struct listing *listing)
{
    struct filter_texts fresh = {0};

    if (!filter_text_is_wasteful(&listing->texts))
        return;
    for (size_t i = 0; i < listing->count; i++)
        filter_text_move(&listing->texts, &fresh, &listing->entries[i].text);
    filter_text_release(&listing->texts);
    listing->texts = fresh;
}

/* Sets a bit for each entry that is new or other than before; says how many. */
static size_t renew_entries(struct listing *listing, bool used_moved, uint64_t *changed)
{
    size_t changed_count = 0;

    for (size_t i = 0; i < listing->count; i++)
        if (renew_entry(listing, i, used_moved)) {
            bits_put(changed, i, true);
            changed_count++;
            if (i < listing->folded)
                listing->folded = i;
        }
    return changed_count;
}

/* Few changes are put in their places; after many, sorting anew is quicker. */
static void follow_rows(struct listing *listing, bool used_moved)
{
    size_t old = listing->count, changed_count;
    uint64_t *changed;

    resize_entries(listing, listing->store->row_count);
    changed = mem_alloc(bits_words(listing->count) + 1, sizeof *changed);
    changed_count = renew_entries(listing, used_moved, changed);
    compact_texts(listing);
    for (size_t i = 0; i < listing->count; i++)
        if (bits_has(changed, i))
            refill_entry(listing, i);
    if (changed_count > listing->count / 4)
        listing->sort_changed = true;
    if (!listing->sort_changed && (changed_count > 0 || listing->count != old))
        listing_order_merge(&listing->order, listing->store, listing->entries, listing->count, changed,
                            changed_count);
    free(changed);
}

/* True if anything moved. */
static bool follow_store(struct listing *listing, const struct store *store)
{
    uint64_t used = used_version(store);
    bool used_moved = used != listing->used_version;
    bool other = store != listing->store;

    if (!other && !used_moved && store->rows_version == listing->rows_version)
        return false;
    if (other) {
        release_entries(listing);
        listing->sort_changed = true;
    }
    listing->store = store;
    follow_rows(listing, used_moved);
    listing->rows_version = store->rows_version;
    listing->used_version = used;
    return true;
}

/* ---- showing ---- */

/* Keeps the levels that are wider than the filter, and puts it on top of them. */
static void apply_filter(struct listing *listing)
{
    struct filter *filter = filter_new(listing->filter_text);
    struct listing_level *top;

    while (listing->level_count > 1 &&
           !filter_narrows(filter, listing->levels[listing->level_count - 1].filter))
        pop_level(listing);
    top = &listing->levels[listing->level_count - 1];
    if (listing->filter_text[0] == '\0' || (top->text && strcmp(top->text, listing->filter_text) == 0)) {
        filter_free(filter);
        return;
    }
    top = push_level(listing);
    top->text = mem_dup(listing->filter_text);
    top->filter = filter;
    filter_settle(filter, top[-1].filter);
    fill_level(listing);
}

static void apply_domains(struct listing *listing)
{
    while (listing->level_count)
        pop_level(listing);
    push_level(listing);
    fill_level(listing);
    listing->filter_changed = true;
}

static void show(struct listing *listing)
{
    const uint64_t *pass = listing->levels[listing->level_count - 1].passes;
    size_t shown = 0;

    listing->shown = mem_resize(listing->shown, listing->count + 1, sizeof *listing->shown);
    for (size_t i = 0; i < listing->order.count; i++) {
        uint32_t place = listing->order.places[i];

        if (bits_has(pass, place))
            listing->shown[shown++] = listing->store->rows[place];
    }
    listing->shown_count = shown;
}

bool listing_update(struct listing *listing, const struct store *store)
{
    bool moved = follow_store(listing, store);

    moved = moved || listing->sort_changed || listing->domains_changed || listing->filter_changed;
    if (listing->sort_changed)
        listing_order_sort(&listing->order, store, listing->entries, listing->count);
    if (listing->domains_changed)
        apply_domains(listing);
    if (listing->filter_changed)
        apply_filter(listing);
    listing->sort_changed = listing->domains_changed = listing->filter_changed = false;
    if (moved)
        show(listing);
    return moved;
}

bool listing_prepare(struct listing *listing)
{
    size_t done = 0;

    if (!listing->store || listing->store->rows_version != listing->rows_version)
        return false; /* rows may be gone */
    for (; listing->folded < listing->count && done < LISTING_FOLDED_AHEAD; listing->folded++)
        if (!listing->entries[listing->folded].text.length) {
            fold(listing, &listing->entries[listing->folded]);
            done++;
        }
    return listing->folded < listing->count;
}

struct store_row *const *listing_rows(const struct listing *listing, size_t *count)
{
    *count = listing->shown_count;
    return listing->shown;
}

/*
 * listing: which rows are shown, in which order.
 *
 * The order of the triggers table and of `etrig list`: sorted, filtered, grouped by region or not. 100,000
 * rows keep up with the keys: a longer filter looks only at what is left, a sort is done once per change. UI
 * thread.
 */
#ifndef MODEL_LISTING_H
#define MODEL_LISTING_H

#include <stdbool.h>
#include <stddef.h>
#include "base/strbuf.h"
#include "model/filter.h"
#include "model/store.h"

enum listing_column {
    LISTING_NAME,
    LISTING_REGION,
    LISTING_DOMAIN,
    LISTING_OBJECT_TYPE,
    LISTING_WHEN,
    LISTING_LIMITS,
    LISTING_SEGMENT,
    LISTING_USED,
    LISTING_MANAGED,
    LISTING_UPDATED,
    LISTING_TAGS,
    LISTING_COLUMNS
};

struct listing; /* opaque */

/* Shows nothing until listing_update has seen a store. listing_free. */
struct listing *listing_new(void);
/* NULL is fine. */
void listing_free(struct listing *listing);
/* Grouped by region while column is LISTING_REGION (then domain, name inside);
 * any other sort lifts the grouping. */
void listing_sort(struct listing *listing, enum listing_column column, bool reverse);
/* The column of the last listing_sort; LISTING_REGION at first. */
enum listing_column listing_sort_column(const struct listing *listing);
/* True while the sort runs from the end. */
bool listing_is_reverse(const struct listing *listing);
/* NULL or "" shows all. Keeps a copy. */
void listing_filter(struct listing *listing, const char *text);
/* As it was given; borrowed until the next listing_filter. */
const char *listing_filter_text(const struct listing *listing);
/* Shows only these domains (none: all). Copies. */
void listing_domains(struct listing *listing, const struct texts *domains);
/* Brings the order up to date with the store (cheap when rows_version has not moved). True if it changed. */
bool listing_update(struct listing *listing, const struct store *store);
/* Makes some rows ready for a filter that may come, so that its first key need not wait for all of them: for
 * when there is nothing else to do. True while there are more; false too when an update must come first. */
bool listing_prepare(struct listing *listing);
/* Shown rows, in order. borrowed until the next update. */
struct store_row *const *listing_rows(const struct listing *listing, size_t *count);
/* The text of a cell: foreign, not yet made harmless; scratch is filled when the text must be made. borrowed
 * until scratch changes. What a listing lacks is "·"; what is not there "–" (ASCII mode: "." and "-"). */
const char *listing_cell(const struct store *store, const struct store_row *row, enum listing_column column,
                         struct strbuf *scratch);
/* "Name", "Object type" … and the filter's and JSON's short names "name", "object" … */
const char *listing_column_title(enum listing_column column);
/* Lower case, one word: what stands before ":" in a filter. */
const char *listing_column_name(enum listing_column column);
/* False if no column has that name; *column is left alone then. */
bool listing_column_from_name(const char *name, enum listing_column *column);

#endif

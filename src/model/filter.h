/*
 * filter: the list's filter, for the interface and for list --filter.
 *
 * Words separated by blanks; all must match, without case, anywhere in the row's shown columns; "!x" must
 * not; "col:x" looks in one column only (region domain name object when limits segment used managed updated
 * tags); quotes keep blanks. The column updated is matched as "2026-11-23T16:45:00Z", and only by
 * "updated:x": what is shown of it, an age, changes by itself.
 *
 * A filter does not read rows but their folded text, which is made once for each row (listing). UI thread.
 */
#ifndef MODEL_FILTER_H
#define MODEL_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/strbuf.h"

struct filter;

/* Never fails: an unknown column is taken as text to look for. Free with filter_free. */
struct filter *filter_new(const char *text);
void filter_free(struct filter *filter);
/* True if every row that passes `narrow` also passes `wide` (so that typing on only looks at what is left).
 * NULL passes all. */
bool filter_narrows(const struct filter *narrow, const struct filter *wide);
/* True if a word looks at a column that a listing lacks (when, limits, segment): rows not read in full cannot
 * match. */
bool filter_needs_documents(const struct filter *filter);

/* A row's cells in the order of enum listing_column, but LISTING_UPDATED last, in a form that is quick to
 * search. */
struct filter_text {
    char *cells;           /* owned: folded, each ended by FILTER_CELL_END; NULL before filter_text_make */
    uint32_t length;       /* of cells */
    uint32_t words_length; /* of what words without a column look at: all but the last cell */
    uint64_t letters;      /* which letters stand there, a bit for each: most rows are told by it alone */
};

#define FILTER_CELL_END '\x1f'

/* Adds a cell to the text in the making. */
void filter_text_add(struct strbuf *joined, const char *cell);
/* Makes text of the cells that were joined. The old text is freed. */
void filter_text_make(struct filter_text *text, const struct strbuf *joined);
void filter_text_release(struct filter_text *text);
/* True if the row passes. NULL filter passes all. */
bool filter_matches(const struct filter *filter, const struct filter_text *text);

#endif

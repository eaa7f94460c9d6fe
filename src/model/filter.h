/*
 * filter: the list's filter, for the interface and for list --filter.
 *
 * Words separated by blanks; all must match, without case, anywhere in the row's shown columns; "!x" must
 * not; "col:x" looks in one column only (region domain name object when limits segment used managed updated
 * tags); quotes keep blanks. The column updated is matched as "2026-11-23T16:45:00Z", and only by
 * "updated:x": what is shown of it, an age, changes by itself.
 *
 * A filter does not read rows but their folded text (filter_text.h), which the listing makes once for each
 * row. UI thread.
 */
#ifndef MODEL_FILTER_H
#define MODEL_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include "model/filter_text.h"

struct filter;

/* Never fails: an unknown column is taken as text to look for. Free with filter_free. */
struct filter *filter_new(const char *text);
/* NULL is fine. */
void filter_free(struct filter *filter);
/* True if every row that passes `narrow` also passes `wide` (so that typing on only looks at what is left).
 * NULL passes all. */
bool filter_narrows(const struct filter *narrow, const struct filter *wide);
/* From now on filter is only asked about rows that pass `below` (NULL: about any): words that are settled by
 * that are not looked at. */
void filter_settle(struct filter *filter, const struct filter *below);
/* True if a word looks at a column that a listing lacks (when, limits, segment):
 * rows not read in full cannot match. */
bool filter_needs_documents(const struct filter *filter);

/* True if the row that this piece of texts was made of passes. NULL filter passes all. */
bool filter_matches(const struct filter *filter, const struct filter_texts *texts,
                    const struct filter_text *text);

#endif

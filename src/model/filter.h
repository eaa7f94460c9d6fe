/*
 * filter: the list's filter, for the interface and for list --filter.
 *
 * Words separated by blanks; all must match, without case, anywhere in the row's shown columns; "!x" must not; "col:x" looks
 * in one column only (region domain name object when limits segment used managed updated tags); quotes keep blanks.
 */
#ifndef MODEL_FILTER_H
#define MODEL_FILTER_H

#include <stdbool.h>
#include <stddef.h>

struct store_row;
struct filter;

/* Never fails: an unknown column is taken as text to look for. Free with filter_free. */
struct filter *filter_new(const char *text);
void filter_free(struct filter *filter);
/* True if the row passes. NULL filter passes all. */
bool filter_matches(const struct filter *filter, const struct store_row *row);
/* True if every row that passes `narrow` also passes `wide` (so that typing on only looks at what is left). */
bool filter_narrows(const struct filter *narrow, const struct filter *wide);
/* True if a word looks at a column that a listing lacks (when, limits, segment): rows not read in full cannot match. */
bool filter_needs_documents(const struct filter *filter);

#endif

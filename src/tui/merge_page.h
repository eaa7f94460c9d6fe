/*
 * merge_page: a merge side by side: as you saw it, theirs now, yours, and what became of each line.
 *
 * In a wide terminal one line of five columns for each leaf, in a narrow one the three sides below one
 * another. UI thread.
 */
#ifndef TUI_MERGE_PAGE_H
#define TUI_MERGE_PAGE_H

#include "model/merge.h"
#include "tui/columns_widget.h"

/* Narrower than this the sides stand below one another. */
enum { MERGE_PAGE_WIDE = 72 };

/* The headings of the three sides. */
struct merge_page_words {
    const char *seen, *theirs, *yours;
};

/* Where a line of the merge is. */
struct merge_page_place {
    size_t part, line;
};

/* Fills out anew for a width of cols cells and points at the line of this number, counted over all parts. */
void merge_page_fill(const struct merge *merge, const struct merge_page_words *words, int cols, size_t cursor,
                     struct columns_widget *out);
/* How many lines there are in all parts together. */
size_t merge_page_lines(const struct merge *merge);
/* The part and the line within it of this number; false: there is none. */
bool merge_page_find(const struct merge *merge, size_t number, struct merge_page_place *out);
/* The number of the first line of the first part that is not answered; false: all are. */
bool merge_page_first_open(const struct merge *merge, size_t *number);

#endif

/*
 * listing_cell: what stands in a column for a row. Used by the listing; UI thread.
 */
#ifndef MODEL_LISTING_CELL_H
#define MODEL_LISTING_CELL_H

#include "model/listing.h"

/* The text of a cell, or NULL if there is none or it is not known (*known, which may be NULL, tells).
 * borrowed until scratch changes. The column LISTING_UPDATED is its age. */
const char *listing_cell_text(const struct store *store, const struct store_row *row,
                              enum listing_column column, struct strbuf *scratch, bool *known);
/* What a filter looks at, all cells of the row; used is store_row_used_by.
 * scratch and joined are overwritten. */
void listing_cell_join(const struct store *store, const struct store_row *row, int used,
                       struct strbuf *scratch, struct strbuf *joined);

#endif

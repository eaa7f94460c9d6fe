/*
 * store_mark: what operations and drafts say at the rows of the list. Used by the store only; UI thread.
 */
#ifndef MODEL_STORE_MARK_H
#define MODEL_STORE_MARK_H

#include <stdbool.h>
#include "model/store.h"

/* True if what belongs to this account (NULL counts as "") belongs to the rows that are shown. */
bool store_mark_ours(const struct store *store, const char *account);
/* Sets row->change: an open operation decides; without one the newest of this process that has ended. */
void store_mark_change(const struct store *store, struct store_row *row);
/* Sets row->draft. */
void store_mark_draft(const struct store *store, struct store_row *row);

#endif

/*
 * store_draft: the life of a struct store_draft. Any thread, one struct at a time.
 */
#ifndef MODEL_STORE_DRAFT_H
#define MODEL_STORE_DRAFT_H

#include "model/store.h"

/* Deep copy into uninitialised memory. */
void store_draft_copy(struct store_draft *to, const struct store_draft *from);
/* What it owns; the struct itself stays. */
void store_draft_release(struct store_draft *draft);
/* True if it was typed over this endpoint while nobody knew whose account it is, and now that is known. */
bool store_draft_is_unclaimed(const struct store *store, const struct store_draft *draft);

#endif

/*
 * draft: what was typed and not yet carried out, one file per trigger in state_dir/drafts (changes.md,
 * Drafts).
 *
 * Files are JSON, written atomically; names are hashes of account, region and identifier. One lock per
 * trigger. A draft that cannot be read is left where it is and named in err. Worker thread, but for the lock
 * functions (any).
 */
#ifndef BACKEND_DRAFT_H
#define BACKEND_DRAFT_H

#include <stdbool.h>
#include "base/err.h"
#include "model/store.h"

/* Replaces the draft of the same trigger. ERR_LOCAL; the old file is whole then. */
bool draft_save(const char *state_dir, const struct store_draft *draft, struct err *err);
/* Removes it; one that is not there is no error. ERR_LOCAL. */
bool draft_drop(const char *state_dir, const char *account, const char *region, const char *identifier,
                struct err *err);
/* Calls visit with each draft (borrowed during the call), and bad with
 * the error of each that cannot be read. */
void draft_each(const char *state_dir, void (*visit)(const struct store_draft *draft, void *context),
                void (*bad)(const struct err *err, void *context), void *context);
/* The lock's descriptor (close to give back), or -1: *busy if another etrig holds it, else err. */
int draft_lock(const char *state_dir, const char *account, const char *region, const char *identifier,
               bool *busy, struct err *err);

#endif

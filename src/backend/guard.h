/*
 * guard: what protects a trigger from being changed unseen (changes.md, Guards). Pure functions on documents;
 * any thread.
 *
 * "Touched" are the top-level properties in which the document asked for differs from the one seen. Lists
 * compare as multisets, read-only properties and aws: tags are no difference, as everywhere (model/change.h).
 */
#ifndef BACKEND_GUARD_H
#define BACKEND_GUARD_H

#include <stdbool.h>
#include "base/json.h"
#include "base/texts.h"

/* What a trigger read again says about a change that was made from `seen`. */
enum guard_verdict {
    GUARD_SAME,  /* exactly what was seen, in all that is touched: the guards hold */
    GUARD_MOVED, /* the same content, but in another order, or written anew since: guards must be made anew */
    GUARD_CONFLICT /* a touched property has another content, and not the one asked for */
};

struct guard_how {
    bool unguarded;              /* no tests at all: the person said so */
    bool no_time;                /* the service refuses to test LastUpdatedAt: absence cannot be guarded */
    const struct texts *without; /* properties whose test is left out; may be NULL */
};

/* seen: what the change was made from; live: the trigger read just now; after: what was asked for. */
enum guard_verdict guard_compare(const cJSON *seen, const cJSON *live, const cJSON *after);
/* The patch that carries the change out on a trigger as seen; an empty array if nothing is touched. Free:
 * cJSON_Delete. */
cJSON *guard_patch(const cJSON *seen, const cJSON *after, const struct guard_how *how);
/* True if the patch tests LastUpdatedAt. */
bool guard_has_time(const cJSON *patch);
/* True if a touched property was seen absent and the patch cannot guard that: the
 * trigger is to be read right before. */
bool guard_lacks(const cJSON *seen, const cJSON *after, const cJSON *patch);
/* live with the touched properties as asked for: what the person wants of a trigger that was changed
 * elsewhere. Free: cJSON_Delete. */
cJSON *guard_rebase(const cJSON *seen, const cJSON *live, const cJSON *after);
/* Adds the touched properties that are guarded by an exact value which has moved from seen to live: what
 * ASK_UNGUARDED is about. */
void guard_moved(const cJSON *seen, const cJSON *live, const cJSON *after, struct texts *properties);
/* Adds the properties in which the trigger read after a success is not what
 * was asked for. seen NULL: a create. */
void guard_kept(const cJSON *seen, const cJSON *after, const cJSON *live, struct texts *properties);

#endif

/*
 * patch: RFC 6902, all six operations, atomic.
 *
 * The local cloud applies patches with it; etrig computes what an update would make. Debian's cJSON has no
 * patch utilities and those that exist are not atomic, hence ours.
 */
#ifndef MODEL_PATCH_H
#define MODEL_PATCH_H

#include <stdbool.h>
#include "base/err.h"
#include "base/json.h"

/* Why a patch was refused: the local cloud maps each to AWS's error. A test of what is not
 * there has failed. A result that is nested deeper than JSON_DEPTH_MAX, or a patch that copies
 * more than 16 MiB, counts as malformed. */
enum patch_failure { PATCH_FINE, PATCH_MALFORMED, PATCH_TEST_FAILED, PATCH_NO_TARGET };

/* A patched copy of document, or NULL: nothing is changed then, *failure (may be NULL) and err (ERR_INVALID)
 * tell which operation (from 0) and why. Free: cJSON_Delete. */
cJSON *patch_apply(const cJSON *document, const cJSON *patch, enum patch_failure *failure, struct err *err);
/* True if patch is an array of well-formed operations. */
bool patch_is_well_formed(const cJSON *patch, struct err *err);
/* False and err (ERR_INVALID) if it writes properties that are read-only or cannot change after creation: they are named. */
bool patch_may_write(const cJSON *patch, struct err *err);
/* Calls visit for the top-level property name of each path that an operation writes, or only reads (a test's
 * path, the place that is copied from: writes = false); "" stands for the whole document. Malformed
 * operations are left out. */
void patch_each_property(const cJSON *patch, void (*visit)(const char *name, bool writes, void *context),
                         void *context);

#endif

/*
 * merge: two people changed one trigger.
 *
 * By top-level property, as patches are made (changes.md, Guards): what only one side changed is taken from
 * that side. What both changed is the caller's to ask about; here it stays yours.
 */
#ifndef MODEL_MERGE_H
#define MODEL_MERGE_H

#include <stddef.h>
#include "base/json.h"

struct merge_count {
    size_t both, theirs, yours; /* properties changed on both sides to different values; on one side alone */
};

/* What yours makes of theirs: theirs, with every property that you changed as you changed it. count may be
 * NULL. Free: cJSON_Delete. */
cJSON *merge_onto(const cJSON *seen, const cJSON *theirs, const cJSON *yours, struct merge_count *count);

#endif

/*
 * bulk: one edit for several triggers.
 *
 * What several triggers can share is every property of the table that is optional and theirs to write:
 * description, limits, segment, tags. bulk_shared makes one document of it, which a form edits like a
 * trigger's: what is equal in all stands there, and where they differ stands a value that says so. bulk_apply
 * carries over to each trigger what the person changed in that document, and nothing else: by member within an
 * object (an expiry changes and the periods stay), by key among the tags (team changes and the other tags
 * stay; aws: tags never move). Lists otherwise are one value. Pure; any thread.
 */
#ifndef MODEL_BULK_H
#define MODEL_BULK_H

#include <stdbool.h>
#include <stddef.h>
#include "base/json.h"
#include "model/check.h"
#include "model/fields.h"

/* True for a property of a trigger that several can share. */
bool bulk_shares(const struct field *property);
/* What count documents (at least one) have in common, as a document with the shared properties alone. Of tags
 * every key that one of them has. Free: cJSON_Delete. */
cJSON *bulk_shared(const cJSON *const *documents, size_t count);
/* "differs (3 values)" of a value that stands where the documents differ; NULL for any other value. borrowed. */
const char *bulk_differs(const cJSON *value);
/* The document with what differs between the two shared ones: before as bulk_shared made it, after as the person left
 * it. Applied again it changes nothing more. Free: cJSON_Delete. */
cJSON *bulk_apply(const cJSON *document, const cJSON *before, const cJSON *after);
/* Adds what is wrong with what the person wrote. How many tags each trigger gets is not known here: bulk_breach
 * tells. */
void bulk_check(const cJSON *before, const cJSON *after, struct problems *problems);
/* The first rule that the edited document breaks and the one before did not, with the property that it concerns:
 * "Tags: 51 tags, at most 50". free(); NULL: none. */
char *bulk_breach(const cJSON *before, const cJSON *after);

#endif

/*
 * tags: the tags of a trigger by their keys.
 *
 * A tag is an object with Key and Value; a key stands once. Those whose key begins with "aws:" are AWS's own ("aws: prefixed
 * tag key names are not allowed for external use"): they are shown, and never given, changed or taken away. Documents are
 * foreign: whatever stands where a list of tags should be is taken for one without tags. Pure functions; any thread.
 */
#ifndef MODEL_TAGS_H
#define MODEL_TAGS_H

#include <stdbool.h>
#include "base/json.h"
#include "base/texts.h"

/* The property that holds them. */
extern const char tags_property[];

/* True for a tag whose key begins with "aws:". */
bool tags_is_managed(const cJSON *tag);
/* The first tag with this key, borrowed; NULL: there is none, or tags is no list. */
cJSON *tags_find(const cJSON *tags, const char *key);
/* Adds the keys that are people's and not in keys yet, in the order in which they come. */
void tags_add_keys(const cJSON *tags, struct texts *keys);
/* True if each item has a key and no two of people's have the same; so is what is absent. */
bool tags_have_keys(const cJSON *tags);
/* Takes all with this key away but one; but may be NULL. */
void tags_drop(cJSON *tags, const char *key, const cJSON *but);
/* Takes AWS's own out of a document, and the list with them if nothing is left in it. */
void tags_drop_managed(cJSON *document);

#endif

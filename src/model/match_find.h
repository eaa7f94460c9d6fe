/*
 * match_find: the values in an object that an attribute of a trigger looks at.
 */
#ifndef MODEL_MATCH_FIND_H
#define MODEL_MATCH_FIND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/json.h"
#include "model/store.h"

enum match_find_state {
    MATCH_FIND_THERE,
    MATCH_FIND_NULL,     /* only nulls */
    MATCH_FIND_MISSING,  /* or an empty list: then is_list */
    MATCH_FIND_UNNAMED,  /* the attribute names nothing */
    MATCH_FIND_UNMAPPED, /* the object type has no such field */
    MATCH_FIND_COMPUTED  /* the mapping computes the field from others */
};

struct match_find {
    enum match_find_state state;
    const cJSON **items; /* owned, each borrowed from the object; nulls and lists are not among them */
    size_t count, capacity;
    bool is_list;     /* they are the items of a list */
    bool nested;      /* dots led into objects */
    uint64_t assumed; /* bits of match_meaning */
};

/* Where in an object the attribute's value stands: "total", "address.city", without _source. in front. fields:
 * the object type's fields, NULL or unread where they are not known. false: *state says why. borrowed from
 * attribute or fields. */
bool match_find_path(const cJSON *attribute, const struct store_catalog *fields, const char **path,
                     uint64_t *assumed, enum match_find_state *state);
/* Fills out anew; the caller takes its items. */
void match_find(const cJSON *attribute, const cJSON *object, const struct store_catalog *fields,
                struct match_find *out);

#endif

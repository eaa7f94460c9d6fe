/*
 * promote: a copy of a trigger for another region, domain or name, and what will happen there.
 *
 * From what was read of the trigger and of the place where it goes (store_look, the account's lists) follows what is sent,
 * what it needs there, what of that is missing, and whether it is a create, an update or nothing. Read-only properties,
 * etrig's own members and tags whose key begins with "aws:" are no part of the copy (changes.md, Guards 8). Pure: asks
 * nobody. UI thread for the store.
 *
 *     promote_begin -> what it looks at is read -> promote_settle, each time the store has moved -> kind
 */
#ifndef MODEL_PROMOTE_H
#define MODEL_PROMOTE_H

#include <stdbool.h>
#include "base/err.h"
#include "base/json.h"
#include "model/promote_need.h"
#include "model/store.h"

enum promote_kind {
    PROMOTE_WAITS, /* something is being read */
    PROMOTE_CREATE,
    PROMOTE_UPDATE,
    PROMOTE_EQUAL, /* it is there, and as it would be: nothing to do */
    PROMOTE_CANNOT /* failure says why */
};

/* Where it goes; NULL: as it is. */
struct promote_where {
    const char *region, *domain;
    const char *name; /* "{name}" in it stands for the trigger's own */
};

struct promote {
    char *from_region, *from;  /* owned: the trigger, "domain|name" */
    char *region, *identifier; /* owned: where it goes */
    cJSON *after;              /* owned: as it will be; NULL until the trigger was read */
    cJSON *before;             /* owned: as it is there; NULL: not there, or not known */
    struct promote_needs needs;
    enum promote_kind kind;
    bool blind; /* what is there could not be read, so that it is a create that AWS refuses if it exists */
    struct err failure; /* of PROMOTE_CANNOT; of blind: why */
};

/* A plan for one place. PROMOTE_CANNOT at once if that is where the trigger is. from is "domain|name". */
void promote_begin(struct promote *plan, const char *from_region, const char *from,
                   const struct promote_where *where);
void promote_release(struct promote *plan);
/* Follows the store. True once: the trigger has been read, and the lists of promote_each_list are wanted. */
bool promote_settle(struct promote *plan, const struct store *store);
/* Calls want for each of the account's lists that tells whether a need is met. */
void promote_each_list(const struct promote *plan,
                       void (*want)(enum store_catalog_kind kind, const char *region, const char *domain,
                                    const char *object_type, void *context),
                       void *context);
/* True if something that it needs is missing there. */
bool promote_lacks(const struct promote *plan);
/* What stands against it, one thing a line; NULL: nothing. free(). */
char *promote_notes(const struct promote *plan);

#endif

/*
 * wants: what a SELECT looks at, and what of it must be read first.
 *
 * SQL never waits: a table that finds something unread notes it here and gives no rows; who runs the statement reads all
 * that is WANTS_NEW, sets it to WANTS_READ and runs the statement again, until nothing is new. {0} is empty. UI thread.
 */
#ifndef SQL_WANTS_H
#define SQL_WANTS_H

#include <stdbool.h>
#include <stddef.h>
#include "model/store.h"

enum wants_kind {
    WANTS_LISTING,   /* a region's triggers */
    WANTS_WHOLE,     /* a trigger of the listing, in full: name is its identifier */
    WANTS_LOOK,      /* one trigger by its identifier (store_look) */
    WANTS_CATALOG,   /* an account's list */
    WANTS_OPERATIONS /* the journal */
};

enum wants_state { WANTS_NEW, WANTS_READ };

struct wants_item {
    enum wants_kind kind;
    enum wants_state state;
    enum store_catalog_kind catalog;
    char *region, *domain, *name; /* owned; "" where the kind has none; name: identifier or object type */
};

struct wants {
    struct wants_item *items; /* owned */
    size_t count, capacity;
    bool no_region; /* a table was asked without a region, and the connection has none */
};

/* True if it was read; else it is noted. Texts may be NULL. */
bool wants_have(struct wants *wants, enum wants_kind kind, enum store_catalog_kind catalog,
                const char *region, const char *domain, const char *name);
/* True if something is to be read. */
bool wants_any(const struct wants *wants);
void wants_release(struct wants *wants);

#endif

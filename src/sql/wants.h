/*
 * wants: what a SELECT looks at, and what of it must be read first.
 *
 * SQL never waits: a table that finds something unread notes it here and gives no rows; who runs the statement reads what
 * is WANTS_NEW (it is WANTS_ASKED meanwhile) and runs the statement again, until nothing is new. What was read for a
 * statement stays until its end, so that each run sees all of it. {0} is empty. UI thread.
 */
#ifndef SQL_WANTS_H
#define SQL_WANTS_H

#include <stdbool.h>
#include <stddef.h>
#include "base/texts.h"
#include "model/store.h"
#include "model/table.h"

enum wants_kind {
    WANTS_LISTING,   /* the triggers of a region, or of one domain of it */
    WANTS_WHOLE,     /* a trigger of the listing, in full: name is its identifier */
    WANTS_LOOK,      /* one trigger by its identifier (store_look) */
    WANTS_CATALOG,   /* an account's list */
    WANTS_OPERATIONS /* the journal */
};

enum wants_state { WANTS_NEW, WANTS_ASKED, WANTS_READ };

struct wants_item {
    enum wants_kind kind;
    enum wants_state state;
    enum store_catalog_kind catalog;
    char *region, *domain, *name; /* owned; "" where the kind has none; name: identifier or object type */
};

struct wants {
    struct wants_item **items; /* owned, in the order in which they were noted */
    size_t count, capacity;
    struct table index;  /* of items */
    size_t whole_rounds; /* how often triggers were read in full */
    bool no_region;      /* a table was asked without a region, and the connection has none */
};

/* True if it was read; else it is noted. Texts may be NULL. */
bool wants_have(struct wants *wants, enum wants_kind kind, enum store_catalog_kind catalog,
                const char *region, const char *domain, const char *name);
/* True if something is to be read. */
bool wants_any(const struct wants *wants);
/* The regions of which triggers are wanted, read or not, into an empty list: all must stay in the store. */
void wants_regions(const struct wants *wants, struct texts *regions);
/* The domains that a listing of the region must have, so that it also holds what was read before, into an empty list,
 * sorted. Empty: all. */
void wants_domains(const struct wants *wants, const char *region, struct texts *domains);
/* What was asked for is read now. */
void wants_settle(struct wants *wants);
void wants_release(struct wants *wants);

#endif

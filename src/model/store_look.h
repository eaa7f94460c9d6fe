/*
 * store_look: triggers that are read beside the listing, wherever they are: what stands at a place before something is
 * put there. A look never becomes a row. UI thread.
 *
 *     store_look_begin(store, region, identifier); backend_read(backend, region, identifier, true);
 *     ... store_look_find(...)->state is STORE_READ: document, or NULL if there is no such trigger
 */
#ifndef MODEL_STORE_LOOK_H
#define MODEL_STORE_LOOK_H

#include "base/err.h"
#include "model/store.h"

struct store_look {
    char *region, *identifier; /* owned */
    enum store_state state;    /* STORE_READING, STORE_READ, STORE_FAILED */
    char *document;            /* owned; JSON; of STORE_READ, NULL: it does not exist */
    struct err failure;        /* of STORE_FAILED */
};

/* From now on what is read of this trigger is kept here too. What was known is forgotten. */
void store_look_begin(struct store *store, const char *region, const char *identifier);
/* borrowed; NULL: nobody looks at it. */
const struct store_look *store_look_find(const struct store *store, const char *region,
                                         const char *identifier);
/* It was read: document NULL: it is not there. Nothing if nobody looks. Copies. */
void store_look_put(struct store *store, const char *region, const char *identifier, const char *document);
/* It could not be read. Nothing if nobody looks. */
void store_look_fail(struct store *store, const char *region, const char *identifier,
                     const struct err *failure);
/* Nobody looks at anything any more. */
void store_look_clear(struct store *store);

#endif

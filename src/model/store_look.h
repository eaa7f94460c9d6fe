/*
 * store_look: what urgent readings found: for whoever must know what a trigger is now, and not what it was when it was
 * read last. UI thread.
 */
#ifndef MODEL_STORE_LOOK_H
#define MODEL_STORE_LOOK_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "model/store.h"

enum { STORE_LOOKS_MAX = 500 };

/* The answer to one urgent reading; the newest of a trigger stands in the place of older ones. */
struct store_look {
    char *region, *identifier; /* owned */
    char *document;            /* owned; JSON; NULL: it is not there, or failure says why nobody knows */
    struct err failure;        /* ERR_NONE: it was read */
    uint64_t number;           /* counts all that were ever noted */
};

/* Notes an answer (copied; failure may be NULL). The oldest of more than STORE_LOOKS_MAX goes. */
void store_look_put(struct store *store, const char *region, const char *identifier, const char *document,
                    const struct err *failure);
/* The answer that came after that many were noted (store->look_total), or NULL: not yet. borrowed until the next
 * backend_pump. */
const struct store_look *store_look_find(const struct store *store, const char *region,
                                         const char *identifier, uint64_t after);
/* Frees all. */
void store_look_release(struct store *store);

#endif

/*
 * reading: has the worker read what a SELECT wants, all of it side by side.
 *
 *     reading_begin(&reading, …); …                    the statement runs, and notes its wants
 *     while (wants_any(wants)) {
 *         reading_ask(&reading, err);
 *         …                                            until reading_has_come; nobody waits in here
 *         reading_settle(&reading, err);               and the statement runs again
 *     }
 *     reading_end(&reading);
 *
 * What does not exist is read too: it has no rows. Any other failure names its region and is the statement's. UI thread.
 */
#ifndef SQL_READING_H
#define SQL_READING_H

#include <stdbool.h>
#include <stdint.h>
#include "backend/backend.h"
#include "sql/wants.h"

/* Where statements are run. All is borrowed. */
struct reading_place {
    struct backend *backend;
    struct store *store;
    const struct texts *domains; /* --domain, or those that are shown; empty: all */
    bool by_all; /* the regions are all that there are: one that is not enabled is no failure */
    /* The store's rows are on a screen: regions are listed whole and beside the person's own, whose rows stay, and a
     * listing that the statement cut off is begun again. Else a listing is of the domains alone that are wanted. */
    bool keeps_list;
};

struct reading {
    const struct reading_place *place; /* borrowed */
    struct wants *wants;               /* borrowed */
    struct texts own;                  /* the connection's regions */
    struct texts beside;               /* those that are read beside them */
    uint32_t generation;               /* of the last listing that was asked for */
    bool is_scoped;                    /* the scope is another one than before */
    bool was_listing;                  /* a listing was under way that is not the statement's */
    bool is_stopped;                   /* reading_stop */
    size_t come;                       /* so many of the wants, from the first, have come */
    uint32_t given_up;                 /* the store's reads_given_up when it was asked */
};

void reading_begin(struct reading *reading, const struct reading_place *place, struct wants *wants);
/* Asks for what is new; of what cannot be read at the same time some stays new. ERR_USAGE: a region is none. */
bool reading_ask(struct reading *reading, struct err *err);
/* True once all that was asked for has come, or has failed. */
bool reading_has_come(struct reading *reading);
/* What has come counts as read. False: the first failure. */
bool reading_settle(struct reading *reading, struct err *err);
/* What is being read is given up: only reading_end may follow. */
void reading_stop(struct reading *reading);
/* The statement is over, wherever it stands: the scope is that of the connection again. */
void reading_end(struct reading *reading);

#endif

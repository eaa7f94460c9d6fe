/*
 * progress: one line on stderr that rewrites itself while a command waits, and one that stays.
 *
 * Only on a terminal that can go back to the left. What the line says is read from the store each time.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "model/store.h"

/* {0} has shown nothing. */
struct progress {
    /* Of a task that waits many times: how far it is (all 0: nobody says), and when it began, monotonic (0: each wait
     * counts for itself). */
    size_t done, all;
    int64_t from_ms;
    bool stands;    /* the line stands on the terminal */
    bool was_shown; /* it did, at some time */
};

/* Shows what is being done now: the place, a bar of what is known of the whole, and what has come. */
void progress_show(struct progress *progress, const struct store *store);
/* Wipes the line if it stands, so that what follows begins at the left. */
void progress_wipe(struct progress *progress);
/* Instead of a line that was shown while a listing was read: what came of it, and which regions are not enabled. */
void progress_end(struct progress *progress, const struct store *store);

#endif

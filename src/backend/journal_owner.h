/*
 * journal_owner: who works on a row of the journal (changes.md, Journal 7).
 *
 * Each process draws a random owner id and holds the lock of state_dir/owner-ID.lock as long as it lives; the
 * kernel gives the lock back when it dies, however it dies. No process numbers: they are used again. Any
 * thread.
 */
#ifndef BACKEND_JOURNAL_OWNER_H
#define BACKEND_JOURNAL_OWNER_H

#include <stdbool.h>
#include "base/err.h"

struct journal_owner {
    char id[21]; /* "" before journal_owner_take */
    char *dir;   /* owned: state_dir */
    char *host;  /* owned: this machine's name */
    int fd;      /* of the locked file; -1: none */
};

/* Sets the struct; takes no lock yet. */
void journal_owner_init(struct journal_owner *owner, const char *state_dir);
/* Draws an id and takes its lock. ERR_LOCAL. */
bool journal_owner_take(struct journal_owner *owner, struct err *err);
/* True if another process of this machine holds that owner's lock, or if that
 * cannot be told: such rows are let be. */
bool journal_owner_lives(const struct journal_owner *owner, const char *id);
/* Removes the lock files of dead owners, but for those that needed() says yes to. */
void journal_owner_sweep(const struct journal_owner *owner, bool (*needed)(const char *id, void *context),
                         void *context);
/* Gives the lock back and removes its file. */
void journal_owner_release(struct journal_owner *owner);

#endif

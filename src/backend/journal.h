/*
 * journal: every operation is on disk before its first byte leaves (changes.md, Journal).
 *
 * SQLite, WAL and synchronous=FULL (TRUNCATE on a network file system), in state_dir/journal.db. Worker
 * thread only, but for journal_open's error. Several processes share one journal: an operation belongs to the
 * process that holds the file lock of its random owner id (state_dir/owner-ID.lock); rows of a dead owner may
 * be taken over. A journal of a newer version is opened for reading: journal_writable is false, changes are
 * refused with ERR_LOCAL. No secret is stored; the request is the exact body, without headers.
 */
#ifndef BACKEND_JOURNAL_H
#define BACKEND_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "model/operation.h"

struct journal;

/* What is stored beside the operation itself. */
struct journal_entry {
    struct operation operation; /* owned */
    char *action;               /* owned: "CreateResource", "UpdateResource", "DeleteResource" */
    char *body;                 /* owned: the exact request bytes, JSON text */
    char *owner;                /* owned: the owner id */
    char *host;                 /* owned: the host name */
    int64_t first_sent_ms;      /* 0: never */
};

/* Opens or creates; removes ended rows older than keep_days. ERR_LOCAL when the
 * disk, the owner or the format forbids. */
struct journal *journal_open(const char *state_dir, int keep_days, struct err *err);
/* Opens one that is there, for reading alone and without waiting for others that write: nothing is made or changed, and no
 * row is this process's. ERR_LOCAL, also if there is none. */
struct journal *journal_open_to_read(const char *state_dir, struct err *err);
/* Gives the owner's lock back: rows that have not ended may be taken over from then on. */
void journal_close(struct journal *journal);
/* False with ERR_LOCAL for a journal of a newer version. */
bool journal_writable(const struct journal *journal, struct err *err);
/* Commits a new row in state intended; sets entry->operation.journal_id, owner and host. ERR_LOCAL (disk full
 * …): nothing may be sent. */
bool journal_add(struct journal *journal, struct journal_entry *entry, struct err *err);
/* Commits the operation's present state, tokens, events, failure, times. */
bool journal_update(struct journal *journal, const struct journal_entry *entry, struct err *err);
/* intended → sent, committed before the first byte leaves; the first time is kept. */
bool journal_mark_sent(struct journal *journal, struct journal_entry *entry, struct err *err);
/* Newest first, ended and not; calls visit with each (borrowed during the call). limit 0: all. */
bool journal_each(struct journal *journal, size_t limit,
                  void (*visit)(const struct journal_entry *entry, void *context), void *context,
                  struct err *err);
/* Rows that have not ended and whose owner is dead on this host, or is this process: taken over (owner
 * becomes ours) if take is set. */
bool journal_interrupted(struct journal *journal, bool take,
                         void (*visit)(const struct journal_entry *entry, void *context), void *context,
                         struct err *err);
/* True if the row's owner lives in another process of this host or on another host (*elsewhere tells). */
bool journal_owner_alive(struct journal *journal, const struct journal_entry *entry, bool *elsewhere);
/* Makes the row ours. */
bool journal_take(struct journal *journal, struct journal_entry *entry, struct err *err);
/* Frees what the entry owns and empties it. */
void journal_entry_release(struct journal_entry *entry);
/* Deep copy into uninitialised memory. */
void journal_entry_copy(struct journal_entry *to, const struct journal_entry *from);
/* What was learned of an endpoint, e.g. "test-read-only" = "refused"; kept
 * for good. free(). NULL if unknown. */
char *journal_fact(struct journal *journal, const char *endpoint, const char *name);
/* Replaces what was known under that name. A failure is only logged: it will be learned again. */
void journal_set_fact(struct journal *journal, const char *endpoint, const char *name, const char *value);

#endif

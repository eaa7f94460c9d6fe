/*
 * state: the local cloud's data in one SQLite file: triggers, what they name, and the operations. The only
 * owner of SQLite here.
 *
 * Every region has its own data. All calls between state_begin and state_end are one transaction that no
 * other server on the same file can see halfway. A failing statement (full disk, damaged file) is noted
 * instead of being reported by each function: what was asked then yields nothing, and state_end undoes all
 * and says what failed. Documents are JSON texts; their meaning belongs to the callers. Times are wall
 * milliseconds. One thread.
 */
#ifndef LOCAL_STATE_H
#define LOCAL_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"

struct state;

/* Opens or creates the file (0600) inside a transaction that state_end closes; *fresh tells that it has just
 * been made. ":memory:" works. ERR_LOCAL: not writable, not ours, no database, of a newer etrig. */
struct state *state_open(const char *path, bool *fresh, struct err *err);
/* NULL is fine. A transaction that is open is lost. */
void state_close(struct state *state);
/* Takes the write lock, so that several servers on one file take turns. */
void state_begin(struct state *state);
/* Commits; if anything failed since state_begin, undoes it all: ERR_LOCAL. */
bool state_end(struct state *state, struct err *err);
/* Undoes all since state_begin. */
void state_undo(struct state *state);

/* ---- what an account holds ---- */

enum state_kind {
    STATE_DOMAIN,
    STATE_OBJECT_TYPE,
    STATE_ATTRIBUTE,
    STATE_SEGMENT,
    STATE_INTEGRATION,
    STATE_TRIGGER
};

/* Names one thing. domain is "" for a domain itself; parent is the object type
 * of an attribute, else "". borrowed. */
struct state_key {
    enum state_kind kind;
    const char *region, *domain, *parent, *name;
};

/* Adds or replaces. */
void state_put(struct state *state, const struct state_key *key, const char *document);
/* The document, or NULL. free(). */
char *state_get(struct state *state, const struct state_key *key);
/* True if it was there. */
bool state_remove(struct state *state, const struct state_key *key);
/* Both borrowed during the call. false ends the walk. */
typedef bool (*state_visit_fn)(void *context, const char *name, const char *document);
/* Visits by name in byte order all things like key whose name comes after key->name ("" for all). */
void state_each(struct state *state, const struct state_key *key, state_visit_fn visit, void *context);

/* ---- operations ---- */

/* One create, update or delete. What it became follows from the row and the clock: see local_operation. */
struct state_operation {
    int64_t number;     /* order of acceptance */
    char token[37];     /* RequestToken */
    char *region;       /* owned, as all texts below */
    char *kind;         /* "CREATE", "UPDATE", "DELETE" */
    char *identifier;   /* "domain|name" */
    char *client_token; /* NULL if none was given */
    char *body_hash;    /* of what was asked, to tell a retry from another request */
    char *document;     /* the whole trigger as asked for; NULL for a delete */
    /* "IN_PROGRESS", "CANCEL_IN_PROGRESS"; once settled "SUCCESS", "FAILED", "CANCEL_COMPLETE". */
    char *status;
    char *error_code;               /* of FAILED; in a running one: it is doomed to end so. NULL: none */
    char *message;                  /* likewise */
    int64_t started_ms, changed_ms; /* acceptance; newest event */
    int64_t ends_ms;                /* when a running one ends */
};

/* Frees the texts and empties the struct. */
void state_operation_release(struct state_operation *operation);
/* Adds, or replaces the one with the same token. number is given by the table. */
void state_put_operation(struct state *state, const struct state_operation *operation);
/* All fill *out, which the caller releases, and return false if there is none. */
bool state_find_operation(struct state *state, const char *region, const char *token,
                          struct state_operation *out);
/* The newest operation under that ClientToken accepted since since_ms; false if there is none. */
bool state_find_client_token(struct state *state, const char *region, const char *client_token,
                             int64_t since_ms, struct state_operation *out);
/* The running one on this trigger. */
bool state_find_running(struct state *state, const char *region, const char *identifier,
                        struct state_operation *out);
/* The running one that ended first, at now_ms or before. */
bool state_find_due(struct state *state, int64_t now_ms, struct state_operation *out);
/* The newest one with a number below number. */
bool state_find_before(struct state *state, const char *region, int64_t number, struct state_operation *out);
/* Removes those that were accepted earlier, but for running ones. */
void state_forget_operations(struct state *state, int64_t before_ms);

#endif

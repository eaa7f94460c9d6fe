/*
 * message: what crosses between the two threads. Requests go down to the worker, events come up to the store.
 *
 * A message owns all that it holds. Which members a kind uses stands beside it; the others are zero.
 */
#ifndef BACKEND_MESSAGE_H
#define BACKEND_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "backend/cache.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "base/texts.h"
#include "model/operation.h"
#include "model/store.h"

enum message_kind {
    /* Requests */
    MESSAGE_CONNECT,      /* text: the profile or NULL */
    MESSAGE_RENEW,        /* nothing: look for the keys anew */
    MESSAGE_MFA,          /* text: the code, wiped; NULL: there is none */
    MESSAGE_SCOPE,        /* regions, domains, flag: by all. Both ways: the worker sends it on as an event */
    MESSAGE_LIST,         /* region or NULL */
    MESSAGE_STOP_READING, /* nothing */
    MESSAGE_READ,         /* region, identifier, flag: urgent */
    MESSAGE_FORGET_READS, /* nothing */
    MESSAGE_CATALOG,    /* state: enum store_catalog_kind, region, domain, object_type or NULL, flag: again */
    MESSAGE_DOCTOR,     /* nothing */
    MESSAGE_CHANGE,     /* number, change */
    MESSAGE_CANCEL,     /* number */
    MESSAGE_RETRY,      /* number: of the ended one, other: of the new one */
    MESSAGE_RESUME,     /* number */
    MESSAGE_LOOK_UP,    /* number */
    MESSAGE_DROP,       /* number */
    MESSAGE_ANSWER,     /* number, flag: go on */
    MESSAGE_LOAD,       /* count: the newest, 0 all */
    MESSAGE_SAVE_DRAFT, /* draft */
    MESSAGE_DROP_DRAFT, /* account, region, identifier */
    MESSAGE_CLAIM_DRAFT,  /* draft */
    MESSAGE_LOAD_HISTORY, /* nothing */
    MESSAGE_ADD_HISTORY,  /* text: a statement */
    MESSAGE_SAVE_CACHE,   /* snapshot, number: as in EVENT_LISTING_ENDED */
    MESSAGE_STOP,         /* nothing */

    /* Events */
    EVENT_CONNECTION,     /* connection */
    EVENT_FORGET_ACCOUNT, /* nothing: another connection, all that was read goes */
    EVENT_LISTING,        /* generation: a listing begins */
    EVENT_LISTING_ENDED,  /* number: which connection it was */
    EVENT_REGION,   /* region, state: enum store_region_state, failure or NULL (while it is read: why it takes
                         longer), flag: by all, other: domains known, time_ms: read at or 0 */
    EVENT_DOMAIN,   /* region, domain, state: enum store_state, failure or NULL */
    EVENT_ROWS,     /* region, domain, generation, rows */
    EVENT_SWEEP,    /* region, domain or NULL, generation; with NULL, domains: those that are there */
    EVENT_CACHED,   /* cache, domains: of the scope, count: rows that the store has */
    EVENT_READING,  /* region, identifier, count: reads under way, failure or NULL: why it takes longer */
    EVENT_UNREAD,   /* region, identifier, count: forgotten before it was read */
    EVENT_DOCUMENT, /* region, identifier, text: the document, count */
    EVENT_ROW_GONE, /* region, identifier, count */
    EVENT_ROW_FAILED, /* region, identifier, failure, count */
    EVENT_CATALOG,    /* catalog */
    EVENT_DOCTOR,     /* doctor */
    EVENT_OPERATION,  /* operation */
    EVENT_LOADED,     /* the journal's rows are all there, or failure: why they cannot be */
    EVENT_MESSAGE,    /* failure: a line under `!`, flag: it is no failure, only to be known */
    EVENT_DRAFT,      /* draft */
    EVENT_DRAFT_GONE, /* account, region, identifier */
    EVENT_HISTORY,    /* statements */
    EVENT_STOPPED     /* nothing: the worker has ended */
};

/* A change as backend.h's struct backend_change, with owned texts. */
struct message_change {
    enum operation_kind kind;
    char *region, *account, *identifier, *before, *after, *patch, *client_token; /* owned; NULL as there */
    char *role_arn, *type_version_id;
    bool unguarded, account_unknown_ok;
};

/* Rows of one page of a listing. Texts stand one after the other in one block: a page is two allocations, not
 * five hundred. */
struct message_row {
    size_t name, object_type, description, tags; /* offsets in texts; 0: none */
    int64_t created_ms, updated_ms;              /* 0: not known */
};

struct message_rows {
    struct message_row *items; /* owned */
    size_t count, capacity;
    struct strbuf texts; /* each ends in NUL; begins with an empty one, so that offset 0 means none */
};

/* The rows of the store on their way into the cache file, in no order. */
struct message_cache {
    struct cache_row *rows; /* owned; their texts stand in the block */
    size_t count;
    struct cache_region *regions; /* owned, as are its names in the block */
    size_t region_count;
    char *block; /* owned */
};

struct message {
    struct message *next; /* owned while the chain is */
    enum message_kind kind;
    char *region, *domain, *identifier, *object_type, *account, *text;
    struct texts regions, domains, statements;
    uint64_t number, other;
    size_t count;
    int state;
    bool flag;
    int64_t time_ms;
    uint32_t generation;
    struct err *failure;
    struct message_change *change;
    struct message_rows *rows;
    struct message_cache *snapshot;
    struct store_connection *connection;
    struct operation *operation;
    struct store_draft *draft;
    struct store_catalog *catalog;
    struct store_doctor *doctor;
    struct cache *cache;
};

/* All members but kind are zero. */
struct message *message_new(enum message_kind kind);
/* Frees the message with all that it owns; it must be in no mailbox. */
void message_free(struct message *message);
/* The whole chain; NULL is fine. */
void message_free_all(struct message *first);

/* Copies err onto the heap; NULL for NULL or ERR_NONE. */
struct err *message_failure(const struct err *err);
/* No rows yet; texts begin at offset 1, since 0 means none. */
struct message_rows *message_rows_new(void);
/* Copies the texts, each of which may be NULL. */
void message_rows_add(struct message_rows *rows, const char *name, const char *object_type,
                      const char *description, const char *tags, int64_t created_ms, int64_t updated_ms);
/* The text at an offset; NULL for 0. borrowed. */
const char *message_rows_text(const struct message_rows *rows, size_t offset);

#endif

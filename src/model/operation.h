/*
 * operation: one create, update or delete, from the key press to its end (changes.md, Journal).
 */
#ifndef MODEL_OPERATION_H
#define MODEL_OPERATION_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/json.h"

enum operation_kind { OPERATION_CREATE, OPERATION_UPDATE, OPERATION_DELETE };

/* The journal's states; ended ones are all from OPERATION_SUCCEEDED on. */
enum operation_state {
    OPERATION_INTENDED, /* on disk, no byte has left */
    OPERATION_SENT,     /* a byte may have left; no answer known */
    OPERATION_ACCEPTED, /* AWS gave a RequestToken */
    OPERATION_SUCCEEDED,
    OPERATION_FAILED,
    OPERATION_CANCELLED,
    OPERATION_NOT_SENT, /* no byte left: name, connect or TLS failed for good; or a guard stopped it before */
    OPERATION_DROPPED   /* the person gave it up */
};

/* What etrig is doing about an operation that has not ended; words for the screen are in `activity`. */
enum operation_wait {
    OPERATION_RUNNING,     /* a request is under way or the next poll is due */
    OPERATION_QUEUED,      /* waits for the limiter (throttled) */
    OPERATION_OFFLINE,     /* no answer from the network; asked again by itself */
    OPERATION_INTERRUPTED, /* found in the journal at start: resume, look up or drop */
    OPERATION_ASKING       /* needs a word from the person: see `question` */
};

/* What the person is asked. */
enum operation_question {
    OPERATION_ASK_NOTHING,
    OPERATION_ASK_CONFLICT,  /* the trigger was changed elsewhere: theirs is in `live` */
    OPERATION_ASK_UNGUARDED, /* three renewed guards were refused: send without the guard on one property? */
    OPERATION_ASK_UNSETTLED  /* an old token that look-ups did not settle */
};

struct operation {
    uint64_t number;    /* within this process; never 0 */
    int64_t journal_id; /* row in the journal; 0 before it is written */
    enum operation_kind kind;
    enum operation_state state;
    enum operation_wait wait;
    enum operation_question question;
    char *region; /* owned, as are all texts below */
    char *account;
    char *endpoint;
    char *principal;  /* who made it, as STS names them; "" or NULL: not known */
    char *identifier; /* "domain|name" */
    char *client_token;
    char *request_token; /* NULL before accepted */
    char *activity; /* "asked again in 1 s", "throttled: 3 of its kind before it"; NULL if nothing to say */
    char *before;   /* document as the person saw it, JSON, NULL for a create */
    char *after;    /* document asked for, JSON, NULL for a delete */
    char *live;     /* OPERATION_ASK_CONFLICT: the trigger as it is now, JSON; NULL if it is gone */
    char *event;    /* the newest progress event, JSON as AWS sent it, or NULL */
    char *events;   /* all progress events, JSON array, or NULL */
    char *warning;  /* "AWS accepted the change but kept SegmentFilter", or NULL */
    struct err failure;             /* code ERR_NONE unless it failed */
    int64_t started_ms, changed_ms; /* wall clock */
    int64_t ended_ms;               /* 0 while it goes on */
    bool mine;                      /* this process runs it; false: another etrig's, or an old one */
};

/* Frees the texts and empties the struct. */
void operation_release(struct operation *operation);
/* Deep copy into uninitialised memory. */
void operation_copy(struct operation *to, const struct operation *from);
/* True for all states from OPERATION_SUCCEEDED on. */
bool operation_has_ended(const struct operation *operation);
/* True if it failed or was not sent, that it gave way included. */
bool operation_has_failed(const struct operation *operation);
/* True for these, and for what was cancelled. */
bool operation_can_be_retried(const struct operation *operation);
/* True if it ended and changed nothing because somebody was first: the person saw both sides, or another attempt is in
 * its place. Not so of a create, whose name is taken. */
bool operation_gave_way(const struct operation *operation);
/* What stands in the way of a change that was refused for good; another one can be made in its place. */
enum operation_bar {
    OPERATION_BAR_NONE,
    OPERATION_BAR_GONE, /* of an update: the trigger was deleted elsewhere */
    OPERATION_BAR_TAKEN /* of a create: a trigger of that name exists */
};
enum operation_bar operation_bar(const struct operation *operation);
/* "create", "update", "delete"; "CREATE"… as AWS writes it; state as one word: "in progress", "waiting",
 * "failed", "done". */
const char *operation_kind_word(enum operation_kind kind);
/* "CREATE", as in a progress event. */
const char *operation_kind_aws(enum operation_kind kind);
/* False for any other text, also NULL. */
bool operation_kind_from_aws(const char *text, enum operation_kind *kind);
/* For an operation under way what it waits for: "waiting", "in progress"; of one that gave way just that. */
const char *operation_state_word(const struct operation *operation);
/* The journal's names: "intended", "sent", "accepted", "succeeded", "failed",
 * "cancelled", "not sent", "dropped". */
const char *operation_state_name(enum operation_state state);
/* False for any other text, also NULL. */
bool operation_state_from_name(const char *text, enum operation_state *state);
/* For `operations -o json`: the progress event's members with AWS's own names plus State, Region, Account,
 * Principal, ClientToken, and with whole: Before, After, Events. Free: cJSON_Delete. */
cJSON *operation_present(const struct operation *operation, bool whole);
/* The names of all members that operation_present may give, in a fixed order, NULL at their end. */
const char *const *operation_members(bool whole);

#endif

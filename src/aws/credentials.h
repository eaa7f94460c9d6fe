/*
 * credentials: keys, where they came from, and how long they live; and the search for them.
 *
 * A credentials struct owns its texts; credentials_release wipes them. Calls borrow it while they are signed;
 * no second copy is made. A search asks the sources in the AWS CLI's order (credentials_source.h), over the
 * network where it must, and never waits. Worker thread.
 */
#ifndef AWS_CREDENTIALS_H
#define AWS_CREDENTIALS_H

#include <stdbool.h>
#include <stdint.h>
#include "aws/retry.h"
#include "base/err.h"
#include "base/texts.h"

struct aws_config; /* config.h */
struct http;
struct timers;

struct credentials {
    char *access_key, *secret_key; /* owned; secret: wiped */
    char *session_token;           /* owned, wiped; NULL if none */
    char *source;       /* owned: "environment", "~/.aws/credentials [prod]"; follows "the keys from" */
    int64_t expires_ms; /* wall clock; 0: never */
    bool renewable;     /* asking the source again may bring fresh ones */
};

/* Wipes the secrets, frees all, and empties the struct. */
void credentials_release(struct credentials *credentials);
/* Fills to, whose texts nobody owns, and empties from. */
void credentials_move(struct credentials *to, struct credentials *from);

/* Whose keys are looked for, and with what. All is borrowed and outlives the search. */
struct credentials_wish {
    struct http *http;
    struct timers *timers;
    const struct aws_config *config;
    const char *profile;
    bool ignore_env;    /* --profile was given */
    const char *region; /* the session's: where STS is asked for roles, as by the AWS CLI; NULL: none known */
    const char *endpoint_url; /* --endpoint-url, which serves STS too; NULL */
    const struct texts *allow_http;
    struct retry_manner manner; /* of calls to AWS */
    int64_t skew_ms;            /* AWS's clock minus ours, as far as known: STS is signed with it */
    bool fresh;                 /* AWS refused the last ones: what the caches of roles hold does not count */
};

struct credentials_search;

/* The search is over and gone. found may be taken over (the caller's copy is emptied then); err is ERR_NONE if
 * there are keys, else ERR_ACCESS or ERR_USAGE with a hint. tried, in order, has a line per source asked:
 * "environment: AWS_ACCESS_KEY_ID is not set". */
typedef void (*credentials_done_fn)(void *context, struct credentials *found, const struct texts *tried,
                                    const struct err *err);
/* A role wants the code that the device shows (mfa_serial): credentials_search_answer, at once or later. */
typedef void (*credentials_mfa_fn)(void *context, const char *serial);

struct credentials_hooks {
    credentials_done_fn done; /* once, never inside credentials_search_start */
    credentials_mfa_fn mfa;   /* NULL: nobody can be asked */
    void *context;
};

/* Copies both structs, not what they point to. */
struct credentials_search *credentials_search_start(const struct credentials_wish *wish,
                                                    const struct credentials_hooks *hooks);
/* The code that was asked for; NULL: none, the search fails. Nothing if none is asked for. */
void credentials_search_answer(struct credentials_search *search, const char *code);
/* Which source is being asked, for a person who waits: "credential_process". A constant; never NULL. */
const char *credentials_search_asks(const struct credentials_search *search);
/* Ends it without a word; NULL is fine. */
void credentials_search_cancel(struct credentials_search *search);

#endif

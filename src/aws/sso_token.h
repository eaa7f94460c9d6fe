/*
 * sso_token: who is signed in to IAM Identity Center, as the AWS CLI keeps it: ~/.aws/sso/cache/SHA1.json.
 *
 * etrig signs nobody in; it reads the token, and writes the file anew when it has renewed it. One process at a time
 * renews: it holds the lock beside the file. Worker thread.
 */
#ifndef AWS_SSO_TOKEN_H
#define AWS_SSO_TOKEN_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/json.h"

struct sso_token {
    char *path;         /* owned */
    cJSON *document;    /* owned; the whole file. Secret */
    int64_t expires_ms; /* wall clock */
};

/* The token of an sso_session's name or, of profiles without one, of their sso_start_url. ERR_NOT_FOUND if nobody
 * has signed in; ERR_ACCESS, naming the file, if it cannot be used. */
bool sso_token_read(struct sso_token *token, const char *name, struct err *err);
/* Wipes and frees all, and empties the struct. */
void sso_token_release(struct sso_token *token);
/* borrowed. Secret. */
const char *sso_token_text(const struct sso_token *token);
bool sso_token_is_alive(const struct sso_token *token);
/* Less than 15 minutes are left, and the file holds what renewing takes. */
bool sso_token_is_due(const struct sso_token *token);
/* Takes CreateToken's answer over into the file; its other members stay. Not being able to write is a line in the
 * log. false and err if the answer is none: the token is as it was. */
bool sso_token_renew(struct sso_token *token, const cJSON *answer, struct err *err);

struct sso_lock {
    char *path; /* owned; NULL: not held */
    int fd;
    bool stays; /* its file tells of a failure: it is left there */
};

/* Who holds the lock renews. Never waits: false with *busy if another process holds it, else false and err. */
bool sso_token_lock(const struct sso_token *token, struct sso_lock *lock, bool *busy, struct err *err);
/* True if renewing failed less than a minute ago, here or in another process; why is what was said then. */
bool sso_token_failed_lately(struct sso_lock *lock, struct err *why);
/* Renewing failed: it is not tried again for a minute. Nothing if the lock is not held. */
void sso_token_note_failure(struct sso_lock *lock, const struct err *why);
/* Nothing if it is not held. */
void sso_token_unlock(struct sso_lock *lock);

#endif

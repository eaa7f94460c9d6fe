/*
 * credentials: keys, where they came from, and how long they live.
 *
 * A credentials struct owns its texts; credentials_release wipes them. Calls borrow it while they are signed;
 * no second copy is made. Worker thread.
 */
#ifndef AWS_CREDENTIALS_H
#define AWS_CREDENTIALS_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/texts.h"

struct aws_config; /* config.h */

struct credentials {
    char *access_key, *secret_key; /* owned; secret: wiped */
    char *session_token;           /* owned, wiped; NULL if none */
    char *source;                  /* owned: "environment", "~/.aws/credentials [prod]" */
    int64_t expires_ms;            /* wall clock; 0: never */
};

/* Wipes the secrets, frees all, and empties the struct. */
void credentials_release(struct credentials *credentials);

/* Finds credentials in the AWS CLI's order. ignore_env: --profile was given. tried gets a line per source
 * asked ("environment: AWS_ACCESS_KEY_ID is not set"). ERR_ACCESS with a hint when no source has any or one
 * is wrong (half a key pair …). */
bool credentials_find(const struct aws_config *config, const char *profile, bool ignore_env,
                      struct credentials *out, struct texts *tried, struct err *err);

#endif

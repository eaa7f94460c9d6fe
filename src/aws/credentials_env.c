#include "aws/credentials_source.h"

#include <string.h>

#include "base/clock.h"
#include "base/env.h"
#include "base/mem.h"

/* When the keys end, for those tools that say so; 0: they do not. */
static bool read_expiration(int64_t *expires_ms, struct err *err)
{
    const char *text = env_get_filled("AWS_CREDENTIAL_EXPIRATION");

    *expires_ms = 0;
    if (!text)
        return true;
    if (!clock_parse(text, expires_ms)) {
        err_set(err, ERR_ACCESS, "AWS_CREDENTIAL_EXPIRATION is no time");
        return err_hint(err, "write it as 2026-11-23T16:45:00Z, or unset it");
    }
    if (*expires_ms > clock_wall_ms())
        return true;
    err_set(err, ERR_ACCESS, "the credentials in the environment ended at %s", text);
    return err_hint(err, "take fresh keys, and set AWS_CREDENTIAL_EXPIRATION anew");
}

/* What is set and what not, where there are no keys. */
static enum credentials_result no_access_key(struct credentials_ask *ask, const char *secret)
{
    strbuf_addf(&ask->why, "AWS_ACCESS_KEY_ID is %s%s", env_get("AWS_ACCESS_KEY_ID") ? "empty" : "not set",
                secret ? ", though AWS_SECRET_ACCESS_KEY is" : "");
    return CREDENTIALS_ABSENT;
}

/* A role whose credential_source is Environment means the variables although --profile was given. */
enum credentials_result credentials_env_find(struct credentials_ask *ask)
{
    const char *access = env_get_filled("AWS_ACCESS_KEY_ID"),
               *secret = env_get_filled("AWS_SECRET_ACCESS_KEY");
    const char *token = env_get_filled("AWS_SECURITY_TOKEN");

    if (ask->wish->ignore_env && !ask->nested) {
        strbuf_adds(&ask->why, "not asked, since --profile was given");
        return CREDENTIALS_ABSENT;
    }
    if (!access)
        return no_access_key(ask, secret);
    if (!secret) {
        err_set(&ask->err, ERR_ACCESS,
                "half a key pair in the environment: AWS_ACCESS_KEY_ID is set, AWS_SECRET_ACCESS_KEY is %s",
                env_get("AWS_SECRET_ACCESS_KEY") ? "empty" : "not");
        err_hint(&ask->err, "set both, or unset both to use a profile");
        return CREDENTIALS_WRONG;
    }
    if (!read_expiration(&ask->found.expires_ms, &ask->err))
        return CREDENTIALS_WRONG;
    ask->found.access_key = mem_dup(access);
    ask->found.secret_key = mem_dup(secret);
    ask->found.session_token = mem_dup(token ? token : env_get_filled("AWS_SESSION_TOKEN"));
    ask->found.source = mem_dup("environment");
    return CREDENTIALS_FOUND;
}

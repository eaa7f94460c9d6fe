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

enum credentials_result credentials_env_find(const struct credentials_wish *wish, struct credentials *out,
                                             struct strbuf *why, struct err *err)
{
    const char *access = env_get_filled("AWS_ACCESS_KEY_ID"),
               *secret = env_get_filled("AWS_SECRET_ACCESS_KEY");
    const char *token = env_get_filled("AWS_SECURITY_TOKEN");

    if (wish->ignore_env) {
        strbuf_adds(why, "not asked, since --profile was given");
        return CREDENTIALS_ABSENT;
    }
    if (!access) {
        strbuf_addf(why, "AWS_ACCESS_KEY_ID is %s%s", env_get("AWS_ACCESS_KEY_ID") ? "empty" : "not set",
                    secret ? ", though AWS_SECRET_ACCESS_KEY is" : "");
        return CREDENTIALS_ABSENT;
    }
    if (!secret) {
        err_set(err, ERR_ACCESS,
                "half a key pair in the environment: AWS_ACCESS_KEY_ID is set, AWS_SECRET_ACCESS_KEY is %s",
                env_get("AWS_SECRET_ACCESS_KEY") ? "empty" : "not");
        err_hint(err, "set both, or unset both to use a profile");
        return CREDENTIALS_WRONG;
    }
    if (!read_expiration(&out->expires_ms, err))
        return CREDENTIALS_WRONG;
    out->access_key = mem_dup(access);
    out->secret_key = mem_dup(secret);
    out->session_token = mem_dup(token ? token : env_get_filled("AWS_SESSION_TOKEN"));
    out->source = mem_dup("environment");
    return CREDENTIALS_FOUND;
}

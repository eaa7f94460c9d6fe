#include "aws/credentials.h"

#include <stdlib.h>

#include "aws/credentials_source.h"
#include "base/clock.h"
#include "base/mem.h"

void credentials_release(struct credentials *credentials)
{
    mem_free_wiped(&credentials->access_key);
    mem_free_wiped(&credentials->secret_key);
    mem_free_wiped(&credentials->session_token);
    free(credentials->source);
    *credentials = (struct credentials){0};
}

void credentials_move(struct credentials *to, struct credentials *from)
{
    *to = *from;
    *from = (struct credentials){0};
}

static bool read_expiration(const cJSON *object, const char *what, int64_t *expires_ms, struct err *err)
{
    const cJSON *item = json_get(object, "Expiration");

    *expires_ms = 0;
    if (!item || cJSON_IsNull(item))
        return true;
    if (!cJSON_IsString(item) || !clock_parse(item->valuestring, expires_ms))
        return err_set(err, ERR_ACCESS, "%s: its Expiration is no time", what);
    if (*expires_ms <= clock_wall_ms())
        return err_set(err, ERR_ACCESS, "%s: its keys ended at %s", what, item->valuestring);
    return true;
}

bool credentials_read(const cJSON *object, const char *token_name, const char *what, struct credentials *out,
                      struct err *err)
{
    const char *access = json_text(object, "AccessKeyId"), *secret = json_text(object, "SecretAccessKey");
    const cJSON *token = json_get(object, token_name);

    if (!access || !*access || !secret || !*secret)
        return err_set(err, ERR_ACCESS, "%s: there is no %s", what,
                       !access || !*access ? "AccessKeyId" : "SecretAccessKey");
    if (token && !cJSON_IsNull(token) && !cJSON_IsString(token))
        return err_set(err, ERR_ACCESS, "%s: its %s is no text", what, token_name);
    if (!read_expiration(object, what, &out->expires_ms, err))
        return false;
    out->access_key = mem_dup(access);
    out->secret_key = mem_dup(secret);
    if (cJSON_IsString(token) && *token->valuestring)
        out->session_token = mem_dup(token->valuestring);
    return true;
}

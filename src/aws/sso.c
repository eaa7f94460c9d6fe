#include "aws/sso.h"

#include <stdlib.h>

#include "aws/sigv4.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/strbuf.h"

enum { ANSWER_MS = 20000 };
static const int64_t last_ms = INT64_C(253402300799000); /* the year 9999 ends */

void sso_role_call(struct sso_call *call, const struct sso_role *role, const char *access_token)
{
    struct strbuf query = STRBUF_INIT;

    strbuf_adds(&query, "role_name=");
    sigv4_encode(&query, role->role_name);
    aws_json_add_parameter(&query, "account_id", role->account_id);
    call->query = strbuf_detach(&query);
    call->call.service = AWS_SSO;
    call->call.bearer = access_token;
    call->call.method = "GET";
    call->call.path = "/federation/credentials";
    call->call.query = call->query;
    call->call.total_ms = ANSWER_MS;
}

void sso_token_call(struct sso_call *call, const cJSON *token)
{
    static const char *const names[] = {"clientId", "clientSecret", "refreshToken"};
    cJSON *body = cJSON_CreateObject();

    for (size_t i = 0; i < ARRAY_COUNT(names); i++)
        json_set_text(body, names[i], json_text(token, names[i]));
    json_set_text(body, "grantType", "refresh_token");
    call->body = json_print(body);
    cJSON_Delete(body);
    call->call.service = AWS_SSO_OIDC;
    call->call.method = "POST";
    call->call.path = "/token";
    call->call.query = "";
    call->call.content_type = "application/json";
    call->call.body = call->body;
    call->call.total_ms = ANSWER_MS;
}

void sso_call_release(struct sso_call *call)
{
    free(call->query);
    mem_free_wiped(&call->body);
    *call = (struct sso_call){0};
}

cJSON *sso_role_document(const cJSON *answer, const struct sso_role *role)
{
    const cJSON *from = json_get(answer, "roleCredentials");
    cJSON *document = cJSON_CreateObject(), *keys = cJSON_CreateObject();
    int64_t expires_ms;
    char expiration[25];

    json_set_text(keys, "AccessKeyId", json_text(from, "accessKeyId"));
    json_set_text(keys, "SecretAccessKey", json_text(from, "secretAccessKey"));
    json_set_text(keys, "SessionToken", json_text(from, "sessionToken"));
    if (json_integer(from, "expiration", &expires_ms) && expires_ms > 0 && expires_ms <= last_ms) {
        clock_format_iso(expires_ms - expires_ms % 1000, expiration);
        json_set_text(keys, "Expiration", expiration);
    }
    json_set_text(keys, "AccountId", role->account_id);
    json_set_text(document, "ProviderType", "sso");
    json_set(document, "Credentials", keys);
    return document;
}

#include "aws/sts.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/strbuf.h"

/* Changes wait for this answer: an endpoint that swallows requests must not hold them up for minutes. */
enum { IDENTITY_MS = 10000 };

void sts_caller_identity(struct aws_call *call)
{
    aws_json_form(call, AWS_STS, "GetCallerIdentity", "Action=GetCallerIdentity&Version=2011-06-15");
    call->total_ms = IDENTITY_MS;
}

void sts_assume(struct aws_call *call, const struct sts_role *role, char **body)
{
    const char *action = role->token ? "AssumeRoleWithWebIdentity" : "AssumeRole";
    struct strbuf form = STRBUF_INIT;

    strbuf_addf(&form, "Action=%s&Version=2011-06-15", action);
    aws_json_add_parameter(&form, "RoleArn", role->arn);
    aws_json_add_parameter(&form, "RoleSessionName", role->session_name);
    aws_json_add_parameter(&form, "ExternalId", role->external_id);
    aws_json_add_parameter(&form, "SerialNumber", role->serial);
    aws_json_add_parameter(&form, "TokenCode", role->code);
    aws_json_add_parameter(&form, "WebIdentityToken", role->token);
    if (role->duration_s)
        strbuf_addf(&form, "&DurationSeconds=%ld", role->duration_s);
    *body = strbuf_detach(&form);
    aws_json_form(call, AWS_STS, action, *body);
}

static void copy(cJSON *to, const cJSON *from, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        json_set_text(to, names[i], json_text(from, names[i]));
}

/* "…T00:00:00Z" as "…T00:00:00UTC"; what is no time stays as it is. */
static void spell_end(cJSON *keys)
{
    const char *text = json_text(keys, "Expiration");
    int64_t ends_ms;
    char iso[25], *end;

    if (!text || !clock_parse(text, &ends_ms))
        return;
    clock_format_iso(ends_ms / 1000 * 1000, iso);
    end = mem_printf("%.19sUTC", iso);
    json_set_text(keys, "Expiration", end);
    free(end);
}

cJSON *sts_assumed(const cJSON *answer)
{
    static const char *const keys[] = {"AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"};
    static const char *const user[] = {"AssumedRoleId", "Arn"};
    cJSON *document = cJSON_CreateObject();

    copy(cJSON_AddObjectToObject(document, "Credentials"), answer, keys, ARRAY_COUNT(keys));
    copy(cJSON_AddObjectToObject(document, "AssumedRoleUser"), answer, user, ARRAY_COUNT(user));
    cJSON_AddObjectToObject(document, "ResponseMetadata");
    spell_end(json_get(document, "Credentials"));
    return document;
}

char *sts_principal(const char *arn)
{
    const char *resource = arn, *colon, *slash;

    while ((colon = strchr(resource, ':')))
        resource = colon + 1;
    if (strncmp(resource, "assumed-role/", 13) == 0) {
        resource += 13;
        return mem_dup_n(resource, strcspn(resource, "/"));
    }
    slash = strrchr(resource, '/');
    return mem_dup(slash ? slash + 1 : resource);
}

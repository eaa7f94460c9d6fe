#include "aws/iam.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "aws/xml.h"
#include "base/array.h"
#include "base/mem.h"
#include "base/strbuf.h"

/* Nobody waits long for an answer that only helps to explain. */
enum { SIMULATION_MS = 10000 };

static const char version[] = "&Version=2010-05-08";

char *iam_role_body(const char *role_name)
{
    struct strbuf body = STRBUF_INIT;

    strbuf_addf(&body, "Action=GetRole%s", version);
    aws_json_add_parameter(&body, "RoleName", role_name);
    return strbuf_detach(&body);
}

/* A policy may hold for some regions alone. */
static void add_region(struct strbuf *body, const char *region)
{
    aws_json_add_parameter(body, "ContextEntries.member.1.ContextKeyName", "aws:RequestedRegion");
    aws_json_add_parameter(body, "ContextEntries.member.1.ContextKeyType", "string");
    aws_json_add_parameter(body, "ContextEntries.member.1.ContextKeyValues.member.1", region);
}

char *iam_simulation_body(const char *source, const struct texts *actions, const char *resource,
                          const char *region)
{
    struct strbuf body = STRBUF_INIT;

    strbuf_addf(&body, "Action=SimulatePrincipalPolicy%s", version);
    aws_json_add_parameter(&body, "PolicySourceArn", source);
    for (size_t i = 0; i < actions->count; i++) {
        char name[48];

        snprintf(name, sizeof name, "ActionNames.member.%zu", i + 1);
        aws_json_add_parameter(&body, name, actions->items[i]);
    }
    aws_json_add_parameter(&body, "ResourceArns.member.1", resource);
    add_region(&body, region);
    return strbuf_detach(&body);
}

void iam_call(struct aws_call *call, const char *action, const char *body)
{
    aws_json_form(call, AWS_IAM, action, body);
    call->total_ms = SIMULATION_MS;
}

/* ---- answers ---- */

static cJSON *read_result(const char *xml, size_t length)
{
    static const char *const names[] = {"EvalActionName", "EvalDecision", "AllowedByOrganizations",
                                        "AllowedByPermissionsBoundary"};
    cJSON *result = cJSON_CreateObject();

    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        char *text = xml_text(xml, length, names[i]);

        json_set_text(result, names[i], text);
        free(text);
    }
    return result;
}

void iam_read_results(cJSON *answer, const char *xml, size_t length)
{
    size_t list_length, member_length;
    const char *list = xml_inner(xml, length, "EvaluationResults", &list_length), *end, *member;
    cJSON *results;

    if (!list)
        return;
    results = cJSON_AddArrayToObject(answer, "EvaluationResults");
    end = list + list_length;
    while ((member = xml_inner(list, (size_t)(end - list), "member", &member_length))) {
        cJSON_AddItemToArray(results, read_result(member, member_length));
        list = member + member_length;
    }
}

static bool is_false(const cJSON *result, const char *name)
{
    const char *text = json_text(result, name);

    return text && strcasecmp(text, "false") == 0;
}

const char *iam_refusal(const cJSON *answer, const char *action)
{
    const cJSON *result;
    const char *decision;

    cJSON_ArrayForEach(result, json_get(answer, "EvaluationResults"))
    {
        const char *name = json_text(result, "EvalActionName");

        if (!name || strcasecmp(name, action) != 0 || !(decision = json_text(result, "EvalDecision")))
            continue;
        if (strcmp(decision, "allowed") == 0)
            return NULL;
        if (is_false(result, "AllowedByOrganizations"))
            return "no policy of the organization lets this account do it";
        if (is_false(result, "AllowedByPermissionsBoundary"))
            return "the permissions boundary leaves it out";
        return strcmp(decision, "explicitDeny") == 0 ? "a policy denies it" : "no policy allows it";
    }
    return "";
}

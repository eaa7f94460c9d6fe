#include "model/permission.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/json.h"
#include "base/mem.h"

static const struct permission table[] = {
    {"profile:ListDomains", false, PERMISSION_ANY},
    {"profile:ListEventTriggers", false, PERMISSION_DOMAIN},
    {"cloudformation:ListResources", false, PERMISSION_CONTROL},
    {"cloudformation:GetResource", false, PERMISSION_CONTROL},
    {"profile:GetEventTrigger", false, PERMISSION_TRIGGER},
    {"profile:ListTagsForResource", false, PERMISSION_TRIGGER},
    {"profile:ListProfileObjectTypes", false, PERMISSION_DOMAIN},
    {"profile:GetProfileObjectType", false, PERMISSION_DOMAIN},
    {"profile:ListObjectTypeAttributes", false, PERMISSION_DOMAIN},
    {"profile:ListSegmentDefinitions", false, PERMISSION_DOMAIN},
    {"profile:ListIntegrations", false, PERMISSION_DOMAIN},
    {"cloudformation:CreateResource", true, PERMISSION_CONTROL},
    {"cloudformation:UpdateResource", true, PERMISSION_CONTROL},
    {"cloudformation:DeleteResource", true, PERMISSION_CONTROL},
    {"cloudformation:GetResourceRequestStatus", true, PERMISSION_CONTROL},
    {"cloudformation:ListResourceRequests", true, PERMISSION_CONTROL},
    {"cloudformation:CancelResourceRequest", true, PERMISSION_CONTROL},
    {"profile:CreateEventTrigger", true, PERMISSION_TRIGGER},
    {"profile:UpdateEventTrigger", true, PERMISSION_TRIGGER},
    {"profile:DeleteEventTrigger", true, PERMISSION_TRIGGER},
    {"profile:TagResource", true, PERMISSION_TRIGGER},
    {"profile:UntagResource", true, PERMISSION_TRIGGER},
};

const struct permission *permission_table(size_t *count)
{
    *count = ARRAY_COUNT(table);
    return table;
}

const char *permission_of_change(enum operation_kind kind, const char *error_code)
{
    static const char *const actions[] = {
        [OPERATION_CREATE] = "profile:CreateEventTrigger",
        [OPERATION_UPDATE] = "profile:UpdateEventTrigger",
        [OPERATION_DELETE] = "profile:DeleteEventTrigger",
    };

    return error_code && strcmp(error_code, "UnauthorizedTaggingOperation") == 0 ? "profile:TagResource"
                                                                                 : actions[kind];
}

char *permission_arn(const struct permission *permission, const char *partition, const char *region,
                     const char *account, const char *domain, const char *trigger)
{
    switch (permission->resource) {
    case PERMISSION_CONTROL:
        return mem_printf("arn:%s:cloudformation:%s:%s:resource/*", partition, region, account);
    case PERMISSION_DOMAIN:
        return mem_printf("arn:%s:profile:%s:%s:domains/%s", partition, region, account, domain);
    case PERMISSION_TRIGGER:
        return mem_printf("arn:%s:profile:%s:%s:domains/%s/event-triggers/%s", partition, region, account,
                          domain, trigger);
    default:
        return mem_dup("*");
    }
}

/* ---- policies ---- */

/* One statement of a policy: the actions that may name the same resources. */
struct statement {
    const char *sid, *resource;
    unsigned kinds; /* bits by enum permission_resource */
};

static cJSON *make_statement(const struct statement *statement, bool writes)
{
    cJSON *tree = cJSON_CreateObject(), *actions;

    json_set_text(tree, "Sid", statement->sid);
    json_set_text(tree, "Effect", "Allow");
    actions = cJSON_AddArrayToObject(tree, "Action");
    for (size_t i = 0; i < ARRAY_COUNT(table); i++)
        if (statement->kinds & 1u << table[i].resource && (writes || !table[i].writes))
            cJSON_AddItemToArray(actions, cJSON_CreateString(table[i].action));
    json_set_text(tree, "Resource", statement->resource);
    return tree;
}

char *permission_policy(bool writes)
{
    static const struct statement statements[] = {
        {"EtrigDomains", "*", 1u << PERMISSION_ANY},
        {"EtrigTriggers", "arn:aws:profile:*:*:domains/*",
         1u << PERMISSION_DOMAIN | 1u << PERMISSION_TRIGGER},
        {"EtrigCloudControl", "arn:aws:cloudformation:*:*:resource/*", 1u << PERMISSION_CONTROL},
    };
    cJSON *policy = cJSON_CreateObject(), *list;
    char *text;

    json_set_text(policy, "Version", "2012-10-17");
    list = cJSON_AddArrayToObject(policy, "Statement");
    for (size_t i = 0; i < ARRAY_COUNT(statements); i++)
        cJSON_AddItemToArray(list, make_statement(&statements[i], writes));
    text = json_print_pretty(policy);
    cJSON_Delete(policy);
    return text;
}

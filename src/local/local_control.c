#include "local/local_control.h"

#include "base/array.h"
#include "base/mem.h"
#include "base/random.h"
#include "local/local_change.h"
#include "local/local_deny.h"
#include "local/local_input.h"
#include "local/local_operation.h"
#include "local/local_page.h"
#include "local/local_weather.h"
#include "model/document.h"
#include "model/fields.h"

enum { LIST_PAGE = 20, REQUESTS_PAGE = 20 };

/* Fails the exchange with what a handler says; code is its HandlerErrorCode. */
static void handler_failed(struct local_control *control, const char *name, const char *code,
                           const char *text)
{
    char token[37];
    random_uuid(token);
    exchange_fail(control->x, name,
                  "%s Handler returned status FAILED: %s (HandlerErrorCode: %s, RequestToken: %s)",
                  fields_event_trigger.type_name, text, code, token);
}

static void not_found(struct local_control *control, const char *text)
{
    handler_failed(control, "ResourceNotFoundException", "NotFound", text);
}

/* What a handler that reads must be allowed to do; resource: "domains/retail". False: the exchange has failed. */
static bool handler_may(struct local_control *control, const char *action, const char *resource)
{
    if (!local_deny_has(control->options->deny, action))
        return true;
    char *words = local_deny_text(action, control->x->region, resource);
    char *text = local_operation_service_text(403, "%s", words);
    handler_failed(control, "AccessDeniedException", "AccessDenied", text);
    free(words);
    free(text);
    return false;
}

bool local_control_take_identifier(struct local_control *control)
{
    const char *text = json_text(control->input, "Identifier");
    if (!document_split_identifier(text, &control->domain, &control->name, NULL))
        return exchange_fail(control->x, "ValidationException",
                             "Identifier %s is not valid for identifier [/properties/DomainName, "
                             "/properties/EventTriggerName]",
                             text);
    control->identifier = mem_printf("%s|%s", control->domain, control->name);
    return true;
}

char *local_control_find_trigger(struct local_control *control)
{
    struct state_key key = {STATE_TRIGGER, control->x->region, control->domain, "", control->name};
    char *document = state_get(control->state, &key);
    if (document == NULL) {
        char *text = local_operation_missing_text(control->identifier);
        not_found(control, text);
        free(text);
    }
    return document;
}

/* ---- reading ---- */

static bool may_read(struct local_control *control)
{
    char *resource = mem_printf("domains/%s/event-triggers/%s", control->domain, control->name);
    bool may = handler_may(control, "profile:GetEventTrigger", resource) &&
               handler_may(control, "profile:ListTagsForResource", resource);
    free(resource);
    return may;
}

static void get_resource(struct local_control *control)
{
    char *document = local_control_take_identifier(control) && may_read(control)
                         ? local_control_find_trigger(control)
                         : NULL;
    if (document == NULL)
        return;
    cJSON *answer = cJSON_CreateObject(),
          *description = cJSON_AddObjectToObject(answer, "ResourceDescription");
    json_set_text(answer, "TypeName", fields_event_trigger.type_name);
    json_set_text(description, "Identifier", control->identifier);
    json_set_text(description, "Properties", document);
    exchange_answer(control->x, answer);
    free(document);
}

/* The domain that the list handler needs. NULL: the exchange has failed. Free: cJSON_Delete. */
static cJSON *list_model(struct local_control *control)
{
    const char *text = json_text(control->input, "ResourceModel");
    cJSON *model = text != NULL ? json_parse_text(text, NULL) : NULL;
    if (json_text(model, "DomainName") != NULL)
        return model;
    exchange_fail(
        control->x, "InvalidRequestException",
        "Missing or invalid ResourceModel property in %s list handler request input.Required property:  "
        "(#: required key [DomainName] not found)",
        fields_event_trigger.type_name);
    cJSON_Delete(model);
    return NULL;
}

static bool may_list(struct local_control *control, const char *domain)
{
    char *resource = mem_printf("domains/%s", domain);
    bool may = handler_may(control, "profile:ListEventTriggers", resource);
    free(resource);
    return may;
}

static bool domain_exists(struct local_control *control, const char *domain)
{
    struct state_key key = {STATE_DOMAIN, control->x->region, "", "", domain};
    char *document = state_get(control->state, &key);
    bool exists = document != NULL;
    free(document);
    if (!exists) {
        char *text = local_operation_service_text(404, "Domain %s does not exist", domain);
        not_found(control, text);
        free(text);
    }
    return exists;
}

/* A summary has the identifier's properties alone, as many handlers of AWS give. */
static cJSON *summary(const void *context, const char *document)
{
    (void)context;
    cJSON *row = cJSON_CreateObject(), *model = cJSON_CreateObject(),
          *whole = json_parse_text(document, NULL);
    for (const char *const *name = fields_event_trigger.identifier; *name != NULL; name++)
        json_set_text(model, *name, json_text(whole, *name));
    char *identifier = document_identifier(whole), *properties = json_print(model);
    json_set_text(row, "Identifier", identifier);
    json_set_text(row, "Properties", properties);
    free(identifier);
    free(properties);
    cJSON_Delete(model);
    cJSON_Delete(whole);
    return row;
}

static void list_triggers(struct local_control *control, const char *domain)
{
    int64_t limit = LIST_PAGE;
    json_integer(control->input, "MaxResults", &limit);
    struct local_page page = {
        .token = json_text(control->input, "NextToken"), .limit = (size_t)limit, .row = summary};
    struct state_key key = {STATE_TRIGGER, control->x->region, domain, "", ""};
    if (!local_page_read(control->state, &key, &page)) {
        exchange_fail(control->x, "InvalidRequestException", "The NextToken is not valid");
        return;
    }
    cJSON *answer = cJSON_CreateObject();
    json_set_text(answer, "TypeName", fields_event_trigger.type_name);
    json_set(answer, "ResourceDescriptions", page.items);
    json_set_text(answer, "NextToken", page.next);
    exchange_answer(control->x, answer);
    free(page.next);
}

static void list_resources(struct local_control *control)
{
    cJSON *model = list_model(control);
    const char *domain = json_text(model, "DomainName");
    if (model != NULL && may_list(control, domain) && domain_exists(control, domain))
        list_triggers(control, domain);
    cJSON_Delete(model);
}

bool local_control_find_request(struct local_control *control, struct state_operation *operation)
{
    const char *token = json_text(control->input, "RequestToken");
    return state_find_operation(control->state, control->x->region, token, operation) ||
           exchange_fail(control->x, "RequestTokenNotFoundException", "Request with token %s was not found",
                         token);
}

static void get_request_status(struct local_control *control)
{
    struct state_operation operation;
    if (!local_control_find_request(control, &operation))
        return;
    cJSON *answer = cJSON_CreateObject();
    json_set(answer, "ProgressEvent", local_operation_event(&operation, control->x->now_ms, true));
    exchange_answer(control->x, answer);
    state_operation_release(&operation);
}

/* ---- ListResourceRequests ---- */

/* True if the filter's list is absent, empty, or holds the text. */
static bool passes(const cJSON *filter, const char *list, const char *text)
{
    const cJSON *items = json_get(filter, list), *item;
    if (cJSON_GetArraySize(items) == 0)
        return true;
    cJSON_ArrayForEach(item, items)
    {
        if (cJSON_IsString(item) && strcmp(item->valuestring, text) == 0)
            return true;
    }
    return false;
}

static bool check_filter(struct exchange *x, const cJSON *filter, const char *list, const char *words,
                         const char *const *allowed, size_t count)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, json_get(filter, list))
    {
        bool known = false;
        for (size_t i = 0; i < count && cJSON_IsString(item); i++)
            known = known || strcmp(item->valuestring, allowed[i]) == 0;
        if (!known)
            return exchange_fail(
                x, "ValidationException",
                "1 validation error detected: Value at 'resourceRequestStatusFilter.%s' failed to satisfy "
                "constraint: Member must satisfy enum value set",
                words);
    }
    return true;
}

static bool check_filters(struct exchange *x, const cJSON *filter)
{
    static const char *const operations[] = {"CREATE", "DELETE", "UPDATE"};
    static const char *const statuses[] = {"PENDING", "IN_PROGRESS",        "SUCCESS",
                                           "FAILED",  "CANCEL_IN_PROGRESS", "CANCEL_COMPLETE"};
    return check_filter(x, filter, "Operations", "operations", operations, ARRAY_COUNT(operations)) &&
           check_filter(x, filter, "OperationStatuses", "operationStatuses", statuses, ARRAY_COUNT(statuses));
}

/* Fills rows with events, the newest first, from below number; returns the number where
 * the next page begins, 0: nowhere. */
static int64_t read_requests(struct local_control *control, const cJSON *filter, int64_t number,
                             int64_t limit, cJSON *rows)
{
    struct state_operation operation;
    while (state_find_before(control->state, control->x->region, number, &operation)) {
        bool shown = passes(filter, "Operations", operation.kind) &&
                     passes(filter, "OperationStatuses", operation.status);
        bool full = cJSON_GetArraySize(rows) == limit;
        if (shown && !full)
            cJSON_AddItemToArray(rows, local_operation_event(&operation, control->x->now_ms, true));
        if (!shown || !full)
            number = operation.number;
        state_operation_release(&operation);
        if (shown && full)
            return number;
    }
    return 0;
}

static void list_requests(struct local_control *control)
{
    const cJSON *filter = json_get(control->input, "ResourceRequestStatusFilter");
    const char *token = json_text(control->input, "NextToken");
    int64_t limit = REQUESTS_PAGE, number = INT64_MAX;
    json_integer(control->input, "MaxResults", &limit);
    if (!check_filters(control->x, filter))
        return;
    if (token != NULL && !local_page_number(token, &number)) {
        exchange_fail(control->x, "ValidationException", "The NextToken is not valid");
        return;
    }
    cJSON *answer = cJSON_CreateObject(),
          *rows = cJSON_AddArrayToObject(answer, "ResourceRequestStatusSummaries");
    number = read_requests(control, filter, number, limit, rows);
    if (number > 0) {
        char *next = local_page_number_token(number);
        json_set_text(answer, "NextToken", next);
        free(next);
    }
    exchange_answer(control->x, answer);
}

/* ---- the actions ---- */

#define RESOURCE (LOCAL_INPUT_TYPE_NAME | LOCAL_INPUT_TYPE_VERSION_ID | LOCAL_INPUT_ROLE_ARN)

static const struct action {
    const char *name;
    void (*answer)(struct local_control *control);
    bool reads;               /* may fail by --fail at once; changes fail later */
    unsigned known, required; /* members, see local_input.h */
} actions[] = {
    {"CreateResource", local_change_create, false,
     RESOURCE | LOCAL_INPUT_CLIENT_TOKEN | LOCAL_INPUT_DESIRED_STATE,
     LOCAL_INPUT_TYPE_NAME | LOCAL_INPUT_DESIRED_STATE},
    {"UpdateResource", local_change_update, false,
     RESOURCE | LOCAL_INPUT_CLIENT_TOKEN | LOCAL_INPUT_IDENTIFIER | LOCAL_INPUT_PATCH_DOCUMENT,
     LOCAL_INPUT_TYPE_NAME | LOCAL_INPUT_IDENTIFIER | LOCAL_INPUT_PATCH_DOCUMENT},
    {"DeleteResource", local_change_delete, false,
     RESOURCE | LOCAL_INPUT_CLIENT_TOKEN | LOCAL_INPUT_IDENTIFIER,
     LOCAL_INPUT_TYPE_NAME | LOCAL_INPUT_IDENTIFIER},
    {"GetResource", get_resource, true, RESOURCE | LOCAL_INPUT_IDENTIFIER,
     LOCAL_INPUT_TYPE_NAME | LOCAL_INPUT_IDENTIFIER},
    {"ListResources", list_resources, true,
     RESOURCE | LOCAL_INPUT_HANDLER_NEXT_TOKEN | LOCAL_INPUT_MAX_RESULTS | LOCAL_INPUT_RESOURCE_MODEL,
     LOCAL_INPUT_TYPE_NAME},
    {"GetResourceRequestStatus", get_request_status, true, LOCAL_INPUT_REQUEST_TOKEN,
     LOCAL_INPUT_REQUEST_TOKEN},
    {"ListResourceRequests", list_requests, true, LOCAL_INPUT_NEXT_TOKEN | LOCAL_INPUT_MAX_RESULTS, 0},
    {"CancelResourceRequest", local_change_cancel, false, LOCAL_INPUT_REQUEST_TOKEN,
     LOCAL_INPUT_REQUEST_TOKEN},
};

static const struct action *find_action(struct exchange *x)
{
    static const char prefix[] = "CloudApiService.";
    const char *target = exchange_header(x, "x-amz-target");
    if (strcmp(x->method, "POST") == 0 && target != NULL && strncmp(target, prefix, sizeof prefix - 1) == 0)
        for (size_t i = 0; i < ARRAY_COUNT(actions); i++)
            if (strcmp(actions[i].name, target + sizeof prefix - 1) == 0)
                return &actions[i];
    exchange_fail(x, "UnknownOperationException", "The requested operation is not known");
    return NULL;
}

static bool check_type(struct exchange *x, const cJSON *input)
{
    const char *type = json_text(input, "TypeName");
    if (strcmp(type, fields_event_trigger.type_name) == 0)
        return true;
    return exchange_fail(x, "TypeNotFoundException", "The type '%s' cannot be found.", type);
}

static void answer_action(struct local_control *control, const struct action *action)
{
    struct exchange *x = control->x;
    char *permission = mem_printf("cloudformation:%s", action->name);
    bool may = local_deny_admits(control->options->deny, x, permission, "resource/*");
    free(permission);
    if (!may || !local_input_check(x, control->input, action->known, action->required) ||
        ((action->known & LOCAL_INPUT_TYPE_NAME) != 0 && !check_type(x, control->input)))
        return;
    if (action->reads && local_weather_fails(control->options->fail_rate))
        exchange_fail(x, "ServiceInternalErrorException",
                      "Internal failure: this local cloud was asked to fail now and then");
    else
        action->answer(control);
}

void local_control_answer(struct state *state, const struct local_options *options, struct exchange *x)
{
    const struct action *action = find_action(x);
    if (action == NULL)
        return;
    struct err err;
    cJSON *input = json_parse(x->body.text, x->body.length, JSON_LIMIT_DOCUMENT, &err);
    x->action = mem_dup(action->name);
    x->client_token = mem_dup(json_text(input, "ClientToken"));
    struct local_control control = {
        .state = state, .options = options, .x = x, .action = action->name, .input = input};
    if (input == NULL)
        exchange_fail(x, "SerializationException", "The body is no JSON: %s", err.text);
    else if (!cJSON_IsObject(input))
        exchange_fail(x, "SerializationException", "The body is no JSON object");
    else
        answer_action(&control, action);
    free(control.identifier);
    free(control.domain);
    free(control.name);
    cJSON_Delete(input);
}

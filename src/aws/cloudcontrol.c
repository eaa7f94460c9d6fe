#include "aws/cloudcontrol.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "aws/aws_error.h"
#include "base/array.h"
#include "base/mem.h"

/* ---- bodies ---- */

static cJSON *resource_body(const char *type_name, const struct cloudcontrol_options *options)
{
    cJSON *body = cJSON_CreateObject();

    json_set_text(body, "TypeName", type_name);
    if (options) {
        json_set_text(body, "TypeVersionId", options->type_version_id);
        json_set_text(body, "RoleArn", options->role_arn);
    }
    return body;
}

static char *print_body(cJSON *body)
{
    char *text = json_print(body);

    cJSON_Delete(body);
    return text;
}

/* The three mutations alone have a ClientToken in the model. */
static char *mutation_body(cJSON *body, const struct cloudcontrol_options *options)
{
    if (options)
        json_set_text(body, "ClientToken", options->client_token);
    return print_body(body);
}

char *cloudcontrol_create_body(const char *type_name, const char *desired_state,
                               const struct cloudcontrol_options *options)
{
    cJSON *body = resource_body(type_name, options);

    json_set_text(body, "DesiredState", desired_state);
    return mutation_body(body, options);
}

char *cloudcontrol_update_body(const char *type_name, const char *identifier, const char *patch,
                               const struct cloudcontrol_options *options)
{
    cJSON *body = resource_body(type_name, options);

    json_set_text(body, "Identifier", identifier);
    json_set_text(body, "PatchDocument", patch);
    return mutation_body(body, options);
}

char *cloudcontrol_delete_body(const char *type_name, const char *identifier,
                               const struct cloudcontrol_options *options)
{
    cJSON *body = resource_body(type_name, options);

    json_set_text(body, "Identifier", identifier);
    return mutation_body(body, options);
}

char *cloudcontrol_get_body(const char *type_name, const char *identifier,
                            const struct cloudcontrol_options *options)
{
    cJSON *body = resource_body(type_name, options);

    json_set_text(body, "Identifier", identifier);
    return print_body(body);
}

/* MaxResults is left out: the model calls it reserved. */
char *cloudcontrol_list_body(const char *type_name, const char *resource_model, const char *next_token,
                             const struct cloudcontrol_options *options)
{
    cJSON *body = resource_body(type_name, options);

    json_set_text(body, "ResourceModel", resource_model);
    json_set_text(body, "NextToken", next_token);
    return print_body(body);
}

static char *token_body(const char *request_token)
{
    cJSON *body = cJSON_CreateObject();

    json_set_text(body, "RequestToken", request_token);
    return print_body(body);
}

char *cloudcontrol_status_body(const char *request_token)
{
    return token_body(request_token);
}

char *cloudcontrol_cancel_body(const char *request_token)
{
    return token_body(request_token);
}

char *cloudcontrol_requests_body(const char *next_token)
{
    cJSON *body = cJSON_CreateObject();

    json_set_integer(body, "MaxResults", 100);
    json_set_text(body, "NextToken", next_token);
    return print_body(body);
}

/* A table, since the target outlives the call that is being completed. */
static const char *target_of(const char *action)
{
    static const char prefix[] = "CloudApiService.";
    static const char *const targets[] = {
        "CloudApiService.CreateResource",
        "CloudApiService.UpdateResource",
        "CloudApiService.DeleteResource",
        "CloudApiService.GetResource",
        "CloudApiService.ListResources",
        "CloudApiService.ListResourceRequests",
        "CloudApiService.GetResourceRequestStatus",
        "CloudApiService.CancelResourceRequest",
    };

    for (size_t i = 0; i < ARRAY_COUNT(targets); i++)
        if (strcmp(targets[i] + sizeof prefix - 1, action) == 0)
            return targets[i];
    return NULL;
}

void cloudcontrol_call(struct aws_call *call, const char *action, const char *body)
{
    call->service = AWS_CLOUDCONTROL;
    call->method = "POST";
    call->path = "/";
    call->query = "";
    call->operation = action;
    call->target = target_of(action);
    call->content_type = "application/x-amz-json-1.0";
    call->body = body;
    assert(call->target);
}

/* ---- answers ---- */

static enum cloudcontrol_status status_of(const char *text)
{
    static const char *const names[] = {
        [CLOUDCONTROL_PENDING] = "PENDING",
        [CLOUDCONTROL_IN_PROGRESS] = "IN_PROGRESS",
        [CLOUDCONTROL_SUCCESS] = "SUCCESS",
        [CLOUDCONTROL_FAILED] = "FAILED",
        [CLOUDCONTROL_CANCEL_IN_PROGRESS] = "CANCEL_IN_PROGRESS",
        [CLOUDCONTROL_CANCEL_COMPLETE] = "CANCEL_COMPLETE",
    };

    for (size_t i = CLOUDCONTROL_PENDING; i < ARRAY_COUNT(names); i++)
        if (strcmp(names[i], text) == 0)
            return (enum cloudcontrol_status)i;
    return CLOUDCONTROL_UNKNOWN;
}

bool cloudcontrol_read_event(const cJSON *progress_event, struct cloudcontrol_event *event)
{
    const char *status = json_text(progress_event, "OperationStatus");

    *event = (struct cloudcontrol_event){
        .request_token = json_text(progress_event, "RequestToken"),
        .identifier = json_text(progress_event, "Identifier"),
        .error_code = json_text(progress_event, "ErrorCode"),
        .status_message = json_text(progress_event, "StatusMessage"),
        .retry_after_ms = aws_json_time(progress_event, "RetryAfter"),
        .tree = progress_event,
    };
    if (!status || !event->request_token || !*event->request_token)
        return false;
    event->status = status_of(status);
    return true;
}

void cloudcontrol_event_error(const struct cloudcontrol_event *event, const char *action, struct err *err)
{
    struct aws_error error = {.name = event->error_code ? event->error_code : "GeneralServiceException",
                              .message = event->status_message,
                              .action = action};

    if (event->status == CLOUDCONTROL_CANCEL_COMPLETE) {
        err_set(err, ERR_FAILED, "the operation was cancelled");
        err_hint(err, "AWS undoes nothing: look at what is there now");
    } else {
        aws_error_explain(&error, err);
    }
}

/* ---- tokens in messages ---- */

enum { UUID_LENGTH = 36 };

static bool is_uuid(const char *text)
{
    for (int i = 0; i < UUID_LENGTH; i++) {
        if (i == 8 || i == 13 || i == 18 || i == 23) {
            if (text[i] != '-')
                return false;
        } else if (!isxdigit((unsigned char)text[i])) {
            return false;
        }
    }
    return !isxdigit((unsigned char)text[UUID_LENGTH]);
}

static const char *find_uuid(const char *text)
{
    for (; *text; text++)
        if (is_uuid(text))
            return text;
    return NULL;
}

/* The message names the ClientToken too, which may be a UUID of its own: what follows the word RequestToken
 * counts first. */
char *cloudcontrol_token_in(const char *message)
{
    const char *word = message ? strcasestr(message, "RequestToken") : NULL;
    const char *found = NULL;

    if (word)
        found = find_uuid(word);
    for (const char *next = message; !found && next && (next = find_uuid(next)); next += UUID_LENGTH)
        found = find_uuid(next + UUID_LENGTH) ? NULL : next;
    return found ? mem_dup_n(found, UUID_LENGTH) : NULL;
}

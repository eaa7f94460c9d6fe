/*
 * cloudcontrol: the eight actions of the Cloud Control API as JSON bodies, and their answers as structs.
 *
 * POST /, application/x-amz-json-1.0, X-Amz-Target: CloudApiService.ACTION. Source: AWS's service model
 * cloudcontrol-2021-09-30.
 */
#ifndef AWS_CLOUDCONTROL_H
#define AWS_CLOUDCONTROL_H

#include <stdbool.h>
#include <stdint.h>
#include "aws/aws_json.h"

/* Optional members of each mutation; NULL where not given. */
struct cloudcontrol_options {
    const char *client_token, *role_arn, *type_version_id;
};

/* Bodies: free(). type_name is AWS::…::…. */
char *cloudcontrol_create_body(const char *type_name, const char *desired_state,
                               const struct cloudcontrol_options *options);
/* patch: RFC 6902, JSON text, put in as the text that PatchDocument is. */
char *cloudcontrol_update_body(const char *type_name, const char *identifier, const char *patch,
                               const struct cloudcontrol_options *options);
/* DeleteResource takes no model, only the identifier. */
char *cloudcontrol_delete_body(const char *type_name, const char *identifier,
                               const struct cloudcontrol_options *options);
/* Of options only role_arn and type_version_id count: reading takes no ClientToken. */
char *cloudcontrol_get_body(const char *type_name, const char *identifier,
                            const struct cloudcontrol_options *options);
/* resource_model: {"DomainName": …} as JSON text, without which AWS lists no triggers; next_token
 * may be NULL. */
char *cloudcontrol_list_body(const char *type_name, const char *resource_model, const char *next_token,
                             const struct cloudcontrol_options *options);
/* GetResourceRequestStatus. */
char *cloudcontrol_status_body(const char *request_token);
/* CancelResourceRequest, which undoes nothing. */
char *cloudcontrol_cancel_body(const char *request_token);
/* ListResourceRequests: all requests of account and region, 100 a page; next_token may be NULL. */
char *cloudcontrol_requests_body(const char *next_token);
/* Completes a call: method, path, target, content type. action "CreateResource" …, a literal; body borrowed. */
void cloudcontrol_call(struct aws_call *call, const char *action, const char *body);

enum cloudcontrol_status {
    CLOUDCONTROL_UNKNOWN,
    CLOUDCONTROL_PENDING,
    CLOUDCONTROL_IN_PROGRESS,
    CLOUDCONTROL_SUCCESS,
    CLOUDCONTROL_FAILED,
    CLOUDCONTROL_CANCEL_IN_PROGRESS,
    CLOUDCONTROL_CANCEL_COMPLETE
};

struct cloudcontrol_event {
    enum cloudcontrol_status status;
    /* Borrowed from the tree; NULL if absent. */
    const char *request_token, *identifier, *error_code, *status_message;
    int64_t retry_after_ms; /* wall clock; 0: none */
    const cJSON *tree;      /* borrowed: the ProgressEvent */
};

/* Reads a ProgressEvent (the value of that member). false if it has no RequestToken or status. */
bool cloudcontrol_read_event(const cJSON *progress_event, struct cloudcontrol_event *event);
/* The failure that a FAILED or CANCEL_COMPLETE event means, by its ErrorCode: code and sentence. action: the IAM
 * action that is missing if the event denies access and names none; NULL: not known. */
void cloudcontrol_event_error(const struct cloudcontrol_event *event, const char *action, struct err *err);
/* The RequestToken that a ClientTokenConflictException or ConcurrentOperationException message names (a
 * UUID). free(); NULL if none. */
char *cloudcontrol_token_in(const char *message);

#endif

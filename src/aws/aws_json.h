/*
 * aws_json: one call to a service of AWS, signed if it has credentials, and what came back. Sends once; retrying
 * is the caller's (aws_try.h, or the backend's).
 *
 * Errors are told apart by their name (cut at # and :), never by status; a 2xx or 4xx without JSON or without
 * a name is a protocol error with its first line (a proxy's page), escaped by whoever shows it.
 */
#ifndef AWS_AWS_JSON_H
#define AWS_AWS_JSON_H

#include <stdbool.h>
#include <stdint.h>
#include "aws/credentials.h"
#include "aws/endpoint.h"
#include "aws/http.h"
#include "base/json.h"

struct aws_answer {
    int status;             /* HTTP; 0: no answer */
    bool bytes_left;        /* as in http_answer */
    bool transient;         /* as in http_answer */
    cJSON *body;            /* owned; NULL unless 2xx with JSON (XML of STS and IAM is turned into such) */
    char *error_name;       /* owned: "ThrottlingException"; NULL if none */
    char *message;          /* owned: the service's own words; NULL if none */
    char *request_id;       /* owned; NULL if none */
    int64_t retry_after_ms; /* -1: none */
    int64_t skew_ms;        /* Date of the answer minus our clock; 0 if not known */
    int64_t off_ms;         /* ... minus the time that the call was signed with; 0 if not known */
    struct err err;         /* ERR_NONE for a 2xx with JSON; else code by name and a sentence: ERR_ACCESS,
                               ERR_NOT_FOUND, ERR_CONFLICT, ERR_NETWORK, ERR_FAILED … */
};

/* What a call needs; all borrowed during aws_json_send. */
struct aws_call {
    enum aws_service service;
    const char *operation; /* a literal: "ListDomains", as IAM names it behind the service's prefix; NULL */
    const char *region;
    const char *url;                       /* of endpoint_url */
    const struct credentials *credentials; /* NULL: not signed */
    const char *bearer;                    /* x-amz-sso_bearer_token; NULL: none. Secret */
    int64_t skew_ms;                       /* added to our clock when signing */
    const char *method;                    /* "POST" */
    const char *path;                      /* encoded, from "/" */
    const char *query;                     /* encoded, or "" */
    const char *target;                    /* X-Amz-Target, or NULL */
    const char *content_type;              /* NULL without a body */
    const char *body;                      /* NULL without */
    int attempt, attempts;                 /* for amz-sdk-request: 1, 3 */
    const char *invocation;                /* uuid, same for all attempts */
    int total_ms;                          /* an answer takes at most that long; 0: http's default */
};

typedef void (*aws_json_done_fn)(void *context, struct aws_answer *answer); /* may take members over */

/* Signs and sends. before_first_byte as in http_send, may be NULL. Returns http's number. */
uint64_t aws_json_send(struct http *http, const struct aws_call *call, aws_json_done_fn done,
                       http_before_fn before_first_byte, void *context);
/* Frees what the answer owns and empties it; what the caller took over must be set to NULL before. */
void aws_json_release(struct aws_answer *answer);
/* Fills an answer from what http brought: public for tests and the fuzz target. */
void aws_json_read(const struct aws_call *call, const struct http_answer *raw, struct aws_answer *answer);

/* Appends "&NAME=VALUE", encoded, to a form or a query; nothing for NULL. */
void aws_json_add_parameter(struct strbuf *form, const char *name, const char *value);
/* Completes a call to a service of the query protocol (STS, IAM): a form by POST. operation is a literal, body is
 * borrowed. */
void aws_json_form(struct aws_call *call, enum aws_service service, const char *operation, const char *body);

/* A timestamp member (epoch seconds with a fraction, or ISO 8601) as wall
 * milliseconds; 0 if absent or neither. */
int64_t aws_json_time(const cJSON *object, const char *name);

#endif

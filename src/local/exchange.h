/*
 * exchange: one request to the local cloud and its answer.
 *
 * The server fills the request, auth finds out who speaks to which service of which region, dispatch lets
 * that service write the answer. Everything but the server works on this struct alone, so that tests need no
 * network. An answer is either exchange_answer's or exchange_fail's; the last one counts.
 */
#ifndef LOCAL_EXCHANGE_H
#define LOCAL_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/json.h"
#include "base/strbuf.h"

/* How a service writes its answers: JSON 1.0 (Cloud Control), REST with
 * JSON (Customer Profiles), XML (STS, IAM). */
enum exchange_dialect { EXCHANGE_JSON, EXCHANGE_REST, EXCHANGE_XML };

struct exchange_header {
    char *name, *value; /* owned; the name in lower case */
};

struct exchange {
    /* The request, as it came. */
    char *method; /* owned, as all below */
    char *path;   /* raw: as the client encoded and signed it */
    char *query;  /* raw, without '?'; "" for none */
    struct exchange_header *headers;
    size_t header_count, header_capacity;
    struct strbuf body;
    int64_t now_ms; /* wall clock when it came; the service's only clock */

    /* What auth found; NULL until known. service: "cloudcontrolapi", "profile", "sts", "iam". */
    char *region, *service, *access_key;

    /* What the service found, for the log. */
    char *action;       /* owned: "CreateResource"; NULL if unknown */
    char *client_token; /* owned or NULL */

    /* The answer. */
    char request_id[37]; /* a new one for each exchange */
    int status;          /* HTTP; 0 until answered */
    char error[64];      /* the error's name, "" for none */
    struct strbuf answer;
};

/* target is the raw request target, path and query; all texts are copied. */
void exchange_init(struct exchange *x, const char *method, const char *target, int64_t now_ms);
/* Frees request and answer. */
void exchange_release(struct exchange *x);
/* Copies both; the name is kept in lower case. */
void exchange_add_header(struct exchange *x, const char *name, const char *value);
/* The value by lower-case name, or NULL. Of repeated headers the first. */
const char *exchange_header(const struct exchange *x, const char *lower_name);
/* How the client expects its answer: by service, before that is known by the look of the request. */
enum exchange_dialect exchange_dialect(const struct exchange *x);
/* Of the answer, by dialect. Static. */
const char *exchange_content_type(const struct exchange *x);
/* The decoded value of a query parameter, or NULL. free(). */
char *exchange_query(const struct exchange *x, const char *name);
/* The decoded value of a parameter of a form, from the body or, without one, the query; NULL. free(). */
char *exchange_parameter(const struct exchange *x, const char *name);
/* Appends text as XML's characters: < > & escaped. */
void exchange_add_xml(struct strbuf *out, const char *text);
/* Replaces %XX by their bytes (and, in queries and forms, '+' by a blank). free().
 * NULL if malformed or if it holds NUL. */
char *exchange_decode(const char *bytes, size_t length, bool plus_is_blank);

/* Answers 200 with the tree, which is freed. */
void exchange_answer(struct exchange *x, cJSON *tree);
/* Answers with an error in the service's dialect. The status follows from name and dialect: AWS's Cloud
 * Control says 400 to nearly all, Customer Profiles what its model says. Always returns false, so that checks
 * may end with it. */
bool exchange_fail(struct exchange *x, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* True once exchange_fail was the last to answer. */
bool exchange_failed(const struct exchange *x);

#endif

/*
 * http: requests on one curl_multi, by callbacks. The only owner of curl. Worker thread.
 *
 * A request is sent once; retrying is the caller's. TLS is verified; no redirects, no Expect, path as is,
 * QUICK_EXIT so that a hanging resolver holds up nobody; answers above the limit are cut off with an error.
 * Bodies are never logged.
 */
#ifndef AWS_HTTP_H
#define AWS_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/strbuf.h"
#include "base/watches.h"

struct http;

struct http_header {
    char *name, *value; /* owned */
};

struct http_request {
    char *method; /* owned, as all below */
    char *url;    /* whole, encoded */
    struct http_header *headers;
    size_t header_count, header_capacity;
    char *body; /* NULL for none */
    size_t body_length;
    /* 0: the defaults. Until the connection stands, name and TLS included (2,500); until the answer begins
     * (35,000); for each hundred bytes of it (10,000); for all together (60,000). */
    int connect_ms, first_ms, stall_ms, total_ms;
    size_t answer_limit; /* bytes; 0: JSON_LIMIT_ANSWER */
};

struct http_answer {
    int status; /* 0: no answer */
    struct strbuf body;
    struct http_header *headers; /* names in lower case */
    size_t header_count, header_capacity;
    bool bytes_left;   /* the first byte of the request (after TLS) may have left this machine */
    bool no_such_name; /* no answer, since the host's name is not found */
    bool transient;    /* no answer, for a reason that may pass: name, connect, a time limit, cut off */
    struct err
        err; /* ERR_NONE if there is an answer of any status; else ERR_NETWORK, and in words what failed */
    int64_t took_ms;
};

/* Called in http_run, once per request, unless http_cancel came first. answer is borrowed. */
typedef void (*http_done_fn)(void *context, const struct http_answer *answer);

/* allow_http and proxies come from the environment read by env. NULL and err (ERR_LOCAL) if curl cannot
 * start. ca_bundle may be NULL. */
struct http *http_new(const char *ca_bundle, struct err *err);
/* The certificates that later requests trust; NULL: the system's. */
void http_trust(struct http *http, const char *ca_bundle);
/* Cancels all, without callbacks. Never waits for a resolver. */
void http_free(struct http *http);
/* Starts; takes the request's members over (the struct is empty then). Returns a number, never 0.
 * before_first_byte (may be NULL) is called right before the request's first byte can leave (the connection
 * stands); if it returns false the request is given up with answer.err as set by it and bytes_left false. It
 * runs inside curl: it must not call http_*. release (may be NULL) is called once when nobody will use
 * context any more: after done, or by http_cancel and http_free. */
typedef bool (*http_before_fn)(void *context, struct err *err);
typedef void (*http_release_fn)(void *context);
uint64_t http_send(struct http *http, struct http_request *request, http_done_fn done,
                   http_before_fn before_first_byte, http_release_fn release, void *context);
/* Gives up; no callback will come. */
void http_cancel(struct http *http, uint64_t number);
/* Sleeps until something moves, wakes, or wait_ms are over. Calls those whose descriptor is ready. Runs the
 * callback of one transfer that has ended, if there is one; when there are more, the next call does not sleep:
 * what an answer leads to (the next page) is on its way before the next answer is read. */
void http_run(struct http *http, int wait_ms);
/* What http_run watches beside its own connections: descriptors that are borrowed. */
struct watches *http_watches(struct http *http);
/* Wakes http_run from another thread or a signal handler's pipe reader. */
void http_wakeup(struct http *http);

/* Copies both; name as it is to be sent. */
void http_request_add_header(struct http_request *request, const char *name, const char *value);
/* The value of the first header of that name, or NULL. borrowed from the answer. */
const char *http_answer_header(const struct http_answer *answer, const char *lower_name);

#endif

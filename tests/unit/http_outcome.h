/*
 * http_outcome: one request through http, and what came of it.
 */
#ifndef TESTS_HTTP_OUTCOME_H
#define TESTS_HTTP_OUTCOME_H

#include "helpers.h"

#include "aws/http.h"
#include "tiny_server.h"

enum { HTTP_OUTCOME_PATIENCE_MS = 60000 }; /* a wait that takes longer has failed */

struct http_outcome {
    struct tiny_server *server;
    int done, released, before;
    size_t requests_at_before; /* what the server had got when before was asked */
    bool refuse;               /* before says no */
    int status;
    bool bytes_left, transient;
    struct strbuf body;
    char *seen; /* the header x-seen of the answer; owned */
    struct err err;
};

/* 200, with the header x-seen: yes and the body ok. */
extern const struct tiny_step http_outcome_ok;

struct http *http_outcome_http(void);
/* A GET of url, which is taken over. */
struct http_request http_outcome_get(char *url);
/* Sends the request (taken over); its number. */
uint64_t http_outcome_send(struct http *http, struct http_request request, struct http_outcome *outcome);
/* The callback that http_outcome_send uses. */
void http_outcome_done(void *context, const struct http_answer *answer);
/* Runs http until the outcome has come. */
void http_outcome_wait(struct http *http, const struct http_outcome *outcome);
/* Sends one GET to a server with that script and waits; method and url of request are filled in. */
void http_outcome_once(const struct tiny_step *steps, size_t count, struct http_request request,
                       struct http_outcome *outcome);
void http_outcome_release(struct http_outcome *outcome);

#endif

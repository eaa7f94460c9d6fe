/*
 * dispatch: one request from its headers to its answer, whatever brought it: the head is judged first, then
 * the body, then the service that is meant answers from the data, in one transaction.
 */
#ifndef LOCAL_DISPATCH_H
#define LOCAL_DISPATCH_H

#include <stdbool.h>
#include <stddef.h>
#include "local/auth.h"
#include "local/exchange.h"
#include "local/local.h"
#include "local/local_weather.h"
#include "local/state.h"

enum { DISPATCH_BODY_MAX = 1 << 20 };

/* What all requests share. */
struct dispatch {
    struct state *state; /* borrowed, as the next two */
    const struct local_options *options;
    const struct auth_keys *keys;
    struct local_weather weather;
    const char *log_path; /* borrowed; NULL: no call log */
    int port;             /* ours: what a Host header must name */
};

/* Judges the head (host, origin, length, credential). false: x has failed, its body is not wanted. */
bool dispatch_head(struct dispatch *dispatch, struct exchange *x);
/* Adds bytes of the body; false once it is too long: x has failed. */
bool dispatch_add_body(struct exchange *x, const void *bytes, size_t length);
/* Answers a whole request whose head was found fine. */
void dispatch_answer(struct dispatch *dispatch, struct exchange *x);
/* Appends one JSON line on the exchange to the call log, if there is one. No key, no body. */
void dispatch_log(const struct dispatch *dispatch, const struct exchange *x);

#endif

/*
 * http_failure: why a request has no answer, in words. Pure; any thread.
 */
#ifndef AWS_HTTP_FAILURE_H
#define AWS_HTTP_FAILURE_H

#include <stdbool.h>
#include <stddef.h>
#include "aws/pace.h"
#include "base/err.h"

struct http_failure {
    const char *url;             /* borrowed, as are all */
    const char *ca_bundle;       /* NULL: the system's */
    int code;                    /* curl's */
    long os_error, proxy_status; /* of the connection; 0: none */
    size_t most_headers;         /* bytes that headers may have, if there were more; else 0 */
    size_t most_bytes;           /* the same of the body */
    bool sent;                   /* bytes of the request may have left */
    bool stopped;                /* cut off because of its pace */
    const struct pace *pace;
    int connect_ms, total_ms; /* the limits in force */
};

/* Fills err (ERR_NETWORK). True if the reason may pass. */
bool http_failure_explain(const struct http_failure *failure, struct err *err);
/* "127.0.0.1:8443" of a URL. */
void http_failure_host(const char *url, char *out, size_t size);

#endif

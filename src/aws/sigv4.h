/*
 * sigv4: AWS Signature Version 4 in three visible steps: canonical request, string to sign, signature.
 *
 * Works on the request exactly as it goes out: the path as sent (encoded once; the canonical form encodes it
 * again), the query as sent. Each step is public, so that tests compare it with AWS's own vectors; the local
 * cloud uses them to verify. Source: IAM guide "Create a signed AWS API request". Any thread; nothing is
 * kept.
 */
#ifndef AWS_SIGV4_H
#define AWS_SIGV4_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/strbuf.h"

struct sigv4_header {
    const char *name, *value; /* borrowed */
};

struct sigv4_request {
    const char *method;                 /* "GET" */
    const char *path;                   /* as sent: "/domains/a%20b"; "" counts as "/" */
    const char *query;                  /* as sent, without '?'; "" or NULL for none */
    const struct sigv4_header *headers; /* those to be signed; must hold host; the order does not matter */
    size_t header_count;
    const void *body; /* hashed; NULL for none */
    size_t body_length;
    const char *payload_hash; /* lower-case hex to use instead of hashing body, or NULL */
    bool keep_path; /* do not drop "." and empty segments, do not resolve ".." (S3's way; the vectors'
                       "normalize": false) */
};

struct sigv4_scope {
    const char *access_key, *secret_key; /* borrowed, NUL-terminated */
    const char *region, *service;
    char time[17]; /* "20150830T123600Z" */
};

/* Step 1. Appends the canonical request; signed_headers gets "host;x-amz-date". */
void sigv4_canonical_request(const struct sigv4_request *request, struct strbuf *out,
                             struct strbuf *signed_headers);
/* Step 2. Appends the string to sign for a canonical request. */
void sigv4_string_to_sign(const struct sigv4_scope *scope, const char *canonical_request, struct strbuf *out);
/* Step 3. The signature in hex. The derived keys are wiped. */
void sigv4_signature(const struct sigv4_scope *scope, const char *string_to_sign, char out[65]);
/* All three: appends the value of the Authorization header. */
void sigv4_sign(const struct sigv4_scope *scope, const struct sigv4_request *request,
                struct strbuf *authorization);
/* Appends text percent-encoded for a path segment or a query part (A-Za-z0-9-_.~ stay). */
void sigv4_encode(struct strbuf *out, const char *text);

#endif

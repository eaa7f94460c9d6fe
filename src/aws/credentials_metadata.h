/*
 * credentials_metadata: one request to a metadata service of the machine (a container's, an instance's), which
 * answers within a second or not at all, with its tries and pauses.
 *
 * Plain http never goes through a proxy. Worker thread.
 */
#ifndef AWS_CREDENTIALS_METADATA_H
#define AWS_CREDENTIALS_METADATA_H

#include "aws/credentials.h"
#include "aws/http.h"

struct credentials_metadata;

/* True if this answer ends the tries. */
typedef bool (*credentials_metadata_enough_fn)(const struct http_answer *answer);

/* All texts are copied. */
struct credentials_metadata_request {
    const char *method, *url;
    const char *headers[4];                /* name, value, …; NULL ends them. Secret: wiped */
    int limit_ms;                          /* of each try, connecting included */
    int tries, pause_ms;                   /* tries in all, with pauses between */
    credentials_metadata_enough_fn enough; /* NULL: status 200 alone is */
};

/* True for addresses that may be asked: https anywhere; plain http on this machine and at these hosts, which end with
 * NULL and have no brackets. */
bool credentials_metadata_may_ask(const char *url, const char *const *hosts);
/* The address without what may be a secret: a user's name and password, the path, the query. free(). */
char *credentials_metadata_shown(const char *url);

/* The last answer, borrowed. The request is gone. */
typedef void (*credentials_metadata_fn)(void *context, const struct http_answer *answer);

/* Sends. done is called once, never inside this function. */
struct credentials_metadata *credentials_metadata_start(const struct credentials_wish *wish,
                                                        const struct credentials_metadata_request *request,
                                                        credentials_metadata_fn done, void *context);
/* NULL is fine. */
void credentials_metadata_cancel(struct credentials_metadata *metadata);

#endif

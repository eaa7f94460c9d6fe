/*
 * connection: with which keys, at which endpoint, as whom.
 *
 * Whoever works over a connection holds a reference: an operation keeps the one it began with although the
 * person changed the profile since. Keys are found when it is made (static ones; no network); with --local
 * the port comes later. Who we are is asked apart (task_whoami): reading does not wait for it, changes do.
 * Worker thread, but for connection_region.
 */
#ifndef BACKEND_CONNECTION_H
#define BACKEND_CONNECTION_H

#include <stdbool.h>
#include <stdint.h>
#include "aws/config.h"
#include "aws/credentials.h"
#include "aws/endpoint.h"
#include "aws/retry.h"
#include "base/err.h"
#include "base/texts.h"
#include "model/settings.h"
#include "model/store.h"

enum connection_state {
    CONNECTION_WAITING, /* for the local cloud's port: calls wait */
    CONNECTION_READY,
    CONNECTION_FAILED /* no keys, no local cloud: calls end with its failure */
};

enum connection_identity {
    CONNECTION_ASKING,  /* not answered yet, or not reached: asked again */
    CONNECTION_KNOWN,   /* account and principal are set */
    CONNECTION_UNKNOWN, /* nobody tells: endpoint and access key are the identity, the account is "" */
    CONNECTION_REFUSED  /* the keys are wrong or expired */
};

/* What every connection of this process is made from: copies of the options and settings. */
struct connection_plan {
    char *profile; /* --profile or NULL */
    bool profile_from_option;
    char *endpoint_url; /* --endpoint-url or NULL */
    bool local;
    char *data_file, *access_key, *secret_key; /* of the local cloud; the secret is wiped */
    bool read_only;
    struct texts allow_http;
    struct settings_profile *profiles; /* owned copies */
    size_t profile_count;
};

struct connection {
    int references;
    enum connection_state state;
    struct err failure;    /* of CONNECTION_FAILED */
    struct texts tried;    /* where keys were looked for */
    char *profile;         /* never NULL; "" for the local cloud */
    char *endpoint_option; /* the URL given for all services, or NULL */
    /* "" for AWS, the URL, or the local cloud's data file; never NULL. The journal keeps it. */
    char *endpoint;
    bool local, read_only, protected_;
    char *label; /* never NULL */
    struct texts allowed_regions, allow_http;
    struct aws_config config;
    struct credentials credentials;
    enum connection_identity identity;
    struct err identity_failure; /* of CONNECTION_REFUSED, or why it is still asked */
    struct err identity_late;    /* of CONNECTION_ASKING: why it takes longer, and what is done */
    char *account, *principal;   /* never NULL */
    int64_t skew_ms;             /* the services' clock minus ours, where it matters */
    bool clock_said;             /* ... which the person was told */
    struct retry_manner manner;
    bool answered;    /* some service answered over HTTP */
    bool no_profiles; /* only Cloud Control answers here: Customer Profiles is not asked again */
    struct retry_bucket bucket;
};

/* Wipes the local cloud's secret key and frees all. */
void connection_plan_release(struct connection_plan *plan);
/* Loads AWS's files and finds keys. Never NULL: what fails stands in the connection. */
struct connection *connection_new(const struct connection_plan *plan);
/* Another reference to the same connection, which is returned. */
struct connection *connection_hold(struct connection *connection);
void connection_release(struct connection *connection); /* NULL is fine */
/* The local cloud answers on this port. */
void connection_local_ready(struct connection *connection, int port);
/* The local cloud did not start: whoever waits for the connection fails with err. */
void connection_local_failed(struct connection *connection, const struct err *err);
/* By which calls are counted in the limiter: the account, while unknown the access key. */
const char *connection_lane(const struct connection *connection);
/* The service's URL; NULL and err. free(). */
char *connection_url(const struct connection *connection, enum aws_service service, const char *region,
                     struct err *err);
/* What the header shows of it. Fills out anew; store_connection_release. */
void connection_describe(const struct connection *connection, struct store_connection *out);
/* The region of variables or the profile, for a start without --region; NULL
 * if there is none. free(). Any thread. */
char *connection_region(const char *profile);

#endif

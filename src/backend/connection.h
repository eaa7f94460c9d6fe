/*
 * connection: with which keys, at which endpoint, as whom.
 *
 * Whoever works over a connection holds a reference: an operation keeps the one it began with although the
 * person changed the profile since. Its keys are found and renewed by task_keys; with --local they are given and
 * the port comes later. Who we are is asked apart (task_whoami): reading does not wait for it, changes do.
 * Worker thread, but for connection_scope.
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
    CONNECTION_WAITING, /* for keys, or for the local cloud's port: calls wait */
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
    char *mfa_code;                            /* --mfa-code, NULL: none or used; wiped */
    bool read_only;
    struct texts allow_http;
    struct settings_profile *profiles; /* owned copies */
    size_t profile_count;
};

struct connection {
    int references;
    enum connection_state state;
    struct err failure; /* of CONNECTION_FAILED, and of one that has lapsed */
    bool
        lapsed; /* CONNECTION_WAITING, since the keys ended and there are no others: the person must sign in */
    struct texts tried;    /* where keys were looked for */
    bool ignore_env;       /* --profile was given: the variables' keys do not count */
    char *region;          /* of the variables or the profile; NULL: none */
    char *profile;         /* never NULL; "" for the local cloud */
    char *endpoint_option; /* the URL given for all services, or NULL */
    /* "" for AWS, the URL, or the local cloud's data file; never NULL. The journal keeps it. */
    char *endpoint;
    bool local, read_only, protected_;
    char *label, *colour; /* never NULL */
    struct texts allowed_regions, allow_http;
    struct aws_config config;
    struct credentials credentials;
    unsigned keys_number; /* moves with each new keys: from 1 */
    char *mfa_serial;     /* the device whose code is asked for; NULL: none */
    const char *asks;     /* a constant: the source of keys that lets wait; NULL: none does */
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
/* What etrig's config says of a profile; NULL: nothing. borrowed from the plan. */
const struct settings_profile *connection_plan_profile(const struct connection_plan *plan, const char *name);
/* Loads AWS's files; keys are task_keys's to find. Never NULL: what fails stands in the connection. */
struct connection *connection_new(const struct connection_plan *plan);
/* Another reference to the same connection, which is returned. */
struct connection *connection_hold(struct connection *connection);
void connection_release(struct connection *connection); /* NULL is fine */
/* The local cloud answers on this port. */
void connection_local_ready(struct connection *connection, int port);
/* The local cloud did not start: whoever waits for the connection fails with err. */
void connection_local_failed(struct connection *connection, const struct err *err);
/* Completes a search for its keys: all but http, timers and fresh. */
void connection_fill_wish(const struct connection *connection, struct credentials_wish *wish);
/* The file of certificates that it trusts: AWS_CA_BUNDLE, or the profile's ca_bundle; NULL: the system's.
 * borrowed. */
const char *connection_ca_bundle(const struct connection *connection);
/* Which device's code is asked for from now on; NULL: none. */
void connection_ask_code(struct connection *connection, const char *serial);
/* What tells its keys from others as long as they are not found: the settings that choose them, a line each; for
 * naming the cached listing, so without a secret. free(). */
char *connection_keys_name(const struct connection *connection);
/* By which calls are counted in the limiter: the account, while unknown the access key. */
const char *connection_lane(const struct connection *connection);
/* False and err (ERR_REFUSED) if allowed_regions keeps the profile out of the region: nothing is read or changed there.
 * What was accepted before is followed all the same. */
bool connection_may_use(const struct connection *connection, const char *region, struct err *err);
/* The service's URL; NULL and err. free(). */
char *connection_url(const struct connection *connection, enum aws_service service, const char *region,
                     struct err *err);
/* What the header shows of it. Fills out anew; store_connection_release. */
void connection_describe(const struct connection *connection, struct store_connection *out);
/* What the variables and AWS's files say of regions, before a connection is made. Any thread. */
struct connection_scope {
    char *profile;      /* owned: its name */
    char *region;       /* owned; NULL: none is named */
    char *place;        /* owned: which variable or line of a file names it; NULL with region */
    bool own_endpoint;  /* Cloud Control's endpoint is configured */
    struct err failure; /* the files cannot be read, or the profile is in neither; ERR_NONE */
};
/* profile and endpoint_url as in the plan. Fills scope anew. */
void connection_scope_read(struct connection_scope *scope, const char *profile, const char *endpoint_url);
void connection_scope_release(struct connection_scope *scope);

#endif

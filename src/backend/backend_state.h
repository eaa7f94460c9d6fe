/*
 * backend_state: what a backend consists of on the caller's side. Private to backend.c and the backend_*.c.
 */
#ifndef BACKEND_BACKEND_STATE_H
#define BACKEND_BACKEND_STATE_H

#include "backend/worker.h"

/* The lock of a draft that this process edits. */
struct lock {
    char *account, *region, *identifier; /* owned */
    int fd;
};

struct backend {
    struct worker *worker;  /* owned; the thread has its own idea of all but the mailboxes */
    int pipe[2];            /* the worker writes when its first event falls into the empty box */
    struct message *events; /* owned: taken from the worker, not applied yet */
    uint64_t last_number;
    struct texts regions, beside;
    bool regions_given; /* by options or backend_scope: another profile does not change them */
    bool by_all, use_cache;
    struct texts domains, settings_regions, profiles_regions;
    int settings_line, profiles_line;       /* of the last two in the config */
    char *own_region;                       /* owned: of the variables or the profile, NULL: none */
    const struct settings_profile *profile; /* borrowed from the worker's plan, where it stays; NULL: none */
    struct err profile_failure; /* why its region is not known; ERR_NONE: it is, or there is none */
    char *endpoint_url;         /* owned; --endpoint-url or NULL */
    bool own_endpoint;          /* a configured one: any label may be a region */
    uint64_t *retryable;        /* owned: operations that ended without success */
    size_t retryable_count, retryable_capacity;
    struct lock *locks; /* owned */
    size_t lock_count, lock_capacity;
    struct store *store; /* borrowed: of the last pump */
    uint64_t connection_number;
    bool cache_is_old; /* documents came since it was written */
    bool stopped;
};

/* A backend whose thread has not begun. NULL and err as backend_start. */
struct backend *backend_make(const struct backend_options *options, struct err *err);
void backend_free(struct backend *backend);
/* The regions and domains of the options, of variables, profile or config; the worker has its plan by then. ERR_USAGE: a
 * name that is no region's. */
bool backend_make_scope(struct backend *backend, const struct backend_options *options, struct err *err);
/* What the worker is to read. */
struct message *backend_scope_message(const struct backend *backend);

#endif

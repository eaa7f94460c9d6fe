/*
 * wait: a command's session with the backend, and waiting for what it asked for.
 *
 * A command opens a session, asks the backend, and waits until a condition on the store holds. SIGINT and
 * SIGTERM end the wait (ERR_INTERRUPTED, 128 + the signal); progress goes to stderr on one line that rewrites itself, only on a
 * terminal and only after half a second.
 */
#ifndef CLI_WAIT_H
#define CLI_WAIT_H

#include <stdbool.h>
#include <stdint.h>
#include "backend/backend.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "model/settings.h"

/* How many regions a command works in. */
enum wait_regions {
    WAIT_NO_REGION,   /* reads the journal only: a connection that fails does not matter */
    WAIT_OWN_REGIONS, /* what it is given names its regions: there may be none beside them */
    WAIT_SOME_REGIONS,
    WAIT_ONE_REGION
};

struct wait_session {
    const struct cli_options *options; /* borrowed */
    struct settings settings;
    struct backend *backend;
    struct store store;
    struct progress progress;
    bool offline; /* a failed connection does not end a wait */
    bool interrupted_said;
};

/* True when the wait is over; called after each pump. */
typedef bool (*wait_done_fn)(struct wait_session *session, void *context);

/* Starts the backend for a command. ERR_USAGE without a region, or with several
 * where one is wanted (they are named). */
bool wait_open(struct wait_session *session, const struct cli_options *options, enum wait_regions regions,
               struct err *err);
/* Stops the backend; ends the process at once if it hangs. */
void wait_close(struct wait_session *session);
/* Pumps until done says so. false: ERR_INTERRUPTED, the connection's failure, or ERR_NETWORK after
 * options->timeout_ms. */
bool wait_until(struct wait_session *session, wait_done_fn done, void *context, struct err *err);
/* True once SIGINT or SIGTERM has come while nothing was waited for; the next wait ends by it. */
bool wait_is_interrupted(void);
/* Takes that signal: true, and err says which. */
bool wait_take_signal(struct err *err);
/* True if a signal ended a wait: nothing more is to be waited for. */
bool wait_was_ended(const struct err *err);
/* The account that the person could see: NULL while it is not known. borrowed. */
const char *wait_account(const struct wait_session *session);
/* True if there is exactly one region to work in; else ERR_USAGE. */
bool wait_one_region(const struct wait_session *session, struct err *err);
/* The region of a command that works in one. borrowed. */
const char *wait_region(const struct wait_session *session);
/* Reads one trigger in full: its document, or ERR_NOT_FOUND and what else may fail. Free: cJSON_Delete. */
cJSON *wait_read(struct wait_session *session, const char *identifier, struct err *err);
/* The same in a region that need not be one of the session's. What the store has of it is not taken. */
cJSON *wait_read_in(struct wait_session *session, const char *region, const char *identifier,
                    struct err *err);
/* Waits until it is known whose keys these are, as far as STS tells. */
bool wait_identity(struct wait_session *session, struct err *err);
/* Waits for all that store_look_begin began. */
bool wait_looks(struct wait_session *session, struct err *err);
/* Waits for the end of an operation (or its acceptance with --no-wait). The operation in *operation is
 * borrowed from the store. The error is the operation's own, ERR_CONFLICT for a question, ERR_NETWORK with
 * how to resume. */
bool wait_operation(struct wait_session *session, uint64_t number, const struct operation **operation,
                    struct err *err);
/* True if wait_operation would return at once. */
bool wait_is_settled(const struct wait_session *session, uint64_t number);
/* The options of backend_start that follow from the command line, for commands and the interface. */
void wait_backend_options(const struct cli_options *options, const struct settings *settings,
                          struct backend_options *out);

#endif

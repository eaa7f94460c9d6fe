/*
 * local_operation: what an accepted operation becomes.
 *
 * An operation is a row with the moment at which it ends. Nothing runs in between: whoever asks anything of
 * the data first settles what has come due, in the order of the ends and as of these moments. So several
 * servers may serve one file, and a server that was away finds what would have happened. Runs within the
 * caller's transaction.
 */
#ifndef LOCAL_LOCAL_OPERATION_H
#define LOCAL_LOCAL_OPERATION_H

#include <stdbool.h>
#include <stdint.h>
#include "base/json.h"
#include "local/state.h"

/* Why an operation fails: the HandlerErrorCode and the StatusMessage of its last event. */
struct local_operation_failure {
    const char *code; /* NULL: none */
    char *message;    /* owned */
};

/* Ends all operations whose time has come, with their effects. Forgets those that AWS would (7 days). */
void local_operation_settle(struct state *state, int64_t now_ms);
/* The ProgressEvent as Cloud Control shows it; polled ones carry RetryAfter while they run. */
cJSON *local_operation_event(const struct state_operation *operation, int64_t now_ms, bool polled);
/* The words of a refusal by Customer Profiles as Cloud Control passes them on: text,
 * service, status, request id. free(). */
char *local_operation_service_text(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* "Resource of type '…' with identifier '…' was not found." or "… already exists." free(). */
char *local_operation_missing_text(const char *identifier);

#endif

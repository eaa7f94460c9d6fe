/*
 * task_whoami: asks GetCallerIdentity for a connection, until the answer settles who we are or that nobody
 * tells.
 *
 * Wrong or expired keys settle it too (CONNECTION_REFUSED). An endpoint that answers something else has no
 * STS: the identity is CONNECTION_UNKNOWN then. Without any answer it is asked again, 1 s to 30 s apart,
 * until some other service of the connection answers (then STS is what is not there). Worker thread.
 */
#ifndef BACKEND_TASK_WHOAMI_H
#define BACKEND_TASK_WHOAMI_H

#include "backend/worker.h"

/* Holds the connection until the answer settles it; asks at once. */
void task_whoami_start(struct worker *worker, struct connection *connection);
/* Nobody needs to know who this connection is any more. */
void task_whoami_leave(struct worker *worker, const struct connection *connection);
/* Ends all without settling anything: the worker stops. */
void task_whoami_cancel_all(struct worker *worker);

#endif

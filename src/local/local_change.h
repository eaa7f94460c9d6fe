/*
 * local_change: the actions of Cloud Control that change something, up to their acceptance, and
 * CancelResourceRequest. What becomes of an accepted operation is local_operation's.
 */
#ifndef LOCAL_LOCAL_CHANGE_H
#define LOCAL_LOCAL_CHANGE_H

#include "local/local_control.h"

/* Each answers control->x, whose input has been checked against the service model. */
void local_change_create(struct local_control *control);
/* The patch is applied at once: what may not be touched, or the schema forbids, is not accepted. */
void local_change_update(struct local_control *control);
/* An active integration fails it later, as at AWS, not at once. */
void local_change_delete(struct local_control *control);
/* CancelResourceRequest, of an operation that runs. */
void local_change_cancel(struct local_control *control);

#endif

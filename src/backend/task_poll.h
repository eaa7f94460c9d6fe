/*
 * task_poll: follows an accepted request to its end, then reads the trigger again (changes.md, Guards 6).
 *
 * The status is asked at RetryAfter, else after a growing time with jitter. A poll that reaches nobody goes
 * on: it never ends the operation.
 */
#ifndef BACKEND_TASK_POLL_H
#define BACKEND_TASK_POLL_H

#include "aws/cloudcontrol.h"
#include "backend/task_write.h"

/* AWS took the request: commits its token and follows it. event may be NULL: only the token is known. */
void task_poll_accepted(struct task_write *write, const char *request_token,
                        const struct cloudcontrol_event *event);
/* Follows write->followed, somebody else's request, to its end, then task_guard_settle. */
void task_poll_foreign(struct task_write *write);
/* Goes on following an accepted row of the journal. */
void task_poll_follow(struct task_write *write);
/* Asks AWS to cancel the accepted request. */
void task_poll_cancel(struct task_write *write);

#endif

/*
 * task_attempt: one attempt of an operation: its bytes, and its row in the journal.
 *
 * Other bytes are another attempt, with a row and a ClientToken of its own (changes.md, Journal 4). Worker
 * thread.
 */
#ifndef BACKEND_TASK_ATTEMPT_H
#define BACKEND_TASK_ATTEMPT_H

#include "backend/task_write.h"

/* What the journal remembers of an endpoint that refuses to test read-only properties. */
#define TASK_ATTEMPT_FACT_NO_TIME "test-read-only"
#define TASK_ATTEMPT_FACT_REFUSED "refused"

/* Makes the bytes, commits the row "intended", and sends. */
void task_attempt_commit(struct task_write *write);
/* The refused attempt's row ends as failed; the operation goes on without a row. */
void task_attempt_close(struct task_write *write);
/* Closes the row and makes another attempt with a token of its own. */
void task_attempt_renew(struct task_write *write);
/* The guarded patch of this attempt. Free: cJSON_Delete. */
cJSON *task_attempt_patch(const struct task_write *write);
/* From now on the guards stand on live, and the change is made to it. */
void task_attempt_stand_on(struct task_write *write, const cJSON *live);

#endif

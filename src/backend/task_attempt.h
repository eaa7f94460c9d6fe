/*
 * task_attempt: one attempt of an operation: its bytes, and its row in the journal.
 *
 * Other bytes are another attempt, with a row and a ClientToken of its own (changes.md, Journal 4). Worker
 * thread.
 */
#ifndef BACKEND_TASK_ATTEMPT_H
#define BACKEND_TASK_ATTEMPT_H

#include "backend/task_write.h"

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

/* True if the journal remembers that this endpoint refuses to test read-only properties.
 * false while the journal is not open. */
bool task_attempt_no_time(const struct worker *worker, const char *endpoint);
/* Remembers it, and shows it. */
void task_attempt_learn_no_time(const struct task_write *write);

#endif

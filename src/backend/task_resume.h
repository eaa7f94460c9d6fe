/*
 * task_resume: what the journal holds of other runs, and what becomes of it (changes.md, Journal 3 and 6).
 *
 * Accepted rows are followed by reading, unasked in the interface. Intended and sent ones are shown as
 * interrupted: the person resumes them (the same bytes and token, within 24 hours of the first sending; older
 * ones are looked up), looks them up, or drops them.
 */
#ifndef BACKEND_TASK_RESUME_H
#define BACKEND_TASK_RESUME_H

#include "backend/task_write.h"

/* Shows what waits in the journal, if there is one; in the interface it becomes this process's own. Once. */
void task_resume_begin(struct worker *worker);
/* Follows the accepted rows of the present connection, which is known now. */
void task_resume_follow(struct worker *worker);
/* Shows the newest rows of the journal, all for 0, then says that they are there. */
void task_resume_load(struct worker *worker, size_t count);
/* The person says: go on. */
void task_resume(struct task_write *write);
/* Finds out what became of it, reading only: its request by ListResourceRequests, else the trigger itself. */
void task_resume_look_up(struct task_write *write);
/* The person wants an interrupted one cancelled: what was not sent ends, the rest
 * is looked up and cancelled at AWS. */
void task_resume_cancel(struct task_write *write);
/* True if its token is not trusted any more: 24 hours after the first sending (AWS keeps it for 36). */
bool task_resume_token_is_old(const struct task_write *write);
/* The person gives it up. */
void task_resume_drop(struct task_write *write);
/* It stays in the journal as it is; err (may be NULL) says why it does not go on. */
void task_resume_interrupt(struct task_write *write, const struct err *err);

#endif

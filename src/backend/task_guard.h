/*
 * task_guard: reads the trigger before a change where that is needed, and again after a refusal, and decides
 * (changes.md, Guards).
 *
 * A delete is read first. An update is read first when nothing was seen of it, or when a property seen absent
 * cannot be guarded. A refused guarded patch is settled by reading again: another content is put to the
 * person, another order renews the guard, three times.
 */
#ifndef BACKEND_TASK_GUARD_H
#define BACKEND_TASK_GUARD_H

#include "backend/task_write.h"

/* The identity is known and fits: begins. */
void task_guard_begin(struct task_write *write);
/* Goes on after the person's answer. */
void task_guard_again(struct task_write *write);
/* A refused attempt, or one that another operation was in the way of: reads again and decides. */
void task_guard_settle(struct task_write *write);
/* The same in wait_ms. */
void task_guard_settle_later(struct task_write *write, int64_t wait_ms);
/* A delete that was interrupted: looks whether the trigger is still as it
 * was seen, then sends the row's bytes. */
void task_guard_check_and_send(struct task_write *write);
/* The trigger is not there any more, or never was: ends the operation. */
void task_guard_is_gone(struct task_write *write);

#endif

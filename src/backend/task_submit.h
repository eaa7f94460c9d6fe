/*
 * task_submit: sends the bytes of a row and judges the answer (changes.md, Journal 2, 3, 5, and Weather).
 *
 * The row says "sent" before the first byte leaves. Accepted: task_poll. Refused: task_guard, or failed.
 * Throttled or without an answer: the same bytes again, for as long as their token serves. No byte left for
 * good: not sent.
 */
#ifndef BACKEND_TASK_SUBMIT_H
#define BACKEND_TASK_SUBMIT_H

#include "backend/task_write.h"

/* For the first time or again. */
void task_submit_send(struct task_write *write);

#endif

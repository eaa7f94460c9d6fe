/*
 * task_clock: follows AWS's clock where ours is wrong. Worker thread.
 */
#ifndef BACKEND_TASK_CLOCK_H
#define BACKEND_TASK_CLOCK_H

#include "aws/aws_json.h"
#include "backend/worker.h"

/* Looks at the time that an answer tells, before the answer is judged: the connection's correction follows it, and
 * the person is told once for each connection. With AWS_DISABLE_CLOCK_SKEW_CORRECTION the answer's time counts for
 * nothing. */
void task_clock_look(struct worker *worker, struct connection *connection, struct aws_answer *answer);

#endif

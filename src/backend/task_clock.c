#include "backend/task_clock.h"

#include "aws/aws_error.h"
#include "aws/retry.h"

static void say(struct worker *worker, struct connection *connection)
{
    struct err clock, note;
    if (connection->clock_said || !retry_clock_is_off(connection->skew_ms))
        return; /* ... or it was wrong, and has been set */
    connection->clock_said = true;
    aws_error_clock(connection->skew_ms, &clock);
    err_set(&note, clock.code, "%s: calls are signed with AWS's time", clock.text);
    err_hint(&note, "%s", clock.hint);
    worker_say_note(worker, &note);
}

void task_clock_look(struct worker *worker, struct connection *connection, struct aws_answer *answer)
{
    if (!connection->manner.corrects_clock)
        answer->off_ms = 0;
    if (!retry_clock_is_off(answer->off_ms))
        return;
    connection->skew_ms = answer->skew_ms;
    say(worker, connection);
}

#include "backend/task_clock.h"

#include <stdlib.h>
#include "aws/retry.h"

static void say(struct worker *worker, struct connection *connection)
{
    struct err note;
    long long minutes = llabs(connection->skew_ms) / 60000;
    if (connection->clock_said || minutes == 0)
        return;
    connection->clock_said = true;
    err_set(&note, ERR_LOCAL,
            "the clock of this machine is %lld minutes %s AWS's: calls are signed with AWS's time", minutes,
            connection->skew_ms > 0 ? "behind" : "ahead of");
    err_hint(&note, "set the clock of this machine");
    worker_say_note(worker, &note);
}

void task_clock_look(struct worker *worker, struct connection *connection, struct aws_answer *answer)
{
    if (!connection->manner.corrects_clock)
        answer->off_ms = 0;
    if (!retry_clock_is_off(answer))
        return;
    connection->skew_ms = answer->skew_ms;
    say(worker, connection);
}

#include "backend/delay.h"

#include <stdio.h>
#include "aws/http_failure.h"

void delay_say(const struct delay *delay, struct err *err)
{
    char count[48] = "", when[48] = "", host[300];
    if (delay->attempt > 0)
        snprintf(count, sizeof count, " (%d of %d)", delay->attempt, delay->attempts);
    if (delay->kind == DELAY_LATE) {
        http_failure_host(delay->url, host, sizeof host);
        err_set(err, ERR_NETWORK, "no answer from %s yet", host);
        err_hint(err, "waiting%s", count);
        return;
    }
    if (delay->wait_ms >= 1000)
        snprintf(when, sizeof when, " in %lld s", (long long)(delay->wait_ms + 999) / 1000);
    *err = delay->answer->err;
    err_hint(err, "trying again%s%s", when, count);
}

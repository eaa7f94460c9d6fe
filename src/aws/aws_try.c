#include "aws/aws_try.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/random.h"
#include "base/timers.h"

struct aws_try {
    struct http *http;     /* borrowed */
    struct timers *timers; /* borrowed */
    struct aws_call call;  /* its texts are borrowed, but for invocation */
    char invocation[37];
    bool corrects_clock;
    struct retry_bucket bucket;
    struct timer timer;
    uint64_t request; /* http's number; 0: none under way */
    aws_json_done_fn done;
    void *context;
};

static void send(void *context);

void aws_try_cancel(struct aws_try *try)
{
    if (!try)
        return;
    if (try->request)
        http_cancel(try->http, try->request);
    timers_clear(try->timers, &try->timer);
    free(try);
}

static bool again(struct aws_try *try, struct aws_answer *answer)
{
    enum retry_kind kind;
    int64_t delay_ms;

    if (!try->corrects_clock)
        answer->off_ms = 0;
    kind = answer->err.code == ERR_NONE ? RETRY_NO : retry_classify(answer);
    if (kind == RETRY_NO || try->call.attempt >= try->call.attempts || !retry_take(&try->bucket, kind))
        return false;
    if (retry_clock_is_off(answer->off_ms))
        try->call.skew_ms = answer->skew_ms;
    delay_ms = retry_delay_ms(kind, try->call.attempt - 1, answer->retry_after_ms);
    timers_set(try->timers, &try->timer, clock_monotonic_ms() + delay_ms);
    return true;
}

static void answered(void *context, struct aws_answer *answer)
{
    struct aws_try *try = context;
    aws_json_done_fn done = try->done;
    void *whose = try->context;

    try->request = 0;
    if (again(try, answer))
        return;
    aws_try_cancel(try);
    done(whose, answer);
}

static void send(void *context)
{
    struct aws_try *try = context;

    try->call.attempt++;
    try->request = aws_json_send(try->http, &try->call, answered, NULL, try);
}

struct aws_try *aws_try_start(struct http *http, struct timers *timers, const struct retry_manner *manner,
                              const struct aws_call *call, aws_json_done_fn done, void *context)
{
    struct aws_try *try = mem_alloc(1, sizeof *try);

    *try = (struct aws_try){.http = http,
                            .timers = timers,
                            .call = *call,
                            .timer = {.fire = send, .context = try},
                            .done = done,
                            .context = context};
    try->call.attempt = 0;
    try->call.attempts = manner->attempts;
    try->corrects_clock = manner->corrects_clock;
    random_uuid(try->invocation);
    try->call.invocation = try->invocation;
    retry_bucket_init(&try->bucket);
    send(try);
    return try;
}

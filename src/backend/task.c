#include "backend/task.h"

#include <stdlib.h>
#include "aws/aws_error.h"
#include "aws/cloudcontrol.h"
#include "aws/iam.h"
#include "aws/sts.h"
#include "backend/task_clock.h"
#include "backend/task_keys.h"
#include "backend/task_doctor.h"
#include "base/mem.h"
#include "base/random.h"

enum { LATE_MS = 2000 /* a dead endpoint is to be said within 3 s */ };

struct task {
    struct task *next, *previous; /* in worker->tasks */
    struct worker *worker;
    struct connection *connection; /* held */
    enum aws_service service;
    char *region;
    const char *action;
    char *body;
    struct customer_profiles_call profiles;
    enum limiter_urgency urgency;
    task_done_fn done;
    http_before_fn before;
    task_waits_fn waits;
    void *context;
    bool parked; /* waits for the connection */
    struct limiter_ticket ticket;
    bool outlasts;
    int rounds;           /* calls that were throttled to their end */
    struct timer timer;   /* until the next attempt, until it is late, or until a failure is reported */
    struct err failure;   /* to be reported by the timer */
    uint64_t request;     /* http's number; 0: none under way */
    int attempt;          /* from 1; 0: none yet */
    enum retry_kind last; /* what the newest retry was for */
    bool fresh_keys;      /* they were renewed for it once */
    unsigned signed_with; /* the connection's keys_number then */
    char invocation[37];
};

static void enter(struct task *task);

static void unlink_task(struct task *task)
{
    if (task->previous != NULL)
        task->previous->next = task->next;
    else
        task->worker->tasks = task->next;
    if (task->next != NULL)
        task->next->previous = task->previous;
    limiter_leave(&task->worker->limiter, &task->ticket);
    timers_clear(&task->worker->timers, &task->timer);
}

static void free_task(struct task *task)
{
    connection_release(task->connection);
    customer_profiles_release(&task->profiles);
    free(task->region);
    free(task->body);
    free(task);
}

/* The last word: the task is gone before the caller hears it. */
static void finish(struct task *task, struct aws_answer *answer)
{
    task_done_fn done = task->done;
    void *context = task->context;
    unlink_task(task);
    free_task(task);
    done(context, answer);
}

static void report_failure(void *context)
{
    struct task *task = context;
    struct aws_answer answer = {.err = task->failure, .retry_after_ms = -1};
    finish(task, &answer);
    aws_json_release(&answer);
}

/* Not at once: the caller is still in task_start. */
static void fail_soon(struct task *task, const struct err *err)
{
    task->failure = *err;
    task->timer.fire = report_failure;
    timers_set(&task->worker->timers, &task->timer, worker_now_ms());
}

/* ---- answers ---- */

static void try_again(void *context)
{
    enter(context);
}

static void pause_for(struct task *task, enum retry_kind kind, const struct aws_answer *answer,
                      int64_t wait_ms)
{
    struct delay delay = {
        .kind = kind == RETRY_THROTTLED ? DELAY_THROTTLED : DELAY_NO_ANSWER,
        .answer = answer,
        .wait_ms = wait_ms,
        .attempt = task->attempt > 0 ? task->attempt + 1 : 0,
        .attempts = task->connection->manner.attempts,
    };
    task->last = kind;
    task->timer.fire = try_again;
    timers_set(&task->worker->timers, &task->timer, worker_now_ms() + wait_ms);
    if (task->waits != NULL)
        task->waits(task->context, &delay);
}

static bool retry(struct task *task, enum retry_kind kind, const struct aws_answer *answer)
{
    if (kind == RETRY_NO || task->attempt >= task->connection->manner.attempts ||
        !retry_take(&task->connection->bucket, kind))
        return false;
    pause_for(task, kind, answer, retry_delay_ms(kind, task->attempt - 1, answer->retry_after_ms));
    return true;
}

/* Another call, after a pause that grows with each one: nothing of the bucket is taken, nor given back. */
static bool outlast(struct task *task, enum retry_kind kind, const struct aws_answer *answer)
{
    if (kind != RETRY_THROTTLED || !task->outlasts)
        return false;
    int64_t wait_ms = retry_delay_ms(kind, task->rounds++, answer->retry_after_ms);
    task->attempt = 0;
    random_uuid(task->invocation);
    pause_for(task, kind, answer, wait_ms);
    task->last = RETRY_NO;
    return true;
}

/* The keys have ended: the call waits for fresh ones, and is sent again with those. True if so. Nothing took
 * effect: AWS looks at the signature first. */
static bool try_fresh_keys(struct task *task, const struct aws_answer *answer)
{
    static const char *const names[] = {"ExpiredToken", NULL};
    struct connection *connection = task->connection;
    if (!aws_error_is_one_of(answer->error_name, names) || !connection->credentials.renewable ||
        task->fresh_keys)
        return false;
    task->fresh_keys = true;
    if (task->signed_with == connection->keys_number)
        task_keys_renew(task->worker, connection, true);
    enter(task);
    return true;
}

static void answered(void *context, struct aws_answer *answer)
{
    struct task *task = context;
    task_clock_look(task->worker, task->connection, answer);
    enum retry_kind kind = answer->err.code == ERR_NONE ? RETRY_NO : retry_classify(answer);
    task->request = 0;
    timers_clear(&task->worker->timers, &task->timer);
    if (kind == RETRY_THROTTLED)
        limiter_throttled(&task->ticket, worker_now_ms());
    else if (answer->status > 0)
        limiter_answered(&task->ticket, worker_now_ms());
    limiter_leave(&task->worker->limiter, &task->ticket);
    if (answer->status > 0 && task->service != AWS_STS)
        task->connection->answered = true;
    if (try_fresh_keys(task, answer))
        return;
    if (answer->err.code == ERR_NONE)
        retry_give(&task->connection->bucket, task->last);
    else if (retry(task, kind, answer) || outlast(task, kind, answer))
        return;
    finish(task, answer);
}

/* ---- sending ---- */

static void fill_call(struct task *task, struct aws_call *call)
{
    call->service = task->service;
    call->region = task->region;
    call->credentials = &task->connection->credentials;
    task->signed_with = task->connection->keys_number;
    call->skew_ms = task->connection->skew_ms;
    call->attempt = task->attempt;
    call->attempts = task->connection->manner.attempts;
    call->invocation = task->invocation;
    if (task->service == AWS_CLOUDCONTROL)
        cloudcontrol_call(call, task->action, task->body);
    else if (task->service == AWS_CUSTOMER_PROFILES)
        customer_profiles_fill(call, &task->profiles);
    else if (task->service == AWS_IAM)
        iam_call(call, task->action, task->body);
    else
        sts_caller_identity(call);
}

static bool before_first_byte(void *context, struct err *err)
{
    struct task *task = context;
    return task->before(task->context, err);
}

static void say_late(void *context)
{
    struct task *task = context;
    struct err err;
    char *url = connection_url(task->connection, task->service, task->region, &err);
    struct delay delay = {
        .kind = DELAY_LATE,
        .url = url != NULL ? url : "",
        .attempt = task->attempt,
        .attempts = task->connection->manner.attempts,
    };
    task->waits(task->context, &delay);
    free(url);
}

static void watch(struct task *task)
{
    if (task->waits == NULL)
        return;
    task->timer.fire = say_late;
    timers_set(&task->worker->timers, &task->timer, worker_now_ms() + LATE_MS);
}

/* The limiter lets it go. */
static void go(void *context)
{
    struct task *task = context;
    struct worker *worker = task->worker;
    struct err err;
    char *url = connection_url(task->connection, task->service, task->region, &err);
    if (url == NULL || worker->http == NULL) {
        if (url != NULL)
            err_set(&err, ERR_LOCAL, "the network library cannot start");
        fail_soon(task, &err);
        free(url);
        return;
    }
    struct aws_call call = {.url = url};
    task->attempt++;
    fill_call(task, &call);
    task->request =
        aws_json_send(worker->http, &call, answered, task->before != NULL ? before_first_byte : NULL, task);
    free(url);
    watch(task);
}

static void enter(struct task *task)
{
    struct connection *connection = task->connection;
    task->parked = connection->state == CONNECTION_WAITING;
    if (task->parked)
        return;
    if (connection->state == CONNECTION_FAILED) {
        fail_soon(task, &connection->failure);
        return;
    }
    struct limiter *limiter = &task->worker->limiter;
    limiter_enter(limiter,
                  limiter_lane(limiter, connection_lane(connection), task->region,
                               endpoint_signing_name(task->service)),
                  &task->ticket, task->urgency);
}

struct task *task_start(struct worker *worker, struct task_call *call)
{
    struct task *task = mem_alloc(1, sizeof *task);
    *task = (struct task){
        .next = worker->tasks,
        .worker = worker,
        .connection = connection_hold(call->connection),
        .service = call->service,
        .region = mem_dup(call->region),
        .action = call->action,
        .body = call->body,
        .profiles = call->profiles,
        .urgency = call->urgency,
        .done = call->done,
        .before = call->before,
        .waits = call->waits,
        .outlasts = call->outlasts,
        .context = call->context,
        .ticket = {.go = go},
    };
    task->ticket.context = task->timer.context = task;
    random_uuid(task->invocation);
    if (worker->tasks != NULL)
        worker->tasks->previous = task;
    worker->tasks = task;
    call->body = NULL;
    call->profiles = (struct customer_profiles_call){.path = NULL};
    enter(task);
    return task;
}

struct task *task_control(struct worker *worker, struct task_call *call, const char *action, char *body)
{
    call->service = AWS_CLOUDCONTROL;
    call->action = action;
    call->body = body;
    if (call->connection == NULL)
        call->connection = worker->connection;
    return task_start(worker, call);
}

void task_cancel(struct task *task)
{
    if (task == NULL)
        return;
    if (task->request != 0)
        http_cancel(task->worker->http, task->request);
    unlink_task(task);
    free_task(task);
}

void task_cancel_all(struct worker *worker)
{
    while (worker->tasks != NULL)
        task_cancel(worker->tasks);
}

bool task_was_sent(const struct task *task)
{
    return task->attempt > 0;
}

void task_hurry(struct task *task, enum limiter_urgency urgency)
{
    if (urgency >= task->urgency)
        return;
    task->urgency = urgency;
    if (task->ticket.place == LIMITER_WAITING)
        limiter_enter(&task->worker->limiter, task->ticket.lane, &task->ticket, urgency);
}

void task_connection_changed(struct worker *worker, const struct connection *connection)
{
    for (struct task *task = worker->tasks, *next; task != NULL; task = next) {
        next = task->next;
        if (task->parked && task->connection == connection)
            enter(task);
    }
    task_doctor_connection_changed(worker, connection);
}

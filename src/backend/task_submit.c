#include "backend/task_submit.h"

#include <stdlib.h>
#include <string.h>
#include "aws/cloudcontrol.h"
#include "aws/retry.h"
#include "backend/task_attempt.h"
#include "backend/task_guard.h"
#include "backend/task_poll.h"
#include "backend/task_resume.h"
#include "base/clock.h"
#include "base/mem.h"

/* Right before the first byte: the row says so first. */
static bool mark_sent(void *context, struct err *err)
{
    struct task_write *write = context;
    if (!journal_mark_sent(write->worker->journal, &write->entry, err))
        return false;
    write->sends++;
    task_write_show(write, OPERATION_RUNNING, "sent; AWS has not answered yet");
    return true;
}

/* How many changes of its kind were throttled before it and still wait. */
static int throttled_before(const struct task_write *write)
{
    const struct operation *operation = &write->entry.operation;
    int count = 0;
    for (const struct task_write *other = write->worker->writes; other != NULL; other = other->next)
        count += other->entry.operation.wait == OPERATION_QUEUED &&
                 other->entry.operation.kind == operation->kind &&
                 other->entry.operation.number < operation->number &&
                 strcmp(other->entry.operation.region, operation->region) == 0;
    return count;
}

static void show_throttled(struct task_write *write, int64_t wait_ms)
{
    int before = throttled_before(write);
    if (before > 0)
        task_write_show(write, OPERATION_QUEUED, "throttled: %d of its kind before it", before);
    else
        task_write_show(write, OPERATION_QUEUED, "throttled: sent again in %d s",
                        (int)((wait_ms + 999) / 1000));
}

static void waits(void *context, const struct delay *delay)
{
    struct task_write *write = context;
    struct err err;
    if (delay->kind == DELAY_THROTTLED) {
        show_throttled(write, delay->wait_ms);
        return;
    }
    write->maybe_arrived |= delay->kind == DELAY_NO_ANSWER && delay->answer->bytes_left;
    delay_say(delay, &err);
    task_write_show(write, OPERATION_OFFLINE, "%s; %s", err.text, err.hint);
}

static void send_again(void *context)
{
    task_submit_send(context);
}

static void wait_offline(struct task_write *write, const struct err *err)
{
    int64_t wait_ms = task_write_pause(write, send_again);
    task_write_show(write, OPERATION_OFFLINE, "%s; sent again in %d s", err->text,
                    (int)((wait_ms + 999) / 1000));
}

/* Nobody answered, or a server in trouble did. */
static void no_answer(struct task_write *write, const struct aws_answer *answer)
{
    struct err err = answer->err;
    write->maybe_arrived |= answer->bytes_left;
    if (!write->maybe_arrived) {
        if (err.code == ERR_NETWORK && *err.hint == '\0')
            err_hint(&err, "nothing was sent; try again");
        task_write_end(write, OPERATION_NOT_SENT, &err);
    } else if (retry_classify(answer) == RETRY_NO) {
        task_write_ask(write, OPERATION_ASK_UNSETTLED, NULL, &err); /* it will not become better by itself */
    } else {
        wait_offline(write, &err);
    }
}

/* The token was used before: by our own earlier sending, whose request it names. */
static void token_conflict(struct task_write *write, const struct aws_answer *answer)
{
    char *token = cloudcontrol_token_in(answer->message);
    if (write->sends < 2) {
        task_write_end(write, OPERATION_FAILED, &answer->err);
    } else if (token != NULL) {
        task_poll_accepted(write, token, NULL);
    } else {
        task_resume_look_up(write);
    }
    free(token);
}

static void concurrent(struct task_write *write, const struct aws_answer *answer)
{
    char *token = cloudcontrol_token_in(answer->message);
    task_write_set(&write->followed, token != NULL ? token : "");
    free(token);
    if (*write->followed != '\0') {
        task_poll_foreign(write);
        return;
    }
    task_guard_settle_later(write, retry_poll_delay_ms(write->yields++));
    task_write_show(write, OPERATION_QUEUED, "waits for another operation on this trigger");
}

static bool is_named(const struct aws_answer *answer, const char *name)
{
    return answer->error_name != NULL && strcmp(answer->error_name, name) == 0;
}

/* AWS said no, and named why. */
static void refused(struct task_write *write, const struct aws_answer *answer)
{
    const struct operation *operation = &write->entry.operation;
    write->refusal = answer->err;
    write->refused = true;
    if (is_named(answer, "ClientTokenConflictException"))
        token_conflict(write, answer);
    else if (is_named(answer, "ConcurrentOperationException"))
        concurrent(write, answer);
    else if (operation->kind == OPERATION_DELETE && answer->err.code == ERR_NOT_FOUND)
        task_guard_is_gone(write);
    else if (operation->kind == OPERATION_UPDATE && !write->unguarded && write->patch == NULL &&
             answer->err.code != ERR_ACCESS)
        task_guard_settle(write);
    else
        task_write_end(write, OPERATION_FAILED, &answer->err);
}

static void accepted(struct task_write *write, const cJSON *body)
{
    struct cloudcontrol_event event;
    struct err err;
    if (!cloudcontrol_read_event(json_get(body, "ProgressEvent"), &event)) {
        err_set(&err, ERR_NETWORK, "%s: the answer names no request", task_write_name(write));
        err_hint(&err, "look at the endpoint, then look it up");
        task_write_ask(write, OPERATION_ASK_UNSETTLED, NULL, &err);
        return;
    }
    if (write->learns_no_time)
        task_attempt_learn_no_time(write);
    write->learns_no_time = false;
    task_poll_accepted(write, event.request_token, &event);
}

/* An earlier sending may have arrived, and this answer is not about it: it comes from somebody between us and
 * AWS, or speaks of the keys of now. */
static bool settles_nothing(const struct task_write *write, const struct aws_answer *answer)
{
    return write->maybe_arrived && (answer->error_name == NULL || answer->err.code == ERR_ACCESS);
}

static void send_answered(void *context, struct aws_answer *answer)
{
    struct task_write *write = context;
    enum retry_kind kind = retry_classify(answer);
    write->task = NULL;
    if (answer->err.code == ERR_NONE) {
        accepted(write, answer->body);
    } else if (kind == RETRY_THROTTLED) {
        show_throttled(write, task_write_pause(write, send_again));
    } else if (answer->status == 0 || kind == RETRY_TRANSIENT) {
        no_answer(write, answer);
    } else if (settles_nothing(write, answer)) {
        task_write_ask(write, OPERATION_ASK_UNSETTLED, NULL, &answer->err);
    } else if (answer->error_name != NULL) {
        refused(write, answer);
    } else if (answer->status >= 400) {
        task_write_end(write, OPERATION_FAILED, &answer->err); /* somebody between us and AWS said no */
    } else {
        task_write_ask(write, OPERATION_ASK_UNSETTLED, NULL, &answer->err);
    }
}

void task_submit_send(struct task_write *write)
{
    struct journal_entry *entry = &write->entry;
    if (task_resume_token_is_old(write)) {
        task_resume_look_up(write);
        return;
    }
    task_write_show(write, OPERATION_RUNNING, "is being sent");
    struct task_call call = {
        .connection = write->connection,
        .region = entry->operation.region,
        .urgency = LIMITER_CHANGE,
        .done = send_answered,
        .before = mark_sent,
        .waits = waits,
        .context = write,
    };
    write->task = task_control(write->worker, &call, entry->action, mem_dup(entry->body));
}

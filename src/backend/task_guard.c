#include "backend/task_guard.h"

#include <stdlib.h>
#include <string.h>
#include "aws/retry.h"
#include "backend/guard.h"
#include "backend/task_attempt.h"
#include "backend/task_read.h"
#include "backend/task_resume.h"
#include "backend/task_submit.h"
#include "base/array.h"
#include "base/random.h"
#include "model/change.h"

enum { RENEWALS = 3 };

/* ---- reading before and after ---- */

/* What was read is what the trigger is now: screens that show it, or go on from it, must not show older. */
static void post_live(struct task_write *write, const cJSON *live)
{
    char *text = json_print(live);
    task_read_post(write->worker, write->entry.operation.region, write->entry.operation.identifier, text);
    free(text);
}

static void ask_conflict(struct task_write *write, const cJSON *live)
{
    struct err err;
    post_live(write, live);
    err_set(&err, ERR_CONFLICT, "cannot %s %s: it was changed elsewhere since you read it",
            operation_kind_word(write->entry.operation.kind), task_write_name(write));
    err_hint(&err, "read it again, or decide which side counts");
    if (write->refused)
        task_attempt_close(write);
    task_write_ask(write, OPERATION_ASK_CONFLICT, live, &err);
}

static void ask_unguarded(struct task_write *write, const cJSON *live)
{
    struct err err;
    struct strbuf names = STRBUF_INIT;
    for (size_t i = 0; i < write->without.count; i++)
        strbuf_addf(&names, "%s%s", i > 0 ? ", " : "", write->without.items[i]);
    err_set(&err, ERR_CONFLICT, "%s: only an order changed, yet the guard on %s was refused three times",
            task_write_name(write), names.text);
    err_hint(&err, "it can be sent without this one guard");
    strbuf_release(&names);
    task_attempt_close(write);
    task_write_ask(write, OPERATION_ASK_UNGUARDED, live, &err);
}

/* It is not there any more, or never was. */
void task_guard_is_gone(struct task_write *write)
{
    struct operation *operation = &write->entry.operation;
    struct err err;
    task_read_post(write->worker, operation->region, operation->identifier, NULL);
    if (operation->kind == OPERATION_DELETE && operation->before != NULL) {
        task_write_set(&operation->warning, "it was gone already");
        task_write_end(write, OPERATION_SUCCEEDED, NULL);
        return;
    }
    err_set(&err, ERR_NOT_FOUND, "cannot %s %s: it %s", operation_kind_word(operation->kind),
            task_write_name(write), operation->before != NULL ? "was deleted elsewhere" : "does not exist");
    task_write_give_up(write, &err);
}

/* What was read right before an attempt, and nothing forbids it. */
static void stand_and_send(struct task_write *write, const cJSON *live)
{
    struct operation *operation = &write->entry.operation;
    task_attempt_stand_on(write, live);
    if (operation->before == NULL || operation->kind == OPERATION_DELETE)
        task_write_set(&operation->before, write->seen); /* the copy that undo brings back */
    if (operation->journal_id != 0)
        task_submit_send(write);
    else
        task_attempt_commit(write);
}

/* True if the trigger is as the update would make it: by an earlier sending of ours,
 * or by somebody who wanted the same. */
static bool is_there_already(const cJSON *seen, const cJSON *target, const cJSON *live)
{
    struct texts missing = {0};
    if (seen == NULL || target == NULL)
        return false;
    guard_kept(seen, target, live, &missing);
    bool there = missing.count == 0 && change_differs(seen, target);
    texts_release(&missing);
    return there;
}

static void end_as_there(struct task_write *write, const cJSON *live)
{
    struct operation *operation = &write->entry.operation;
    post_live(write, live);
    if (write->maybe_arrived) {
        task_write_set(&operation->warning, "an earlier sending had arrived");
        task_write_end(write, OPERATION_SUCCEEDED, NULL);
        return;
    }
    if (write->refused)
        task_attempt_close(write);
    task_write_set(&operation->warning, "it is so already: somebody made the same change");
    task_write_end(write, OPERATION_NOT_SENT, NULL);
}

static void judge_update(struct task_write *write, const cJSON *live)
{
    cJSON *seen = task_write_parse(write->seen), *target = task_write_parse(write->target);
    if (is_there_already(seen, target, live))
        end_as_there(write, live);
    else if (seen != NULL && !write->unguarded && guard_compare(seen, live, target) == GUARD_CONFLICT)
        ask_conflict(write, live);
    else
        stand_and_send(write, live);
    cJSON_Delete(seen);
    cJSON_Delete(target);
}

static void judge_delete(struct task_write *write, const cJSON *live)
{
    cJSON *seen = task_write_parse(write->seen);
    if (seen != NULL && !write->unguarded && change_differs(seen, live))
        ask_conflict(write, live);
    else
        stand_and_send(write, live);
    cJSON_Delete(seen);
}

static void read_before(void *context);

/* Reading does not help: AWS's own refusal counts, or an interrupted row stays, or nothing was sent. */
static void cannot_read(struct task_write *write, const struct err *why)
{
    struct err err = write->refused ? write->refusal : *why;
    if (!write->refused && write->entry.operation.journal_id != 0)
        task_resume_interrupt(write, &err);
    else
        task_write_give_up(write, &err);
}

/* No document came: if AWS has refused the change before, what follows from that waits until AWS can be reached;
 * else gives up. True if it was an error. */
static bool reading_failed(struct task_write *write, const struct aws_answer *answer, timers_fn again)
{
    if (answer->err.code == ERR_NONE)
        return false;
    if (answer->err.code == ERR_NOT_FOUND && answer->status > 0) {
        task_guard_is_gone(write);
    } else if (write->refused && retry_classify(answer) == RETRY_TRANSIENT) {
        int64_t wait_ms = task_write_pause(write, again);
        task_write_show(write, OPERATION_OFFLINE, "%s; asked again in %d s", answer->err.text,
                        (int)((wait_ms + 999) / 1000));
    } else {
        cannot_read(write, &answer->err);
    }
    return true;
}

static void before_answered(void *context, struct aws_answer *answer)
{
    struct task_write *write = context;
    struct err err;
    write->task = NULL;
    if (reading_failed(write, answer, read_before))
        return;
    write->pauses = 0;
    cJSON *live = task_read_document(answer->body, &err);
    if (live == NULL)
        cannot_read(write, &err);
    else if (write->entry.operation.kind == OPERATION_DELETE)
        judge_delete(write, live);
    else
        judge_update(write, live);
    cJSON_Delete(live);
}

static void read_before(void *context)
{
    struct task_write *write = context;
    task_write_show(write, OPERATION_RUNNING, "reads the trigger first");
    write->task =
        task_write_call(write, LIMITER_CHANGE, "GetResource",
                        task_read_body(write->worker, write->entry.operation.identifier), before_answered);
}

/* True if the guards of this update say nothing about what was seen absent. */
static bool absence_is_unguarded(struct task_write *write)
{
    cJSON *patch = task_attempt_patch(write), *seen = task_write_parse(write->seen),
          *after = task_write_parse(write->target);
    bool lacks = guard_lacks(seen, after, patch);
    cJSON_Delete(patch);
    cJSON_Delete(seen);
    cJSON_Delete(after);
    return lacks;
}

static bool must_read_first(struct task_write *write)
{
    const struct operation *operation = &write->entry.operation;
    if (operation->kind == OPERATION_CREATE || write->patch != NULL)
        return false;
    if (operation->kind == OPERATION_DELETE)
        return true; /* also without guards: the copy that undo creates again is the trigger as it goes */
    return write->seen == NULL || (!write->unguarded && absence_is_unguarded(write));
}

static void begin_attempt(struct task_write *write)
{
    if (must_read_first(write))
        read_before(write);
    else
        task_attempt_commit(write);
}

void task_guard_begin(struct task_write *write)
{
    struct operation *operation = &write->entry.operation;
    write->no_time = task_attempt_no_time(write->worker, operation->endpoint);
    task_write_set(&operation->account, write->connection->account);
    task_write_set(&operation->principal, write->connection->principal);
    task_write_set(&write->seen, operation->before);
    task_write_set(&write->target, operation->after);
    begin_attempt(write);
}

void task_guard_again(struct task_write *write)
{
    char uuid[37];
    random_uuid(uuid);
    if (write->entry.operation.journal_id ==
        0) /* else an interrupted delete: its bytes hold no guard and stay as they are */
        task_write_set(&write->entry.operation.client_token, uuid);
    task_write_set(&write->entry.operation.live, NULL);
    write->entry.operation.failure = (struct err){.code = ERR_NONE};
    write->renewals = 0;
    begin_attempt(write);
}

void task_guard_check_and_send(struct task_write *write)
{
    read_before(write);
}

/* ---- settling a refusal ---- */

static void renew_from(struct task_write *write, const cJSON *seen, const cJSON *live, const cJSON *target)
{
    if (++write->renewals > RENEWALS) {
        texts_release(&write->without);
        guard_moved(seen, live, target, &write->without);
        ask_unguarded(write, live);
        return;
    }
    task_attempt_stand_on(write, live);
    task_attempt_renew(write);
}

/* Only a refusal that says so is worth remembering for the endpoint; other
 * ones may have passed by themselves. */
static bool speaks_of_read_only(const struct err *refusal)
{
    static const char *const words[] = {"LastUpdatedAt", "readOnly", "read-only", "read only"};
    for (size_t i = 0; i < ARRAY_COUNT(words); i++)
        if (strcasestr(refusal->text, words[i]) != NULL)
            return true;
    return false;
}

/* The guards hold, and yet it was refused: perhaps the service does not test read-only properties. */
static void settle_same(struct task_write *write, const cJSON *live)
{
    cJSON *patch = task_attempt_patch(write);
    bool has_time = guard_has_time(patch);
    cJSON_Delete(patch);
    if (!has_time || write->no_time || write->refusal.code == ERR_INVALID) {
        task_write_give_up(write, &write->refusal);
        return;
    }
    write->no_time = true;
    write->learns_no_time = speaks_of_read_only(&write->refusal);
    task_attempt_stand_on(write, live);
    task_attempt_renew(write);
}

static void settle_update(struct task_write *write, const cJSON *live)
{
    cJSON *seen = task_write_parse(write->seen), *target = task_write_parse(write->target);
    enum guard_verdict verdict = guard_compare(seen, live, target);
    if (is_there_already(seen, target, live)) {
        end_as_there(write, live);
    } else if (verdict == GUARD_CONFLICT) {
        ask_conflict(write, live);
    } else if (verdict == GUARD_MOVED) {
        renew_from(write, seen, live, target);
    } else if (write->followed != NULL) { /* it was not the guard: another operation was in the way */
        task_attempt_stand_on(write, live);
        task_attempt_renew(write);
    } else {
        settle_same(write, live);
    }
    cJSON_Delete(seen);
    cJSON_Delete(target);
}

static void settle_delete(struct task_write *write, const cJSON *live)
{
    cJSON *before = task_write_parse(write->seen);
    if (before != NULL && !write->unguarded && change_differs(before, live)) {
        ask_conflict(write, live);
    } else {
        task_attempt_stand_on(write, live);
        task_write_set(&write->entry.operation.before, write->seen); /* the copy for undo */
        task_attempt_renew(write);
    }
    cJSON_Delete(before);
}

/* What was in the way has ended. It may have been an earlier sending of ours: then only the same bytes under
 * the same token are safe, since AWS answers those with what became of it. */
static void go_on_behind(struct task_write *write)
{
    if (write->maybe_arrived)
        task_submit_send(write);
    else
        task_attempt_renew(write);
}

static void read_to_settle(void *context);

static void settle_answered(void *context, struct aws_answer *answer)
{
    struct task_write *write = context;
    enum operation_kind kind = write->entry.operation.kind;
    struct err err;
    write->task = NULL;
    if (reading_failed(write, answer, read_to_settle))
        return;
    write->pauses = 0;
    cJSON *live = task_read_document(answer->body, &err);
    if (live == NULL)
        cannot_read(write, &err);
    else if (kind == OPERATION_DELETE)
        settle_delete(write, live);
    else if (write->patch != NULL || write->unguarded)
        go_on_behind(write);
    else
        settle_update(write, live);
    cJSON_Delete(live);
    task_write_set(&write->followed, NULL);
}

static void read_to_settle(void *context)
{
    struct task_write *write = context;
    if (write->entry.operation.kind ==
        OPERATION_CREATE) { /* nothing to read: what was in the way has ended */
        task_write_set(&write->followed, NULL);
        go_on_behind(write);
        return;
    }
    task_write_show(write, OPERATION_RUNNING, "AWS refused it: reads the trigger again");
    write->task =
        task_write_call(write, LIMITER_CHANGE, "GetResource",
                        task_read_body(write->worker, write->entry.operation.identifier), settle_answered);
}

void task_guard_settle(struct task_write *write)
{
    read_to_settle(write);
}

void task_guard_settle_later(struct task_write *write, int64_t wait_ms)
{
    write->timer.fire = read_to_settle;
    timers_set(&write->worker->timers, &write->timer, worker_now_ms() + wait_ms);
}

#include "backend/task_poll.h"

#include <stdlib.h>
#include <string.h>
#include "aws/retry.h"
#include "backend/guard.h"
#include "backend/task_read.h"
#include "backend/task_resume.h"
#include "backend/task_guard.h"
#include "base/clock.h"
#include "base/mem.h"
#include "model/permission.h"

/* What is kept of the events of one operation: a service that never ends it must not fill the disk. */
enum { EVENTS_MOST_BYTES = 256 * 1024, EVENTS_LEAST = 2 };

enum { POLL_LEAST_MS = 100, POLL_MOST_MS = 60000, LOST_POLLS = 3 };

static void poll_now(void *context);

/* ---- progress events ---- */

/* The events as text. The oldest but the very first make room. free(). */
static char *print_events(cJSON *events)
{
    char *text = json_print(events);
    while (strlen(text) > EVENTS_MOST_BYTES && cJSON_GetArraySize(events) > EVENTS_LEAST) {
        cJSON_DeleteItemFromArray(events, 1);
        free(text);
        text = json_print(events);
    }
    return text;
}

/* Keeps the event if it says something new. */
static void note_event(struct task_write *write, const cJSON *tree)
{
    struct operation *operation = &write->entry.operation;
    char *text = json_print(tree);
    if (operation->event != NULL && strcmp(operation->event, text) == 0) {
        free(text);
        return;
    }
    if (write->events == NULL)
        write->events = task_write_parse(operation->events);
    if (!cJSON_IsArray(write->events)) {
        cJSON_Delete(write->events);
        write->events = cJSON_CreateArray();
    }
    cJSON_AddItemToArray(write->events, cJSON_Duplicate(tree, true));
    free(operation->event);
    free(operation->events);
    operation->event = text;
    operation->events = print_events(write->events);
    task_write_keep(write);
}

/* ---- after a success: what is there now ---- */

static void warn_if_kept(struct task_write *write, const cJSON *live)
{
    struct operation *operation = &write->entry.operation;
    bool is_create = operation->kind == OPERATION_CREATE;
    const char *wanted = is_create || write->target == NULL ? operation->after : write->target;
    cJSON *seen = is_create ? NULL : task_write_parse(write->seen);
    cJSON *after = task_write_parse(wanted);
    struct texts kept = {0};
    struct strbuf names = STRBUF_INIT;
    if (after != NULL && (seen != NULL || is_create))
        guard_kept(seen, after, live, &kept);
    for (size_t i = 0; i < kept.count; i++)
        strbuf_addf(&names, "%s%s", i > 0 ? ", " : "", kept.items[i]);
    if (kept.count > 0) {
        char *warning = mem_printf("AWS accepted the change but kept %s", names.text);
        task_write_set(&operation->warning, warning);
        free(warning);
    }
    strbuf_release(&names);
    texts_release(&kept);
    cJSON_Delete(seen);
    cJSON_Delete(after);
}

static void confirm_document(struct task_write *write, const cJSON *live)
{
    struct operation *operation = &write->entry.operation;
    char *text = json_print(live);
    warn_if_kept(write, live);
    task_read_post(write->worker, operation->region, operation->identifier, text);
    free(text);
}

static void confirm_answered(void *context, struct aws_answer *answer)
{
    struct task_write *write = context;
    struct operation *operation = &write->entry.operation;
    struct err err = answer->err;
    write->task = NULL;
    cJSON *live = err.code == ERR_NONE ? task_read_document(answer->body, &err) : NULL;
    if (live != NULL) {
        confirm_document(write, live);
    } else if (err.code == ERR_NOT_FOUND) {
        task_write_set(&operation->warning, "AWS accepted the change, but the trigger is not there");
        task_read_post(write->worker, operation->region, operation->identifier, NULL);
    } else {
        char *warning = mem_printf("AWS accepted the change; it could not be read again: %s", err.text);
        task_write_set(&operation->warning, warning);
        free(warning);
    }
    cJSON_Delete(live);
    task_write_end(write, OPERATION_SUCCEEDED, NULL);
}

static void confirm(struct task_write *write)
{
    struct operation *operation = &write->entry.operation;
    if (operation->kind == OPERATION_DELETE) {
        task_read_post(write->worker, operation->region, operation->identifier, NULL);
        task_write_end(write, OPERATION_SUCCEEDED, NULL);
        return;
    }
    task_write_show(write, OPERATION_RUNNING, "done; reads it again");
    write->task = task_write_call(write, LIMITER_FOLLOW, "GetResource",
                                  task_read_body(write->worker, operation->identifier), confirm_answered);
}

/* ---- the end ---- */

/* A create that may have arrived before says AlreadyExists: what exists may be its own. */
static void existing_answered(void *context, struct aws_answer *answer)
{
    struct task_write *write = context;
    struct operation *operation = &write->entry.operation;
    struct texts kept = {0};
    struct err err;
    write->task = NULL;
    cJSON *live = answer->err.code == ERR_NONE ? task_read_document(answer->body, &err) : NULL;
    cJSON *after = task_write_parse(operation->after);
    if (live != NULL)
        guard_kept(NULL, after, live, &kept);
    if (live != NULL && kept.count == 0) {
        task_write_set(&operation->warning, "an earlier sending had arrived");
        confirm_document(write, live);
        task_write_end(write, OPERATION_SUCCEEDED, NULL);
    } else {
        err = write->refusal;
        task_write_end(write, OPERATION_FAILED, &err);
    }
    texts_release(&kept);
    cJSON_Delete(live);
    cJSON_Delete(after);
}

static void explain(const struct task_write *write, const struct cloudcontrol_event *event, struct err *err)
{
    cloudcontrol_event_error(event, permission_of_change(write->entry.operation.kind, event->error_code),
                             err);
}

static bool may_be_its_own(struct task_write *write, const struct cloudcontrol_event *event)
{
    const struct operation *operation = &write->entry.operation;
    if (operation->kind != OPERATION_CREATE || !write->maybe_arrived || event->error_code == NULL ||
        strcmp(event->error_code, "AlreadyExists") != 0)
        return false;
    explain(write, event, &write->refusal);
    task_write_show(write, OPERATION_RUNNING, "looks whether it is its own");
    write->task = task_write_call(write, LIMITER_FOLLOW, "GetResource",
                                  task_read_body(write->worker, operation->identifier), existing_answered);
    return true;
}

/* FAILED NotFound on a delete: what was wanted is so. */
static bool is_gone_already(const struct task_write *write, const struct cloudcontrol_event *event)
{
    return write->entry.operation.kind == OPERATION_DELETE && event->status == CLOUDCONTROL_FAILED &&
           event->error_code != NULL && strcmp(event->error_code, "NotFound") == 0;
}

static void end_with(struct task_write *write, const struct cloudcontrol_event *event)
{
    struct operation *operation = &write->entry.operation;
    struct err err;
    if (event->status == CLOUDCONTROL_SUCCESS) {
        confirm(write);
        return;
    }
    if (is_gone_already(write, event)) {
        task_write_set(&operation->warning, "it was gone already");
        confirm(write);
        return;
    }
    if (may_be_its_own(write, event))
        return;
    explain(write, event, &err);
    task_write_end(write, event->status == CLOUDCONTROL_FAILED ? OPERATION_FAILED : OPERATION_CANCELLED,
                   &err);
}

static bool has_ended(const struct cloudcontrol_event *event)
{
    return event->status == CLOUDCONTROL_SUCCESS || event->status == CLOUDCONTROL_FAILED ||
           event->status == CLOUDCONTROL_CANCEL_COMPLETE;
}

/* A token that a conflict named may be of a request for something else: that one is not ours. */
static bool is_ours(const struct task_write *write, const struct cloudcontrol_event *event)
{
    const struct operation *operation = &write->entry.operation;
    enum operation_kind kind;
    const char *kind_text = json_text(event->tree, "Operation");
    if (kind_text != NULL && operation_kind_from_aws(kind_text, &kind) && kind != operation->kind)
        return false;
    return event->identifier == NULL || strcmp(event->identifier, operation->identifier) == 0;
}

/* ---- polling ---- */

static int64_t next_poll_ms(struct task_write *write, const struct cloudcontrol_event *event)
{
    int64_t asked_ms = event != NULL && event->retry_after_ms != 0
                           ? event->retry_after_ms - clock_wall_ms() - write->connection->skew_ms
                           : 0;
    if (asked_ms <= 0) /* none, or long past: then it says nothing about when */
        return retry_poll_delay_ms(write->polls++);
    if (asked_ms < POLL_LEAST_MS)
        return POLL_LEAST_MS;
    return asked_ms < POLL_MOST_MS ? asked_ms : POLL_MOST_MS;
}

static void poll_later(struct task_write *write, const struct cloudcontrol_event *event)
{
    int64_t wait_ms = next_poll_ms(write, event);
    write->timer.fire = poll_now;
    timers_set(&write->worker->timers, &write->timer, worker_now_ms() + wait_ms);
    task_write_show(write, OPERATION_RUNNING, "asked again in %d s", (int)((wait_ms + 999) / 1000));
}

static void take_event(struct task_write *write, const struct cloudcontrol_event *event)
{
    struct err err;
    if (!is_ours(write, event)) {
        err_set(&err, ERR_CONFLICT, "%s: the token belongs to another operation", task_write_name(write));
        task_write_end(write, OPERATION_FAILED, &err);
        return;
    }
    note_event(write, event->tree);
    if (has_ended(event))
        end_with(write, event);
    else
        poll_later(write, event);
}

static void take_foreign_event(struct task_write *write, const struct cloudcontrol_event *event)
{
    if (has_ended(event)) {
        task_guard_settle(write);
        return;
    }
    poll_later(write, event);
    task_write_show(write, OPERATION_QUEUED, "waits for another operation on this trigger");
}

/* AWS does not know the request: too new, or forgotten after a week. */
static void request_is_lost(struct task_write *write)
{
    if (write->followed != NULL)
        task_guard_settle(write);
    else if (++write->lost_polls < LOST_POLLS)
        poll_later(write, NULL);
    else
        task_resume_look_up(write);
}

static void poll_failed(struct task_write *write, const struct aws_answer *answer)
{
    if (answer->err.code == ERR_NOT_FOUND && answer->status > 0) {
        request_is_lost(write);
    } else if (answer->err.code == ERR_NETWORK || answer->status >= 500) {
        int64_t wait_ms = task_write_pause(write, poll_now);
        task_write_show(write, OPERATION_OFFLINE, "%s; asked again in %d s", answer->err.text,
                        (int)((wait_ms + 999) / 1000));
    } else {
        task_write_ask(write, OPERATION_ASK_UNSETTLED, NULL, &answer->err);
    }
}

static void poll_answered(void *context, struct aws_answer *answer)
{
    struct task_write *write = context;
    struct cloudcontrol_event event;
    write->task = NULL;
    if (answer->err.code != ERR_NONE) {
        poll_failed(write, answer);
        return;
    }
    write->pauses = 0;
    if (!cloudcontrol_read_event(json_get(answer->body, "ProgressEvent"), &event))
        poll_later(write, NULL);
    else if (write->followed != NULL)
        take_foreign_event(write, &event);
    else
        take_event(write, &event);
}

static void poll_now(void *context)
{
    struct task_write *write = context;
    const char *token = write->followed != NULL ? write->followed : write->entry.operation.request_token;
    write->task = task_write_call(write, LIMITER_FOLLOW, "GetResourceRequestStatus",
                                  cloudcontrol_status_body(token), poll_answered);
}

void task_poll_follow(struct task_write *write)
{
    task_write_show(write, OPERATION_RUNNING, "asks AWS what became of it");
    poll_now(write);
    if (write->cancel_wanted)
        task_poll_cancel(write);
}

void task_poll_foreign(struct task_write *write)
{
    write->polls = 0;
    poll_later(write, NULL);
    task_write_show(write, OPERATION_QUEUED, "waits for another operation on this trigger");
}

void task_poll_accepted(struct task_write *write, const char *request_token,
                        const struct cloudcontrol_event *event)
{
    struct operation *operation = &write->entry.operation;
    write->pauses = write->polls = write->lost_polls = 0;
    operation->state = OPERATION_ACCEPTED;
    task_write_set(&operation->request_token, request_token);
    task_write_keep(write);
    if (event != NULL)
        take_event(write, event);
    else
        task_poll_follow(write);
    if (write->cancel_wanted && !operation_has_ended(operation))
        task_poll_cancel(write);
}

/* ---- cancelling ---- */

static void cancel_answered(void *context, struct aws_answer *answer)
{
    struct task_write *write = context;
    struct cloudcontrol_event event;
    struct err err = answer->err;
    write->cancel = NULL;
    if (err.code != ERR_NONE) {
        err_context(&err, "%s cannot be cancelled", task_write_name(write));
        worker_say_error(write->worker, &err);
        return;
    }
    if (!cloudcontrol_read_event(json_get(answer->body, "ProgressEvent"), &event) || !is_ours(write, &event))
        return;
    note_event(write, event.tree);
    task_write_post(write);
}

void task_poll_cancel(struct task_write *write)
{
    write->cancel_wanted = false;
    if (write->cancel == NULL)
        write->cancel =
            task_write_call(write, LIMITER_FOLLOW, "CancelResourceRequest",
                            cloudcontrol_cancel_body(write->entry.operation.request_token), cancel_answered);
}

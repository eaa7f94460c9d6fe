#include "backend/task_resume.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "aws/cloudcontrol.h"
#include "backend/guard.h"
#include "backend/task_attempt.h"
#include "backend/task_poll.h"
#include "backend/task_read.h"
#include "backend/task_guard.h"
#include "backend/task_submit.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/fields.h"

#define TOKEN_LIFE_MS  (24 * 60 * 60 * INT64_C(1000))
#define AWS_FORGETS_MS (7 * 24 * 60 * 60 * INT64_C(1000)) /* Cloud Control keeps requests for 7 days */
#define CLOCKS_MS      (5 * 60 * INT64_C(1000))           /* how far two clocks may be apart */

static bool is_open(const struct operation *operation)
{
    return !operation_has_ended(operation);
}

/* ---- rows of the journal ---- */

static struct task_write *find_row(const struct worker *worker, int64_t journal_id)
{
    struct task_write *write = worker->writes;
    while (write != NULL && write->entry.operation.journal_id != journal_id)
        write = write->next;
    return write;
}

/* What the bytes say beside the documents: another attempt says it again. */
static void take_from_body(struct task_write *write)
{
    const struct operation *operation = &write->entry.operation;
    cJSON *body = task_write_parse(write->entry.body);
    write->role_arn = mem_dup(json_text(body, "RoleArn"));
    write->type_version_id = mem_dup(json_text(body, "TypeVersionId"));
    if (operation->after == NULL && operation->kind == OPERATION_UPDATE)
        write->patch = mem_dup(json_text(body, "PatchDocument"));
    cJSON_Delete(body);
}

/* What the row says becomes what the operation says; an attempt of ours that ended is history, no news. */
static void take_row(struct task_write *write, const struct journal_entry *entry, uint64_t number)
{
    struct operation *operation = &write->entry.operation;
    journal_entry_copy(&write->entry, entry);
    operation->number = number;
    operation->mine &= !operation_has_ended(operation);
}

/* A row as an operation of this process. Its number follows from its id, so that it is the same however often
 * it is loaded. */
static struct task_write *adopt(struct worker *worker, const struct journal_entry *entry)
{
    uint64_t number = WORKER_JOURNAL_NUMBERS + (uint64_t)entry->operation.journal_id;
    struct task_write *write = task_write_new(worker, number);
    struct operation *operation = &write->entry.operation;
    take_row(write, entry, number);
    write->account_unknown_ok = true; /* the person agreed when it began */
    write->sends = entry->first_sent_ms != 0 ? 1 : 0;
    write->maybe_arrived = entry->first_sent_ms != 0;
    task_write_set(&write->seen, operation->before);
    task_write_set(&write->target, operation->after);
    take_from_body(write);
    return write;
}

/* The row of the list, with what another process has done to it since; one of our own is as it is. */
static struct task_write *renew(struct worker *worker, const struct journal_entry *entry)
{
    struct task_write *write = find_row(worker, entry->operation.journal_id);
    if (write == NULL)
        return adopt(worker, entry);
    if (!write->entry.operation.mine) {
        uint64_t number = write->entry.operation.number;
        journal_entry_release(&write->entry);
        take_row(write, entry, number);
    }
    return write;
}

static void show_interrupted(const struct journal_entry *entry, void *context)
{
    struct worker *worker = context;
    const struct task_write *known = find_row(worker, entry->operation.journal_id);
    if (known != NULL && known->entry.operation.mine)
        return;
    struct task_write *write = renew(worker, entry);
    write->entry.operation.wait = OPERATION_INTERRUPTED;
    task_write_post(write);
}

static bool journal_is_there(const struct worker *worker)
{
    if (worker->state_dir == NULL)
        return false;
    char *path = file_join(worker->state_dir, "journal.db");
    bool there = access(path, F_OK) == 0;
    free(path);
    return there;
}

/* Shows, and where that is wanted takes over, what other processes left behind. */
static void look_for_interrupted(struct worker *worker, struct journal *journal)
{
    struct err err;
    if (!journal_interrupted(journal, worker->take_over && journal_writable(journal, NULL), show_interrupted,
                             worker, &err))
        worker_say_error(worker, &err);
}

void task_resume_begin(struct worker *worker)
{
    struct err err;
    if (!journal_is_there(worker))
        return;
    struct journal *journal = worker_journal(worker, &err);
    if (journal == NULL)
        worker_say_error(worker, &err);
    else
        look_for_interrupted(worker, journal);
    task_resume_follow(worker);
}

static bool is_of(const struct operation *operation, const struct connection *connection)
{
    return (connection->identity == CONNECTION_KNOWN || connection->identity == CONNECTION_UNKNOWN) &&
           strcmp(operation->account, connection->account) == 0 &&
           strcmp(operation->endpoint, connection->endpoint) == 0;
}

void task_resume_follow(struct worker *worker)
{
    for (struct task_write *write = worker->writes; write != NULL; write = write->next) {
        const struct operation *operation = &write->entry.operation;
        if (operation->wait != OPERATION_INTERRUPTED || operation->state != OPERATION_ACCEPTED ||
            !operation->mine || !is_of(operation, worker->connection))
            continue;
        connection_release(write->connection);
        write->connection = connection_hold(worker->connection);
        task_poll_follow(write);
    }
}

/* ---- loading ---- */

struct loading {
    struct journal_entry *items;
    size_t count, capacity;
};

static void keep_entry(const struct journal_entry *entry, void *context)
{
    struct loading *loading = context;
    ARRAY_GROW(loading->items, loading->count + 1, loading->capacity);
    journal_entry_copy(&loading->items[loading->count++], entry);
}

static void show_loaded(struct worker *worker, const struct journal_entry *entry)
{
    task_write_post(renew(worker, entry));
}

void task_resume_load(struct worker *worker, size_t count)
{
    struct err err = {.code = ERR_NONE};
    struct loading loading = {0};
    struct message *loaded = message_new(EVENT_LOADED);
    task_resume_begin(worker); /* what is interrupted becomes ours first */
    struct journal *journal = journal_is_there(worker) ? worker_journal(worker, &err) : NULL;
    if (journal != NULL)
        look_for_interrupted(worker, journal);
    if (journal != NULL && !journal_each(journal, count, keep_entry, &loading, &err))
        worker_say_error(worker, &err);
    for (size_t i = loading.count; i-- > 0;) { /* the oldest first, as the store has them */
        show_loaded(worker, &loading.items[i]);
        journal_entry_release(&loading.items[i]);
    }
    free(loading.items);
    task_resume_follow(worker);
    loaded->failure = message_failure(&err);
    worker_post(worker, loaded);
}

/* ---- the person's word ---- */

void task_resume_interrupt(struct task_write *write, const struct err *err)
{
    struct operation *operation = &write->entry.operation;
    task_write_stop(write);
    operation->wait = OPERATION_INTERRUPTED;
    operation->question = OPERATION_ASK_NOTHING;
    task_write_set(&operation->activity, NULL);
    if (err != NULL && err->code != ERR_NONE) {
        operation->failure = *err;
        worker_say_error(write->worker, err);
    }
    task_write_post(write);
}

/* Makes the row ours. One of another host only when it is resumed. */
static bool take(struct task_write *write, bool resumes, struct err *err)
{
    struct operation *operation = &write->entry.operation;
    bool elsewhere = false;
    struct journal *journal = worker_journal(write->worker, err);
    if (journal == NULL || !journal_writable(journal, err))
        return false;
    if (operation->mine)
        return true;
    if (journal_owner_alive(journal, &write->entry, &elsewhere) && !(elsewhere && resumes)) {
        err_set(err, ERR_CONFLICT, "%s: another etrig is at work on it", task_write_name(write));
        return err_hint(err, "look there, or end it first");
    }
    return journal_take(journal, &write->entry, err);
}

static bool is_under_way(const struct task_write *write)
{
    return write->task != NULL || write->timer.place != 0 || write->when_known != NULL;
}

/* Makes the row ours and gives it the present connection. false: nothing to do, or said why. */
static bool prepare(struct task_write *write, bool resumes)
{
    struct err err;
    struct operation *operation = &write->entry.operation;
    if (!is_open(operation) || is_under_way(write))
        return false;
    if (!take(write, resumes, &err)) {
        task_resume_interrupt(write, &err);
        return false;
    }
    if (write->connection != write->worker->connection) {
        connection_release(write->connection);
        write->connection = connection_hold(write->worker->connection);
    }
    operation->failure = (struct err){.code = ERR_NONE};
    return true;
}

/* How long ago it was sent first. If that lies ahead, a clock was set back since: nobody knows, and it may be for ever. */
static int64_t age_ms(const struct task_write *write)
{
    int64_t age = clock_wall_ms() - write->entry.first_sent_ms;
    return age < -CLOCKS_MS ? INT64_MAX : age;
}

bool task_resume_token_is_old(const struct task_write *write)
{
    return write->entry.first_sent_ms != 0 && age_ms(write) > TOKEN_LIFE_MS;
}

static void resume_known(struct task_write *write)
{
    const struct operation *operation = &write->entry.operation;
    struct err err;
    if (operation->state == OPERATION_ACCEPTED) {
        task_poll_follow(write);
    } else if (write->connection->read_only) {
        err_set(&err, ERR_REFUSED, "%s: this connection is read-only", task_write_name(write));
        err_hint(&err, "start without --read-only and resume it then");
        task_resume_interrupt(write, &err);
    } else if (!connection_may_use(write->connection, operation->region, &err)) {
        err_context(&err, "%s", task_write_name(write));
        task_resume_interrupt(write, &err);
    } else if (task_resume_token_is_old(write)) {
        task_resume_look_up(write);
    } else if (operation->kind == OPERATION_DELETE) {
        task_guard_check_and_send(write);
    } else {
        task_submit_send(write);
    }
}

void task_resume(struct task_write *write)
{
    if (prepare(write, true))
        task_write_when_known(write, resume_known);
}

void task_resume_drop(struct task_write *write)
{
    struct err err;
    if (!is_open(&write->entry.operation))
        return;
    if (write->entry.operation.journal_id == 0 || take(write, false, &err))
        task_write_end(write, OPERATION_DROPPED, NULL);
    else
        task_resume_interrupt(write, &err);
}

static void never_left(struct task_write *write)
{
    struct err err;
    err_set(&err, ERR_REFUSED, "%s: it was given up before a byte of it left", task_write_name(write));
    task_write_end(write, OPERATION_NOT_SENT, &err);
}

void task_resume_cancel(struct task_write *write)
{
    write->cancel_wanted = write->entry.operation.state != OPERATION_INTENDED;
    if (write->entry.operation.state == OPERATION_ACCEPTED)
        task_resume(write);
    else
        task_resume_look_up(write);
}

/* ---- looking up ---- */

/* What the trigger itself tells. */
enum trace { TRACE_DONE, TRACE_NOTHING, TRACE_UNCLEAR };

static enum trace trace_of_update(const cJSON *before, const cJSON *after, const cJSON *live)
{
    struct texts kept = {0};
    if (before == NULL || after == NULL || live == NULL)
        return TRACE_UNCLEAR;
    guard_kept(before, after, live, &kept);
    enum trace trace = TRACE_UNCLEAR;
    if (kept.count == 0)
        trace = TRACE_DONE;
    else if (guard_compare(before, live, after) != GUARD_CONFLICT)
        trace = TRACE_NOTHING;
    texts_release(&kept);
    return trace;
}

static enum trace trace_of_create(const cJSON *after, const cJSON *live)
{
    struct texts kept = {0};
    if (live == NULL)
        return TRACE_NOTHING;
    guard_kept(NULL, after, live, &kept);
    enum trace trace = kept.count == 0 ? TRACE_DONE : TRACE_UNCLEAR;
    texts_release(&kept);
    return trace;
}

static enum trace trace_of(const struct task_write *write, const cJSON *live)
{
    const struct operation *operation = &write->entry.operation;
    cJSON *before = task_write_parse(operation->before);
    cJSON *after = task_write_parse(operation->after);
    enum trace trace = operation->kind == OPERATION_DELETE   ? live == NULL ? TRACE_DONE : TRACE_NOTHING
                       : operation->kind == OPERATION_CREATE ? trace_of_create(after, live)
                                                             : trace_of_update(before, after, live);
    cJSON_Delete(before);
    cJSON_Delete(after);
    return trace;
}

static void settle(struct task_write *write, const cJSON *live)
{
    struct operation *operation = &write->entry.operation;
    struct err err;
    bool remembered = age_ms(write) < AWS_FORGETS_MS - CLOCKS_MS;
    enum trace trace = trace_of(write, live);
    if (trace == TRACE_DONE) {
        task_write_set(&operation->warning, "found as asked for when it was looked up");
        task_write_end(write, OPERATION_SUCCEEDED, NULL);
    } else if (trace == TRACE_NOTHING && remembered && operation->state == OPERATION_SENT) {
        err_set(&err, ERR_NETWORK, "%s: it never arrived; AWS knows no such request", task_write_name(write));
        err_hint(&err, "try it again");
        task_write_end(write, OPERATION_NOT_SENT, &err);
    } else {
        err_set(&err, ERR_CONFLICT,
                "%s: neither AWS's list of requests nor the trigger tells what became of it",
                task_write_name(write));
        err_hint(&err, "look at the trigger, then drop the operation or begin it anew");
        task_write_ask(write, OPERATION_ASK_UNSETTLED, live, &err);
    }
}

static void look_answered(void *context, struct aws_answer *answer)
{
    struct task_write *write = context;
    const struct operation *operation = &write->entry.operation;
    struct err err = answer->err;
    write->task = NULL;
    cJSON *live = err.code == ERR_NONE ? task_read_document(answer->body, &err) : NULL;
    if (live != NULL) {
        char *text = json_print(live);
        task_read_post(write->worker, operation->region, operation->identifier, text);
        free(text);
        settle(write, live);
    } else if (err.code == ERR_NOT_FOUND) {
        task_read_post(write->worker, operation->region, operation->identifier, NULL);
        settle(write, NULL);
    } else {
        task_resume_interrupt(write, &err);
    }
    cJSON_Delete(live);
}

static void look_at_trigger(struct task_write *write)
{
    task_write_show(write, OPERATION_RUNNING, "looks at the trigger");
    write->task =
        task_write_call(write, LIMITER_FOLLOW, "GetResource",
                        task_read_body(write->worker, write->entry.operation.identifier), look_answered);
}

/* True if this summary may be of our request. */
static bool may_be_ours(const struct task_write *write, const cJSON *summary)
{
    const struct operation *operation = &write->entry.operation;
    enum operation_kind kind;
    const char *type = json_text(summary, "TypeName"), *identifier = json_text(summary, "Identifier");
    const char *kind_text = json_text(summary, "Operation");
    int64_t at_ms = aws_json_time(summary, "EventTime");
    return type != NULL && strcmp(type, fields_event_trigger.type_name) == 0 && identifier != NULL &&
           strcmp(identifier, operation->identifier) == 0 &&
           (kind_text == NULL || !operation_kind_from_aws(kind_text, &kind) || kind == operation->kind) &&
           (at_ms == 0 || at_ms > write->entry.first_sent_ms - CLOCKS_MS);
}

static void note_requests(struct task_write *write, const cJSON *page)
{
    const cJSON *summary;
    cJSON_ArrayForEach(summary, json_get(page, "ResourceRequestStatusSummaries"))
    {
        const char *token = json_text(summary, "RequestToken");
        if (token != NULL && may_be_ours(write, summary))
            task_write_set(&write->found_token, write->found_token == NULL ? token : "");
    }
}

static void list_requests(struct task_write *write);

static void requests_answered(void *context, struct aws_answer *answer)
{
    struct task_write *write = context;
    write->task = NULL;
    if (answer->err.code != ERR_NONE) {
        if (answer->err.code == ERR_NETWORK)
            task_resume_interrupt(write, &answer->err);
        else
            look_at_trigger(write);
        return;
    }
    note_requests(write, answer->body);
    if (pages_next(&write->requests, answer->body, NULL) == PAGES_MORE) {
        list_requests(write);
    } else if (write->found_token != NULL && *write->found_token != '\0') {
        task_poll_accepted(write, write->found_token, NULL);
    } else {
        look_at_trigger(write);
    }
}

static void list_requests(struct task_write *write)
{
    write->task = task_write_call(write, LIMITER_FOLLOW, "ListResourceRequests",
                                  cloudcontrol_requests_body(write->requests.token), requests_answered);
}

static void look_up_known(struct task_write *write)
{
    pages_release(&write->requests);
    task_write_set(&write->found_token, NULL);
    if (write->entry.operation.state == OPERATION_ACCEPTED && write->lost_polls == 0) {
        task_poll_follow(write);
        return;
    }
    task_write_show(write, OPERATION_RUNNING, "looks for it among AWS's requests");
    list_requests(write);
}

void task_resume_look_up(struct task_write *write)
{
    if (is_under_way(write) || !is_open(&write->entry.operation))
        return;
    if (write->entry.operation.wait != OPERATION_INTERRUPTED &&
        write->entry.operation.wait != OPERATION_ASKING)
        look_up_known(write); /* it was at work until now: over its own connection */
    else if (!prepare(write, false))
        return;
    else if (write->entry.operation.state == OPERATION_INTENDED)
        never_left(write);
    else
        task_write_when_known(write, look_up_known);
}

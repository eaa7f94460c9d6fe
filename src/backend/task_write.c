#include "backend/task_write.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "backend/guard.h"
#include "backend/task_files.h"
#include "backend/task_poll.h"
#include "backend/task_resume.h"
#include "backend/task_guard.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/random.h"
#include "model/document.h"

enum { PAUSE_FIRST_MS = 1000, PAUSE_MOST_MS = 30000 };

/* ---- the list ---- */

struct task_write *task_write_new(struct worker *worker, uint64_t number)
{
    struct task_write *write = mem_alloc(1, sizeof *write);
    write->worker = worker;
    write->next = worker->writes;
    write->timer.context = write;
    write->entry.operation.number = number;
    worker->writes = write;
    return write;
}

static struct task_write *find(const struct worker *worker, uint64_t number)
{
    struct task_write *write = worker->writes;
    while (write != NULL && write->entry.operation.number != number)
        write = write->next;
    return write;
}

void task_write_stop(struct task_write *write)
{
    task_cancel(write->task);
    task_cancel(write->cancel);
    write->task = write->cancel = NULL;
    write->when_known = NULL;
    timers_clear(&write->worker->timers, &write->timer);
}

static void free_write(struct task_write *write)
{
    task_write_stop(write);
    connection_release(write->connection);
    journal_entry_release(&write->entry);
    free(write->account_seen);
    free(write->patch);
    free(write->role_arn);
    free(write->type_version_id);
    free(write->asked);
    free(write->seen);
    free(write->target);
    texts_release(&write->without);
    free(write->followed);
    cJSON_Delete(write->events);
    pages_release(&write->requests);
    free(write->found_token);
    free(write);
}

bool task_write_uses(const struct worker *worker, const struct connection *connection)
{
    for (const struct task_write *write = worker->writes; write != NULL; write = write->next)
        if (write->connection == connection && !operation_has_ended(&write->entry.operation))
            return true;
    return false;
}

void task_write_free(struct worker *worker)
{
    while (worker->writes != NULL) {
        struct task_write *next = worker->writes->next;
        free_write(worker->writes);
        worker->writes = next;
    }
}

/* ---- what the parts share ---- */

void task_write_set(char **text, const char *value)
{
    char *copy = mem_dup(value);
    free(*text);
    *text = copy;
}

cJSON *task_write_parse(const char *text)
{
    return text != NULL ? json_parse_text(text, NULL) : NULL;
}

const char *task_write_name(const struct task_write *write)
{
    const char *bar = strchr(write->entry.operation.identifier, '|');
    return bar != NULL ? bar + 1 : write->entry.operation.identifier;
}

void task_write_post(struct task_write *write)
{
    struct message *event = message_new(EVENT_OPERATION);
    event->operation = mem_alloc(1, sizeof *event->operation);
    write->entry.operation.changed_ms = clock_wall_ms();
    operation_copy(event->operation, &write->entry.operation);
    worker_post(write->worker, event);
}

void task_write_show(struct task_write *write, enum operation_wait wait, const char *words, ...)
{
    struct operation *operation = &write->entry.operation;
    struct strbuf text = STRBUF_INIT;
    free(operation->activity);
    operation->activity = NULL;
    if (words != NULL) {
        va_list arguments;
        va_start(arguments, words);
        char line[400];
        vsnprintf(line, sizeof line, words, arguments);
        va_end(arguments);
        strbuf_adds(&text, line);
        operation->activity = strbuf_detach(&text);
    }
    operation->wait = wait;
    operation->question = OPERATION_ASK_NOTHING;
    task_write_post(write);
}

void task_write_keep(struct task_write *write)
{
    struct err err;
    write->entry.operation.changed_ms = clock_wall_ms();
    if (write->entry.operation.journal_id == 0 || journal_update(write->worker->journal, &write->entry, &err))
        return;
    err_context(&err, "%s", task_write_name(write));
    worker_say_error(write->worker, &err);
}

void task_write_end(struct task_write *write, enum operation_state state, const struct err *err)
{
    struct operation *operation = &write->entry.operation;
    task_write_stop(write);
    operation->state = state;
    operation->wait = OPERATION_RUNNING;
    operation->question = OPERATION_ASK_NOTHING;
    operation->ended_ms = clock_wall_ms();
    operation->failure = err != NULL ? *err : (struct err){.code = ERR_NONE};
    task_write_set(&operation->activity, NULL);
    task_write_set(&operation->live, NULL);
    task_write_keep(write);
    if (state == OPERATION_SUCCEEDED)
        task_files_drop_draft_of(write->worker, operation, write->asked);
    task_write_post(write);
}

void task_write_give_up(struct task_write *write, const struct err *err)
{
    task_write_end(write, write->refused ? OPERATION_FAILED : OPERATION_NOT_SENT, err);
}

void task_write_ask(struct task_write *write, enum operation_question question, const cJSON *live,
                    const struct err *err)
{
    struct operation *operation = &write->entry.operation;
    char *text = live != NULL ? json_print(live) : NULL;
    task_write_stop(write);
    task_write_set(&operation->live, text);
    task_write_set(&operation->activity, NULL);
    free(text);
    operation->wait = OPERATION_ASKING;
    operation->question = question;
    operation->failure = err != NULL ? *err : (struct err){.code = ERR_NONE};
    task_write_post(write);
}

int64_t task_write_pause(struct task_write *write, timers_fn fire)
{
    int64_t most = (int64_t)PAUSE_FIRST_MS << (write->pauses < 5 ? write->pauses : 5);
    if (most > PAUSE_MOST_MS)
        most = PAUSE_MOST_MS;
    int64_t wait_ms = most / 2 + (int64_t)random_below((uint64_t)most / 2);
    write->pauses++;
    write->timer.fire = fire;
    timers_set(&write->worker->timers, &write->timer, worker_now_ms() + wait_ms);
    return wait_ms;
}

static void call_waits(void *context, const struct delay *delay)
{
    struct err err;
    if (delay->kind == DELAY_THROTTLED) {
        task_write_show(context, OPERATION_QUEUED, "throttled: asked again in %d s",
                        (int)((delay->wait_ms + 999) / 1000));
        return;
    }
    delay_say(delay, &err);
    task_write_show(context, OPERATION_OFFLINE, "%s; %s", err.text, err.hint);
}

struct task *task_write_call(struct task_write *write, enum limiter_urgency urgency, const char *action,
                             char *body, task_done_fn done)
{
    struct task_call call = {
        .connection = write->connection,
        .region = write->entry.operation.region,
        .urgency = urgency,
        .done = done,
        .waits = call_waits,
        .outlasts = true,
        .context = write,
    };
    return task_control(write->worker, &call, action, body);
}

/* ---- the right account ---- */

/* Nobody answered yet who we are, and this change does not go without that. */
static bool needs_identity(const struct task_write *write)
{
    const char *seen = write->account_seen;
    return write->connection->identity == CONNECTION_ASKING &&
           (write->connection->protected_ || !write->account_unknown_ok || (seen != NULL && *seen != '\0'));
}

static bool fits_account(const struct task_write *write, struct err *err)
{
    const struct connection *connection = write->connection;
    const char *live = connection->account, *seen = write->account_seen;
    if (needs_identity(write)) {
        *err = connection->identity_failure;
        return false;
    }
    if (seen != NULL && strcmp(seen, live) != 0) {
        err_set(err, ERR_REFUSED, "%s: the keys are those of account %s now, you looked at account %s",
                task_write_name(write), *live != '\0' ? live : "(unknown)",
                *seen != '\0' ? seen : "(unknown)");
        return err_hint(err, "read the list again before you change anything");
    }
    if (*live != '\0')
        return true;
    err_set(err, ERR_REFUSED, "%s: nobody tells which account these keys belong to", task_write_name(write));
    if (connection->protected_)
        return err_hint(err, "the profile %s is protected: it changes nothing in an unknown account",
                        connection->profile);
    err_hint(err, "agree to an unknown account, or look at the endpoint of STS");
    return write->account_unknown_ok;
}

/* A row of the journal is resumed only where it began. */
static bool fits_row(const struct task_write *write, struct err *err)
{
    const struct operation *operation = &write->entry.operation;
    if (operation->journal_id == 0 || (strcmp(operation->account, write->connection->account) == 0 &&
                                       strcmp(operation->endpoint, write->connection->endpoint) == 0))
        return true;
    if (write->connection->identity == CONNECTION_ASKING) {
        *err = write->connection->identity_failure;
        return false;
    }
    err_set(err, ERR_REFUSED, "%s began in account %s%s%s", task_write_name(write),
            *operation->account != '\0' ? operation->account : "(unknown)",
            *operation->endpoint != '\0' ? " at " : "", operation->endpoint);
    return err_hint(err, "connect there and resume it then");
}

static void refuse(struct task_write *write, const struct err *err)
{
    if (write->entry.operation.journal_id == 0)
        task_write_give_up(write, err);
    else
        task_resume_interrupt(write, err);
}

static void go_on_known(struct task_write *write)
{
    struct err err;
    struct connection *connection = write->connection;
    void (*when_known)(struct task_write *) = write->when_known;
    write->when_known = NULL;
    if (connection->state == CONNECTION_FAILED) {
        refuse(write, &connection->failure);
    } else if (connection->identity == CONNECTION_REFUSED) {
        refuse(write, &connection->identity_failure);
    } else if (!fits_row(write, &err) || !fits_account(write, &err)) {
        refuse(write, &err);
    } else {
        when_known(write);
    }
}

static bool identity_is_settled(const struct connection *connection)
{
    /* Asked in vain counts too: then the account is unknown, and whether Cloud Control answers
     * is for the change to find out. */
    return connection->state == CONNECTION_FAILED ||
           (connection->state == CONNECTION_READY &&
            (connection->identity != CONNECTION_ASKING || connection->identity_failure.code != ERR_NONE));
}

void task_write_when_known(struct task_write *write, void (*when_known)(struct task_write *write))
{
    write->when_known = when_known;
    if (identity_is_settled(write->connection))
        go_on_known(write);
    else
        task_write_show(write, OPERATION_RUNNING, "waits until the account of the keys is known");
}

void task_write_identity_late(struct worker *worker, const struct connection *connection,
                              const struct err *why)
{
    for (struct task_write *write = worker->writes; write != NULL; write = write->next)
        if (write->connection == connection && write->when_known != NULL)
            task_write_show(write, OPERATION_OFFLINE, "waits until the account of the keys is known: %s; %s",
                            why->text, why->hint);
}

void task_write_identity_settled(struct worker *worker, struct connection *connection)
{
    struct task_write *next;
    for (struct task_write *write = worker->writes; write != NULL; write = next) {
        next = write->next;
        if (write->connection == connection && write->when_known != NULL && identity_is_settled(connection))
            go_on_known(write);
    }
    if (connection == worker->connection)
        task_resume_follow(worker);
}

/* ---- changes asked for ---- */

static bool may_write(const struct task_write *write, struct err *err)
{
    const struct connection *connection = write->connection;
    const struct operation *operation = &write->entry.operation;
    if (connection->read_only) {
        err_set(err, ERR_REFUSED, "%s: this connection is read-only", task_write_name(write));
        return err_hint(err, "start without --read-only, and look at read_only in the config");
    }
    if (!connection_may_use(connection, operation->region, err))
        return err_context(err, "%s", task_write_name(write));
    const struct journal *journal = worker_journal(write->worker, err);
    return journal != NULL && journal_writable(journal, err);
}

/* A document that is not JSON would be the caller's mistake; it must not reach the journal. */
static bool documents_are_sound(const struct task_write *write, struct err *err)
{
    const char *const texts[] = {write->entry.operation.before, write->entry.operation.after, write->patch};
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++) {
        cJSON *tree = texts[i] != NULL ? json_parse_text(texts[i], err) : NULL;
        if (texts[i] != NULL && tree == NULL)
            return false;
        cJSON_Delete(tree);
    }
    return true;
}

static char *identifier_of(const struct message_change *change)
{
    if (change->identifier != NULL)
        return mem_dup(change->identifier);
    cJSON *after = task_write_parse(change->after);
    char *identifier = document_identifier(after);
    cJSON_Delete(after);
    return identifier != NULL ? identifier : mem_dup("|");
}

static void fill_operation(struct operation *operation, const struct message_change *change,
                           const struct connection *connection)
{
    char uuid[37];
    random_uuid(uuid);
    operation->kind = change->kind;
    operation->state = OPERATION_INTENDED;
    operation->region = mem_dup(change->region);
    operation->account = mem_dup(connection->account);
    operation->endpoint = mem_dup(connection->endpoint);
    operation->identifier = identifier_of(change);
    operation->client_token = mem_dup(change->client_token != NULL ? change->client_token : uuid);
    operation->before = mem_dup(change->before);
    operation->after = mem_dup(change->after);
    operation->started_ms = clock_wall_ms();
    operation->mine = true;
}

/* refusal: why it may not begin, or NULL. */
static void begin(struct worker *worker, uint64_t number, const struct message_change *change,
                  const struct err *refusal)
{
    struct err err = refusal != NULL ? *refusal : (struct err){.code = ERR_NONE};
    struct task_write *write = task_write_new(worker, number);
    write->connection = connection_hold(worker->connection);
    write->account_seen = mem_dup(change->account);
    write->patch = mem_dup(change->patch);
    write->role_arn = mem_dup(change->role_arn != NULL ? change->role_arn : worker->role_arn);
    write->type_version_id =
        mem_dup(change->type_version_id != NULL ? change->type_version_id : worker->type_version_id);
    write->asked = mem_dup(change->after);
    write->unguarded = change->unguarded;
    write->account_unknown_ok = change->account_unknown_ok;
    fill_operation(&write->entry.operation, change, write->connection);
    task_write_post(write);
    if (refusal != NULL || !may_write(write, &err) || !documents_are_sound(write, &err))
        task_write_give_up(write, &err);
    else
        task_write_when_known(write, task_guard_begin);
}

static void retry(struct worker *worker, const struct task_write *old, uint64_t number)
{
    const struct operation *operation = &old->entry.operation;
    struct message_change change = {
        .kind = operation->kind,
        .region = operation->region,
        .account = old->account_seen != NULL     ? old->account_seen
                   : *operation->account != '\0' ? operation->account
                                                 : NULL,
        .identifier = operation->identifier,
        .before = operation->before,
        .after = operation->after,
        .patch = old->patch,
        .role_arn = old->role_arn,
        .type_version_id = old->type_version_id,
        .unguarded = old->unguarded,
        .account_unknown_ok = old->account_unknown_ok || operation->journal_id != 0,
    };
    struct err err;
    bool is_elsewhere = strcmp(operation->endpoint, worker->connection->endpoint) != 0;
    if (is_elsewhere) {
        err_set(&err, ERR_REFUSED, "%s was changed at another endpoint", task_write_name(old));
        err_hint(&err, "connect there and try it again then");
    }
    begin(worker, number, &change, is_elsewhere ? &err : NULL);
}

/* ---- words from the person ---- */

/* AWS holds nothing of it: it was not sent, or refused for being too much, and waits to be sent again. */
static bool is_still_here(const struct task_write *write)
{
    const struct operation *operation = &write->entry.operation;
    return operation->state == OPERATION_INTENDED ||
           (operation->state == OPERATION_SENT && operation->wait == OPERATION_QUEUED &&
            !write->maybe_arrived);
}

static void cancel_open(struct task_write *write)
{
    struct operation *operation = &write->entry.operation;
    struct err err;
    if (operation->wait == OPERATION_INTERRUPTED) {
        task_resume_cancel(write);
    } else if (is_still_here(write)) {
        err_set(&err, ERR_REFUSED, "%s: cancelled before AWS took it", task_write_name(write));
        task_write_give_up(write, &err);
    } else if (operation->state == OPERATION_ACCEPTED) {
        task_poll_cancel(write);
    } else {
        write->cancel_wanted = true;
        task_write_show(write, operation->wait, "will be cancelled as soon as AWS has named it");
    }
}

/* It belongs to the process that holds its owner's lock. */
static bool is_of_another(const struct task_write *write)
{
    return !write->entry.operation.mine && write->entry.operation.wait != OPERATION_INTERRUPTED;
}

static void cancel(struct task_write *write)
{
    struct err err;
    if (operation_has_ended(&write->entry.operation))
        err_set(&err, ERR_FAILED, "%s: the operation has ended already", task_write_name(write));
    else if (is_of_another(write))
        err_set(&err, ERR_CONFLICT, "%s: another etrig is at work on it; cancel it there",
                task_write_name(write));
    else if (write->worker->connection->read_only)
        err_set(&err, ERR_REFUSED, "%s: this connection is read-only", task_write_name(write));
    else {
        cancel_open(write);
        return;
    }
    if (write->entry.operation.wait == OPERATION_INTERRUPTED)
        task_resume_interrupt(write, &err); /* who waits for it hears why it stays as it is */
    else
        worker_say_error(write->worker, &err);
}

static void answer_conflict(struct task_write *write)
{
    struct operation *operation = &write->entry.operation;
    cJSON *live = task_write_parse(operation->live);
    cJSON *before = task_write_parse(operation->before);
    cJSON *after = task_write_parse(operation->after);
    if (operation->kind == OPERATION_UPDATE && after != NULL) {
        cJSON *rebased = guard_rebase(before, live, after);
        char *text = json_print(rebased);
        task_write_set(&operation->after, text);
        free(text);
        cJSON_Delete(rebased);
    }
    task_write_set(&operation->before, operation->live);
    task_write_set(&write->seen, operation->before);
    task_write_set(&write->target, operation->after);
    cJSON_Delete(live);
    cJSON_Delete(before);
    cJSON_Delete(after);
    task_guard_again(write);
}

/* The person lets the question be. */
static void leave(struct task_write *write)
{
    struct err err = write->entry.operation.failure;
    if (write->entry.operation.question == OPERATION_ASK_UNSETTLED)
        task_resume_interrupt(write, &err);
    else if (write->maybe_arrived) /* an interrupted delete: nobody knows what became of its first sending */
        task_write_end(write, OPERATION_DROPPED, &err);
    else
        task_write_give_up(write, &err);
}

static void answer(struct task_write *write, bool go_on)
{
    struct operation *operation = &write->entry.operation;
    if (operation->wait != OPERATION_ASKING)
        return;
    if (!go_on)
        leave(write);
    else if (operation->question == OPERATION_ASK_CONFLICT)
        answer_conflict(write);
    else if (operation->question == OPERATION_ASK_UNGUARDED)
        task_guard_again(write);
    else
        task_resume(write);
}

static void take_order(struct task_write *write, const struct message *request)
{
    switch (request->kind) {
    case MESSAGE_CANCEL:
        cancel(write);
        break;
    case MESSAGE_RETRY:
        retry(write->worker, write, request->other);
        break;
    case MESSAGE_RESUME:
        task_resume(write);
        break;
    case MESSAGE_LOOK_UP:
        task_resume_look_up(write);
        break;
    case MESSAGE_DROP:
        task_resume_drop(write);
        break;
    case MESSAGE_ANSWER:
        answer(write, request->flag);
        break;
    default:
        break;
    }
}

void task_write_take(struct worker *worker, struct message *request)
{
    struct task_write *write = find(worker, request->number);
    if (request->kind == MESSAGE_CHANGE)
        begin(worker, request->number, request->change, NULL);
    else if (request->kind == MESSAGE_LOAD)
        task_resume_load(worker, request->count);
    else if (write != NULL)
        take_order(write, request);
}

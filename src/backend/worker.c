#include "backend/worker.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "backend/task.h"
#include "backend/task_attempt.h"
#include "backend/task_catalog.h"
#include "backend/task_doctor.h"
#include "backend/task_files.h"
#include "backend/task_keys.h"
#include "backend/task_list.h"
#include "backend/task_read.h"
#include "backend/task_resume.h"
#include "backend/task_whoami.h"
#include "backend/task_write.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

enum {
    SLEEP_MOST_MS = 60000,
    AT_ONCE = 64,
    AT_ONCE_A_LANE = 50,
    LOCAL_LINE_MAX = 600,
    STACK_SIZE = 64 * 1024
};

int64_t worker_now_ms(void)
{
    return clock_monotonic_ms();
}

/* ---- events ---- */

void worker_post(struct worker *worker, struct message *event)
{
    mailbox_post(&worker->outbox, event);
}

void worker_say_error(struct worker *worker, const struct err *err)
{
    struct message *event = message_new(EVENT_MESSAGE);
    event->failure = message_failure(err);
    worker_post(worker, event);
}

void worker_say_note(struct worker *worker, const struct err *note)
{
    struct message *event = message_new(EVENT_MESSAGE);
    event->failure = message_failure(note);
    event->flag = true;
    worker_post(worker, event);
}

void worker_post_connection(struct worker *worker)
{
    struct message *event = message_new(EVENT_CONNECTION);
    event->connection = mem_alloc(1, sizeof *event->connection);
    connection_describe(worker->connection, event->connection);
    event->connection->absence_unguarded = task_attempt_no_time(worker, worker->connection->endpoint);
    worker_post(worker, event);
}

static void post_scope(struct worker *worker)
{
    struct message *event = message_new(MESSAGE_SCOPE);
    texts_copy(&event->regions, &worker->regions);
    texts_copy(&event->domains, &worker->domains);
    event->flag = worker->by_all;
    worker_post(worker, event);
}

/* ---- the connection ---- */

void worker_identity_settled(struct worker *worker, struct connection *connection)
{
    if (connection == worker->connection) {
        worker_post_connection(worker);
        task_files_post_drafts(worker);
        task_list_identity_settled(worker);
    }
    task_write_identity_settled(worker, connection);
}

void worker_keys_settled(struct worker *worker, struct connection *connection)
{
    if (connection == worker->connection && connection->state == CONNECTION_FAILED)
        worker_identity_settled(worker, connection);
    else
        task_write_identity_settled(worker, connection);
}

static void say_legacy(struct worker *worker)
{
    struct err note;
    err_set(&note, ERR_USAGE, "the retry mode legacy is taken as standard");
    err_hint(&note, "set retry_mode, or AWS_RETRY_MODE, to standard");
    worker_say_note(worker, &note);
}

static void connect(struct worker *worker)
{
    worker->connection = connection_new(&worker->plan);
    worker->connection_number++;
    if (worker->connection->manner.legacy)
        say_legacy(worker);
}

/* Looks for the keys, and asks whose they are. */
static void introduce(struct worker *worker)
{
    task_keys_start(worker, worker->connection);
    if (worker->connection->state != CONNECTION_FAILED)
        task_whoami_start(worker, worker->connection);
}

/* Changes that began over the connection keep it; else whatever it waits for ends. */
static void leave(struct worker *worker)
{
    struct connection *old = worker->connection;
    worker->connection = NULL;
    if (!task_write_uses(worker, old)) {
        task_whoami_leave(worker, old);
        task_keys_leave(worker, old);
    }
    connection_release(old);
}

/* A new connection by the plan: AWS's files are read anew. */
static void reconnect(struct worker *worker)
{
    task_list_stop(worker);
    task_read_free(worker);
    task_catalog_free(worker);
    leave(worker);
    worker_post(worker, message_new(EVENT_FORGET_ACCOUNT));
    connect(worker);
    http_trust(worker->http, connection_ca_bundle(worker->connection));
    worker_post_connection(worker);
    introduce(worker);
    post_scope(worker);
}

static void connect_as(struct worker *worker, const char *profile)
{
    free(worker->plan.profile);
    worker->plan.profile = mem_dup(profile);
    worker->plan.profile_from_option = true;
    worker->plan.local = false;
    reconnect(worker);
}

/* Where nothing could be read there is nothing to keep. */
static void renew(struct worker *worker)
{
    struct connection *connection = worker->connection;
    if (connection->local)
        return;
    if (connection->state == CONNECTION_FAILED ||
        (connection->identity == CONNECTION_REFUSED && !connection->credentials.renewable))
        reconnect(worker);
    else
        task_keys_renew(worker, connection, connection->identity == CONNECTION_REFUSED);
}

/* ---- the local cloud's end of the socket pair ---- */

static void close_local(struct worker *worker)
{
    watches_remove(http_watches(worker->http), worker->local_fd);
    close(worker->local_fd);
    worker->local_fd = -1;
}

static void local_failed(struct worker *worker, const char *why)
{
    struct err err;
    err_set(&err, ERR_LOCAL, "the local cloud does not start: %s", why);
    if (worker->connection->state != CONNECTION_WAITING) {
        err_set(&err, ERR_LOCAL, "the local cloud has ended");
        err_hint(&err, "start etrig again");
        worker_say_error(worker, &err);
        return;
    }
    connection_local_failed(worker->connection, &err);
    task_connection_changed(worker, worker->connection);
    worker_identity_settled(worker, worker->connection);
}

/* "PORT\n" or "! what failed\n". */
static void read_local_line(struct worker *worker, const char *line)
{
    char *end;
    long port = strtol(line, &end, 10);
    if (*line == '!' || end == line || port < 1 || port > 65535) {
        local_failed(worker, *line == '!' ? line + 1 + strspn(line + 1, " ") : "it names no port");
        return;
    }
    connection_local_ready(worker->connection, (int)port);
    task_connection_changed(worker, worker->connection);
}

static void read_local(void *context)
{
    struct worker *worker = context;
    char bytes[128];
    ssize_t count = read(worker->local_fd, bytes, sizeof bytes);
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (count <= 0 || worker->local_line.length > LOCAL_LINE_MAX) {
        close_local(worker);
        local_failed(worker, "it ended");
        return;
    }
    strbuf_add(&worker->local_line, bytes, (size_t)count);
    char *newline = strchr(worker->local_line.text, '\n');
    if (newline == NULL || worker->connection->state != CONNECTION_WAITING)
        return;
    *newline = '\0';
    read_local_line(worker, worker->local_line.text);
}

/* ---- requests ---- */

static void take_scope(struct worker *worker, struct message *request)
{
    task_list_stop(worker);
    texts_release(&worker->regions);
    texts_release(&worker->domains);
    worker->regions = request->regions;
    worker->domains = request->domains;
    worker->by_all = request->flag;
    worker->scope_number++;
    request->regions = request->domains = (struct texts){0};
    post_scope(worker);
    task_doctor_scope_changed(worker);
}

static void take_reading(struct worker *worker, struct message *request)
{
    switch (request->kind) {
    case MESSAGE_CONNECT:
        connect_as(worker, request->text);
        break;
    case MESSAGE_RENEW:
        renew(worker);
        break;
    case MESSAGE_MFA:
        task_keys_answer(worker, request->text);
        break;
    case MESSAGE_SCOPE:
        take_scope(worker, request);
        break;
    case MESSAGE_LIST:
        task_list_start(worker, request->region);
        break;
    case MESSAGE_STOP_READING:
        task_list_stop(worker);
        task_read_stop(worker);
        break;
    case MESSAGE_READ:
        task_read_want(worker, request->region, request->identifier, request->flag);
        break;
    case MESSAGE_FORGET_READS:
        task_read_forget(worker);
        break;
    case MESSAGE_CATALOG:
        task_catalog_want(worker, (enum store_catalog_kind)request->state, request->region, request->domain,
                          request->object_type, request->flag);
        break;
    case MESSAGE_DOCTOR:
        task_doctor_start(worker);
        break;
    default:
        break;
    }
}

static void take_requests(struct worker *worker)
{
    struct message *request = mailbox_take(&worker->inbox);
    while (request != NULL) {
        struct message *next = request->next;
        if (request->kind == MESSAGE_STOP)
            worker->stop = true;
        else if (request->kind < MESSAGE_CHANGE)
            take_reading(worker, request);
        else if (request->kind < MESSAGE_SAVE_DRAFT)
            task_write_take(worker, request);
        else
            task_files_take(worker, request);
        message_free(request);
        request = next;
    }
}

/* ---- the thread ---- */

struct journal *worker_journal(struct worker *worker, struct err *err)
{
    if (!worker->journal_tried) {
        worker->journal_tried = true;
        if (worker->state_dir == NULL)
            err_set(&worker->journal_failure, ERR_LOCAL,
                    "there is no folder for the journal: HOME is not set");
        else
            worker->journal = journal_open(worker->state_dir, worker->keep_days, &worker->journal_failure);
    }
    if (worker->journal == NULL && err != NULL)
        *err = worker->journal_failure;
    return worker->journal;
}

static void wake(void *context)
{
    http_wakeup(context);
}

static void start_network(struct worker *worker)
{
    struct err err;
    worker->http = http_new(connection_ca_bundle(worker->connection), &err);
    if (worker->http != NULL) {
        mailbox_on_post(&worker->inbox, wake, worker->http);
        if (worker->local_fd >= 0)
            watches_add(http_watches(worker->http), worker->local_fd, read_local, worker);
        return;
    }
    worker->connection->state = CONNECTION_FAILED;
    worker->connection->failure = err;
    worker_post_connection(worker);
}

static int sleep_ms(const struct worker *worker, int64_t rate_ms)
{
    int most = rate_ms >= 0 && rate_ms < SLEEP_MOST_MS ? (int)rate_ms : SLEEP_MOST_MS;
    return timers_wait_ms(&worker->timers, worker_now_ms(), most);
}

/* One turn: takes what came, runs what is due, lets calls start, and sleeps until something moves. */
static void turn(struct worker *worker, bool sleeps)
{
    take_requests(worker);
    timers_run(&worker->timers, worker_now_ms());
    int64_t rate_ms = limiter_run(&worker->limiter, worker_now_ms());
    if (worker->stop)
        return;
    http_run(worker->http, sleeps ? sleep_ms(worker, rate_ms) : 0);
}

/* The journal is looked at when the first requests are on their way, and
 * before the first answer can be there. */
static void run(struct worker *worker)
{
    introduce(worker);
    turn(worker, false);
    task_resume_begin(worker);
    while (!worker->stop)
        turn(worker, true);
}

/* The handler for crashes runs on a stack of this thread's own. */
static void *give_crash_stack(void)
{
    stack_t stack = {.ss_size = STACK_SIZE, .ss_sp = mem_alloc(1, STACK_SIZE)};
    sigaltstack(&stack, NULL);
    return stack.ss_sp;
}

static void *thread_main(void *context)
{
    struct worker *worker = context;
    void *crash_stack = give_crash_stack();
    connect(worker);
    task_files_post_cached(worker); /* first: somebody waits for it */
    worker_post_connection(worker);
    start_network(worker);
    if (worker->http != NULL)
        run(worker);
    journal_close(worker->journal);
    worker->journal = NULL;
    log_line("worker", "ended");
    stack_t none = {.ss_flags = SS_DISABLE};
    sigaltstack(&none, NULL);
    free(crash_stack);
    worker_post(worker, message_new(EVENT_STOPPED));
    return NULL;
}

/* All signals are the other thread's but those of a fault, which must find
 * the handler in the thread that faults. */
static void block_signals(sigset_t *before)
{
    static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGSYS};
    sigset_t all;
    sigfillset(&all);
    for (size_t i = 0; i < ARRAY_COUNT(faults); i++)
        sigdelset(&all, faults[i]);
    pthread_sigmask(SIG_SETMASK, &all, before);
}

bool worker_start(struct worker *worker, struct err *err)
{
    sigset_t before;
    strbuf_init(&worker->local_line);
    limiter_init(&worker->limiter, AT_ONCE, AT_ONCE_A_LANE);
    block_signals(&before);
    int failure = pthread_create(&worker->thread, NULL, thread_main, worker);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failure == 0 || err_set(err, ERR_LOCAL, "the worker thread does not start: %s", strerror(failure));
}

void worker_free(struct worker *worker)
{
    task_list_free(worker);
    task_read_free(worker);
    task_catalog_free(worker);
    task_doctor_free(worker);
    task_write_free(worker);
    task_whoami_cancel_all(worker);
    task_keys_cancel_all(worker);
    task_cancel_all(worker);
    http_free(worker->http);
    connection_release(worker->connection);
    connection_plan_release(&worker->plan);
    limiter_release(&worker->limiter);
    timers_release(&worker->timers);
    mailbox_release(&worker->inbox);
    mailbox_release(&worker->outbox);
    texts_release(&worker->regions);
    texts_release(&worker->domains);
    strbuf_release(&worker->local_line);
    free(worker->state_dir);
    free(worker->cache_dir);
    free(worker->settings_path);
    texts_release(&worker->settings_notes);
    free(worker->role_arn);
    free(worker->type_version_id);
    if (worker->local_fd >= 0)
        close(worker->local_fd);
    free(worker);
}

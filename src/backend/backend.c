#include "backend/backend_state.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "backend/apply.h"
#include "backend/apply_cache.h"
#include "backend/draft.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/env.h"
#include "base/mem.h"
#include "model/store_draft.h"

enum { KEEP_DAYS = 90 };

/* ---- starting ---- */

static void wake_pipe(void *context)
{
    const struct backend *backend = context;
    ssize_t count;
    do
        count = write(backend->pipe[1], "", 1);
    while (count < 0 && errno == EINTR); /* a full pipe wakes as well */
}

static void copy_profiles(struct connection_plan *plan, const struct settings *settings)
{
    plan->profile_count = settings->profile_count;
    plan->profiles = mem_alloc(settings->profile_count + 1, sizeof *plan->profiles);
    for (size_t i = 0; i < settings->profile_count; i++)
        settings_profile_copy(&plan->profiles[i], &settings->profiles[i]);
}

static void make_plan(struct connection_plan *plan, const struct backend_options *options)
{
    plan->profile = mem_dup(options->profile);
    plan->profile_from_option = options->profile_from_option;
    plan->endpoint_url = mem_dup(options->endpoint_url);
    plan->mfa_code = mem_dup(options->mfa_code);
    plan->read_only = options->read_only;
    plan->local = options->local.data_file != NULL;
    if (plan->local) {
        plan->data_file = mem_dup(options->local.data_file);
        plan->access_key = mem_dup(options->local.access_key);
        plan->secret_key = mem_dup(options->local.secret_key);
        if (options->local.secret_key != NULL)
            mem_wipe(options->local.secret_key, strlen(options->local.secret_key));
    }
    if (options->settings == NULL)
        return;
    plan->read_only |= options->settings->read_only;
    texts_copy(&plan->allow_http, &options->settings->allow_http);
    copy_profiles(plan, options->settings);
}

static char *folder(const char *given, const char *variable, const char *fallback)
{
    return given != NULL ? mem_dup(given) : env_xdg_dir(variable, fallback);
}

static struct worker *make_worker(const struct backend_options *options)
{
    struct worker *worker = mem_alloc(1, sizeof *worker);
    mailbox_init(&worker->inbox);
    mailbox_init(&worker->outbox);
    strbuf_init(&worker->local_line);
    make_plan(&worker->plan, options);
    worker->local_fd = options->local.fd;
    worker->state_dir = folder(options->state_dir, "XDG_STATE_HOME", ".local/state");
    worker->cache_dir = folder(options->cache_dir, "XDG_CACHE_HOME", ".cache");
    worker->role_arn = mem_dup(options->role_arn);
    worker->type_version_id = mem_dup(options->type_version_id);
    worker->list_via = options->list_via;
    worker->keep_days = options->settings != NULL ? options->settings->journal_keep_days : KEEP_DAYS;
    worker->take_over = options->take_over_interrupted;
    worker->use_cache = options->use_cache;
    if (options->settings != NULL) {
        worker->settings_path = mem_dup(options->settings->path);
        worker->settings_found = options->settings->found;
        texts_copy(&worker->settings_notes, &options->settings->notes);
    }
    return worker;
}

void backend_free(struct backend *backend)
{
    worker_free(backend->worker);
    message_free_all(backend->events);
    for (size_t i = 0; i < 2; i++)
        if (backend->pipe[i] >= 0)
            close(backend->pipe[i]);
    for (size_t i = 0; i < backend->lock_count; i++) {
        struct lock *lock = &backend->locks[i];
        close(lock->fd);
        free(lock->account);
        free(lock->region);
        free(lock->identifier);
    }
    free(backend->locks);
    free(backend->retryable);
    free(backend->endpoint_url);
    texts_release(&backend->regions);
    texts_release(&backend->beside);
    texts_release(&backend->domains);
    texts_release(&backend->settings_regions);
    texts_release(&backend->profiles_regions);
    free(backend->own_region);
    free(backend);
}

struct backend *backend_make(const struct backend_options *options, struct err *err)
{
    struct backend *backend = mem_alloc(1, sizeof *backend);
    backend->pipe[0] = backend->pipe[1] = -1;
    backend->worker = make_worker(options);
    if (backend_make_scope(backend, options, err))
        return backend;
    backend_free(backend);
    return NULL;
}

struct backend *backend_start(const struct backend_options *options, struct err *err)
{
    struct backend *backend = backend_make(options, err);
    if (backend == NULL)
        return NULL;
    struct worker *worker = backend->worker;
    texts_copy(&worker->regions, &backend->regions);
    texts_copy(&worker->domains, &backend->domains);
    worker->by_all = backend->by_all;
    if (pipe2(backend->pipe, O_CLOEXEC | O_NONBLOCK) != 0) {
        err_set(err, ERR_LOCAL, "cannot make a pipe: %s", strerror(errno));
        backend_free(backend);
        return NULL;
    }
    mailbox_on_post(&worker->outbox, wake_pipe, backend);
    mailbox_post(&worker->outbox, backend_scope_message(backend)); /* the first pump knows the regions */
    if (!worker_start(worker, err)) {
        backend_free(backend);
        return NULL;
    }
    return backend;
}

/* ---- events ---- */

int backend_fd(const struct backend *backend)
{
    return backend->pipe[0];
}

static void drain_pipe(const struct backend *backend)
{
    char bytes[64];
    while (read(backend->pipe[0], bytes, sizeof bytes) > 0)
        continue;
}

static void save_cache(struct backend *backend, const struct store *store)
{
    struct message *message = backend->keeps_listings ? apply_cache_message(store) : NULL;
    if (message == NULL)
        return;
    message->number = backend->connection_number;
    message->other = backend->scope_number;
    mailbox_post(&backend->worker->inbox, message);
    backend->cache_is_old = false;
}

static size_t retryable_place(const struct backend *backend, uint64_t number)
{
    size_t i = 0;
    while (i < backend->retryable_count && backend->retryable[i] != number)
        i++;
    return i;
}

static void note_operation(struct backend *backend, const struct operation *operation)
{
    bool can_retry = operation_can_be_retried(operation);
    size_t place = retryable_place(backend, operation->number);
    if (can_retry && place == backend->retryable_count) {
        ARRAY_GROW(backend->retryable, backend->retryable_count + 1, backend->retryable_capacity);
        backend->retryable[backend->retryable_count++] = operation->number;
    } else if (!can_retry && place < backend->retryable_count) {
        backend->retryable[place] = backend->retryable[--backend->retryable_count];
    }
}

/* False: the event has more to give. */
static bool take_event(struct backend *backend, struct store *store, struct message *event)
{
    bool done = apply_event(store, event);
    if (event->kind == EVENT_STOPPED) {
        backend->stopped = true;
    } else if (event->kind == EVENT_OPERATION) {
        note_operation(backend, event->operation);
    } else if (event->kind == EVENT_DOCUMENT) {
        backend->cache_is_old = true;
    } else if (event->kind == EVENT_LISTING_ENDED) {
        backend->connection_number = event->number;
        backend->scope_number = event->other;
        save_cache(backend, store);
    }
    return done;
}

static void take_all_events(struct backend *backend)
{
    struct message **end = &backend->events;
    while (*end != NULL)
        end = &(*end)->next;
    *end = mailbox_take(&backend->worker->outbox);
}

/* Events are applied in their order, but no more than a moment long: the rest waits for
 * the next call, so that keys need not. */
bool backend_pump(struct backend *backend, struct store *store)
{
    size_t rows_before = store->row_count;
    backend->store = store;
    drain_pipe(backend);
    take_all_events(backend);
    bool any = backend->events != NULL, done = true;
    while (backend->events != NULL && done && store->row_count < rows_before + APPLY_ROWS_AT_ONCE) {
        struct message *event = backend->events;
        done = take_event(backend, store, event);
        if (done) {
            backend->events = event->next;
            message_free(event);
        }
    }
    if (backend->events != NULL)
        wake_pipe(backend);
    return any;
}

/* ---- stopping ---- */

/* Waits until the worker has said its last word; what else comes is not for anybody any more. */
static bool wait_for_end(struct backend *backend, int wait_ms)
{
    int64_t end = clock_monotonic_ms() + wait_ms;
    while (!backend->stopped) {
        int64_t left = end - clock_monotonic_ms();
        struct pollfd ready = {.fd = backend->pipe[0], .events = POLLIN};
        if (left <= 0 || (poll(&ready, 1, (int)left) < 0 && errno != EINTR))
            return false;
        drain_pipe(backend);
        struct message *events = mailbox_take(&backend->worker->outbox);
        for (const struct message *event = events; event != NULL; event = event->next)
            backend->stopped |= event->kind == EVENT_STOPPED;
        message_free_all(events);
    }
    return true;
}

void backend_keep_listings(struct backend *backend)
{
    backend->keeps_listings = true;
}

bool backend_stop(struct backend *backend, int wait_ms)
{
    if (backend->cache_is_old && backend->store != NULL)
        save_cache(backend, backend->store);
    mailbox_post(&backend->worker->inbox, message_new(MESSAGE_STOP));
    if (!wait_for_end(backend, wait_ms))
        return false;
    pthread_join(backend->worker->thread, NULL);
    backend_free(backend);
    return true;
}

/* ---- requests ---- */

static void post(struct backend *backend, struct message *message)
{
    mailbox_post(&backend->worker->inbox, message);
}

static struct message *about_trigger(enum message_kind kind, const char *region, const char *identifier)
{
    struct message *message = message_new(kind);
    message->region = mem_dup(region);
    message->identifier = mem_dup(identifier);
    return message;
}

static void post_order(struct backend *backend, enum message_kind kind, uint64_t number, bool flag)
{
    struct message *message = message_new(kind);
    message->number = number;
    message->flag = flag;
    post(backend, message);
}

void backend_renew(struct backend *backend)
{
    post(backend, message_new(MESSAGE_RENEW));
}

void backend_mfa(struct backend *backend, const char *code)
{
    struct message *message = message_new(MESSAGE_MFA);
    message->text = mem_dup(code);
    post(backend, message);
}

void backend_list(struct backend *backend, const char *region)
{
    post(backend, about_trigger(MESSAGE_LIST, region, NULL));
}

void backend_stop_reading(struct backend *backend)
{
    post(backend, message_new(MESSAGE_STOP_READING));
}

void backend_read(struct backend *backend, const char *region, const char *identifier, bool urgent)
{
    struct message *message = about_trigger(MESSAGE_READ, region, identifier);
    message->flag = urgent;
    post(backend, message);
}

void backend_forget_reads(struct backend *backend)
{
    post(backend, message_new(MESSAGE_FORGET_READS));
}

void backend_catalog(struct backend *backend, enum store_catalog_kind kind, const char *region,
                     const char *domain, const char *object_type, bool again)
{
    struct message *message = about_trigger(MESSAGE_CATALOG, region, NULL);
    message->state = (int)kind;
    message->domain = mem_dup(domain);
    message->object_type = mem_dup(object_type);
    message->flag = again;
    post(backend, message);
}

void backend_doctor(struct backend *backend)
{
    if (backend->store != NULL)
        backend->store->doctor.state = STORE_READING;
    post(backend, message_new(MESSAGE_DOCTOR));
}

static uint64_t post_change(struct backend *backend, enum operation_kind kind,
                            const struct backend_change *from)
{
    struct message *message = message_new(MESSAGE_CHANGE);
    struct message_change *change = message->change = mem_alloc(1, sizeof *change);
    message->number = ++backend->last_number;
    change->kind = kind;
    change->region = mem_dup(from->region);
    change->account = mem_dup(from->account);
    change->identifier = mem_dup(from->identifier);
    change->before = mem_dup(from->before);
    change->after = mem_dup(from->after);
    change->patch = mem_dup(from->patch);
    change->role_arn = mem_dup(from->role_arn);
    change->type_version_id = mem_dup(from->type_version_id);
    change->client_token = mem_dup(from->client_token);
    change->unguarded = from->unguarded;
    change->account_unknown_ok = from->account_unknown_ok;
    post(backend, message);
    return backend->last_number;
}

uint64_t backend_create(struct backend *backend, const struct backend_change *change)
{
    return post_change(backend, OPERATION_CREATE, change);
}

uint64_t backend_update(struct backend *backend, const struct backend_change *change)
{
    return post_change(backend, OPERATION_UPDATE, change);
}

uint64_t backend_delete(struct backend *backend, const struct backend_change *change)
{
    return post_change(backend, OPERATION_DELETE, change);
}

void backend_cancel(struct backend *backend, uint64_t number)
{
    post_order(backend, MESSAGE_CANCEL, number, false);
}

uint64_t backend_retry(struct backend *backend, uint64_t number)
{
    if (retryable_place(backend, number) == backend->retryable_count)
        return 0;
    struct message *message = message_new(MESSAGE_RETRY);
    message->number = number;
    message->other = ++backend->last_number;
    post(backend, message);
    return backend->last_number;
}

void backend_resume(struct backend *backend, uint64_t number)
{
    post_order(backend, MESSAGE_RESUME, number, false);
}

void backend_look_up(struct backend *backend, uint64_t number)
{
    post_order(backend, MESSAGE_LOOK_UP, number, false);
}

void backend_drop(struct backend *backend, uint64_t number)
{
    post_order(backend, MESSAGE_DROP, number, false);
}

void backend_answer(struct backend *backend, uint64_t number, bool go_on)
{
    post_order(backend, MESSAGE_ANSWER, number, go_on);
}

/* ---- journal and drafts ---- */

void backend_load_operations(struct backend *backend, size_t limit)
{
    struct message *message = message_new(MESSAGE_LOAD);
    message->count = limit;
    post(backend, message);
}

static void post_draft(struct backend *backend, enum message_kind kind, const struct store_draft *draft)
{
    struct message *message = message_new(kind);
    message->draft = mem_alloc(1, sizeof *message->draft);
    store_draft_copy(message->draft, draft);
    post(backend, message);
}

void backend_draft_save(struct backend *backend, const struct store_draft *draft)
{
    post_draft(backend, MESSAGE_SAVE_DRAFT, draft);
}

void backend_draft_claim(struct backend *backend, const struct store_draft *draft)
{
    post_draft(backend, MESSAGE_CLAIM_DRAFT, draft);
}

void backend_draft_drop(struct backend *backend, const char *account, const char *region,
                        const char *identifier)
{
    struct message *message = about_trigger(MESSAGE_DROP_DRAFT, region, identifier);
    message->account = mem_dup(account);
    post(backend, message);
}

void backend_load_statements(struct backend *backend)
{
    post(backend, message_new(MESSAGE_LOAD_HISTORY));
}

void backend_keep_statement(struct backend *backend, const char *text)
{
    struct message *message = message_new(MESSAGE_ADD_HISTORY);
    message->text = mem_dup(text);
    post(backend, message);
}

static size_t lock_place(const struct backend *backend, const char *account, const char *region,
                         const char *identifier)
{
    size_t i = 0;
    while (i < backend->lock_count && (strcmp(backend->locks[i].account, account) != 0 ||
                                       strcmp(backend->locks[i].region, region) != 0 ||
                                       strcmp(backend->locks[i].identifier, identifier) != 0))
        i++;
    return i;
}

bool backend_draft_lock(struct backend *backend, const char *account, const char *region,
                        const char *identifier, struct err *err)
{
    bool busy = false;
    if (lock_place(backend, account, region, identifier) < backend->lock_count)
        return true;
    if (backend->worker->state_dir == NULL)
        return err_set(err, ERR_LOCAL, "there is no folder for drafts: HOME is not set");
    int fd = draft_lock(backend->worker->state_dir, account, region, identifier, &busy, err);
    if (fd < 0 && busy) {
        err_set(err, ERR_CONFLICT, "another etrig edits %s", identifier);
        return err_hint(err, "it opens for reading only");
    }
    if (fd < 0)
        return false;
    ARRAY_GROW(backend->locks, backend->lock_count + 1, backend->lock_capacity);
    backend->locks[backend->lock_count++] =
        (struct lock){mem_dup(account), mem_dup(region), mem_dup(identifier), fd};
    return true;
}

void backend_draft_unlock(struct backend *backend, const char *account, const char *region,
                          const char *identifier)
{
    size_t place = lock_place(backend, account, region, identifier);
    if (place == backend->lock_count)
        return;
    struct lock *lock = &backend->locks[place];
    close(lock->fd);
    free(lock->account);
    free(lock->region);
    free(lock->identifier);
    *lock = backend->locks[--backend->lock_count];
}

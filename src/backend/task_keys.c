#include "backend/task_keys.h"

#include <stdlib.h>
#include <string.h>
#include "backend/task.h"
#include "backend/task_whoami.h"
#include "base/clock.h"
#include "base/mem.h"

enum { LATE_MS = 2000, BEFORE_END_MS = 15 * 60 * 1000, AGAIN_MS = 60 * 1000, SOONEST_MS = 1000 };

struct task_keys {
    struct task_keys *next;
    struct worker *worker;
    struct connection *connection;     /* held */
    struct credentials_search *search; /* NULL: none under way */
    struct timer timer;                /* until the next search */
    struct timer late;                 /* until it is said who lets wait */
    struct err said;                   /* the failure that was said last, once */
    bool wants_person; /* the last search failed for want of a code that nobody was asked for */
};

static struct task_keys *find(const struct worker *worker, const struct connection *connection)
{
    struct task_keys *keys = worker->keys;
    while (keys != NULL && keys->connection != connection)
        keys = keys->next;
    return keys;
}

static void free_keys(struct task_keys *keys)
{
    struct task_keys **link = &keys->worker->keys;
    while (*link != keys)
        link = &(*link)->next;
    *link = keys->next;
    credentials_search_cancel(keys->search);
    timers_clear(&keys->worker->timers, &keys->timer);
    timers_clear(&keys->worker->timers, &keys->late);
    connection_release(keys->connection);
    free(keys);
}

static void post(const struct task_keys *keys)
{
    if (keys->connection == keys->worker->connection)
        worker_post_connection(keys->worker);
}

static void changed(const struct task_keys *keys)
{
    post(keys);
    task_connection_changed(keys->worker, keys->connection);
    worker_keys_settled(keys->worker, keys->connection);
}

/* ---- when to look again ---- */

static void look_in(struct task_keys *keys, int64_t wait_ms)
{
    timers_set(&keys->worker->timers, &keys->timer,
               worker_now_ms() + (wait_ms > SOONEST_MS ? wait_ms : SOONEST_MS));
}

static void plan_renewal(struct task_keys *keys)
{
    const struct credentials *credentials = &keys->connection->credentials;
    int64_t life_ms = credentials->expires_ms - clock_wall_ms();
    if (credentials->expires_ms == 0 || !credentials->renewable)
        return;
    look_in(keys, life_ms > 2 * BEFORE_END_MS ? life_ms - BEFORE_END_MS : life_ms / 2);
}

/* The old keys serve until their end; then it is looked once more. */
static void plan_again(struct task_keys *keys, const struct credentials *old)
{
    int64_t left_ms = old->expires_ms - clock_wall_ms();
    look_in(keys, left_ms < AGAIN_MS ? left_ms : AGAIN_MS);
}

/* ---- what a search brought ---- */

/* Whoever the keys were last time, they may be another's now: reading goes on, changes wait for the answer. */
static void ask_who(struct task_keys *keys)
{
    struct connection *connection = keys->connection;
    connection->identity = CONNECTION_ASKING;
    err_clear(&connection->identity_failure);
    task_whoami_start(keys->worker, connection);
}

static void take_keys(struct task_keys *keys, struct credentials *found)
{
    struct connection *connection = keys->connection;
    char *before = mem_dup(connection->credentials.access_key);
    bool others = before != NULL && strcmp(before, found->access_key) != 0;
    credentials_release(&connection->credentials);
    credentials_move(&connection->credentials, found);
    connection->keys_number++;
    connection->lapsed = false;
    connection->state = CONNECTION_READY;
    err_clear(&keys->said);
    plan_renewal(keys);
    if (others || connection->identity == CONNECTION_REFUSED)
        ask_who(keys);
    free(before);
    changed(keys);
}

static bool still_serve(const struct credentials *credentials)
{
    return credentials->access_key != NULL &&
           (credentials->expires_ms == 0 || credentials->expires_ms > clock_wall_ms());
}

static void say_once(struct task_keys *keys, const struct err *err)
{
    struct err said = *err;
    if (strcmp(keys->said.text, err->text) == 0)
        return;
    keys->said = *err;
    err_context(&said, "the keys could not be renewed");
    if (keys->wants_person)
        err_hint(&said, ":login asks for it");
    worker_say_error(keys->worker, &said);
}

static void take_failure(struct task_keys *keys, const struct err *err)
{
    struct connection *connection = keys->connection;
    const struct credentials *old = &connection->credentials;
    if (still_serve(old) && connection->state == CONNECTION_READY) {
        say_once(keys, err);
        plan_again(keys, old);
        return;
    }
    connection->failure = *err;
    if (old->access_key == NULL) {
        connection->state = CONNECTION_FAILED;
    } else {
        connection->state = CONNECTION_WAITING;
        connection->lapsed = true;
        if (err->code == ERR_NETWORK)
            look_in(keys, AGAIN_MS);
    }
    changed(keys);
}

static void searched(void *context, struct credentials *found, const struct texts *tried,
                     const struct err *err)
{
    struct task_keys *keys = context;
    struct connection *connection = keys->connection;
    keys->search = NULL;
    connection->asks = NULL;
    timers_clear(&keys->worker->timers, &keys->late);
    texts_release(&connection->tried);
    texts_copy(&connection->tried, tried);
    connection_ask_code(connection, NULL);
    if (err->code == ERR_NONE)
        take_keys(keys, found);
    else
        take_failure(keys, err);
}

/* Nobody is asked for a code in the midst of other work: not while the old keys serve, and not for a connection that
 * is kept for changes alone. */
static bool may_ask_for_code(const struct task_keys *keys)
{
    return keys->connection == keys->worker->connection && keys->connection->state == CONNECTION_WAITING;
}

/* The code of --mfa-code serves once: a device shows another one half a minute later. */
static void ask_mfa(void *context, const char *serial)
{
    struct task_keys *keys = context;
    char *code = keys->worker->plan.mfa_code;
    if (code == NULL && may_ask_for_code(keys)) {
        connection_ask_code(keys->connection, serial);
        post(keys);
        return;
    }
    keys->worker->plan.mfa_code = NULL;
    keys->wants_person = code == NULL;
    credentials_search_answer(keys->search, code);
    mem_free_wiped(&code);
}

/* ---- searching ---- */

/* Said as long as calls wait for it, anew when another source is asked. */
static void say_late(void *context)
{
    struct task_keys *keys = context;
    const char *asks = credentials_search_asks(keys->search);
    timers_set(&keys->worker->timers, &keys->late, worker_now_ms() + LATE_MS);
    if (keys->connection->state != CONNECTION_WAITING || keys->connection->asks == asks)
        return;
    keys->connection->asks = asks;
    post(keys);
}

static void search(struct task_keys *keys, bool refused)
{
    struct worker *worker = keys->worker;
    struct credentials_wish wish = {.http = worker->http, .timers = &worker->timers, .fresh = refused};
    struct credentials_hooks hooks = {.done = searched, .mfa = ask_mfa, .context = keys};
    keys->wants_person = false;
    timers_clear(&worker->timers, &keys->timer);
    connection_fill_wish(keys->connection, &wish);
    keys->search = credentials_search_start(&wish, &hooks);
    timers_set(&worker->timers, &keys->late, worker_now_ms() + LATE_MS);
}

/* Nobody works over a connection that only we hold: its keys may end. */
static void look_again(void *context)
{
    struct task_keys *keys = context;
    if (keys->connection->references == 1)
        free_keys(keys);
    else
        search(keys, false);
}

void task_keys_start(struct worker *worker, struct connection *connection)
{
    if (connection->state == CONNECTION_FAILED || connection->local)
        return;
    struct task_keys *keys = mem_alloc(1, sizeof *keys);
    *keys = (struct task_keys){
        .next = worker->keys,
        .worker = worker,
        .connection = connection_hold(connection),
        .timer = {.fire = look_again, .context = keys},
        .late = {.fire = say_late, .context = keys},
    };
    worker->keys = keys;
    search(keys, false);
}

void task_keys_renew(struct worker *worker, struct connection *connection, bool refused)
{
    struct task_keys *keys = find(worker, connection);
    if (keys == NULL || keys->search != NULL)
        return;
    connection->state = CONNECTION_WAITING;
    connection->lapsed = false;
    search(keys, refused);
    post(keys);
}

void task_keys_answer(struct worker *worker, const char *code)
{
    struct task_keys *keys = find(worker, worker->connection);
    if (keys == NULL || keys->search == NULL)
        return;
    connection_ask_code(worker->connection, NULL);
    post(keys);
    credentials_search_answer(keys->search, code);
}

void task_keys_leave(struct worker *worker, const struct connection *connection)
{
    struct task_keys *keys = find(worker, connection);
    if (keys != NULL)
        free_keys(keys);
}

void task_keys_cancel_all(struct worker *worker)
{
    while (worker->keys != NULL)
        free_keys(worker->keys);
}

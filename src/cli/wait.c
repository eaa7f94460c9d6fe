#include "cli/wait.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/mem.h"
#include "cli/left.h"
#include "cli/output.h"
#include "model/document.h"
#include "model/store_look.h"

enum { PROGRESS_AFTER_MS = 500, STOP_MS = 500, TICK_MS = 200 };

static int signal_pipe[2] = {-1, -1};
/* When a signal was noted that nobody has taken yet, in seconds of the monotonic clock; 0: none was. */
static volatile sig_atomic_t noted_s;

/* Nothing looks at signals while a function of SQLite's works on long texts: another one, a second later, ends it. */
static void end_at_the_second(int number)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (noted_s == 0) {
        noted_s = (sig_atomic_t)now.tv_sec + 1;
    } else if (now.tv_sec > noted_s) {
        signal(number, SIG_DFL);
        raise(number);
    }
}

static void note_signal(int number)
{
    int saved = errno;
    end_at_the_second(number);
    char byte = (char)number;
    if (write(signal_pipe[1], &byte, 1) < 0)
        errno = saved; /* the pipe is full: a signal waits already */
    errno = saved;
}

static bool catch_signals(struct err *err)
{
    if (signal_pipe[0] >= 0)
        return true;
    if (pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return err_set(err, ERR_LOCAL, "cannot make a pipe: %s", strerror(errno));
    struct sigaction action = {.sa_handler = note_signal}, hangup;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, NULL, &hangup);
    if (hangup.sa_handler != SIG_IGN) /* nohup */
        sigaction(SIGHUP, &action, NULL);
    return true;
}

void wait_backend_options(const struct cli_options *options, const struct settings *settings,
                          struct backend_options *out)
{
    *out = (struct backend_options){
        .profile = options->profile,
        .profile_from_option = options->profile != NULL,
        .regions = options->regions,
        .regions_by_all = options->regions_by_all,
        .domains = options->domains,
        .endpoint_url = options->endpoint_url,
        .mfa_code = options->mfa_code,
        .local = options->local_child,
        .read_only = options->read_only || settings->read_only,
        .role_arn = options->role_arn,
        .type_version_id = options->type_version_id,
        .list_via = options->list_via,
        .settings = settings,
    };
    if (!options->local)
        out->local.fd = -1;
}

static bool check_regions(const struct wait_session *session, enum wait_regions wanted, struct err *err)
{
    const struct texts *regions = backend_regions(session->backend);
    if (wanted == WAIT_NO_REGION || (wanted == WAIT_OWN_REGIONS && regions->count > 0))
        return true;
    if (wanted == WAIT_OWN_REGIONS)
        return !backend_profile_is_wrong(session->backend, err);
    if (regions->count == 0 && backend_profile_is_wrong(session->backend, err))
        return false;
    if (regions->count == 0) {
        err_set(err, ERR_USAGE, "no region is given");
        return err_hint(err, "give --region NAME, set AWS_REGION, or put region = NAME into the profile");
    }
    if (wanted == WAIT_SOME_REGIONS || regions->count == 1)
        return true;
    struct strbuf names = STRBUF_INIT;
    for (size_t i = 0; i < regions->count; i++)
        strbuf_addf(&names, "%s%s", i > 0 ? ", " : "", regions->items[i]);
    err_set(err, ERR_USAGE, "%s works in one region and %zu are given: %s", session->options->command->name,
            regions->count, names.text);
    strbuf_release(&names);
    return err_hint(err, "give --region with one of them");
}

bool wait_one_region(const struct wait_session *session, struct err *err)
{
    return check_regions(session, WAIT_ONE_REGION, err);
}

/* What the config file says and nobody takes; the doctor has a line for it. */
static void say_settings(const struct wait_session *session)
{
    const struct settings *settings = &session->settings;
    for (size_t i = 0; i < settings->notes.count; i++) {
        char *said = settings_said(settings, settings->notes.items[i]);
        output_note(said);
        free(said);
    }
}

bool wait_open(struct wait_session *session, const struct cli_options *options, enum wait_regions regions,
               struct err *err)
{
    *session = (struct wait_session){.options = options, .offline = regions == WAIT_NO_REGION};
    store_init(&session->store);
    if (!settings_load(&session->settings, options->config, err) || !catch_signals(err))
        return false;
    if (strcmp(options->command->name, "doctor") != 0)
        say_settings(session);
    struct backend_options start;
    wait_backend_options(options, &session->settings, &start);
    session->backend = backend_start(&start, err);
    return session->backend != NULL && check_regions(session, regions, err);
}

/* What the person should know although nothing failed for it: that the clock is wrong. */
static void say_notes(const struct wait_session *session)
{
    for (size_t i = 0; i < session->store.message_count; i++) {
        const struct store_message *message = &session->store.messages[i];
        if (message->is_error)
            continue;
        output_note(message->text);
        if (message->hint != NULL && *message->hint != '\0')
            output_line("hint: %s", message->hint);
    }
}

void wait_close(struct wait_session *session)
{
    progress_end(&session->progress, &session->store);
    say_notes(session);
    left_say_interrupted(session);
    output_flush();
    if (session->backend != NULL && !backend_stop(session->backend, STOP_MS))
        return; /* a resolver hangs: main ends with _exit and takes the thread along */
    session->backend = NULL;
    store_release(&session->store);
    settings_release(&session->settings);
}

bool wait_take_signal(struct err *err)
{
    char number = 0;
    if (read(signal_pipe[0], &number, 1) != 1)
        return false;
    noted_s = 0;
    err_set(err, number == SIGINT ? ERR_INTERRUPTED : (enum err_code)(128 + number), "interrupted");
    return true;
}

/* Sleeps until an event or a signal comes. false: interrupted. */
static bool sleep_for_events(struct wait_session *session, int64_t left_ms, struct err *err)
{
    struct pollfd wakers[2] = {{.fd = backend_fd(session->backend), .events = POLLIN},
                               {.fd = signal_pipe[0], .events = POLLIN}};
    poll(wakers, 2, (int)(left_ms < TICK_MS ? left_ms : TICK_MS));
    if ((wakers[1].revents & POLLIN) == 0 || !wait_take_signal(err))
        return true;
    backend_pump(session->backend, &session->store); /* what came meanwhile is no longer open */
    left_say_open(session);
    return false;
}

/* True if there is no connection and will be none: err has the reason, and the sources of credentials
 * that were asked stand on stderr. */
static bool has_no_connection(const struct wait_session *session, struct err *err)
{
    const struct store_connection *connection = &session->store.connection;
    if (connection->state != STORE_FAILED)
        return false;
    for (size_t i = 0; connection->no_credentials && i < connection->tried.count; i++)
        output_line("tried %s", connection->tried.items[i]);
    *err = connection->failure;
    return true;
}

static bool too_late(const struct wait_session *session, struct err *err)
{
    const struct err *why = store_why_late(&session->store);
    err_set(err, ERR_NETWORK, "no answer within the time given by --timeout%s%s", why != NULL ? ": " : "",
            why != NULL ? why->text : "");
    return err_hint(err, "give it more, or look at the network and the endpoint");
}

/* A role wants the code of a device: asked for on the terminal. False: there is none to ask on. */
static bool give_code(struct wait_session *session, struct err *err)
{
    char **serial = &session->store.connection.mfa_serial, code[64] = "";
    if (*serial == NULL)
        return true;
    progress_wipe(&session->progress);
    if (!output_ask_code(*serial, code, sizeof code, err))
        return false;
    free(*serial); /* answered: the worker says so later */
    *serial = NULL;
    backend_mfa(session->backend, code);
    mem_wipe(code, sizeof code);
    return true;
}

bool wait_was_ended(const struct err *err)
{
    return (int)err->code > 128;
}

bool wait_until(struct wait_session *session, wait_done_fn done, void *context, struct err *err)
{
    int64_t start = clock_monotonic_ms(), end = start + session->options->timeout_ms;
    for (;;) {
        backend_pump(session->backend, &session->store);
        /* Without keys whatever is waited for ends too, and says less. */
        if ((session->offline || !session->store.connection.no_credentials) && done(session, context))
            break;
        if (!session->offline && has_no_connection(session, err))
            return false;
        if (!give_code(session, err))
            return false;
        int64_t now = clock_monotonic_ms();
        if (now >= end)
            return too_late(session, err);
        int64_t from = session->progress.from_ms > 0 ? session->progress.from_ms : start;
        if (now - from > PROGRESS_AFTER_MS && !session->options->no_progress)
            progress_show(&session->progress, &session->store);
        if (!sleep_for_events(session, end - now, err))
            return false;
    }
    progress_wipe(&session->progress);
    return true;
}

bool wait_is_interrupted(void)
{
    struct pollfd waker = {.fd = signal_pipe[0], .events = POLLIN};
    return poll(&waker, 1, 0) > 0;
}

const char *wait_account(const struct wait_session *session)
{
    const struct store_connection *connection = &session->store.connection;
    return connection->state == STORE_READ && *connection->account != '\0' ? connection->account : NULL;
}

const char *wait_region(const struct wait_session *session)
{
    return backend_regions(session->backend)->items[0];
}

struct read_wait {
    const char *region, *identifier;
};

static bool row_is_settled(struct wait_session *session, void *context)
{
    const struct read_wait *wanted = context;
    const struct store_row *row = store_find(&session->store, wanted->region, wanted->identifier);
    return row == NULL || row->state == STORE_ROW_WHOLE || row->state == STORE_ROW_FAILED;
}

cJSON *wait_read(struct wait_session *session, const char *identifier, struct err *err)
{
    return wait_read_in(session, wait_region(session), identifier, err);
}

cJSON *wait_read_in(struct wait_session *session, const char *region, const char *identifier, struct err *err)
{
    char *domain, *name;
    if (!document_split_identifier(identifier, &domain, &name, err))
        return NULL;
    char *plain = mem_printf("%s|%s", domain, name);
    struct read_wait wanted = {region, plain};
    /* A fresh row stands before it is asked for, so that its removal says that the trigger does not exist. */
    store_remove_row(&session->store, region, plain);
    store_put_row(&session->store, region, domain, name, NULL, NULL, NULL, 0, 0);
    backend_read(session->backend, region, plain, true);
    cJSON *document = NULL;
    if (wait_until(session, row_is_settled, &wanted, err)) {
        const struct store_row *row = store_find(&session->store, region, plain);
        if (row == NULL)
            err_set(err, ERR_NOT_FOUND, "%s does not exist in %s", plain, region);
        else if (row->state == STORE_ROW_FAILED)
            *err = *row->failure;
        else
            document = json_parse_text(row->document, err);
    }
    free(plain);
    free(domain);
    free(name);
    return document;
}

static bool identity_is_known(struct wait_session *session, void *context)
{
    (void)context;
    return session->store.connection.state == STORE_READ;
}

bool wait_identity(struct wait_session *session, struct err *err)
{
    return wait_until(session, identity_is_known, NULL, err);
}

static bool looks_are_settled(struct wait_session *session, void *context)
{
    (void)context;
    for (size_t i = 0; i < session->store.look_count; i++)
        if (session->store.looks[i].state == STORE_READING)
            return false;
    return true;
}

bool wait_looks(struct wait_session *session, struct err *err)
{
    return wait_until(session, looks_are_settled, NULL, err);
}

bool wait_is_settled(const struct wait_session *session, uint64_t number)
{
    const struct operation *operation = store_find_operation(&session->store, number);
    if (operation == NULL)
        return false;
    if (operation->wait == OPERATION_INTERRUPTED && operation->failure.code != ERR_NONE)
        return true; /* it does not go on, and stays in the journal */
    return operation_has_ended(operation) || operation->wait == OPERATION_ASKING ||
           (session->options->no_wait && operation->state == OPERATION_ACCEPTED);
}

static bool operation_is_settled(struct wait_session *session, void *context)
{
    return wait_is_settled(session, *(const uint64_t *)context);
}

static bool say_question(const struct operation *operation, struct err *err)
{
    const char *what = operation_kind_word(operation->kind);
    switch (operation->question) {
    case OPERATION_ASK_UNGUARDED:
        err_set(err, ERR_CONFLICT,
                "cannot %s %s: the guard was refused three times although only an order differs", what,
                operation->identifier);
        return err_hint(err, "--unguarded sends it without the guard");
    case OPERATION_ASK_UNSETTLED:
        err_set(err, ERR_CONFLICT, "cannot tell what became of the %s of %s", what, operation->identifier);
        if (operation->failure.code != ERR_NONE)
            err_set(err, operation->failure.code, "cannot tell what became of the %s of %s: %s", what,
                    operation->identifier, operation->failure.text);
        return err_hint(err, "look at the trigger, then etrig operations resume %s", operation->client_token);
    default:
        err_set(err, ERR_CONFLICT, "cannot %s %s: it was changed elsewhere since you read it", what,
                operation->identifier);
        return err_hint(err, "nothing was changed; read it again, or give --unguarded");
    }
}

/* What to do about a change that is given up here; one that is not in the journal was not sent. */
static void hint_at_rest(const struct operation *operation, struct err *err)
{
    if (operation->journal_id != 0)
        err_hint(err, "etrig operations resume %s", operation->client_token);
    else
        err_hint(err, "nothing was sent");
}

bool wait_operation(struct wait_session *session, uint64_t number, const struct operation **operation,
                    struct err *err)
{
    bool settled = wait_until(session, operation_is_settled, &number, err);
    const struct operation *now = *operation = store_find_operation(&session->store, number);
    if (!settled) {
        if (now != NULL && err->code == ERR_NETWORK)
            hint_at_rest(now, err);
        return false;
    }
    if (now->wait == OPERATION_ASKING && !operation_has_ended(now)) {
        output_conflict(now);
        say_question(now, err);
        backend_answer(session->backend, number, false);
        return false;
    }
    if (now->warning != NULL)
        output_note(now->warning);
    if (now->failure.code == ERR_NONE)
        return true;
    *err = now->failure;
    return false;
}

#include "session.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include "base/clock.h"
#include "base/mem.h"
#include "helpers.h"

enum { PATIENCE_MS = 20000 };

void session_begin(struct session *session)
{
    *session = (struct session){.cloud = cloud_new(), .folder = helpers_make_folder()};
    triggers_environment(session->folder);
    cloud_put(session->cloud, "d|t", triggers_plain, false);
}

struct backend_options session_options(const struct session *session)
{
    return (struct backend_options){
        .endpoint_url = cloud_url(session->cloud),
        .local = {.fd = -1},
        .state_dir = session->folder,
        .cache_dir = session->folder,
        .take_over_interrupted = true,
    };
}

void session_start(struct session *session, const struct backend_options *options)
{
    struct backend_options own = session_options(session);
    struct err err = {.code = ERR_NONE};
    struct texts regions = {0};
    if (options != NULL)
        own = *options;
    if (own.regions.count == 0) {
        texts_add(&regions, "us-east-1");
        own.regions = regions;
    }
    store_init(&session->store);
    session->backend = backend_start(&own, &err);
    texts_release(&regions);
    if (session->backend == NULL)
        fail_msg("%s", err.text);
}

void session_stop(struct session *session)
{
    assert_true(backend_stop(session->backend, 5000));
    session->backend = NULL;
    store_release(&session->store);
}

void session_end(struct session *session)
{
    if (session->backend != NULL)
        session_stop(session);
    cloud_free(session->cloud);
    helpers_remove_folder(session->folder);
}

int session_setup(void **state)
{
    struct session *session = mem_alloc(1, sizeof *session);
    session_begin(session);
    *state = session;
    return 0;
}

int session_teardown(void **state)
{
    session_end(*state);
    free(*state);
    return 0;
}

char *session_seen(const struct session *session)
{
    cJSON *document = cloud_get(session->cloud, "d|t");
    char *text = json_print(document);
    cJSON_Delete(document);
    return text;
}

static void say_operations(const struct session *session)
{
    for (size_t i = 0; i < session->store.operation_count; i++) {
        const struct operation *operation = &session->store.operations[i];
        print_message("operation %s %s wait %d question %d: %s; %s\n", operation_kind_word(operation->kind),
                      operation_state_name(operation->state), operation->wait, operation->question,
                      operation->activity != NULL ? operation->activity : "", operation->failure.text);
    }
    for (size_t i = 0; i < session->store.message_count; i++)
        print_message("message: %s\n", session->store.messages[i].text);
}

void session_wait(struct session *session, session_done_fn done, const void *context, const char *what)
{
    int64_t end_ms = clock_monotonic_ms() + PATIENCE_MS;
    for (;;) {
        backend_pump(session->backend, &session->store);
        if (done(session, context))
            return;
        int64_t left_ms = end_ms - clock_monotonic_ms();
        if (left_ms <= 0) {
            say_operations(session);
            fail_msg("waited in vain: %s", what);
        }
        struct pollfd ready = {.fd = backend_fd(session->backend), .events = POLLIN};
        poll(&ready, 1, (int)left_ms);
    }
}

static bool is_settled(const struct session *session, const void *context)
{
    const struct operation *operation = store_find_operation(&session->store, *(const uint64_t *)context);
    return operation != NULL && (operation_has_ended(operation) || operation->wait == OPERATION_ASKING);
}

const struct operation *session_settled(struct session *session, uint64_t number)
{
    session_wait(session, is_settled, &number, "the operation ends or asks");
    return store_find_operation(&session->store, number);
}

struct answered {
    uint64_t number, version;
};

static bool is_settled_since(const struct session *session, const void *context)
{
    const struct answered *answered = context;
    return session->store.operations_version != answered->version && is_settled(session, &answered->number);
}

const struct operation *session_answer(struct session *session, uint64_t number, bool go_on)
{
    struct answered answered = {number, session->store.operations_version};
    backend_answer(session->backend, number, go_on);
    session_wait(session, is_settled_since, &answered, "the operation ends or asks after an answer");
    return store_find_operation(&session->store, number);
}

struct waiting {
    uint64_t number;
    enum operation_wait wait;
};

static bool does_wait(const struct session *session, const void *context)
{
    const struct waiting *waiting = context;
    const struct operation *operation = store_find_operation(&session->store, waiting->number);
    return operation != NULL && operation->wait == waiting->wait;
}

const struct operation *session_waits(struct session *session, uint64_t number, enum operation_wait wait)
{
    struct waiting waiting = {number, wait};
    session_wait(session, does_wait, &waiting, "the operation waits visibly");
    return store_find_operation(&session->store, number);
}

struct wanted {
    enum operation_state state;
    enum operation_wait wait;
};

static const struct operation *find_any(const struct session *session, const struct wanted *wanted)
{
    for (size_t i = session->store.operation_count; i-- > 0;) {
        const struct operation *operation = &session->store.operations[i];
        if (operation->state == wanted->state && operation->wait == wanted->wait)
            return operation;
    }
    return NULL;
}

static bool is_there(const struct session *session, const void *context)
{
    return find_any(session, context) != NULL;
}

const struct operation *session_any(struct session *session, enum operation_state state,
                                    enum operation_wait wait)
{
    struct wanted wanted = {state, wait};
    session_wait(session, is_there, &wanted, "an operation of that state");
    return find_any(session, &wanted);
}

struct backend_change session_change(const char *before, const char *after)
{
    return (struct backend_change){.region = "us-east-1",
                                   .account = "123456789012",
                                   .identifier = "d|t",
                                   .before = before,
                                   .after = after};
}

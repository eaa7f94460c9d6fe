/* http: nobody waits for a resolver or for what was given up; proxies serve all but what is near. */
#include "http_outcome.h"

#include <dlfcn.h>
#include <netdb.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/env.h"
#include "base/mem.h"

/* ---- a resolver without a network: "hang.invalid" never answers, other names are not known ---- */

static pthread_mutex_t resolver_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t resolver_moved = PTHREAD_COND_INITIALIZER;
static int resolvers_hanging;
static bool resolvers_may_go;

static int hang(void)
{
    pthread_mutex_lock(&resolver_lock);
    resolvers_hanging++;
    pthread_cond_broadcast(&resolver_moved);
    while (!resolvers_may_go)
        pthread_cond_wait(&resolver_moved, &resolver_lock);
    resolvers_hanging--;
    pthread_cond_broadcast(&resolver_moved);
    pthread_mutex_unlock(&resolver_lock);
    return EAI_NONAME;
}

/* Takes the C library's place for libcurl too. */
int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **result)
{
    int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
    void *symbol = dlsym(RTLD_NEXT, "getaddrinfo");

    memcpy(&real, &symbol, sizeof real);
    if (name && strcmp(name, "hang.invalid") == 0)
        return hang();
    if (name && strspn(name, "0123456789.") != strlen(name))
        return EAI_NONAME;
    return real(name, service, hints, result);
}

static void wait_for_hanging(int count)
{
    pthread_mutex_lock(&resolver_lock);
    while (resolvers_hanging != count)
        pthread_cond_wait(&resolver_moved, &resolver_lock);
    pthread_mutex_unlock(&resolver_lock);
}

static void let_resolvers_go(void)
{
    pthread_mutex_lock(&resolver_lock);
    resolvers_may_go = true;
    pthread_cond_broadcast(&resolver_moved);
    pthread_mutex_unlock(&resolver_lock);
    wait_for_hanging(0);
}

/* ---- giving up ---- */

static void a_cancelled_request_calls_nobody(void **state)
{
    static const struct tiny_step steps[] = {
        {TINY_SILENCE, NULL, 0}, {TINY_ANSWER, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 0}};
    struct tiny_server *server = tiny_server_new(steps, ARRAY_COUNT(steps));
    struct http *http = http_outcome_http();
    struct http_outcome given_up = {.server = server}, other = {.server = server};
    uint64_t number = http_outcome_send(http, http_outcome_get(tiny_server_url(server, "/")), &given_up);
    int64_t start = clock_monotonic_ms();

    (void)state;
    while (!tiny_server_requests(server) && clock_monotonic_ms() - start < HTTP_OUTCOME_PATIENCE_MS)
        http_run(http, 10);
    http_cancel(http, number);
    assert_int_equal(given_up.released, 1);
    http_cancel(http, number);
    http_outcome_send(http, http_outcome_get(tiny_server_url(server, "/")), &other);
    http_outcome_wait(http, &other);
    assert_int_equal(given_up.done, 0);
    assert_int_equal(given_up.released, 1);
    http_outcome_release(&other);
    http_free(http);
    tiny_server_free(server);
}

static void freeing_releases_what_still_runs(void **state)
{
    static const struct tiny_step step = {TINY_SILENCE, NULL, 0};
    struct tiny_server *server = tiny_server_new(&step, 1);
    struct http *http = http_outcome_http();
    struct http_outcome outcomes[3] = {{.server = server}, {.server = server}, {.server = server}};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(outcomes); i++)
        http_outcome_send(http, http_outcome_get(tiny_server_url(server, "/")), &outcomes[i]);
    http_run(http, 10);
    http_free(http);
    for (size_t i = 0; i < ARRAY_COUNT(outcomes); i++) {
        assert_int_equal(outcomes[i].done, 0);
        assert_int_equal(outcomes[i].released, 1);
    }
    tiny_server_free(server);
}

struct chain {
    struct http *http;
    struct tiny_server *server;
    struct http_outcome first, second;
    uint64_t to_cancel;
};

static void on_first(void *context, const struct http_answer *answer)
{
    struct chain *chain = context;

    http_outcome_done(&chain->first, answer);
    http_cancel(chain->http, chain->to_cancel);
    http_outcome_send(chain->http, http_outcome_get(tiny_server_url(chain->server, "/second")),
                      &chain->second);
}

static void a_callback_may_send_and_cancel(void **state)
{
    struct tiny_server *server = tiny_server_new(&http_outcome_ok, 1);
    struct chain chain = {.http = http_outcome_http(), .server = server};
    struct http_outcome lost = {0};
    struct http_request request = http_outcome_get(tiny_server_url(server, "/first"));

    (void)state;
    chain.to_cancel = http_outcome_send(chain.http, http_outcome_get(mem_dup("http://hang.invalid/")), &lost);
    http_send(chain.http, &request, on_first, NULL, NULL, &chain);
    http_outcome_wait(chain.http, &chain.second);
    assert_int_equal(chain.first.done, 1);
    assert_int_equal(lost.done, 0);
    assert_int_equal(lost.released, 1);
    http_outcome_release(&chain.first);
    http_outcome_release(&chain.second);
    http_free(chain.http);
    tiny_server_free(server);
}

/* ---- waiting ---- */

static void a_wakeup_ends_the_wait(void **state)
{
    struct http *http = http_outcome_http();
    int64_t start = clock_monotonic_ms();

    (void)state;
    http_wakeup(http);
    http_run(http, HTTP_OUTCOME_PATIENCE_MS);
    assert_true(clock_monotonic_ms() - start < HTTP_OUTCOME_PATIENCE_MS / 2);
    http_free(http);
}

static void count_call(void *context)
{
    ++*(int *)context;
}

static void a_watched_descriptor_ends_the_wait(void **state)
{
    struct http *http = http_outcome_http();
    int64_t start = clock_monotonic_ms();
    int ends[2], calls = 0;

    (void)state;
    assert_int_equal(pipe(ends), 0);
    watches_add(http_watches(http), ends[0], count_call, &calls);
    http_run(http, 0);
    assert_int_equal(calls, 0);
    assert_int_equal(write(ends[1], "x", 1), 1);
    http_run(http, HTTP_OUTCOME_PATIENCE_MS);
    assert_int_equal(calls, 1);
    assert_true(clock_monotonic_ms() - start < HTTP_OUTCOME_PATIENCE_MS / 2);
    watches_remove(http_watches(http), ends[0]);
    http_run(http, 0);
    assert_int_equal(calls, 1);
    close(ends[0]);
    close(ends[1]);
    http_free(http);
}

static void an_unknown_name_is_said_in_words(void **state)
{
    struct http *http = http_outcome_http();
    struct http_outcome outcome = {0};

    (void)state;
    http_outcome_send(http, http_outcome_get(mem_dup("http://nowhere.invalid/")), &outcome);
    http_outcome_wait(http, &outcome);
    assert_string_equal(outcome.err.text, "no answer from nowhere.invalid: this name is not found");
    assert_false(outcome.bytes_left);
    assert_true(outcome.transient);
    http_outcome_release(&outcome);
    http_free(http);
}

static void a_hanging_resolver_holds_up_nobody(void **state)
{
    struct tiny_server *server = tiny_server_new(&http_outcome_ok, 1);
    struct http *http = http_outcome_http();
    struct http_outcome stuck = {0}, late = {0}, other = {.server = server};
    struct http_request request = http_outcome_get(mem_dup("http://hang.invalid/"));
    int64_t start = clock_monotonic_ms();

    (void)state;
    http_outcome_send(http, http_outcome_get(mem_dup("http://hang.invalid/")), &stuck);
    request.connect_ms = 50;
    http_outcome_send(http, request, &late);
    http_outcome_send(http, http_outcome_get(tiny_server_url(server, "/")), &other);
    http_outcome_wait(http, &other);
    http_outcome_wait(http, &late);
    assert_string_equal(late.err.text, "no answer from hang.invalid: no connection within 0.05 s");
    assert_false(late.bytes_left);
    assert_true(late.transient);
    assert_int_equal(stuck.done, 0);
    http_free(http);
    assert_int_equal(stuck.released, 1);
    assert_true(clock_monotonic_ms() - start < HTTP_OUTCOME_PATIENCE_MS / 2);
    http_outcome_release(&late);
    http_outcome_release(&other);
    tiny_server_free(server);
    let_resolvers_go();
}

/* ---- proxies ---- */

/* Sends to url with that environment while a tiny server plays the proxy;
 * says whether the proxy was asked. */
static bool goes_to_proxy(const char *variable, const char *no_proxy, const char *url,
                          bool *asked_for_it_whole)
{
    struct tiny_server *proxy = tiny_server_new(&http_outcome_ok, 1);
    char *setting = mem_printf("%s=http://user:secret@127.0.0.1:%d", variable, tiny_server_port(proxy));
    char *environment[] = {setting, (char *)no_proxy, NULL}, *text;
    struct http *http = http_outcome_http();
    struct http_outcome outcome = {0};
    bool asked;

    env_init(environment);
    http_outcome_send(http, http_outcome_get(mem_dup(url)), &outcome);
    http_outcome_wait(http, &outcome);
    text = tiny_server_request(proxy, 0);
    asked = text != NULL;
    *asked_for_it_whole = text && strstr(text, url);
    assert_null(strstr(outcome.err.text, "secret"));
    free(text);
    free(setting);
    http_outcome_release(&outcome);
    http_free(http);
    tiny_server_free(proxy);
    return asked;
}

static void a_proxy_serves_all_but_what_is_near(void **state)
{
    static const struct {
        const char *variable, *no_proxy, *url;
        bool asked;
    } cases[] = {
        {"http_proxy", NULL, "http://aws.invalid/x", true},
        {"HTTP_PROXY", NULL, "http://aws.invalid/x", true},
        {"ALL_PROXY", NULL, "http://aws.invalid/x", true},
        {"HTTPS_PROXY", NULL, "https://aws.invalid/x", true},
        {"HTTPS_PROXY", NULL, "http://aws.invalid/x", false},
        {"HTTP_PROXY", "NO_PROXY=other.invalid,.aws.invalid", "http://x.aws.invalid/", false},
        {"HTTP_PROXY", "no_proxy=*", "http://aws.invalid/", false},
        {"HTTP_PROXY", NULL, "http://localhost:1/", false},
        {"HTTP_PROXY", NULL, "http://127.0.0.2:1/", false},
        {"HTTP_PROXY", NULL, "http://[::1]:1/", false},
    };
    char *empty[] = {NULL};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        bool whole;

        assert_int_equal(goes_to_proxy(cases[i].variable, cases[i].no_proxy, cases[i].url, &whole),
                         cases[i].asked);
        if (cases[i].asked && strncmp(cases[i].url, "http:", 5) == 0)
            assert_true(whole);
    }
    env_init(empty);
}

static void a_proxy_that_refuses_is_named(void **state)
{
    static const struct tiny_step step = {TINY_ANSWER_CLOSE, "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n",
                                          0};
    struct tiny_server *proxy = tiny_server_new(&step, 1);
    char *setting = mem_printf("HTTPS_PROXY=http://127.0.0.1:%d", tiny_server_port(proxy));
    char *environment[] = {setting, NULL}, *empty[] = {NULL};
    struct http *http = http_outcome_http();
    struct http_outcome outcome = {0};

    (void)state;
    env_init(environment);
    http_outcome_send(http, http_outcome_get(mem_dup("https://aws.invalid/")), &outcome);
    http_outcome_wait(http, &outcome);
    assert_string_equal(outcome.err.text,
                        "no answer from aws.invalid: the proxy refused the connection (407)");
    assert_false(outcome.bytes_left);
    assert_int_equal(outcome.before, 0);
    http_outcome_release(&outcome);
    http_free(http);
    tiny_server_free(proxy);
    env_init(empty);
    free(setting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unknown_name_is_said_in_words),
        cmocka_unit_test(a_cancelled_request_calls_nobody),
        cmocka_unit_test(freeing_releases_what_still_runs),
        cmocka_unit_test(a_callback_may_send_and_cancel),
        cmocka_unit_test(a_wakeup_ends_the_wait),
        cmocka_unit_test(a_watched_descriptor_ends_the_wait),
        cmocka_unit_test(a_proxy_serves_all_but_what_is_near),
        cmocka_unit_test(a_proxy_that_refuses_is_named),
        cmocka_unit_test(a_hanging_resolver_holds_up_nobody),
    };

    return cmocka_run_group_tests_name("aws http wait", tests, NULL, NULL);
}

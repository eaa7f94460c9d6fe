/* http: one request, one answer or one sentence, whatever the other side does; nobody ever waits for a
 * resolver. */
#include "helpers.h"

#include <dlfcn.h>
#include <netdb.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "aws/http.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/env.h"
#include "base/mem.h"
#include "tiny_server.h"

enum { PATIENCE_MS = 60000 };

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

/* ---- one request and what came of it ---- */

struct outcome {
    struct tiny_server *server;
    int done, released, before;
    size_t requests_at_before; /* what the server had got when before was asked */
    bool refuse;               /* before says no */
    int status;
    bool bytes_left, transient;
    struct strbuf body;
    char *seen; /* the header x-seen of the answer; owned */
    struct err err;
};

static bool on_before(void *context, struct err *err)
{
    struct outcome *outcome = context;

    outcome->before++;
    outcome->requests_at_before = outcome->server ? tiny_server_requests(outcome->server) : 0;
    return !outcome->refuse || err_set(err, ERR_LOCAL, "the journal is full");
}

static void on_done(void *context, const struct http_answer *answer)
{
    struct outcome *outcome = context;

    outcome->done++;
    outcome->status = answer->status;
    outcome->bytes_left = answer->bytes_left;
    outcome->transient = answer->transient;
    outcome->err = answer->err;
    outcome->seen = mem_dup(http_answer_header(answer, "x-seen"));
    strbuf_init(&outcome->body);
    strbuf_add(&outcome->body, answer->body.text, answer->body.length);
}

static void on_release(void *context)
{
    struct outcome *outcome = context;

    outcome->released++;
}

static void outcome_release(struct outcome *outcome)
{
    if (outcome->done)
        strbuf_release(&outcome->body);
    free(outcome->seen);
}

static struct http *new_http(void)
{
    struct err err = {0};
    struct http *http = http_new(NULL, &err);

    assert_non_null(http);
    return http;
}

static uint64_t send_to(struct http *http, struct http_request request, struct outcome *outcome)
{
    uint64_t number = http_send(http, &request, on_done, on_before, on_release, outcome);

    assert_int_not_equal(number, 0);
    assert_null(request.url);
    return number;
}

static struct http_request get_of(char *url)
{
    return (struct http_request){.method = mem_dup("GET"), .url = url};
}

static void wait_for(struct http *http, const struct outcome *outcome)
{
    int64_t start = clock_monotonic_ms();

    while (!outcome->done && clock_monotonic_ms() - start < PATIENCE_MS)
        http_run(http, 1000, -1, NULL);
    assert_int_equal(outcome->done, 1);
    assert_int_equal(outcome->released, 1);
}

/* Sends one GET to a server with that script and waits. */
static void get_once(const struct tiny_step *steps, size_t count, struct http_request request,
                     struct outcome *outcome)
{
    struct http *http = new_http();

    outcome->server = tiny_server_new(steps, count);
    request.method = mem_dup("GET");
    request.url = tiny_server_url(outcome->server, "/");
    send_to(http, request, outcome);
    wait_for(http, outcome);
    http_free(http);
    tiny_server_free(outcome->server);
}

/* ---- answers ---- */

static const struct tiny_step ok_step = {
    TINY_ANSWER, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Seen:  yes \r\n\r\nok", 0};

static void an_answer_of_any_status_is_an_answer(void **state)
{
    static const struct {
        struct tiny_step step;
        int status;
        const char *body, *seen;
    } cases[] = {
        {{TINY_ANSWER, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Seen:  yes \r\n\r\nok", 0},
         200,
         "ok",
         "yes"},
        {{TINY_ANSWER, "HTTP/1.1 400 Bad\r\nContent-Length: 0\r\nx-SEEN: a, b\r\n\r\n", 0}, 400, "", "a, b"},
        {{TINY_ANSWER, "HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 0},
         503,
         "abc",
         NULL},
        {{TINY_ANSWER_CLOSE, "HTTP/1.0 404 No\r\n\r\nuntil the end", 0}, 404, "until the end", NULL},
        {{TINY_ANSWER, "HTTP/1.1 302 No\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n", 0}, 302, "", NULL},
        {{TINY_ANSWER,
          "HTTP/1.1 100 Go\r\nX-Seen: early\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", 0},
         200,
         "x",
         NULL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct outcome outcome = {0};

        get_once(&cases[i].step, 1, (struct http_request){0}, &outcome);
        assert_int_equal(outcome.status, cases[i].status);
        assert_int_equal(outcome.err.code, ERR_NONE);
        assert_string_equal(outcome.body.text, cases[i].body);
        if (cases[i].seen)
            assert_string_equal(outcome.seen, cases[i].seen);
        else
            assert_null(outcome.seen);
        assert_true(outcome.bytes_left);
        assert_false(outcome.transient);
        outcome_release(&outcome);
    }
}

static void a_request_goes_out_as_it_was_given(void **state)
{
    struct tiny_server *server = tiny_server_new(&ok_step, 1);
    struct http *http = new_http();
    struct outcome outcome = {.server = server};
    struct http_request request = {.method = mem_dup("POST"),
                                   .url = tiny_server_url(server, "/a/../b%20c//?x=%2F&y"),
                                   .body = mem_dup("{\"a\":1}"),
                                   .body_length = 7};
    char *text;

    (void)state;
    http_request_add_header(&request, "Host", "shop.example");
    http_request_add_header(&request, "X-Amz-Target", "CloudApiService.GetResource");
    http_request_add_header(&request, "X-Empty", "");
    send_to(http, request, &outcome);
    wait_for(http, &outcome);
    text = tiny_server_request(server, 0);
    assert_non_null(text);
    assert_ptr_equal(strstr(text, "POST /a/../b%20c//?x=%2F&y HTTP/1.1\r\n"), text);
    assert_non_null(strstr(text, "\r\nHost: shop.example\r\n"));
    assert_non_null(strstr(text, "\r\nX-Amz-Target: CloudApiService.GetResource\r\n"));
    assert_non_null(strstr(text, "\r\nX-Empty:\r\n"));
    assert_non_null(strstr(text, "\r\nUser-Agent: etrig/"));
    assert_null(strstr(text, "Content-Type"));
    assert_non_null(strstr(text, "\r\n\r\n{\"a\":1}"));
    free(text);
    outcome_release(&outcome);
    http_free(http);
    tiny_server_free(server);
}

/* curl asks first for bodies above 1 MB, and servers that do not know the question cost a second. */
static void a_large_body_is_sent_without_asking(void **state)
{
    struct tiny_server *server = tiny_server_new(&ok_step, 1);
    struct http *http = new_http();
    struct outcome outcome = {.server = server};
    struct http_request request = {.method = mem_dup("POST"),
                                   .url = tiny_server_url(server, "/"),
                                   .body = mem_alloc(1, 2 << 20),
                                   .body_length = 2 << 20};
    char *text;

    (void)state;
    memset(request.body, 'a', request.body_length);
    send_to(http, request, &outcome);
    wait_for(http, &outcome);
    assert_int_equal(outcome.status, 200);
    text = tiny_server_request(server, 0);
    assert_null(strstr(text, "Expect"));
    free(text);
    outcome_release(&outcome);
    http_free(http);
    tiny_server_free(server);
}

static void a_connection_is_used_again(void **state)
{
    struct tiny_server *server = tiny_server_new(&ok_step, 1);
    struct http *http = new_http();

    (void)state;
    for (int i = 0; i < 3; i++) {
        struct outcome outcome = {.server = server};

        send_to(http, get_of(tiny_server_url(server, "/")), &outcome);
        wait_for(http, &outcome);
        assert_int_equal(outcome.status, 200);
        assert_int_equal(outcome.before, 1);
        outcome_release(&outcome);
    }
    assert_int_equal(tiny_server_connections(server), 1);
    assert_int_equal(tiny_server_requests(server), 3);
    http_free(http);
    tiny_server_free(server);
}

/* curl by itself would send the request a second time. */
static void a_request_is_sent_once_though_a_kept_connection_ends(void **state)
{
    const struct tiny_step steps[] = {ok_step, {TINY_DROP, NULL, 0}, ok_step};
    struct tiny_server *server = tiny_server_new(steps, ARRAY_COUNT(steps));
    struct http *http = new_http();
    struct outcome first = {.server = server}, second = {.server = server};

    (void)state;
    send_to(http, get_of(tiny_server_url(server, "/")), &first);
    wait_for(http, &first);
    send_to(http, get_of(tiny_server_url(server, "/")), &second);
    wait_for(http, &second);
    assert_int_equal(first.status, 200);
    assert_int_equal(second.status, 0);
    assert_int_equal(second.before, 1);
    assert_true(second.bytes_left);
    assert_true(second.transient);
    assert_int_equal(tiny_server_requests(server), 2);
    outcome_release(&first);
    outcome_release(&second);
    http_free(http);
    tiny_server_free(server);
}

/* ---- failures ---- */

/* The sentence is what stands before and after the server's address. */
static void assert_failed(const struct outcome *outcome, int port, const char *before, const char *after,
                          bool bytes_left, bool transient)
{
    char *expected = mem_printf("%s127.0.0.1:%d%s", before, port, after);

    assert_int_equal(outcome->status, 0);
    assert_int_equal(outcome->err.code, ERR_NETWORK);
    assert_string_equal(outcome->err.text, expected);
    assert_int_equal(outcome->bytes_left, bytes_left);
    assert_int_equal(outcome->transient, transient);
    assert_int_equal(outcome->body.length, 0);
    free(expected);
}

static void a_closed_port_is_said_in_words(void **state)
{
    struct http *http = new_http();
    struct outcome outcome = {0};
    int port = tiny_server_closed_port();

    (void)state;
    send_to(http, get_of(mem_printf("http://127.0.0.1:%d/x", port)), &outcome);
    wait_for(http, &outcome);
    assert_failed(&outcome, port, "no answer from ", ": connection refused", false, true);
    assert_int_equal(outcome.before, 0);
    outcome_release(&outcome);
    http_free(http);
}

static void bad_manners_are_said_in_words(void **state)
{
    static const struct {
        struct tiny_step step;
        struct http_request request;
        const char *before, *after;
        bool transient;
    } cases[] = {
        {{TINY_DROP, NULL, 0},
         {0},
         "no answer from ",
         ": the connection ended before the answer was whole",
         true},
        {{TINY_ANSWER_CLOSE, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":", 0},
         {0},
         "no answer from ",
         ": the connection ended before the answer was whole",
         true},
        {{TINY_ANSWER_CLOSE, "HTTP/1.1 200 OK\r\nContent-Le", 0},
         {0},
         "no answer from ",
         ": the connection ended before the answer was whole",
         true},
        {{TINY_SILENCE, NULL, 0},
         {.total_ms = 50},
         "no answer from ",
         ": nothing whole came within 0.05 s",
         true},
        {{TINY_ANSWER, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":", 0},
         {.total_ms = 50},
         "no answer from ",
         ": nothing whole came within 0.05 s",
         true},
        {{TINY_ANSWER_CLOSE, "SSH-2.0-OpenSSH_9.2\r\n", 0}, {0}, "", " does not answer in HTTP", false},
        {{TINY_FLOOD, "HTTP/1.1 200 OK\r\nContent-Length: 20971520\r\n\r\n", 20 << 20},
         {0},
         "the answer of ",
         " is larger than 16 MB",
         false},
        {{TINY_FLOOD, "HTTP/1.1 200 OK\r\n\r\n", 20 << 20},
         {0},
         "the answer of ",
         " is larger than 16 MB",
         false},
        {{TINY_FLOOD, "HTTP/1.1 200 OK\r\n\r\n", 101},
         {.answer_limit = 100},
         "the answer of ",
         " is larger than 100 bytes",
         false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct tiny_server *server = tiny_server_new(&cases[i].step, 1);
        struct http *http = new_http();
        struct outcome outcome = {.server = server};
        struct http_request request = cases[i].request;

        request.method = mem_dup("GET");
        request.url = tiny_server_url(server, "/");
        send_to(http, request, &outcome);
        wait_for(http, &outcome);
        assert_failed(&outcome, tiny_server_port(server), cases[i].before, cases[i].after, true,
                      cases[i].transient);
        outcome_release(&outcome);
        http_free(http);
        tiny_server_free(server);
    }
}

static void a_connection_dropped_at_once_may_have_taken_bytes(void **state)
{
    static const struct tiny_step step = {TINY_DROP_AT_ONCE, NULL, 0};
    struct outcome outcome = {0};

    (void)state;
    get_once(&step, 1, (struct http_request){0}, &outcome);
    assert_int_equal(outcome.status, 0);
    assert_int_equal(outcome.err.code, ERR_NETWORK);
    assert_true(outcome.bytes_left);
    assert_true(outcome.transient);
    outcome_release(&outcome);
}

static void an_answer_of_just_the_limit_passes(void **state)
{
    static const struct tiny_step step = {TINY_FLOOD, "HTTP/1.1 200 OK\r\n\r\n", 100};
    struct outcome outcome = {0};

    (void)state;
    get_once(&step, 1, (struct http_request){.answer_limit = 100}, &outcome);
    assert_int_equal(outcome.status, 200);
    assert_int_equal(outcome.body.length, 100);
    outcome_release(&outcome);
}

/* A header line without an end is more than headers may be. */
static void headers_without_end_are_cut_off(void **state)
{
    struct strbuf bytes = STRBUF_INIT;
    struct tiny_step step = {TINY_ANSWER_CLOSE, NULL, 0};
    struct outcome outcome = {0};

    (void)state;
    strbuf_adds(&bytes, "HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 400; i++) {
        strbuf_addf(&bytes, "X-%d: ", i);
        strbuf_fill(&bytes, 'x', 1000);
        strbuf_adds(&bytes, "\r\n");
    }
    step.bytes = bytes.text;
    get_once(&step, 1, (struct http_request){0}, &outcome);
    assert_int_equal(outcome.err.code, ERR_NETWORK);
    assert_non_null(strstr(outcome.err.text, "more than 256 KB of headers"));
    outcome_release(&outcome);
    strbuf_release(&bytes);
}

static void other_protocols_are_not_spoken(void **state)
{
    struct http *http = new_http();
    struct outcome outcome = {0};

    (void)state;
    send_to(http, get_of(mem_dup("ftp://127.0.0.1/x")), &outcome);
    wait_for(http, &outcome);
    assert_int_equal(outcome.err.code, ERR_NETWORK);
    assert_false(outcome.bytes_left);
    assert_false(outcome.transient);
    outcome_release(&outcome);
    http_free(http);
}

static void an_unknown_name_is_said_in_words(void **state)
{
    struct http *http = new_http();
    struct outcome outcome = {0};

    (void)state;
    send_to(http, get_of(mem_dup("http://nowhere.invalid/")), &outcome);
    wait_for(http, &outcome);
    assert_string_equal(outcome.err.text, "no answer from nowhere.invalid: this name is not found");
    assert_false(outcome.bytes_left);
    assert_true(outcome.transient);
    outcome_release(&outcome);
    http_free(http);
}

/* ---- before the first byte ---- */

static void before_is_asked_when_nothing_has_left(void **state)
{
    struct outcome outcome = {.requests_at_before = 99};

    (void)state;
    get_once(&ok_step, 1, (struct http_request){0}, &outcome);
    assert_int_equal(outcome.before, 1);
    assert_int_equal(outcome.requests_at_before, 0);
    outcome_release(&outcome);
}

static void a_no_from_before_sends_nothing(void **state)
{
    struct tiny_server *server = tiny_server_new(&ok_step, 1);
    struct http *http = new_http();
    struct outcome refused = {.server = server, .refuse = true}, next = {.server = server};

    (void)state;
    send_to(http, get_of(tiny_server_url(server, "/refused")), &refused);
    wait_for(http, &refused);
    assert_int_equal(refused.err.code, ERR_LOCAL);
    assert_string_equal(refused.err.text, "the journal is full");
    assert_false(refused.bytes_left);
    assert_false(refused.transient);
    send_to(http, get_of(tiny_server_url(server, "/next")), &next);
    wait_for(http, &next);
    assert_int_equal(tiny_server_requests(server), 1);
    outcome_release(&refused);
    outcome_release(&next);
    http_free(http);
    tiny_server_free(server);
}

/* ---- giving up ---- */

static void a_cancelled_request_calls_nobody(void **state)
{
    static const struct tiny_step steps[] = {
        {TINY_SILENCE, NULL, 0}, {TINY_ANSWER, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 0}};
    struct tiny_server *server = tiny_server_new(steps, ARRAY_COUNT(steps));
    struct http *http = new_http();
    struct outcome given_up = {.server = server}, other = {.server = server};
    uint64_t number = send_to(http, get_of(tiny_server_url(server, "/")), &given_up);
    int64_t start = clock_monotonic_ms();

    (void)state;
    while (!tiny_server_requests(server) && clock_monotonic_ms() - start < PATIENCE_MS)
        http_run(http, 10, -1, NULL);
    http_cancel(http, number);
    assert_int_equal(given_up.released, 1);
    http_cancel(http, number);
    send_to(http, get_of(tiny_server_url(server, "/")), &other);
    wait_for(http, &other);
    assert_int_equal(given_up.done, 0);
    assert_int_equal(given_up.released, 1);
    outcome_release(&other);
    http_free(http);
    tiny_server_free(server);
}

static void freeing_releases_what_still_runs(void **state)
{
    static const struct tiny_step step = {TINY_SILENCE, NULL, 0};
    struct tiny_server *server = tiny_server_new(&step, 1);
    struct http *http = new_http();
    struct outcome outcomes[3] = {{.server = server}, {.server = server}, {.server = server}};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(outcomes); i++)
        send_to(http, get_of(tiny_server_url(server, "/")), &outcomes[i]);
    http_run(http, 10, -1, NULL);
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
    struct outcome first, second;
    uint64_t to_cancel;
};

static void on_first(void *context, const struct http_answer *answer)
{
    struct chain *chain = context;

    on_done(&chain->first, answer);
    http_cancel(chain->http, chain->to_cancel);
    send_to(chain->http, get_of(tiny_server_url(chain->server, "/second")), &chain->second);
}

static void a_callback_may_send_and_cancel(void **state)
{
    struct tiny_server *server = tiny_server_new(&ok_step, 1);
    struct chain chain = {.http = new_http(), .server = server};
    struct outcome lost = {0};
    struct http_request request = get_of(tiny_server_url(server, "/first"));

    (void)state;
    chain.to_cancel = send_to(chain.http, get_of(mem_dup("http://hang.invalid/")), &lost);
    http_send(chain.http, &request, on_first, NULL, NULL, &chain);
    wait_for(chain.http, &chain.second);
    assert_int_equal(chain.first.done, 1);
    assert_int_equal(lost.done, 0);
    assert_int_equal(lost.released, 1);
    outcome_release(&chain.first);
    outcome_release(&chain.second);
    http_free(chain.http);
    tiny_server_free(server);
}

/* ---- waiting ---- */

static void a_wakeup_ends_the_wait(void **state)
{
    struct http *http = new_http();
    int64_t start = clock_monotonic_ms();
    bool ready = true;

    (void)state;
    http_wakeup(http);
    http_run(http, PATIENCE_MS, -1, &ready);
    assert_true(clock_monotonic_ms() - start < PATIENCE_MS / 2);
    assert_false(ready);
    http_free(http);
}

static void another_descriptor_ends_the_wait(void **state)
{
    struct http *http = new_http();
    int64_t start = clock_monotonic_ms();
    bool ready = true;
    int ends[2];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    http_run(http, 0, ends[0], &ready);
    assert_false(ready);
    assert_int_equal(write(ends[1], "x", 1), 1);
    http_run(http, PATIENCE_MS, ends[0], &ready);
    assert_true(ready);
    assert_true(clock_monotonic_ms() - start < PATIENCE_MS / 2);
    close(ends[0]);
    close(ends[1]);
    http_free(http);
}

static void a_hanging_resolver_holds_up_nobody(void **state)
{
    struct tiny_server *server = tiny_server_new(&ok_step, 1);
    struct http *http = new_http();
    struct outcome stuck = {0}, late = {0}, other = {.server = server};
    struct http_request request = get_of(mem_dup("http://hang.invalid/"));
    int64_t start = clock_monotonic_ms();

    (void)state;
    send_to(http, get_of(mem_dup("http://hang.invalid/")), &stuck);
    request.connect_ms = 50;
    send_to(http, request, &late);
    send_to(http, get_of(tiny_server_url(server, "/")), &other);
    wait_for(http, &other);
    wait_for(http, &late);
    assert_string_equal(late.err.text, "no answer from hang.invalid: no connection within 0.05 s");
    assert_false(late.bytes_left);
    assert_true(late.transient);
    assert_int_equal(stuck.done, 0);
    http_free(http);
    assert_int_equal(stuck.released, 1);
    assert_true(clock_monotonic_ms() - start < PATIENCE_MS / 2);
    outcome_release(&late);
    outcome_release(&other);
    tiny_server_free(server);
    let_resolvers_go();
}

/* ---- proxies ---- */

/* Sends to url with that environment while a tiny server plays the proxy; says whether the proxy was asked.
 */
static bool goes_to_proxy(const char *variable, const char *no_proxy, const char *url,
                          bool *asked_for_it_whole)
{
    struct tiny_server *proxy = tiny_server_new(&ok_step, 1);
    char *setting = mem_printf("%s=http://user:secret@127.0.0.1:%d", variable, tiny_server_port(proxy));
    char *environment[] = {setting, (char *)no_proxy, NULL}, *text;
    struct http *http = new_http();
    struct outcome outcome = {0};
    bool asked;

    env_init(environment);
    send_to(http, get_of(mem_dup(url)), &outcome);
    wait_for(http, &outcome);
    text = tiny_server_request(proxy, 0);
    asked = text != NULL;
    *asked_for_it_whole = text && strstr(text, url);
    assert_null(strstr(outcome.err.text, "secret"));
    free(text);
    free(setting);
    outcome_release(&outcome);
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
    struct http *http = new_http();
    struct outcome outcome = {0};

    (void)state;
    env_init(environment);
    send_to(http, get_of(mem_dup("https://aws.invalid/")), &outcome);
    wait_for(http, &outcome);
    assert_string_equal(outcome.err.text,
                        "no answer from aws.invalid: the proxy refused the connection (407)");
    assert_false(outcome.bytes_left);
    assert_int_equal(outcome.before, 0);
    outcome_release(&outcome);
    http_free(http);
    tiny_server_free(proxy);
    env_init(empty);
    free(setting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_of_any_status_is_an_answer),
        cmocka_unit_test(a_request_goes_out_as_it_was_given),
        cmocka_unit_test(a_large_body_is_sent_without_asking),
        cmocka_unit_test(a_connection_is_used_again),
        cmocka_unit_test(a_request_is_sent_once_though_a_kept_connection_ends),
        cmocka_unit_test(a_closed_port_is_said_in_words),
        cmocka_unit_test(bad_manners_are_said_in_words),
        cmocka_unit_test(a_connection_dropped_at_once_may_have_taken_bytes),
        cmocka_unit_test(an_answer_of_just_the_limit_passes),
        cmocka_unit_test(headers_without_end_are_cut_off),
        cmocka_unit_test(other_protocols_are_not_spoken),
        cmocka_unit_test(an_unknown_name_is_said_in_words),
        cmocka_unit_test(before_is_asked_when_nothing_has_left),
        cmocka_unit_test(a_no_from_before_sends_nothing),
        cmocka_unit_test(a_cancelled_request_calls_nobody),
        cmocka_unit_test(freeing_releases_what_still_runs),
        cmocka_unit_test(a_callback_may_send_and_cancel),
        cmocka_unit_test(a_wakeup_ends_the_wait),
        cmocka_unit_test(another_descriptor_ends_the_wait),
        cmocka_unit_test(a_proxy_serves_all_but_what_is_near),
        cmocka_unit_test(a_proxy_that_refuses_is_named),
        cmocka_unit_test(a_hanging_resolver_holds_up_nobody),
    };

    return cmocka_run_group_tests_name("aws http", tests, NULL, NULL);
}

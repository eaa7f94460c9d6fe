/* http: one request, one answer or one sentence, whatever the other side does. */
#include "http_outcome.h"

#include <string.h>

#include "base/array.h"
#include "base/mem.h"

/* ---- answers ---- */

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
        {{TINY_ANSWER,
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Seen: late\r\n\r\n", 0},
         200,
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
        struct http_outcome outcome = {0};

        http_outcome_once(&cases[i].step, 1, (struct http_request){0}, &outcome);
        assert_int_equal(outcome.status, cases[i].status);
        assert_int_equal(outcome.err.code, ERR_NONE);
        assert_string_equal(outcome.body.text, cases[i].body);
        if (cases[i].seen)
            assert_string_equal(outcome.seen, cases[i].seen);
        else
            assert_null(outcome.seen);
        assert_true(outcome.bytes_left);
        assert_false(outcome.transient);
        http_outcome_release(&outcome);
    }
}

static void a_request_goes_out_as_it_was_given(void **state)
{
    struct tiny_server *server = tiny_server_new(&http_outcome_ok, 1);
    struct http *http = http_outcome_http();
    struct http_outcome outcome = {.server = server};
    struct http_request request = {.method = mem_dup("POST"),
                                   .url = tiny_server_url(server, "/a/../b%20c//?x=%2F&y"),
                                   .body = mem_dup("{\"a\":1}"),
                                   .body_length = 7};
    char *text;

    (void)state;
    http_request_add_header(&request, "Host", "shop.example");
    http_request_add_header(&request, "X-Amz-Target", "CloudApiService.GetResource");
    http_request_add_header(&request, "X-Empty", "");
    http_outcome_send(http, request, &outcome);
    http_outcome_wait(http, &outcome);
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
    http_outcome_release(&outcome);
    http_free(http);
    tiny_server_free(server);
}

/* curl asks first for bodies above 1 MB, and servers that do not know the question cost a second. */
static void a_large_body_is_sent_without_asking(void **state)
{
    struct tiny_server *server = tiny_server_new(&http_outcome_ok, 1);
    struct http *http = http_outcome_http();
    struct http_outcome outcome = {.server = server};
    struct http_request request = {.method = mem_dup("POST"),
                                   .url = tiny_server_url(server, "/"),
                                   .body = mem_alloc(1, 2 << 20),
                                   .body_length = 2 << 20};
    char *text;

    (void)state;
    memset(request.body, 'a', request.body_length);
    http_outcome_send(http, request, &outcome);
    http_outcome_wait(http, &outcome);
    assert_int_equal(outcome.status, 200);
    text = tiny_server_request(server, 0);
    assert_null(strstr(text, "Expect"));
    free(text);
    http_outcome_release(&outcome);
    http_free(http);
    tiny_server_free(server);
}

static void a_connection_is_used_again(void **state)
{
    struct tiny_server *server = tiny_server_new(&http_outcome_ok, 1);
    struct http *http = http_outcome_http();

    (void)state;
    for (int i = 0; i < 3; i++) {
        struct http_outcome outcome = {.server = server};

        http_outcome_send(http, http_outcome_get(tiny_server_url(server, "/")), &outcome);
        http_outcome_wait(http, &outcome);
        assert_int_equal(outcome.status, 200);
        assert_int_equal(outcome.before, 1);
        http_outcome_release(&outcome);
    }
    assert_int_equal(tiny_server_connections(server), 1);
    assert_int_equal(tiny_server_requests(server), 3);
    http_free(http);
    tiny_server_free(server);
}

/* curl by itself would send the request a second time. */
static void a_request_is_sent_once_though_a_kept_connection_ends(void **state)
{
    const struct tiny_step steps[] = {http_outcome_ok, {TINY_DROP, NULL, 0}, http_outcome_ok};
    struct tiny_server *server = tiny_server_new(steps, ARRAY_COUNT(steps));
    struct http *http = http_outcome_http();
    struct http_outcome first = {.server = server}, second = {.server = server};

    (void)state;
    http_outcome_send(http, http_outcome_get(tiny_server_url(server, "/")), &first);
    http_outcome_wait(http, &first);
    http_outcome_send(http, http_outcome_get(tiny_server_url(server, "/")), &second);
    http_outcome_wait(http, &second);
    assert_int_equal(first.status, 200);
    assert_int_equal(second.status, 0);
    assert_int_equal(second.before, 1);
    assert_true(second.bytes_left);
    assert_true(second.transient);
    assert_int_equal(tiny_server_requests(server), 2);
    http_outcome_release(&first);
    http_outcome_release(&second);
    http_free(http);
    tiny_server_free(server);
}

/* ---- failures ---- */

/* The sentence is what stands before and after the server's address. */
static void assert_failed(const struct http_outcome *outcome, int port, const char *before, const char *after,
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
    struct http *http = http_outcome_http();
    struct http_outcome outcome = {0};
    int port = tiny_server_closed_port();

    (void)state;
    http_outcome_send(http, http_outcome_get(mem_printf("http://127.0.0.1:%d/x", port)), &outcome);
    http_outcome_wait(http, &outcome);
    assert_failed(&outcome, port, "no answer from ", ": connection refused", false, true);
    assert_int_equal(outcome.before, 0);
    http_outcome_release(&outcome);
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
        {{TINY_SILENCE, NULL, 0},
         {.first_ms = 50, .stall_ms = 60000},
         "no answer from ",
         ": nothing came within 0.05 s",
         true},
        {{TINY_ANSWER, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":", 0},
         {.first_ms = 60000, .stall_ms = 50},
         "no whole answer from ",
         ": it stopped for 0.05 s",
         true},
        {{TINY_ANSWER, "HTTP/1.1 200 OK\r\nContent-Le", 0},
         {.first_ms = 60000, .stall_ms = 50},
         "no whole answer from ",
         ": it stopped for 0.05 s",
         true},
        {{TINY_DRIP, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", 0},
         {.first_ms = 60000, .stall_ms = 100},
         "no whole answer from ",
         ": it stopped for 0.1 s",
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
        struct http *http = http_outcome_http();
        struct http_outcome outcome = {.server = server};
        struct http_request request = cases[i].request;

        request.method = mem_dup("GET");
        request.url = tiny_server_url(server, "/");
        http_outcome_send(http, request, &outcome);
        http_outcome_wait(http, &outcome);
        assert_failed(&outcome, tiny_server_port(server), cases[i].before, cases[i].after, true,
                      cases[i].transient);
        http_outcome_release(&outcome);
        http_free(http);
        tiny_server_free(server);
    }
}

static void a_connection_dropped_at_once_may_have_taken_bytes(void **state)
{
    static const struct tiny_step step = {TINY_DROP_AT_ONCE, NULL, 0};
    struct http_outcome outcome = {0};

    (void)state;
    http_outcome_once(&step, 1, (struct http_request){0}, &outcome);
    assert_int_equal(outcome.status, 0);
    assert_int_equal(outcome.err.code, ERR_NETWORK);
    assert_true(outcome.bytes_left);
    assert_true(outcome.transient);
    http_outcome_release(&outcome);
}

/* Many calls at once: the one that stops is cut off, the others come to their end. */
static void one_that_stops_takes_no_other_along(void **state)
{
    static const struct tiny_step steps[] = {
        {TINY_SILENCE, NULL, 0}, {TINY_ANSWER, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 0}};
    struct tiny_server *server = tiny_server_new(steps, ARRAY_COUNT(steps));
    struct http *http = http_outcome_http();
    struct http_outcome stops = {.server = server}, other = {.server = server}, late = {.server = server};
    struct http_request request = http_outcome_get(tiny_server_url(server, "/"));

    (void)state;
    request.first_ms = 50;
    http_outcome_send(http, request, &stops);
    while (tiny_server_requests(server) == 0)
        http_run(http, 10);
    http_outcome_send(http, http_outcome_get(tiny_server_url(server, "/")), &other);
    http_outcome_wait(http, &other);
    http_outcome_wait(http, &stops);
    http_outcome_send(http, http_outcome_get(tiny_server_url(server, "/")), &late);
    http_outcome_wait(http, &late);
    assert_int_equal(other.status, 200);
    assert_int_equal(stops.status, 0);
    assert_int_equal(late.status, 200);
    http_outcome_release(&stops);
    http_outcome_release(&other);
    http_outcome_release(&late);
    http_free(http);
    tiny_server_free(server);
}

static void an_answer_of_just_the_limit_passes(void **state)
{
    static const struct tiny_step step = {TINY_FLOOD, "HTTP/1.1 200 OK\r\n\r\n", 100};
    struct http_outcome outcome = {0};

    (void)state;
    http_outcome_once(&step, 1, (struct http_request){.answer_limit = 100}, &outcome);
    assert_int_equal(outcome.status, 200);
    assert_int_equal(outcome.body.length, 100);
    http_outcome_release(&outcome);
}

/* A header line without an end is more than headers may be. */
static void headers_without_end_are_cut_off(void **state)
{
    struct strbuf bytes = STRBUF_INIT;
    struct tiny_step step = {TINY_ANSWER_CLOSE, NULL, 0};
    struct http_outcome outcome = {0};

    (void)state;
    strbuf_adds(&bytes, "HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 400; i++) {
        strbuf_addf(&bytes, "X-%d: ", i);
        strbuf_fill(&bytes, 'x', 1000);
        strbuf_adds(&bytes, "\r\n");
    }
    step.bytes = bytes.text;
    http_outcome_once(&step, 1, (struct http_request){0}, &outcome);
    assert_int_equal(outcome.err.code, ERR_NETWORK);
    assert_non_null(strstr(outcome.err.text, "more than 256 KB of headers"));
    http_outcome_release(&outcome);
    strbuf_release(&bytes);
}

static void other_protocols_are_not_spoken(void **state)
{
    struct http *http = http_outcome_http();
    struct http_outcome outcome = {0};

    (void)state;
    http_outcome_send(http, http_outcome_get(mem_dup("ftp://127.0.0.1/x")), &outcome);
    http_outcome_wait(http, &outcome);
    assert_int_equal(outcome.err.code, ERR_NETWORK);
    assert_false(outcome.bytes_left);
    assert_false(outcome.transient);
    http_outcome_release(&outcome);
    http_free(http);
}

/* ---- before the first byte ---- */

static void before_is_asked_when_nothing_has_left(void **state)
{
    struct http_outcome outcome = {.requests_at_before = 99};

    (void)state;
    http_outcome_once(&http_outcome_ok, 1, (struct http_request){0}, &outcome);
    assert_int_equal(outcome.before, 1);
    assert_int_equal(outcome.requests_at_before, 0);
    http_outcome_release(&outcome);
}

static void a_no_from_before_sends_nothing(void **state)
{
    struct tiny_server *server = tiny_server_new(&http_outcome_ok, 1);
    struct http *http = http_outcome_http();
    struct http_outcome refused = {.server = server, .refuse = true}, next = {.server = server};

    (void)state;
    http_outcome_send(http, http_outcome_get(tiny_server_url(server, "/refused")), &refused);
    http_outcome_wait(http, &refused);
    assert_int_equal(refused.err.code, ERR_LOCAL);
    assert_string_equal(refused.err.text, "the journal is full");
    assert_false(refused.bytes_left);
    assert_false(refused.transient);
    http_outcome_send(http, http_outcome_get(tiny_server_url(server, "/next")), &next);
    http_outcome_wait(http, &next);
    assert_int_equal(tiny_server_requests(server), 1);
    http_outcome_release(&refused);
    http_outcome_release(&next);
    http_free(http);
    tiny_server_free(server);
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
        cmocka_unit_test(one_that_stops_takes_no_other_along),
        cmocka_unit_test(an_answer_of_just_the_limit_passes),
        cmocka_unit_test(headers_without_end_are_cut_off),
        cmocka_unit_test(other_protocols_are_not_spoken),
        cmocka_unit_test(before_is_asked_when_nothing_has_left),
        cmocka_unit_test(a_no_from_before_sends_nothing),
    };

    return cmocka_run_group_tests_name("aws http", tests, NULL, NULL);
}

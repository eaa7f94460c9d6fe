/* aws_try: what may pass is tried three times with one invocation id, what may not once; unsigned calls carry no
 * key. */
#include "helpers.h"

#include <string.h>

#include "aws/aws_try.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/timers.h"
#include "tiny_server.h"

enum { PATIENCE_MS = 20000 };
static const struct retry_manner manner = {.attempts = 3, .corrects_clock = true};

static const struct tiny_step trouble = {TINY_ANSWER, "HTTP/1.1 503 Slow\r\nContent-Length: 0\r\n\r\n", 0};
static const struct tiny_step drop = {TINY_DROP, NULL, 0};
static const struct tiny_step good = {TINY_ANSWER, "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"a\":1}",
                                      0};
static const struct tiny_step refused = {
    TINY_ANSWER,
    "HTTP/1.1 401 No\r\nx-amzn-ErrorType: UnauthorizedException\r\nContent-Length: 18\r\n\r\n"
    "{\"message\":\"nope\"}",
    0};

struct outcome {
    struct tiny_server *server;
    int done, status;
    struct err err;
};

static void on_answer(void *context, struct aws_answer *answer)
{
    struct outcome *outcome = context;

    outcome->done++;
    outcome->status = answer->status;
    outcome->err = answer->err;
}

/* One GET with a bearer token and without a signature; the server stays for questions. */
static void run(const struct tiny_step *steps, size_t count, struct outcome *outcome)
{
    struct err err = {0};
    struct http *http = http_new(NULL, &err);
    struct timers timers = {0};
    int64_t start = clock_monotonic_ms();
    char *url;

    *outcome = (struct outcome){.server = tiny_server_new(steps, count)};
    url = tiny_server_url(outcome->server, "");
    struct aws_call call = {.service = AWS_CUSTOMER_PROFILES,
                            .region = "eu-west-2",
                            .url = url,
                            .method = "GET",
                            .path = "/keys",
                            .query = "a=b",
                            .bearer = "T0KEN"};
    assert_non_null(http);
    aws_try_start(http, &timers, &manner, &call, on_answer, outcome);
    assert_int_equal(outcome->done, 0);
    while (!outcome->done && clock_monotonic_ms() - start < PATIENCE_MS) {
        timers_run(&timers, clock_monotonic_ms());
        http_run(http, timers_wait_ms(&timers, clock_monotonic_ms(), 1000));
    }
    assert_int_equal(outcome->done, 1);
    assert_int_equal(timers.count, 0);
    timers_release(&timers);
    http_free(http);
    free(url);
}

/* The value of a header of request i, up to its line's end; free(). */
static char *header(struct tiny_server *server, size_t i, const char *name)
{
    char *request = tiny_server_request(server, i), *found = strstr(request, name), *value = NULL;

    if (found)
        value = mem_dup_n(found + strlen(name), strcspn(found + strlen(name), "\r\n"));
    free(request);
    return value;
}

static void an_unsigned_call_carries_its_token_alone(void **state)
{
    struct outcome outcome;

    (void)state;
    run(&good, 1, &outcome);
    assert_int_equal(outcome.status, 200);
    helpers_assert_text(header(outcome.server, 0, "x-amz-sso_bearer_token: "), "T0KEN");
    assert_null(header(outcome.server, 0, "Authorization"));
    assert_null(header(outcome.server, 0, "X-Amz-Date"));
    helpers_assert_text(header(outcome.server, 0, "GET "), "/keys?a=b HTTP/1.1");
    tiny_server_free(outcome.server);
}

static void trouble_and_dropped_connections_are_tried_again(void **state)
{
    const struct tiny_step steps[] = {trouble, drop, good};
    struct outcome outcome;
    char *first, *third;

    (void)state;
    run(steps, 3, &outcome);
    assert_int_equal(outcome.status, 200);
    assert_int_equal(tiny_server_requests(outcome.server), 3);
    first = header(outcome.server, 0, "amz-sdk-invocation-id: ");
    third = header(outcome.server, 2, "amz-sdk-invocation-id: ");
    assert_string_equal(first, third);
    free(first);
    free(third);
    helpers_assert_text(header(outcome.server, 2, "amz-sdk-request: "), "attempt=3; max=3");
    tiny_server_free(outcome.server);
}

static void it_ends_after_three_attempts(void **state)
{
    struct outcome outcome;

    (void)state;
    run(&trouble, 1, &outcome);
    assert_int_equal(outcome.status, 503);
    assert_int_equal(outcome.err.code, ERR_FAILED);
    assert_int_equal(tiny_server_requests(outcome.server), 3);
    tiny_server_free(outcome.server);
}

static void a_refusal_is_not_tried_again(void **state)
{
    struct outcome outcome;

    (void)state;
    run(&refused, 1, &outcome);
    assert_int_equal(outcome.status, 401);
    assert_int_equal(tiny_server_requests(outcome.server), 1);
    tiny_server_free(outcome.server);
}

static void cancelling_ends_it_without_a_word(void **state)
{
    static const struct tiny_step silence = {TINY_SILENCE, NULL, 0};
    struct err err = {0};
    struct http *http = http_new(NULL, &err);
    struct timers timers = {0};
    struct outcome outcome = {.server = tiny_server_new(&silence, 1)};
    char *url = tiny_server_url(outcome.server, "");
    struct aws_call call = {.service = AWS_STS, .region = "r", .url = url, .method = "GET", .path = "/"};
    struct aws_try *try = aws_try_start(http, &timers, &manner, &call, on_answer, &outcome);

    (void)state;
    http_run(http, 0);
    aws_try_cancel(try);
    assert_int_equal(outcome.done, 0);
    assert_int_equal(timers.count, 0);
    http_free(http);
    timers_release(&timers);
    tiny_server_free(outcome.server);
    free(url);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unsigned_call_carries_its_token_alone),
        cmocka_unit_test(trouble_and_dropped_connections_are_tried_again),
        cmocka_unit_test(it_ends_after_three_attempts),
        cmocka_unit_test(a_refusal_is_not_tried_again),
        cmocka_unit_test(cancelling_ends_it_without_a_word),
    };

    return cmocka_run_group_tests_name("aws try", tests, NULL, NULL);
}

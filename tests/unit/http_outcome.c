#include "http_outcome.h"

#include "base/clock.h"
#include "base/mem.h"

const struct tiny_step http_outcome_ok = {
    TINY_ANSWER, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Seen:  yes \r\n\r\nok", 0};

static bool on_before(void *context, struct err *err)
{
    struct http_outcome *outcome = context;

    outcome->before++;
    outcome->requests_at_before = outcome->server ? tiny_server_requests(outcome->server) : 0;
    return !outcome->refuse || err_set(err, ERR_LOCAL, "the journal is full");
}

void http_outcome_done(void *context, const struct http_answer *answer)
{
    struct http_outcome *outcome = context;

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
    struct http_outcome *outcome = context;

    outcome->released++;
}

void http_outcome_release(struct http_outcome *outcome)
{
    if (outcome->done)
        strbuf_release(&outcome->body);
    free(outcome->seen);
}

struct http *http_outcome_http(void)
{
    struct err err = {0};
    struct http *http = http_new(NULL, &err);

    assert_non_null(http);
    return http;
}

uint64_t http_outcome_send(struct http *http, struct http_request request, struct http_outcome *outcome)
{
    uint64_t number = http_send(http, &request, http_outcome_done, on_before, on_release, outcome);

    assert_int_not_equal(number, 0);
    assert_null(request.url);
    return number;
}

struct http_request http_outcome_get(char *url)
{
    return (struct http_request){.method = mem_dup("GET"), .url = url};
}

void http_outcome_wait(struct http *http, const struct http_outcome *outcome)
{
    int64_t start = clock_monotonic_ms();

    while (!outcome->done && clock_monotonic_ms() - start < HTTP_OUTCOME_PATIENCE_MS)
        http_run(http, 1000);
    assert_int_equal(outcome->done, 1);
    assert_int_equal(outcome->released, 1);
}

/* Sends one GET to a server with that script and waits. */
void http_outcome_once(const struct tiny_step *steps, size_t count, struct http_request request,
                       struct http_outcome *outcome)
{
    struct http *http = http_outcome_http();

    outcome->server = tiny_server_new(steps, count);
    request.method = mem_dup("GET");
    request.url = tiny_server_url(outcome->server, "/");
    http_outcome_send(http, request, outcome);
    http_outcome_wait(http, outcome);
    http_free(http);
    tiny_server_free(outcome->server);
}

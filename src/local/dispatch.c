#include "local/dispatch.h"

#include <fcntl.h>
#include <strings.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/mem.h"
#include "local/local_control.h"
#include "local/local_iam.h"
#include "local/local_operation.h"
#include "local/local_profiles.h"
#include "local/local_sts.h"

/* ---- the head ---- */

/* A page in a browser must not reach the local cloud, not even through
 * a name that resolves to this machine. */
static bool is_own_host(const struct dispatch *dispatch, const char *host)
{
    static const char *const names[] = {"127.0.0.1", "localhost"};
    bool own = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *expected = mem_printf("%s:%d", names[i], dispatch->port);
        own = own || strcasecmp(host, expected) == 0;
        free(expected);
    }
    return own;
}

static bool check_length(struct exchange *x)
{
    const char *length = exchange_header(x, "content-length");
    if (length == NULL || strtoull(length, NULL, 10) <= DISPATCH_BODY_MAX)
        return true;
    return exchange_fail(x, "RequestEntityTooLargeException", "The body is larger than 1 MiB");
}

bool dispatch_head(struct dispatch *dispatch, struct exchange *x)
{
    const char *host = exchange_header(x, "host");
    if (exchange_header(x, "origin") != NULL)
        return exchange_fail(x, "ForbiddenException",
                             "The local cloud does not serve web pages: the request carries an Origin");
    if (host == NULL || !is_own_host(dispatch, host))
        return exchange_fail(x, "ForbiddenException",
                             "The local cloud is 127.0.0.1:%d, the request is for another host",
                             dispatch->port);
    return check_length(x) && auth_check_head(dispatch->keys, x);
}

bool dispatch_add_body(struct exchange *x, const void *bytes, size_t length)
{
    if (length > DISPATCH_BODY_MAX - x->body.length)
        return exchange_fail(x, "RequestEntityTooLargeException", "The body is larger than 1 MiB");
    strbuf_add(&x->body, bytes, length);
    return true;
}

/* ---- the answer ---- */

static bool admits(struct dispatch *dispatch, struct exchange *x)
{
    const char *name = exchange_dialect(x) == EXCHANGE_XML ? "Throttling" : "ThrottlingException";
    return local_weather_admits(&dispatch->weather, x->service, dispatch->options->throttle_per_s,
                                clock_monotonic_ms()) ||
           exchange_fail(x, name, "Rate exceeded");
}

static void answer_from_data(struct dispatch *dispatch, struct exchange *x)
{
    struct err err;
    state_begin(dispatch->state);
    local_operation_settle(dispatch->state, x->now_ms);
    if (strcmp(x->service, "cloudcontrolapi") == 0)
        local_control_answer(dispatch->state, dispatch->options, x);
    else
        local_profiles_answer(dispatch->state, dispatch->options, x);
    if (!state_end(dispatch->state, &err)) {
        log_line("local", "%s", err.text);
        exchange_fail(x, strcmp(x->service, "profile") == 0 ? "InternalServerException" : "InternalFailure",
                      "%s", err.text);
    }
}

void dispatch_answer(struct dispatch *dispatch, struct exchange *x)
{
    if (!auth_check_body(dispatch->keys, x) || !admits(dispatch, x))
        return;
    if (strcmp(x->service, "sts") == 0)
        local_sts_answer(x);
    else if (strcmp(x->service, "iam") == 0)
        local_iam_answer(dispatch->options, x);
    else
        answer_from_data(dispatch, x);
}

/* ---- the call log ---- */

static cJSON *log_entry(const struct exchange *x)
{
    char time[25], hex[HASH_HEX_SIZE];
    unsigned char hash[HASH_SIZE];
    cJSON *entry = cJSON_CreateObject();
    clock_format_iso(x->now_ms, time);
    hash_sha256(x->body.text, x->body.length, hash);
    hash_hex(hash, sizeof hash, hex);
    json_set_text(entry, "time", time);
    json_set_text(entry, "service", x->service);
    json_set_text(entry, "region", x->region);
    json_set_text(entry, "action", x->action);
    json_set_text(entry, "method", x->method);
    json_set_text(entry, "path", x->path);
    json_set_text(entry, "query", x->query);
    json_set_text(entry, "ClientToken", x->client_token);
    json_set_text(entry, "body", hex);
    json_set_integer(entry, "status", x->status);
    json_set_text(entry, "error", x->error);
    return entry;
}

void dispatch_log(const struct dispatch *dispatch, const struct exchange *x)
{
    if (dispatch->log_path == NULL)
        return;
    int fd = open(dispatch->log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return;
    cJSON *entry = log_entry(x);
    char *text = json_print(entry), *line = mem_printf("%s\n", text);
    if (write(fd, line, strlen(line)) < 0)
        log_line("local", "the call log cannot be written");
    close(fd);
    free(text);
    free(line);
    cJSON_Delete(entry);
}

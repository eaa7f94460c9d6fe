#include "aws/aws_json.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "aws/aws_error.h"
#include "aws/iam.h"
#include "aws/sigv4.h"
#include "aws/xml.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"

enum { LINE_MAX_SHOWN = 120 };
/* Until the last attempt's connection stands. That nobody answered was said long before, and a resolver whose first
 * name server is dead asks the next one after 5 s. */
enum { CONNECT_LAST_MS = 6000 };
static const int64_t round_trip_max_ms =
    15 * 60 * 1000; /* above it an answer's Date says nothing of our clock */

/* ---- sending ---- */

/* What is needed when the answer comes; the caller's texts are gone by then. */
struct pending {
    struct aws_call call;     /* its texts are owned here: region, url */
    struct credentials where; /* owned; source alone */
    aws_json_done_fn done;
    http_before_fn before;
    void *context; /* borrowed: of done and before */
};

/* "https://HOST:443/base" -> "host" as the Host header says it, and where the path begins. */
static const char *split_url(const char *url, struct strbuf *host)
{
    bool tls = strncasecmp(url, "https:", 6) == 0;
    const char *start = strstr(url, "://"), *port = tls ? ":443" : ":80";
    size_t length;

    assert(start);
    start += 3;
    length = strcspn(start, "/");
    for (size_t i = 0; i < length; i++)
        strbuf_addc(host, (char)(start[i] >= 'A' && start[i] <= 'Z' ? start[i] - 'A' + 'a' : start[i]));
    if (host->length > strlen(port) && strcmp(host->text + host->length - strlen(port), port) == 0)
        strbuf_truncate(host, host->length - strlen(port));
    return start + length;
}

static void add_headers(struct http_request *request, const struct aws_call *call, const char *host,
                        const char *time)
{
    char attempt[48];

    snprintf(attempt, sizeof attempt, "attempt=%d; max=%d", call->attempt, call->attempts);
    http_request_add_header(request, "Host", host);
    if (call->content_type)
        http_request_add_header(request, "Content-Type", call->content_type);
    if (call->target)
        http_request_add_header(request, "X-Amz-Target", call->target);
    if (call->credentials)
        http_request_add_header(request, "X-Amz-Date", time);
    if (call->credentials && call->credentials->session_token)
        http_request_add_header(request, "X-Amz-Security-Token", call->credentials->session_token);
    if (call->bearer)
        http_request_add_header(request, "x-amz-sso_bearer_token", call->bearer);
    if (call->invocation)
        http_request_add_header(request, "amz-sdk-invocation-id", call->invocation);
    http_request_add_header(request, "amz-sdk-request", attempt);
}

static void sign(struct http_request *request, const struct aws_call *call, const char *path,
                 const char *time)
{
    struct sigv4_scope scope = {.access_key = call->credentials->access_key,
                                .secret_key = call->credentials->secret_key,
                                .region = endpoint_signing_region(call->service, call->region),
                                .service = endpoint_signing_name(call->service)};
    struct sigv4_header *headers = mem_alloc(request->header_count, sizeof *headers);
    struct sigv4_request to_sign = {.method = call->method,
                                    .path = path,
                                    .query = call->query,
                                    .headers = headers,
                                    .header_count = request->header_count,
                                    .body = request->body,
                                    .body_length = request->body_length};
    struct strbuf authorization = STRBUF_INIT;

    memcpy(scope.time, time, sizeof scope.time);
    for (size_t i = 0; i < request->header_count; i++)
        headers[i] = (struct sigv4_header){request->headers[i].name, request->headers[i].value};
    sigv4_sign(&scope, &to_sign, &authorization);
    http_request_add_header(request, "Authorization", authorization.text);
    strbuf_wipe(&authorization);
    free(headers);
}

static void make_request(const struct aws_call *call, struct http_request *request)
{
    struct strbuf host = STRBUF_INIT, path = STRBUF_INIT;
    const char *query = call->query ? call->query : "", *base;
    char time[17];

    base = split_url(call->url, &host);
    strbuf_addf(&path, "%s%s", base, call->path);
    clock_format_amz(clock_wall_ms() + call->skew_ms, time);
    request->method = mem_dup(call->method);
    request->url =
        mem_printf("%.*s%s%s%s", (int)(base - call->url), call->url, path.text, *query ? "?" : "", query);
    request->body = mem_dup(call->body);
    if (call->attempt > 1 && call->attempt == call->attempts)
        request->connect_ms = CONNECT_LAST_MS;
    request->total_ms = call->total_ms;
    request->body_length = call->body ? strlen(call->body) : 0;
    add_headers(request, call, host.text, time);
    if (call->credentials)
        sign(request, call, path.text, time);
    strbuf_release(&host);
    strbuf_release(&path);
}

static void release_pending(void *context)
{
    struct pending *pending = context;

    free((char *)pending->call.region);
    free((char *)pending->call.url);
    credentials_release(&pending->where);
    free(pending);
}

static bool before_first_byte_of(void *context, struct err *err)
{
    const struct pending *pending = context;

    return pending->before(pending->context, err);
}

static void on_answer(void *context, const struct http_answer *raw)
{
    const struct pending *pending = context;
    struct aws_answer answer;

    aws_json_read(&pending->call, raw, &answer);
    log_line("aws", "%s: %d %s %s", endpoint_signing_name(pending->call.service), answer.status,
             answer.error_name ? answer.error_name : "", answer.request_id ? answer.request_id : "");
    pending->done(pending->context, &answer);
    aws_json_release(&answer);
}

uint64_t aws_json_send(struct http *http, const struct aws_call *call, aws_json_done_fn done,
                       http_before_fn before_first_byte, void *context)
{
    struct pending *pending = mem_alloc(1, sizeof *pending);
    struct http_request request = {0};

    *pending =
        (struct pending){.call = {.service = call->service,
                                  .operation = call->operation,
                                  .region = mem_dup(call->region),
                                  .url = mem_dup(call->url),
                                  .skew_ms = call->skew_ms},
                         .where = {.source = mem_dup(call->credentials ? call->credentials->source : NULL)},
                         .done = done,
                         .before = before_first_byte,
                         .context = context};
    pending->call.credentials = &pending->where;
    make_request(call, &request);
    return http_send(http, &request, on_answer, before_first_byte ? before_first_byte_of : NULL,
                     release_pending, pending);
}

void aws_json_add_parameter(struct strbuf *form, const char *name, const char *value)
{
    if (!value)
        return;
    strbuf_addf(form, "&%s=", name);
    sigv4_encode(form, value);
}

void aws_json_form(struct aws_call *call, enum aws_service service, const char *operation, const char *body)
{
    call->service = service;
    call->operation = operation;
    call->method = "POST";
    call->path = "/";
    call->query = "";
    call->target = NULL;
    call->content_type = "application/x-www-form-urlencoded; charset=utf-8";
    call->body = body;
}

void aws_json_release(struct aws_answer *answer)
{
    cJSON_Delete(answer->body);
    free(answer->error_name);
    free(answer->message);
    free(answer->request_id);
    *answer = (struct aws_answer){0};
}

/* ---- reading ---- */

int64_t aws_json_time(const cJSON *object, const char *name)
{
    const cJSON *item = json_get(object, name);
    int64_t wall_ms = 0;

    if (cJSON_IsNumber(item) && item->valuedouble > 0 && item->valuedouble < 1e12)
        return (int64_t)(item->valuedouble * 1000 + 0.5);
    if (cJSON_IsString(item) && clock_parse(item->valuestring, &wall_ms))
        return wall_ms;
    return 0;
}

static const char *first_header(const struct http_answer *raw, const char *a, const char *b)
{
    const char *value = http_answer_header(raw, a);

    return value ? value : http_answer_header(raw, b);
}

/* x-amz-retry-after is whole milliseconds, Retry-After whole seconds; anything else counts as absent. */
static int64_t retry_after_ms(const struct http_answer *raw)
{
    const char *value = http_answer_header(raw, "x-amz-retry-after");
    int unit = 1;
    char *end;
    long number;

    if (!value) {
        value = http_answer_header(raw, "retry-after");
        unit = 1000;
    }
    if (!value || *value < '0' || *value > '9')
        return -1;
    number = strtol(value, &end, 10);
    return *end || number > 86400000 ? -1 : (int64_t)number * unit;
}

/* What the Date of an answer tells about our clock: nothing if a cache answered, or after long. */
static void read_clock(const struct aws_call *call, const struct http_answer *raw, struct aws_answer *answer)
{
    const char *date = http_answer_header(raw, "date");
    int64_t wall_ms;

    if (!date || http_answer_header(raw, "age") || raw->took_ms > round_trip_max_ms ||
        !clock_parse_http(date, &wall_ms))
        return;
    answer->skew_ms = wall_ms - clock_wall_ms();
    answer->off_ms = answer->skew_ms - call->skew_ms;
}

/* "profile.us-east-1.amazonaws.com" for sentences. */
static char *host_of(const struct aws_call *call)
{
    struct strbuf host = STRBUF_INIT;

    if (call->url && strstr(call->url, "://"))
        split_url(call->url, &host);
    else
        strbuf_adds(&host, "the service");
    return strbuf_detach(&host);
}

static bool is_markup(const struct http_answer *raw)
{
    return raw->body.text[strspn(raw->body.text, " \t\r\n")] == '<';
}

/* An answer that no service of AWS gives. */
static void set_protocol_error(const struct aws_call *call, const struct http_answer *raw,
                               struct aws_answer *answer)
{
    char *host = host_of(call), *line = text_first_line(raw->body.text, LINE_MAX_SHOWN);

    if (*line)
        err_set(&answer->err, ERR_NETWORK, "%s answered %d with something that is not AWS's: %s", host,
                raw->status, line);
    else
        err_set(&answer->err, ERR_NETWORK, "%s answered %d and nothing else", host, raw->status);
    err_hint(&answer->err,
             "look at the endpoint, and whether a proxy stands between (HTTPS_PROXY, NO_PROXY)");
    free(host);
    free(line);
}

/* STS's and IAM's XML as one flat object, the names of its elements being all different; NULL if it is none. */
static cJSON *read_xml(const struct strbuf *xml)
{
    static const char *const names[] = {"Account",      "Arn",        "UserId",       "Code",
                                        "Message",      "RequestId",  "AccessKeyId",  "SecretAccessKey",
                                        "SessionToken", "Expiration", "AssumedRoleId"};
    cJSON *object = cJSON_CreateObject();

    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        char *text = xml_text(xml->text, xml->length, names[i]);

        if (text)
            json_set_text(object, names[i], text);
        free(text);
    }
    iam_read_results(object, xml->text, xml->length);
    if (object->child)
        return object;
    cJSON_Delete(object);
    return NULL;
}

static cJSON *read_body(const struct aws_call *call, const struct http_answer *raw, struct err *err)
{
    cJSON *tree;

    if ((call->service == AWS_STS || call->service == AWS_IAM) && is_markup(raw))
        return read_xml(&raw->body);
    tree = json_parse(raw->body.text, raw->body.length, JSON_LIMIT_ANSWER, err);
    if (tree && !cJSON_IsObject(tree)) {
        cJSON_Delete(tree);
        tree = NULL;
        err_set(err, ERR_INVALID, "it is no object");
    }
    return tree;
}

/* Cloud Control names the error in the body first, the REST services in the header [parsers of both SDKs].
 * Only an error's body has a code: an answer's own member may be called so. */
static char *name_of(const struct aws_call *call, const struct http_answer *raw, const cJSON *body)
{
    const char *header = http_answer_header(raw, "x-amzn-errortype"), *spelled = json_text(body, "__type");

    if (!spelled && raw->status >= 300)
        spelled = json_text(body, "code") ? json_text(body, "code") : json_text(body, "Code");
    if (header && (!spelled || call->service != AWS_CLOUDCONTROL))
        spelled = header;
    if (!spelled && raw->status >= 300 && call->service == AWS_SSO_OIDC)
        spelled = json_text(body, "error"); /* as RFC 6749 names it */
    return spelled ? aws_error_name(spelled) : NULL;
}

/* The IAM action that a call needs, which is called as the operation: "cloudformation:GetResource". NULL if
 * the call does not say what it is. free(). */
static char *action_of(const struct aws_call *call)
{
    static const char *const prefixes[AWS_SERVICES] = {[AWS_CLOUDCONTROL] = "cloudformation",
                                                       [AWS_CUSTOMER_PROFILES] = "profile",
                                                       [AWS_STS] = "sts",
                                                       [AWS_IAM] = "iam"};

    return call->operation ? mem_printf("%s:%s", prefixes[call->service], call->operation) : NULL;
}

static void read_error(const struct aws_call *call, const cJSON *body, struct aws_answer *answer)
{
    const char *message =
        json_text(body, "message") ? json_text(body, "message") : json_text(body, "Message");
    const char *description = call->service == AWS_SSO_OIDC ? json_text(body, "error_description") : NULL;
    char *action = aws_error_is_of_handler(message) ? NULL : action_of(call);
    struct aws_error error = {.name = answer->error_name,
                              .message = description ? description : message,
                              .action = action,
                              .region = call->region,
                              .source = call->credentials ? call->credentials->source : NULL,
                              .skew_ms = answer->skew_ms};

    answer->message = mem_dup(error.message);
    aws_error_explain(&error, &answer->err);
    free(action);
}

/* No error's name, yet no answer either: a server in trouble, or somebody between. */
static void read_nameless(const struct aws_call *call, const struct http_answer *raw, const struct err *why,
                          struct aws_answer *answer)
{
    char *host = host_of(call);

    if (raw->status >= 500) {
        err_set(&answer->err, ERR_FAILED, "%s is in trouble and answered %d", host, raw->status);
        err_hint(&answer->err, "try again in a minute");
    } else if (raw->status < 300 && raw->body.length && !is_markup(raw)) {
        answer->transient = true; /* cut off on the way, perhaps */
        err_set(&answer->err, ERR_NETWORK, "the answer of %s cannot be read: %s", host, why->text);
        err_hint(&answer->err, "try again; if it stays, look at the endpoint");
    } else {
        set_protocol_error(call, raw, answer);
    }
    free(host);
}

/* The host of a region that AWS never named is not found: the region is misspelt, and asking again is in vain. */
static void doubt_region(const struct aws_call *call, struct aws_answer *answer)
{
    const char *near = endpoint_region_near(call->region);
    char *host = host_of(call);

    if (strstr(host, call->region) && !endpoint_region_is_known(call->region)) {
        answer->transient = false;
        err_set(&answer->err, ERR_USAGE, "AWS names no region %s: %s is not found", call->region, host);
        if (near)
            err_hint(&answer->err, "did you mean %s?", near);
        else
            err_hint(&answer->err, "look at the region's name");
    }
    free(host);
}

void aws_json_read(const struct aws_call *call, const struct http_answer *raw, struct aws_answer *answer)
{
    struct err why = {0};
    const char *id;
    cJSON *body;

    *answer = (struct aws_answer){.status = raw->status,
                                  .bytes_left = raw->bytes_left,
                                  .transient = raw->transient,
                                  .retry_after_ms = -1,
                                  .err = raw->err};
    if (raw->no_such_name)
        doubt_region(call, answer);
    if (raw->err.code != ERR_NONE)
        return;
    answer->retry_after_ms = retry_after_ms(raw);
    read_clock(call, raw, answer);
    body = read_body(call, raw, &why);
    id = first_header(raw, "x-amzn-requestid", "x-amz-request-id");
    answer->request_id = mem_dup(id ? id : json_text(body, "RequestId"));
    answer->error_name = name_of(call, raw, body);
    if (answer->error_name) {
        read_error(call, body, answer);
    } else if (raw->status >= 200 && raw->status < 300 && body) {
        answer->body = body;
        body = NULL;
    } else {
        read_nameless(call, raw, &why, answer);
    }
    cJSON_Delete(body);
}

#include "aws/http.h"

#include <assert.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "aws/http_failure.h"
#include "aws/pace.h"
#include "aws/proxy.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/mem.h"

enum { HEADERS_MAX = 256 * 1024, KEPT_CONNECTIONS = 64 };

/* Limits of time. */
enum {
    /* Name, connection and TLS. That nobody answers is to be said within 3 s: the SDKs' 3,100 ms would be too late.
     * It is enough for a SYN that is sent again after a second, and for a TLS handshake over satellites. */
    CONNECT_MS = 2500,
    /* Until the answer begins: AWS gives the handlers behind GetResource and ListResources 30 s. */
    FIRST_MS = 35000,
    /* An answer that has begun was computed before: what stops is the line. */
    STALL_MS = 10000,
    /* All together: the AWS CLI's limit of reading. */
    TOTAL_MS = 60000
};

struct transfer {
    uint64_t number;
    struct http_request request; /* owned */
    CURL *easy;                  /* owned */
    struct curl_slist *lines;    /* owned; the headers as curl wants them */
    struct http_answer answer;   /* owned */
    size_t header_bytes;
    bool headers_whole; /* the empty line after them came */
    size_t answer_limit;
    bool too_large; /* cut off by us */
    bool refused;   /* before said no; answer.err holds why */
    struct pace pace;
    bool stopped; /* cut off by us: the answer did not come on */
    int64_t started_ms;
    http_done_fn done;
    http_before_fn before;
    http_release_fn release;
    void *context; /* borrowed: of done, before and release */
};

struct http {
    CURLM *multi;    /* owned */
    CURLSH *share;   /* owned: TLS sessions, so that a second connection to a host needs half a handshake */
    char *ca_bundle; /* owned; NULL: the system's */
    struct transfer **items; /* owned, and what they point to */
    size_t count, capacity;
    uint64_t last_number;
    struct watches watches;
    int more_done; /* transfers that have ended and whose callbacks the next http_run will call */
};

/* ---- requests and answers ---- */

static void add_header(struct http_header **headers, size_t *count, size_t *capacity, char *name, char *value)
{
    ARRAY_GROW(*headers, *count + 1, *capacity);
    (*headers)[(*count)++] = (struct http_header){.name = name, .value = value};
}

/* Values are wiped: one of them is the Authorization, another the session token. */
static void release_headers(struct http_header *headers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(headers[i].name);
        mem_free_wiped(&headers[i].value);
    }
    free(headers);
}

void http_request_add_header(struct http_request *request, const char *name, const char *value)
{
    add_header(&request->headers, &request->header_count, &request->header_capacity, mem_dup(name),
               mem_dup(value));
}

static void release_request(struct http_request *request)
{
    free(request->method);
    free(request->url);
    release_headers(request->headers, request->header_count);
    if (request->body)
        mem_wipe(request->body, request->body_length);
    free(request->body);
    *request = (struct http_request){0};
}

static void drop_headers(struct http_answer *answer)
{
    release_headers(answer->headers, answer->header_count);
    answer->headers = NULL;
    answer->header_count = answer->header_capacity = 0;
}

const char *http_answer_header(const struct http_answer *answer, const char *lower_name)
{
    for (size_t i = 0; i < answer->header_count; i++)
        if (strcmp(answer->headers[i].name, lower_name) == 0)
            return answer->headers[i].value;
    return NULL;
}

static void transfer_free(struct transfer *transfer)
{
    if (transfer->release)
        transfer->release(transfer->context);
    curl_easy_cleanup(transfer->easy);
    curl_slist_free_all(transfer->lines);
    release_request(&transfer->request);
    drop_headers(&transfer->answer);
    strbuf_wipe(&transfer->answer.body);
    free(transfer);
}

static int limit(int asked, int otherwise)
{
    return asked ? asked : otherwise;
}

/* ---- what curl calls ---- */

static size_t on_body(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;

    count *= size;
    pace_came(&transfer->pace, count, clock_monotonic_ms());
    if (count > transfer->answer_limit - transfer->answer.body.length) {
        transfer->too_large = true;
        return 0;
    }
    strbuf_add(&transfer->answer.body, bytes, count);
    return count;
}

static char *trimmed(const char *from, const char *end)
{
    while (from < end && (*from == ' ' || *from == '\t'))
        from++;
    while (end > from && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r' || end[-1] == '\n'))
        end--;
    return mem_dup_n(from, (size_t)(end - from));
}

static void keep_header(struct http_answer *answer, const char *line, size_t length)
{
    const char *colon = memchr(line, ':', length);
    char *name;

    if (!colon)
        return;
    name = trimmed(line, colon);
    for (char *p = name; *p; p++)
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p - 'A' + 'a' : *p);
    add_header(&answer->headers, &answer->header_count, &answer->header_capacity, name,
               trimmed(colon + 1, line + length));
}

/* One call a line; a status line begins anew (after "100 Continue"). */
static size_t on_header(char *line, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;

    pace_came(&transfer->pace, count, clock_monotonic_ms());
    transfer->header_bytes += count;
    if (transfer->header_bytes > HEADERS_MAX) {
        transfer->too_large = true;
        return 0;
    }
    if (count >= 5 && strncmp(line, "HTTP/", 5) == 0) {
        transfer->headers_whole = false;
        drop_headers(&transfer->answer);
    } else if (line[0] == '\r' || line[0] == '\n') {
        transfer->headers_whole = true;
    } else if (!transfer->headers_whole) { /* what follows the body says nothing that we use */
        keep_header(&transfer->answer, line, count);
    }
    return size * count;
}

/* The connection stands, TLS included; nothing of the request has left. curl comes here a
 * second time when it would send the request anew, because a kept connection ended before an
 * answer: sending again is the caller's. */
static int on_connected(void *context, char *primary_ip, char *local_ip, int primary_port, int local_port)
{
    struct transfer *transfer = context;

    (void)primary_ip;
    (void)local_ip;
    (void)primary_port;
    (void)local_port;
    if (transfer->answer.bytes_left)
        return CURL_PREREQFUNC_ABORT;
    if (transfer->before && !transfer->before(transfer->context, &transfer->answer.err)) {
        transfer->refused = true;
        return CURL_PREREQFUNC_ABORT;
    }
    transfer->answer.bytes_left = true;
    pace_start(&transfer->pace, limit(transfer->request.first_ms, FIRST_MS),
               limit(transfer->request.stall_ms, STALL_MS), clock_monotonic_ms());
    return CURL_PREREQFUNC_OK;
}

/* ---- a transfer's settings ---- */

static void set(CURLcode code)
{
    assert(code == CURLE_OK);
}

static void set_limits(struct transfer *transfer)
{
    const struct http_request *request = &transfer->request;
    CURL *easy = transfer->easy;

    transfer->answer_limit = request->answer_limit ? request->answer_limit : JSON_LIMIT_ANSWER;
    set(curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)limit(request->connect_ms, CONNECT_MS)));
    set(curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)limit(request->total_ms, TOTAL_MS)));
    set(curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)transfer->answer_limit));
}

static void set_manners(const struct http *http, CURL *easy)
{
    set(curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L));
    set(curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L));
    set(curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L));
    set(curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L));
    set(curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https"));
    set(curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1));
    set(curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L));
    set(curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L));
    set(curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED));
    set(curl_easy_setopt(easy, CURLOPT_SHARE, http->share));
    set(curl_easy_setopt(easy, CURLOPT_USERAGENT, "etrig/" PACKAGE_VERSION));
    if (http->ca_bundle)
        set(curl_easy_setopt(easy, CURLOPT_CAINFO, http->ca_bundle));
}

static void add_line(struct transfer *transfer, const char *name, const char *value)
{
    /* "Name;" is curl's way to send a header without a value, "Name:" its way to leave one out. */
    char *line = mem_printf(*value ? "%s: %s" : "%s;%s", name, value);
    struct curl_slist *lines = curl_slist_append(transfer->lines, line);

    assert(lines);
    transfer->lines = lines;
    mem_free_wiped(&line);
}

static bool has_header(const struct http_request *request, const char *name)
{
    for (size_t i = 0; i < request->header_count; i++)
        if (strcasecmp(request->headers[i].name, name) == 0)
            return true;
    return false;
}

static void leave_out(struct transfer *transfer, const char *line)
{
    struct curl_slist *lines = curl_slist_append(transfer->lines, line);

    assert(lines);
    transfer->lines = lines;
}

static void set_headers(struct transfer *transfer)
{
    const struct http_request *request = &transfer->request;

    for (size_t i = 0; i < request->header_count; i++)
        add_line(transfer, request->headers[i].name, request->headers[i].value);
    leave_out(transfer, "Expect:");
    if (!has_header(request, "Content-Type"))
        leave_out(transfer, "Content-Type:");
    set(curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, transfer->lines));
}

static void set_target(struct transfer *transfer)
{
    const struct http_request *request = &transfer->request;
    CURL *easy = transfer->easy;

    set(curl_easy_setopt(easy, CURLOPT_URL, request->url));
    set(curl_easy_setopt(easy, CURLOPT_PROXY, proxy_for(request->url)));
    set(curl_easy_setopt(easy, CURLOPT_NOPROXY, proxy_exempt()));
    if (request->body || strcmp(request->method, "GET") != 0) {
        set(curl_easy_setopt(easy, CURLOPT_POST, 1L));
        set(curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_length));
        set(curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request->body ? request->body : ""));
    }
    set(curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method));
}

static void set_callbacks(struct transfer *transfer)
{
    CURL *easy = transfer->easy;

    set(curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer));
    set(curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body));
    set(curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer));
    set(curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header));
    set(curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer));
    set(curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_connected));
    set(curl_easy_setopt(easy, CURLOPT_PREREQDATA, transfer));
}

/* ---- failures ---- */

/* Fills answer.err and says whether the reason may pass. */
static bool explain(const struct http *http, struct transfer *transfer, CURLcode code)
{
    struct http_failure failure = {.url = transfer->request.url,
                                   .ca_bundle = http->ca_bundle,
                                   .code = (int)code,
                                   .sent = transfer->answer.bytes_left,
                                   .stopped = transfer->stopped,
                                   .pace = &transfer->pace,
                                   .connect_ms = limit(transfer->request.connect_ms, CONNECT_MS),
                                   .total_ms = limit(transfer->request.total_ms, TOTAL_MS)};

    if (transfer->header_bytes > HEADERS_MAX)
        failure.most_headers = HEADERS_MAX;
    else if (transfer->too_large || code == CURLE_FILESIZE_EXCEEDED)
        failure.most_bytes = transfer->answer_limit;
    curl_easy_getinfo(transfer->easy, CURLINFO_HTTP_CONNECTCODE, &failure.proxy_status);
    curl_easy_getinfo(transfer->easy, CURLINFO_OS_ERRNO, &failure.os_error);
    transfer->answer.no_such_name = code == CURLE_COULDNT_RESOLVE_HOST;
    return http_failure_explain(&failure, &transfer->answer.err);
}

/* ---- the life of a transfer ---- */

struct http *http_new(const char *ca_bundle, struct err *err)
{
    struct http *http = mem_alloc(1, sizeof *http);

    if (curl_global_init_mem(CURL_GLOBAL_DEFAULT, mem_lib_malloc, mem_lib_free, mem_lib_realloc,
                             mem_lib_strdup, mem_lib_calloc) == CURLE_OK) {
        http->multi = curl_multi_init();
        http->share = curl_share_init();
    }
    if (!http->multi || !http->share ||
        curl_multi_setopt(http->multi, CURLMOPT_MAXCONNECTS, (long)KEPT_CONNECTIONS) != CURLM_OK ||
        curl_share_setopt(http->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION) != CURLSHE_OK) {
        err_set(err, ERR_LOCAL, "the network library does not start");
        http_free(http);
        return NULL;
    }
    http->ca_bundle = mem_dup(ca_bundle);
    return http;
}

void http_trust(struct http *http, const char *ca_bundle)
{
    free(http->ca_bundle);
    http->ca_bundle = mem_dup(ca_bundle);
}

static void detach(struct http *http, size_t i)
{
    curl_multi_remove_handle(http->multi, http->items[i]->easy);
    http->items[i] = http->items[--http->count];
}

void http_free(struct http *http)
{
    if (!http)
        return;
    while (http->count) {
        struct transfer *transfer = http->items[http->count - 1];

        detach(http, http->count - 1);
        transfer_free(transfer);
    }
    free(http->items);
    watches_release(&http->watches);
    curl_multi_cleanup(http->multi);
    curl_share_cleanup(http->share);
    free(http->ca_bundle);
    free(http);
    curl_global_cleanup();
}

uint64_t http_send(struct http *http, struct http_request *request, http_done_fn done,
                   http_before_fn before_first_byte, http_release_fn release, void *context)
{
    struct transfer *transfer = mem_alloc(1, sizeof *transfer);

    *transfer = (struct transfer){.number = ++http->last_number,
                                  .request = *request,
                                  .easy = curl_easy_init(),
                                  .started_ms = clock_monotonic_ms(),
                                  .done = done,
                                  .before = before_first_byte,
                                  .release = release,
                                  .context = context};
    *request = (struct http_request){0};
    strbuf_init(&transfer->answer.body);
    assert(transfer->easy);
    set_manners(http, transfer->easy);
    set_limits(transfer);
    set_target(transfer);
    set_headers(transfer);
    set_callbacks(transfer);
    ARRAY_GROW(http->items, http->count + 1, http->capacity);
    http->items[http->count++] = transfer;
    if (curl_multi_add_handle(http->multi, transfer->easy) != CURLM_OK)
        assert(!"a fresh handle was refused");
    return transfer->number;
}

void http_cancel(struct http *http, uint64_t number)
{
    for (size_t i = 0; i < http->count; i++) {
        struct transfer *transfer = http->items[i];

        if (transfer->number == number) {
            detach(http, i);
            transfer_free(transfer);
            return;
        }
    }
}

static void log_answer(const struct transfer *transfer)
{
    const struct http_answer *answer = &transfer->answer;
    char host[300];

    http_failure_host(transfer->request.url, host, sizeof host);
    log_line("http", "%s %s: %d, %zu bytes sent, %zu received, %lld ms%s%s", transfer->request.method, host,
             answer->status, transfer->request.body_length, answer->body.length, (long long)answer->took_ms,
             answer->err.code ? ": " : "", answer->err.text);
}

static void finish(struct http *http, struct transfer *transfer, CURLcode code)
{
    struct http_answer *answer = &transfer->answer;
    long status = 0;

    answer->took_ms = clock_monotonic_ms() - transfer->started_ms;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    if (code == CURLE_OK && !transfer->headers_whole)
        code = CURLE_PARTIAL_FILE; /* curl takes headers that break off for an answer */
    if (code == CURLE_OK) {
        answer->status = (int)status;
    } else {
        strbuf_reset(&answer->body);
        drop_headers(answer);
        if (!transfer->refused)
            answer->transient = explain(http, transfer, code);
    }
    for (size_t i = 0; i < http->count; i++)
        if (http->items[i] == transfer) {
            detach(http, i);
            break;
        }
    log_answer(transfer);
    transfer->done(transfer->context, answer);
    transfer_free(transfer);
}

struct watches *http_watches(struct http *http)
{
    return &http->watches;
}

/* Sleeps, then calls those whose descriptor is ready. */
static void sleep_and_call(struct http *http, int wait_ms)
{
    size_t count = http->watches.count;
    struct curl_waitfd *fds = mem_alloc(count + 1, sizeof *fds);

    for (size_t i = 0; i < count; i++)
        fds[i] = (struct curl_waitfd){.fd = http->watches.items[i].fd, .events = CURL_WAIT_POLLIN};
    curl_multi_poll(http->multi, fds, (unsigned)count, wait_ms, NULL);
    for (size_t i = 0; i < count; i++)
        if (fds[i].revents)
            watches_call(&http->watches, fds[i].fd);
    free(fds);
}

/* Until the next transfer is too slow. */
static int patience_ms(const struct http *http, int most_ms)
{
    int64_t now_ms = clock_monotonic_ms();

    for (size_t i = 0; i < http->count; i++)
        most_ms = pace_left_ms(&http->items[i]->pace, now_ms, most_ms);
    return most_ms;
}

static void cut_off_one(struct http *http)
{
    int64_t now_ms = clock_monotonic_ms();

    for (size_t i = 0; i < http->count; i++)
        if (pace_left_ms(&http->items[i]->pace, now_ms, 1) == 0) {
            http->items[i]->stopped = true;
            finish(http, http->items[i], CURLE_OPERATION_TIMEDOUT);
            return;
        }
}

void http_run(struct http *http, int wait_ms)
{
    const CURLMsg *message;
    int running;
    char *transfer = NULL;

    sleep_and_call(http, patience_ms(http, http->more_done || wait_ms < 0 ? 0 : wait_ms));
    curl_multi_perform(http->multi, &running);
    message = curl_multi_info_read(http->multi, &http->more_done);
    if (!message || message->msg != CURLMSG_DONE) {
        cut_off_one(http);
        return;
    }
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
    finish(http, (struct transfer *)(void *)transfer, message->data.result);
}

void http_wakeup(struct http *http)
{
    curl_multi_wakeup(http->multi);
}

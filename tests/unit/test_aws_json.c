/* aws_json: what is sent is signed as it arrives; what comes back is an answer,
 * a named error, or one sentence. */
#include "helpers.h"

#include <string.h>
#include <strings.h>

#include "aws/aws_json.h"
#include "aws/cloudcontrol.h"
#include "aws/iam.h"
#include "aws/sigv4.h"
#include "aws/sts.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/texts.h"
#include "tiny_server.h"

enum { PATIENCE_MS = 60000, HEADERS_MAX = 32 };
/* 2026-11-23T16:45:00Z */
static const int64_t now_ms = 1795452300000;

static struct credentials keys = {.access_key = (char *)"AKIDEXAMPLE",
                                  .secret_key = (char *)"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                                  .session_token = (char *)"tok/en==",
                                  .source = (char *)"~/.aws/credentials [prod]"};

/* ---- reading ---- */

struct raw {
    enum aws_service service;
    int status;
    const char *headers[6]; /* name, value, … */
    const char *body;
};

/* Reads an answer as if it had come from that service in eu-west-2. */
static void read_raw(const struct raw *raw, struct aws_answer *answer)
{
    const struct aws_call call = {
        .service = raw->service, .region = "eu-west-2", .url = "https://aws.example", .credentials = &keys};
    struct http_header headers[3];
    struct http_answer http = {.status = raw->status, .headers = headers, .bytes_left = true, .took_ms = 20};

    while (http.header_count < 3 && raw->headers[http.header_count * 2]) {
        headers[http.header_count].name = (char *)raw->headers[http.header_count * 2];
        headers[http.header_count].value = (char *)raw->headers[http.header_count * 2 + 1];
        http.header_count++;
    }
    strbuf_init(&http.body);
    strbuf_adds(&http.body, raw->body);
    clock_freeze(now_ms);
    aws_json_read(&call, &http, answer);
    clock_freeze(-1);
    strbuf_release(&http.body);
}

static void a_success_gives_its_body(void **state)
{
    static const struct raw raw = {
        AWS_CLOUDCONTROL, 200, {"x-amzn-requestid", "id-1"}, "{\"a\":1,\"code\":\"x\"}"};
    struct aws_answer answer;

    (void)state;
    read_raw(&raw, &answer);
    assert_int_equal(answer.status, 200);
    assert_int_equal(answer.err.code, ERR_NONE);
    helpers_assert_json(answer.body, "{'a':1,'code':'x'}");
    assert_null(answer.error_name);
    assert_null(answer.message);
    assert_string_equal(answer.request_id, "id-1");
    assert_int_equal(answer.retry_after_ms, -1);
    assert_true(answer.bytes_left);
    assert_false(answer.transient);
    aws_json_release(&answer);
    assert_null(answer.body);
}

/* Both services have denials that say no more than that. */
static void a_denial_without_an_action_names_that_of_the_call(void **state)
{
    static const struct {
        enum aws_service service;
        const char *operation, *body, *sentence;
    } cases[] = {
        {AWS_CLOUDCONTROL, "ListResources", "{\"__type\":\"AccessDeniedException\",\"Message\":\"no\"}",
         "cloudformation:ListResources is not allowed: no"},
        {AWS_CUSTOMER_PROFILES, "ListDomains", "{\"__type\":\"AccessDeniedException\",\"Message\":\"no\"}",
         "profile:ListDomains is not allowed: no"},
        {AWS_STS, "GetCallerIdentity",
         "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>",
         "sts:GetCallerIdentity is not allowed: no"},
        {AWS_CLOUDCONTROL, "GetResource",
         "{\"__type\":\"AccessDeniedException\",\"Message\":\"T Handler returned status FAILED: no "
         "(HandlerErrorCode: AccessDenied, RequestToken: x)\"}",
         "access is denied: no"},
        {AWS_CLOUDCONTROL, NULL, "{\"__type\":\"AccessDeniedException\",\"Message\":\"no\"}",
         "access is denied: no"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        const struct aws_call call = {.service = cases[i].service, .operation = cases[i].operation};
        struct http_answer http = {.status = 403, .body = STRBUF_INIT};
        struct aws_answer answer;

        strbuf_adds(&http.body, cases[i].body);
        aws_json_read(&call, &http, &answer);
        assert_int_equal(answer.err.code, ERR_ACCESS);
        assert_string_equal(answer.err.text, cases[i].sentence);
        aws_json_release(&answer);
        strbuf_release(&http.body);
    }
}

static void errors_are_told_by_name(void **state)
{
    static const struct {
        struct raw raw;
        const char *name, *message;
        enum err_code code;
    } cases[] = {
        {{AWS_CLOUDCONTROL,
          400,
          {NULL},
          "{\"__type\":\"com.amazon.cloudapiservice#TypeNotFoundException\",\"Message\":\"no\"}"},
         "TypeNotFoundException",
         "no",
         ERR_FAILED},
        {{AWS_CLOUDCONTROL,
          400,
          {NULL},
          "{\"__type\":\"com.amazon.coral.validate#ValidationException:x\",\"message\":\"a\",\"Message\":"
          "\"b\"}"},
         "ValidationException",
         "a",
         ERR_FAILED},
        {{AWS_CLOUDCONTROL, 400, {"x-amzn-errortype", "Other"}, "{\"__type\":\"ResourceNotFoundException\"}"},
         "ResourceNotFoundException",
         NULL,
         ERR_NOT_FOUND},
        {{AWS_CLOUDCONTROL,
          400,
          {"x-amzn-errortype", "ThrottlingException:http://x/"},
          "{\"message\":\"slow\"}"},
         "ThrottlingException",
         "slow",
         ERR_FAILED},
        {{AWS_CLOUDCONTROL, 400, {NULL}, "{\"code\":\"AlreadyExistsException\"}"},
         "AlreadyExistsException",
         NULL,
         ERR_CONFLICT},
        {{AWS_CUSTOMER_PROFILES,
          403,
          {"x-amzn-errortype", "AccessDeniedException"},
          "{\"__type\":\"Other\",\"Message\":\"m\"}"},
         "AccessDeniedException",
         "m",
         ERR_ACCESS},
        {{AWS_CUSTOMER_PROFILES, 404, {NULL}, "{\"Code\":\"ResourceNotFoundException\",\"Message\":\"m\"}"},
         "ResourceNotFoundException",
         "m",
         ERR_NOT_FOUND},
        {{AWS_CUSTOMER_PROFILES, 403, {"x-amzn-errortype", "MissingAuthenticationTokenException"}, ""},
         "MissingAuthenticationTokenException",
         NULL,
         ERR_ACCESS},
        {{AWS_CLOUDCONTROL, 200, {NULL}, "{\"__type\":\"AccessDeniedException\",\"Message\":\"m\"}"},
         "AccessDeniedException",
         "m",
         ERR_ACCESS},
        {{AWS_CLOUDCONTROL, 503, {NULL}, "{\"__type\":\"ServiceInternalErrorException\"}"},
         "ServiceInternalErrorException",
         NULL,
         ERR_FAILED},
        {{AWS_STS,
          403,
          {NULL},
          "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
          "<Code>ExpiredToken</Code><Message>a &amp; "
          "b</Message></Error><RequestId>r</RequestId></ErrorResponse>"},
         "ExpiredToken",
         "a & b",
         ERR_ACCESS},
        {{AWS_SSO_OIDC,
          401,
          {NULL},
          "{\"error\":\"invalid_client\",\"error_description\":\"unknown\",\"message\":\"m\"}"},
         "invalid_client",
         "unknown",
         ERR_FAILED},
        {{AWS_SSO_OIDC, 400, {"x-amzn-errortype", "SlowDownException"}, "{\"error\":\"slow_down\"}"},
         "SlowDownException",
         NULL,
         ERR_FAILED},
        {{AWS_SSO,
          401,
          {"x-amzn-errortype", "UnauthorizedException:http://x/"},
          "{\"message\":\"m\",\"error_description\":\"d\"}"},
         "UnauthorizedException",
         "m",
         ERR_FAILED},
        {{AWS_STS, 403, {NULL}, "{\"__type\":\"InvalidClientTokenId\",\"message\":\"m\"}"},
         "InvalidClientTokenId",
         "m",
         ERR_ACCESS},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct aws_answer answer;

        read_raw(&cases[i].raw, &answer);
        if (!answer.error_name || strcmp(answer.error_name, cases[i].name) != 0)
            fail_msg("case %zu: %s instead of %s", i, answer.error_name ? answer.error_name : "no name",
                     cases[i].name);
        assert_null(answer.body);
        assert_int_equal(answer.err.code, cases[i].code);
        assert_true(answer.err.text[0] != '\0');
        if (cases[i].message)
            assert_string_equal(answer.message, cases[i].message);
        else
            assert_null(answer.message);
        aws_json_release(&answer);
    }
}

static void the_sentence_knows_where_the_keys_came_from(void **state)
{
    static const struct raw raw = {
        AWS_CLOUDCONTROL, 403, {NULL}, "{\"__type\":\"UnrecognizedClientException\",\"message\":\"m\"}"};
    struct aws_answer answer;

    (void)state;
    read_raw(&raw, &answer);
    assert_string_equal(answer.err.text,
                        "the access key from ~/.aws/credentials [prod] is not known in eu-west-2");
    aws_json_release(&answer);
}

static void what_no_service_says_is_one_sentence(void **state)
{
    static const struct {
        struct raw raw;
        const char *sentence; /* its beginning */
        enum err_code code;
        bool transient;
    } cases[] = {
        {{AWS_CLOUDCONTROL, 200, {NULL}, "\n <html>\n<body>Please log in"},
         "aws.example answered 200 with something that is not AWS's: <html>",
         ERR_NETWORK,
         false},
        {{AWS_CLOUDCONTROL, 403, {NULL}, "Blocked by policy\r\nmore"},
         "aws.example answered 403 with something that is not AWS's: Blocked by policy",
         ERR_NETWORK,
         false},
        {{AWS_CLOUDCONTROL, 400, {NULL}, "{\"Message\":\"no name\"}"},
         "aws.example answered 400 with something that is not AWS's: {\"Message\":\"no name\"}",
         ERR_NETWORK,
         false},
        {{AWS_CLOUDCONTROL, 302, {NULL}, ""},
         "aws.example answered 302 and nothing else",
         ERR_NETWORK,
         false},
        {{AWS_CLOUDCONTROL, 200, {NULL}, ""},
         "aws.example answered 200 and nothing else",
         ERR_NETWORK,
         false},
        {{AWS_CLOUDCONTROL, 200, {NULL}, "{\"ProgressEvent\":{\"Op"},
         "the answer of aws.example cannot be read: ",
         ERR_NETWORK,
         true},
        {{AWS_CLOUDCONTROL, 200, {NULL}, "{\"a\":1,\"a\":2}"},
         "the answer of aws.example cannot be read: ",
         ERR_NETWORK,
         true},
        {{AWS_CLOUDCONTROL, 200, {NULL}, "[1]"},
         "the answer of aws.example cannot be read: it is no object",
         ERR_NETWORK,
         true},
        {{AWS_CLOUDCONTROL, 502, {NULL}, "<html>Bad Gateway"},
         "aws.example is in trouble and answered 502",
         ERR_FAILED,
         false},
        {{AWS_CLOUDCONTROL, 500, {NULL}, ""},
         "aws.example is in trouble and answered 500",
         ERR_FAILED,
         false},
        {{AWS_STS, 200, {NULL}, "<html>Please log in"},
         "aws.example answered 200 with something that is not AWS's: <html>Please log in",
         ERR_NETWORK,
         false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct aws_answer answer;

        read_raw(&cases[i].raw, &answer);
        if (strncmp(answer.err.text, cases[i].sentence, strlen(cases[i].sentence)) != 0)
            fail_msg("%s", answer.err.text);
        assert_int_equal(answer.err.code, cases[i].code);
        assert_int_equal(answer.transient, cases[i].transient);
        assert_true(answer.err.hint[0] != '\0');
        assert_null(answer.body);
        assert_null(answer.error_name);
        aws_json_release(&answer);
    }
}

static void a_long_line_is_cut_between_characters(void **state)
{
    struct strbuf body = STRBUF_INIT, expected = STRBUF_INIT;
    struct raw raw = {AWS_CLOUDCONTROL, 400, {NULL}, NULL};
    struct aws_answer answer;

    (void)state;
    for (int i = 0; i < 1000; i++)
        strbuf_adds(&body, "a\xc3\xa9");
    raw.body = body.text;
    strbuf_adds(&expected, "aws.example answered 400 with something that is not AWS's: ");
    strbuf_add(&expected, body.text, 120);
    read_raw(&raw, &answer);
    assert_string_equal(answer.err.text, expected.text);
    aws_json_release(&answer);
    strbuf_reset(&body);
    strbuf_adds(&body, "a");
    for (int i = 0; i < 1000; i++)
        strbuf_adds(&body, "\xc3\xa9");
    strbuf_reset(&expected);
    strbuf_adds(&expected, "aws.example answered 400 with something that is not AWS's: ");
    strbuf_add(&expected, body.text, 119);
    raw.body = body.text;
    read_raw(&raw, &answer);
    assert_string_equal(answer.err.text, expected.text);
    aws_json_release(&answer);
    strbuf_release(&body);
    strbuf_release(&expected);
}

static void the_identity_in_xml_reads_as_json(void **state)
{
    static const struct raw raw = {
        AWS_STS,
        200,
        {NULL},
        "<?xml version=\"1.0\"?>\n<GetCallerIdentityResponse "
        "xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
        "<GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/ann</Arn><UserId>AIDA</UserId>"
        "<Account>123456789012</Account></GetCallerIdentityResult><ResponseMetadata>"
        "<RequestId>r-1</RequestId></ResponseMetadata></GetCallerIdentityResponse>"};
    struct aws_answer answer;

    (void)state;
    read_raw(&raw, &answer);
    assert_int_equal(answer.err.code, ERR_NONE);
    assert_string_equal(json_text(answer.body, "Account"), "123456789012");
    assert_string_equal(json_text(answer.body, "Arn"), "arn:aws:iam::123456789012:user/ann");
    assert_string_equal(json_text(answer.body, "UserId"), "AIDA");
    assert_string_equal(answer.request_id, "r-1");
    aws_json_release(&answer);
}

static void waiting_times_of_the_service_are_read(void **state)
{
    static const struct {
        const char *headers[6];
        int64_t retry_after_ms;
    } cases[] = {
        {{"x-amz-retry-after", "1500"}, 1500},
        {{"retry-after", "2"}, 2000},
        {{"retry-after", "2", "x-amz-retry-after", "100"}, 100},
        {{"x-amz-retry-after", "soon"}, -1},
        {{"x-amz-retry-after", "-5"}, -1},
        {{"x-amz-retry-after", "1.5"}, -1},
        {{"x-amz-retry-after", ""}, -1},
        {{"x-amz-retry-after", "99999999999999999999"}, -1},
        {{NULL}, -1},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct raw raw = {.status = 503, .body = "{}"};
        struct aws_answer answer;

        memcpy(raw.headers, cases[i].headers, sizeof raw.headers);
        read_raw(&raw, &answer);
        assert_int_equal(answer.retry_after_ms, cases[i].retry_after_ms);
        aws_json_release(&answer);
    }
}

static void the_services_clock_is_read(void **state)
{
    static const struct {
        const char *headers[6];
        int64_t skew_ms;
    } cases[] = {
        {{"date", "Mon, 23 Nov 2026 16:50:00 GMT"}, 300000},
        {{"date", "Mon, 23 Nov 2026 16:40:00 GMT"}, -300000},
        {{"date", "Mon, 23 Nov 2026 16:50:00 GMT", "age", "10"}, 0},
        {{"date", "yesterday"}, 0},
        {{NULL}, 0},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct raw raw = {.status = 200, .body = "{}"};
        struct aws_answer answer;

        memcpy(raw.headers, cases[i].headers, sizeof raw.headers);
        read_raw(&raw, &answer);
        assert_int_equal(answer.skew_ms, cases[i].skew_ms);
        aws_json_release(&answer);
    }
}

/* Each answer is measured against the time that its own call was signed with. */
static void the_time_of_signing_counts(void **state)
{
    static const struct {
        const char *date;
        int64_t signed_skew_ms, took_ms, skew_ms, off_ms;
    } cases[] = {
        {"Mon, 23 Nov 2026 17:45:00 GMT", 0, 20, 3600000, 3600000},
        {"Mon, 23 Nov 2026 17:45:00 GMT", 3600000, 20, 3600000, 0},
        {"Mon, 23 Nov 2026 16:45:00 GMT", 3600000, 20, 0, -3600000}, /* the machine's clock was set since */
        {"Mon, 23 Nov 2026 17:45:00 GMT", 0, 15 * 60 * 1000 + 1, 0, 0}, /* on the way for too long */
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        const struct aws_call call = {.service = AWS_CLOUDCONTROL,
                                      .url = "https://aws.example",
                                      .region = "eu-west-2",
                                      .credentials = &keys,
                                      .skew_ms = cases[i].signed_skew_ms};
        struct http_header date = {(char *)"date", (char *)cases[i].date};
        struct http_answer http = {.status = 400,
                                   .headers = &date,
                                   .header_count = 1,
                                   .took_ms = cases[i].took_ms,
                                   .body = STRBUF_INIT};
        struct aws_answer answer;

        clock_freeze(now_ms);
        aws_json_read(&call, &http, &answer);
        clock_freeze(-1);
        assert_int_equal(answer.skew_ms, cases[i].skew_ms);
        assert_int_equal(answer.off_ms, cases[i].off_ms);
        aws_json_release(&answer);
    }
}

static void without_an_answer_the_failure_is_handed_on(void **state)
{
    const struct aws_call call = {.service = AWS_CLOUDCONTROL,
                                  .url = "https://aws.example",
                                  .region = "eu-west-2",
                                  .credentials = &keys};
    struct http_answer http = {.transient = true, .body = STRBUF_INIT};
    struct aws_answer answer;

    (void)state;
    err_set(&http.err, ERR_NETWORK, "no answer");
    aws_json_read(&call, &http, &answer);
    assert_int_equal(answer.status, 0);
    assert_int_equal(answer.err.code, ERR_NETWORK);
    assert_string_equal(answer.err.text, "no answer");
    assert_true(answer.transient);
    assert_false(answer.bytes_left);
    aws_json_release(&answer);
}

/* A host that is not found: of a misspelt region that is final, of any other it may pass. */
static void the_host_of_an_unknown_region_is_doubted(void **state)
{
    static const struct {
        const char *region, *url;
        enum err_code code;
        bool transient;
        const char *text, *hint;
    } cases[] = {
        {"us-esat-1", "https://profile.us-esat-1.amazonaws.com", ERR_USAGE, false,
         "AWS names no region us-esat-1: profile.us-esat-1.amazonaws.com is not found",
         "did you mean us-east-1?"},
        {"us-east-1", "https://profile.us-east-1.amazonaws.com", ERR_NETWORK, true, "not found", "look"},
        {"us-esat-1", "https://cloud.example", ERR_NETWORK, true, "not found", "look"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        const struct aws_call call = {
            .service = AWS_CUSTOMER_PROFILES, .region = cases[i].region, .url = cases[i].url};
        struct http_answer raw = {.no_such_name = true, .transient = true};
        struct aws_answer answer;

        err_set(&raw.err, ERR_NETWORK, "not found");
        err_hint(&raw.err, "look");
        aws_json_read(&call, &raw, &answer);
        assert_int_equal(answer.err.code, cases[i].code);
        assert_int_equal(answer.transient, cases[i].transient);
        assert_string_equal(answer.err.text, cases[i].text);
        assert_string_equal(answer.err.hint, cases[i].hint);
        aws_json_release(&answer);
    }
}

/* ---- sending ---- */

struct outcome {
    int done;
    int status;
    char *account;
    struct err err;
};

static void on_answer(void *context, struct aws_answer *answer)
{
    struct outcome *outcome = context;

    outcome->done++;
    outcome->status = answer->status;
    outcome->err = answer->err;
    outcome->account = mem_dup(json_text(answer->body, "Account"));
}

static void send_and_wait(const struct aws_call *call, struct outcome *outcome)
{
    struct err err = {0};
    struct http *http = http_new(NULL, &err);
    int64_t start = clock_monotonic_ms();

    assert_non_null(http);
    aws_json_send(http, call, on_answer, NULL, outcome);
    while (!outcome->done && clock_monotonic_ms() - start < PATIENCE_MS)
        http_run(http, 1000);
    http_free(http);
    assert_int_equal(outcome->done, 1);
}

/* The value of a header in the text of a request that came in; free(). NULL if absent. */
static char *header_in(const char *request, const char *name)
{
    char *start = mem_printf("\r\n%s: ", name);
    const char *found = strcasestr(request, start);
    size_t length = strlen(start);

    free(start);
    return found ? mem_dup_n(found + length, strcspn(found + length, "\r")) : NULL;
}

/* Signs what arrived anew, from its own bytes alone, and compares. */
static void assert_signed(const char *request, const struct sigv4_scope *scope, const char *path,
                          const char *query)
{
    char *authorization = header_in(request, "Authorization"), *names, *values[HEADERS_MAX];
    const char *list = authorization ? strstr(authorization, "SignedHeaders=") : NULL,
               *body = strstr(request, "\r\n\r\n") + 4;
    struct sigv4_header headers[HEADERS_MAX];
    struct texts signed_names = {0};
    struct sigv4_request again = {
        .path = path, .query = query, .headers = headers, .body = body, .body_length = strlen(body)};
    struct strbuf expected = STRBUF_INIT;
    char method[8] = "";

    assert_non_null(list);
    list += strlen("SignedHeaders=");
    names = mem_dup_n(list, strcspn(list, ","));
    texts_split(&signed_names, names, ';');
    memcpy(method, request, strcspn(request, " "));
    again.method = method;
    for (; again.header_count < signed_names.count; again.header_count++) {
        const char *name = signed_names.items[again.header_count];

        values[again.header_count] = header_in(request, name);
        assert_non_null(values[again.header_count]);
        headers[again.header_count] = (struct sigv4_header){name, values[again.header_count]};
    }
    sigv4_sign(scope, &again, &expected);
    assert_string_equal(authorization, expected.text);
    for (size_t i = 0; i < again.header_count; i++)
        free(values[i]);
    strbuf_release(&expected);
    texts_release(&signed_names);
    free(names);
    free(authorization);
}

static void assert_header(const char *request, const char *name, const char *expected)
{
    char *value = header_in(request, name);

    if (expected)
        assert_string_equal(value, expected);
    else
        assert_null(value);
    free(value);
}

static const struct tiny_step identity = {
    TINY_ANSWER, "HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"Account\":\"1\"}", 0};

static void a_call_arrives_signed(void **state)
{
    struct tiny_server *server = tiny_server_new(&identity, 1);
    char *url = tiny_server_url(server, ""), *host = mem_printf("127.0.0.1:%d", tiny_server_port(server)),
         *request;
    struct sigv4_scope scope = {keys.access_key, keys.secret_key, "eu-west-2", "cloudcontrolapi",
                                "20261123T165000Z"};
    struct aws_call call = {.region = "eu-west-2",
                            .url = url,
                            .credentials = &keys,
                            .skew_ms = 300000,
                            .attempt = 2,
                            .attempts = 3,
                            .invocation = "0f0a5b2e-58b5-4a0e-9d3b-3a6b6d1a7c11"};
    struct outcome outcome = {0};

    (void)state;
    clock_freeze(now_ms);
    cloudcontrol_call(&call, "GetResource", "{\"Identifier\":\"caf\xc3\xa9|t\"}");
    send_and_wait(&call, &outcome);
    clock_freeze(-1);
    assert_int_equal(outcome.status, 200);
    assert_string_equal(outcome.account, "1");
    request = tiny_server_request(server, 0);
    assert_signed(request, &scope, "/", "");
    assert_header(request, "Host", host);
    assert_header(request, "X-Amz-Date", "20261123T165000Z");
    assert_header(request, "X-Amz-Security-Token", "tok/en==");
    assert_header(request, "X-Amz-Target", "CloudApiService.GetResource");
    assert_header(request, "Content-Type", "application/x-amz-json-1.0");
    assert_header(request, "amz-sdk-request", "attempt=2; max=3");
    assert_header(request, "amz-sdk-invocation-id", "0f0a5b2e-58b5-4a0e-9d3b-3a6b6d1a7c11");
    free(request);
    free(outcome.account);
    free(url);
    free(host);
    tiny_server_free(server);
}

static void an_encoded_path_and_query_arrive_signed(void **state)
{
    struct tiny_server *server = tiny_server_new(&identity, 1);
    char *url = tiny_server_url(server, "/base"), *request;
    struct credentials plain = {
        .access_key = keys.access_key, .secret_key = keys.secret_key, .source = keys.source};
    struct sigv4_scope scope = {keys.access_key, keys.secret_key, "us-east-1", "profile", "20261123T164500Z"};
    const struct aws_call call = {.service = AWS_CUSTOMER_PROFILES,
                                  .region = "us-east-1",
                                  .url = url,
                                  .credentials = &plain,
                                  .method = "GET",
                                  .path = "/domains/caf%C3%A9/event-triggers/a%2Fb%20c",
                                  .query = "max-results=100&next-token=%2B%3D",
                                  .attempt = 1,
                                  .attempts = 3};
    struct outcome outcome = {0};

    (void)state;
    clock_freeze(now_ms);
    send_and_wait(&call, &outcome);
    clock_freeze(-1);
    assert_int_equal(outcome.status, 200);
    request = tiny_server_request(server, 0);
    assert_ptr_equal(
        strstr(request,
               "GET /base/domains/caf%C3%A9/event-triggers/a%2Fb%20c?max-results=100&next-token=%2B%3D HTTP"),
        request);
    assert_signed(request, &scope, "/base/domains/caf%C3%A9/event-triggers/a%2Fb%20c",
                  "max-results=100&next-token=%2B%3D");
    assert_header(request, "X-Amz-Security-Token", NULL);
    assert_header(request, "Content-Type", NULL);
    assert_header(request, "amz-sdk-invocation-id", NULL);
    free(request);
    free(outcome.account);
    free(url);
    tiny_server_free(server);
}

/* IAM is one for all regions, and signed for its own. */
static void a_call_to_iam_is_signed_for_its_region(void **state)
{
    struct tiny_server *server = tiny_server_new(&identity, 1);
    char *url = tiny_server_url(server, ""), *request;
    struct sigv4_scope scope = {keys.access_key, keys.secret_key, "us-east-1", "iam", "20261123T164500Z"};
    struct aws_call call = {
        .region = "eu-west-2", .url = url, .credentials = &keys, .attempt = 1, .attempts = 1};
    struct outcome outcome = {0};

    (void)state;
    clock_freeze(now_ms);
    iam_call(&call, "GetRole", "Action=GetRole&Version=2010-05-08&RoleName=r");
    send_and_wait(&call, &outcome);
    clock_freeze(-1);
    request = tiny_server_request(server, 0);
    assert_signed(request, &scope, "/", "");
    assert_header(request, "Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    free(request);
    free(outcome.account);
    free(url);
    tiny_server_free(server);
}

/* Everything of the call is borrowed only while it is sent. */
static void a_call_may_be_forgotten_once_it_is_sent(void **state)
{
    static const struct tiny_step denied = {
        TINY_ANSWER,
        "HTTP/1.1 403 No\r\nContent-Length: 40\r\n\r\n{\"__type\":\"UnrecognizedClientException\"}", 0};
    struct tiny_server *server = tiny_server_new(&denied, 1);
    char *url = tiny_server_url(server, ""), *region = mem_dup("eu-west-2");
    struct credentials copy;
    struct aws_call call = {.region = region, .url = url, .credentials = &copy, .attempt = 1, .attempts = 1};
    struct outcome outcome = {0};
    struct err err = {0};
    struct http *http = http_new(NULL, &err);
    int64_t start = clock_monotonic_ms();

    (void)state;
    copy = (struct credentials){.access_key = mem_dup(keys.access_key),
                                .secret_key = mem_dup(keys.secret_key),
                                .source = mem_dup(keys.source)};
    sts_caller_identity(&call);
    aws_json_send(http, &call, on_answer, NULL, &outcome);
    credentials_release(&copy);
    free(url);
    free(region);
    memset(&call, 0xa5, sizeof call);
    while (!outcome.done && clock_monotonic_ms() - start < PATIENCE_MS)
        http_run(http, 1000);
    assert_string_equal(outcome.err.text,
                        "the access key from ~/.aws/credentials [prod] is not known in eu-west-2");
    free(outcome.account);
    http_free(http);
    tiny_server_free(server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_host_of_an_unknown_region_is_doubted),
        cmocka_unit_test(a_success_gives_its_body),
        cmocka_unit_test(a_denial_without_an_action_names_that_of_the_call),
        cmocka_unit_test(errors_are_told_by_name),
        cmocka_unit_test(the_sentence_knows_where_the_keys_came_from),
        cmocka_unit_test(what_no_service_says_is_one_sentence),
        cmocka_unit_test(a_long_line_is_cut_between_characters),
        cmocka_unit_test(the_identity_in_xml_reads_as_json),
        cmocka_unit_test(waiting_times_of_the_service_are_read),
        cmocka_unit_test(the_services_clock_is_read),
        cmocka_unit_test(the_time_of_signing_counts),
        cmocka_unit_test(without_an_answer_the_failure_is_handed_on),
        cmocka_unit_test(a_call_arrives_signed),
        cmocka_unit_test(an_encoded_path_and_query_arrive_signed),
        cmocka_unit_test(a_call_to_iam_is_signed_for_its_region),
        cmocka_unit_test(a_call_may_be_forgotten_once_it_is_sent),
    };

    return cmocka_run_group_tests_name("aws json", tests, NULL, NULL);
}

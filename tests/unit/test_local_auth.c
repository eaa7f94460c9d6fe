/* Who may ask the local cloud: signatures, scopes, times and keys, each refused with AWS's name; hosts,
 * origins, sizes and rates. */
#include "helpers.h"
#include "local_fixture.h"

#include <string.h>

#include "aws/sigv4.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "local/auth.h"
#include "local/dispatch.h"

static const struct auth_keys keys = {"AKIALOCALEXAMPLE0000", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"};

/* A request as a client signs it, with one thing wrong at most. */
struct asked {
    const char *service;                      /* NULL: cloudcontrolapi */
    const char *region, *access_key, *secret; /* NULL: as is right */
    const char *scope_date, *date;            /* NULL: of the moment; date "" leaves the header out */
    int64_t age_ms;
    const char *authorization;    /* instead of the computed one; "" leaves it out */
    bool hash_header, wrong_hash; /* x-amz-content-sha256 is signed; of another body */
    const char *unsigned_header;  /* a header that is sent but not signed */
    const char *session_token;
    const char *tampered_body; /* what arrives instead of what was signed */
};

static const char body_signed[] = "{\"RequestToken\":\"a\"}";

static void add_payload_hash(struct exchange *x, const char *body)
{
    unsigned char hash[HASH_SIZE];
    char hex[HASH_HEX_SIZE];
    hash_sha256(body, strlen(body), hash);
    hash_hex(hash, sizeof hash, hex);
    exchange_add_header(x, "X-Amz-Content-Sha256", hex);
}

static void add_headers(struct exchange *x, const struct asked *asked, const char *date)
{
    exchange_add_header(x, "Host", "127.0.0.1:4000");
    if (asked->date == NULL || *asked->date != '\0')
        exchange_add_header(x, "X-Amz-Date", date);
    if (asked->service == NULL)
        exchange_add_header(x, "X-Amz-Target", "CloudApiService.GetResourceRequestStatus");
    else if (strcmp(asked->service, "sts") == 0)
        exchange_add_header(x, "Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    if (asked->hash_header)
        add_payload_hash(x, asked->wrong_hash ? "another" : body_signed);
    if (asked->session_token != NULL)
        exchange_add_header(x, "X-Amz-Security-Token", asked->session_token);
}

/* The Authorization header that a client with these ideas would send. free(). */
static char *sign(const struct exchange *x, const struct asked *asked, const char *date)
{
    struct sigv4_header headers[8];
    struct sigv4_request request = {.method = "POST",
                                    .path = "/",
                                    .headers = headers,
                                    .body = body_signed,
                                    .body_length = strlen(body_signed)};
    struct strbuf canonical = STRBUF_INIT, names = STRBUF_INIT, text = STRBUF_INIT;
    struct sigv4_scope scope = {.access_key = asked->access_key != NULL ? asked->access_key : keys.access_key,
                                .secret_key = asked->secret != NULL ? asked->secret : keys.secret_key,
                                .region = asked->region != NULL ? asked->region : "eu-central-1",
                                .service = asked->service != NULL ? asked->service : "cloudcontrolapi"};
    char signature[65];
    for (size_t i = 0; i < x->header_count; i++)
        if (asked->unsigned_header == NULL || strcmp(asked->unsigned_header, x->headers[i].name) != 0)
            headers[request.header_count++] = (struct sigv4_header){x->headers[i].name, x->headers[i].value};
    snprintf(scope.time, sizeof scope.time, "%s", date);
    sigv4_canonical_request(&request, &canonical, &names);
    sigv4_string_to_sign(&scope, canonical.text, &text);
    sigv4_signature(&scope, text.text, signature);
    char *header =
        mem_printf("AWS4-HMAC-SHA256 Credential=%s/%s/%s/%s/aws4_request, SignedHeaders=%s, Signature=%s",
                   scope.access_key, asked->scope_date != NULL ? asked->scope_date : "20261123", scope.region,
                   scope.service, names.text, signature);
    strbuf_release(&canonical);
    strbuf_release(&names);
    strbuf_release(&text);
    return header;
}

enum { NOW_S = 1795452300 }; /* 2026-11-23T16:45:00Z */

static void make_request(struct exchange *x, const struct asked *asked)
{
    char date[17];
    clock_format_amz((int64_t)NOW_S * 1000 - asked->age_ms, date);
    if (asked->date != NULL)
        snprintf(date, sizeof date, "%s", asked->date);
    exchange_init(x, "POST", "/", (int64_t)NOW_S * 1000);
    add_headers(x, asked, date);
    char *header = asked->authorization != NULL ? mem_dup(asked->authorization) : sign(x, asked, date);
    if (*header != '\0')
        exchange_add_header(x, "Authorization", header);
    strbuf_adds(&x->body, asked->tampered_body != NULL ? asked->tampered_body : body_signed);
    free(header);
}

static void a_signed_request_is_let_in_from_any_region(void **slot)
{
    static const struct asked cases[] = {
        {.service = NULL},   {.region = "us-gov-west-1"}, {.hash_header = true}, {.age_ms = 299000},
        {.age_ms = -299000}, {.service = "profile"},      {.service = "sts"}};
    (void)slot;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct exchange x;
        make_request(&x, &cases[i]);
        if (!auth_check_head(&keys, &x) || !auth_check_body(&keys, &x))
            fail_msg("case %zu: %s", i, x.answer.text);
        assert_string_equal(x.region, cases[i].region != NULL ? cases[i].region : "eu-central-1");
        assert_string_equal(x.service, cases[i].service != NULL ? cases[i].service : "cloudcontrolapi");
        exchange_release(&x);
    }
}

#define CREDENTIAL "AKIALOCALEXAMPLE0000/20261123/eu-central-1/cloudcontrolapi/aws4_request"

/* aws-client 8: names and texts. head: what the headers alone tell is refused before the body. */
static void what_is_wrong_is_named_as_aws_names_it(void **slot)
{
    static const struct {
        struct asked asked;
        bool head;
        int status;
        const char *name, *text;
    } cases[] = {
        {{.authorization = ""},
         true,
         403,
         "MissingAuthenticationTokenException",
         "Missing Authentication Token"},
        {{.authorization = "", .service = "sts"},
         true,
         403,
         "MissingAuthenticationToken",
         "Missing Authentication Token"},
        {{.authorization = "Bearer x"}, true, 400, "IncompleteSignatureException", "'Bearer'"},
        {{.authorization = "AWS4-HMAC-SHA256 Credential=" CREDENTIAL},
         true,
         400,
         "IncompleteSignatureException",
         "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' "
         "parameter."},
        {{.authorization = "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=00"},
         true,
         400,
         "IncompleteSignatureException",
         "5 slash-delimited elements"},
        {{.authorization = "AWS4-HMAC-SHA256 Credential=" CREDENTIAL
                           ", SignedHeaders=host;x-amz-date;x-amz-target, Signature=00"},
         false,
         403,
         "InvalidSignatureException",
         "signature we calculated does not match"},
        {{.access_key = "AKIASOMEBODYELSE0000"},
         true,
         403,
         "UnrecognizedClientException",
         "security token included in the request is invalid"},
        {{.access_key = "AKIASOMEBODYELSE0000", .service = "sts"},
         true,
         403,
         "InvalidClientTokenId",
         "security token"},
        {{.session_token = "token"}, true, 403, "UnrecognizedClientException", "security token"},
        {{.secret = "wrong"},
         false,
         403,
         "InvalidSignatureException",
         "The Canonical String for this request should have been"},
        {{.secret = "wrong", .hash_header = true},
         true,
         403,
         "InvalidSignatureException",
         "signature we calculated does not match"},
        {{.secret = "wrong", .service = "sts"},
         false,
         403,
         "SignatureDoesNotMatch",
         "signature we calculated does not match"},
        {{.service = "execute-api"},
         true,
         403,
         "InvalidSignatureException",
         "Credential should be scoped to correct service: 'profile'."},
        {{.region = "EU"},
         true,
         403,
         "InvalidSignatureException",
         "Credential should be scoped to a valid region."},
        {{.scope_date = "20261122"},
         true,
         403,
         "InvalidSignatureException",
         "'20261122' != '20261123', from '20261123T164500Z'."},
        {{.date = ""}, true, 400, "IncompleteSignatureException", "'X-Amz-Date'"},
        {{.date = "2026-11-23"},
         true,
         400,
         "IncompleteSignatureException",
         "ISO-8601 'basic format'. Got '2026-11-23'"},
        {{.age_ms = 301000},
         true,
         403,
         "InvalidSignatureException",
         "Signature expired: 20261123T163959Z is now earlier than 20261123T164000Z (20261123T164500Z - 5 "
         "min.)"},
        {{.age_ms = -301000},
         true,
         403,
         "InvalidSignatureException",
         "Signature not yet current: 20261123T165001Z"},
        {{.unsigned_header = "x-amz-target"},
         true,
         403,
         "InvalidSignatureException",
         "'x-amz-target' must be a 'SignedHeader'"},
        {{.unsigned_header = "host"},
         true,
         403,
         "InvalidSignatureException",
         "'host' must be a 'SignedHeader'"},
        {{.tampered_body = "{}"},
         false,
         403,
         "InvalidSignatureException",
         "signature we calculated does not match"},
        {{.tampered_body = "{}", .hash_header = true},
         false,
         403,
         "InvalidSignatureException",
         "signature we calculated does not match"},
        {{.hash_header = true, .wrong_hash = true},
         true,
         403,
         "InvalidSignatureException",
         "signature we calculated does not match"},
    };
    (void)slot;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct exchange x;
        make_request(&x, &cases[i].asked);
        bool head = auth_check_head(&keys, &x);
        if (head == cases[i].head)
            fail_msg("case %zu (%s): the head is %s", i, cases[i].text, head ? "let in" : x.answer.text);
        assert_false(head && auth_check_body(&keys, &x));
        assert_string_equal(x.error, cases[i].name);
        assert_int_equal(x.status, cases[i].status);
        if (strstr(x.answer.text, cases[i].text) == NULL)
            fail_msg("case %zu: %s", i, x.answer.text);
        assert_null(strstr(x.answer.text, keys.secret_key));
        exchange_release(&x);
    }
}

static void new_keys_look_like_keys_and_differ(void **slot)
{
    struct auth_keys a, b;
    (void)slot;
    auth_make_keys(&a);
    auth_make_keys(&b);
    assert_int_equal(strlen(a.access_key), 20);
    assert_int_equal(strlen(a.secret_key), 40);
    assert_int_equal(strspn(a.access_key, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"), 20);
    assert_string_not_equal(a.access_key, b.access_key);
    assert_string_not_equal(a.secret_key, b.secret_key);
}

/* ---- the head beyond the signature ---- */

static struct local_fixture fixture;

static int setup(void **slot)
{
    (void)slot;
    local_fixture_init(&fixture);
    return 0;
}

static int teardown(void **slot)
{
    (void)slot;
    local_fixture_release(&fixture);
    return 0;
}

static struct dispatch make_dispatch(void)
{
    return (struct dispatch){
        .state = fixture.state, .options = &fixture.options, .keys = &keys, .port = 4000};
}

static void pages_of_the_web_and_other_hosts_are_kept_out(void **slot)
{
    static const struct {
        const char *name, *value;
        bool fine;
        int status;
    } cases[] = {
        {"Host", "127.0.0.1:4000", true, 0},
        {"Host", "LOCALHOST:4000", true, 0},
        {"Host", "127.0.0.1", false, 403},
        {"Host", "127.0.0.1:4001", false, 403},
        {"Host", "evil.example:4000", false, 403},
        {"Host", "", false, 403},
        {"Origin", "http://127.0.0.1:4000", false, 403},
        {"Origin", "null", false, 403},
        {"Content-Length", "1048576", true, 0},
        {"Content-Length", "1048577", false, 413},
        {"Content-Length", "99999999999999999999999", false, 413},
    };
    (void)slot;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct dispatch dispatch = make_dispatch();
        struct asked asked = {0};
        struct exchange x;
        make_request(&x, &asked);
        if (strcmp(cases[i].name, "Host") == 0) {
            free(x.headers[0].value);
            x.headers[0].value = mem_dup(cases[i].value);
            char *header = sign(&x, &(struct asked){.unsigned_header = "authorization"}, "20261123T164500Z");
            free(x.headers[x.header_count - 1].value);
            x.headers[x.header_count - 1].value = header;
        } else {
            exchange_add_header(&x, cases[i].name, cases[i].value);
        }
        if (dispatch_head(&dispatch, &x) != cases[i].fine)
            fail_msg("%s: %s is %s", cases[i].name, cases[i].value, cases[i].fine ? x.answer.text : "let in");
        assert_int_equal(x.status, cases[i].status);
        exchange_release(&x);
    }
}

static void a_body_ends_at_one_mebibyte(void **slot)
{
    char *bytes = mem_alloc(1, DISPATCH_BODY_MAX);
    struct exchange x;
    (void)slot;
    exchange_init(&x, "POST", "/", 0);
    assert_true(dispatch_add_body(&x, bytes, DISPATCH_BODY_MAX - 1));
    assert_true(dispatch_add_body(&x, bytes, 1));
    assert_false(dispatch_add_body(&x, bytes, 1));
    assert_int_equal(x.status, 413);
    exchange_release(&x);
    free(bytes);
}

/* Three calls a second for each service: the fourth at the same moment is refused, a third of a second later
 * one more passes. */
static void throttling_counts_each_service_by_itself(void **slot)
{
    struct local_weather weather = {0};
    (void)slot;
    for (int i = 0; i < 3; i++)
        assert_true(local_weather_admits(&weather, "cloudcontrolapi", 3, 1000000));
    assert_false(local_weather_admits(&weather, "cloudcontrolapi", 3, 1000000));
    assert_true(local_weather_admits(&weather, "profile", 3, 1000000));
    assert_false(local_weather_admits(&weather, "cloudcontrolapi", 3, 1000300));
    assert_true(local_weather_admits(&weather, "cloudcontrolapi", 3, 1000334));
    assert_false(local_weather_admits(&weather, "cloudcontrolapi", 3, 1000334));
    for (int i = 0; i < 100; i++)
        assert_true(local_weather_admits(&weather, "sts", 0, 1000000));
}

static void a_throttled_call_is_told_so_in_its_service_s_way(void **slot)
{
    static const struct {
        const char *service, *name;
        int status;
    } cases[] = {{NULL, "ThrottlingException", 400},
                 {"profile", "ThrottlingException", 429},
                 {"sts", "Throttling", 400}};
    (void)slot;
    fixture.options.throttle_per_s = 1;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct dispatch dispatch = make_dispatch();
        struct asked asked = {.service = cases[i].service};
        struct exchange first, second;
        make_request(&first, &asked);
        make_request(&second, &asked);
        assert_true(dispatch_head(&dispatch, &first) && dispatch_head(&dispatch, &second));
        dispatch_answer(&dispatch, &first);
        dispatch_answer(&dispatch, &second);
        assert_string_not_equal(first.error, cases[i].name);
        assert_string_equal(second.error, cases[i].name);
        assert_int_equal(second.status, cases[i].status);
        assert_non_null(strstr(second.answer.text, "Rate exceeded"));
        exchange_release(&first);
        exchange_release(&second);
    }
}

int main(void)
{
    json_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signed_request_is_let_in_from_any_region),
        cmocka_unit_test(what_is_wrong_is_named_as_aws_names_it),
        cmocka_unit_test(new_keys_look_like_keys_and_differ),
        cmocka_unit_test_setup_teardown(pages_of_the_web_and_other_hosts_are_kept_out, setup, teardown),
        cmocka_unit_test(a_body_ends_at_one_mebibyte),
        cmocka_unit_test(throttling_counts_each_service_by_itself),
        cmocka_unit_test_setup_teardown(a_throttled_call_is_told_so_in_its_service_s_way, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

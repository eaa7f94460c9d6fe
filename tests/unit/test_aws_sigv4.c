/*
 * sigv4: each step against vectors: ours (tests/unit/sigv4_vectors, made with botocore) and, where
 * ETRIG_SIGV4_VECTORS names the folder, AWS's own test suite. A vector is a folder: request.txt, context.json
 * and what each step must give.
 */
#include "helpers.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "aws/sigv4.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"

enum { HEADERS_MAX = 16 };

struct vector {
    char *folder; /* owned, as all below */
    cJSON *context;
    struct strbuf text; /* request.txt, cut into pieces by NULs */
    struct sigv4_header headers[HEADERS_MAX];
    struct sigv4_request request; /* borrowed from text */
    struct sigv4_scope scope;     /* borrowed from context */
    char hash[HASH_HEX_SIZE];
};

static char *read_part(const char *folder, const char *name)
{
    char *path = file_join(folder, name);
    struct strbuf text = STRBUF_INIT;
    struct err err = {0};

    if (!file_read(path, 1 << 20, &text, &err))
        fail_msg("%s", err.text);
    free(path);
    return strbuf_detach(&text);
}

static void add_header(struct vector *v, const char *name, const char *value)
{
    assert_true(v->request.header_count < HEADERS_MAX);
    v->headers[v->request.header_count++] = (struct sigv4_header){name, value};
}

/* "GET /a b?c=d HTTP/1.1": the target may hold blanks. */
static void read_request_line(struct vector *v, char *line)
{
    char *target = strchr(line, ' '), *end = strrchr(line, ' '), *query;

    assert_true(target && end > target);
    *target++ = '\0';
    *end = '\0';
    query = strchr(target, '?');
    if (query)
        *query++ = '\0';
    v->request.method = line;
    v->request.path = target;
    v->request.query = query;
}

/* Lines that begin with a blank continue the header before them. */
static char *read_headers(struct vector *v, char *next)
{
    while (next && *next && *next != '\n') {
        char *line = next, *end = strchr(line, '\n'), *colon = strchr(line, ':');

        while (end && end[1] == ' ')
            end = strchr(end + 1, '\n');
        if (end)
            *end++ = '\0';
        assert_non_null(colon);
        *colon = '\0';
        add_header(v, line, colon + 1);
        next = end;
    }
    return next && *next == '\n' ? next + 1 : NULL;
}

static void hash_body(struct vector *v)
{
    unsigned char hash[HASH_SIZE];

    hash_sha256(v->request.body ? v->request.body : "", v->request.body_length, hash);
    hash_hex(hash, sizeof hash, v->hash);
}

static void add_signers_headers(struct vector *v)
{
    const char *token = json_text(json_get(v->context, "credentials"), "token");

    add_header(v, "X-Amz-Date", v->scope.time);
    if (token && !json_is_true(v->context, "omit_session_token"))
        add_header(v, "X-Amz-Security-Token", token);
    hash_body(v);
    if (json_is_true(v->context, "sign_body"))
        add_header(v, "x-amz-content-sha256", v->hash);
}

static void read_scope(struct vector *v)
{
    const cJSON *credentials = json_get(v->context, "credentials");
    int64_t wall_ms;

    v->scope.access_key = json_text(credentials, "access_key_id");
    v->scope.secret_key = json_text(credentials, "secret_access_key");
    v->scope.region = json_text(v->context, "region");
    v->scope.service = json_text(v->context, "service");
    assert_true(clock_parse(json_text(v->context, "timestamp"), &wall_ms));
    clock_format_amz(wall_ms, v->scope.time);
}

static void vector_init(struct vector *v, const char *folder)
{
    char *context = read_part(folder, "context.json"), *request = read_part(folder, "request.txt"), *line_end,
         *body;
    struct err err = {0};

    *v = (struct vector){.folder = mem_dup(folder), .context = json_parse_text(context, &err)};
    if (!v->context)
        fail_msg("%s: %s", folder, err.text);
    strbuf_init(&v->text);
    strbuf_adds(&v->text, request);
    v->request.headers = v->headers;
    v->request.keep_path = !json_is_true(v->context, "normalize");
    line_end = strchr(v->text.text, '\n');
    assert_non_null(line_end);
    *line_end = '\0';
    read_request_line(v, v->text.text);
    body = read_headers(v, line_end + 1);
    v->request.body = body;
    v->request.body_length = body ? strlen(body) : 0;
    read_scope(v);
    add_signers_headers(v);
    free(context);
    free(request);
}

static void vector_release(struct vector *v)
{
    cJSON_Delete(v->context);
    strbuf_release(&v->text);
    free(v->folder);
}

static void assert_part(const struct vector *v, const char *name, const char *got)
{
    char *expected = read_part(v->folder, name);

    if (strcmp(expected, got) != 0)
        fail_msg("%s/%s: expected\n%s\ngot\n%s", v->folder, name, expected, got);
    free(expected);
}

/* The three steps give what the vector says, and sigv4_sign puts them together. */
static void check_vector(const char *folder)
{
    struct strbuf canonical = STRBUF_INIT, names = STRBUF_INIT, text = STRBUF_INIT, whole = STRBUF_INIT;
    char signature[HASH_HEX_SIZE], *expected;
    struct vector v;

    vector_init(&v, folder);
    sigv4_canonical_request(&v.request, &canonical, &names);
    assert_part(&v, "header-canonical-request.txt", canonical.text);
    sigv4_string_to_sign(&v.scope, canonical.text, &text);
    assert_part(&v, "header-string-to-sign.txt", text.text);
    sigv4_signature(&v.scope, text.text, signature);
    assert_part(&v, "header-signature.txt", signature);
    sigv4_sign(&v.scope, &v.request, &whole);
    expected =
        mem_printf("AWS4-HMAC-SHA256 Credential=%s/%.8s/%s/%s/aws4_request, SignedHeaders=%s, Signature=%s",
                   v.scope.access_key, v.scope.time, v.scope.region, v.scope.service, names.text, signature);
    assert_string_equal(whole.text, expected);
    free(expected);
    strbuf_release(&canonical);
    strbuf_release(&names);
    strbuf_release(&text);
    strbuf_release(&whole);
    vector_release(&v);
}

static int check_folder(const char *folder)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    int checked = 0;

    if (!dir)
        fail_msg("%s cannot be read", folder);
    while ((entry = readdir(dir))) {
        char *path;

        if (entry->d_name[0] == '.')
            continue;
        path = file_join(folder, entry->d_name);
        check_vector(path);
        free(path);
        checked++;
    }
    closedir(dir);
    return checked;
}

static void signs_as_an_independent_signer_does(void **state)
{
    const char *top = getenv("top_srcdir");
    char *folder = file_join(top ? top : ".", "tests/unit/sigv4_vectors");

    (void)state;
    assert_true(check_folder(folder) >= 16);
    free(folder);
}

static void signs_as_the_suite_of_aws_says(void **state)
{
    const char *folder = getenv("ETRIG_SIGV4_VECTORS");

    (void)state;
    if (!folder) {
        print_message("ETRIG_SIGV4_VECTORS names no folder: AWS's own vectors are skipped\n");
        skip();
    }
    assert_true(check_folder(folder) >= 30);
}

static void canonical_of(const char *path, const char *query, struct strbuf *out)
{
    static const struct sigv4_header host = {"HOST", " a "};
    const struct sigv4_request request = {
        .method = "GET", .path = path, .query = query, .headers = &host, .header_count = 1};
    struct strbuf names = STRBUF_INIT;

    sigv4_canonical_request(&request, out, &names);
    assert_string_equal(names.text, "host");
    strbuf_truncate(out, (size_t)(strstr(out->text, "\nhost:a\n") - out->text));
    strbuf_release(&names);
}

/* A verifier meets what others sent: lower-case escapes, raw bytes, broken escapes, empty pieces, no path. */
static void makes_one_form_of_what_was_sent(void **state)
{
    static const struct {
        const char *path, *query, *canonical;
    } cases[] = {
        {"", NULL, "GET\n/\n"},
        {NULL, "", "GET\n/\n"},
        {"/a/../..//b/./c/", "", "GET\n/b/c/\n"},
        {"/..", "", "GET\n/\n"},
        {"/a%2fb", "", "GET\n/a%252fb\n"},
        {"/a", "k=%c3%a9&k=\xc3\xa9", "GET\n/a\nk=%C3%A9&k=%C3%A9"},
        {"/a", "b=2&a=x=y&&b=1&c", "GET\n/a\na=x%3Dy&b=1&b=2&c="},
        {"/a", "p=1+1&q=%&r=%4&s=%zz", "GET\n/a\np=1%2B1&q=%25&r=%254&s=%25zz"},
        {"/a", "a-b=1&a=2&a%20b=3", "GET\n/a\na=2&a%20b=3&a-b=1"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct strbuf out = STRBUF_INIT;

        canonical_of(cases[i].path, cases[i].query, &out);
        assert_string_equal(out.text, cases[i].canonical);
        strbuf_release(&out);
    }
}

static void a_given_payload_hash_takes_the_place_of_the_body(void **state)
{
    static const struct sigv4_header host = {"host", "a"};
    const struct sigv4_request request = {.method = "PUT",
                                          .path = "/",
                                          .headers = &host,
                                          .header_count = 1,
                                          .body = "x",
                                          .body_length = 1,
                                          .payload_hash = "UNSIGNED-PAYLOAD"};
    struct strbuf out = STRBUF_INIT, names = STRBUF_INIT;

    (void)state;
    sigv4_canonical_request(&request, &out, &names);
    assert_string_equal(out.text, "PUT\n/\n\nhost:a\n\nhost\nUNSIGNED-PAYLOAD");
    strbuf_release(&out);
    strbuf_release(&names);
}

static void encodes_all_but_the_unreserved(void **state)
{
    struct strbuf out = STRBUF_INIT;

    (void)state;
    sigv4_encode(&out, "aZ09-_.~ /%+\xc3\xa9");
    assert_string_equal(out.text, "aZ09-_.~%20%2F%25%2B%C3%A9");
    strbuf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_as_an_independent_signer_does),
        cmocka_unit_test(signs_as_the_suite_of_aws_says),
        cmocka_unit_test(makes_one_form_of_what_was_sent),
        cmocka_unit_test(a_given_payload_hash_takes_the_place_of_the_body),
        cmocka_unit_test(encodes_all_but_the_unreserved),
    };

    return cmocka_run_group_tests_name("aws sigv4", tests, NULL, NULL);
}

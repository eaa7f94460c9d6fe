/* The keys of the machine: a container's endpoint, which is final once it is named, and an instance's metadata, which are
 * the last resort. */
#include "credentials_outcome.h"

#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "tiny_server.h"

#define OK(text)                                                                                             \
    {                                                                                                        \
        TINY_ANSWER, "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n" text, 0                                 \
    }
#define STATUS(line)                                                                                         \
    {                                                                                                        \
        TINY_ANSWER, "HTTP/1.1 " line "\r\nContent-Length: 0\r\n\r\n", 0                                     \
    }
#define BODY(n, text) "Content-Length: " n "\r\n\r\n" text

/* 86 bytes */
#define KEYS                                                                                                 \
    "{\"AccessKeyId\":\"AK\",\"SecretAccessKey\":\"S3CR3T\",\"Token\":\"T\",\"Expiration\":\"2026-11-23T17:" \
    "45:00Z\"}"

static const struct tiny_step keys = OK(BODY("95", KEYS));
static const struct tiny_step trouble = STATUS("500 Trouble");

/* ---- requests that came ---- */

static void assert_request(struct tiny_server *server, size_t i, const char *begins, const char *holds)
{
    char *request = tiny_server_request(server, i);

    assert_non_null(request);
    if (strncmp(request, begins, strlen(begins)) != 0 || (holds && !strstr(request, holds)))
        fail_msg("request %zu is not %s %s: %s", i, begins, holds ? holds : "", request);
    free(request);
}

/* ---- containers ---- */

static bool find_container(const struct tiny_server *server, const char *path, const char *more,
                           struct credentials_outcome *found)
{
    char *uri = mem_printf("AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1:%d%s",
                           tiny_server_port(server), path);
    bool ok =
        credentials_outcome_find(&(struct credentials_case){.env = {uri, more}, .hurried = true}, found);

    free(uri);
    return ok;
}

static void a_container_gives_its_keys_for_its_token(void **state)
{
    struct tiny_server *server = tiny_server_new(&keys, 1);
    struct credentials_outcome found;

    (void)state;
    assert_true(find_container(server, "/get?id=1", "AWS_CONTAINER_AUTHORIZATION_TOKEN=Basic abc", &found));
    assert_string_equal(found.credentials.access_key, "AK");
    assert_string_equal(found.credentials.session_token, "T");
    assert_string_equal(found.credentials.source, "the container");
    assert_true(found.credentials.renewable);
    assert_int_equal(found.credentials.expires_ms, CREDENTIALS_OUTCOME_NOW_MS + 3600 * 1000);
    assert_request(server, 0, "GET /get?id=1 HTTP/1.1\r\n", "\r\nAuthorization: Basic abc\r\n");
    assert_request(server, 0, "GET", "\r\nAccept: application/json\r\n");
    credentials_outcome_release(&found);
    tiny_server_free(server);
}

static void the_token_file_beats_the_token(void **state)
{
    char *folder = helpers_make_folder(), *path = helpers_file(folder, "token", "from-file", 9);
    char *variable = mem_printf("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=%s", path);
    struct tiny_server *server = tiny_server_new(&keys, 1);
    char *uri =
        mem_printf("AWS_CONTAINER_CREDENTIALS_FULL_URI=http://localhost:%d/x", tiny_server_port(server));
    struct credentials_outcome found;

    (void)state;
    assert_true(credentials_outcome_find(
        &(struct credentials_case){.env = {uri, variable, "AWS_CONTAINER_AUTHORIZATION_TOKEN=other"}},
        &found));
    assert_request(server, 0, "GET /x", "\r\nAuthorization: from-file\r\n");
    credentials_outcome_release(&found);
    tiny_server_free(server);
    free(uri);
    free(variable);
    free(path);
    helpers_remove_folder(folder);
}

static void a_container_in_trouble_is_asked_three_times_and_is_final(void **state)
{
    struct tiny_server *server = tiny_server_new(&trouble, 1);
    struct credentials_outcome found;

    (void)state;
    assert_false(find_container(server, "/", NULL, &found));
    assert_int_equal(tiny_server_requests(server), 3);
    assert_string_equal(found.err.text, "the container's credentials: it answered 500");
    assert_string_equal(found.tried.items[found.tried.count - 1],
                        "container: the container's credentials: it answered 500");
    credentials_outcome_release(&found);
    tiny_server_free(server);
}

static void a_token_file_is_read_anew_each_time(void **state)
{
    char *folder = helpers_make_folder(), *path = helpers_file(folder, "token", "first", 5);
    char *variable = mem_printf("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=%s", path);
    struct tiny_server *server = tiny_server_new(&keys, 1);
    struct credentials_outcome found;

    (void)state;
    assert_true(find_container(server, "/", variable, &found));
    credentials_outcome_release(&found);
    free(helpers_file(folder, "token", "second", 6));
    assert_true(find_container(server, "/", variable, &found));
    assert_request(server, 0, "GET", "\r\nAuthorization: first\r\n");
    assert_request(server, 1, "GET", "\r\nAuthorization: second\r\n");
    credentials_outcome_release(&found);
    tiny_server_free(server);
    free(variable);
    free(path);
    helpers_remove_folder(folder);
}

static void a_container_that_recovers_gives_its_keys(void **state)
{
    static const struct tiny_step steps[] = {STATUS("500 Oh"), {TINY_DROP, NULL, 0}, OK(BODY("95", KEYS))};
    struct tiny_server *server = tiny_server_new(steps, 3);
    struct credentials_outcome found;

    (void)state;
    assert_true(find_container(server, "/", NULL, &found));
    assert_int_equal(tiny_server_requests(server), 3);
    credentials_outcome_release(&found);
    tiny_server_free(server);
}

static void an_answer_without_keys_is_final(void **state)
{
    static const struct {
        struct tiny_step step;
        const char *sentence;
    } cases[] = {
        {OK(BODY("6", "S3CR3T")), "the container's credentials: the answer is no JSON: "},
        {OK(BODY("28", "{\"SecretAccessKey\":\"S3CR3T\"}")),
         "the container's credentials: there is no AccessKeyId"},
        {OK(BODY("95",
                 "{\"AccessKeyId\":\"AK\",\"SecretAccessKey\":\"S3CR3T\",\"Token\":\"T\",\"Expiration\":"
                 "\"2026-11-23T16:00:00Z\"}")),
         "the container's credentials: its keys ended at 2026-11-23T16:00:00Z"},
        {{TINY_ANSWER, "HTTP/1.1 302 There\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", 0},
         "the container's credentials: it answered 302"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct tiny_server *server = tiny_server_new(&cases[i].step, 1);
        struct credentials_outcome found;

        assert_false(find_container(server, "/", NULL, &found));
        assert_int_equal(found.err.code, ERR_ACCESS);
        if (strncmp(found.err.text, cases[i].sentence, strlen(cases[i].sentence)) != 0)
            fail_msg("case %zu: %s", i, found.err.text);
        assert_null(strstr(found.err.text, "S3CR3T"));
        assert_string_equal(found.err.hint,
                            "look at the role of the task or pod, and at AWS_CONTAINER_CREDENTIALS_FULL_URI");
        credentials_outcome_release(&found);
        tiny_server_free(server);
    }
}

static void addresses_that_may_not_be_asked_are_refused(void **state)
{
    static const char *const uris[] = {"http://example.com/keys",    "http://169.254.170.3/keys",
                                       "http://169.254.170.2@evil/", "http://127.0.0.1.evil.com/",
                                       "ftp://127.0.0.1/",           "http://[fd00:ec2::24]/",
                                       "http://127.0.0.1:1/a b",     "localhost",
                                       "http://[fd00:ec2::23]x/",    "http://ann:S3CR3T@10.0.0.1/?S3CR3T"};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(uris); i++) {
        char *uri = mem_printf("AWS_CONTAINER_CREDENTIALS_FULL_URI=%s", uris[i]);
        struct credentials_outcome found;

        assert_false(credentials_outcome_find(&(struct credentials_case){.env = {uri}}, &found));
        assert_int_equal(found.err.code, ERR_ACCESS);
        assert_non_null(strstr(found.err.text, "AWS_CONTAINER_CREDENTIALS_FULL_URI"));
        assert_true(found.err.hint[0] != '\0');
        assert_null(strstr(found.err.text, "S3CR3T"));
        credentials_outcome_release(&found);
        free(uri);
    }
}

static void a_token_that_cannot_be_used_is_said(void **state)
{
    static const struct {
        const char *variable, *sentence;
    } cases[] = {
        {"AWS_CONTAINER_AUTHORIZATION_TOKEN=S3CR3T\r\nX: y",
         "the token of AWS_CONTAINER_AUTHORIZATION_TOKEN holds a line break"},
        {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=/nowhere/at-all",
         "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "},
        {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=-", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct tiny_server *server = tiny_server_new(&keys, 1);
        struct credentials_outcome found;

        assert_false(find_container(server, "/", cases[i].variable, &found));
        assert_int_equal(found.err.code, ERR_ACCESS);
        assert_non_null(strstr(found.err.text, cases[i].sentence));
        assert_null(strstr(found.err.text, "S3CR3T"));
        assert_int_equal(tiny_server_requests(server), 0);
        credentials_outcome_release(&found);
        tiny_server_free(server);
    }
}

/* ---- instances ---- */

static bool find_instance(const struct tiny_server *server, const char *more,
                          struct credentials_outcome *found)
{
    char *endpoint =
        mem_printf("AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.0.0.1:%d/", tiny_server_port(server));
    bool ok = credentials_outcome_find(&(struct credentials_case){.env = {endpoint, more}}, found);

    free(endpoint);
    return ok;
}

static void an_instance_gives_the_keys_of_its_role(void **state)
{
    static const struct tiny_step steps[] = {OK(BODY("3", "tok")), OK(BODY("7", " admin\n")),
                                             OK(BODY("95", KEYS))};
    struct tiny_server *server = tiny_server_new(steps, 3);
    struct credentials_outcome found;

    (void)state;
    assert_true(find_instance(server, NULL, &found));
    assert_string_equal(found.credentials.access_key, "AK");
    assert_string_equal(found.credentials.source, "the instance's role admin");
    assert_request(server, 0, "PUT /latest/api/token ",
                   "\r\nx-aws-ec2-metadata-token-ttl-seconds: 21600\r\n");
    assert_request(server, 1, "GET /latest/meta-data/iam/security-credentials/ ",
                   "\r\nx-aws-ec2-metadata-token: tok\r\n");
    assert_request(server, 2, "GET /latest/meta-data/iam/security-credentials/admin ",
                   "\r\nx-aws-ec2-metadata-token: tok\r\n");
    credentials_outcome_release(&found);
    tiny_server_free(server);
}

static void version_1_is_asked_where_there_is_no_other(void **state)
{
    static const struct tiny_step steps[] = {STATUS("404 No"), OK(BODY("5", "admin")), OK(BODY("95", KEYS))};
    struct tiny_server *server = tiny_server_new(steps, 3);
    struct credentials_outcome found;
    char *request;

    (void)state;
    assert_true(find_instance(server, NULL, &found));
    request = tiny_server_request(server, 2);
    assert_null(strstr(request, "metadata-token"));
    free(request);
    credentials_outcome_release(&found);
    tiny_server_free(server);

    server = tiny_server_new(steps, 3);
    assert_false(find_instance(server, "AWS_EC2_METADATA_V1_DISABLED=true", &found));
    assert_int_equal(tiny_server_requests(server), 1);
    assert_string_equal(found.tried.items[found.tried.count - 1],
                        "instance metadata: the instance metadata service gives no token, and version 1, "
                        "which needs none, is off");
    credentials_outcome_release(&found);
    tiny_server_free(server);
}

static void a_token_that_is_over_is_asked_for_anew_once(void **state)
{
    static const struct tiny_step steps[] = {OK(BODY("3", "old")), STATUS("401 Over"), OK(BODY("3", "new")),
                                             OK(BODY("5", "admin")), OK(BODY("95", KEYS))};
    static const struct tiny_step never[] = {OK(BODY("3", "old")), STATUS("401 Over"), OK(BODY("3", "new")),
                                             STATUS("401 Over")};
    struct tiny_server *server = tiny_server_new(steps, 5);
    struct credentials_outcome found;

    (void)state;
    assert_true(find_instance(server, NULL, &found));
    assert_request(server, 4, "GET", "x-aws-ec2-metadata-token: new");
    credentials_outcome_release(&found);
    tiny_server_free(server);

    server = tiny_server_new(never, 4);
    assert_false(find_instance(server, NULL, &found));
    assert_int_equal(tiny_server_requests(server), 4);
    credentials_outcome_release(&found);
    tiny_server_free(server);
}

/* Keys that an instance cannot renew for a while serve on. */
static void keys_whose_end_is_past_serve_on(void **state)
{
    static const struct tiny_step steps[] = {
        OK(BODY("3", "tok")), OK(BODY("5", "admin")),
        OK(BODY("95", "{\"AccessKeyId\":\"AK\",\"SecretAccessKey\":\"S3CR3T\",\"Token\":\"T\",\"Expiration\":"
                      "\"2026-11-23T10:00:00Z\"}"))};
    struct tiny_server *server = tiny_server_new(steps, 3);
    struct credentials_outcome found;
    int64_t left_ms;

    (void)state;
    assert_true(find_instance(server, NULL, &found));
    left_ms = found.credentials.expires_ms - CREDENTIALS_OUTCOME_NOW_MS;
    assert_true(left_ms >= 1020 * 1000 && left_ms <= 1500 * 1000);
    credentials_outcome_release(&found);
    tiny_server_free(server);
}

static void an_instance_without_keys_says_why(void **state)
{
    static const struct {
        struct tiny_step steps[3];
        const char *line;
    } cases[] = {
        {{{TINY_ANSWER, "HTTP/1.1 400 Bad\r\nContent-Length: 3\r\n\r\ntok", 0}},
         "instance metadata: the instance metadata service gives no token"},
        {{OK(BODY("3", "tok")), STATUS("404 No")}, "instance metadata: the instance has no role"},
        {{OK(BODY("3", "tok")), OK(BODY("1", "\n"))}, "instance metadata: the instance has no role"},
        {{OK(BODY("3", "tok")), OK(BODY("4", "../x"))}, "instance metadata: the instance has no role"},
        {{OK(BODY("3", "tok")), OK(BODY("1", "r")), STATUS("500 Oh")},
         "instance metadata: the instance gives no keys for its role"},
        {{OK(BODY("3", "tok")), OK(BODY("1", "r")),
          OK(BODY("42", "{\"Code\":\"Failed\",\"Message\":\"no such role\"}"))},
         "instance metadata: the instance gives no keys: Failed: no such role"},
        {{OK(BODY("3", "tok")), OK(BODY("1", "r")), OK(BODY("2", "{}"))},
         "instance metadata: the instance gives no keys: its role: there is no AccessKeyId"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct tiny_server *server = tiny_server_new(cases[i].steps, 3);
        struct credentials_outcome found;

        assert_false(find_instance(server, NULL, &found));
        assert_string_equal(found.tried.items[found.tried.count - 1], cases[i].line);
        assert_string_equal(found.err.text,
                            "no credentials: neither the environment nor profile default has keys");
        credentials_outcome_release(&found);
        tiny_server_free(server);
    }
}

/* What the service answers in trouble may pass: each request is made as often as the setting says. */
static void trouble_is_asked_again_as_often_as_the_setting_says(void **state)
{
    static const struct tiny_step steps[] = {
        STATUS("500 Oh"), OK(BODY("3", "tok")), OK(BODY("1", "\n")), OK(BODY("5", "admin")),
        STATUS("503 Oh"), OK(BODY("1", "{")),   OK(BODY("95", KEYS))};
    struct tiny_server *server = tiny_server_new(steps, 7);
    struct credentials_outcome found;

    (void)state;
    assert_true(find_instance(server, "AWS_METADATA_SERVICE_NUM_ATTEMPTS=3", &found));
    assert_int_equal(tiny_server_requests(server), 7);
    assert_request(server, 6, "GET", "x-aws-ec2-metadata-token: tok");
    credentials_outcome_release(&found);
    tiny_server_free(server);
}

static void version_1_is_asked_where_tokens_fail(void **state)
{
    static const struct tiny_step silent[] = {
        {TINY_SILENCE, NULL, 0}, OK(BODY("5", "admin")), OK(BODY("95", KEYS))};
    static const struct tiny_step failing[] = {STATUS("500 Oh"), OK(BODY("5", "admin")),
                                               OK(BODY("95", KEYS))};
    const struct tiny_step *const scripts[] = {silent, failing};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(scripts); i++) {
        struct tiny_server *server = tiny_server_new(scripts[i], 3);
        struct credentials_outcome found;
        char *request;

        assert_true(find_instance(server, NULL, &found));
        assert_int_equal(tiny_server_requests(server), 3);
        request = tiny_server_request(server, 1);
        assert_null(strstr(request, "metadata-token"));
        free(request);
        credentials_outcome_release(&found);
        tiny_server_free(server);
    }
}

static void the_profile_may_set_what_the_variables_do(void **state)
{
    static const struct tiny_step steps[] = {STATUS("500 Oh")};
    struct tiny_server *server = tiny_server_new(steps, 1);
    char *config = mem_printf("[default]\nec2_metadata_service_endpoint = http://127.0.0.1:%d\n"
                              "metadata_service_num_attempts = 2\nec2_metadata_v1_disabled = true\n",
                              tiny_server_port(server));
    struct credentials_outcome found;

    (void)state;
    assert_false(credentials_outcome_find(
        &(struct credentials_case){.env = {"AWS_EC2_METADATA_DISABLED=false"}, .config = config}, &found));
    assert_int_equal(tiny_server_requests(server), 2);
    assert_string_equal(found.tried.items[found.tried.count - 1],
                        "instance metadata: the instance metadata service gives no token, and version 1, "
                        "which needs none, is off");
    credentials_outcome_release(&found);
    tiny_server_free(server);
    free(config);
}

static void a_machine_without_metadata_is_no_failure(void **state)
{
    char *endpoint =
        mem_printf("AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.0.0.1:%d", tiny_server_closed_port());
    struct credentials_outcome found;

    (void)state;
    assert_false(credentials_outcome_find(&(struct credentials_case){.env = {endpoint}}, &found));
    assert_string_equal(found.tried.items[found.tried.count - 1],
                        "instance metadata: no instance metadata service answers");
    credentials_outcome_release(&found);
    free(endpoint);
}

static void odd_settings_of_the_endpoint_are_refused(void **state)
{
    static const struct {
        const char *variable, *config, *sentence;
    } cases[] = {
        {"AWS_EC2_METADATA_SERVICE_ENDPOINT=http://ann:S3CR3T@example.com:80/x?y=S3CR3T", NULL,
         "the instance metadata's endpoint http://example.com:80 (AWS_EC2_METADATA_SERVICE_ENDPOINT) may not "
         "be asked for keys"},
        {"AWS_EC2_METADATA_SERVICE_ENDPOINT=http://169.254.169.254.example.com", NULL,
         "the instance metadata's endpoint http://169.254.169.254.example.com "
         "(AWS_EC2_METADATA_SERVICE_ENDPOINT) may not be asked for keys"},
        {"AWS_EC2_METADATA_DISABLED=false",
         "[default]\nec2_metadata_service_endpoint = http://[fd00:ec2::254]x\n",
         "the instance metadata's endpoint http://[fd00:ec2::254]x (~/.aws/config line 2) may not be asked "
         "for keys"},
        {"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=IPv5", NULL,
         "the mode of the instance metadata's endpoint (AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE) is IPv5, not "
         "IPv4 or IPv6"},
        {"AWS_EC2_METADATA_DISABLED=false", "[default]\nec2_metadata_service_endpoint_mode = 6\n",
         "the mode of the instance metadata's endpoint (~/.aws/config line 2) is 6, not IPv4 or IPv6"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct credentials_outcome found;

        assert_false(credentials_outcome_find(
            &(struct credentials_case){.env = {cases[i].variable}, .config = cases[i].config}, &found));
        assert_string_equal(found.err.text, cases[i].sentence);
        assert_true(found.err.hint[0] != '\0');
        credentials_outcome_release(&found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_container_gives_its_keys_for_its_token),
        cmocka_unit_test(the_token_file_beats_the_token),
        cmocka_unit_test(a_container_in_trouble_is_asked_three_times_and_is_final),
        cmocka_unit_test(a_token_file_is_read_anew_each_time),
        cmocka_unit_test(a_container_that_recovers_gives_its_keys),
        cmocka_unit_test(an_answer_without_keys_is_final),
        cmocka_unit_test(addresses_that_may_not_be_asked_are_refused),
        cmocka_unit_test(a_token_that_cannot_be_used_is_said),
        cmocka_unit_test(an_instance_gives_the_keys_of_its_role),
        cmocka_unit_test(version_1_is_asked_where_there_is_no_other),
        cmocka_unit_test(a_token_that_is_over_is_asked_for_anew_once),
        cmocka_unit_test(keys_whose_end_is_past_serve_on),
        cmocka_unit_test(an_instance_without_keys_says_why),
        cmocka_unit_test(trouble_is_asked_again_as_often_as_the_setting_says),
        cmocka_unit_test(version_1_is_asked_where_tokens_fail),
        cmocka_unit_test(the_profile_may_set_what_the_variables_do),
        cmocka_unit_test(a_machine_without_metadata_is_no_failure),
        cmocka_unit_test(odd_settings_of_the_endpoint_are_refused),
    };

    json_init();
    return cmocka_run_group_tests_name("credentials of the machine", tests, NULL, NULL);
}

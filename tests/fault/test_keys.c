/* Keys that end while etrig runs: they are renewed once for all who wait, what could not be sent goes on with
 * fresh ones, and keys that turn out to be another account's change nothing. */
#include "helpers.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include "base/clock.h"
#include "base/env.h"
#include "base/file.h"
#include "base/mem.h"
#include "session.h"

/* ---- keys from a program of the test ---- */

static void write_text(const struct session *session, const char *name, const char *text)
{
    free(helpers_file(session->folder, name, text, strlen(text)));
}

/* The program gives AKIA1, AKIA2 … with this Expiration (a word of date -d; NULL: none), or fails if there is a file
 * "broken". */
static void give_keys(const struct session *session, const char *expiration)
{
    char *script = mem_printf("cd %s && [ ! -e broken ] || { echo the vault is closed >&2; exit 1; }\n"
                              "echo x >>runs; n=$(grep -c x runs); %s\n"
                              "printf "
                              "'{\"Version\":1,\"AccessKeyId\":\"AKIA%%s\",\"SecretAccessKey\":\"s\","
                              "\"SessionToken\":\"t\"' \"$n\"\n"
                              "[ -z \"$e\" ] || printf ',\"Expiration\":\"%%s\"' \"$e\"\necho '}'\n",
                              session->folder, expiration ? "e=$(cat expiration)" : "e=");
    char *config = mem_printf("[default]\ncredential_process = /bin/sh %s/keys.sh\n", session->folder);
    write_text(session, "keys.sh", script);
    write_text(session, "config", config);
    if (expiration)
        write_text(session, "expiration", expiration);
    free(script);
    free(config);
}

static void read_environment(const struct session *session)
{
    char *home = mem_printf("HOME=%s", session->folder), *path = mem_dup("PATH=/usr/bin:/bin");
    char *config = mem_printf("AWS_CONFIG_FILE=%s/config", session->folder);
    char off[] = "AWS_EC2_METADATA_DISABLED=true";
    char *variables[] = {home, path, config, off, NULL};
    env_init(variables);
    free(home);
    free(path);
    free(config);
}

static size_t runs(const struct session *session)
{
    char *path = file_join(session->folder, "runs");
    struct strbuf text = STRBUF_INIT;
    file_read(path, 4096, &text, NULL);
    size_t count = text.length / 2;
    strbuf_release(&text);
    free(path);
    return count;
}

static void begin(struct session *session, const char *expiration)
{
    give_keys(session, expiration);
    read_environment(session);
    session_start(session, NULL);
}

/* ---- conditions ---- */

static bool is_listed(const struct session *session, const void *context)
{
    (void)context;
    return session->store.row_count == 1 && !session->store.listing;
}

static bool has_account(const struct session *session, const void *context)
{
    return strcmp(session->store.connection.account, context) == 0 &&
           session->store.connection.state == STORE_READ;
}

static bool has_lapsed(const struct session *session, const void *context)
{
    (void)context;
    return session->store.connection.lapsed;
}

static bool has_failed(const struct session *session, const void *context)
{
    return session->store.connection.state == STORE_FAILED &&
           session->store.connection.failure.code == *(const enum err_code *)context;
}

static bool row_has_failed(const struct session *session, const void *context)
{
    (void)context;
    return store_find(&session->store, "us-east-1", "d|t")->state == STORE_ROW_FAILED;
}

static bool ends_later_than(const struct session *session, const void *context)
{
    return session->store.connection.expires_ms > *(const int64_t *)context;
}

static uint64_t change_segment(struct session *session)
{
    char *before = session_seen(session);
    struct backend_change change = session_change(before, triggers_segment);
    uint64_t number = backend_update(session->backend, &change);
    free(before);
    return number;
}

/* ---- tests ---- */

static void an_expired_token_is_renewed_and_the_call_sent_again(void **state)
{
    struct session *session = *state;
    begin(session, "2099-01-01T00:00:00Z");
    session_wait(session, has_account, "123456789012", "the identity");
    cloud_order(session->cloud, "ListDomains", CLOUD_EXPIRED, 1);
    backend_list(session->backend, NULL);
    session_wait(session, is_listed, NULL, "the list comes with fresh keys");
    assert_int_equal(runs(session), 2);
    assert_int_equal(session->store.message_count, 0);
}

static void keys_that_AWS_refuses_again_are_a_failure(void **state)
{
    struct session *session = *state;
    begin(session, "2099-01-01T00:00:00Z");
    session_wait(session, has_account, "123456789012", "the identity");
    cloud_order(session->cloud, "GetResource", CLOUD_EXPIRED, 9);
    store_put_row(&session->store, "us-east-1", "d", "t", NULL, NULL, NULL, 0, 0);
    backend_read(session->backend, "us-east-1", "d|t", true);
    session_wait(session, row_has_failed, NULL, "the row fails");
    assert_int_equal(store_find(&session->store, "us-east-1", "d|t")->failure->code, ERR_ACCESS);
    assert_int_equal(runs(session), 2);
}

static void a_change_that_meets_expired_keys_takes_effect_once(void **state)
{
    struct session *session = *state;
    begin(session, "2099-01-01T00:00:00Z");
    cloud_order(session->cloud, "UpdateResource", CLOUD_EXPIRED, 1);
    const struct operation *operation = session_settled(session, change_segment(session));
    assert_int_equal(operation->state, OPERATION_SUCCEEDED);
    assert_int_equal(cloud_tokens(session->cloud), 1);
    assert_int_equal(cloud_effects(session->cloud), 1);
}

static void keys_are_renewed_before_they_end(void **state)
{
    struct session *session = *state;
    char soon[25];
    clock_format_iso((clock_wall_ms() / 1000 + 3) * 1000, soon);
    begin(session, soon);
    session_wait(session, has_account, "123456789012", "the identity");
    int64_t ends_ms = session->store.connection.expires_ms;
    write_text(session, "expiration", "2099-01-01T00:00:00Z");
    session_wait(session, ends_later_than, &ends_ms, "fresh keys");
    assert_true(clock_wall_ms() < ends_ms);
    assert_false(session->store.connection.lapsed);
    assert_int_equal(runs(session), 2);
}

static void what_waits_for_keys_goes_on_when_the_person_has_signed_in(void **state)
{
    struct session *session = *state;
    char soon[25];
    clock_format_iso((clock_wall_ms() / 1000 + 2) * 1000, soon);
    begin(session, soon);
    session_wait(session, has_account, "123456789012", "the identity");
    write_text(session, "broken", "");
    session_wait(session, has_lapsed, NULL, "the keys end");
    assert_int_equal(session->store.connection.state, STORE_FAILED);
    assert_non_null(strstr(session->store.connection.failure.text, "the vault is closed"));
    uint64_t number = change_segment(session);
    session_waits(session, number, OPERATION_RUNNING);
    assert_int_equal(cloud_calls(session->cloud, "UpdateResource"), 0);
    char *broken = file_join(session->folder, "broken");
    remove(broken);
    free(broken);
    write_text(session, "expiration", "2099-01-01T00:00:00Z");
    backend_renew(session->backend);
    assert_int_equal(session_settled(session, number)->state, OPERATION_SUCCEEDED);
    assert_false(session->store.connection.lapsed);
    assert_int_equal(cloud_effects(session->cloud), 1);
}

static bool is_asking(const struct session *session, const void *context)
{
    (void)context;
    return session->store.connection.asks != NULL;
}

static bool asks_for_code(const struct session *session, const void *context)
{
    (void)context;
    return session->store.connection.mfa_serial != NULL;
}

static bool has_said(const struct session *session, const void *context)
{
    for (size_t i = 0; i < session->store.message_count; i++)
        if (strstr(session->store.messages[i].text, context) != NULL)
            return true;
    return false;
}

/* A person who types something else meanwhile is not asked; they ask when they like. */
static void a_code_is_asked_for_only_where_calls_wait_for_it(void **state)
{
    struct session *session = *state;
    cloud_manners(session->cloud)->role_life_s = 6;
    write_text(session, "config",
               "[default]\nrole_arn = arn:aws:iam::1:role/Admin\nsource_profile = base\nmfa_serial = device\n"
               "[profile base]\naws_access_key_id = A\naws_secret_access_key = s\n");
    read_environment(session);
    session_start(session, NULL);
    session_wait(session, asks_for_code, NULL, "the code of the first keys");
    backend_mfa(session->backend, "123456");
    session_wait(session, has_account, "123456789012", "the identity");
    session_wait(session, has_said, "no MFA code of device was given", "the code is missed");
    assert_null(session->store.connection.mfa_serial);
    assert_false(session->store.connection.lapsed);
    assert_string_equal(session->store.messages[session->store.message_count - 1].hint, ":login asks for it");
    backend_renew(session->backend);
    session_wait(session, asks_for_code, NULL, "the code, since the person wants it");
    int64_t ends_ms = session->store.connection.expires_ms;
    backend_mfa(session->backend, "654321");
    session_wait(session, ends_later_than, &ends_ms, "fresh keys");
    assert_int_equal(cloud_calls(session->cloud, "AssumeRole"), 2);
}

/* Another profile is chosen while a program of the first one gives no keys: it is ended. */
static void who_is_not_needed_any_more_is_not_waited_for(void **state)
{
    struct session *session = *state;
    char *script = mem_printf("cd %s && echo $$ >pid && exec cat /dev/zero >/dev/null\n", session->folder);
    char *config = mem_printf("[default]\ncredential_process = sh %s/hang.sh\n"
                              "[profile other]\naws_access_key_id = A\naws_secret_access_key = s\n",
                              session->folder);
    char *path = file_join(session->folder, "pid");
    struct strbuf pid = STRBUF_INIT;
    write_text(session, "hang.sh", script);
    write_text(session, "config", config);
    read_environment(session);
    session_start(session, NULL);
    session_wait(session, is_asking, NULL, "it is said who lets wait");
    assert_true(backend_connect(session->backend, "other", NULL));
    session_wait(session, has_account, "123456789012", "the other profile's identity");
    assert_true(file_read(path, 64, &pid, NULL));
    assert_int_not_equal(kill((pid_t)strtol(pid.text, NULL, 10), 0), 0);
    strbuf_release(&pid);
    free(path);
    free(script);
    free(config);
}

static void become_another(void *context, struct cloud *cloud)
{
    (void)context;
    cloud_manners(cloud)->account = "999999999999";
}

static void renewed_keys_of_another_account_change_nothing(void **state)
{
    struct session *session = *state;
    enum err_code refused = ERR_REFUSED;
    cloud_hook(session->cloud, "ListDomains", 1, false, become_another, NULL);
    begin(session, "2099-01-01T00:00:00Z");
    session_wait(session, has_account, "123456789012", "the identity");
    cloud_order(session->cloud, "ListDomains", CLOUD_EXPIRED, 1);
    backend_list(session->backend, NULL);
    session_wait(session, has_failed, &refused, "the other account is refused");
    assert_non_null(strstr(session->store.connection.failure.text, "999999999999"));
    const struct operation *operation = session_settled(session, change_segment(session));
    assert_int_equal(operation->state, OPERATION_NOT_SENT);
    assert_int_equal(operation->failure.code, ERR_REFUSED);
    assert_int_equal(cloud_calls(session->cloud, "UpdateResource"), 0);
}

static void a_program_that_gives_no_keys_at_the_start_is_no_connection(void **state)
{
    struct session *session = *state;
    enum err_code access = ERR_ACCESS;
    write_text(session, "broken", "");
    begin(session, NULL);
    session_wait(session, has_failed, &access, "the connection fails");
    assert_true(session->store.connection.no_credentials);
    char *broken = file_join(session->folder, "broken");
    remove(broken);
    free(broken);
    backend_renew(session->backend);
    session_wait(session, has_account, "123456789012", "the identity after another try");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, session_setup, session_teardown)
    const struct CMUnitTest tests[] = {
        TEST(an_expired_token_is_renewed_and_the_call_sent_again),
        TEST(keys_that_AWS_refuses_again_are_a_failure),
        TEST(a_change_that_meets_expired_keys_takes_effect_once),
        TEST(keys_are_renewed_before_they_end),
        TEST(what_waits_for_keys_goes_on_when_the_person_has_signed_in),
        TEST(a_code_is_asked_for_only_where_calls_wait_for_it),
        TEST(who_is_not_needed_any_more_is_not_waited_for),
        TEST(renewed_keys_of_another_account_change_nothing),
        TEST(a_program_that_gives_no_keys_at_the_start_is_no_connection),
    };
#undef TEST
    json_init();
    return cmocka_run_group_tests_name("keys that end", tests, NULL, NULL);
}

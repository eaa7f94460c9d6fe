/* credential_process: what the program prints are the keys; whatever else it does is one sentence with its place. */
#include "credentials_outcome.h"

#include <string.h>

#include "base/array.h"
#include "base/mem.h"

/* The profile p, whose program is this script of sh. */
static bool find(const char *script, struct credentials_outcome *found)
{
    char *folder = helpers_make_folder(), *path = helpers_file(folder, "keys.sh", script, strlen(script));
    char *config = mem_printf("[profile p]\nregion = r\ncredential_process = sh '%s'\n", path);
    bool ok = credentials_outcome_find(
        &(struct credentials_case){.config = config, .profile = "p", .ignore_env = true}, found);

    free(config);
    free(path);
    helpers_remove_folder(folder);
    return ok;
}

#define PRINT(members) "echo '{\"Version\":1," members "}'"
#define PAIR           "\"AccessKeyId\":\"AK\",\"SecretAccessKey\":\"S3CR3T\""

static void what_it_prints_are_the_keys(void **state)
{
    struct credentials_outcome found;

    (void)state;
    assert_true(find(PRINT(PAIR ",\"SessionToken\":\"T\",\"Expiration\":\"2026-11-23T17:45:00Z\""), &found));
    assert_string_equal(found.credentials.access_key, "AK");
    assert_string_equal(found.credentials.secret_key, "S3CR3T");
    assert_string_equal(found.credentials.session_token, "T");
    assert_int_equal(found.credentials.expires_ms, CREDENTIALS_OUTCOME_NOW_MS + 3600 * 1000);
    assert_true(found.credentials.renewable);
    assert_string_equal(found.credentials.source, "credential_process (~/.aws/config line 3)");
    credentials_outcome_release(&found);
}

static void keys_without_an_end_are_never_asked_for_again(void **state)
{
    struct credentials_outcome found;

    (void)state;
    assert_true(find(PRINT(PAIR), &found));
    assert_null(found.credentials.session_token);
    assert_int_equal(found.credentials.expires_ms, 0);
    assert_false(found.credentials.renewable);
    credentials_outcome_release(&found);
}

static void whatever_else_it_does_is_one_sentence(void **state)
{
    static const struct {
        const char *script, *sentence;
    } cases[] = {
        {"echo S3CR3T; echo 'the vault is closed' >&2; echo more >&2; exit 3",
         "failed with 3: the vault is closed"},
        {"exit 1", "failed with 1"},
        {"echo 'the token is over' >&2; exit 255", "failed with 255: the token is over"},
        {"echo 'no memory' >&2; kill -KILL $$", "was ended by signal 9: no memory"},
        {"exit 0", "printed no JSON: nothing at all"},
        {"echo S3CR3T", "printed no JSON: "},
        {"echo '{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"S3CR3T\"}'",
         "printed keys of a version that is not 1"},
        {"echo '{\"Version\":\"1\"," PAIR "}'", "printed keys of a version that is not 1"},
        {"echo '{\"Version\":2," PAIR "}'", "printed keys of a version that is not 1"},
        {PRINT("\"SecretAccessKey\":\"S3CR3T\""), ": there is no AccessKeyId"},
        {PRINT("\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"\""), ": there is no SecretAccessKey"},
        {PRINT(PAIR ",\"SessionToken\":7"), ": its SessionToken is no text"},
        {PRINT(PAIR ",\"Expiration\":\"soon\""), ": its Expiration is no time"},
        {PRINT(PAIR ",\"Expiration\":\"2026-11-23T16:44:59Z\""), ": its keys ended at 2026-11-23T16:44:59Z"},
        {"cat /dev/zero", "says too much"},
        {PRINT("\"AccessKeyId\":\"A B\",\"SecretAccessKey\":\"S3CR3T\""), "holds a blank"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct credentials_outcome found;

        assert_false(find(cases[i].script, &found));
        assert_int_equal(found.err.code, ERR_ACCESS);
        if (!strstr(found.err.text, cases[i].sentence))
            fail_msg("case %zu: %s", i, found.err.text);
        assert_non_null(strstr(found.err.text, "credential_process (~/.aws/config line 3)"));
        assert_true(found.err.hint[0] != '\0');
        assert_null(strstr(found.err.text, "S3CR3T"));
        for (size_t line = 0; line < found.tried.count; line++)
            assert_null(strstr(found.tried.items[line], "S3CR3T"));
        credentials_outcome_release(&found);
    }
}

static void one_that_hangs_is_late_after_a_minute(void **state)
{
    struct credentials_outcome found;

    (void)state;
    assert_false(credentials_outcome_find(
        &(struct credentials_case){
            .config = "[default]\ncredential_process = sh -c 'cat /dev/zero >/dev/null'\n", .hurried = true},
        &found));
    assert_string_equal(found.err.text, "credential_process (~/.aws/config line 2) gave no keys within 60 s");
    assert_string_equal(found.err.hint, "run the command by hand, and look at what it says");
    credentials_outcome_release(&found);
}

static void a_command_that_cannot_be_run_is_said(void **state)
{
    static const struct {
        const char *command, *sentence;
    } cases[] = {
        {"/nowhere/at-all --x", "cannot start /nowhere/at-all"},
        {"sh 'open", "the command has a quote that does not end"},
        {"~/bin/keys", "cannot start ~/bin/keys"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char *config = mem_printf("[default]\ncredential_process = %s\n", cases[i].command);
        struct credentials_outcome found;

        assert_false(credentials_outcome_find(&(struct credentials_case){.config = config}, &found));
        assert_int_equal(found.err.code, ERR_ACCESS);
        assert_non_null(strstr(found.err.text, cases[i].sentence));
        assert_non_null(strstr(found.err.text, "~/.aws/config line 2"));
        credentials_outcome_release(&found);
        free(config);
    }
}

static void keys_in_the_credentials_file_come_first(void **state)
{
    struct credentials_outcome found;

    (void)state;
    assert_true(credentials_outcome_find(
        &(struct credentials_case){.config = "[default]\ncredential_process = false\naws_access_key_id = C\n",
                                   .credentials =
                                       "[default]\naws_access_key_id = AKFILE\naws_secret_access_key = S\n"},
        &found));
    assert_string_equal(found.credentials.access_key, "AKFILE");
    credentials_outcome_release(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_it_prints_are_the_keys),
        cmocka_unit_test(keys_without_an_end_are_never_asked_for_again),
        cmocka_unit_test(whatever_else_it_does_is_one_sentence),
        cmocka_unit_test(one_that_hangs_is_late_after_a_minute),
        cmocka_unit_test(a_command_that_cannot_be_run_is_said),
        cmocka_unit_test(keys_in_the_credentials_file_come_first),
    };

    json_init();
    return cmocka_run_group_tests_name("credential_process", tests, NULL, NULL);
}

/* credentials_login: what aws login has put down serves while it lives; then the AWS CLI is named. */
#include "credentials_outcome.h"

#include <string.h>

#include "base/array.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"

#define SESSION "arn:aws:iam::123456789012:user/ann"
#define CONFIG  "[profile p]\nlogin_session = " SESSION "\n"
#define KEYS    "'accessKeyId':'A','secretAccessKey':'S3CR3T','sessionToken':'T'"

static char *home, *file_name;

static int begin(void **state)
{
    unsigned char digest[HASH_SIZE];
    char hex[HASH_HEX_SIZE];

    (void)state;
    hash_sha256(SESSION, strlen(SESSION), digest);
    hash_hex(digest, sizeof digest, hex);
    file_name = mem_printf("%s.json", hex);
    home = helpers_make_folder();
    return 0;
}

static int end(void **state)
{
    (void)state;
    helpers_remove_folder(home);
    free(file_name);
    return 0;
}

static void keep(const char *below_home, const char *text)
{
    char *folder = mem_printf("%s/%s", home, below_home), *bytes = mem_dup(text);
    struct err err;

    for (char *c = bytes; *c; c++)
        if (*c == '\'')
            *c = '"';
    assert_true(file_make_private_dir(folder, &err));
    free(helpers_file(folder, file_name, bytes, strlen(bytes)));
    free(bytes);
    free(folder);
}

static void keys_that_live_are_used(void **state)
{
    const struct credentials_case search = {.home = home, .config = CONFIG, .profile = "p"};
    struct credentials_outcome found;

    (void)state;
    keep(".aws/login/cache", "{'accessToken':{" KEYS ",'accountId':'123456789012','expiresAt':"
                             "'2026-11-23T16:50:00Z'},'refreshToken':'R','dpopKey':'K'}");
    assert_true(credentials_outcome_find(&search, &found));
    assert_string_equal(found.credentials.access_key, "A");
    assert_string_equal(found.credentials.secret_key, "S3CR3T");
    assert_string_equal(found.credentials.session_token, "T");
    assert_string_equal(found.credentials.source, "aws login [p]");
    assert_int_equal(found.credentials.expires_ms, CREDENTIALS_OUTCOME_NOW_MS + 300000);
    assert_true(found.credentials.renewable);
    credentials_outcome_release(&found);
}

static void another_folder_may_be_named(void **state)
{
    char *variable = mem_printf("AWS_LOGIN_CACHE_DIRECTORY=%s/elsewhere", home);
    const struct credentials_case search = {
        .home = home, .env = {variable}, .config = CONFIG, .profile = "p"};
    struct credentials_outcome found;

    (void)state;
    keep("elsewhere", "{'accessToken':{" KEYS ",'expiresAt':'2026-11-23T16:50:00Z'}}");
    assert_true(credentials_outcome_find(&search, &found));
    assert_string_equal(found.credentials.access_key, "A");
    credentials_outcome_release(&found);
    free(variable);
}

static void keys_in_the_credentials_file_come_first(void **state)
{
    const struct credentials_case search = {.home = home,
                                            .config = CONFIG,
                                            .credentials =
                                                "[p]\naws_access_key_id=F\naws_secret_access_key=G\n",
                                            .profile = "p"};
    struct credentials_outcome found;

    (void)state;
    keep(".aws/login/cache", "{'accessToken':{" KEYS ",'expiresAt':'2026-11-23T16:50:00Z'}}");
    assert_true(credentials_outcome_find(&search, &found));
    assert_string_equal(found.credentials.access_key, "F");
    credentials_outcome_release(&found);
}

static void assert_refused(const char *sentence)
{
    /* There is no AWS CLI to ask in its place. */
    const struct credentials_case search = {.home = home, .path = home, .config = CONFIG, .profile = "p"};
    struct credentials_outcome found;
    bool of_file = sentence[0] == ' ' || sentence[0] == ':';
    char *wanted =
        mem_printf("%s%s%s", of_file ? "~/.aws/login/cache/" : "", of_file ? file_name : "", sentence);

    assert_false(credentials_outcome_find(&search, &found));
    assert_int_equal(found.err.code, ERR_ACCESS);
    assert_string_equal(found.err.text, wanted);
    assert_string_equal(found.err.hint, "aws login --profile p");
    for (size_t i = 0; i < found.tried.count; i++)
        assert_null(strstr(found.tried.items[i], "S3CR3T"));
    credentials_outcome_release(&found);
    free(wanted);
}

static void what_cannot_be_used_names_the_command(void **state)
{
    static const struct {
        const char *text, *sentence; /* which begins with the file's path if with a blank or a colon */
    } cases[] = {
        {"{'accessToken':{" KEYS ",'expiresAt':'2026-11-23T16:45:00Z'}}",
         "the sign-in of profile p (aws login) has ended"},
        {"S3CR3T", " is damaged: it holds no JSON object"},
        {"[]", " is damaged: it holds no JSON object"},
        {"{'accessToken':{" KEYS "}}", " is damaged: the expiresAt of its accessToken is no time"},
        {"{'accessToken':{" KEYS ",'expiresAt':'S3CR3T'}}",
         " is damaged: the expiresAt of its accessToken is no time"},
        {"{'accessToken':{'accessKeyId':'A','expiresAt':'2026-11-23T16:50:00Z'}}",
         ": there is no SecretAccessKey"},
    };

    (void)state;
    assert_refused("profile p is not signed in (aws login)");
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        keep(".aws/login/cache", cases[i].text);
        assert_refused(cases[i].sentence);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(keys_that_live_are_used, begin, end),
        cmocka_unit_test_setup_teardown(another_folder_may_be_named, begin, end),
        cmocka_unit_test_setup_teardown(keys_in_the_credentials_file_come_first, begin, end),
        cmocka_unit_test_setup_teardown(what_cannot_be_used_names_the_command, begin, end),
    };

    return cmocka_run_group_tests_name("aws credentials login", tests, NULL, NULL);
}

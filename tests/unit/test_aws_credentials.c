/* credentials: the first source that has keys wins, half a pair is an error with its place, and no error
 * holds a secret. */
#include "credentials_outcome.h"

#include <string.h>

#include "base/array.h"

#define ENV_KEYS "AWS_ACCESS_KEY_ID=AKENV", "AWS_SECRET_ACCESS_KEY=SKENV"
#define NO_WEB(p)                                                                                            \
    "web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set, and profile " p " has no web_identity_token_file"
#define NEITHER                                                                                              \
    "container: neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is "   \
    "set"
#define FILE_KEYS "[default]\naws_access_key_id = AKFILE\naws_secret_access_key = SKFILE\n"

static void the_first_source_with_keys_wins(void **state)
{
    static const struct {
        struct credentials_case search;
        const char *access, *secret, *token, *source;
    } cases[] = {
        {{.env = {ENV_KEYS}, .credentials = FILE_KEYS}, "AKENV", "SKENV", NULL, "environment"},
        {{.env = {ENV_KEYS, "AWS_SESSION_TOKEN=T"}}, "AKENV", "SKENV", "T", "environment"},
        {{.env = {ENV_KEYS, "AWS_SESSION_TOKEN=T", "AWS_SECURITY_TOKEN=S"}},
         "AKENV",
         "SKENV",
         "S",
         "environment"},
        {{.env = {ENV_KEYS, "AWS_SESSION_TOKEN="}}, "AKENV", "SKENV", NULL, "environment"},
        {{.env = {ENV_KEYS}, .credentials = FILE_KEYS, .ignore_env = true},
         "AKFILE",
         "SKFILE",
         NULL,
         "~/.aws/credentials [default]"},
        {{.env = {"AWS_ACCESS_KEY_ID="}, .credentials = FILE_KEYS},
         "AKFILE",
         "SKFILE",
         NULL,
         "~/.aws/credentials [default]"},
        {{.env = {"AWS_SECRET_ACCESS_KEY=x"}, .credentials = FILE_KEYS},
         "AKFILE",
         "SKFILE",
         NULL,
         "~/.aws/credentials [default]"},
        {{.credentials = "[p]\naws_access_key_id=A\naws_secret_access_key=B#;=/\naws_session_token=T\n",
          .profile = "p"},
         "A",
         "B#;=/",
         "T",
         "~/.aws/credentials [p]"},
        {{.config = "[profile p]\naws_access_key_id=A\naws_secret_access_key=B\n", .profile = "p"},
         "A",
         "B",
         NULL,
         "~/.aws/config [profile p]"},
        {{.config = "[default]\naws_access_key_id=A\naws_secret_access_key=B\n", .credentials = FILE_KEYS},
         "AKFILE",
         "SKFILE",
         NULL,
         "~/.aws/credentials [default]"},
        {{.config = "[default]\ncredential_process=x\n", .credentials = FILE_KEYS},
         "AKFILE",
         "SKFILE",
         NULL,
         "~/.aws/credentials [default]"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct credentials_outcome found;

        if (!credentials_outcome_find(&cases[i].search, &found))
            fail_msg("case %zu: %s", i, found.err.text);
        assert_string_equal(found.credentials.access_key, cases[i].access);
        assert_string_equal(found.credentials.secret_key, cases[i].secret);
        if (cases[i].token)
            assert_string_equal(found.credentials.session_token, cases[i].token);
        else
            assert_null(found.credentials.session_token);
        assert_string_equal(found.credentials.source, cases[i].source);
        assert_int_equal(found.credentials.expires_ms, 0);
        credentials_outcome_release(&found);
    }
}

static void what_is_wrong_is_said_with_its_place(void **state)
{
    static const struct {
        struct credentials_case search;
        const char *sentence;
    } cases[] = {
        {{.env = {"AWS_ACCESS_KEY_ID=A"}, .credentials = FILE_KEYS},
         "half a key pair in the environment: AWS_ACCESS_KEY_ID is set, AWS_SECRET_ACCESS_KEY is not"},
        {{.env = {"AWS_ACCESS_KEY_ID=A", "AWS_SECRET_ACCESS_KEY="}},
         "half a key pair in the environment: AWS_ACCESS_KEY_ID is set, AWS_SECRET_ACCESS_KEY is empty"},
        {{.env = {"AWS_ACCESS_KEY_ID=A", "AWS_SECRET_ACCESS_KEY=S3CR3T\n"}},
         "the secret key from environment holds a blank, a line break or another odd character"},
        {{.env = {ENV_KEYS, "AWS_SESSION_TOKEN=a\r\nX-Evil: 1"}},
         "the session token from environment holds a blank, a line break or another odd character"},
        {{.env = {ENV_KEYS, "AWS_CREDENTIAL_EXPIRATION=soon"}}, "AWS_CREDENTIAL_EXPIRATION is no time"},
        {{.env = {ENV_KEYS, "AWS_CREDENTIAL_EXPIRATION=2026-11-23T16:44:59Z"}},
         "the credentials in the environment ended at 2026-11-23T16:44:59Z"},
        {{.credentials = "\n[default]\naws_access_key_id = A\n"},
         "~/.aws/credentials line 3: half a key pair: [default] has aws_access_key_id and no "
         "aws_secret_access_key"},
        {{.credentials = "[default]\naws_access_key_id = A\naws_secret_access_key =\n"},
         "~/.aws/credentials line 3: aws_secret_access_key of [default] is empty"},
        {{.credentials = "[default]\naws_access_key_id =\naws_secret_access_key = S3CR3T\n"},
         "~/.aws/credentials line 2: aws_access_key_id of [default] is empty"},
        {{.config = "[profile p]\naws_access_key_id = A\n", .profile = "p"},
         "~/.aws/config line 2: half a key pair: [profile p] has aws_access_key_id and no "
         "aws_secret_access_key"},
        {{.credentials = FILE_KEYS, .profile = "p"},
         "no credentials: neither the environment nor profile p has keys"},
        {{.profile = NULL}, "no credentials: neither the environment nor profile default has keys"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct credentials_outcome found;

        assert_false(credentials_outcome_find(&cases[i].search, &found));
        assert_int_equal(found.err.code, ERR_ACCESS);
        assert_string_equal(found.err.text, cases[i].sentence);
        assert_true(found.err.hint[0] != '\0');
        assert_null(strstr(found.err.text, "S3CR3T"));
        assert_null(found.credentials.access_key);
        assert_null(found.credentials.secret_key);
        credentials_outcome_release(&found);
    }
}

static void each_source_asked_says_what_it_had(void **state)
{
    static const struct {
        struct credentials_case search;
        const char *lines[10];
    } cases[] = {
        {{.profile = NULL},
         {"environment: AWS_ACCESS_KEY_ID is not set", "role: profile default has no role_arn",
          NO_WEB("default"), "IAM Identity Center: profile default has no sso_account_id",
          "~/.aws/credentials: there is no profile default",
          "aws login: profile default has no login_session",
          "credential_process: profile default has no credential_process",
          "~/.aws/config: there is no profile default", NEITHER,
          "instance metadata: AWS_EC2_METADATA_DISABLED is true"}},
        {{.env = {"AWS_SECRET_ACCESS_KEY=x"},
          .config = "[profile p]\n",
          .credentials = "[p]\naws_secret_access_key=x\n",
          .profile = "p"},
         {"environment: AWS_ACCESS_KEY_ID is not set, though AWS_SECRET_ACCESS_KEY is",
          "role: profile p has no role_arn", NO_WEB("p"),
          "IAM Identity Center: profile p has no sso_account_id",
          "~/.aws/credentials: [p] has no aws_access_key_id, though an aws_secret_access_key",
          "aws login: profile p has no login_session",
          "credential_process: profile p has no credential_process",
          "~/.aws/config: [profile p] has no aws_access_key_id", NEITHER,
          "instance metadata: AWS_EC2_METADATA_DISABLED is true"}},
        {{.env = {"AWS_ACCESS_KEY_ID="}, .credentials = FILE_KEYS},
         {"environment: AWS_ACCESS_KEY_ID is empty", "role: profile default has no role_arn",
          NO_WEB("default"), "IAM Identity Center: profile default has no sso_account_id",
          "~/.aws/credentials: found"}},
        {{.env = {ENV_KEYS}, .credentials = FILE_KEYS, .ignore_env = true},
         {"environment: not asked, since --profile was given", "role: profile default has no role_arn",
          "web identity: profile default has no web_identity_token_file",
          "IAM Identity Center: profile default has no sso_account_id", "~/.aws/credentials: found"}},
        {{.env = {ENV_KEYS}}, {"environment: found"}},
        {{.env = {"AWS_ACCESS_KEY_ID=A"}},
         {"environment: half a key pair in the environment: AWS_ACCESS_KEY_ID is set, AWS_SECRET_ACCESS_KEY "
          "is not"}},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct credentials_outcome found;
        size_t count = 0;

        credentials_outcome_find(&cases[i].search, &found);
        while (count < ARRAY_COUNT(cases[i].lines) && cases[i].lines[count])
            count++;
        assert_int_equal(found.tried.count, count);
        for (size_t line = 0; line < count; line++)
            assert_string_equal(found.tried.items[line], cases[i].lines[line]);
        credentials_outcome_release(&found);
    }
}

static void an_end_in_the_future_is_kept(void **state)
{
    static const struct credentials_case search = {
        .env = {ENV_KEYS, "AWS_CREDENTIAL_EXPIRATION=2026-11-23T17:45:00Z"}};
    struct credentials_outcome found;

    (void)state;
    assert_true(credentials_outcome_find(&search, &found));
    assert_int_equal(found.credentials.expires_ms, CREDENTIALS_OUTCOME_NOW_MS + 3600 * 1000);
    credentials_outcome_release(&found);
}

static void what_was_found_stands_alone_until_it_is_released(void **state)
{
    static const struct credentials_case search = {.env = {ENV_KEYS, "AWS_SESSION_TOKEN=T"}};
    struct credentials_outcome found;

    (void)state;
    assert_true(credentials_outcome_find(&search, &found));
    assert_string_equal(found.credentials.access_key, "AKENV");
    assert_string_equal(found.credentials.secret_key, "SKENV");
    assert_string_equal(found.credentials.session_token, "T");
    assert_string_equal(found.credentials.source, "environment");
    credentials_outcome_release(&found);
    assert_null(found.credentials.secret_key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_source_with_keys_wins),
        cmocka_unit_test(what_is_wrong_is_said_with_its_place),
        cmocka_unit_test(each_source_asked_says_what_it_had),
        cmocka_unit_test(an_end_in_the_future_is_kept),
        cmocka_unit_test(what_was_found_stands_alone_until_it_is_released),
    };

    return cmocka_run_group_tests_name("aws credentials", tests, NULL, NULL);
}

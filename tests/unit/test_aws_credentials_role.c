/* Roles: assumed with the keys that the profile names, once for the AWS CLI and etrig; what is wrong in the files is one
 * sentence with its place. */
#include "sts_outcome.h"

#include <string.h>
#include <sys/stat.h>

#include "aws/credentials_cache.h"
#include "base/array.h"
#include "base/file.h"
#include "base/mem.h"

#define ROLE STS_OUTCOME_ROLE
#define DENIED                                                                                               \
    "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: "                      \
    "arn:aws:iam::1:user/ann "                                                                               \
    "is not authorized to perform: sts:AssumeRole on resource: " ROLE "</Message></Error></ErrorResponse>"

#define BASE "[base]\naws_access_key_id = AKBASE\naws_secret_access_key = SKBASE\n"

/* ---- roles ---- */

static void a_role_is_assumed_with_the_keys_of_its_source(void **state)
{
    struct sts sts;
    struct credentials_outcome found;

    (void)state;
    sts_begin(&sts, "200 OK", STS_OUTCOME_XML("AssumeRole"));
    assert_true(sts_find(&sts,
                         (struct credentials_case){.config = "[profile p]\nrole_arn = " ROLE
                                                             "\nsource_profile = base\n"
                                                             "external_id = a b&c\nrole_session_name = ann\n"
                                                             "duration_seconds = 3600\n",
                                                   .credentials = BASE,
                                                   .region = "eu-west-2"},
                         &found));
    assert_string_equal(found.credentials.access_key, "ASIA");
    assert_string_equal(found.credentials.session_token, "T");
    assert_string_equal(found.credentials.source, "the role Admin of profile p");
    assert_true(found.credentials.renewable);
    assert_int_equal(found.credentials.expires_ms, CREDENTIALS_OUTCOME_NOW_MS + 3600 * 1000);
    helpers_assert_text(sts_form(&sts, 0),
                        "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A"
                        "111122223333%3Arole%2FAdmin&RoleSessionName=ann&ExternalId=a%20b%26c"
                        "&DurationSeconds=3600");
    assert_true(sts_heard(&sts, 0, "Credential=AKBASE/20261123/eu-west-2/sts/aws4_request"));
    assert_string_equal(found.tried.items[1], "role: found");
    credentials_outcome_release(&found);
    sts_end(&sts);
}

static void a_chain_of_roles_is_assumed_from_its_end(void **state)
{
    struct sts sts;
    struct credentials_outcome found;

    (void)state;
    sts_begin(&sts, "200 OK", STS_OUTCOME_XML("AssumeRole"));
    assert_true(
        sts_find(&sts,
                 (struct credentials_case){.config = "[profile p]\nrole_arn = " ROLE "\nsource_profile = q\n"
                                                     "[profile q]\nrole_arn = arn:aws:iam::2:role/Hop\n"
                                                     "source_profile = base\n",
                                           .credentials = BASE},
                 &found));
    assert_int_equal(tiny_server_requests(sts.server), 2);
    assert_true(sts_heard(&sts, 0, "role%2FHop"));
    assert_true(sts_heard(&sts, 0, "Credential=AKBASE/20261123/us-east-1/sts/"));
    assert_true(sts_heard(&sts, 1, "role%2FAdmin"));
    assert_true(sts_heard(&sts, 1, "Credential=ASIA/"));
    credentials_outcome_release(&found);
    sts_end(&sts);
}

static void a_profile_may_assume_a_role_with_its_own_keys(void **state)
{
    struct sts sts;
    struct credentials_outcome found;

    (void)state;
    sts_begin(&sts, "200 OK", STS_OUTCOME_XML("AssumeRole"));
    assert_true(sts_find(
        &sts,
        (struct credentials_case){.config = "[profile p]\nrole_arn = arn:aws-cn:iam::1:role/x/Admin\n"
                                            "source_profile = p\n",
                                  .credentials = "[p]\naws_access_key_id = OWN\n"
                                                 "aws_secret_access_key = S\n"},
        &found));
    assert_true(sts_heard(&sts, 0, "Credential=OWN/20261123/cn-north-1/sts/"));
    credentials_outcome_release(&found);
    sts_end(&sts);
}

static void the_variables_are_a_source_where_the_profile_says_so(void **state)
{
    struct sts sts;
    struct credentials_outcome found;

    (void)state;
    sts_begin(&sts, "200 OK", STS_OUTCOME_XML("AssumeRole"));
    assert_true(sts_find(&sts,
                         (struct credentials_case){
                             .env = {"AWS_ACCESS_KEY_ID=AKENV", "AWS_SECRET_ACCESS_KEY=S"},
                             .config = "[profile p]\nrole_arn = " ROLE "\ncredential_source = ENVIRONMENT\n"},
                         &found));
    assert_true(sts_heard(&sts, 0, "Credential=AKENV/"));
    credentials_outcome_release(&found);
    sts_end(&sts);
}

#define WITH_MFA                                                                                             \
    "[profile p]\nrole_arn = " ROLE "\nsource_profile = base\nmfa_serial = arn:aws:iam::1:mfa/ann\n"

static void the_code_of_a_device_goes_along(void **state)
{
    struct sts sts;
    struct credentials_outcome found;

    (void)state;
    sts_begin(&sts, "200 OK", STS_OUTCOME_XML("AssumeRole"));
    assert_true(sts_find(
        &sts, (struct credentials_case){.config = WITH_MFA, .credentials = BASE, .mfa_code = "123456"},
        &found));
    assert_string_equal(found.mfa_serial, "arn:aws:iam::1:mfa/ann");
    assert_true(sts_heard(&sts, 0, "&SerialNumber=arn%3Aaws%3Aiam%3A%3A1%3Amfa%2Fann&TokenCode=123456"));
    credentials_outcome_release(&found);
    sts_end(&sts);
}

static void without_a_code_it_is_not_assumed(void **state)
{
    static const struct {
        const char *code, *sentence;
    } cases[] = {
        {NULL, "the role Admin of profile p: it wants the MFA code of arn:aws:iam::1:mfa/ann, and nobody can "
               "be asked"},
        {"12345", "the role Admin of profile p: the MFA code of arn:aws:iam::1:mfa/ann has six digits"},
        {"12345x", "the role Admin of profile p: the MFA code of arn:aws:iam::1:mfa/ann has six digits"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct sts sts;
        struct credentials_outcome found;

        sts_begin(&sts, "200 OK", STS_OUTCOME_XML("AssumeRole"));
        assert_false(sts_find(
            &sts,
            (struct credentials_case){.config = WITH_MFA, .credentials = BASE, .mfa_code = cases[i].code},
            &found));
        assert_string_equal(found.err.text, cases[i].sentence);
        assert_non_null(strstr(found.err.hint, "--mfa-code"));
        assert_int_equal(tiny_server_requests(sts.server), 0);
        credentials_outcome_release(&found);
        sts_end(&sts);
    }
}

static void a_role_that_may_not_be_assumed_is_said(void **state)
{
    struct sts sts;
    struct credentials_outcome found;

    (void)state;
    sts_begin(&sts, "403 Forbidden", DENIED);
    assert_false(sts_find(
        &sts,
        (struct credentials_case){.config = "[profile p]\nrole_arn = " ROLE "\nsource_profile = base\n",
                                  .credentials = BASE},
        &found));
    assert_int_equal(found.err.code, ERR_ACCESS);
    assert_non_null(strstr(found.err.text, "the role Admin of profile p: "));
    assert_non_null(strstr(found.err.text, "sts:AssumeRole"));
    assert_non_null(strstr(found.err.text, "user/ann"));
    assert_non_null(strstr(found.err.hint, "trust policy"));
    assert_non_null(strstr(found.err.text, ROLE));
    assert_null(strstr(found.err.text, "SKBASE"));
    assert_int_equal(tiny_server_requests(sts.server), 1);
    credentials_outcome_release(&found);
    sts_end(&sts);
}

static void a_code_that_AWS_does_not_take_is_no_matter_of_policies(void **state)
{
    struct sts sts;
    struct credentials_outcome found;

    (void)state;
    sts_begin(&sts, "403 Forbidden",
              "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>"
              "MultiFactorAuthentication failed with invalid MFA one time pass code. </Message></Error>"
              "</ErrorResponse>");
    assert_false(sts_find(
        &sts, (struct credentials_case){.config = WITH_MFA, .credentials = BASE, .mfa_code = "654321"},
        &found));
    assert_int_equal(found.err.code, ERR_ACCESS);
    assert_non_null(strstr(found.err.text, "the role Admin of profile p: AWS did not take the MFA code of "
                                           "arn:aws:iam::1:mfa/ann: MultiFactorAuthentication failed with "
                                           "invalid MFA one time pass code"));
    assert_non_null(strstr(found.err.hint, "type the code that the device shows now"));
    assert_null(strstr(found.err.text, "654321"));
    credentials_outcome_release(&found);
    sts_end(&sts);
}

static void what_is_wrong_in_the_files_is_said_with_its_place(void **state)
{
    static const struct {
        const char *config, *sentence, *hint;
    } cases[] = {
        {"[profile p]\nrole_arn = x\nsource_profile = base\n",
         "~/.aws/config line 2: role_arn is no ARN of a role: x", "arn:"},
        {"[profile p]\nrole_arn = " ROLE "\n",
         "~/.aws/config line 2: profile p has a role_arn and neither of source_profile and credential_source",
         "exactly one"},
        {"[profile p]\nrole_arn = " ROLE "\nsource_profile = base\ncredential_source = Environment\n",
         "~/.aws/config line 2: profile p has a role_arn and both of source_profile and credential_source",
         "exactly one"},
        {"[profile p]\nrole_arn = " ROLE "\nsource_profile = bsae\n",
         "~/.aws/config line 3: profile bsae is neither in ~/.aws/config nor in ~/.aws/credentials",
         "did you mean base?"},
        {"[profile p]\nrole_arn = " ROLE "\nsource_profile = p\n",
         "~/.aws/config line 3: source_profile of profile p leads back to profile p", "keys of its own"},
        {"[profile p]\nrole_arn = " ROLE "\nsource_profile = q\n[profile q]\nrole_arn = " ROLE
         "\nsource_profile = p\n",
         "the role Admin of profile p: ~/.aws/config line 6: source_profile of profile q leads back to "
         "profile p",
         "keys of its own"},
        {"[profile p]\nrole_arn = " ROLE "\nsource_profile = empty\n[profile empty]\nregion = x\n",
         "the role Admin of profile p: profile empty has no keys to assume a role with",
         "give profile empty keys"},
        {"[profile p]\nrole_arn = " ROLE "\ncredential_source = Environment\n",
         "the role Admin of profile p: its credential_source has no keys", "credential_source"},
        {"[profile p]\nrole_arn = " ROLE "\ncredential_source = Moon\n",
         "~/.aws/config line 3: credential_source Moon is not known", "Environment"},
        {"[profile p]\nrole_arn = " ROLE "\nsource_profile = base\nduration_seconds = 60\n",
         "~/.aws/config line 4: duration_seconds is a number from 900 to 43200, not 60", "leave it out"},
        {"[profile p]\nrole_arn = " ROLE "\nsource_profile = base\nrole_session_name = a b\n",
         "~/.aws/config line 4: a session's name has 2 to 64 letters, digits and _+=,.@-", "leave it out"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct sts sts;
        struct credentials_outcome found;

        sts_begin(&sts, "200 OK", STS_OUTCOME_XML("AssumeRole"));
        assert_false(sts_find(&sts, (struct credentials_case){.config = cases[i].config, .credentials = BASE},
                              &found));
        assert_int_equal(found.err.code, ERR_ACCESS);
        assert_string_equal(found.err.text, cases[i].sentence);
        assert_non_null(strstr(found.err.hint, cases[i].hint));
        assert_int_equal(tiny_server_requests(sts.server), 0);
        credentials_outcome_release(&found);
        sts_end(&sts);
    }
}

/* ---- the cache ---- */

/* Computed by the fetchers of roles and web identities in version 1.46.3 of the AWS CLI. */
static void the_key_of_the_cache_is_the_AWS_CLIs(void **state)
{
    static const struct {
        struct credentials_cache_part parts[5];
        const char *key;
    } cases[] = {
        {{{"RoleArn", ROLE, 0}}, "20d1c4c47209b5c6f6727fa999b7ec9c34fe8643"},
        {{{"DurationSeconds", NULL, 0}, {"RoleArn", ROLE, 0}, {"RoleSessionName", "ann", 0}},
         "6aaceb9f9ad7258b129f290671fe5475d8e6d226"},
        {{{"DurationSeconds", NULL, 3600},
          {"ExternalId", "x\"y", 0},
          {"RoleArn", ROLE, 0},
          {"RoleSessionName", "ann", 0},
          {"SerialNumber", "arn:aws:iam::1:mfa/ann", 0}},
         "e44b27891342dcdb9c48c7a032442daa3f04e029"},
        {{{"ExternalId", "a\\b", 0},
          {"RoleArn",
           "arn:aws:iam::111122223333:role/\xc3\x84"
           "dmin",
           0}},
         "cc3c26348dc8407269d75ffd3765bda581a4037e"},
        {{{"RoleArn", ROLE, 0}, {"WebIdentityToken", "T0KEN\n", 0}},
         "f72876ec53325e0b97863ae07066afc6948b6a8e"},
        {{{"RoleArn", ROLE, 0}, {"RoleSessionName", "pod-1", 0}, {"WebIdentityToken", "T0KEN", 0}},
         "124ce55df6e66fa4803e47998acbf10a83267ac3"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        helpers_assert_text(credentials_cache_key(cases[i].parts, 5, false), cases[i].key);
}

#define CONFIG "[profile p]\nrole_arn = " ROLE "\nsource_profile = base\n"
#define CACHED "20d1c4c47209b5c6f6727fa999b7ec9c34fe8643.json"

static void a_role_is_assumed_once_for_both(void **state)
{
    char *home = helpers_make_folder(), *path = mem_printf("%s/.aws/cli/cache/" CACHED, home);
    struct credentials_case search = {.home = home, .config = CONFIG, .credentials = BASE};
    struct credentials_outcome found;
    struct strbuf text = STRBUF_INIT;
    struct stat status;
    struct sts sts;

    (void)state;
    sts_begin(&sts, "200 OK", STS_OUTCOME_XML("AssumeRole"));
    assert_true(sts_find(&sts, search, &found));
    credentials_outcome_release(&found);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_true(file_read(path, 4096, &text, NULL));
    assert_string_equal(
        text.text,
        "{\"Credentials\":{\"AccessKeyId\":\"ASIA\",\"SecretAccessKey\":\"S3CR3T\",\"SessionToken\":"
        "\"T\",\"Expiration\":\"2026-11-23T17:45:00UTC\"},\"AssumedRoleUser\":{\"AssumedRoleId\":"
        "\"AROA:ann\",\"Arn\":\"arn:aws:sts::111122223333:assumed-role/Admin/"
        "ann\"},\"ResponseMetadata\":{}}");
    strbuf_release(&text);
    assert_true(sts_find(&sts, search, &found));
    assert_string_equal(found.credentials.access_key, "ASIA");
    assert_int_equal(tiny_server_requests(sts.server), 1);
    credentials_outcome_release(&found);
    search.fresh = true; /* AWS refused those */
    assert_true(sts_find(&sts, search, &found));
    assert_int_equal(tiny_server_requests(sts.server), 2);
    credentials_outcome_release(&found);
    sts_end(&sts);
    free(path);
    helpers_remove_folder(home);
}

static void what_the_CLI_left_is_taken_as_long_as_it_lives(void **state)
{
    static const struct {
        const char *expiration;
        bool taken;
    } cases[] = {
        {"2026-11-23T17:45:00UTC", true},
        {"2026-11-23T17:45:00Z", true},
        {"2026-11-23T17:45:00.5Z", true},
        {"2026-11-23T17:45:00+00:00", true},
        {"2026-11-23T16:59:00UTC", false},
        {"2020-01-01T00:00:00Z", false},
        {"soon", false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char *home = helpers_make_folder(), *dir = mem_printf("%s/.aws/cli/cache", home);
        char *text = mem_printf("{\"Credentials\":{\"AccessKeyId\":\"CACHED\",\"SecretAccessKey\":\"S\","
                                "\"SessionToken\":\"T\",\"Expiration\":\"%s\"}}",
                                cases[i].expiration);
        struct credentials_case search = {.home = home, .config = CONFIG, .credentials = BASE};
        struct credentials_outcome found;
        struct sts sts;

        sts_begin(&sts, "200 OK", STS_OUTCOME_XML("AssumeRole"));
        assert_true(file_make_private_dir(dir, NULL));
        free(helpers_file(dir, CACHED, text, strlen(text)));
        assert_true(sts_find(&sts, search, &found));
        assert_string_equal(found.credentials.access_key, cases[i].taken ? "CACHED" : "ASIA");
        credentials_outcome_release(&found);
        sts_end(&sts);
        free(text);
        free(dir);
        helpers_remove_folder(home);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_role_is_assumed_with_the_keys_of_its_source),
        cmocka_unit_test(a_chain_of_roles_is_assumed_from_its_end),
        cmocka_unit_test(a_profile_may_assume_a_role_with_its_own_keys),
        cmocka_unit_test(the_variables_are_a_source_where_the_profile_says_so),
        cmocka_unit_test(the_code_of_a_device_goes_along),
        cmocka_unit_test(without_a_code_it_is_not_assumed),
        cmocka_unit_test(a_role_that_may_not_be_assumed_is_said),
        cmocka_unit_test(a_code_that_AWS_does_not_take_is_no_matter_of_policies),
        cmocka_unit_test(what_is_wrong_in_the_files_is_said_with_its_place),
        cmocka_unit_test(the_key_of_the_cache_is_the_AWS_CLIs),
        cmocka_unit_test(a_role_is_assumed_once_for_both),
        cmocka_unit_test(what_the_CLI_left_is_taken_as_long_as_it_lives),
    };

    json_init();
    return cmocka_run_group_tests_name("roles", tests, NULL, NULL);
}

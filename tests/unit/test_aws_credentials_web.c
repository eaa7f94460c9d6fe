/* Web identities: a role for a token, without keys; kept by the token; what is wrong with one is said with its place. */
#include "sts_outcome.h"

#include <string.h>
#include <sys/stat.h>

#include "base/array.h"
#include "base/mem.h"

#define ROLE STS_OUTCOME_ROLE

/* A token file in a home of its own, and a profile p that names it. */
struct identity {
    char *home, *token, *variable, *config;
    struct credentials_case search;
    struct credentials_outcome found;
};

static void identity_begin(struct identity *identity, struct sts *sts, const char *token)
{
    *identity = (struct identity){.home = helpers_make_folder()};
    identity->token = helpers_file(identity->home, "token", token, strlen(token));
    identity->variable = mem_printf("AWS_WEB_IDENTITY_TOKEN_FILE=%s", identity->token);
    identity->config =
        mem_printf("[profile p]\nrole_arn = " ROLE "\nweb_identity_token_file = %s\n", identity->token);
    identity->search = (struct credentials_case){.home = identity->home, .config = identity->config};
    sts_begin(sts, "200 OK", STS_OUTCOME_XML("AssumeRoleWithWebIdentity"));
}

static void identity_end(struct identity *identity, struct sts *sts)
{
    sts_end(sts);
    free(identity->config);
    free(identity->variable);
    free(identity->token);
    helpers_remove_folder(identity->home);
}

/* The keys are there, and STS was asked that often until now. */
static void assert_found(struct identity *identity, struct sts *sts, size_t requests)
{
    assert_true(sts_find(sts, identity->search, &identity->found));
    assert_string_equal(identity->found.credentials.access_key, "ASIA");
    assert_int_equal(tiny_server_requests(sts->server), requests);
    credentials_outcome_release(&identity->found);
}

static void a_web_identity_takes_its_role_without_keys(void **state)
{
    struct identity identity;
    struct sts sts;

    (void)state;
    identity_begin(&identity, &sts, "T0KEN\n");
    identity.search.env[0] = identity.variable;
    identity.search.env[1] = "AWS_ROLE_ARN=" ROLE;
    identity.search.env[2] = "AWS_ROLE_SESSION_NAME=pod-1";
    identity.search.config = NULL;
    identity.search.endpoint_url = sts.url;
    assert_true(credentials_outcome_find(&identity.search, &identity.found));
    assert_string_equal(identity.found.credentials.access_key, "ASIA");
    assert_string_equal(identity.found.credentials.source, "the role Admin of the web identity");
    helpers_assert_text(sts_form(&sts, 0),
                        "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn%3Aaws%3A"
                        "iam%3A%3A111122223333%3Arole%2FAdmin&RoleSessionName=pod-1"
                        "&WebIdentityToken=T0KEN");
    assert_false(sts_heard(&sts, 0, "Authorization"));
    credentials_outcome_release(&identity.found);
    identity_end(&identity, &sts);
}

/* Both kept under the name that the AWS CLI gives them: another identity must not get the keys of the first. */
static void a_web_identity_is_kept_by_its_token(void **state)
{
    struct identity identity;
    struct sts sts;
    struct stat status;
    char *kept;

    (void)state;
    identity_begin(&identity, &sts, "T0KEN\n");
    kept = mem_printf("%s/.aws/cli/cache/f72876ec53325e0b97863ae07066afc6948b6a8e.json", identity.home);
    assert_found(&identity, &sts, 1);
    assert_int_equal(stat(kept, &status), 0);
    assert_found(&identity, &sts, 1);
    free(helpers_file(identity.home, "token", "0THER\n", 6));
    assert_found(&identity, &sts, 2);
    assert_true(sts_heard(&sts, 1, "WebIdentityToken=0THER"));
    identity_end(&identity, &sts);
    free(kept);
}

static void a_profile_may_name_the_token(void **state)
{
    struct identity identity;
    struct sts sts;

    (void)state;
    identity_begin(&identity, &sts, "T0KEN");
    identity.search.env[0] = "AWS_ROLE_ARN=arn:aws:iam::1:role/Other";
    identity.search.env[1] = "AWS_WEB_IDENTITY_TOKEN_FILE=/nowhere";
    assert_found(&identity, &sts, 1);
    assert_true(sts_heard(&sts, 0, "role%2FAdmin"));
    identity_end(&identity, &sts);
}

static void a_token_that_cannot_be_one_is_said_with_its_place(void **state)
{
    char *folder = helpers_make_folder(), *large = mem_alloc(1, 20002), *path;
    struct credentials_outcome found;

    (void)state;
    memset(large, 'a', 20001);
    path = helpers_file(folder, "token", large, 20001);
    for (size_t i = 0; i < 2; i++) { /* too large; a folder */
        const char *named = i ? folder : path;
        char *config = mem_printf("[default]\nrole_arn = " ROLE "\nweb_identity_token_file = %s\n", named);
        char *sentence =
            mem_printf("the token of the web identity (~/.aws/config line 3): cannot read %s: %s", named,
                       i ? "Is a directory" : "it is larger than 20000 bytes");

        assert_false(credentials_outcome_find(&(struct credentials_case){.config = config}, &found));
        assert_int_equal(found.err.code, ERR_ACCESS);
        assert_string_equal(found.err.text, sentence);
        credentials_outcome_release(&found);
        free(sentence);
        free(config);
    }
    free(path);
    free(large);
    helpers_remove_folder(folder);
}

static void a_token_that_is_not_there_is_said(void **state)
{
    static const struct {
        const char *env[3], *sentence;
    } cases[] = {
        {{"AWS_WEB_IDENTITY_TOKEN_FILE=/nowhere/token", "AWS_ROLE_ARN=" ROLE},
         "the token of the web identity (AWS_WEB_IDENTITY_TOKEN_FILE): "},
        {{"AWS_WEB_IDENTITY_TOKEN_FILE=-", "AWS_ROLE_ARN=" ROLE},
         "the token of the web identity (AWS_WEB_IDENTITY_TOKEN_FILE): "},
        {{"AWS_WEB_IDENTITY_TOKEN_FILE=/dev/null", "AWS_ROLE_ARN=" ROLE},
         "the token of the web identity (AWS_WEB_IDENTITY_TOKEN_FILE): /dev/null is empty"},
        {{"AWS_WEB_IDENTITY_TOKEN_FILE=/nowhere/token"},
         "AWS_WEB_IDENTITY_TOKEN_FILE names a token, and no role: AWS_ROLE_ARN is not set"},
        {{"AWS_WEB_IDENTITY_TOKEN_FILE=/dev/null", "AWS_ROLE_ARN=" ROLE, "AWS_ROLE_SESSION_NAME=x"},
         "AWS_ROLE_SESSION_NAME: a session's name has 2 to 64 letters"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct credentials_case search = {.env = {cases[i].env[0], cases[i].env[1], cases[i].env[2]}};
        struct credentials_outcome found;

        assert_false(credentials_outcome_find(&search, &found));
        assert_int_equal(found.err.code, ERR_ACCESS);
        if (!strstr(found.err.text, cases[i].sentence))
            fail_msg("case %zu: %s", i, found.err.text);
        credentials_outcome_release(&found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_web_identity_takes_its_role_without_keys),
        cmocka_unit_test(a_web_identity_is_kept_by_its_token),
        cmocka_unit_test(a_profile_may_name_the_token),
        cmocka_unit_test(a_token_that_cannot_be_one_is_said_with_its_place),
        cmocka_unit_test(a_token_that_is_not_there_is_said),
    };

    json_init();
    return cmocka_run_group_tests_name("web identities", tests, NULL, NULL);
}

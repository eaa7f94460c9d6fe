/* credentials_export: the AWS CLI is asked where a source cannot serve; if it cannot either, the source's word stands. */
#include "credentials_outcome.h"

#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"

#define CONFIG "[profile p]\nlogin_session = arn:aws:iam::123456789012:user/ann\n"
#define PAIR   "\"AccessKeyId\":\"AK\",\"SecretAccessKey\":\"S3CR3T\""
#define ENDED  "profile p is not signed in (aws login)"

static char *folder;

static int begin(void **state)
{
    (void)state;
    folder = helpers_make_folder();
    return 0;
}

static int end(void **state)
{
    (void)state;
    helpers_remove_folder(folder);
    return 0;
}

/* The only program in PATH is an aws that does this (NULL: there is none). */
static bool find(const char *config, const char *script, struct credentials_outcome *found)
{
    const struct credentials_case search = {
        .home = folder, .path = folder, .config = config, .profile = "p", .ignore_env = true};

    if (script) {
        char *text = mem_printf("#!/bin/sh\necho \"$*\" >'%s/asked'\n%s\n", folder, script);
        char *path = helpers_file(folder, "aws", text, strlen(text));

        assert_int_equal(chmod(path, 0700), 0);
        free(path);
        free(text);
    }
    return credentials_outcome_find(&search, found);
}

/* What the AWS CLI was asked for, with a newline behind; "" for nothing. free(). */
static char *asked(void)
{
    char *path = file_join(folder, "asked");
    struct strbuf text = STRBUF_INIT;

    file_read(path, 4096, &text, NULL);
    free(path);
    return strbuf_detach(&text);
}

static const char *tried_from_last(const struct credentials_outcome *found, size_t back)
{
    assert_true(found->tried.count > back);
    return found->tried.items[found->tried.count - 1 - back];
}

static void its_keys_serve_for_the_source(void **state)
{
    struct credentials_outcome found;
    char *words;

    (void)state;
    assert_true(
        find(CONFIG, "echo '{\"Version\":1," PAIR ",\"Expiration\":\"2026-11-23T17:45:00Z\"}'", &found));
    assert_string_equal(found.credentials.access_key, "AK");
    assert_string_equal(found.credentials.source, "the AWS CLI (profile p)");
    assert_true(found.credentials.renewable);
    assert_int_equal(found.credentials.expires_ms, CREDENTIALS_OUTCOME_NOW_MS + 3600 * 1000);
    assert_string_equal(tried_from_last(&found, 1), "aws login: " ENDED);
    assert_string_equal(tried_from_last(&found, 0), "the AWS CLI: found");
    words = asked();
    assert_string_equal(words, "configure export-credentials --profile p --format process\n");
    free(words);
    credentials_outcome_release(&found);
}

static void assert_source_stands(const char *script, const char *line)
{
    struct credentials_outcome found;

    assert_false(find(CONFIG, script, &found));
    assert_int_equal(found.err.code, ERR_ACCESS);
    assert_string_equal(found.err.text, ENDED);
    assert_string_equal(found.err.hint, "aws login --profile p");
    assert_string_equal(tried_from_last(&found, 1), "aws login: " ENDED);
    assert_string_equal(tried_from_last(&found, 0), line);
    credentials_outcome_release(&found);
}

static void without_it_the_sources_word_stands(void **state)
{
    (void)state;
    assert_source_stands(NULL,
                         "the AWS CLI: aws configure export-credentials: cannot start aws: No such file "
                         "or directory");
}

static void when_it_fails_the_sources_word_stands(void **state)
{
    (void)state;
    assert_source_stands("echo S3CR3T; echo 'Your session has expired' >&2; exit 255",
                         "the AWS CLI: aws configure export-credentials failed with 255: Your session has "
                         "expired");
}

static void keys_that_are_none_leave_the_sources_word(void **state)
{
    (void)state;
    assert_source_stands(
        "echo '{\"Version\":2," PAIR "}'",
        "the AWS CLI: aws configure export-credentials printed keys of a version that is not 1");
}

static void a_source_that_is_merely_wrong_does_not_ask_it(void **state)
{
    struct credentials_outcome found;
    char *words;

    (void)state;
    assert_false(find("[profile p]\ncredential_process = /nowhere/at-all\n",
                      "echo '{\"Version\":1," PAIR "}'", &found));
    words = asked();
    assert_string_equal(words, "");
    free(words);
    credentials_outcome_release(&found);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(its_keys_serve_for_the_source),
        TEST(without_it_the_sources_word_stands),
        TEST(when_it_fails_the_sources_word_stands),
        TEST(keys_that_are_none_leave_the_sources_word),
        TEST(a_source_that_is_merely_wrong_does_not_ask_it),
    };
#undef TEST

    json_init();
    return cmocka_run_group_tests_name("the AWS CLI in a source's place", tests, NULL, NULL);
}

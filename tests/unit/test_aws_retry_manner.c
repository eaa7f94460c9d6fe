/* retry_manner: how often calls are tried, by variables before the profile; what is no number or mode is said. */
#include "helpers.h"

#include <string.h>

#include "aws/config.h"
#include "aws/retry.h"
#include "base/array.h"
#include "base/env.h"

static struct aws_config config_of(const char *config, const char *credentials)
{
    struct aws_config both = {0};

    ini_parse(&both.config, "/home/ann/.aws/config", config, strlen(config));
    ini_parse(&both.credentials, "/home/ann/.aws/credentials", credentials, strlen(credentials));
    return both;
}

static bool read_with(const char *variable, const char *config, struct retry_manner *manner, struct err *err)
{
    char *environment[] = {(char *)"HOME=/home/ann", (char *)variable, NULL};
    struct aws_config files = config_of(config, "");
    bool fine;

    env_init(environment);
    fine = retry_manner_read(&files, "default", manner, err);
    config_release(&files);
    return fine;
}

static void nobody_says_anything(void **state)
{
    struct retry_manner manner;
    struct err err;

    (void)state;
    assert_true(read_with(NULL, "[default]\n", &manner, &err));
    assert_int_equal(manner.attempts, 3);
    assert_true(manner.corrects_clock);
    assert_false(manner.legacy);
}

static void a_variable_counts_before_the_profile(void **state)
{
    static const struct {
        const char *variable, *config;
        int attempts;
    } cases[] = {
        {NULL, "[default]\nmax_attempts = 7\n", 7},
        {"AWS_MAX_ATTEMPTS=1", "[default]\nmax_attempts = 7\n", 1},
        {"AWS_MAX_ATTEMPTS=", "[default]\nmax_attempts = 7\n", 7}, /* empty is unset */
        {"AWS_MAX_ATTEMPTS=5", "[default]\nmax_attempts = nonsense\n", 5},
        {NULL, "[default]\nmax_attempts =\n", 3},
        {NULL, "[profile other]\nmax_attempts = 7\n", 3},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct retry_manner manner;
        struct err err;

        if (!read_with(cases[i].variable, cases[i].config, &manner, &err))
            fail_msg("case %zu: %s", i, err.text);
        if (manner.attempts != cases[i].attempts)
            fail_msg("case %zu: %d", i, manner.attempts);
    }
}

static void the_mode_is_known_in_any_case(void **state)
{
    static const struct {
        const char *variable;
        bool legacy;
    } cases[] = {{"AWS_RETRY_MODE=standard", false},
                 {"AWS_RETRY_MODE=adaptive", false},
                 {"AWS_RETRY_MODE=Adaptive", false},
                 {"AWS_RETRY_MODE=legacy", true}};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct retry_manner manner;
        struct err err;

        assert_true(read_with(cases[i].variable, "[default]\n", &manner, &err));
        assert_int_equal(manner.legacy, cases[i].legacy);
        assert_int_equal(manner.attempts, 3);
    }
}

static void what_is_no_number_or_mode_is_said_with_its_place(void **state)
{
    static const struct {
        const char *variable, *config, *text;
    } cases[] = {
        {"AWS_MAX_ATTEMPTS=0", "", "AWS_MAX_ATTEMPTS is \"0\", and no number of attempts"},
        {"AWS_MAX_ATTEMPTS=-1", "", "AWS_MAX_ATTEMPTS is \"-1\", and no number of attempts"},
        {"AWS_MAX_ATTEMPTS=3.5", "", "AWS_MAX_ATTEMPTS is \"3.5\", and no number of attempts"},
        {"AWS_MAX_ATTEMPTS=99999999999999999999", "",
         "AWS_MAX_ATTEMPTS is \"99999999999999999999\", and no number of attempts"},
        {"AWS_RETRY_MODE=often", "", "AWS_RETRY_MODE is \"often\", and no mode of retries"},
        {NULL, "[default]\nregion = x\nmax_attempts = many\n",
         "~/.aws/config line 3: max_attempts is \"many\", and no number of attempts"},
        {NULL, "[default]\nretry_mode = often\n",
         "~/.aws/config line 2: retry_mode is \"often\", and no mode of retries"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct retry_manner manner;
        struct err err;

        assert_false(read_with(cases[i].variable, cases[i].config, &manner, &err));
        assert_int_equal(err.code, ERR_USAGE);
        assert_string_equal(err.text, cases[i].text);
        assert_true(err.hint[0] != '\0');
        assert_int_equal(manner.attempts, 3);
    }
}

static void the_clock_may_be_left_alone(void **state)
{
    static const struct {
        const char *variable;
        bool corrects;
    } cases[] = {{"AWS_DISABLE_CLOCK_SKEW_CORRECTION=true", false},
                 {"AWS_DISABLE_CLOCK_SKEW_CORRECTION=TRUE", false},
                 {"AWS_DISABLE_CLOCK_SKEW_CORRECTION=false", true},
                 {"AWS_DISABLE_CLOCK_SKEW_CORRECTION=1", true},
                 {"AWS_DISABLE_CLOCK_SKEW_CORRECTION=", true}};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct retry_manner manner;
        struct err err;

        assert_true(read_with(cases[i].variable, "", &manner, &err));
        assert_int_equal(manner.corrects_clock, cases[i].corrects);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_says_anything),
        cmocka_unit_test(a_variable_counts_before_the_profile),
        cmocka_unit_test(the_mode_is_known_in_any_case),
        cmocka_unit_test(what_is_no_number_or_mode_is_said_with_its_place),
        cmocka_unit_test(the_clock_may_be_left_alone),
    };

    return cmocka_run_group_tests_name("aws retry manner", tests, NULL, NULL);
}

/* delay: why a call takes longer, and what is done about it, in words. */
#include "helpers.h"

#include "backend/delay.h"

static void a_silent_host_is_named(void **state)
{
    const struct delay delay = {.kind = DELAY_LATE,
                                .url = "https://profile.us-east-1.amazonaws.com/domains",
                                .attempt = 1,
                                .attempts = 3};
    struct err err;
    (void)state;
    delay_say(&delay, &err);
    assert_string_equal(err.text, "no answer from profile.us-east-1.amazonaws.com yet");
    assert_string_equal(err.hint, "waiting (1 of 3)");
}

static void a_repetition_says_when_and_which(void **state)
{
    static const struct {
        int64_t wait_ms;
        int attempt;
        const char *hint;
    } cases[] = {
        {0, 2, "trying again (2 of 3)"},           {999, 2, "trying again (2 of 3)"},
        {1000, 3, "trying again in 1 s (3 of 3)"}, {1001, 3, "trying again in 2 s (3 of 3)"},
        {20000, 0, "trying again in 20 s"},
    };
    struct aws_answer answer = {.status = 0};
    (void)state;
    err_set(&answer.err, ERR_NETWORK, "no answer from h: connection refused");
    err_hint(&answer.err, "look whether something listens there");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct delay delay = {.kind = DELAY_NO_ANSWER,
                                    .answer = &answer,
                                    .wait_ms = cases[i].wait_ms,
                                    .attempt = cases[i].attempt,
                                    .attempts = 3};
        struct err err;
        delay_say(&delay, &err);
        assert_string_equal(err.text, "no answer from h: connection refused");
        assert_string_equal(err.hint, cases[i].hint);
        assert_int_equal(err.code, ERR_NETWORK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_silent_host_is_named),
        cmocka_unit_test(a_repetition_says_when_and_which),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

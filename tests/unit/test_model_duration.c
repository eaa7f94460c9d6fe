/* duration: times as people type them. */
#include "helpers.h"

#include "base/array.h"
#include "model/duration.h"

static void reads_each_unit_and_falling_sequences(void **state)
{
    static const struct {
        const char *text;
        int64_t ms;
    } cases[] = {
        {"5m", 300000},
        {"1h30m", 5400000},
        {"300000ms", 300000},
        {"90s", 90000},
        {"2d", 172800000},
        {"1w", 604800000},
        {"1s500ms", 1500},
        {"300000", 300000},
        {"0", 0},
        {" 1h 30m ", 5400000},
        {"0m", 0},
        {"1w2d3h4m5s6ms", 788645006},
        {"007", 7},
        {"999999999999999", 999999999999999},
        {"999999999999999ms", 999999999999999},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        int64_t ms = -1;
        struct err err = {0};

        assert_true(duration_parse(cases[i].text, &ms, &err));
        assert_int_equal(ms, cases[i].ms);
    }
}

static void refuses_what_is_no_time(void **state)
{
    static const char *const cases[] = {
        "",
        " ",
        "m",
        "5x",
        "5 m s",
        "-5m",
        "1.5h",
        "5M",
        "1h30",
        "h1",
        "5mm",
        "1m1h",
        "1m1m",
        "5m foo",
        "1e3s",
        "1000000000000000",
        "1000000000000000ms",
        "99999999999999999999999999",
        "2000000w",
        "9223372036854775808ms",
        "\xe2\x80\xa6",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        int64_t ms;
        struct err err = {0};

        assert_false(duration_parse(cases[i], &ms, &err));
        assert_int_equal(err.code, ERR_INVALID);
        assert_true(err.text[0]);
    }
}

static void says_what_is_wrong(void **state)
{
    int64_t ms;
    struct err err;

    (void)state;
    assert_false(duration_parse("soon", &ms, &err));
    assert_string_equal(err.text, "a time such as 5m, 1h30m, 90s or 300000ms is expected");
    assert_false(duration_parse("30m1h", &ms, &err));
    assert_string_equal(err.text, "each unit once and in falling order is expected: 1h30m");
    assert_false(duration_parse("9999999999999999", &ms, &err));
    assert_string_equal(err.text, "the time is too long: at most 15 digits of milliseconds");
}

static void writes_short_forms_and_words(void **state)
{
    static const struct {
        int64_t ms;
        const char *text, *words;
    } cases[] = {
        {0, "0ms", "0 milliseconds"},
        {1, "1ms", "1 millisecond"},
        {1500, "1s500ms", "1 second 500 milliseconds"},
        {300000, "5m", "5 minutes"},
        {5400000, "1h30m", "1 hour 30 minutes"},
        {86400000, "1d", "1 day"},
        {864000000, "10d", "10 days"},
        {1209600000, "2w", "2 weeks"},
        {-90000, "-1m30s", "minus 1 minute 30 seconds"},
        {INT64_MIN, "-106751991167d7h12m55s808ms", NULL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char text[40], *words = duration_words(cases[i].ms);

        duration_format(cases[i].ms, text);
        assert_string_equal(text, cases[i].text);
        if (cases[i].words)
            assert_string_equal(words, cases[i].words);
        free(words);
    }
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    for (int64_t ms = 0; ms < INT64_C(900000000000000); ms = ms * 3 + 7) {
        char text[40];
        int64_t again = -1;

        duration_format(ms, text);
        assert_true(duration_parse(text, &again, NULL));
        assert_true(again == ms);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_each_unit_and_falling_sequences),
        cmocka_unit_test(refuses_what_is_no_time),
        cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(writes_short_forms_and_words),
        cmocka_unit_test(what_is_written_is_read_back),
    };

    return cmocka_run_group_tests_name("model duration", tests, NULL, NULL);
}

/* clock: how times are written and read. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "base/clock.h"

static const int64_t some_ms = INT64_C(1795452300123); /* 2026-11-23T16:45:00.123Z */

static void a_frozen_clock_stands_until_it_runs_again(void **state)
{
    (void)state;
    clock_freeze(some_ms);
    assert_int_equal(clock_wall_ms(), some_ms);
    clock_freeze(-1);
    assert_true(clock_wall_ms() != some_ms);
    assert_true(clock_monotonic_ms() <= clock_monotonic_ms());
}

static void times_are_written_in_three_forms(void **state)
{
    static const struct {
        int64_t ms;
        const char *amz, *iso;
    } cases[] = {
        {0, "19700101T000000Z", "1970-01-01T00:00:00Z"},
        {1, "19700101T000000Z", "1970-01-01T00:00:00.001Z"},
        {INT64_C(1795452300123), "20261123T164500Z", "2026-11-23T16:45:00.123Z"},
        {INT64_C(951782400000), "20000229T000000Z", "2000-02-29T00:00:00Z"},
        {INT64_C(4102444799000), "20991231T235959Z", "2099-12-31T23:59:59Z"},
        {INT64_MAX, "99991231T235959Z", "9999-12-31T23:59:59.999Z"},
        {INT64_MIN, "19700101T000000Z", "1970-01-01T00:00:00Z"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char amz[17], iso[25];

        clock_format_amz(cases[i].ms, amz);
        clock_format_iso(cases[i].ms, iso);
        assert_string_equal(amz, cases[i].amz);
        assert_string_equal(iso, cases[i].iso);
    }
}

static void every_form_of_aws_is_read(void **state)
{
    static const struct {
        const char *text;
        int64_t ms;
    } cases[] = {
        {"2026-11-23T16:45:00Z", INT64_C(1795452300000)},
        {"2026-11-23T16:45:00.123Z", INT64_C(1795452300123)},
        {"2026-11-23T16:45:00.123456789Z", INT64_C(1795452300123)},
        {"2026-11-23T16:45:00.1Z", INT64_C(1795452300100)},
        {"2026-11-23T16:45:00UTC", INT64_C(1795452300000)},
        {"2026-11-23T16:45:00+00:00", INT64_C(1795452300000)},
        {"2026-11-23T17:45:00.5+01:00", INT64_C(1795452300500)},
        {"2026-11-23T11:15:00-0530", INT64_C(1795452300000)},
        {"2026-11-23T17:45:00+01", INT64_C(1795452300000)},
        {"2026-11-23 16:45:00", INT64_C(1795452300000)},
        {"20261123T164500Z", INT64_C(1795452300000)},
        {"1795452300", INT64_C(1795452300000)},
        {"1795452300.123", INT64_C(1795452300123)},
        {"1.795452300123E9", INT64_C(1795452300123)},
        {"2024-02-29T00:00:00Z", INT64_C(1709164800000)},
        {"2016-12-31T23:59:60Z", INT64_C(1483228800000)},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        int64_t ms = -1;

        if (!clock_parse(cases[i].text, &ms))
            fail_msg("not read: %s", cases[i].text);
        assert_int_equal(ms, cases[i].ms);
    }
}

static void what_is_no_time_is_refused(void **state)
{
    static const char *const cases[] = {
        "",
        "now",
        "2026-11-23",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "2026-11-31T00:00:00Z",
        "2026-11-23T24:00:00Z",
        "2026-11-23T16:60:00Z",
        "2026-11-23T16:45Z",
        "2026-11-23T16:45:00Zx",
        "2026-11-23T16:45:00.Z",
        "2026-11-23T16:45:00+1",
        "2026-11-23T16:45:00+25:00",
        "20261123T1645Z",
        "0x10",
        "inf",
        "1e30",
        "1-2",
        "-",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        int64_t ms;

        if (clock_parse(cases[i], &ms))
            fail_msg("read: %s", cases[i]);
    }
}

static void a_time_that_was_written_is_read_again(void **state)
{
    (void)state;
    for (int64_t ms = 0; ms < INT64_C(4102444800000); ms += INT64_C(86399999999)) {
        char iso[25];
        int64_t again = -1;

        clock_format_iso(ms, iso);
        assert_true(clock_parse(iso, &again));
        assert_int_equal(again, ms);
    }
}

static void http_dates_are_read(void **state)
{
    int64_t ms = 0;

    (void)state;
    assert_true(clock_parse_http("Mon, 23 Nov 2026 16:45:00 GMT", &ms));
    assert_int_equal(ms, INT64_C(1795452300000));
    assert_false(clock_parse_http("Mon, 23 Nov 2026 16:45:00 CET", &ms));
    assert_false(clock_parse_http("Mon, 31 Nov 2026 16:45:00 GMT", &ms));
    assert_false(clock_parse_http("Mon, 23 Nov 2026 16:45:00 GMT x", &ms));
    assert_false(clock_parse_http("", &ms));
}

static void ages_are_short(void **state)
{
    static const int64_t second = 1000, minute = 60000, hour = 3600000, day = 86400000;
    const struct {
        int64_t age_ms;
        const char *text;
    } cases[] = {
        {-5 * hour, "now"},  {999, "now"},         {second, "1s"},      {59 * second, "59s"},
        {minute, "1m"},      {59 * minute, "59m"}, {hour, "1h"},        {23 * hour, "23h"},
        {day, "1d"},         {13 * day, "13d"},    {14 * day, "2w"},    {59 * day, "8w"},
        {61 * day, "2mo"},   {430 * day, "14mo"},  {729 * day, "23mo"}, {740 * day, "2y"},
        {3653 * day, "10y"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char text[8];

        clock_format_age(cases[i].age_ms, text);
        assert_string_equal(text, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_frozen_clock_stands_until_it_runs_again),
        cmocka_unit_test(times_are_written_in_three_forms),
        cmocka_unit_test(every_form_of_aws_is_read),
        cmocka_unit_test(what_is_no_time_is_refused),
        cmocka_unit_test(a_time_that_was_written_is_read_again),
        cmocka_unit_test(http_dates_are_read),
        cmocka_unit_test(ages_are_short),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

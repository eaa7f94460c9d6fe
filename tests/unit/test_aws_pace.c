/* pace: when an answer that does not come on is given up. The clock is the test's own. */
#include "helpers.h"

#include "aws/pace.h"

enum { FIRST_MS = 35000, STALL_MS = 10000, MOST_MS = 60000 };

static void before_anything_is_sent_it_bounds_nothing(void **state)
{
    const struct pace pace = {.since_ms = 0};

    (void)state;
    assert_int_equal(pace_left_ms(&pace, 1000000, MOST_MS), MOST_MS);
    assert_int_equal(pace_left_ms(&pace, 1000000, 0), 0);
}

static void the_first_byte_has_its_own_time(void **state)
{
    struct pace pace;

    (void)state;
    pace_start(&pace, FIRST_MS, STALL_MS, 1000);
    assert_int_equal(pace_left_ms(&pace, 1000 + STALL_MS + 1, MOST_MS), FIRST_MS - STALL_MS - 1);
    assert_int_equal(pace_left_ms(&pace, 1000 + FIRST_MS - 1, MOST_MS), 1);
    assert_int_equal(pace_left_ms(&pace, 1000 + FIRST_MS, MOST_MS), 0);
    assert_int_equal(pace_left_ms(&pace, 1000 + 10 * FIRST_MS, MOST_MS), 0);
}

static void an_answer_that_has_begun_must_go_on(void **state)
{
    struct pace pace;

    (void)state;
    pace_start(&pace, FIRST_MS, STALL_MS, 1000);
    pace_came(&pace, 1, 30000);
    assert_int_equal(pace_left_ms(&pace, 30000, MOST_MS), STALL_MS);
    pace_came(&pace, 4000, 39999);
    assert_int_equal(pace_left_ms(&pace, 39999, MOST_MS), STALL_MS);
    assert_int_equal(pace_left_ms(&pace, 39999 + STALL_MS, MOST_MS), 0);
}

/* A byte every second: it never stands still, and never comes to an end. */
static void drops_do_not_count_as_going_on(void **state)
{
    struct pace pace;
    int64_t now_ms = 1000;

    (void)state;
    pace_start(&pace, FIRST_MS, STALL_MS, now_ms);
    pace_came(&pace, 1, now_ms);
    while (pace_left_ms(&pace, now_ms, MOST_MS) > 0) {
        now_ms += 1000;
        pace_came(&pace, 1, now_ms);
    }
    assert_int_equal(now_ms, 1000 + STALL_MS);
}

static void a_slow_line_is_waited_for(void **state)
{
    struct pace pace;

    (void)state;
    pace_start(&pace, FIRST_MS, STALL_MS, 1000);
    for (int64_t now_ms = 1000; now_ms < 600000; now_ms += 1000) {
        pace_came(&pace, 20, now_ms); /* 160 bits a second */
        assert_true(pace_left_ms(&pace, now_ms, MOST_MS) > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_anything_is_sent_it_bounds_nothing),
        cmocka_unit_test(the_first_byte_has_its_own_time),
        cmocka_unit_test(an_answer_that_has_begun_must_go_on),
        cmocka_unit_test(drops_do_not_count_as_going_on),
        cmocka_unit_test(a_slow_line_is_waited_for),
    };

    return cmocka_run_group_tests_name("aws pace", tests, NULL, NULL);
}

/* timers: what is due when, on a clock of the test's own. */
#include "helpers.h"

#include "base/timers.h"

enum { COUNT = 50 };

struct alarm {
    struct timer timer;
    struct timers *timers;
    int *order;    /* counts up with each call */
    int fired;     /* the place in that order; 0: not called */
    int64_t again; /* sets itself anew for then; 0: not */
    struct alarm *clears;
};

static void ring(void *context)
{
    struct alarm *alarm = context;
    alarm->fired = ++*alarm->order;
    if (alarm->again != 0)
        timers_set(alarm->timers, &alarm->timer, alarm->again);
    if (alarm->clears != NULL)
        timers_clear(alarm->timers, &alarm->clears->timer);
}

static void init(struct alarm *alarm, struct timers *timers, int *order)
{
    *alarm = (struct alarm){.timer = {.fire = ring, .context = alarm}, .timers = timers, .order = order};
}

static void the_earliest_is_called_first(void **state)
{
    struct timers timers = {0};
    struct alarm alarms[COUNT];
    int order = 0;
    (void)state;
    for (int i = 0; i < COUNT; i++) {
        init(&alarms[i], &timers, &order);
        timers_set(&timers, &alarms[i].timer, 1 + (i * 37) % COUNT); /* 1 to 50 in a mixed order */
    }
    timers_clear(&timers, &alarms[10].timer);
    timers_run(&timers, COUNT);
    assert_int_equal(order, COUNT - 1);
    assert_int_equal(alarms[10].fired, 0);
    for (int i = 0; i < COUNT; i++)
        for (int j = 0; j < COUNT; j++)
            if (i != 10 && j != 10 && alarms[i].timer.due_ms < alarms[j].timer.due_ms)
                assert_true(alarms[i].fired < alarms[j].fired);
    timers_release(&timers);
}

static void waits_until_the_next(void **state)
{
    struct timers timers = {0};
    struct alarm alarm;
    int order = 0;
    (void)state;
    init(&alarm, &timers, &order);
    assert_int_equal(timers_wait_ms(&timers, 1000, 60), 60);
    timers_set(&timers, &alarm.timer, 1020);
    assert_int_equal(timers_wait_ms(&timers, 1000, 60), 20);
    assert_int_equal(timers_wait_ms(&timers, 1000, 5), 5);
    assert_int_equal(timers_wait_ms(&timers, 1500, 60), 0);
    timers_set(&timers, &alarm.timer, 1030); /* moved */
    timers_run(&timers, 1020);
    assert_int_equal(order, 0);
    timers_run(&timers, 1030);
    assert_int_equal(order, 1);
    timers_release(&timers);
}

static void one_that_sets_itself_anew_is_not_called_twice_in_a_run(void **state)
{
    struct timers timers = {0};
    struct alarm alarm;
    int order = 0;
    (void)state;
    init(&alarm, &timers, &order);
    alarm.again = 1;
    timers_set(&timers, &alarm.timer, 5);
    timers_run(&timers, 10);
    assert_int_equal(order, 1);
    timers_run(&timers, 11);
    assert_int_equal(order, 2);
    timers_release(&timers);
}

static void one_that_is_cleared_in_a_run_is_not_called(void **state)
{
    struct timers timers = {0};
    struct alarm first, second;
    int order = 0;
    (void)state;
    init(&first, &timers, &order);
    init(&second, &timers, &order);
    first.clears = &second;
    timers_set(&timers, &first.timer, 1);
    timers_set(&timers, &second.timer, 2);
    timers_run(&timers, 10);
    assert_int_equal(first.fired, 1);
    assert_int_equal(second.fired, 0);
    timers_release(&timers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_earliest_is_called_first),
        cmocka_unit_test(waits_until_the_next),
        cmocka_unit_test(one_that_sets_itself_anew_is_not_called_twice_in_a_run),
        cmocka_unit_test(one_that_is_cleared_in_a_run_is_not_called),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

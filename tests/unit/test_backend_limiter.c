/* limiter: how many calls at once, who goes first, and how fast after a throttling.
 * The clock is the test's own. */
#include "helpers.h"

#include "backend/limiter.h"

enum { CALLS = 40 };

struct call {
    struct limiter_ticket ticket;
    int *order;
    int started; /* the place in the order; 0: waits */
};

static void go(void *context)
{
    struct call *call = context;
    call->started = ++*call->order;
}

static void init(struct call *calls, size_t count, int *order)
{
    for (size_t i = 0; i < count; i++)
        calls[i] = (struct call){.ticket = {.go = go, .context = &calls[i]}, .order = order};
}

static void bounds_what_runs_at_once(void **state)
{
    struct limiter limiter;
    struct call calls[CALLS];
    int order = 0;
    (void)state;
    limiter_init(&limiter, 10, 6);
    init(calls, CALLS, &order);
    for (size_t i = 0; i < CALLS; i++)
        limiter_enter(&limiter, limiter_lane(&limiter, "1", i % 2 ? "a" : "b", "profile"), &calls[i].ticket,
                      LIMITER_LIST);
    assert_int_equal(limiter_run(&limiter, 1000), -1);
    assert_int_equal(order, 10);
    for (size_t i = 0; i < CALLS; i++)
        limiter_leave(&limiter, &calls[i].ticket);
    assert_int_equal(limiter.running, 0);
    assert_int_equal(limiter.waiting, 0);

    init(calls, CALLS, &order);
    order = 0;
    for (size_t i = 0; i < CALLS; i++)
        limiter_enter(&limiter, limiter_lane(&limiter, "1", "a", "profile"), &calls[i].ticket, LIMITER_LIST);
    limiter_run(&limiter, 1000);
    assert_int_equal(order, 6); /* the bound of one lane */
    limiter_leave(&limiter, &calls[0].ticket);
    limiter_run(&limiter, 1000);
    assert_int_equal(order, 7);
    limiter_release(&limiter);
}

static void changes_find_room_beside_a_full_listing(void **state)
{
    struct limiter limiter;
    struct call calls[CALLS];
    int order = 0;
    (void)state;
    limiter_init(&limiter, 4, 4);
    init(calls, CALLS, &order);
    struct limiter_lane *lane = limiter_lane(&limiter, "1", "a", "cloudcontrolapi");
    for (size_t i = 0; i < 10; i++)
        limiter_enter(&limiter, lane, &calls[i].ticket, LIMITER_LIST);
    limiter_run(&limiter, 1000);
    limiter_enter(&limiter, lane, &calls[10].ticket, LIMITER_CHANGE);
    limiter_run(&limiter, 1000);
    assert_int_equal(calls[10].started, 5);
    limiter_release(&limiter);
}

static void the_urgent_go_first(void **state)
{
    struct limiter limiter;
    struct call calls[5];
    int order = 0;
    static const enum limiter_urgency urgencies[] = {LIMITER_READ, LIMITER_LIST, LIMITER_FOLLOW, LIMITER_LIST,
                                                     LIMITER_URGENT_READ};
    (void)state;
    limiter_init(&limiter, 10, 10);
    init(calls, 5, &order);
    struct limiter_lane *lane = limiter_lane(&limiter, "1", "a", "profile");
    for (size_t i = 0; i < 5; i++)
        limiter_enter(&limiter, lane, &calls[i].ticket, urgencies[i]);
    limiter_run(&limiter, 1000);
    assert_int_equal(calls[2].started, 1);
    assert_int_equal(calls[4].started, 2);
    assert_int_equal(calls[1].started, 3);
    assert_int_equal(calls[3].started, 4);
    assert_int_equal(calls[0].started, 5);
    limiter_release(&limiter);
}

/* Runs calls one after the other for a time; every call is answered at once, throttled if more than `allowed`
 * started in its second. Returns how many started in the last second. */
static int drive(struct limiter *limiter, struct limiter_lane *lane, int64_t from_ms, int64_t to_ms,
                 int allowed, int *throttled)
{
    int order = 0, in_second = 0;
    int64_t second = from_ms / 1000;
    *throttled = 0;
    for (int64_t now = from_ms; now < to_ms; now += 10) {
        if (now / 1000 != second) {
            second = now / 1000;
            in_second = 0;
        }
        struct call call = {.ticket = {.go = go, .context = &call}, .order = &order};
        limiter_enter(limiter, lane, &call.ticket, LIMITER_LIST);
        limiter_run(limiter, now);
        if (call.started && ++in_second > allowed) {
            limiter_throttled(&call.ticket, now);
            ++*throttled;
        } else if (call.started) {
            limiter_answered(&call.ticket, now);
        }
        limiter_leave(limiter, &call.ticket);
    }
    return in_second;
}

static void a_throttled_lane_slows_down_and_recovers(void **state)
{
    struct limiter limiter;
    int throttled;
    (void)state;
    limiter_init(&limiter, 10, 10);
    struct limiter_lane *lane = limiter_lane(&limiter, "1", "a", "profile");
    assert_true(limiter_rate(lane) == 0);
    drive(&limiter, lane, 1000, 3000, 1000, &throttled);
    assert_int_equal(throttled, 0);
    assert_true(limiter_rate(lane) == 0); /* nobody throttled: no bound */
    drive(&limiter, lane, 3000, 33000, 20, &throttled);
    assert_true(limiter_rate(lane) > 5 && limiter_rate(lane) < 45); /* about what the service allows */
    assert_true(throttled < 30 * 20 / 4);
    drive(&limiter, lane, 33000, 93000, 1000, &throttled);
    assert_true(limiter_rate(lane) > 60); /* the service allows all again */
    limiter_release(&limiter);
}

static void one_burst_cuts_the_rate_once(void **state)
{
    struct limiter limiter;
    struct call calls[10];
    int order = 0;
    (void)state;
    limiter_init(&limiter, 20, 20);
    init(calls, 10, &order);
    struct limiter_lane *lane = limiter_lane(&limiter, "1", "a", "profile");
    for (size_t i = 0; i < 10; i++)
        limiter_enter(&limiter, lane, &calls[i].ticket, LIMITER_LIST);
    limiter_run(&limiter, 1000);
    limiter_throttled(&calls[0].ticket, 1010);
    double after_one = limiter_rate(lane);
    for (size_t i = 1; i < 10; i++)
        limiter_throttled(&calls[i].ticket, 1011);
    assert_true(limiter_rate(lane) == after_one);
    for (size_t i = 0; i < 10; i++)
        limiter_leave(&limiter, &calls[i].ticket);
    limiter_release(&limiter);
}

static void a_bounded_lane_tells_when_to_come_again(void **state)
{
    struct limiter limiter;
    struct call calls[3];
    int order = 0;
    (void)state;
    limiter_init(&limiter, 20, 20);
    init(calls, 3, &order);
    struct limiter_lane *lane = limiter_lane(&limiter, "1", "a", "profile");
    limiter_enter(&limiter, lane, &calls[0].ticket, LIMITER_LIST);
    limiter_run(&limiter, 1000);
    limiter_throttled(&calls[0].ticket, 1000);
    limiter_leave(&limiter, &calls[0].ticket);
    limiter_enter(&limiter, lane, &calls[1].ticket, LIMITER_LIST);
    int64_t wait_ms = limiter_run(&limiter, 1001);
    assert_true(wait_ms > 0);
    assert_int_equal(calls[1].started, 0);
    assert_int_equal(limiter_run(&limiter, 1001 + wait_ms), -1);
    assert_int_equal(calls[1].started, 2);
    limiter_release(&limiter);
}

static void lanes_learn_apart_and_keep_what_they_learned(void **state)
{
    struct limiter limiter;
    struct call call;
    int order = 0;
    (void)state;
    limiter_init(&limiter, 20, 20);
    init(&call, 1, &order);
    struct limiter_lane *lane = limiter_lane(&limiter, "AKIA", "a", "profile");
    limiter_enter(&limiter, lane, &call.ticket, LIMITER_LIST);
    limiter_run(&limiter, 1000);
    limiter_throttled(&call.ticket, 1000);
    limiter_leave(&limiter, &call.ticket);
    assert_true(limiter_rate(limiter_lane(&limiter, "AKIA", "b", "profile")) == 0);
    limiter_rename(&limiter, "AKIA", "123456789012");
    assert_ptr_equal(limiter_lane(&limiter, "123456789012", "a", "profile"), lane);
    limiter_release(&limiter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds_what_runs_at_once),
        cmocka_unit_test(changes_find_room_beside_a_full_listing),
        cmocka_unit_test(the_urgent_go_first),
        cmocka_unit_test(a_throttled_lane_slows_down_and_recovers),
        cmocka_unit_test(one_burst_cuts_the_rate_once),
        cmocka_unit_test(a_bounded_lane_tells_when_to_come_again),
        cmocka_unit_test(lanes_learn_apart_and_keep_what_they_learned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

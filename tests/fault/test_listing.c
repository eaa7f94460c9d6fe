/* Listing and reading: who is asked, what is said of failures, what a slow cloud may not hold up. */
#include "helpers.h"

#include <string.h>
#include "base/clock.h"
#include "base/mem.h"
#include "session.h"

static int begin(void **state)
{
    session_setup(state);
    struct session *session = *state;
    cloud_put(session->cloud, "d|u", triggers_segment, false);
    cloud_put(session->cloud, "d|v", triggers_tags, false);
    return 0;
}

/* A listing newer than the generation given has ended. */
static bool has_listed(const struct session *session, const void *context)
{
    return session->store.generation > *(const uint32_t *)context && !session->store.listing;
}

static void list(struct session *session)
{
    uint32_t before = session->store.generation;
    backend_list(session->backend, NULL);
    session_wait(session, has_listed, &before, "the listing ends");
}

static bool is_known(const struct session *session, const void *context)
{
    (void)context;
    return session->store.connection.state == STORE_READ || session->store.connection.state == STORE_FAILED;
}

static bool is_whole(const struct session *session, const void *context)
{
    const struct store_row *row = store_find(&session->store, "us-east-1", context);
    return row != NULL && row->state == STORE_ROW_WHOLE;
}

static bool is_gone(const struct session *session, const void *context)
{
    return store_find(&session->store, "us-east-1", context) == NULL;
}

static void triggers_come_from_customer_profiles(void **state)
{
    struct session *session = *state;
    session_start(session, NULL);
    list(session);
    assert_int_equal(session->store.row_count, 3);
    assert_int_equal(session->store.regions[0].state, STORE_REGION_READ);
    assert_true(session->store.regions[0].domains_known);
    assert_int_equal(cloud_calls(session->cloud, "ListResources"), 0);
    assert_int_equal(cloud_calls(session->cloud, "GetResource"), 0); /* no request a row */
}

static void where_only_cloud_control_answers_it_lists(void **state)
{
    struct session *session = *state;
    cloud_manners(session->cloud)->only_control = true;
    session_start(session, NULL);
    list(session);
    assert_int_equal(session->store.row_count, 3);
    assert_int_equal(cloud_calls(session->cloud, "ListResources"), 3); /* the domains, and two pages */
    list(session);
    assert_int_equal(cloud_calls(session->cloud, "ListDomains"), 1); /* it is not asked again */
    session_wait(session, is_known, NULL, "the account is known not to be had");
    assert_string_equal(session->store.connection.account, "");
    assert_int_equal(session->store.connection.state, STORE_READ);
}

static void domains_given_are_not_looked_for(void **state)
{
    struct session *session = *state;
    struct backend_options options = session_options(session);
    texts_add(&options.domains, "d");
    options.list_via = BACKEND_VIA_CLOUDCONTROL;
    session_start(session, &options);
    list(session);
    assert_int_equal(session->store.row_count, 3);
    assert_int_equal(cloud_calls(session->cloud, "ListDomains"), 0);
    assert_int_equal(cloud_calls(session->cloud, "ListEventTriggers"), 0);
    assert_int_equal(cloud_calls(session->cloud, "ListResources"), 2);
    texts_release(&options.domains);
}

static void a_denied_region_says_so(void **state)
{
    struct session *session = *state;
    cloud_order(session->cloud, "ListDomains", CLOUD_DENY, 1);
    cloud_order(session->cloud, "ListResources", CLOUD_DENY, 1);
    session_start(session, NULL);
    list(session);
    assert_int_equal(session->store.regions[0].state, STORE_REGION_DENIED);
    assert_int_equal(session->store.regions[0].failure.code, ERR_ACCESS);
    assert_non_null(strstr(session->store.regions[0].failure.hint, "--domain"));
    assert_true(store_listing_lacks(&session->store));
}

static void a_server_in_trouble_is_not_taken_for_one_without_domains(void **state)
{
    struct session *session = *state;
    cloud_order(session->cloud, "ListDomains", CLOUD_TROUBLE, 9);
    session_start(session, NULL);
    list(session);
    assert_int_equal(session->store.regions[0].state, STORE_REGION_FAILED);
    assert_null(strstr(session->store.regions[0].failure.text, "domains cannot be listed"));
}

static void a_domain_that_fails_leaves_the_region_partly_read(void **state)
{
    struct session *session = *state;
    struct backend_options options = session_options(session);
    texts_add(&options.domains, "d");
    texts_add(&options.domains, "e");
    session_start(session, &options);
    list(session); /* both are there */
    cloud_order(session->cloud, "ListEventTriggers", CLOUD_DENY, 1);
    cloud_order(session->cloud, "ListResources", CLOUD_DENY, 1);
    list(session);
    assert_int_equal(session->store.regions[0].state, STORE_REGION_PARTLY);
    assert_true(session->store.row_count >= 3); /* what is not known to be gone stays */
    texts_release(&options.domains);
}

static void passing_trouble_is_not_shown(void **state)
{
    struct session *session = *state;
    cloud_order(session->cloud, "ListDomains", CLOUD_TROUBLE, 1);
    cloud_order(session->cloud, "ListEventTriggers", CLOUD_DROP_BEFORE, 1);
    session_start(session, NULL);
    list(session);
    assert_int_equal(session->store.regions[0].state, STORE_REGION_READ);
    assert_int_equal(session->store.row_count, 3);
}

static void what_is_gone_leaves_at_the_end(void **state)
{
    struct session *session = *state;
    session_start(session, NULL);
    list(session);
    cloud_put(session->cloud, "d|u", NULL, false);
    list(session);
    assert_int_equal(session->store.row_count, 2);
    assert_null(store_find(&session->store, "us-east-1", "d|u"));
}

static void a_newer_listing_ends_the_older(void **state)
{
    struct session *session = *state;
    cloud_order(session->cloud, "ListEventTriggers", CLOUD_HOLD, 1);
    session_start(session, NULL);
    backend_list(session->backend, NULL); /* its answer is held */
    while (cloud_calls(session->cloud, "ListEventTriggers") == 0)
        backend_pump(session->backend, &session->store);
    list(session); /* a second one is answered although the first hangs */
    assert_int_equal(session->store.row_count, 3);
    assert_int_equal(cloud_calls(session->cloud, "ListEventTriggers"), 2);
}

/* ---- reading in full ---- */

static void a_row_is_read_once_however_often_it_is_asked_for(void **state)
{
    struct session *session = *state;
    session_start(session, NULL);
    list(session);
    cloud_order(session->cloud, "GetResource", CLOUD_HOLD, 1);
    for (int i = 0; i < 5; i++)
        backend_read(session->backend, "us-east-1", "d|t", i == 3);
    list(session); /* once this is answered, all of them were taken */
    standin_let_go(cloud_standin(session->cloud));
    session_wait(session, is_whole, "d|t", "the row is read");
    assert_int_equal(cloud_calls(session->cloud, "GetResource"), 1);
    assert_int_equal(session->store.reads_pending, 0);
    assert_string_equal(store_find(&session->store, "us-east-1", "d|t")->segment, "vip");
}

static void a_row_that_is_gone_leaves(void **state)
{
    struct session *session = *state;
    session_start(session, NULL);
    list(session);
    cloud_put(session->cloud, "d|t", NULL, false);
    backend_read(session->backend, "us-east-1", "d|t", true);
    session_wait(session, is_gone, "d|t", "the row leaves");
}

static void reads_that_were_scrolled_away_are_not_sent(void **state)
{
    enum { WANTED = 200 };
    struct session *session = *state;
    cloud_order(session->cloud, "GetResource", CLOUD_HOLD, 1000);
    session_start(session, NULL);
    list(session);
    for (int i = 0; i < WANTED; i++) {
        char *identifier = mem_printf("d|x%d", i);
        backend_read(session->backend, "us-east-1", identifier, false);
        free(identifier);
    }
    while (cloud_calls(session->cloud, "GetResource") < 8)
        backend_pump(session->backend, &session->store);
    backend_forget_reads(session->backend);
    backend_read(session->backend, "us-east-1", "d|t", true);
    while (cloud_calls(session->cloud, "GetResource") < 9)
        backend_pump(session->backend, &session->store);
    standin_let_go(cloud_standin(session->cloud));
    session_wait(session, is_whole, "d|t", "the urgent row is read");
    assert_true(cloud_calls(session->cloud, "GetResource") < 64); /* of 201 that were asked for */
}

/* ---- what a slow cloud may not hold up ---- */

static void a_change_goes_on_while_a_listing_hangs(void **state)
{
    struct session *session = *state;
    struct backend_change change = session_change(NULL, triggers_segment);
    cloud_order(session->cloud, "ListDomains", CLOUD_HOLD, 1);
    session_start(session, NULL);
    backend_list(session->backend, NULL);
    assert_int_equal(session_settled(session, backend_update(session->backend, &change))->state,
                     OPERATION_SUCCEEDED);
    assert_true(session->store.listing);
}

static void stopping_waits_for_nobody(void **state)
{
    struct session *session = *state;
    cloud_order(session->cloud, "ListDomains", CLOUD_HOLD, 1);
    cloud_order(session->cloud, "GetCallerIdentity", CLOUD_HOLD, 1);
    session_start(session, NULL);
    backend_list(session->backend, NULL);
    while (cloud_calls(session->cloud, "ListDomains") == 0)
        backend_pump(session->backend, &session->store);
    int64_t from_ms = clock_monotonic_ms();
    session_stop(session); /* asserts that the worker answered */
    assert_true(clock_monotonic_ms() - from_ms < 2000);
}

static void ctrl_c_stops_reading(void **state)
{
    struct session *session = *state;
    cloud_order(session->cloud, "ListDomains", CLOUD_HOLD, 1);
    session_start(session, NULL);
    backend_list(session->backend, NULL);
    backend_stop_reading(session->backend);
    uint32_t before = 0;
    session_wait(session, has_listed, &before, "the listing is given up");
    assert_int_equal(session->store.regions[0].failure.code, ERR_INTERRUPTED);
}

/* ---- connections ---- */

static void without_keys_nothing_hangs(void **state)
{
    struct session *session = *state;
    struct backend_options options = session_options(session);
    options.profile_from_option = true; /* the environment's keys do not count */
    options.profile = "default";
    session_start(session, &options);
    list(session);
    assert_int_equal(session->store.connection.state, STORE_FAILED);
    assert_true(session->store.connection.no_credentials);
    assert_int_equal(session->store.regions[0].failure.code, ERR_ACCESS);
    struct backend_change change = session_change(NULL, triggers_segment);
    const struct operation *operation = session_settled(session, backend_update(session->backend, &change));
    assert_int_equal(operation->state, OPERATION_NOT_SENT);
    assert_int_equal(operation->failure.code, ERR_ACCESS);
}

static void the_cache_is_the_first_screen_next_time(void **state)
{
    struct session *session = *state;
    struct backend_options options = session_options(session);
    options.use_cache = true;
    session_start(session, &options);
    list(session);
    backend_read(session->backend, "us-east-1", "d|t", true);
    session_wait(session, is_whole, "d|t", "the row is read");
    session_stop(session);
    cloud_order(session->cloud, "GetCallerIdentity", CLOUD_HOLD, 1); /* no answer from anywhere */
    session_start(session, &options);
    while (session->store.row_count < 3)
        backend_pump(session->backend, &session->store);
    assert_true(session->store.regions[0].from_cache);
    assert_string_equal(store_find(&session->store, "us-east-1", "d|t")->segment, "vip");
}

static bool has_draft(const struct session *session, const void *context)
{
    (void)context;
    return store_find_draft(&session->store, "us-east-1", "d|t") != NULL;
}

static bool has_no_draft(const struct session *session, const void *context)
{
    return !has_draft(session, context);
}

static bool has_said_two(const struct session *session, const void *context)
{
    (void)context;
    return session->store.message_count >= 2;
}

static void a_draft_that_no_disk_takes_is_kept_while_we_run(void **state)
{
    struct session *session = *state;
    struct backend_options options = session_options(session);
    char account[] = "123456789012", region[] = "us-east-1", identifier[] = "d|t";
    struct store_draft draft = {.account = account, .region = region, .identifier = identifier};
    options.state_dir = "/dev/null/nowhere";
    draft.document = mem_dup(triggers_segment);
    session_start(session, &options);
    for (int i = 0; i < 2; i++)
        backend_draft_save(session->backend, &draft);
    backend_draft_drop(session->backend, account, region, identifier);
    session_wait(session, has_said_two, NULL, "the draft cannot be dropped either");
    assert_int_equal(session->store.message_count, 2); /* saving said it once, not at each key */
    assert_true(session->store.messages[0].is_error);
    free(draft.document);
}

static void a_draft_goes_when_its_change_succeeded(void **state)
{
    struct session *session = *state;
    char account[] = "123456789012", region[] = "us-east-1", identifier[] = "d|t";
    struct store_draft draft = {.account = account, .region = region, .identifier = identifier};
    struct backend_change other = session_change(NULL, triggers_tags),
                          own = session_change(NULL, triggers_segment);
    draft.document = mem_dup(triggers_segment);
    session_start(session, NULL);
    session_wait(session, is_known, NULL, "the account is known");
    backend_draft_save(session->backend, &draft);
    store_put_draft(&session->store, &draft);
    session_settled(session, backend_update(session->backend, &other));
    assert_true(has_draft(session, NULL)); /* another change than the draft's */
    session_stop(session);
    session_start(session, NULL);
    session_wait(session, has_draft, NULL, "the draft is there again");
    assert_int_equal(session_settled(session, backend_update(session->backend, &own))->state,
                     OPERATION_SUCCEEDED);
    session_wait(session, has_no_draft, NULL, "the draft goes");
    free(draft.document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(triggers_come_from_customer_profiles, begin, session_teardown),
        cmocka_unit_test_setup_teardown(where_only_cloud_control_answers_it_lists, begin, session_teardown),
        cmocka_unit_test_setup_teardown(domains_given_are_not_looked_for, begin, session_teardown),
        cmocka_unit_test_setup_teardown(a_denied_region_says_so, begin, session_teardown),
        cmocka_unit_test_setup_teardown(a_server_in_trouble_is_not_taken_for_one_without_domains, begin,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(a_domain_that_fails_leaves_the_region_partly_read, begin,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(passing_trouble_is_not_shown, begin, session_teardown),
        cmocka_unit_test_setup_teardown(what_is_gone_leaves_at_the_end, begin, session_teardown),
        cmocka_unit_test_setup_teardown(a_newer_listing_ends_the_older, begin, session_teardown),
        cmocka_unit_test_setup_teardown(a_row_is_read_once_however_often_it_is_asked_for, begin,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(a_row_that_is_gone_leaves, begin, session_teardown),
        cmocka_unit_test_setup_teardown(reads_that_were_scrolled_away_are_not_sent, begin, session_teardown),
        cmocka_unit_test_setup_teardown(a_change_goes_on_while_a_listing_hangs, begin, session_teardown),
        cmocka_unit_test_setup_teardown(stopping_waits_for_nobody, begin, session_teardown),
        cmocka_unit_test_setup_teardown(ctrl_c_stops_reading, begin, session_teardown),
        cmocka_unit_test_setup_teardown(without_keys_nothing_hangs, begin, session_teardown),
        cmocka_unit_test_setup_teardown(the_cache_is_the_first_screen_next_time, begin, session_teardown),
        cmocka_unit_test_setup_teardown(a_draft_that_no_disk_takes_is_kept_while_we_run, begin,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(a_draft_goes_when_its_change_succeeded, begin, session_teardown),
    };
    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

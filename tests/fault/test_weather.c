/* Hard weather for all that reads: what changes.md says of it, line by line, and how it is shown meanwhile. */
#include "helpers.h"

#include <string.h>
#include <time.h>
#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "session.h"
#include "swallow.h"

enum { ROWS = 7, HOUR_MS = 60 * 60 * 1000, SAID_MS = 3000, QUIT_MS = 500 };

static int begin(void **state)
{
    session_setup(state);
    struct session *session = *state;
    for (int i = 1; i < ROWS; i++) {
        char identifier[8];
        snprintf(identifier, sizeof identifier, "d|t%d", i);
        cloud_put(session->cloud, identifier, triggers_plain, false);
    }
    cloud_manners(session->cloud)->page = 2;
    return 0;
}

static int end(void **state)
{
    clock_freeze(-1);
    return session_teardown(state);
}

static bool has_listed(const struct session *session, const void *context)
{
    (void)context;
    return session->store.generation > 0 && !session->store.listing;
}

static void list(struct session *session)
{
    backend_list(session->backend, NULL);
    session_wait(session, has_listed, NULL, "the listing ends");
}

static bool is_known(const struct session *session, const void *context)
{
    (void)context;
    return session->store.connection.state == STORE_READ;
}

static bool is_whole(const struct session *session, const void *context)
{
    const struct store_row *row = store_find(&session->store, "us-east-1", context);
    return row != NULL && row->state == STORE_ROW_WHOLE;
}

static const struct store_region *region_of(const struct session *session)
{
    return session->store.region_count > 0 ? &session->store.regions[0] : NULL;
}

static bool region_is_late(const struct session *session, const void *context)
{
    const struct store_region *region = region_of(session);
    return region != NULL && region->state == STORE_REGION_READING &&
           strstr(region->failure.text, context) != NULL;
}

/* ---- attempts are per call ---- */

static void a_call_is_tried_three_times(void **state)
{
    struct session *session = *state;
    cloud_order(session->cloud, "ListDomains", CLOUD_TROUBLE, 9);
    session_start(session, NULL);
    list(session);
    assert_int_equal(region_of(session)->state, STORE_REGION_FAILED);
    assert_int_equal(cloud_calls(session->cloud, "ListDomains"), 3);
}

static void the_person_may_want_more_or_fewer(void **state)
{
    static const struct {
        const char *variable;
        int attempts;
    } cases[] = {{"AWS_MAX_ATTEMPTS=5", 5}, {"AWS_MAX_ATTEMPTS=1", 1}};
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct session session;
        session_begin(&session);
        triggers_environment_with(session.folder, cases[i].variable);
        cloud_order(session.cloud, "ListDomains", CLOUD_DROP_BEFORE, 9);
        session_start(&session, NULL);
        list(&session);
        assert_int_equal(region_of(&session)->failure.code, ERR_NETWORK);
        assert_int_equal(cloud_calls(session.cloud, "ListDomains"), cases[i].attempts);
        char *head = cloud_head(session.cloud, "ListDomains", cases[i].attempts);
        char *wanted = mem_printf("attempt=%d; max=%d", cases[i].attempts, cases[i].attempts);
        char *told = standin_header(head, "amz-sdk-request");
        assert_string_equal(told, wanted);
        free(head);
        free(wanted);
        free(told);
        session_end(&session);
    }
}

static void each_attempt_is_signed_anew_and_names_the_same_call(void **state)
{
    struct session *session = *state;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    cloud_order(session->cloud, "ListDomains", CLOUD_TROUBLE, 1);
    cloud_order(session->cloud, "ListDomains", CLOUD_HOLD, 1);
    session_start(session, NULL);
    backend_list(session->backend, NULL);
    session_wait(session, region_is_late, "trouble", "the trouble is shown");
    while (cloud_calls(session->cloud, "ListDomains") < 2)
        backend_pump(session->backend, &session->store);
    char *first = cloud_head(session->cloud, "ListDomains", 1),
         *second = cloud_head(session->cloud, "ListDomains", 2);
    char *ids[] = {standin_header(first, "amz-sdk-invocation-id"),
                   standin_header(second, "amz-sdk-invocation-id")};
    char *told[] = {standin_header(first, "amz-sdk-request"), standin_header(second, "amz-sdk-request")};
    char *signatures[] = {standin_header(first, "Authorization"), standin_header(second, "Authorization")};
    assert_int_equal(strlen(ids[0]), 36);
    assert_string_equal(ids[0], ids[1]);
    assert_string_equal(told[0], "attempt=1; max=3");
    assert_string_equal(told[1], "attempt=2; max=3");
    assert_string_not_equal(signatures[0], signatures[1]);
    for (int i = 0; i < 2; i++) {
        free(ids[i]);
        free(told[i]);
        free(signatures[i]);
    }
    free(first);
    free(second);
    standin_let_go(cloud_standin(session->cloud));
}

static void a_setting_that_is_none_fails_with_its_name(void **state)
{
    struct session *session = *state;
    triggers_environment_with(session->folder, "AWS_RETRY_MODE=often");
    session_start(session, NULL);
    list(session);
    assert_int_equal(session->store.connection.state, STORE_FAILED);
    assert_int_equal(region_of(session)->failure.code, ERR_USAGE);
    assert_non_null(strstr(region_of(session)->failure.text, "AWS_RETRY_MODE"));
}

static void legacy_is_taken_with_a_word(void **state)
{
    struct session *session = *state;
    triggers_environment_with(session->folder, "AWS_RETRY_MODE=legacy");
    session_start(session, NULL);
    list(session);
    assert_int_equal(session->store.row_count, ROWS);
    assert_int_equal(session->store.message_count, 1);
    assert_false(session->store.messages[0].is_error);
    assert_non_null(strstr(session->store.messages[0].text, "legacy"));
}

/* ---- nothing of it is a failure while there is hope ---- */

struct weather_case {
    enum cloud_weather weather;
    int times;
};

static const struct weather_case passing[] = {
    {CLOUD_DROP_BEFORE, 2}, {CLOUD_DROP_AFTER, 2}, {CLOUD_CUT, 2}, {CLOUD_TROUBLE, 2}, {CLOUD_THROTTLE, 3},
};

static void assert_no_words(const struct session *session)
{
    if (session->store.message_count > 0)
        fail_msg("%s", session->store.messages[0].text);
}

static void list_in(const struct weather_case *weather, const char *action, enum backend_list_via via)
{
    struct session session;
    void *state;
    begin(&state);
    session = *(struct session *)state;
    struct backend_options options = session_options(&session);
    options.list_via = via;
    cloud_order(session.cloud, action, CLOUD_FINE, 1);
    cloud_order(session.cloud, action, weather->weather, weather->times);
    session_start(&session, &options);
    list(&session);
    if (session.store.regions[0].state != STORE_REGION_READ || session.store.row_count != ROWS)
        fail_msg("%s, weather %d: %zu rows: %s", action, weather->weather, session.store.row_count,
                 session.store.regions[0].failure.text);
    assert_int_equal(session.store.regions[0].failure.code, ERR_NONE);
    assert_int_equal(session.store.regions[0].rows, ROWS);
    assert_int_equal(cloud_calls(session.cloud, action), (ROWS + 1) / 2 + weather->times);
    assert_no_words(&session);
    session_end(&session);
    free(state);
}

/* The second page is met by it, and asked for again by the same token: no row is lost or comes twice. */
static void a_listing_of_pages_is_whole_in_any_weather(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(passing); i++) {
        list_in(&passing[i], "ListEventTriggers", BACKEND_VIA_AUTO);
        list_in(&passing[i], "ListResources", BACKEND_VIA_CLOUDCONTROL);
    }
}

static void a_trigger_is_read_in_any_weather(void **state)
{
    struct session *session = *state;
    session_start(session, NULL);
    list(session);
    for (size_t i = 0; i < ARRAY_COUNT(passing); i++) {
        char identifier[8];
        snprintf(identifier, sizeof identifier, "d|t%zu", i + 1);
        cloud_order(session->cloud, "GetResource", passing[i].weather, passing[i].times);
        backend_read(session->backend, "us-east-1", identifier, true);
        session_wait(session, is_whole, identifier, "the trigger is read");
        assert_null(store_find(&session->store, "us-east-1", identifier)->failure);
    }
    assert_no_words(session);
}

static void who_we_are_is_known_in_any_weather(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(passing); i++) {
        struct session session;
        session_begin(&session);
        cloud_order(session.cloud, "GetCallerIdentity", passing[i].weather, passing[i].times);
        session_start(&session, NULL);
        session_wait(&session, is_known, NULL, "the account is known");
        assert_string_equal(session.store.connection.account, "123456789012");
        assert_int_equal(cloud_calls(session.cloud, "GetCallerIdentity"), passing[i].times + 1);
        assert_no_words(&session);
        session_end(&session);
    }
}

/* All attempts of one call are lost while everything else answers: the account is asked for once more, and not given
 * up as unknown. */
static void a_bad_moment_of_sts_does_not_hide_the_account(void **state)
{
    struct session *session = *state;
    cloud_order(session->cloud, "GetCallerIdentity", CLOUD_DROP_BEFORE, 4);
    session_start(session, NULL);
    list(session);
    session_wait(session, is_known, NULL, "the account is known");
    assert_string_equal(session->store.connection.account, "123456789012");
}

static void an_sts_that_is_never_there_is_given_up(void **state)
{
    struct session *session = *state;
    cloud_order(session->cloud, "GetCallerIdentity", CLOUD_DROP_BEFORE, 1000);
    session_start(session, NULL);
    list(session);
    session_wait(session, is_known, NULL, "the account is known not to be had");
    assert_string_equal(session->store.connection.account, "");
}

/* What a refusal means is found out by reading; the weather ends no change there. */
static void a_refused_change_is_settled_when_aws_is_there_again(void **state)
{
    struct session *session = *state;
    char *seen = session_seen(session);
    struct backend_change change = session_change(seen, triggers_segment);
    cJSON *theirs = json_parse_text(triggers_plain, NULL);
    json_set_text(theirs, "SegmentFilter", "theirs");
    char *others = json_print(theirs);
    cJSON_Delete(theirs);
    cloud_put(session->cloud, "d|t", others, false);
    cloud_order(session->cloud, "GetResource", CLOUD_DROP_BEFORE, 4);
    session_start(session, NULL);
    session_wait(session, is_known, NULL, "the account is known");
    uint64_t number = backend_update(session->backend, &change);
    const struct operation *operation = session_waits(session, number, OPERATION_OFFLINE);
    assert_int_equal(operation->failure.code, ERR_NONE);
    operation = session_settled(session, number);
    assert_int_equal(operation->question, OPERATION_ASK_CONFLICT);
    free(seen);
    free(others);
}

/* ---- shown meanwhile ---- */

static void trouble_stands_beside_reading_until_it_has_passed(void **state)
{
    struct session *session = *state;
    cloud_order(session->cloud, "ListDomains", CLOUD_TROUBLE, 1);
    cloud_order(session->cloud, "ListDomains", CLOUD_HOLD, 1);
    session_start(session, NULL);
    backend_list(session->backend, NULL);
    session_wait(session, region_is_late, "trouble", "the trouble is shown");
    assert_string_equal(region_of(session)->failure.hint, "trying again (2 of 3)");
    assert_non_null(store_why_late(&session->store));
    standin_let_go(cloud_standin(session->cloud));
    session_wait(session, has_listed, NULL, "the listing ends");
    assert_int_equal(region_of(session)->state, STORE_REGION_READ);
    assert_null(store_why_late(&session->store));
    assert_no_words(session);
}

static void throttling_stands_beside_reading(void **state)
{
    struct session *session = *state;
    cloud_order(session->cloud, "ListDomains", CLOUD_THROTTLE, 3);
    session_start(session, NULL);
    backend_list(session->backend, NULL);
    session_wait(session, region_is_late, "AWS asks for fewer requests", "it is shown");
    assert_non_null(strstr(region_of(session)->failure.hint, "trying again"));
    session_wait(session, has_listed, NULL, "the listing ends");
    assert_int_equal(region_of(session)->state, STORE_REGION_READ);
    assert_int_equal(session->store.row_count, ROWS);
    assert_no_words(session);
}

static const char late_words[] = "yet";

static bool all_are_late(const struct session *session, const void *context)
{
    const struct store_row *row = store_find(&session->store, "us-east-1", "d|t");
    const struct store_catalog *catalog =
        store_find_catalog(&session->store, STORE_SEGMENTS, "us-east-1", "d", NULL);
    const struct operation *operation = store_find_operation(&session->store, *(const uint64_t *)context);
    return region_is_late(session, late_words) && row != NULL && row->failure != NULL &&
           strstr(row->failure->text, late_words) != NULL && catalog != NULL &&
           catalog->state == STORE_READING && strstr(catalog->failure.text, late_words) != NULL &&
           session->store.connection.state == STORE_READING &&
           strstr(session->store.connection.failure.text, late_words) != NULL && operation != NULL &&
           operation->activity != NULL && strstr(operation->activity, late_words) != NULL;
}

/* A server that takes connections and says nothing is as dead as one that takes none: it is said in time. */
static void silence_is_said_within_three_seconds(void **state)
{
    static const char *const held[] = {"GetCallerIdentity", "ListDomains", "GetResource",
                                       "ListSegmentDefinitions"};
    struct session *session = *state;
    struct backend_change change = session_change(triggers_plain, triggers_segment);
    for (size_t i = 0; i < ARRAY_COUNT(held); i++)
        cloud_order(session->cloud, held[i], CLOUD_HOLD, 1);
    session_start(session, NULL);
    store_put_row(&session->store, "us-east-1", "d", "t", NULL, NULL, NULL, 0, 0);
    int64_t from_ms = clock_monotonic_ms();
    backend_list(session->backend, NULL);
    backend_read(session->backend, "us-east-1", "d|t", true);
    backend_catalog(session->backend, STORE_SEGMENTS, "us-east-1", "d", NULL, false);
    uint64_t number = backend_update(session->backend, &change); /* waits for the account */
    session_wait(session, all_are_late, &number, "each of them says that nobody answers");
    assert_true(clock_monotonic_ms() - from_ms < SAID_MS);
    assert_string_equal(region_of(session)->failure.hint, "waiting (1 of 3)");
    standin_let_go(cloud_standin(session->cloud));
    assert_int_equal(session_settled(session, number)->state, OPERATION_SUCCEEDED);
    session_wait(session, is_whole, "d|t", "the trigger is read");
    assert_null(store_find(&session->store, "us-east-1", "d|t")->failure);
    assert_null(store_why_late(&session->store));
}

/* ---- an endpoint that is not there ---- */

static void swallowed_connections_are_said_within_three_seconds(void **state)
{
    struct session *session = *state;
    struct backend_options options = session_options(session);
    struct swallow swallow;
    assert_true(swallow_open(&swallow));
    char *url = mem_printf("http://127.0.0.1:%d", swallow.port);
    options.endpoint_url = url;
    session_start(session, &options);
    int64_t from_ms = clock_monotonic_ms();
    backend_list(session->backend, NULL);
    session_wait(session, region_is_late, "no answer from 127.0.0.1", "the dead endpoint is said");
    assert_true(clock_monotonic_ms() - from_ms < SAID_MS);
    session_wait(session, region_is_late, "no connection within 2.5 s", "the first attempt has ended");
    assert_true(clock_monotonic_ms() - from_ms < SAID_MS);
    assert_string_equal(region_of(session)->failure.hint, "trying again (2 of 3)");
    session_stop(session);
    swallow_close(&swallow);
    free(url);
    session_start(session, NULL); /* for the teardown */
}

/* ---- quitting ---- */

static void quit(struct session *session, const char *what)
{
    if (!backend_stop(session->backend, QUIT_MS))
        fail_msg("it hangs: %s", what);
    session->backend = NULL;
    store_release(&session->store);
}

static bool anybody_is_late(const struct session *session, const void *context)
{
    (void)context;
    return store_why_late(&session->store) != NULL;
}

static void quitting_waits_for_no_weather(void **state)
{
    static const enum cloud_weather weathers[] = {CLOUD_HOLD, CLOUD_THROTTLE, CLOUD_DROP_BEFORE};
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(weathers); i++) {
        struct session session;
        session_begin(&session);
        triggers_environment_with(session.folder, "AWS_MAX_ATTEMPTS=100");
        cloud_order(session.cloud, "GetCallerIdentity", weathers[i], 1000);
        cloud_order(session.cloud, "ListDomains", weathers[i], 1000);
        session_start(&session, NULL);
        backend_list(session.backend, NULL);
        session_wait(&session, anybody_is_late, NULL, "the weather is shown");
        quit(&session, "weather of the cloud");
        session_end(&session);
    }
}

/* ---- clocks ---- */

static void set_clock(int64_t ahead_ms)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    clock_freeze((int64_t)now.tv_sec * 1000 + ahead_ms);
}

static void a_wrong_clock_is_followed(void **state)
{
    static const int64_t ahead[] = {HOUR_MS, -HOUR_MS};
    static const char *const words[] = {"60 minutes ahead of", "minutes behind"};
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(ahead); i++) {
        struct session session;
        session_begin(&session);
        struct backend_change change = session_change(NULL, triggers_segment);
        cloud_manners(session.cloud)->has_clock = true;
        set_clock(ahead[i]);
        session_start(&session, NULL);
        session_wait(&session, is_known, NULL, "the account is known");
        list(&session);
        assert_int_equal(session.store.regions[0].state, STORE_REGION_READ);
        const struct operation *operation =
            session_settled(&session, backend_update(session.backend, &change));
        if (operation->state != OPERATION_SUCCEEDED)
            fail_msg("%s", operation->failure.text);
        assert_int_equal(cloud_calls(session.cloud, "GetCallerIdentity"), 2); /* once too early or late */
        assert_int_equal(cloud_calls(session.cloud, "ListDomains"), 1);
        assert_int_equal(cloud_calls(session.cloud, "UpdateResource"), 1);
        assert_int_equal(session.store.message_count, 1); /* once for the connection */
        assert_false(session.store.messages[0].is_error);
        if (strstr(session.store.messages[0].text, words[i]) == NULL)
            fail_msg("%s", session.store.messages[0].text);
        clock_freeze(-1);
        session_end(&session);
    }
}

static void a_clock_that_is_set_meanwhile_is_followed_too(void **state)
{
    struct session *session = *state;
    cloud_manners(session->cloud)->has_clock = true;
    set_clock(HOUR_MS);
    session_start(session, NULL);
    list(session);
    clock_freeze(-1);
    uint32_t before = session->store.generation;
    backend_list(session->backend, NULL);
    while (session->store.generation == before || session->store.listing)
        backend_pump(session->backend, &session->store);
    assert_int_equal(region_of(session)->state, STORE_REGION_READ);
    assert_int_equal(session->store.message_count, 1);
}

static void a_denial_is_not_tried_again_for_the_clock_twice(void **state)
{
    struct session *session = *state;
    cloud_manners(session->cloud)->has_clock = true;
    set_clock(HOUR_MS);
    session_start(session, NULL);
    session_wait(session, is_known, NULL, "the account is known, and with it the time");
    cloud_order(session->cloud, "ListDomains", CLOUD_DENY, 9);
    cloud_order(session->cloud, "ListResources", CLOUD_DENY, 9);
    list(session);
    assert_int_equal(region_of(session)->state, STORE_REGION_DENIED);
    assert_int_equal(cloud_calls(session->cloud, "ListDomains"), 1);
}

static void the_clock_may_be_left_alone(void **state)
{
    struct session *session = *state;
    triggers_environment_with(session->folder, "AWS_DISABLE_CLOCK_SKEW_CORRECTION=true");
    cloud_manners(session->cloud)->has_clock = true;
    set_clock(HOUR_MS);
    session_start(session, NULL);
    list(session);
    assert_int_equal(region_of(session)->failure.code, ERR_ACCESS);
    if (strstr(region_of(session)->failure.text, "clock of this machine is") == NULL)
        fail_msg("%s", region_of(session)->failure.text);
    assert_int_equal(cloud_calls(session->cloud, "ListDomains"), 1);
    assert_no_words(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_call_is_tried_three_times, begin, end),
        cmocka_unit_test(the_person_may_want_more_or_fewer),
        cmocka_unit_test_setup_teardown(each_attempt_is_signed_anew_and_names_the_same_call, begin, end),
        cmocka_unit_test_setup_teardown(a_setting_that_is_none_fails_with_its_name, begin, end),
        cmocka_unit_test_setup_teardown(legacy_is_taken_with_a_word, begin, end),
        cmocka_unit_test(a_listing_of_pages_is_whole_in_any_weather),
        cmocka_unit_test_setup_teardown(a_trigger_is_read_in_any_weather, begin, end),
        cmocka_unit_test(who_we_are_is_known_in_any_weather),
        cmocka_unit_test_setup_teardown(a_bad_moment_of_sts_does_not_hide_the_account, begin, end),
        cmocka_unit_test_setup_teardown(an_sts_that_is_never_there_is_given_up, begin, end),
        cmocka_unit_test_setup_teardown(a_refused_change_is_settled_when_aws_is_there_again, begin, end),
        cmocka_unit_test_setup_teardown(trouble_stands_beside_reading_until_it_has_passed, begin, end),
        cmocka_unit_test_setup_teardown(throttling_stands_beside_reading, begin, end),
        cmocka_unit_test_setup_teardown(silence_is_said_within_three_seconds, begin, end),
        cmocka_unit_test_setup_teardown(swallowed_connections_are_said_within_three_seconds, begin, end),
        cmocka_unit_test(quitting_waits_for_no_weather),
        cmocka_unit_test_setup_teardown(a_wrong_clock_is_followed, begin, end),
        cmocka_unit_test_setup_teardown(a_clock_that_is_set_meanwhile_is_followed_too, begin, end),
        cmocka_unit_test_setup_teardown(a_denial_is_not_tried_again_for_the_clock_twice, begin, end),
        cmocka_unit_test_setup_teardown(the_clock_may_be_left_alone, begin, end),
    };
    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

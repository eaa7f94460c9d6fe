/* Changes in hard weather: what changes.md says of the journal and of weather,
 * against a cloud that misbehaves. */
#include "helpers.h"

#include <string.h>
#include "session.h"

static uint64_t update(struct session *session, const char *after)
{
    char *before = session_seen(session);
    struct backend_change change = session_change(before, after);
    uint64_t number = backend_update(session->backend, &change);
    free(before);
    return number;
}

static void assert_segment(struct session *session, const char *expected)
{
    cJSON *document = cloud_get(session->cloud, "d|t");
    assert_string_equal(json_text(document, "SegmentFilter"), expected);
    cJSON_Delete(document);
}

static void assert_state(const struct operation *operation, enum operation_state state)
{
    if (operation->state != state)
        fail_msg("%s: %s", operation_state_name(operation->state), operation->failure.text);
}

/* ---- one sending, whatever happens to the answer ---- */

struct weather_case {
    const char *rule, *action;
    enum cloud_weather weather;
    int times, calls; /* calls of UpdateResource in the end; 0: does not matter */
};

static const struct weather_case weathers[] = {
    {"fine weather: one call", "UpdateResource", CLOUD_FINE, 0, 1},
    {"the connection ends before it arrives: the same token again", "UpdateResource", CLOUD_DROP_BEFORE, 1,
     2},
    {"it arrives and the answer is lost: the same token again", "UpdateResource", CLOUD_DROP_AFTER, 1, 2},
    {"half of the answer comes", "UpdateResource", CLOUD_CUT, 1, 2},
    {"no answer, more often than one call is tried: it goes on by itself", "UpdateResource", CLOUD_DROP_AFTER,
     4, 5},
    {"throttled more often than one call is tried: it waits and goes on", "UpdateResource", CLOUD_THROTTLE, 4,
     5},
    {"a server in trouble", "UpdateResource", CLOUD_TROUBLE, 4, 5},
    {"polls that reach nobody go on", "GetResourceRequestStatus", CLOUD_DROP_BEFORE, 5, 1},
    {"polls that are throttled go on", "GetResourceRequestStatus", CLOUD_THROTTLE, 1, 1},
    {"the reading after success is cut off", "GetResource", CLOUD_CUT, 1, 1},
};

static void a_change_takes_effect_once_in_any_weather(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof weathers / sizeof *weathers; i++) {
        const struct weather_case *weather = &weathers[i];
        struct session session;
        session_begin(&session);
        cloud_order(session.cloud, weather->action, weather->weather, weather->times);
        session_start(&session, NULL);
        const struct operation *operation = session_settled(&session, update(&session, triggers_segment));
        if (operation->state != OPERATION_SUCCEEDED)
            fail_msg("%s: %s %s", weather->rule, operation_state_name(operation->state),
                     operation->failure.text);
        if (cloud_effects(session.cloud) != 1 || cloud_tokens(session.cloud) != 1)
            fail_msg("%s: %d effects", weather->rule, cloud_effects(session.cloud));
        if (weather->calls != 0 && cloud_calls(session.cloud, "UpdateResource") != weather->calls)
            fail_msg("%s: %d calls", weather->rule, cloud_calls(session.cloud, "UpdateResource"));
        assert_segment(&session, "all");
        session_end(&session);
    }
}

static void waiting_is_shown(void **state)
{
    struct session *session = *state;
    cloud_order(session->cloud, "UpdateResource", CLOUD_THROTTLE, 1);
    session_start(session, NULL);
    uint64_t number = update(session, triggers_segment);
    const struct operation *operation = session_waits(session, number, OPERATION_QUEUED);
    assert_non_null(strstr(operation->activity, "throttled"));
    assert_int_equal(operation->failure.code, ERR_NONE);
    assert_state(session_settled(session, number), OPERATION_SUCCEEDED);
    cloud_order(session->cloud, "UpdateResource", CLOUD_DROP_AFTER, 3);
    number = update(session, triggers_tags);
    assert_non_null(session_waits(session, number, OPERATION_OFFLINE)->activity);
    assert_state(session_settled(session, number), OPERATION_SUCCEEDED);
}

static void without_a_byte_sent_it_is_not_sent(void **state)
{
    struct session *session = *state;
    struct backend_options options = session_options(session);
    struct backend_change change = session_change(triggers_plain, triggers_segment);
    options.endpoint_url = "http://127.0.0.1:1"; /* nobody listens there */
    change.account = "";
    change.account_unknown_ok = true;
    session_start(session, &options);
    uint64_t number = backend_update(session->backend, &change);
    const struct operation *operation = session_settled(session, number);
    assert_state(operation, OPERATION_NOT_SENT);
    assert_int_equal(operation->failure.code, ERR_NETWORK);
    assert_true(operation->journal_id > 0); /* it is in the journal nevertheless */
    change.account_unknown_ok = false;
    operation = session_settled(session, backend_update(session->backend, &change));
    assert_state(operation, OPERATION_NOT_SENT);
    assert_int_equal(operation->failure.code, ERR_NETWORK);
    assert_true(operation->journal_id == 0);
}

static void a_resend_that_conflicts_did_arrive(void **state)
{
    struct session *session = *state;
    cloud_manners(session->cloud)->conflict_on_resend = true;
    cloud_order(session->cloud, "UpdateResource", CLOUD_DROP_AFTER, 1);
    session_start(session, NULL);
    assert_state(session_settled(session, update(session, triggers_segment)), OPERATION_SUCCEEDED);
    assert_int_equal(cloud_effects(session->cloud), 1);
}

static void a_token_that_somebody_used_is_a_conflict(void **state)
{
    struct session *session = *state;
    session_start(session, NULL);
    struct backend_change change = session_change(NULL, triggers_segment);
    change.client_token = "mine";
    assert_state(session_settled(session, backend_update(session->backend, &change)), OPERATION_SUCCEEDED);
    change.after = triggers_tags;
    const struct operation *operation = session_settled(session, backend_update(session->backend, &change));
    assert_state(operation, OPERATION_FAILED);
    assert_int_equal(operation->failure.code, ERR_CONFLICT);
    assert_int_equal(cloud_effects(session->cloud), 1);
}

static void a_page_of_a_proxy_settles_nothing(void **state)
{
    struct session *session = *state;
    cloud_order(session->cloud, "UpdateResource", CLOUD_HTML, 1);
    session_start(session, NULL);
    uint64_t number = update(session, triggers_segment);
    const struct operation *operation = session_settled(session, number);
    assert_int_equal(operation->question, OPERATION_ASK_UNSETTLED);
    assert_int_equal(operation->failure.code, ERR_NETWORK);
    assert_int_equal(operation->state, OPERATION_SENT);
    assert_state(session_answer(session, number, true), OPERATION_SUCCEEDED); /* the same bytes went */
    assert_int_equal(cloud_effects(session->cloud), 1);
}

static void a_refusal_is_the_end(void **state)
{
    struct session *session = *state;
    cloud_order(session->cloud, "UpdateResource", CLOUD_DENY, 1);
    session_start(session, NULL);
    uint64_t number = update(session, triggers_segment);
    const struct operation *operation = session_settled(session, number);
    assert_state(operation, OPERATION_FAILED);
    assert_int_equal(operation->failure.code, ERR_ACCESS);
    char *token = strdup(operation->client_token);
    uint64_t again = backend_retry(session->backend, number); /* other bytes: a token of its own */
    assert_true(again != 0 && again != number);
    operation = session_settled(session, again);
    assert_state(operation, OPERATION_SUCCEEDED);
    assert_string_not_equal(operation->client_token, token);
    assert_int_equal(backend_retry(session->backend, again), 0); /* it succeeded: nothing to try again */
    free(token);
}

static void a_denial_after_a_lost_answer_settles_nothing(void **state)
{
    struct session *session = *state;
    cloud_order(session->cloud, "UpdateResource", CLOUD_DROP_AFTER, 1);
    cloud_order(session->cloud, "UpdateResource", CLOUD_DENY, 1);
    session_start(session, NULL);
    uint64_t number = update(session, triggers_segment);
    const struct operation *operation = session_settled(session, number);
    assert_int_equal(operation->question, OPERATION_ASK_UNSETTLED); /* not failed: it may run at AWS */
    assert_int_equal(operation->failure.code, ERR_ACCESS);
    assert_state(session_answer(session, number, true), OPERATION_SUCCEEDED);
    assert_int_equal(cloud_effects(session->cloud), 1);
    assert_int_equal(cloud_tokens(session->cloud), 1);
}

/* ---- ends that are no failures ---- */

static void a_delete_of_what_is_gone_is_done(void **state)
{
    struct session *session = *state;
    struct backend_change change = session_change(NULL, NULL);
    cloud_manners(session->cloud)->fails_with = "NotFound";
    session_start(session, NULL);
    const struct operation *operation = session_settled(session, backend_delete(session->backend, &change));
    assert_state(operation, OPERATION_SUCCEEDED);
    assert_string_equal(operation->warning, "it was gone already");
    assert_non_null(operation->before); /* the copy for undo */
}

static void a_create_of_what_exists_is_a_conflict(void **state)
{
    struct session *session = *state;
    struct backend_change change = session_change(NULL, triggers_plain);
    change.identifier = NULL;
    session_start(session, NULL);
    const struct operation *operation = session_settled(session, backend_create(session->backend, &change));
    assert_state(operation, OPERATION_FAILED);
    assert_int_equal(operation->failure.code, ERR_CONFLICT);
    assert_string_equal(operation->identifier, "d|t");
}

static void what_aws_kept_is_a_warning_that_stays(void **state)
{
    struct session *session = *state;
    cloud_manners(session->cloud)->keeps_segment = true;
    session_start(session, NULL);
    const struct operation *operation = session_settled(session, update(session, triggers_segment));
    assert_state(operation, OPERATION_SUCCEEDED);
    assert_string_equal(operation->warning, "AWS accepted the change but kept SegmentFilter");
    assert_non_null(strstr(operation->events, "SUCCESS"));
}

static void a_cancelled_one_ends_cancelled(void **state)
{
    struct session *session = *state;
    cloud_order(session->cloud, "GetResourceRequestStatus", CLOUD_HOLD, 1);
    session_start(session, NULL);
    uint64_t number = update(session, triggers_segment);
    session_any(session, OPERATION_ACCEPTED, OPERATION_RUNNING);
    backend_cancel(session->backend, number);
    standin_let_go(cloud_standin(session->cloud));
    assert_state(session_settled(session, number), OPERATION_CANCELLED);
    assert_int_equal(cloud_calls(session->cloud, "CancelResourceRequest"), 1);
}

/* ---- what is refused before anything is sent ---- */

static void assert_nothing_sent(struct session *session, uint64_t number, const char *word)
{
    const struct operation *operation = session_settled(session, number);
    assert_state(operation, OPERATION_NOT_SENT);
    assert_int_equal(operation->failure.code, ERR_REFUSED);
    if (strstr(operation->failure.text, word) == NULL)
        fail_msg("%s", operation->failure.text);
    assert_int_equal(cloud_calls(session->cloud, "UpdateResource"), 0);
}

static void read_only_refuses_inside_the_backend(void **state)
{
    struct session *session = *state;
    struct backend_options options = session_options(session);
    options.read_only = true;
    session_start(session, &options);
    assert_nothing_sent(session, update(session, triggers_segment), "read-only");
}

static void a_region_where_the_profile_may_not_go_refuses(void **state)
{
    struct session *session = *state;
    struct backend_options options = session_options(session);
    struct settings_profile profile = {.name = (char *)"default"};
    struct settings settings = {.profiles = &profile, .profile_count = 1, .journal_keep_days = 90};
    texts_add(&profile.allowed_regions, "elsewhere");
    options.settings = &settings;
    session_start(session, &options);
    assert_nothing_sent(session, update(session, triggers_segment),
                        "the profile default may not be used in us-east-1");
    texts_release(&profile.allowed_regions);
}

static void another_account_than_seen_refuses(void **state)
{
    struct session *session = *state;
    struct backend_change change = session_change(triggers_plain, triggers_segment);
    change.account = "999999999999";
    session_start(session, NULL);
    assert_nothing_sent(session, backend_update(session->backend, &change), "999999999999");
}

static void an_unknown_account_wants_a_word(void **state)
{
    struct session *session = *state;
    struct backend_change change = session_change(NULL, triggers_segment);
    cloud_manners(session->cloud)->only_control = true;
    change.account = "";
    session_start(session, NULL);
    assert_nothing_sent(session, backend_update(session->backend, &change), "nobody tells which account");
    change.account_unknown_ok = true;
    assert_state(session_settled(session, backend_update(session->backend, &change)), OPERATION_SUCCEEDED);
}

static void a_protected_profile_writes_into_no_unknown_account(void **state)
{
    struct session *session = *state;
    struct backend_options options = session_options(session);
    struct backend_change change = session_change(NULL, triggers_segment);
    struct settings_profile profile = {.name = (char *)"default", .protected_ = true};
    struct settings settings = {.profiles = &profile, .profile_count = 1, .journal_keep_days = 90};
    cloud_manners(session->cloud)->only_control = true;
    options.settings = &settings;
    change.account = "";
    change.account_unknown_ok = true;
    session_start(session, &options);
    assert_nothing_sent(session, backend_update(session->backend, &change), "nobody tells which account");
}

static void no_difference_sends_nothing(void **state)
{
    struct session *session = *state;
    session_start(session, NULL);
    const struct operation *operation = session_settled(session, update(session, triggers_plain));
    assert_state(operation, OPERATION_NOT_SENT);
    assert_int_equal(operation->failure.code, ERR_NONE);
    assert_int_equal(cloud_calls(session->cloud, "UpdateResource"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_takes_effect_once_in_any_weather),
        cmocka_unit_test_setup_teardown(waiting_is_shown, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(without_a_byte_sent_it_is_not_sent, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(a_resend_that_conflicts_did_arrive, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(a_token_that_somebody_used_is_a_conflict, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(a_page_of_a_proxy_settles_nothing, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(a_refusal_is_the_end, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(a_denial_after_a_lost_answer_settles_nothing, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(a_delete_of_what_is_gone_is_done, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(a_create_of_what_exists_is_a_conflict, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(what_aws_kept_is_a_warning_that_stays, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(a_cancelled_one_ends_cancelled, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(read_only_refuses_inside_the_backend, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(a_region_where_the_profile_may_not_go_refuses, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(another_account_than_seen_refuses, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(an_unknown_account_wants_a_word, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(a_protected_profile_writes_into_no_unknown_account, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(no_difference_sends_nothing, session_setup, session_teardown),
    };
    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

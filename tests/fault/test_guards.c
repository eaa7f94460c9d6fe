/* Guards: nothing that somebody else wrote meanwhile is overwritten or deleted unseen
 * (changes.md, Guards and Journal 5). */
#include "helpers.h"

#include <string.h>
#include "model/merge.h"
#include "session.h"

static void assert_member(struct session *session, const char *name, const char *expected)
{
    cJSON *document = cloud_get(session->cloud, "d|t");
    const char *text = json_text(document, name);
    if (expected == NULL)
        assert_null(text);
    else
        assert_string_equal(text != NULL ? text : "(absent)", expected);
    cJSON_Delete(document);
}

static void assert_state(const struct operation *operation, enum operation_state state)
{
    if (operation->state != state)
        fail_msg("%s: %s", operation_state_name(operation->state), operation->failure.text);
}

static void assert_asks(const struct operation *operation, enum operation_question question)
{
    if (operation->wait != OPERATION_ASKING || operation->question != question)
        fail_msg("%s: %s", operation_state_name(operation->state), operation->failure.text);
}

/* An update from what was seen to after, while the trigger is `meanwhile` (NULL: as it was seen). */
static uint64_t update(struct session *session, const char *after, const char *meanwhile)
{
    char *before = session_seen(session);
    struct backend_change change = session_change(before, after);
    if (meanwhile != NULL)
        cloud_put(session->cloud, "d|t", meanwhile, false);
    uint64_t number = backend_update(session->backend, &change);
    free(before);
    return number;
}

static void another_content_is_put_to_the_person(void **state)
{
    struct session *session = *state;
    cJSON *mine = json_parse_text(triggers_plain, NULL);
    json_set_text(mine, "SegmentFilter", "mine");
    char *text = json_print(mine);
    session_start(session, NULL);
    uint64_t number = update(session, text, triggers_segment);
    const struct operation *operation = session_settled(session, number);
    assert_asks(operation, OPERATION_ASK_CONFLICT);
    assert_non_null(strstr(operation->live, "\"all\""));
    assert_int_equal(operation->failure.code, ERR_CONFLICT);
    operation = session_answer(session, number, false);
    assert_state(operation, OPERATION_FAILED);
    assert_int_equal(operation->failure.code, ERR_CONFLICT);
    assert_int_equal(cloud_effects(session->cloud), 0);
    free(text);
    cJSON_Delete(mine);
}

static void yours_wins_when_the_person_says_so(void **state)
{
    struct session *session = *state;
    cJSON *theirs = json_parse_text(triggers_described, NULL);
    json_set_text(theirs, "SegmentFilter", "theirs");
    char *text = json_print(theirs);
    session_start(session, NULL);
    uint64_t number = update(session, triggers_segment, text);
    assert_asks(session_settled(session, number), OPERATION_ASK_CONFLICT);
    assert_state(session_answer(session, number, true), OPERATION_SUCCEEDED);
    assert_member(session, "SegmentFilter", "all");
    assert_member(session, "Description", "x"); /* theirs, which was not ours to decide */
    free(text);
    cJSON_Delete(theirs);
}

/* ---- merging (Guards 4) ---- */

/* As the form does it: the change that asks is left, every collision is answered with side, and what comes out is
 * an update that stands on theirs. */
static uint64_t merge_and_send(struct session *session, uint64_t number, enum merge_side side)
{
    const struct operation *operation = session_settled(session, number);
    struct merge merge = {0};
    assert_asks(operation, OPERATION_ASK_CONFLICT);
    cJSON *seen = json_parse_text(operation->before, NULL), *theirs = json_parse_text(operation->live, NULL),
          *yours = json_parse_text(operation->after, NULL);
    merge_begin(&merge, seen, theirs, yours);
    assert_true(merge_count(&merge).open > 0);
    for (size_t i = 0; i < merge.count; i++)
        merge.parts[i].side = merge.parts[i].asked ? side : merge.parts[i].side;
    cJSON *result = merge_result(&merge);
    char *before = json_print(theirs), *after = json_print(result);
    struct backend_change change = session_change(before, after);
    assert_state(session_answer(session, number, false), OPERATION_FAILED);
    number = backend_update(session->backend, &change);
    merge_release(&merge);
    free(before);
    free(after);
    cJSON_Delete(seen);
    cJSON_Delete(theirs);
    cJSON_Delete(yours);
    cJSON_Delete(result);
    return number;
}

/* The plain trigger with this segment and description (NULL: none). free(). */
static char *trigger_with(const char *segment, const char *description)
{
    cJSON *trigger = json_parse_text(triggers_plain, NULL);
    json_set_text(trigger, "SegmentFilter", segment);
    json_set_text(trigger, "Description", description);
    char *text = json_print(trigger);
    cJSON_Delete(trigger);
    return text;
}

static void theirs_for_all_leaves_nothing_to_send(void **state)
{
    struct session *session = *state;
    char *theirs = trigger_with("theirs", "theirs");
    session_start(session, NULL);
    uint64_t number = merge_and_send(session, update(session, triggers_segment, theirs), MERGE_THEIRS);
    const struct operation *operation = session_settled(session, number);
    assert_state(operation, OPERATION_NOT_SENT);
    assert_int_equal(operation->failure.code, ERR_NONE);
    assert_non_null(strstr(operation->warning, "nothing differs"));
    assert_int_equal(cloud_effects(session->cloud), 0);
    assert_member(session, "SegmentFilter", "theirs");
    free(theirs);
}

static void yours_is_guarded_by_theirs_and_keeps_the_rest_of_theirs(void **state)
{
    struct session *session = *state;
    char *theirs = trigger_with("theirs", "theirs");
    session_start(session, NULL);
    uint64_t number = merge_and_send(session, update(session, triggers_segment, theirs), MERGE_YOURS);
    assert_state(session_settled(session, number), OPERATION_SUCCEEDED);
    assert_int_equal(cloud_effects(session->cloud), 1);
    assert_int_equal(cloud_calls(session->cloud, "UpdateResource"), 2); /* the refused one, and this */
    assert_member(session, "SegmentFilter", "all");
    assert_member(session, "Description", "theirs");
    free(theirs);
}

/* While the person decides, it is changed a third time: what was decided about is not what is there. */
static void a_third_change_during_the_merge_is_merged_again(void **state)
{
    struct session *session = *state;
    char *second = trigger_with("second", NULL), *third = trigger_with("third", "third");
    session_start(session, NULL);
    uint64_t number = update(session, triggers_segment, second);
    session_settled(session, number);
    cloud_put(session->cloud, "d|t", third, false);
    number = merge_and_send(session, number, MERGE_YOURS);
    const struct operation *operation = session_settled(session, number);
    assert_asks(operation, OPERATION_ASK_CONFLICT);
    assert_non_null(strstr(operation->before, "\"second\""));
    assert_non_null(strstr(operation->live, "\"third\""));
    assert_int_equal(cloud_effects(session->cloud), 0);
    number = merge_and_send(session, number, MERGE_YOURS);
    assert_state(session_settled(session, number), OPERATION_SUCCEEDED);
    assert_member(session, "SegmentFilter", "all");
    assert_member(session, "Description", "third");
    free(second);
    free(third);
}

/* It can be created anew from what was typed; who was quicker is not overwritten. */
static void what_was_deleted_can_be_created_anew_but_not_over_another(void **state)
{
    struct session *session = *state;
    session_start(session, NULL);
    char *before = session_seen(session);
    struct backend_change change = session_change(before, triggers_segment);
    cloud_put(session->cloud, "d|t", NULL, false);
    const struct operation *operation = session_settled(session, backend_update(session->backend, &change));
    assert_int_equal(operation->failure.code, ERR_NOT_FOUND);
    change = session_change(NULL, triggers_segment);
    change.identifier = NULL;
    assert_state(session_settled(session, backend_create(session->backend, &change)), OPERATION_SUCCEEDED);
    assert_member(session, "SegmentFilter", "all");
    operation = session_settled(session, backend_create(session->backend, &change));
    assert_state(operation, OPERATION_FAILED);
    assert_int_equal(operation->failure.code, ERR_CONFLICT);
    free(before);
}

static void the_same_change_by_both_is_no_conflict(void **state)
{
    struct session *session = *state;
    session_start(session, NULL);
    const struct operation *operation =
        session_settled(session, update(session, triggers_described, triggers_described));
    assert_state(operation, OPERATION_NOT_SENT);
    assert_int_equal(operation->failure.code, ERR_NONE);
    assert_int_equal(cloud_effects(session->cloud), 0);
}

/* A service that checks the patch before the token refuses a resend whose first sending it carried out. */
static void a_resend_that_is_refused_because_it_arrived_is_a_success(void **state)
{
    struct session *session = *state;
    cloud_manners(session->cloud)->forgets_tokens = true;
    cloud_order(session->cloud, "UpdateResource", CLOUD_DROP_AFTER, 1);
    session_start(session, NULL);
    const struct operation *operation = session_settled(session, update(session, triggers_segment, NULL));
    assert_state(operation, OPERATION_SUCCEEDED);
    assert_int_equal(cloud_effects(session->cloud), 1);
    struct backend_change change = session_change(NULL, triggers_segment);
    cloud_put(session->cloud, "d|t", NULL, false);
    cloud_order(session->cloud, "CreateResource", CLOUD_DROP_AFTER, 1);
    assert_state(session_settled(session, backend_create(session->backend, &change)), OPERATION_SUCCEEDED);
    assert_int_equal(cloud_effects(session->cloud), 2);
}

static void what_others_changed_elsewhere_stays(void **state)
{
    struct session *session = *state;
    session_start(session, NULL);
    assert_state(session_settled(session, update(session, triggers_segment, triggers_described)),
                 OPERATION_SUCCEEDED);
    assert_member(session, "SegmentFilter", "all");
    assert_member(session, "Description", "x");
}

static void absence_is_guarded_by_time(void **state)
{
    struct session *session = *state;
    session_start(session, NULL);
    /* somebody wrote the trigger anew without touching what we touch: the time guard fails, and is renewed */
    assert_state(session_settled(session, update(session, triggers_described, triggers_segment)),
                 OPERATION_SUCCEEDED);
    assert_int_equal(cloud_calls(session->cloud, "UpdateResource"), 2);
    assert_member(session, "SegmentFilter", "all");
    assert_member(session, "Description", "x");
    assert_int_equal(cloud_tokens(session->cloud),
                     1); /* the refused attempt had a token of its own, never taken */
}

static void a_service_that_tests_no_time_is_remembered(void **state)
{
    struct session *session = *state;
    cloud_manners(session->cloud)->refuses_time_tests = true;
    session_start(session, NULL);
    assert_state(session_settled(session, update(session, triggers_described, NULL)), OPERATION_SUCCEEDED);
    assert_int_equal(cloud_calls(session->cloud, "UpdateResource"), 2);
    assert_true(session->store.connection.absence_unguarded); /* for Review to say */
    cloud_put(session->cloud, "d|t", triggers_plain, false);
    int reads = cloud_calls(session->cloud, "GetResource");
    assert_state(session_settled(session, update(session, triggers_described, NULL)), OPERATION_SUCCEEDED);
    assert_int_equal(cloud_calls(session->cloud, "UpdateResource"), 3);      /* refused no more */
    assert_int_equal(cloud_calls(session->cloud, "GetResource"), reads + 2); /* right before, and after */
}

static void then_absence_is_guarded_by_reading(void **state)
{
    struct session *session = *state;
    cloud_manners(session->cloud)->refuses_time_tests = true;
    session_start(session, NULL);
    assert_state(session_settled(session, update(session, triggers_described, NULL)), OPERATION_SUCCEEDED);
    cloud_put(session->cloud, "d|t", triggers_plain, false);
    char *before = session_seen(session);
    struct backend_change change = session_change(before, triggers_described);
    cJSON *theirs = json_parse_text(triggers_described, NULL);
    json_set_text(theirs, "Description", "theirs");
    char *text = json_print(theirs);
    cloud_put(session->cloud, "d|t", text, false);
    int calls = cloud_calls(session->cloud, "UpdateResource");
    assert_asks(session_settled(session, backend_update(session->backend, &change)), OPERATION_ASK_CONFLICT);
    assert_int_equal(cloud_calls(session->cloud, "UpdateResource"), calls);
    cJSON_Delete(theirs);
    free(text);
    free(before);
}

static void another_order_renews_the_guard_three_times_then_asks(void **state)
{
    struct session *session = *state;
    cloud_manners(session->cloud)->turns_tags = true;
    session_start(session, NULL);
    uint64_t number = update(session, triggers_tags, NULL);
    const struct operation *operation = session_settled(session, number);
    assert_asks(operation, OPERATION_ASK_UNGUARDED);
    assert_non_null(strstr(operation->failure.text, "Tags"));
    assert_int_equal(cloud_calls(session->cloud, "UpdateResource"), 4); /* the first, and three renewed */
    assert_int_equal(cloud_effects(session->cloud), 0);
    assert_state(session_answer(session, number, true), OPERATION_SUCCEEDED);
    assert_int_equal(cloud_effects(session->cloud), 1);
}

static void an_equal_trigger_means_that_aws_has_another_reason(void **state)
{
    struct session *session = *state;
    cJSON *after = json_parse_text(triggers_segment, NULL);
    char *before = session_seen(session);
    struct backend_change change = session_change(before, triggers_segment);
    change.patch = "[{\"op\":\"remove\",\"path\":\"/Nothing\"}]"; /* given by the person, sent as it stands */
    session_start(session, NULL);
    const struct operation *operation = session_settled(session, backend_update(session->backend, &change));
    assert_state(operation, OPERATION_FAILED);
    assert_int_equal(cloud_calls(session->cloud, "UpdateResource"), 1);
    free(before);
    cJSON_Delete(after);
}

static void unguarded_sends_no_tests(void **state)
{
    struct session *session = *state;
    struct backend_change change = session_change(triggers_described, triggers_segment);
    change.unguarded = true; /* although the description seen is not there */
    session_start(session, NULL);
    const struct operation *operation = session_settled(session, backend_update(session->backend, &change));
    assert_state(
        operation,
        OPERATION_FAILED); /* "remove" of what is absent: AWS's own text, and no reading in between */
    assert_int_equal(cloud_calls(session->cloud, "GetResource"), 0);
}

static void an_update_of_what_was_not_seen_reads_first(void **state)
{
    struct session *session = *state;
    struct backend_change change = session_change(NULL, triggers_segment);
    session_start(session, NULL);
    const struct operation *operation = session_settled(session, backend_update(session->backend, &change));
    assert_state(operation, OPERATION_SUCCEEDED);
    assert_non_null(strstr(operation->before, "vip"));
    change.identifier = "d|missing";
    operation = session_settled(session, backend_update(session->backend, &change));
    assert_state(operation, OPERATION_NOT_SENT);
    assert_int_equal(operation->failure.code, ERR_NOT_FOUND);
}

/* ---- somebody else's operation ---- */

static void a_running_operation_is_followed_first(void **state)
{
    struct session *session = *state;
    cloud_manners(session->cloud)->foreign = "d|t";
    session_start(session, NULL);
    assert_state(session_settled(session, update(session, triggers_segment, NULL)), OPERATION_SUCCEEDED);
    assert_int_equal(cloud_effects(session->cloud), 1);
    assert_int_equal(cloud_calls(session->cloud, "UpdateResource"), 2);
}

static void what_it_wrote_is_guarded_anew(void **state)
{
    struct session *session = *state;
    cJSON *theirs = json_parse_text(triggers_plain, NULL);
    json_set_text(theirs, "SegmentFilter", "theirs");
    char *text = json_print(theirs);
    cloud_manners(session->cloud)->foreign = "d|t";
    cloud_manners(session->cloud)->foreign_writes = text;
    session_start(session, NULL);
    assert_asks(session_settled(session, update(session, triggers_segment, NULL)), OPERATION_ASK_CONFLICT);
    assert_member(session, "SegmentFilter", "theirs");
    assert_int_equal(cloud_effects(session->cloud), 0);
    session_stop(session);
    cJSON_Delete(theirs);
    free(text);
}

static void a_delete_behind_it_asks_if_the_trigger_changed(void **state)
{
    struct session *session = *state;
    char *before = session_seen(session);
    struct backend_change change = session_change(before, NULL);
    cloud_manners(session->cloud)->foreign = "d|t";
    cloud_manners(session->cloud)->foreign_writes = triggers_segment;
    session_start(session, NULL);
    uint64_t number = backend_delete(session->backend, &change);
    assert_asks(session_settled(session, number), OPERATION_ASK_CONFLICT);
    assert_int_equal(cloud_effects(session->cloud), 0);
    assert_state(session_answer(session, number, true), OPERATION_SUCCEEDED);
    assert_int_equal(cloud_effects(session->cloud), 1);
    free(before);
}

static void it_may_be_our_own_earlier_sending(void **state)
{
    struct session *session = *state;
    struct backend_change change =
        session_change(NULL, "{\"DomainName\":\"d\",\"EventTriggerName\":\"new\"}");
    cloud_manners(session->cloud)->busy_on_resend = true;
    cloud_order(session->cloud, "CreateResource", CLOUD_DROP_AFTER, 1);
    cloud_order(session->cloud, "UpdateResource", CLOUD_DROP_AFTER, 1);
    session_start(session, NULL);
    change.identifier = NULL;
    assert_state(session_settled(session, backend_create(session->backend, &change)), OPERATION_SUCCEEDED);
    change = session_change(NULL, NULL);
    change.patch = "[{\"op\":\"replace\",\"path\":\"/SegmentFilter\",\"value\":\"all\"}]";
    assert_state(session_settled(session, backend_update(session->backend, &change)), OPERATION_SUCCEEDED);
    assert_int_equal(cloud_effects(session->cloud), 2);
    assert_int_equal(cloud_tokens(session->cloud), 2);
}

/* ---- deleting ---- */

static void a_delete_reads_first_and_asks(void **state)
{
    struct session *session = *state;
    struct backend_change change = session_change(triggers_segment, NULL); /* that is not what is there */
    session_start(session, NULL);
    uint64_t number = backend_delete(session->backend, &change);
    const struct operation *operation = session_settled(session, number);
    assert_asks(operation, OPERATION_ASK_CONFLICT);
    assert_int_equal(cloud_calls(session->cloud, "DeleteResource"), 0);
    operation = session_answer(session, number, false);
    assert_state(operation, OPERATION_NOT_SENT);
    assert_int_equal(operation->failure.code, ERR_CONFLICT);
}

static void the_copy_for_undo_is_what_was_deleted(void **state)
{
    struct session *session = *state;
    struct backend_change change = session_change(NULL, NULL);
    session_start(session, NULL);
    const struct operation *operation = session_settled(session, backend_delete(session->backend, &change));
    assert_state(operation, OPERATION_SUCCEEDED);
    assert_non_null(strstr(operation->before, "\"vip\""));
    cJSON *gone = cloud_get(session->cloud, "d|t");
    assert_null(gone);
}

/* Undo 2: also without guards, and also when what was in the way of it wrote something else. */
static void so_it_is_without_guards(void **state)
{
    struct session *session = *state;
    struct backend_change change = session_change(triggers_segment, NULL); /* that is not what is there */
    change.unguarded = true;
    session_start(session, NULL);
    const struct operation *operation = session_settled(session, backend_delete(session->backend, &change));
    assert_state(operation, OPERATION_SUCCEEDED);
    assert_non_null(strstr(operation->before, "\"vip\""));
}

static void so_it_is_behind_another_operation(void **state)
{
    struct session *session = *state;
    char *before = session_seen(session);
    struct backend_change change = session_change(before, NULL);
    change.unguarded = true;
    cloud_manners(session->cloud)->foreign = "d|t";
    cloud_manners(session->cloud)->foreign_writes = triggers_segment;
    session_start(session, NULL);
    const struct operation *operation = session_settled(session, backend_delete(session->backend, &change));
    assert_state(operation, OPERATION_SUCCEEDED);
    assert_null(strstr(operation->before, "\"vip\""));
    free(before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(another_content_is_put_to_the_person, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(yours_wins_when_the_person_says_so, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(theirs_for_all_leaves_nothing_to_send, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(yours_is_guarded_by_theirs_and_keeps_the_rest_of_theirs,
                                        session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(a_third_change_during_the_merge_is_merged_again, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(what_was_deleted_can_be_created_anew_but_not_over_another,
                                        session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(the_same_change_by_both_is_no_conflict, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(a_resend_that_is_refused_because_it_arrived_is_a_success,
                                        session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(what_others_changed_elsewhere_stays, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(absence_is_guarded_by_time, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(a_service_that_tests_no_time_is_remembered, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(then_absence_is_guarded_by_reading, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(another_order_renews_the_guard_three_times_then_asks, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(an_equal_trigger_means_that_aws_has_another_reason, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(unguarded_sends_no_tests, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(an_update_of_what_was_not_seen_reads_first, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(a_running_operation_is_followed_first, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(what_it_wrote_is_guarded_anew, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(a_delete_behind_it_asks_if_the_trigger_changed, session_setup,
                                        session_teardown),
        cmocka_unit_test_setup_teardown(it_may_be_our_own_earlier_sending, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(a_delete_reads_first_and_asks, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(so_it_is_without_guards, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(so_it_is_behind_another_operation, session_setup, session_teardown),
        cmocka_unit_test_setup_teardown(the_copy_for_undo_is_what_was_deleted, session_setup,
                                        session_teardown),
    };
    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

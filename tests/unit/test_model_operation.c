/* operation: deep copies, names of states, and what `operations -o json` prints. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/operation.h"

static struct operation sample(void)
{
    return (struct operation){
        .number = 7,
        .kind = OPERATION_UPDATE,
        .state = OPERATION_ACCEPTED,
        .region = mem_dup("eu-west-2"),
        .account = mem_dup("123456789012"),
        .endpoint = mem_dup(""),
        .identifier = mem_dup("retail|high-value"),
        .client_token = mem_dup("ct-1"),
        .before = mem_dup("{\"Description\":\"old\"}"),
        .after = mem_dup("{\"Description\":\"new\"}"),
    };
}

static void test_a_copy_owns_its_texts(void **state)
{
    struct operation from = sample(), to;

    (void)state;
    operation_copy(&to, &from);
    assert_ptr_not_equal(to.identifier, from.identifier);
    operation_release(&from);
    assert_string_equal(to.identifier, "retail|high-value");
    assert_string_equal(to.after, "{\"Description\":\"new\"}");
    assert_null(to.request_token);
    operation_release(&to);
    assert_null(to.identifier);
}

static void test_every_state_has_a_name_that_leads_back(void **state)
{
    (void)state;
    for (int i = OPERATION_INTENDED; i <= OPERATION_DROPPED; i++) {
        enum operation_state found;

        assert_true(operation_state_from_name(operation_state_name((enum operation_state)i), &found));
        assert_int_equal(found, i);
    }
    enum operation_state found;
    assert_false(operation_state_from_name("lost", &found));
    assert_false(operation_state_from_name(NULL, &found));
}

static void test_ended_are_all_from_succeeded_on(void **state)
{
    static const bool ended[] = {false, false, false, true, true, true, true, true};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(ended); i++) {
        struct operation operation = {.state = (enum operation_state)i};
        assert_int_equal(operation_has_ended(&operation), ended[i]);
    }
}

static void test_state_in_one_word(void **state)
{
    static const struct {
        enum operation_state state;
        enum operation_wait wait;
        const char *word;
    } cases[] = {
        {OPERATION_ACCEPTED, OPERATION_RUNNING, "in progress"},
        {OPERATION_SENT, OPERATION_QUEUED, "waiting"},
        {OPERATION_SENT, OPERATION_OFFLINE, "waiting"},
        {OPERATION_SENT, OPERATION_INTERRUPTED, "interrupted"},
        {OPERATION_INTENDED, OPERATION_ASKING, "asks you"},
        {OPERATION_SUCCEEDED, OPERATION_RUNNING, "done"},
        {OPERATION_FAILED, OPERATION_OFFLINE, "failed"},
        {OPERATION_NOT_SENT, OPERATION_RUNNING, "not sent"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct operation operation = {.state = cases[i].state, .wait = cases[i].wait};
        assert_string_equal(operation_state_word(&operation), cases[i].word);
    }
}

static void test_who_came_second_gave_way_and_did_not_fail(void **state)
{
    static const struct {
        enum operation_kind kind;
        enum operation_state state;
        enum err_code code;
        bool gave_way;
    } cases[] = {
        {OPERATION_UPDATE, OPERATION_FAILED, ERR_CONFLICT, true},
        {OPERATION_DELETE, OPERATION_NOT_SENT, ERR_CONFLICT, true},
        {OPERATION_CREATE, OPERATION_FAILED, ERR_CONFLICT, false},
        {OPERATION_UPDATE, OPERATION_FAILED, ERR_INVALID, false},
        {OPERATION_UPDATE, OPERATION_CANCELLED, ERR_CONFLICT, false},
        {OPERATION_UPDATE, OPERATION_SENT, ERR_CONFLICT, false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct operation operation = {
            .kind = cases[i].kind, .state = cases[i].state, .failure.code = cases[i].code};
        assert_int_equal(operation_gave_way(&operation), cases[i].gave_way);
        assert_int_equal(strcmp(operation_state_word(&operation), "gave way") == 0, cases[i].gave_way);
    }
}

static void test_what_failed_or_was_cancelled_can_be_retried(void **state)
{
    (void)state;
    for (int i = OPERATION_INTENDED; i <= OPERATION_DROPPED; i++) {
        struct operation operation = {.state = (enum operation_state)i};
        bool failed = i == OPERATION_FAILED || i == OPERATION_NOT_SENT;

        assert_int_equal(operation_has_failed(&operation), failed);
        assert_int_equal(operation_can_be_retried(&operation), failed || i == OPERATION_CANCELLED);
    }
}

static void test_kinds_as_aws_writes_them(void **state)
{
    enum operation_kind kind;

    (void)state;
    assert_true(operation_kind_from_aws("DELETE", &kind));
    assert_int_equal(kind, OPERATION_DELETE);
    assert_false(operation_kind_from_aws("delete", &kind));
    assert_string_equal(operation_kind_aws(OPERATION_CREATE), "CREATE");
    assert_string_equal(operation_kind_word(OPERATION_UPDATE), "update");
}

/* changes.md, Journal 8: the progress event's own member names, plus State, Region, Account. */
static void test_presented_with_the_events_own_names(void **state)
{
    struct operation operation = sample();
    cJSON *shown;

    (void)state;
    operation.event = mem_dup(
        "{\"OperationStatus\":\"IN_PROGRESS\",\"RetryAfter\":1.5,\"Identifier\":\"retail|as-aws-says\"}");
    shown = operation_present(&operation, false);
    assert_string_equal(json_text(shown, "OperationStatus"), "IN_PROGRESS");
    assert_string_equal(json_text(shown, "Identifier"), "retail|as-aws-says");
    assert_string_equal(json_text(shown, "Operation"), "UPDATE");
    assert_string_equal(json_text(shown, "TypeName"), "AWS::CustomerProfiles::EventTrigger");
    assert_string_equal(json_text(shown, "State"), "accepted");
    assert_string_equal(json_text(shown, "Region"), "eu-west-2");
    assert_string_equal(json_text(shown, "Account"), "123456789012");
    assert_string_equal(json_text(shown, "ClientToken"), "ct-1");
    assert_null(json_get(shown, "Before"));
    cJSON_Delete(shown);
    operation_release(&operation);
}

static void test_presented_whole_with_both_documents(void **state)
{
    struct operation operation = sample();
    cJSON *shown;

    (void)state;
    operation.events = mem_dup("[{\"OperationStatus\":\"IN_PROGRESS\"}]");
    shown = operation_present(&operation, true);
    assert_string_equal(json_text(json_get(shown, "Before"), "Description"), "old");
    assert_string_equal(json_text(json_get(shown, "After"), "Description"), "new");
    assert_int_equal(cJSON_GetArraySize(json_get(shown, "Events")), 1);
    cJSON_Delete(shown);
    operation_release(&operation);
}

static void test_a_failure_of_ours_is_its_status_message(void **state)
{
    struct operation operation = sample();
    cJSON *shown;

    (void)state;
    operation.state = OPERATION_NOT_SENT;
    err_set(&operation.failure, ERR_NETWORK, "no answer from example");
    shown = operation_present(&operation, false);
    assert_string_equal(json_text(shown, "StatusMessage"), "no answer from example");
    assert_string_equal(json_text(shown, "State"), "not sent");
    cJSON_Delete(shown);
    operation_release(&operation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_copy_owns_its_texts),
        cmocka_unit_test(test_every_state_has_a_name_that_leads_back),
        cmocka_unit_test(test_ended_are_all_from_succeeded_on),
        cmocka_unit_test(test_state_in_one_word),
        cmocka_unit_test(test_who_came_second_gave_way_and_did_not_fail),
        cmocka_unit_test(test_what_failed_or_was_cancelled_can_be_retried),
        cmocka_unit_test(test_kinds_as_aws_writes_them),
        cmocka_unit_test(test_presented_with_the_events_own_names),
        cmocka_unit_test(test_presented_whole_with_both_documents),
        cmocka_unit_test(test_a_failure_of_ours_is_its_status_message),
    };

    return cmocka_run_group_tests_name("operation", tests, NULL, NULL);
}

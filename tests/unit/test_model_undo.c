/* undo: what each kind of operation comes to, by what the trigger is now; and what cannot be undone says why. */
#include "helpers.h"

#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/undo.h"

/* Texts are JSON with ' for ". */
static struct operation make(enum operation_kind kind, const char *before, const char *after)
{
    cJSON *old = before ? helpers_json(before) : NULL, *new = after ? helpers_json(after) : NULL;
    struct operation operation = {.kind = kind,
                                  .state = OPERATION_SUCCEEDED,
                                  .account = mem_dup("123456789012"),
                                  .endpoint = mem_dup(""),
                                  .identifier = mem_dup("retail|gift"),
                                  .before = old ? json_print(old) : NULL,
                                  .after = new ? json_print(new) : NULL};

    cJSON_Delete(old);
    cJSON_Delete(new);
    return operation;
}

static void plan(enum operation_kind kind, const char *before, const char *after, const char *live,
                 struct undo *out)
{
    struct operation operation = make(kind, before, after);
    cJSON *now = live ? helpers_json(live) : NULL;

    undo_plan(&operation, now, out);
    operation_release(&operation);
    cJSON_Delete(now);
}

static void a_deletion_is_created_again_without_what_is_awss(void **state)
{
    struct undo undo;

    (void)state;
    plan(OPERATION_DELETE,
         "{'DomainName':'retail','EventTriggerName':'gift','CreatedAt':'2026','LastUpdatedAt':'2026',"
         "'Tags':[{'Key':'aws:stack','Value':'s'},{'Key':'team','Value':'cx'}]}",
         NULL, NULL, &undo);
    assert_int_equal(undo.kind, UNDO_CREATE);
    helpers_assert_json(
        undo.after, "{'DomainName':'retail','EventTriggerName':'gift','Tags':[{'Key':'team','Value':'cx'}]}");
    undo_release(&undo);
    plan(OPERATION_DELETE, "{'EventTriggerName':'gift','Tags':[{'Key':'aws:stack','Value':'s'}]}", NULL, NULL,
         &undo);
    helpers_assert_json(undo.after, "{'EventTriggerName':'gift'}");
    undo_release(&undo);
}

static void a_deleted_trigger_that_exists_again_is_left_alone(void **state)
{
    struct undo undo;

    (void)state;
    plan(OPERATION_DELETE, "{'Description':'a'}", NULL, "{'Description':'a','CreatedAt':'2026'}", &undo);
    assert_int_equal(undo.kind, UNDO_NOTHING);
    assert_int_equal(undo.why.code, ERR_NONE);
    assert_non_null(strstr(undo.why.text, "nothing to undo"));
    undo_release(&undo);
    plan(OPERATION_DELETE, "{'Description':'a'}", NULL, "{'Description':'b'}", &undo);
    assert_int_equal(undo.kind, UNDO_REFUSED);
    assert_int_equal(undo.why.code, ERR_CONFLICT);
    undo_release(&undo);
}

static void an_update_is_undone_where_it_changed_something(void **state)
{
    struct undo undo;

    (void)state;
    plan(OPERATION_UPDATE, "{'Description':'a','SegmentFilter':'s'}", "{'Description':'b'}",
         "{'Description':'b','ObjectTypeName':'Order'}", &undo);
    assert_int_equal(undo.kind, UNDO_UPDATE);
    assert_int_equal(undo.collides.count, 0);
    helpers_assert_json(undo.after, "{'Description':'a','ObjectTypeName':'Order','SegmentFilter':'s'}");
    undo_release(&undo);
}

static void what_was_changed_again_stays_unless_the_person_says_so(void **state)
{
    struct undo undo;

    (void)state;
    plan(OPERATION_UPDATE, "{'Description':'a','SegmentFilter':'s'}",
         "{'Description':'b','SegmentFilter':'t'}", "{'Description':'c','SegmentFilter':'t'}", &undo);
    assert_int_equal(undo.kind, UNDO_UPDATE);
    assert_int_equal(undo.collides.count, 1);
    assert_string_equal(undo.collides.items[0], "Description");
    helpers_assert_json(undo.after, "{'Description':'c','SegmentFilter':'s'}");
    helpers_assert_json(undo.over, "{'Description':'a','SegmentFilter':'s'}");
    undo_release(&undo);
}

static void an_update_undone_already_has_nothing_to_undo(void **state)
{
    struct undo undo;

    (void)state;
    plan(OPERATION_UPDATE, "{'Description':'a'}", "{'Description':'b'}",
         "{'Description':'a','SegmentFilter':'x'}", &undo);
    assert_int_equal(undo.kind, UNDO_NOTHING);
    undo_release(&undo);
    plan(OPERATION_UPDATE, "{'Description':'a'}", "{'Description':'b'}", NULL, &undo);
    assert_int_equal(undo.kind, UNDO_REFUSED);
    assert_int_equal(undo.why.code, ERR_NOT_FOUND);
    undo_release(&undo);
}

static void a_creation_is_deleted_and_says_if_it_was_changed_since(void **state)
{
    struct undo undo;

    (void)state;
    plan(OPERATION_CREATE, NULL, "{'Description':'a'}", "{'Description':'a','CreatedAt':'2026'}", &undo);
    assert_int_equal(undo.kind, UNDO_DELETE);
    assert_false(undo_loses_changes(&undo));
    undo_release(&undo);
    plan(OPERATION_CREATE, NULL, "{'Description':'a'}", "{'Description':'b'}", &undo);
    assert_true(undo_loses_changes(&undo));
    undo_release(&undo);
    plan(OPERATION_CREATE, NULL, "{'Description':'a'}", NULL, &undo);
    assert_int_equal(undo.kind, UNDO_NOTHING);
    undo_release(&undo);
}

static void assert_refused(const struct operation *operation, const struct store_connection *connection,
                           enum err_code code, const char *words)
{
    struct err err = {0};

    assert_false(undo_allowed(operation, connection, &err));
    assert_int_equal(err.code, code);
    if (!strstr(err.text, words) || strncmp(err.text, "cannot undo the update of gift: ", 32) != 0)
        fail_msg("%s", err.text);
}

static void what_cannot_be_undone_says_why(void **state)
{
    static const struct {
        enum operation_state state;
        const char *words;
    } cases[] = {
        {OPERATION_FAILED, "it failed, nothing was changed"},
        {OPERATION_NOT_SENT, "it was not sent"},
        {OPERATION_CANCELLED, "AWS does not say"},
        {OPERATION_DROPPED, "nobody knows"},
        {OPERATION_ACCEPTED, "it has not ended yet"},
    };
    char account[] = "123456789012", other[] = "999999999999", aws[] = "", url[] = "http://localhost:1";
    struct store_connection connection = {.account = account, .endpoint = aws};
    struct operation operation = make(OPERATION_UPDATE, "{}", "{'Description':'b'}");

    (void)state;
    assert_true(undo_allowed(&operation, &connection, NULL));
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        operation.state = cases[i].state;
        assert_refused(&operation, &connection, ERR_FAILED, cases[i].words);
    }
    operation.state = OPERATION_SUCCEEDED;
    connection.account = other;
    assert_refused(&operation, &connection, ERR_REFUSED, "in account 123456789012");
    connection.account = account;
    connection.endpoint = url;
    assert_refused(&operation, &connection, ERR_REFUSED,
                   "it was made at AWS, and this is http://localhost:1");
    connection.endpoint = aws;
    connection.read_only = true;
    assert_refused(&operation, &connection, ERR_REFUSED, "read-only");
    connection.read_only = false;
    free(operation.before);
    operation.before = NULL;
    assert_refused(&operation, &connection, ERR_FAILED, "no copy");
    operation_release(&operation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_deletion_is_created_again_without_what_is_awss),
        cmocka_unit_test(a_deleted_trigger_that_exists_again_is_left_alone),
        cmocka_unit_test(an_update_is_undone_where_it_changed_something),
        cmocka_unit_test(what_was_changed_again_stays_unless_the_person_says_so),
        cmocka_unit_test(an_update_undone_already_has_nothing_to_undo),
        cmocka_unit_test(a_creation_is_deleted_and_says_if_it_was_changed_since),
        cmocka_unit_test(what_cannot_be_undone_says_why),
    };

    return cmocka_run_group_tests_name("model undo", tests, NULL, NULL);
}

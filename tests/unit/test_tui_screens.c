/* The screens over a store that is filled by hand: what is asked of the backend, what is said, what stays
 * where it is. */
#include "screens.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/env.h"
#include "base/mem.h"
#include "base/text.h"

enum { NOW_MS = 1795000000 };

static size_t count_in_log(struct fixture *f, const char *text)
{
    size_t count = 0;
    for (const char *p = f->backend.log.text; (p = strstr(p, text)) != NULL; p++)
        count++;
    return count;
}

static struct store_row *put_row(struct fixture *f, const char *region, const char *name)
{
    return store_put_row(&f->store, region, "retail", name, "Order", NULL, NULL, NOW_MS, NOW_MS);
}

static void put_rows(struct fixture *f, const char *region, int count)
{
    char name[32];
    for (int i = 0; i < count; i++) {
        snprintf(name, sizeof name, "trigger-%03d", i);
        put_row(f, region, name);
    }
    store_find_region(&f->store, region)->state = STORE_REGION_READ;
    store_touch(&f->store);
}

static void set_account(struct fixture *f, const char *account)
{
    free(f->store.connection.account);
    f->store.connection.account = strdup(account);
    f->store.connection.state = STORE_READ;
    store_touch(&f->store);
}

static void put_operation(struct fixture *f, uint64_t number, enum operation_state state,
                          enum operation_wait wait)
{
    struct operation operation = {.number = number,
                                  .kind = OPERATION_UPDATE,
                                  .state = state,
                                  .wait = wait,
                                  .region = (char *)"us-east-1",
                                  .account = (char *)"",
                                  .endpoint = (char *)"",
                                  .identifier = (char *)"retail|trigger-001",
                                  .started_ms = NOW_MS,
                                  .changed_ms = NOW_MS,
                                  .mine = true};
    if (state == OPERATION_FAILED)
        err_set(&operation.failure, ERR_FAILED, "profile:UpdateEventTrigger is missing");
    if (wait == OPERATION_ASKING)
        operation.question = OPERATION_ASK_UNGUARDED;
    store_put_operation(&f->store, &operation);
}

/* ---- reading ---- */

static void test_only_what_is_in_sight_and_a_page_around_is_read(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 15, 80);
    (void)state;
    put_rows(f, "us-east-1", 200);
    screens_draw(f);
    screens_draw(f);
    assert_int_equal(count_in_log(f, "urgent"), 10);
    assert_true(screens_asked(f, "read us-east-1 retail|trigger-000 urgent\n"));
    assert_true(screens_asked(f, "read us-east-1 retail|trigger-010\n"));
    assert_int_equal(count_in_log(f, "read us-east-1 retail|trigger-020"), 0);
    assert_int_equal(count_in_log(f, "catalog"), 1);
    free(fake_backend_take_log(&f->backend));
    screens_draw(f);
    assert_string_equal(f->backend.log.text, "");
    screens_press(f, "G");
    screens_draw(f);
    assert_true(screens_asked(f, "forget\n"));
    assert_true(screens_asked(f, "read us-east-1 retail|trigger-199 urgent\n"));
    assert_true(screens_asked(f, "read us-east-1 retail|trigger-185\n"));
    screens_end(f);
}

static void test_a_region_that_failed_is_read_again_alone(void **state)
{
    struct fixture *f = screens_begin("us-east-1,eu-west-2", 15, 80);
    struct store_region *region = store_find_region(&f->store, "eu-west-2");
    (void)state;
    put_rows(f, "us-east-1", 2);
    region->state = STORE_REGION_DENIED;
    err_set(&region->failure, ERR_ACCESS, "profile:ListDomains is missing");
    store_touch(&f->store);
    screens_draw(f);
    assert_true(screens_show(f, "eu-west-2: profile:ListDomains is missing"));
    screens_press(f, "G r");
    assert_true(screens_asked(f, "list eu-west-2\n"));
    screens_press(f, "g r");
    assert_true(screens_asked(f, "list all\n"));
    screens_end(f);
}

static void test_the_cursor_stays_on_its_trigger(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 12, 80);
    (void)state;
    put_rows(f, "us-east-1", 5);
    screens_draw(f);
    screens_press(f, "j j");
    assert_true(screens_show(f, "\xe2\x96\x8c  trigger-002"));
    put_row(f, "us-east-1", "a-new-one");
    screens_draw(f);
    assert_true(screens_show(f, "\xe2\x96\x8c  trigger-002"));
    store_remove_row(&f->store, "us-east-1", "retail|trigger-002");
    screens_draw(f);
    assert_true(screens_show(f, "\xe2\x96\x8c  trigger-003"));
    screens_end(f);
}

/* ---- what is said ---- */

static void test_an_error_stays_until_a_key_and_can_be_read_again(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 12, 80);
    (void)state;
    put_rows(f, "us-east-1", 3);
    store_add_message(&f->store, true, "the disk is full", "make room");
    screens_draw(f);
    assert_true(screens_show(f, "the disk is full"));
    store_add_message(&f->store, false, "something else is done", NULL);
    screens_draw(f);
    screens_draw(f);
    assert_true(screens_show(f, "the disk is full"));
    screens_press(f, "j");
    assert_false(screens_show(f, "the disk is full"));
    screens_press(f, "!");
    assert_true(screens_show(f, "the disk is full"));
    assert_true(screens_show(f, "make room"));
    assert_true(screens_show(f, "something else is done"));
    screens_end(f);
}

static void test_a_failure_of_reading_is_said_once(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 12, 80);
    struct store_region *region = store_find_region(&f->store, "us-east-1");
    (void)state;
    region->state = STORE_REGION_FAILED;
    err_set(&region->failure, ERR_NETWORK, "no answer");
    for (int i = 0; i < 3; i++) {
        store_touch(&f->store);
        screens_draw(f);
    }
    assert_int_equal(f->store.message_count, 1);
    region->state = STORE_REGION_READ;
    store_touch(&f->store);
    screens_draw(f);
    region->state = STORE_REGION_FAILED;
    store_touch(&f->store);
    screens_draw(f);
    assert_int_equal(f->store.message_count, 2);
    screens_end(f);
}

/* Hard weather is no failure: it stands beside "reading", and there is no message of it. */
static void test_what_holds_up_a_listing_is_shown(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 12, 100);
    struct store_region *region = store_find_region(&f->store, "us-east-1");
    (void)state;
    put_rows(f, "us-east-1", 3);
    region->state = STORE_REGION_READING;
    f->store.listing = true;
    err_set(&region->failure, ERR_NETWORK, "no answer from aws.example: connection refused");
    err_hint(&region->failure, "trying again in 2 s (2 of 3)");
    store_touch(&f->store);
    screens_draw(f);
    assert_true(
        screens_show(f, "reading \xc2\xb7 trying again in 2 s (2 of 3) \xc2\xb7 no answer from aws.example"));
    assert_true(screens_show(f, "trigger-001"));
    screens_press(f, "g"); /* on the region's own line the whole sentence is read */
    assert_true(
        screens_show(f, "us-east-1: no answer from aws.example: connection refused; trying again in 2 s"));
    assert_int_equal(f->store.message_count, 0);
    region->failure = (struct err){.code = ERR_NONE};
    store_touch(&f->store);
    screens_draw(f);
    assert_false(screens_show(f, "trying again"));
    screens_end(f);
}

static void test_what_holds_up_a_trigger_is_shown(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 12, 100);
    (void)state;
    put_rows(f, "us-east-1", 3);
    screens_draw(f);
    screens_press(f, "Enter");
    struct store_row *row = store_find(&f->store, "us-east-1", "retail|trigger-000");
    row->state = STORE_ROW_READING;
    row->failure = mem_alloc(1, sizeof *row->failure);
    err_set(row->failure, ERR_NETWORK, "no answer from aws.example yet");
    err_hint(row->failure, "waiting (1 of 3)");
    store_touch(&f->store);
    screens_draw(f);
    assert_true(screens_show(f, "reading the whole trigger"));
    assert_true(screens_show(f, "no answer from aws.example yet; waiting (1 of 3)"));
    screens_end(f);
}

static void test_the_end_of_a_change_is_said(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 12, 80);
    (void)state;
    put_rows(f, "us-east-1", 3);
    put_operation(f, 1, OPERATION_ACCEPTED, OPERATION_RUNNING);
    screens_draw(f);
    assert_true(screens_show(f, "1 operation"));
    put_operation(f, 1, OPERATION_FAILED, OPERATION_RUNNING);
    screens_draw(f);
    assert_true(screens_show(f, "update of trigger-001 failed: profile:UpdateEventTrigger is missing"));
    assert_int_equal(f->store.message_count, 1);
    screens_end(f);
}

static void test_interrupted_changes_are_named_at_start_and_settled(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 14, 100);
    (void)state;
    put_operation(f, 4, OPERATION_SENT, OPERATION_INTERRUPTED);
    f->store.operations_loaded = true;
    store_touch(&f->store);
    screens_draw(f);
    assert_true(screens_show(f, "1 change was interrupted; o shows it: resume, look up, drop"));
    screens_press(f, "o");
    assert_true(screens_show(f, "interrupted: R resume, L look up, X drop"));
    screens_press(f, "R");
    assert_true(screens_asked(f, "resume 4\n"));
    screens_press(f, "L");
    assert_true(screens_asked(f, "look up 4\n"));
    screens_press(f, "X");
    assert_true(screens_asked(f, "drop 4\n"));
    screens_press(f, "y");
    assert_true(screens_show(f, "this change asks nothing"));
    assert_int_equal(count_in_log(f, "answer"), 0);
    screens_end(f);
}

static void test_a_question_is_said_and_answered(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 14, 100);
    (void)state;
    put_operation(f, 7, OPERATION_SENT, OPERATION_ASKING);
    screens_draw(f);
    assert_true(screens_show(f, "update of trigger-001 asks you something; o shows it"));
    screens_press(f, "o n");
    assert_true(screens_asked(f, "answer 7 no\n"));
    screens_press(f, "y");
    assert_true(screens_asked(f, "answer 7 yes\n"));
    screens_end(f);
}

static void test_failed_changes_can_be_tried_again_and_done_ones_not(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 14, 100);
    (void)state;
    put_operation(f, 1, OPERATION_SUCCEEDED, OPERATION_RUNNING);
    put_operation(f, 2, OPERATION_FAILED, OPERATION_RUNNING);
    screens_press(f, "o T");
    assert_true(screens_asked(f, "retry 2\n"));
    screens_press(f, "j T C");
    assert_int_equal(count_in_log(f, "retry"), 1);
    assert_int_equal(count_in_log(f, "cancel"), 0);
    screens_end(f);
}

/* ---- deleting ---- */

static void put_integrations(struct fixture *f, const char *names)
{
    struct store_catalog *catalog =
        store_put_catalog(&f->store, STORE_INTEGRATIONS, "us-east-1", "retail", NULL);
    catalog->state = STORE_READ;
    catalog->read_ms = clock_wall_ms();
    if (names)
        store_catalog_add(catalog, "arn:aws:connect-campaigns:us-east-1:1:campaign/VIP", NULL, names, NULL);
    store_touch(&f->store);
}

static void test_what_must_be_typed_follows_from_what_is_known(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 20, 100);
    (void)state;
    put_rows(f, "us-east-1", 3);
    set_account(f, "123456789012");
    screens_draw(f);
    screens_press(f, "D");
    assert_true(screens_show(f, "Type trigger-000 to delete")); /* who uses it is not known */
    assert_true(screens_show(f, "reading who uses it"));
    put_integrations(f, "trigger-001");
    screens_draw(f);
    assert_true(screens_show(f, "Type yes to delete"));
    assert_true(screens_show(f, "unused"));
    screens_type(f, "yes");
    screens_press(f, "Enter");
    assert_true(screens_asked(f, "delete us-east-1 retail|trigger-000 account=123456789012 before=-\n"));
    screens_press(f, "j D");
    assert_true(screens_show(f, "Type trigger-001 to delete"));
    assert_true(screens_show(f, "integration VIP"));
    screens_type(f, "yes");
    screens_press(f, "Enter");
    assert_true(screens_show(f, "Type trigger-001 to delete; Esc leaves everything as it is"));
    assert_int_equal(count_in_log(f, "delete us"), 1);
    screens_end(f);
}

static void test_what_the_person_saw_goes_with_a_deletion(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 20, 100);
    (void)state;
    put_rows(f, "us-east-1", 2);
    put_integrations(f, NULL);
    store_put_document(&f->store, "us-east-1", "retail|trigger-000",
                       "{\"DomainName\":\"retail\",\"EventTriggerName\":\"trigger-000\"}");
    screens_draw(f);
    screens_press(f, "a D");
    assert_true(screens_show(f, "Type 2 to delete"));
    assert_true(screens_show(f, "The account is unknown"));
    screens_type(f, "2");
    screens_press(f, "Enter");
    assert_true(
        screens_asked(f, "before={\"DomainName\":\"retail\",\"EventTriggerName\":\"trigger-000\"}\n"));
    assert_true(screens_asked(f, "delete us-east-1 retail|trigger-001"));
    assert_false(f->store.rows[0]->marked);
    screens_end(f);
}

static void describe_first_as(struct fixture *f, const char *keys, const char *text)
{
    screens_press(f, keys);
    screens_type(f, text);
    screens_press(f, "F2 F4");
}

static void put_whole_row(struct fixture *f)
{
    put_rows(f, "us-east-1", 1);
    store_put_document(
        &f->store, "us-east-1", "retail|trigger-000",
        "{\"DomainName\":\"retail\",\"EventTriggerName\":\"trigger-000\",\"ObjectTypeName\":\"Order\","
        "\"EventTriggerConditions\":[{\"LogicalOperator\":\"ALL\",\"EventTriggerDimensions\":["
        "{\"ObjectAttributes\":[{\"Source\":\"a\",\"ComparisonOperator\":\"EQUAL\",\"Values\":[\"1\"]}]}]}]"
        "}");
    screens_draw(f);
}

static void test_typing_ahead_opens_the_editor_once(void **state)
{
    char *folder = helpers_make_folder(), *state_folder = mem_printf("XDG_STATE_HOME=%s", folder);
    char editor[] = "VISUAL=an-editor";
    char *environment[] = {editor, state_folder, NULL};
    struct fixture *f = screens_begin("us-east-1", 24, 100);
    (void)state;
    env_init(environment);
    set_account(f, "123456789012");
    put_whole_row(f);
    screens_press(f, "g E");
    char *command = mem_dup(tui_program(f->tui));
    assert_non_null(strstr(command, "an-editor"));
    screens_press(f, "F3");
    assert_string_equal(tui_program(f->tui), command);
    free(command);
    screens_end(f);
    helpers_remove_folder(folder);
    free(state_folder);
}

/* AWS may accept a change and keep what was there: the worker drops the draft of what has succeeded. */
static void test_what_is_still_typed_gets_its_draft_again(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 24, 100);
    (void)state;
    set_account(f, "123456789012");
    put_whole_row(f);
    screens_press(f, "g e Down");
    screens_type(f, "typed");
    screens_press(f, "Esc e");
    assert_true(screens_show(f, "A draft waits"));
    screens_press(f, "Enter");
    free(fake_backend_take_log(&f->backend));
    store_remove_draft(&f->store, "123456789012", "us-east-1", "retail|trigger-000");
    screens_draw(f);
    assert_true(screens_asked(f, "save draft retail|trigger-000"));
    assert_int_equal(f->store.draft_count, 1);
    screens_press(f, "Esc e");
    assert_true(screens_show(f, "A draft waits"));
    screens_end(f);
}

static void test_an_unknown_account_is_asked_about_once(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 24, 100);
    (void)state;
    set_account(f, ""); /* asked for, and not to be had */
    put_whole_row(f);
    describe_first_as(f, "g e Down", "one");
    assert_true(screens_show(f, "The account is unknown"));
    assert_int_equal(count_in_log(f, "update us"), 0);
    screens_press(f, "Tab Enter");
    assert_int_equal(count_in_log(f, "update us"), 1);
    /* Enter goes on with the draft of the first change, which is still under way. */
    describe_first_as(f, "g e Enter Down", "two");
    assert_int_equal(count_in_log(f, "update us"), 2);
    screens_end(f);
}

static void test_a_long_name_is_never_cut_where_it_goes(void **state)
{
    static const char name[] = "a-name-of-sixty-four-characters-as-long-as-aws-allows-them-to-be";
    struct fixture *f = screens_begin("us-east-1", 20, 100);
    (void)state;
    put_row(f, "us-east-1", name);
    store_touch(&f->store);
    screens_draw(f);
    screens_press(f, "D");
    assert_true(screens_show(f, name));
    screens_end(f);
}

static void test_a_protected_connection_without_an_account_deletes_nothing(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 20, 100);
    (void)state;
    put_rows(f, "us-east-1", 2);
    f->store.connection.protected_ = true;
    screens_draw(f);
    screens_press(f, "D");
    assert_true(screens_show(f, "nothing can be deleted"));
    assert_false(screens_show(f, "Type"));
    screens_end(f);
}

/* ---- leaving ---- */

static void test_q_asks_only_if_operations_are_open(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 20, 100);
    (void)state;
    put_operation(f, 1, OPERATION_ACCEPTED, OPERATION_RUNNING);
    screens_draw(f);
    screens_press(f, "q");
    assert_true(tui_goes_on(f->tui));
    assert_true(screens_show(f, "Leave etrig?"));
    screens_press(f, "Esc");
    put_operation(f, 1, OPERATION_SUCCEEDED, OPERATION_RUNNING);
    screens_draw(f);
    screens_press(f, "Esc q");
    assert_false(tui_goes_on(f->tui));
    screens_end(f);
}

static void test_esc_never_leaves(void **state)
{
    struct fixture *f = screens_begin("us-east-1", 20, 100);
    (void)state;
    screens_press(f, "Esc Esc o Esc Esc ? Esc ! Esc Esc");
    assert_true(tui_goes_on(f->tui));
    screens_press(f, "o q");
    assert_true(tui_goes_on(f->tui));
    screens_press(f, "q");
    assert_false(tui_goes_on(f->tui));
    screens_end(f);
}

/* No size, however small, draws outside or stops. */
static void test_any_size_can_be_drawn(void **state)
{
    static const char *const screens[] = {"Esc", "?", "R", "d", "o", "!", ":", "D", "/"};
    struct fixture *f = screens_begin("us-east-1,eu-west-2", 20, 100);
    (void)state;
    put_rows(f, "us-east-1", 30);
    put_operation(f, 1, OPERATION_FAILED, OPERATION_RUNNING);
    for (size_t i = 0; i < sizeof screens / sizeof screens[0]; i++) {
        screens_press(f, screens[i]);
        for (int rows = 1; rows < 30; rows += 3) {
            for (int cols = 1; cols < 130; cols += 7) {
                canvas_resize(f->canvas, rows, cols);
                screens_draw(f);
            }
        }
        canvas_resize(f->canvas, 20, 100);
        screens_press(f, "Esc Esc");
    }
    assert_true(screens_show(f, "Triggers"));
    screens_end(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_what_is_in_sight_and_a_page_around_is_read),
        cmocka_unit_test(test_a_region_that_failed_is_read_again_alone),
        cmocka_unit_test(test_the_cursor_stays_on_its_trigger),
        cmocka_unit_test(test_an_error_stays_until_a_key_and_can_be_read_again),
        cmocka_unit_test(test_a_failure_of_reading_is_said_once),
        cmocka_unit_test(test_what_holds_up_a_listing_is_shown),
        cmocka_unit_test(test_what_holds_up_a_trigger_is_shown),
        cmocka_unit_test(test_the_end_of_a_change_is_said),
        cmocka_unit_test(test_interrupted_changes_are_named_at_start_and_settled),
        cmocka_unit_test(test_a_question_is_said_and_answered),
        cmocka_unit_test(test_failed_changes_can_be_tried_again_and_done_ones_not),
        cmocka_unit_test(test_what_must_be_typed_follows_from_what_is_known),
        cmocka_unit_test(test_what_the_person_saw_goes_with_a_deletion),
        cmocka_unit_test(test_typing_ahead_opens_the_editor_once),
        cmocka_unit_test(test_what_is_still_typed_gets_its_draft_again),
        cmocka_unit_test(test_an_unknown_account_is_asked_about_once),
        cmocka_unit_test(test_a_long_name_is_never_cut_where_it_goes),
        cmocka_unit_test(test_a_protected_connection_without_an_account_deletes_nothing),
        cmocka_unit_test(test_q_asks_only_if_operations_are_open),
        cmocka_unit_test(test_esc_never_leaves),
        cmocka_unit_test(test_any_size_can_be_drawn),
    };
    text_init();
    text_set_ascii(false);
    json_init();
    clock_freeze(NOW_MS);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

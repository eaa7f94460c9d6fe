/* Undoing from the screens: which changes are one, what is left alone, what comes while help is open. */
#include "screens.h"

#include <stdio.h>
#include <string.h>

#include "model/store_look.h"

static void set_account(struct fixture *f)
{
    free(f->store.connection.account);
    f->store.connection.account = strdup("123456789012");
    f->store.connection.state = STORE_READ;
}

/* An update of the description from a to b. */
static void put_update(struct fixture *f, uint64_t number, const char *identifier)
{
    struct operation operation = {.number = number,
                                  .kind = OPERATION_UPDATE,
                                  .state = OPERATION_SUCCEEDED,
                                  .region = (char *)"us-east-1",
                                  .account = (char *)"123456789012",
                                  .endpoint = (char *)"",
                                  .identifier = (char *)identifier,
                                  .before = (char *)"{\"Description\":\"a\"}",
                                  .after = (char *)"{\"Description\":\"b\"}",
                                  .started_ms = (int64_t)number,
                                  .ended_ms = 1,
                                  .mine = true};
    store_put_operation(&f->store, &operation);
}

static void answer(struct fixture *f, const char *identifier, const char *document)
{
    store_look_put(&f->store, "us-east-1", identifier, document);
    store_touch(&f->store);
    screens_draw(f);
}

static struct fixture *begin_with_three(void)
{
    struct fixture *f = screens_begin("us-east-1", 24, 90);
    set_account(f);
    put_update(f, 7, "retail|one");
    put_update(f, 8, "retail|two");
    put_update(f, 9, "retail|three");
    tui_made_together(f->tui, 8, 9);
    screens_draw(f);
    free(fake_backend_take_log(&f->backend));
    return f;
}

static void test_what_was_made_at_once_is_undone_at_once(void **state)
{
    struct fixture *f = begin_with_three();
    (void)state;
    screens_press(f, "z");
    assert_true(screens_asked(f, "read us-east-1 retail|two urgent\n"));
    assert_true(screens_asked(f, "read us-east-1 retail|three urgent\n"));
    assert_null(strstr(f->backend.log.text, "retail|one"));
    assert_true(screens_show(f, "Undo of 2 changes"));
    assert_true(screens_show(f, "reading what is there now"));
    answer(f, "retail|two", "{\"Description\":\"b\"}");
    assert_true(screens_show(f, "reading what is there now"));
    answer(f, "retail|three", "{\"Description\":\"c\"}");
    assert_true(screens_show(f, "Description back to a"));
    assert_true(screens_show(f, "left alone, changed since: Description"));
    free(fake_backend_take_log(&f->backend));
    screens_press(f, "Tab Enter");
    assert_true(screens_asked(f, "update us-east-1 retail|two"));
    assert_null(strstr(f->backend.log.text, "retail|three"));
    assert_true(screens_show(f, "undoing 1 change"));
    screens_end(f);
}

static void test_nothing_of_several_that_can_be_undone_is_said(void **state)
{
    struct fixture *f = begin_with_three();
    (void)state;
    screens_press(f, "z");
    answer(f, "retail|two", "{\"Description\":\"a\"}");
    answer(f, "retail|three", "{\"Description\":\"a\"}");
    assert_true(screens_show(f, "nothing to undo: all of it is as it was before"));
    screens_end(f);
}

static void test_a_protected_connection_wants_the_number_typed(void **state)
{
    struct fixture *f = begin_with_three();
    (void)state;
    f->store.connection.protected_ = true;
    screens_press(f, "z");
    answer(f, "retail|two", "{\"Description\":\"b\"}");
    answer(f, "retail|three", "{\"Description\":\"b\"}");
    assert_true(screens_show(f, "Type 2 to undo"));
    free(fake_backend_take_log(&f->backend));
    screens_press(f, "Enter");
    assert_null(strstr(f->backend.log.text, "update"));
    screens_type(f, "2");
    screens_press(f, "Enter");
    assert_true(screens_asked(f, "update us-east-1 retail|three"));
    screens_end(f);
}

/* The question does not push what the person reads aside, and comes when that is closed. */
static void test_an_answer_under_help_waits(void **state)
{
    struct fixture *f = begin_with_three();
    (void)state;
    screens_press(f, "z ?");
    answer(f, "retail|two", "{\"Description\":\"b\"}");
    answer(f, "retail|three", "{\"Description\":\"b\"}");
    assert_true(screens_show(f, "Help"));
    screens_press(f, "Esc");
    screens_draw(f);
    assert_true(screens_show(f, "Description back to a"));
    screens_end(f);
}

static void test_an_answer_from_before_the_question_does_not_count(void **state)
{
    struct fixture *f = begin_with_three();
    (void)state;
    answer(f, "retail|two", "{\"Description\":\"b\"}");
    answer(f, "retail|three", "{\"Description\":\"b\"}");
    screens_press(f, "z");
    screens_draw(f);
    assert_true(screens_show(f, "reading what is there now"));
    screens_press(f, "Esc");
    screens_draw(f);
    assert_true(screens_show(f, "Triggers"));
    screens_end(f);
}

static void test_what_cannot_be_read_says_so(void **state)
{
    const struct err failure = {.code = ERR_NETWORK, .text = "no answer"};
    struct fixture *f = screens_begin("us-east-1", 24, 90);
    (void)state;
    set_account(f);
    put_update(f, 7, "retail|one");
    screens_draw(f);
    screens_press(f, "z");
    store_look_fail(&f->store, "us-east-1", "retail|one", &failure);
    store_touch(&f->store);
    screens_draw(f);
    assert_true(screens_show(f, "cannot undo the update of one: no answer"));
    screens_end(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_was_made_at_once_is_undone_at_once),
        cmocka_unit_test(test_nothing_of_several_that_can_be_undone_is_said),
        cmocka_unit_test(test_a_protected_connection_wants_the_number_typed),
        cmocka_unit_test(test_an_answer_under_help_waits),
        cmocka_unit_test(test_an_answer_from_before_the_question_does_not_count),
        cmocka_unit_test(test_what_cannot_be_read_says_so),
    };
    return cmocka_run_group_tests_name("tui undo", tests, NULL, NULL);
}

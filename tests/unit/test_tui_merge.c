/* The form while its trigger is changed or deleted elsewhere, over a store that is filled by hand: nothing typed is
 * lost, nothing is taken for answered that was not. */
#include "screens.h"

#include <string.h>

#include "base/mem.h"

static const char identifier[] = "retail|one";

static char *document(const char *description, const char *segment)
{
    return mem_printf("{\"DomainName\":\"retail\",\"EventTriggerName\":\"one\",\"ObjectTypeName\":\"Order\","
                      "\"Description\":\"%s\",\"SegmentFilter\":\"%s\",\"EventTriggerConditions\":[{"
                      "\"LogicalOperator\":\"ALL\",\"EventTriggerDimensions\":[{\"ObjectAttributes\":[{"
                      "\"FieldName\":\"total\",\"ComparisonOperator\":\"EQUAL\",\"Values\":[\"1\"]}]}]}]}",
                      description, segment);
}

/* What is at AWS from now on. */
static void put(struct fixture *f, const char *description, const char *segment)
{
    char *text = document(description, segment);

    store_put_document(&f->store, "us-east-1", identifier, text);
    store_touch(&f->store);
    free(text);
    screens_draw(f);
}

static void take_away(struct fixture *f)
{
    store_remove_row(&f->store, "us-east-1", identifier);
    store_touch(&f->store);
    screens_draw(f);
}

/* The form of a trigger, in which a description and a segment were typed. */
static struct fixture *begin(void)
{
    struct fixture *f = screens_begin("us-east-1", 24, 80);

    f->store.connection.state = STORE_READ;
    store_find_region(&f->store, "us-east-1")->state = STORE_REGION_READ;
    put(f, "seen", "seen");
    screens_press(f, "e Down");
    screens_type(f, "-mine");
    screens_press(f, "Down");
    screens_type(f, "-mine");
    return f;
}

static void test_what_is_changed_while_the_merge_stands_is_asked_again(void **state)
{
    struct fixture *f = begin();

    (void)state;
    put(f, "theirs", "theirs");
    screens_press(f, "F2");
    assert_true(screens_show(f, "2 to answer"));
    screens_press(f, "y t");
    assert_true(screens_show(f, "nothing is left to answer"));
    put(f, "again", "theirs");
    assert_true(screens_show(f, "once more; what that changed is to answer again"));
    assert_true(screens_show(f, "again"));
    assert_true(screens_show(f, "1 to answer"));
    screens_press(f, "F2");
    assert_true(screens_show(f, "1 to answer before this can be reviewed"));
    screens_press(f, "y F2");
    assert_true(screens_show(f, "Review: update one"));
    assert_true(screens_show(f, "seen-mine"));
    assert_true(screens_show(f, "1 change"));
    screens_end(f);
}

/* Changed back to what was seen: there is nothing to settle, and the merge goes by itself. */
static void test_what_is_taken_back_elsewhere_is_no_question_any_more(void **state)
{
    struct fixture *f = begin();

    (void)state;
    put(f, "theirs", "seen");
    screens_press(f, "F2");
    assert_true(screens_show(f, "1 to answer"));
    put(f, "seen", "seen");
    assert_true(screens_show(f, "Edit one"));
    screens_press(f, "F2");
    assert_true(screens_show(f, "Review: update one"));
    assert_true(screens_show(f, "2 changes"));
    screens_end(f);
}

static void test_by_hand_the_form_tells_what_theirs_is(void **state)
{
    struct fixture *f = begin();

    (void)state;
    put(f, "theirs", "theirs-too");
    screens_press(f, "F2 j e");
    assert_true(screens_show(f, "theirs now: Segment: theirs-too"));
    screens_type(f, "2");
    screens_press(f, "F2");
    assert_true(screens_show(f, "by hand"));
    assert_true(screens_show(f, "seen-mine2"));
    assert_true(screens_show(f, "1 to answer"));
    screens_end(f);
}

/* Written by hand as it was seen: then only they changed it, and that is taken. */
static void test_typing_everything_back_leaves_what_is_theirs(void **state)
{
    struct fixture *f = begin();

    (void)state;
    put(f, "theirs", "theirs");
    screens_press(f, "Backspace Backspace Backspace Backspace Backspace Up");
    screens_press(f, "Backspace Backspace Backspace Backspace Backspace");
    screens_press(f, "F2");
    assert_true(screens_show(f, "taken:"));
    screens_press(f, "F2");
    assert_true(screens_show(f, "one stays as it is now: there is nothing to send"));
    assert_true(screens_show(f, "theirs"));
    screens_end(f);
}

static void test_a_deleted_trigger_is_created_anew_with_all_that_was_typed(void **state)
{
    struct fixture *f = begin();

    (void)state;
    take_away(f);
    assert_true(screens_show(f, "one was deleted elsewhere: F6 creates it anew from what you typed"));
    assert_true(screens_show(f, "seen-mine"));
    screens_press(f, "F6");
    assert_true(screens_show(f, "Review: create one"));
    assert_true(screens_show(f, "seen-mine"));
    screens_press(f, "F4");
    screens_draw(f);
    assert_true(screens_show(f, "The account is unknown"));
    screens_press(f, "Right Enter");
    assert_true(screens_asked(f, "create us-east-1"));
    screens_end(f);
}

static void test_review_and_merge_of_what_is_gone_lead_there_too(void **state)
{
    struct fixture *f = begin();

    (void)state;
    screens_press(f, "F2");
    assert_true(screens_show(f, "Review: update one"));
    take_away(f);
    assert_true(screens_show(f, "one was deleted elsewhere: F6 creates it anew"));
    screens_press(f, "F6");
    assert_true(screens_show(f, "Review: create one"));
    screens_end(f);

    f = begin();
    put(f, "theirs", "theirs");
    screens_press(f, "F2");
    assert_true(screens_show(f, "2 to answer"));
    take_away(f);
    assert_true(screens_show(f, "Edit one"));
    assert_true(screens_show(f, "one was deleted elsewhere: F6"));
    put(f, "back", "back"); /* somebody made it anew: that is a change like any other */
    assert_true(screens_show(f, "changed elsewhere"));
    screens_press(f, "F6");
    assert_true(screens_show(f, "this is for a trigger that was deleted elsewhere"));
    screens_press(f, "F2");
    assert_true(screens_show(f, "2 to answer"));
    screens_end(f);
}

/* Created anew and not sent, and then somebody was quicker: the form goes on as a change of that trigger. */
static void test_a_new_one_whose_place_is_taken_again_becomes_its_change(void **state)
{
    struct fixture *f = begin();

    (void)state;
    take_away(f);
    screens_press(f, "F6 Esc");
    assert_true(screens_show(f, "New trigger"));
    put(f, "quicker", "quicker");
    assert_true(screens_show(f, "one exists already: F6 opens it"));
    screens_press(f, "F6");
    assert_true(screens_show(f, "Edit one"));
    screens_press(f, "Enter F2");
    assert_true(screens_show(f, "Review: update one"));
    assert_true(screens_show(f, "quicker"));
    assert_true(screens_show(f, "seen-mine"));
    screens_end(f);
}

/* Leaving a region takes its rows too: that is no deletion. */
static void test_rows_that_go_with_their_region_are_not_deleted(void **state)
{
    struct fixture *f = begin();

    (void)state;
    store_drop_region(&f->store, "us-east-1");
    store_touch(&f->store);
    screens_draw(f);
    screens_press(f, "F6");
    assert_true(screens_show(f, "this is for a trigger that was deleted elsewhere"));
    screens_end(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_changed_while_the_merge_stands_is_asked_again),
        cmocka_unit_test(test_what_is_taken_back_elsewhere_is_no_question_any_more),
        cmocka_unit_test(test_by_hand_the_form_tells_what_theirs_is),
        cmocka_unit_test(test_typing_everything_back_leaves_what_is_theirs),
        cmocka_unit_test(test_a_deleted_trigger_is_created_anew_with_all_that_was_typed),
        cmocka_unit_test(test_review_and_merge_of_what_is_gone_lead_there_too),
        cmocka_unit_test(test_a_new_one_whose_place_is_taken_again_becomes_its_change),
        cmocka_unit_test(test_rows_that_go_with_their_region_are_not_deleted),
    };
    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

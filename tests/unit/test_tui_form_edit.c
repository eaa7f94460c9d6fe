/* form_edit: what keys do to a document, the limits of its lists, and the way back. */
#include "form_helpers.h"

#include <string.h>

#include "base/array.h"
#include "model/document.h"
#include "model/pointer.h"
#include "tui/form_edit.h"

#define ATTRIBUTES "/EventTriggerConditions/0/EventTriggerDimensions/0/ObjectAttributes"

/* Asserts that the call is refused with a sentence that holds words. */
#define assert_refused(call, words)                                                                          \
    do {                                                                                                     \
        struct err err = {0};                                                                                \
        assert_false(call);                                                                                  \
        assert_int_equal(err.code, ERR_REFUSED);                                                             \
        if (!strstr(err.text, words))                                                                        \
            fail_msg("\"%s\" does not say \"%s\"", err.text, words);                                         \
    } while (0)

static void assert_at(const struct form *form, const char *pointer, const char *json)
{
    helpers_assert_json(pointer_get(form->document, pointer), json);
}

static void typed_texts_become_the_kind_of_the_field(void **state)
{
    static const struct {
        const char *pointer, *text, *json;
    } cases[] = {
        {"/Description", "x", "'x'"},
        {"/EventTriggerLimits/EventExpiration", "1h30m", "5400000"},
        {"/EventTriggerLimits/EventExpiration", "900000", "900000"},
        {"/EventTriggerLimits/EventExpiration", "1h30", "'1h30'"},
        {"/EventTriggerLimits/Periods/0/Value", " 12 ", "12"},
        {"/EventTriggerLimits/Periods/0/Value", "-3", "-3"},
        {"/EventTriggerLimits/Periods/0/Value", "1.5", "'1.5'"},
        {"/EventTriggerLimits/Periods/0/Value", "1234567890123456", "'1234567890123456'"},
        {ATTRIBUTES "/0/Values", "a, \"b,c\" ,,d", "['a','b,c','d']"},
        {ATTRIBUTES "/0/Values", "", "[]"},
        {ATTRIBUTES "/0/FieldName", "", "''"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct form *form = form_helpers_edit(form_helpers_order);

        form_helpers_open(form, "/EventTriggerLimits/Periods/0");
        form_helpers_at(form, cases[i].pointer);
        assert_true(form_edit_text(form, cases[i].text, NULL));
        assert_at(form, cases[i].pointer, cases[i].json);
        form_free(form);
    }
}

static void an_empty_text_takes_an_optional_property_away(void **state)
{
    struct form *form = form_helpers_edit(form_helpers_order);

    (void)state;
    form_helpers_at(form, "/Description");
    assert_true(form_edit_text(form, "", NULL));
    assert_null(json_get(form->document, "Description"));
    form_helpers_at(form, "/ObjectTypeName");
    assert_true(form_edit_text(form, "", NULL));
    assert_at(form, "/ObjectTypeName", "''");
    assert_int_equal(form->problems.count, 1);
    form_free(form);
}

static void an_object_comes_with_its_first_member_and_goes_with_its_last(void **state)
{
    struct form *form = form_helpers_edit(
        "{'DomainName':'d','EventTriggerName':'n','ObjectTypeName':'o','EventTriggerConditions':[]}");

    (void)state;
    form_helpers_at(form, "/EventTriggerLimits/EventExpiration");
    assert_true(form_edit_text(form, "5", NULL));
    assert_true(form_edit_text(form, "5m", NULL));
    assert_at(form, "/EventTriggerLimits", "{'EventExpiration':300000}");
    assert_true(form_edit_text(form, "", NULL));
    assert_null(json_get(form->document, "EventTriggerLimits"));
    form_helpers_at(form, "/EventTriggerLimits");
    assert_true(form_edit_add(form, NULL));
    assert_at(form, "/EventTriggerLimits",
              "{'Periods':[{'Unit':'DAYS','Value':1,'MaxInvocationsPerProfile':10}]}");
    form_helpers_at(form, "/EventTriggerLimits/Periods/0");
    assert_true(form_edit_remove(form, NULL));
    assert_null(json_get(form->document, "EventTriggerLimits"));
    form_free(form);
}

static void chooses_from_the_table(void **state)
{
    struct form *form = form_helpers_edit(form_helpers_order);

    (void)state;
    form_helpers_at(form, ATTRIBUTES "/0/ComparisonOperator");
    assert_true(form_edit_choose(form, 1, NULL));
    assert_at(form, ATTRIBUTES "/0/ComparisonOperator", "'EXCLUSIVE'");
    assert_refused(form_edit_choose(form, 99, &err), "must be chosen");
    assert_refused(form_edit_text(form, "EQUAL", &err), "from a list");
    form_helpers_open(form, "/EventTriggerLimits/Periods/0");
    form_helpers_at(form, "/EventTriggerLimits/Periods/0/Unlimited");
    assert_true(form_edit_flip(form, NULL));
    assert_at(form, "/EventTriggerLimits/Periods/0/Unlimited", "true");
    assert_true(form_edit_flip(form, NULL));
    assert_null(pointer_get(form->document, "/EventTriggerLimits/Periods/0/Unlimited"));
    form_free(form);
}

static void a_source_picked_stands_in_for_the_field(void **state)
{
    struct form *form = form_helpers_edit(form_helpers_order);
    const struct field *attribute = fields_at(&fields_event_trigger, ATTRIBUTES "/0");

    (void)state;
    form_helpers_at(form, ATTRIBUTES "/0/FieldName");
    assert_true(form_edit_pick(form, fields_member(attribute, "Source"), "_source.sum", NULL));
    assert_at(form, ATTRIBUTES "/0",
              "{'ComparisonOperator':'GREATER_THAN','Values':['500'],'Source':'_source.sum'}");
    helpers_assert_text(form_helpers_line(form),
                        "       >[_source.sum]v [is greater than]v [500] *was total is greater than 500");
    assert_true(form_edit_undo(form));
    assert_true(json_equal(form->document, form->base));
    form_helpers_at(form, "/SegmentFilter");
    assert_true(form_edit_pick(form, form_focused_cell(form)->field, "gold", NULL));
    assert_at(form, "/SegmentFilter", "'gold'");
    form_free(form);
}

static void adds_beside_the_item_or_into_the_list(void **state)
{
    static const struct {
        const char *from, *to, *adds;
    } cases[] = {
        {"/EventTriggerConditions",
         "/EventTriggerConditions/2/EventTriggerDimensions/0/ObjectAttributes/0/FieldName", "Condition"},
        {"/EventTriggerConditions/0",
         "/EventTriggerConditions/1/EventTriggerDimensions/0/ObjectAttributes/0/FieldName", "Condition"},
        {"/EventTriggerConditions/0/EventTriggerDimensions/0",
         "/EventTriggerConditions/0/EventTriggerDimensions/1/ObjectAttributes/0/FieldName", "Dimension"},
        {ATTRIBUTES "/0/Values", ATTRIBUTES "/1/FieldName", "Attribute"},
        {"/EventTriggerLimits/EventExpiration", "/EventTriggerLimits/Periods/1/Unit", "Period"},
        {"/EventTriggerLimits/Periods/0/Value", "/EventTriggerLimits/Periods/1/Unit", "Period"},
        {"/Tags", "/Tags/2/Key", "Tag"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct form *form = form_helpers_edit(form_helpers_order);

        form_helpers_open(form, "/EventTriggerLimits/Periods/0");
        form_helpers_at(form, cases[i].from);
        assert_string_equal(form_edit_adds(form, NULL), cases[i].adds);
        assert_true(form_edit_add(form, NULL));
        assert_string_equal(form_focused_cell(form)->pointer, cases[i].to);
        assert_true(form_edit_undo(form));
        assert_true(json_equal(form->document, form->base));
        form_free(form);
    }
}

static void nothing_is_added_where_there_is_no_list(void **state)
{
    struct form *form = form_helpers_edit(form_helpers_order);

    (void)state;
    form_helpers_at(form, "/Description");
    assert_null(form_edit_adds(form, NULL));
    assert_refused(form_edit_add(form, &err), "nothing can be added here");
    form_free(form);
}

/* Nor does its line of help offer it. */
static void nothing_is_added_to_a_form_for_reading(void **state)
{
    cJSON *document = helpers_json(form_helpers_order);
    struct form *form = form_new(document, document, true, true);
    struct err none = {0};

    (void)state;
    form_helpers_at(form, "/EventTriggerConditions");
    assert_null(form_edit_adds(form, &none));
    assert_int_equal(none.code, ERR_NONE);
    assert_refused(form_edit_add(form, &err), "for reading only");
    cJSON_Delete(document);
    form_free(form);
}

static void a_full_list_takes_no_more(void **state)
{
    struct form *form = form_helpers_edit(form_helpers_order);

    (void)state;
    form_helpers_at(form, "/EventTriggerConditions/0");
    assert_true(form_edit_duplicate(form, NULL));
    assert_true(form_edit_duplicate(form, NULL));
    assert_true(form_edit_duplicate(form, NULL));
    assert_refused(form_edit_duplicate(form, &err), "5 conditions are the most");
    assert_refused(form_edit_add(form, &err), "5 conditions are the most");
    assert_refused(form_edit_adds(form, &err), "5 conditions are the most");
    form_free(form);
}

static void removing_goes_to_the_neighbour_and_at_last_to_the_list(void **state)
{
    struct form *form = form_helpers_edit(form_helpers_order);

    (void)state;
    form_helpers_at(form, ATTRIBUTES "/1/Values");
    assert_true(form_edit_remove(form, NULL));
    assert_string_equal(form_focused_row(form)->pointer, ATTRIBUTES "/0");
    assert_true(form_edit_remove(form, NULL));
    assert_string_equal(form_focused_row(form)->pointer,
                        "/EventTriggerConditions/0/EventTriggerDimensions/0");
    assert_at(form, ATTRIBUTES, "[]");
    assert_int_equal(form->problems.count, 1);
    assert_true(form_edit_add(form, NULL));
    assert_string_equal(form_focused_cell(form)->pointer, ATTRIBUTES "/0/FieldName");
    form_free(form);
}

static void items_move_within_their_list(void **state)
{
    struct form *form = form_helpers_edit(form_helpers_order);

    (void)state;
    form_helpers_at(form, "/EventTriggerConditions/1");
    form_toggle(form); /* closed: it stays so where it goes */
    assert_true(form_edit_shift(form, false, NULL));
    assert_string_equal(form_focused_row(form)->pointer, "/EventTriggerConditions/0");
    assert_false(form_focused_row(form)->open);
    assert_refused(form_edit_shift(form, false, &err), "first");
    assert_true(form_edit_shift(form, true, NULL));
    assert_refused(form_edit_shift(form, true, &err), "last");
    assert_false(form_focused_row(form)->open);
    form_helpers_at(form, "/Description");
    assert_refused(form_edit_shift(form, true, &err), "no item");
    form_free(form);
}

static void values_open_one_a_line(void **state)
{
    struct form *form = form_helpers_edit(form_helpers_order);

    (void)state;
    form_helpers_at(form, ATTRIBUTES "/1/Values");
    assert_true(form_toggle(form));
    form_helpers_at(form, ATTRIBUTES "/1/Values/1");
    helpers_assert_text(form_helpers_line(form), "        2 >[GBP]");
    assert_true(form_edit_add(form, NULL));
    assert_string_equal(form_focused_cell(form)->pointer, ATTRIBUTES "/1/Values/2");
    assert_true(form_edit_text(form, "a, b", NULL));
    assert_true(form_edit_shift(form, false, NULL));
    assert_at(form, ATTRIBUTES "/1/Values", "['EUR','a, b','GBP']");
    assert_true(form_edit_text(form, "", NULL));
    assert_at(form, ATTRIBUTES "/1/Values", "['EUR','','GBP']");
    assert_true(form_edit_remove(form, NULL));
    assert_at(form, ATTRIBUTES "/1/Values", "['EUR','GBP']");
    form_free(form);
}

static void what_aws_or_the_trigger_holds_fast_is_refused(void **state)
{
    struct form *form = form_helpers_edit(form_helpers_order);

    (void)state;
    form_helpers_at(form, "/EventTriggerName");
    assert_refused(form_edit_text(form, "x", &err), "cannot change once the trigger exists");
    assert_refused(form_edit_remove(form, &err), "cannot change");
    form_helpers_at(form, "/Tags");
    form_toggle(form);
    form_helpers_at(form, "/Tags/1/Value");
    assert_refused(form_edit_text(form, "x", &err), "AWS manages");
    assert_refused(form_edit_remove(form, &err), "AWS manages");
    assert_refused(form_edit_duplicate(form, &err), "AWS manages");
    form_helpers_at(form, "/EventTriggerConditions");
    assert_refused(form_edit_text(form, "x", &err), "heading");
    assert_refused(form_edit_remove(form, &err), "must be there");
    assert_true(json_equal(form->document, form->base));
    form_free(form);
}

static void a_form_for_reading_changes_nothing(void **state)
{
    cJSON *document = helpers_json(form_helpers_order);
    struct form *form = form_new(document, document, true, true);

    (void)state;
    form_focus(form, "/Description");
    assert_refused(form_edit_text(form, "x", &err), "for reading only");
    assert_refused(form_edit_add(form, &err), "for reading only");
    assert_refused(form_edit_remove(form, &err), "for reading only");
    assert_true(json_equal(form->document, document));
    cJSON_Delete(document);
    form_free(form);
}

static void unknown_properties_are_kept_and_wrong_kinds_can_be_emptied(void **state)
{
    struct form *form =
        form_helpers_edit("{'DomainName':'d','EventTriggerName':'n','ObjectTypeName':'o',"
                          "'EventTriggerConditions':7,'Unheard':{'a':1},'EventTriggerLimits':'x'}");

    (void)state;
    form_helpers_at(form, "/Unheard");
    assert_refused(form_edit_text(form, "", &err), "kept as it is");
    assert_refused(form_edit_remove(form, &err), "kept as it is");
    form_helpers_at(form, "/EventTriggerConditions");
    assert_refused(form_edit_text(form, "8", &err), "empty it");
    assert_true(form_edit_text(form, "", NULL));
    assert_at(form, "/EventTriggerConditions", "[]");
    assert_true(form_focused_row(form)->fold);
    form_helpers_at(form, "/EventTriggerLimits");
    assert_true(form_edit_remove(form, NULL));
    assert_null(json_get(form->document, "EventTriggerLimits"));
    assert_at(form, "/Unheard", "{'a':1}");
    form_free(form);
}

static void typing_in_one_place_is_one_step_back(void **state)
{
    struct form *form = form_helpers_edit(form_helpers_order);

    (void)state;
    form_helpers_at(form, "/Description");
    assert_true(form_edit_text(form, "a", NULL));
    assert_true(form_edit_text(form, "ab", NULL));
    form_move_rows(form, 1);
    form_move_rows(form, -1);
    assert_true(form_edit_text(form, "abc", NULL));
    assert_true(form_edit_undo(form));
    assert_at(form, "/Description", "'ab'");
    assert_string_equal(form_focused_row(form)->pointer, "/Description");
    assert_true(form_edit_undo(form));
    assert_true(json_equal(form->document, form->base));
    assert_false(form_edit_undo(form));
    assert_true(form_edit_redo(form));
    assert_true(form_edit_redo(form));
    assert_false(form_edit_redo(form));
    assert_at(form, "/Description", "'abc'");
    form_free(form);
}

static void typing_back_what_stood_there_is_no_step(void **state)
{
    struct form *form = form_helpers_edit(form_helpers_order);

    (void)state;
    form_helpers_at(form, "/SegmentFilter");
    assert_true(form_edit_text(form, "vip-e", NULL));
    assert_true(form_edit_text(form, "vip-eu", NULL));
    assert_false(form_edit_undo(form));
    form_free(form);
}

static void something_else_done_forgets_what_was_taken_back(void **state)
{
    struct form *form = form_helpers_edit(form_helpers_order);

    (void)state;
    form_helpers_at(form, "/Description");
    assert_true(form_edit_text(form, "a", NULL));
    assert_true(form_edit_undo(form));
    form_helpers_at(form, "/SegmentFilter");
    assert_true(form_edit_text(form, "b", NULL));
    assert_false(form_edit_redo(form));
    form_free(form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(typed_texts_become_the_kind_of_the_field),
        cmocka_unit_test(an_empty_text_takes_an_optional_property_away),
        cmocka_unit_test(an_object_comes_with_its_first_member_and_goes_with_its_last),
        cmocka_unit_test(chooses_from_the_table),
        cmocka_unit_test(a_source_picked_stands_in_for_the_field),
        cmocka_unit_test(adds_beside_the_item_or_into_the_list),
        cmocka_unit_test(nothing_is_added_where_there_is_no_list),
        cmocka_unit_test(nothing_is_added_to_a_form_for_reading),
        cmocka_unit_test(a_full_list_takes_no_more),
        cmocka_unit_test(removing_goes_to_the_neighbour_and_at_last_to_the_list),
        cmocka_unit_test(items_move_within_their_list),
        cmocka_unit_test(values_open_one_a_line),
        cmocka_unit_test(what_aws_or_the_trigger_holds_fast_is_refused),
        cmocka_unit_test(a_form_for_reading_changes_nothing),
        cmocka_unit_test(unknown_properties_are_kept_and_wrong_kinds_can_be_emptied),
        cmocka_unit_test(typing_in_one_place_is_one_step_back),
        cmocka_unit_test(typing_back_what_stood_there_is_no_step),
        cmocka_unit_test(something_else_done_forgets_what_was_taken_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* form: the outline that a document becomes, the focus in it, and what it says of each place. */
#include "form_helpers.h"

#include <string.h>

#include "base/array.h"
#include "tui/form_edit.h"

static void shows_a_whole_trigger_from_the_table(void **state)
{
    struct form *form = form_helpers_edit(form_helpers_order);

    (void)state;
    form_helpers_assert_rows(form, "Domain (retail)v\n"
                                   "Name (high-value-order)\n"
                                   "Object type >[Order]v\n"
                                   "Description [Orders above 500 go to the VIP flow.]\n"
                                   "Segment [vip-eu]v\n"
                                   "- Conditions {2 of 5}\n"
                                   "  - 1 [ALL of its dimensions]v {1 of 10}\n"
                                   "    - dimension 1 {2 of 10}\n"
                                   "       [total]v [is greater than]v [500]\n"
                                   "       [currency]v [contains any of]v [EUR, GBP]\n"
                                   "  - 2 [NONE of its dimensions]v {1 of 10}\n"
                                   "    - dimension 1 {1 of 10}\n"
                                   "       [_source.status]v [contains any of]v [cancelled]\n"
                                   "- Limits {1 of 4}\n"
                                   "  Expires after [5m]\n"
                                   "  + Period 1\n"
                                   "+ Tags {2 of 50}\n");
    form_free(form);
}

static void shows_a_new_trigger_with_what_must_be_written(void **state)
{
    struct form *form = form_helpers_create(
        "{'DomainName':'retail','EventTriggerName':'','ObjectTypeName':'','EventTriggerConditions':[]}");

    (void)state;
    assert_int_equal(form->problems.count, 3);
    assert_int_equal(form_change_count(form), 0);
    form_helpers_at(form, "/EventTriggerName");
    assert_non_null(form_focused_row(form)->problem);
    assert_false(form_focused_cell(form)->locked);
    form_helpers_at(form, "/EventTriggerConditions");
    assert_non_null(form_focused_row(form)->problem);
    form_free(form);
}

static void shows_values_of_a_wrong_kind_as_json(void **state)
{
    struct form *form = form_helpers_edit(
        "{'DomainName':['d'],'EventTriggerName':5,'ObjectTypeName':null,'Unheard':{'a':[1]},"
        "'EventTriggerConditions':[{'EventTriggerDimensions':'x','Mood':1},7,"
        "{'EventTriggerDimensions':[{'ObjectAttributes':[{'Values':[1,'b'],'Source':{}},null]}]}],"
        "'EventTriggerLimits':[],'SegmentFilter':true,'Tags':{'Key':1}}");

    (void)state;
    form_helpers_at(form, "/EventTriggerConditions/0");
    assert_true(form->problems.count > 8);
    for (size_t i = 0; i < form->rows.count; i++) {
        struct form_row *row = &form->rows.items[i];

        row->problem = NULL; /* what check says is check's */
    }
    form_helpers_assert_rows(form, "Domain ([\"d\"])json\n"
                                   "Name (5)\n"
                                   "Object type [null]v\n"
                                   "Description []\n"
                                   "Segment [true]v\n"
                                   "- Conditions {3 of 5}\n"
                                   ">  - 1 []v {0 of 10}\n"
                                   "    Dimensions [\"x\"]json\n"
                                   "    Mood (1)json\n"
                                   "  2 [7]json\n"
                                   "  - 3 []v {1 of 10}\n"
                                   "    - dimension 1 {2 of 10}\n"
                                   "       [{}]json []v [[1, \"b\"]]json\n"
                                   "      2 [null]json\n"
                                   "Limits [[]]json\n"
                                   "Tags [{\"Key\": 1}]json\n"
                                   "Unheard ({\"a\": [1]})json\n");
    form_free(form);
}

static void survives_hostile_documents(void **state)
{
    static const char *const hostile[] = {
        "{}",
        "[]",
        "null",
        "5",
        "'x'",
        "{'EventTriggerConditions':[[],{},null,true,'x',[[[]]]]}",
        "{'EventTriggerConditions':[{'EventTriggerDimensions':[[],{},null,{'ObjectAttributes':[[],5,{'Values'"
        ":{}}]}]}]}",
        "{'EventTriggerLimits':{'EventExpiration':1e300,'Periods':[[],{},{'Value':1.5,'Unit':7,'Unlimited':'"
        "x'}]}}",
        "{'EventTriggerLimits':{'EventExpiration':{'a':1},'Periods':7}}",
        "{'Tags':[[],{},{'Key':7},{'Key':'aws:','Value':null},{'Value':[]}]}",
        "{'':'','a/b':'~','~1':{'':[]},'DomainName':'\\u001b[2J\\u202e'}",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(hostile); i++) {
        struct form *form = form_helpers_edit(hostile[i]);

        for (size_t moves = 0; moves < 40; moves++) {
            form_move_cells(form, moves % 7 != 0);
            form_toggle(form);
            form_next_problem(form);
        }
        free(form_helpers_dump(form));
        form_free(form);
    }
}

static void closes_all_conditions_but_the_first_of_a_long_trigger(void **state)
{
    struct strbuf json = STRBUF_INIT;
    struct form *form;

    (void)state;
    strbuf_adds(&json, "{'EventTriggerConditions':[");
    for (size_t i = 0; i < 5; i++)
        strbuf_addf(&json, "%s{'EventTriggerDimensions':[{'ObjectAttributes':[{},{},{},{}]}]}", i ? "," : "");
    strbuf_adds(&json, "]}");
    form = form_helpers_edit(json.text);
    for (size_t i = 0; i < form->rows.count; i++) {
        const struct form_row *row = &form->rows.items[i];

        if (row->item && row->depth == 1)
            assert_int_equal(row->open, row->index == 0);
    }
    form_free(form);
    strbuf_release(&json);
}

static void moves_through_what_can_be_edited_and_round(void **state)
{
    struct form *form = form_helpers_edit("{'DomainName':'d','EventTriggerName':'n','ObjectTypeName':'o',"
                                          "'EventTriggerConditions':[]}");
    static const char *const places[] = {"/Description",
                                         "/SegmentFilter",
                                         "/EventTriggerConditions",
                                         "/EventTriggerLimits",
                                         "/EventTriggerLimits/EventExpiration",
                                         "/Tags",
                                         "/ObjectTypeName"};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(places); i++) {
        const struct form_row *row;

        form_move_cells(form, true);
        row = form_focused_row(form);
        assert_string_equal(form->cell == FORM_HEAD ? row->pointer : row->cells[form->cell].pointer,
                            places[i]);
    }
    form_move_cells(form, false);
    assert_string_equal(form_focused_row(form)->pointer, "/Tags");
    form_free(form);
}

static void arrows_reach_every_row_and_stop_at_the_ends(void **state)
{
    struct form *form = form_helpers_edit(form_helpers_order);

    (void)state;
    form_move_rows(form, -100);
    assert_int_equal(form->row, 0);
    form_move_rows(form, 1000);
    assert_int_equal(form->row, form->rows.count - 1);
    form_helpers_at(form, "/EventTriggerConditions/0/EventTriggerDimensions/0/ObjectAttributes/0/Values");
    form_move_rows(form, 1);
    assert_string_equal(form_focused_cell(form)->pointer,
                        "/EventTriggerConditions/0/EventTriggerDimensions/0/ObjectAttributes/1/Values");
    form_move_rows(form, 1);
    assert_null(form_focused_cell(form)); /* the head of the second condition */
    form_free(form);
}

static void a_closed_fold_counts_the_problems_inside(void **state)
{
    struct form *form = form_helpers_edit(form_helpers_order);

    (void)state;
    form_helpers_at(form, "/EventTriggerLimits/EventExpiration");
    assert_true(form_edit_text(form, "soon", NULL));
    helpers_assert_text(
        form_helpers_line(form),
        "  Expires after >[soon] *was 5m !a time such as 5m, 1h30m, 90s or 300000ms is expected");
    form_helpers_at(form, "/EventTriggerLimits");
    assert_true(form_toggle(form));
    helpers_assert_text(form_helpers_line(form), ">+ Limits {1 of 4} *was 5m !1 problem inside");
    form_free(form);
}

static void the_next_problem_is_found_wherever_it_hides(void **state)
{
    struct form *form = form_helpers_edit(
        "{'DomainName':'d','EventTriggerName':'n','ObjectTypeName':'','SegmentFilter':'not this',"
        "'EventTriggerConditions':[{'LogicalOperator':'ALL','EventTriggerDimensions':[{'ObjectAttributes':["
        "{'FieldName':'a','ComparisonOperator':'EQUAL','Values':[]}]}]}],'Tags':[{'Key':'','Value':''}]}");
    static const char *const places[] = {
        "/SegmentFilter", "/EventTriggerConditions/0/EventTriggerDimensions/0/ObjectAttributes/0/Values",
        "/Tags/0/Key", "/ObjectTypeName"};

    (void)state;
    form_helpers_at(form, "/EventTriggerConditions");
    form_toggle(form);
    form_helpers_at(form, "/ObjectTypeName");
    for (size_t i = 0; i < ARRAY_COUNT(places); i++) {
        assert_true(form_next_problem(form));
        assert_string_equal(form_focused_cell(form)->pointer, places[i]);
    }
    form_free(form);
}

static void without_problems_there_is_no_next_one(void **state)
{
    struct form *form = form_helpers_edit(form_helpers_order);

    (void)state;
    assert_int_equal(form->problems.count, 0);
    assert_false(form_next_problem(form));
    form_free(form);
}

static void says_what_stood_there_before(void **state)
{
    static const struct {
        const char *pointer, *text, *line;
    } cases[] = {
        {"/Description", "Orders", "Description >[Orders] *was Orders above 500 go to the VIP flow."},
        {"/Description", "", "Description >[] *was Orders above 500 go to the VIP flow."},
        {"/EventTriggerLimits/EventExpiration", "10m", "  Expires after >[10m] *was 5m"},
        {"/EventTriggerConditions/0/EventTriggerDimensions/0/ObjectAttributes/0/Values", "750",
         "       [total]v [is greater than]v >[750] *was 500"},
        {"/EventTriggerConditions/0/EventTriggerDimensions/0/ObjectAttributes/1/Values", "GBP, EUR",
         "       [currency]v [contains any of]v >[GBP, EUR]"},
        {"/EventTriggerLimits/Periods/0/MaxInvocationsPerProfile", "3", "    At most >[3] *was 5"},
        {"/EventTriggerLimits/Periods/0/MaxInvocationsPerProfile", "5", "    At most >[5]"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct form *form = form_helpers_edit(form_helpers_order);

        form_helpers_open(form, "/EventTriggerLimits/Periods/0");
        form_helpers_at(form, cases[i].pointer);
        assert_true(form_edit_text(form, cases[i].text, NULL));
        helpers_assert_text(form_helpers_line(form), cases[i].line);
        form_free(form);
    }
}

static void knows_items_again_after_they_moved(void **state)
{
    struct form *form = form_helpers_edit(form_helpers_order);

    (void)state;
    form_helpers_at(form, "/EventTriggerConditions/1");
    assert_true(form_edit_shift(form, false, NULL));
    assert_int_equal(form_change_count(form), 0);
    form_helpers_at(form, "/EventTriggerConditions/1/EventTriggerDimensions/0/ObjectAttributes/0/Values");
    assert_true(form_edit_text(form, "750", NULL));
    helpers_assert_text(form_helpers_line(form), "       [total]v [is greater than]v >[750] *was 500");
    assert_true(form_change_count(form) > 0);
    form_free(form);
}

static void says_what_is_new_and_how_many_went(void **state)
{
    struct form *form = form_helpers_edit(form_helpers_order);

    (void)state;
    form_helpers_at(form, "/EventTriggerLimits/Periods/0");
    assert_true(form_edit_add(form, NULL));
    form_helpers_at(form, "/EventTriggerLimits/Periods/1");
    helpers_assert_text(form_helpers_line(form), ">  - Period 2 *new");
    form_helpers_at(form, "/EventTriggerConditions/0/EventTriggerDimensions/0/ObjectAttributes/0/FieldName");
    assert_true(form_edit_remove(form, NULL));
    form_helpers_at(form, "/EventTriggerConditions/0/EventTriggerDimensions/0");
    helpers_assert_text(form_helpers_line(form), ">    - dimension 1 {1 of 10} *1 removed");
    form_free(form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_a_whole_trigger_from_the_table),
        cmocka_unit_test(shows_a_new_trigger_with_what_must_be_written),
        cmocka_unit_test(shows_values_of_a_wrong_kind_as_json),
        cmocka_unit_test(survives_hostile_documents),
        cmocka_unit_test(closes_all_conditions_but_the_first_of_a_long_trigger),
        cmocka_unit_test(moves_through_what_can_be_edited_and_round),
        cmocka_unit_test(arrows_reach_every_row_and_stop_at_the_ends),
        cmocka_unit_test(a_closed_fold_counts_the_problems_inside),
        cmocka_unit_test(the_next_problem_is_found_wherever_it_hides),
        cmocka_unit_test(without_problems_there_is_no_next_one),
        cmocka_unit_test(says_what_stood_there_before),
        cmocka_unit_test(knows_items_again_after_they_moved),
        cmocka_unit_test(says_what_is_new_and_how_many_went),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

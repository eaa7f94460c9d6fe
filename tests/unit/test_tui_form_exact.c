/* form: what was typed and what was read is kept to the last bit: long integers are refused and never rounded, characters are
 * counted as people do, unknown properties go back as they came. */
#include "form_helpers.h"

#include <string.h>

#include "model/change.h"
#include "tui/form_edit.h"
#include "tui/form_field.h"

static const char values_at[] =
    "/EventTriggerConditions/0/EventTriggerDimensions/0/ObjectAttributes/0/Values";

static void long_integers_are_refused_with_a_reason_and_kept_as_typed(void **state)
{
    static const struct {
        const char *at, *typed, *reason;
    } cases[] = {
        {"/EventTriggerLimits/Periods/0/Value", "9007199254740993", "more than 15 digits"},
        {"/EventTriggerLimits/Periods/0/MaxInvocationsPerProfile", "-10000000000000000001",
         "more than 15 digits"},
        {"/EventTriggerLimits/Periods/0/Value", "12x", "a whole number is expected"},
        {"/EventTriggerLimits/EventExpiration", "9999999999999999", "at most 15 digits"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct form *form = form_helpers_edit(form_helpers_order);
        struct strbuf words = STRBUF_INIT;

        form_helpers_open(form, "/EventTriggerLimits/Periods/0");
        form_helpers_at(form, cases[i].at);
        assert_true(form_edit_text(form, cases[i].typed, NULL));
        assert_string_equal(cJSON_GetStringValue(form_focused_cell(form)->value), cases[i].typed);
        assert_true(form_problem_words(form_focused_row(form), &words));
        assert_non_null(strstr(words.text, cases[i].reason));
        strbuf_release(&words);
        form_free(form);
    }
}

/* One more than fit is a problem; character by character they can be taken away again. */
static void values_of_255_characters_are_counted_edited_and_kept_exactly(void **state)
{
    static const char *const characters[] = {"\xf0\x9f\x98\x80", "\xc3\xa9", "\xe4\xb8\xad"};

    (void)state;
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++) {
        struct form *form = form_helpers_edit(form_helpers_order);
        struct strbuf text = STRBUF_INIT;
        struct form_field field;
        bool done;

        form_field_init(&field);
        form_helpers_at(form, values_at);
        form_field_attach(&field, form);
        assert_true(form_field_act(&field, ACTION_LINE_CLEAR, &done, NULL));
        for (int n = 0; n < 256; n++) {
            strbuf_adds(&text, characters[i]);
            assert_true(form_field_text(&field, characters[i], false, NULL, NULL));
            assert_int_equal(form->problems.count, n == 255);
        }
        assert_non_null(strstr(form->problems.items[0].words, "256 characters, at most 255"));
        assert_true(form_field_act(&field, ACTION_LINE_RUB, &done, NULL) && done);
        assert_int_equal(form->problems.count, 0);
        strbuf_truncate(&text, text.length - strlen(characters[i]));
        assert_string_equal(form_focused_cell(form)->value->child->valuestring, text.text);
        strbuf_release(&text);
        form_field_release(&field);
        form_free(form);
    }
}

/* Within an attribute that is edited, which is sent whole, and at the top, which is not touched. */
static void unknown_properties_go_back_as_they_came(void **state)
{
    struct form *form = form_helpers_edit(
        "{'DomainName':'d','EventTriggerName':'n','ObjectTypeName':'o','Unheard':{'of':[1,null,'x']},"
        "'EventTriggerConditions':[{'LogicalOperator':'ALL','Weight':0.25,'EventTriggerDimensions':[{"
        "'ObjectAttributes':[{'FieldName':'total','ComparisonOperator':'CONTAINS','Values':['1'],"
        "'Fold':{'case':true}}]}]}]}");
    struct change change;
    cJSON *patch;
    char *text;

    (void)state;
    form_helpers_at(form, values_at);
    assert_true(form_edit_text(form, "2", NULL));
    assert_true(change_between(form->base, form->document, &change));
    patch = change_patch(form->base, form->document, &(struct change_guards){.test_absent_by_time = true});
    text = json_print(patch);
    assert_non_null(strstr(text, "\"Weight\":0.25"));
    assert_non_null(strstr(text, "\"Fold\":{\"case\":true}"));
    assert_null(strstr(text, "Unheard"));
    assert_true(json_equal(json_get(form->document, "Unheard"), json_get(form->base, "Unheard")));
    form_helpers_at(form, "/Unheard");
    helpers_assert_text(form_helpers_line(form), "Unheard >[{\"of\": [1, null, \"x\"]})json");
    free(text);
    cJSON_Delete(patch);
    change_release(&change);
    form_free(form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_integers_are_refused_with_a_reason_and_kept_as_typed),
        cmocka_unit_test(values_of_255_characters_are_counted_edited_and_kept_exactly),
        cmocka_unit_test(unknown_properties_go_back_as_they_came),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

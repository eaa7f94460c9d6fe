/* form: what holds whatever keys are pressed, and that no key is slow
 * in the largest trigger that AWS takes. */
#include "form_helpers.h"

#include <string.h>
#include <time.h>

#include "base/array.h"
#include "tui/form_edit.h"
#include "tui/form_field.h"
#include "tui/form_places.h"

/* A small generator of its own, so that every run presses the same keys. */
static uint32_t next(uint32_t *seed, uint32_t bound)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % bound;
}

static const char *const texts[] = {"",      "5m",           "x",  "a, \"b,c\", ", "\"", "300000ms",     "-1",
                                    "aws:x", "\xe2\x80\xae", "12", "true",         " ",  "no such thing"};

/* What a person does to a text: characters, pastes and readline's keys. */
static void press_line(struct form *form, uint32_t *seed)
{
    static const enum action_id actions[] = {ACTION_LINE_LEFT,     ACTION_LINE_WORD_LEFT,  ACTION_LINE_RUB,
                                             ACTION_LINE_RUB_WORD, ACTION_LINE_RUB_BLANK,  ACTION_LINE_CLEAR,
                                             ACTION_LINE_KILL,     ACTION_LINE_YANK,       ACTION_LINE_START,
                                             ACTION_LINE_DELETE,   ACTION_LINE_DELETE_WORD};
    static const char *const typed[] = {"a", "1\n2\n,", "\xf0\x9f\x98\x80", "\"", " ", "EUR, GBP"};
    struct form_field field;

    form_field_init(&field);
    form_field_attach(&field, form);
    for (uint32_t keys = next(seed, 8); keys > 0; keys--) {
        bool done;

        if (next(seed, 2))
            form_field_text(&field, typed[next(seed, ARRAY_COUNT(typed))], next(seed, 2), NULL, NULL);
        else
            form_field_act(&field, actions[next(seed, ARRAY_COUNT(actions))], &done, NULL);
        form_field_follow(&field);
    }
    form_field_release(&field);
}

static void press(struct form *form, uint32_t *seed)
{
    const struct form_row *row = form_focused_row(form);

    switch (next(seed, 13)) {
    case 0:
        form_move_rows(form, (long)next(seed, 20) - 10);
        break;
    case 1:
        form_move_cells(form, next(seed, 2));
        break;
    case 2:
        form_toggle(form);
        break;
    case 3:
        form_next_problem(form);
        break;
    case 4:
        form_edit_add(form, NULL);
        break;
    case 5:
        form_edit_remove(form, NULL);
        break;
    case 6:
        form_edit_duplicate(form, NULL);
        break;
    case 7:
        form_edit_shift(form, next(seed, 2), NULL);
        break;
    case 8:
        form_edit_choose(form, next(seed, 20), NULL);
        break;
    case 9:
        if (form_focused_cell(form) && form_focused_cell(form)->kind == FORM_BOOLEAN)
            form_edit_flip(form, NULL);
        break;
    case 10:
        if (form_focused_cell(form) && form_focused_cell(form)->kind == FORM_PICKER && row->field->members)
            form_edit_pick(form, &row->field->members[next(seed, 2)], "picked", NULL);
        break;
    case 11:
        press_line(form, seed);
        break;
    default:
        form_edit_text(form, texts[next(seed, ARRAY_COUNT(texts))], NULL);
        break;
    }
}

/* The quick way to a problem's place leads where the slow one does. */
static void assert_found_alike(const struct form *form)
{
    struct form_places_index index;

    form_places_index(&form->rows, &index);
    for (size_t i = 0; i < form->problems.count; i++) {
        size_t quick_row, slow_row;
        int quick_cell, slow_cell;

        form_places_look_up(&index, form->problems.items[i].pointer, &quick_row, &quick_cell);
        form_places_find(&form->rows, form->problems.items[i].pointer, &slow_row, &slow_cell);
        assert_int_equal(quick_row, slow_row);
        assert_int_equal(quick_cell, slow_cell);
    }
    form_places_index_release(&index);
}

static void assert_sound(const struct form *form)
{
    char *text = json_print(form->document), *dump;
    cJSON *again = json_parse_text(text, NULL);

    assert_non_null(again);
    assert_true(json_equal(again, form->document));
    assert_true(form->row < form->rows.count);
    assert_found_alike(form);
    assert_true(form->cell >= FORM_HEAD && form->cell < (int)form_focused_row(form)->cell_count);
    dump = form_helpers_dump(form);
    assert_non_null(dump);
    free(dump);
    cJSON_Delete(again);
    free(text);
}

static void undoing_all_gives_the_start_and_redoing_all_the_end(void **state)
{
    (void)state;
    for (uint32_t run = 1; run <= 40; run++) {
        struct form *form = form_helpers_edit(form_helpers_order);
        uint32_t seed = run * 7919;
        char *start = json_print(form->document), *end;

        for (int keys = 0; keys < 150; keys++)
            press(form, &seed);
        assert_sound(form);
        end = json_print(form->document);
        while (form_edit_undo(form))
            continue;
        helpers_assert_text(json_print(form->document), start);
        while (form_edit_redo(form))
            continue;
        helpers_assert_text(json_print(form->document), end);
        form_free(form);
        free(start);
        free(end);
    }
}

static void every_key_leaves_a_sound_form(void **state)
{
    static const char *const starts[] = {
        form_helpers_order,
        "{}",
        "{'EventTriggerConditions':[{'EventTriggerDimensions':[{'ObjectAttributes':[{'Values':[1,[]]},5]},[]]"
        "},{}],"
        "'Tags':[{'Key':'aws:a','Value':'b'},7],'EventTriggerLimits':{'Periods':[{},'x'],'Odd':[]},'Odd':{}}",
    };
    uint32_t seed = 11;

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(starts); i++) {
        struct form *form = form_helpers_edit(starts[i]);

        for (int keys = 0; keys < 400; keys++) {
            press(form, &seed);
            if (next(&seed, 10) == 0)
                form_edit_undo(form);
            assert_sound(form);
        }
        form_free(form);
    }
}

/* 5 conditions, each with 10 dimensions of 10 attributes of 10 values. */
static char *largest_trigger(void)
{
    struct strbuf json = STRBUF_INIT;

    strbuf_adds(&json,
                "{'DomainName':'d','EventTriggerName':'n','ObjectTypeName':'o','EventTriggerConditions':[");
    for (int c = 0; c < 5; c++) {
        strbuf_addf(&json, "%s{'LogicalOperator':'ALL','EventTriggerDimensions':[", c ? "," : "");
        for (int d = 0; d < 10; d++) {
            strbuf_addf(&json, "%s{'ObjectAttributes':[", d ? "," : "");
            for (int a = 0; a < 10; a++) {
                strbuf_addf(&json, "%s{'FieldName':'field%d','ComparisonOperator':'CONTAINS','Values':[",
                            a ? "," : "", a);
                for (int v = 0; v < 10; v++)
                    strbuf_addf(&json, "%s'value %d.%d.%d.%d'", v ? "," : "", c, d, a, v);
                strbuf_adds(&json, "]}");
            }
            strbuf_adds(&json, "]}");
        }
        strbuf_adds(&json, "]}");
    }
    strbuf_adds(&json, "]}");
    return strbuf_detach(&json);
}

static void the_largest_trigger_has_no_problem_and_can_be_edited(void **state)
{
    char *json = largest_trigger();
    struct form *form = form_helpers_edit(json);

    (void)state;
    assert_int_equal(form->problems.count, 0);
    for (size_t i = 0; i < 5; i++) {
        char pointer[48];

        snprintf(pointer, sizeof pointer, "/EventTriggerConditions/%zu", i);
        form_helpers_at(form, pointer);
        if (!form_focused_row(form)->open)
            form_toggle(form);
    }
    assert_true(form->rows.count > 550);
    form_helpers_at(form, "/EventTriggerConditions/4/EventTriggerDimensions/9/ObjectAttributes/9/Values");
    assert_true(form_edit_text(form, "x", NULL));
    assert_int_equal(form_change_count(form), 1);
    form_free(form);
    free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(undoing_all_gives_the_start_and_redoing_all_the_end),
        cmocka_unit_test(every_key_leaves_a_sound_form),
        cmocka_unit_test(the_largest_trigger_has_no_problem_and_can_be_edited),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

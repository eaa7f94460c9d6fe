/* line_widget, text_widget, table_widget: editing by characters, wrapping,
 * a cursor that is always shown, widths. */
#include "helpers.h"

#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "tui/line_widget.h"
#include "tui/table_widget.h"
#include "tui/text_widget.h"

static void assert_dump(const struct canvas *canvas, const char *expected)
{
    struct strbuf dump = STRBUF_INIT;
    canvas_dump(canvas, &dump);
    assert_string_equal(dump.text, expected);
    strbuf_release(&dump);
}

/* ---- a line ---- */

static void test_a_line_is_edited_by_whole_characters(void **state)
{
    static const struct {
        const char *text;
        enum action_id actions[4];
        const char *after;
        size_t cursor;
    } cases[] = {
        {"abc", {ACTION_LINE_RUB}, "ab", 2},
        {"ae\xcc\x81", {ACTION_LINE_RUB}, "a", 1},
        {"\xe4\xb8\xad", {ACTION_LINE_LEFT}, "\xe4\xb8\xad", 0},
        {"abc", {ACTION_LINE_START, ACTION_LINE_DELETE}, "bc", 0},
        {"abc", {ACTION_LINE_START, ACTION_LINE_LEFT}, "abc", 0},
        {"abc", {ACTION_LINE_LEFT, ACTION_LINE_LEFT, ACTION_LINE_RIGHT}, "abc", 2},
        {"one two  ", {ACTION_LINE_RUB_WORD}, "one ", 4},
        {"EUR, a-b", {ACTION_LINE_RUB_WORD}, "EUR, a-", 7},
        {"EUR, a-b", {ACTION_LINE_RUB_BLANK}, "EUR, ", 5},
        {"EUR, \xc3\xa9t\xc3\xa9.", {ACTION_LINE_WORD_LEFT, ACTION_LINE_KILL}, "EUR, ", 5},
        {"EUR, GBP", {ACTION_LINE_START, ACTION_LINE_WORD_RIGHT, ACTION_LINE_KILL}, "EUR", 3},
        {"EUR, GBP", {ACTION_LINE_WORD_LEFT, ACTION_LINE_CLEAR}, "GBP", 0},
        {"EUR, GBP", {ACTION_LINE_RUB_BLANK, ACTION_LINE_START, ACTION_LINE_YANK}, "GBPEUR, ", 3},
        {"one two", {ACTION_LINE_LEFT, ACTION_LINE_KILL, ACTION_LINE_KILL, ACTION_LINE_YANK}, "one two", 7},
        {"one two", {ACTION_LINE_START, ACTION_LINE_RUB_WORD}, "one two", 0},
        {"one two", {ACTION_LINE_CLEAR}, "", 0},
        {"one two", {ACTION_LINE_WORD_LEFT}, "one two", 4},
        {"one two", {ACTION_LINE_START, ACTION_LINE_WORD_RIGHT}, "one two", 3},
        {"one two", {ACTION_LINE_START, ACTION_LINE_DELETE_WORD}, " two", 0},
        {"abc", {ACTION_LINE_START, ACTION_LINE_END, ACTION_LINE_DELETE}, "abc", 3},
        {"", {ACTION_LINE_RUB, ACTION_LINE_DELETE, ACTION_LINE_RUB_WORD}, "", 0},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct line_widget line;
        line_widget_init(&line);
        line_widget_set(&line, cases[i].text);
        for (size_t k = 0; k < 4 && cases[i].actions[k]; k++)
            assert_true(line_widget_act(&line, cases[i].actions[k], NULL));
        assert_string_equal(line.text.text, cases[i].after);
        assert_int_equal(line.cursor, cases[i].cursor);
        line_widget_release(&line);
    }
}

static void test_a_paste_becomes_one_line(void **state)
{
    struct line_widget line;
    bool changed;
    (void)state;
    line_widget_init(&line);
    assert_true(line_widget_insert(&line, "a\r\nb\t\tc"));
    assert_string_equal(line.text.text, "a b c");
    assert_false(line_widget_insert(&line, ""));
    assert_false(line_widget_act(&line, ACTION_DOWN, &changed));
    assert_true(line_widget_act(&line, ACTION_LINE_LEFT, &changed));
    assert_false(changed);
    line_widget_release(&line);
}

static void test_a_long_line_shows_the_part_around_the_cursor(void **state)
{
    struct canvas *canvas = canvas_new(1, 8);
    struct line_widget line;
    int row, col;
    (void)state;
    line_widget_init(&line);
    line_widget_set(&line, "0123456789");
    line_widget_draw(&line, canvas, 0, 0, 5, true, NULL);
    assert_dump(canvas, "6789\n");
    assert_true(canvas_cursor_place(canvas, &row, &col));
    assert_int_equal(col, 4);
    line_widget_act(&line, ACTION_LINE_START, NULL);
    canvas_clear(canvas);
    line_widget_draw(&line, canvas, 0, 0, 5, true, NULL);
    assert_dump(canvas, "01234\n");
    canvas_clear(canvas);
    line_widget_draw(&line, canvas, 0, 0, 5, false, NULL);
    assert_dump(canvas, "0123\xe2\x80\xa6\n");
    line_widget_release(&line);
    canvas_free(canvas);
}

/* Drawing walks the text once: with a walk for each character a pasted megabyte would take hours. */
static void test_a_pasted_megabyte_is_drawn_at_once(void **state)
{
    enum { LENGTH = 1 << 20 };
    struct canvas *canvas = canvas_new(1, 8);
    struct line_widget line;
    char *text = malloc(LENGTH + 1);
    (void)state;
    memset(text, 'x', LENGTH);
    memcpy(text + LENGTH - 4, "tail", 5);
    line_widget_init(&line);
    line_widget_insert(&line, text);
    line_widget_draw(&line, canvas, 0, 0, 8, true, NULL);
    assert_dump(canvas, "xxxtail\n");
    line_widget_release(&line);
    canvas_free(canvas);
    free(text);
}

/* ---- a text ---- */

static void draw_text(struct text_widget *text, int rows, int cols, const char *expected)
{
    struct canvas *canvas = canvas_new(rows, cols);
    text_widget_draw(text, canvas, canvas_whole(canvas));
    assert_dump(canvas, expected);
    canvas_free(canvas);
}

static void test_a_text_wraps_and_keeps_its_place(void **state)
{
    struct text_widget text;
    (void)state;
    text_widget_init(&text);
    text_widget_add(&text, THEME_PLAIN, 2, false, "one two three\nfour");
    text_widget_add(&text, THEME_PLAIN, 0, true, "cut off here");
    text_widget_add(&text, THEME_PLAIN, 0, false, "");
    text_widget_add(&text, THEME_PLAIN, 0, false, "end");
    assert_int_equal(text_widget_height(&text, 8), 6);
    draw_text(&text, 6, 8, "one two\n  three\nfour\ncut off\xe2\x80\xa6\n\nend\n");
    draw_text(&text, 3, 8, "one two\n  three\nfour\n");
    text_widget_act(&text, ACTION_DOWN);
    draw_text(&text, 3, 8, "  three\nfour\ncut off\xe2\x80\xa6\n");
    text_widget_act(&text, ACTION_DOWN);
    draw_text(&text, 3, 20, "four\ncut off here\n\n");
    text_widget_act(&text, ACTION_BOTTOM);
    draw_text(&text, 3, 8, "cut off\xe2\x80\xa6\n\nend\n");
    text_widget_act(&text, ACTION_UP);
    draw_text(&text, 3, 8, "four\ncut off\xe2\x80\xa6\n\n");
    draw_text(&text, 20, 20, "one two three\nfour\ncut off here\n\nend\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n");
    text_widget_release(&text);
}

static void test_only_cut_lines_move_sideways(void **state)
{
    struct text_widget text;
    (void)state;
    text_widget_init(&text);
    text_widget_add(&text, THEME_PLAIN, 0, true, "0123456789ab");
    text_widget_add(&text, THEME_PLAIN, 0, false, "wrap");
    draw_text(&text, 2, 6, "01234\xe2\x80\xa6\nwrap\n");
    text_widget_act(&text, ACTION_COLUMNS_RIGHT);
    draw_text(&text, 2, 6, "89ab\nwrap\n");
    text_widget_act(&text, ACTION_COLUMNS_LEFT);
    draw_text(&text, 2, 6, "01234\xe2\x80\xa6\nwrap\n");
    text_widget_release(&text);
}

/* ---- a table ---- */

static char cell_text[32];

static void give_cell(void *context, size_t line, int column, struct table_widget_cell *out)
{
    (void)context;
    snprintf(cell_text, sizeof cell_text, column == 0 ? "row%zu" : "%zu", line);
    out->text = cell_text;
}

static const struct table_widget_column two_columns[] = {{"Name", 5, 8, 0, false}, {"No", 2, 4, 1, true}};
static const struct table_widget_source rows = {NULL, NULL, give_cell, NULL};

static void draw_table(struct table_widget *table, int height, const char *expected)
{
    struct canvas *canvas = canvas_new(height, 14);
    table_widget_draw(table, canvas, canvas_whole(canvas), two_columns, 2, -1, false, &rows);
    assert_dump(canvas, expected);
    canvas_free(canvas);
}

static void test_the_cursor_is_always_shown(void **state)
{
    struct table_widget table = {.count = 9};
    (void)state;
    draw_table(&table, 4, "   Name     No\n\xe2\x96\x8c  row0      0\n   row1      1\n   row2      2\n");
    table_widget_act(&table, ACTION_BOTTOM);
    draw_table(&table, 4, "   Name     No\n   row6      6\n   row7      7\n\xe2\x96\x8c  row8      8\n");
    table_widget_act(&table, ACTION_PAGE_UP);
    assert_int_equal(table.cursor, 6);
    draw_table(&table, 3, "   Name     No\n   row5      5\n\xe2\x96\x8c  row6      6\n");
    table_widget_act(&table, ACTION_DOWN);
    table_widget_act(&table, ACTION_DOWN);
    table_widget_act(&table, ACTION_DOWN);
    assert_int_equal(table.cursor, 8);
    table_widget_set_count(&table, 0);
    table_widget_act(&table, ACTION_UP);
    draw_table(&table, 3, "   Name     No\n\n\n");
}

static void test_following_a_line_keeps_the_picture(void **state)
{
    struct table_widget table = {.count = 100, .cursor = 50, .top = 48};
    (void)state;
    table_widget_follow(&table, 60);
    assert_int_equal(table.cursor, 60);
    assert_int_equal(table.top, 58);
    table_widget_follow(&table, 1);
    assert_int_equal(table.top, 0);
}

static void test_columns_give_way_by_their_number(void **state)
{
    static const struct table_widget_column columns[] = {{"Name", 8, 20, 0, false},
                                                         {"When", 10, 30, 0, false},
                                                         {"Limits", 6, 6, 1, false},
                                                         {"Age", 4, 4, 2, true}};
    static const struct {
        int cells, first, widths[4];
    } cases[] = {
        {100, 0, {20, 30, 6, 4}}, {34, 0, {8, 10, 6, 4}},  {33, 0, {11, 12, 6, 0}},
        {28, 0, {8, 10, 6, 0}},   {27, 0, {12, 13, 0, 0}}, {19, 0, {19, 0, 0, 0}},
        {5, 0, {5, 0, 0, 0}},     {30, 1, {16, 0, 6, 4}},  {100, 9, {20, 0, 0, 0}},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        int widths[4];
        table_widget_widths(columns, 4, cases[i].first, cases[i].cells, widths);
        assert_memory_equal(widths, cases[i].widths, sizeof widths);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_line_is_edited_by_whole_characters),
        cmocka_unit_test(test_a_paste_becomes_one_line),
        cmocka_unit_test(test_a_long_line_shows_the_part_around_the_cursor),
        cmocka_unit_test(test_a_pasted_megabyte_is_drawn_at_once),
        cmocka_unit_test(test_a_text_wraps_and_keeps_its_place),
        cmocka_unit_test(test_only_cut_lines_move_sideways),
        cmocka_unit_test(test_the_cursor_is_always_shown),
        cmocka_unit_test(test_following_a_line_keeps_the_picture),
        cmocka_unit_test(test_columns_give_way_by_their_number),
    };
    text_init();
    text_set_ascii(false);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

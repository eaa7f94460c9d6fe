/* canvas: foreign text is harmless, cells are counted right, nothing is drawn
 * outside; theme: no colour when asked. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "tui/canvas.h"

static void assert_dump(const struct canvas *canvas, const char *expected)
{
    struct strbuf dump = STRBUF_INIT;
    canvas_dump(canvas, &dump);
    assert_string_equal(dump.text, expected);
    strbuf_release(&dump);
}

static void test_text_is_shown_in_its_cells(void **state)
{
    static const struct {
        const char *text;
        int cells, used;
        const char *row;
    } cases[] = {
        {"abc", 10, 3, "abc\n"},
        {"abcdef", 4, 4, "abc\xe2\x80\xa6\n"},
        {"\xe4\xb8\xad\xe6\x96\x87", 10, 4, "\xe4\xb8\xad\xe6\x96\x87\n"},
        {"\xe4\xb8\xad\xe6\x96\x87", 3, 3, "\xe4\xb8\xad\xe2\x80\xa6\n"},
        {"e\xcc\x81t", 10, 2, "e\xcc\x81t\n"},
        {"\033[31mred", 20, 13,
         "\xe2\x80\xb9"
         "001B\xe2\x80\xba[31mred\n"},
        {"a\xe2\x80\xae"
         "b",
         20, 8,
         "a\xe2\x80\xb9"
         "202E\xe2\x80\xba"
         "b\n"},
        {"a\nb", 20, 8,
         "a\xe2\x80\xb9"
         "000A\xe2\x80\xba"
         "b\n"},
        {"", 5, 0, "\n"},
        {"abc", 0, 0, "\n"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct canvas *canvas = canvas_new(1, 30);
        int used = canvas_put(canvas, 0, 0, cases[i].cells, THEME_PLAIN, cases[i].text);
        struct strbuf dump = STRBUF_INIT;
        canvas_dump(canvas, &dump);
        assert_null(strchr(dump.text, '\033'));
        assert_string_equal(dump.text, cases[i].row);
        assert_int_equal(used, cases[i].used);
        strbuf_release(&dump);
        canvas_free(canvas);
    }
}

static void test_half_of_a_wide_character_is_never_left(void **state)
{
    struct canvas *canvas = canvas_new(1, 6);
    (void)state;
    canvas_put(canvas, 0, 0, 6, THEME_PLAIN, "\xe4\xb8\xad\xe6\x96\x87");
    canvas_put(canvas, 0, 1, 1, THEME_PLAIN, "x");
    assert_dump(canvas, " x\xe6\x96\x87\n");
    canvas_put(canvas, 0, 2, 1, THEME_PLAIN, "y");
    assert_dump(canvas, " xy\n");
    canvas_put(canvas, 0, 5, 6, THEME_PLAIN, "\xe4\xb8\xad");
    assert_dump(canvas, " xy\n");
    assert_int_equal(canvas_cell(canvas, 0, 5)->width, 1);
    canvas_free(canvas);
}

static void test_nothing_is_drawn_outside(void **state)
{
    struct canvas *canvas = canvas_new(2, 3);
    (void)state;
    canvas_put(canvas, -1, 0, 3, THEME_PLAIN, "no");
    canvas_put(canvas, 5, 0, 3, THEME_PLAIN, "no");
    canvas_put(canvas, 0, -2, 5, THEME_PLAIN, "abcd");
    canvas_put(canvas, 1, 2, 9, THEME_PLAIN, "xyz");
    canvas_fill(canvas, (struct canvas_area){-3, -3, 100, 4}, THEME_PLAIN);
    canvas_box(canvas, (struct canvas_area){-1, -1, 1, 1}, "title");
    canvas_cursor(canvas, 7, 7);
    int row, col;
    assert_false(canvas_cursor_place(canvas, &row, &col));
    assert_null(canvas_cell(canvas, 2, 0));
    assert_dump(canvas, " d\n  x\n");
    canvas_free(canvas);
}

static void test_a_box_has_its_title_in_its_edge(void **state)
{
    struct canvas *canvas = canvas_new(3, 14);
    (void)state;
    canvas_box(canvas, (struct canvas_area){0, 1, 3, 12}, "Regions");
    assert_dump(canvas,
                " \xe2\x94\x8c Regions \xe2\x94\x80\xe2\x94\x90\n"
                " \xe2\x94\x82          \xe2\x94\x82\n"
                " \xe2\x94\x94\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80"
                "\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\xe2\x94\x98\n");
    canvas_free(canvas);
}

static void test_ascii_mode_shows_nothing_else(void **state)
{
    struct canvas *canvas = canvas_new(CANVAS_SIGNS + 4, 20);
    (void)state;
    text_set_ascii(true);
    for (int sign = 0; sign < CANVAS_SIGNS; sign++)
        canvas_put(canvas, sign, 0, 20, THEME_PLAIN, canvas_sign((enum canvas_sign)sign));
    canvas_put(canvas, CANVAS_SIGNS, 0, 20, THEME_PLAIN, "\xc3\xa4\xe4\xb8\xad\xe2\x80\xae");
    canvas_put(canvas, CANVAS_SIGNS, 0, 4, THEME_PLAIN, "long text");
    canvas_box(canvas, (struct canvas_area){CANVAS_SIGNS + 1, 0, 3, 10}, "x");
    struct strbuf dump = STRBUF_INIT;
    canvas_dump(canvas, &dump);
    for (size_t i = 0; i < dump.length; i++)
        assert_true((unsigned char)dump.text[i] < 0x80);
    strbuf_release(&dump);
    canvas_free(canvas);
    text_set_ascii(false);
}

static void test_restyle_keeps_the_meaning(void **state)
{
    struct canvas *canvas = canvas_new(1, 4);
    (void)state;
    canvas_put(canvas, 0, 0, 4, THEME_BAD, "ab");
    canvas_restyle(canvas, (struct canvas_area){0, 0, 1, 4}, THEME_REVERSED);
    assert_int_equal(canvas_cell(canvas, 0, 0)->style, THEME_BAD | THEME_REVERSED);
    assert_true(theme_look(canvas_cell(canvas, 0, 0)->style).reverse);
    canvas_free(canvas);
}

static void test_a_theme_without_colour_has_none(void **state)
{
    (void)state;
    for (const char *const *name = theme_names(); *name; name++) {
        assert_true(theme_choose(*name));
        theme_without_colour(true);
        for (unsigned style = 0; style < THEME_STYLES; style++)
            assert_int_equal(theme_look(style).colour, -1);
        theme_without_colour(false);
    }
    assert_false(theme_choose("neon"));
    assert_string_equal(theme_name(), "high-contrast");
    assert_true(theme_choose("mono"));
    for (unsigned style = 0; style < THEME_STYLES; style++)
        assert_int_equal(theme_look(style).colour, -1);
    assert_true(theme_choose("default"));
}

static void test_a_connection_has_its_colour_in_the_header_alone(void **state)
{
    static const struct {
        const char *name;
        int colour;
    } cases[] = {{"red", 1},     {"green", 2}, {"yellow", 3}, {"blue", 4},
                 {"magenta", 5}, {"cyan", 6},  {"pink", -1},  {"", -1}};
    static const char *const themes[] = {"default", "high-contrast"};
    (void)state;
    for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
        theme_choose(themes[i % 2]);
        struct theme_look danger = theme_look(THEME_DANGER), plain = theme_look(THEME_PLAIN);
        theme_header_colour(cases[i / 2].name);
        assert_int_equal(theme_look(THEME_HEADER).colour, cases[i / 2].colour);
        assert_true(theme_look(THEME_HEADER).reverse);
        assert_int_equal(theme_look(THEME_DANGER).colour, danger.colour);
        assert_int_equal(theme_look(THEME_PLAIN).colour, plain.colour);
    }
    assert_true(theme_header_colour("red"));
    assert_false(theme_header_colour("red"));
    assert_true(theme_header_colour(""));
    theme_choose("default");
}

static void test_who_wants_no_colour_gets_none_of_the_connection(void **state)
{
    (void)state;
    theme_header_colour("red");
    theme_choose("mono");
    assert_int_equal(theme_look(THEME_HEADER).colour, -1);
    theme_choose("default");
    theme_without_colour(true);
    assert_int_equal(theme_look(THEME_HEADER).colour, -1);
    theme_without_colour(false);
    assert_int_equal(theme_look(THEME_HEADER).colour, 1);
    theme_header_colour("");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_is_shown_in_its_cells),
        cmocka_unit_test(test_half_of_a_wide_character_is_never_left),
        cmocka_unit_test(test_nothing_is_drawn_outside),
        cmocka_unit_test(test_a_box_has_its_title_in_its_edge),
        cmocka_unit_test(test_ascii_mode_shows_nothing_else),
        cmocka_unit_test(test_restyle_keeps_the_meaning),
        cmocka_unit_test(test_a_theme_without_colour_has_none),
        cmocka_unit_test(test_a_connection_has_its_colour_in_the_header_alone),
        cmocka_unit_test(test_who_wants_no_colour_gets_none_of_the_connection),
    };
    text_init();
    text_set_ascii(false);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

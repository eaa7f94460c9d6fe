/* columns_widget: nothing is cut in a column, everything can be scrolled to. */
#include "helpers.h"

#include <string.h>

#include "base/text.h"
#include "tui/columns_widget.h"

static void fill(struct columns_widget *widget)
{
    static const unsigned styles[] = {THEME_PLAIN, THEME_PLAIN, THEME_PLAIN};

    columns_widget_init(widget);
    columns_widget_add(widget, 3, (const char *const[]){"", "now", "after"}, styles);
    columns_widget_add(widget, 3, (const char *const[]){"Name", "one two three", NULL}, styles);
    columns_widget_add(widget, 3, (const char *const[]){"A long label", "x", "abcdefghijklm"}, styles);
    columns_widget_text(widget, THEME_PLAIN, "the whole width is used here\n\x1b[2J");
    columns_widget_cut(widget, THEME_PLAIN, "this line is cut where the width ends");
}

static void assert_picture(struct columns_widget *widget, int rows, int cols, const char *expected)
{
    struct canvas *canvas = canvas_new(rows, cols);
    struct strbuf screen = STRBUF_INIT;

    columns_widget_draw(widget, canvas, canvas_whole(canvas));
    canvas_dump(canvas, &screen);
    assert_string_equal(screen.text, expected);
    strbuf_release(&screen);
    canvas_free(canvas);
}

static void long_texts_wrap_inside_their_column(void **state)
{
    struct columns_widget widget;

    (void)state;
    fill(&widget);
    assert_picture(&widget, 11, 24,
                   "          now     after\n"
                   "Name      one\n"
                   "          two\n"
                   "          three\n"
                   "A long    x       abcdef\n"
                   "label             ghijkl\n"
                   "                  m\n"
                   "the whole width is used\n"
                   "here\n"
                   "‹001B›[2J\n"
                   "this line is cut where …\n");
    columns_widget_release(&widget);
}

static void all_of_it_can_be_scrolled_to(void **state)
{
    struct columns_widget widget;

    (void)state;
    fill(&widget);
    assert_picture(&widget, 2, 24, "          now     after\nName      one\n");
    assert_true(columns_widget_act(&widget, ACTION_DOWN));
    assert_true(columns_widget_act(&widget, ACTION_DOWN));
    assert_picture(&widget, 2, 24, "          two\n          three\n");
    assert_true(columns_widget_act(&widget, ACTION_BOTTOM));
    assert_true(columns_widget_act(&widget, ACTION_DOWN));
    assert_picture(&widget, 2, 24, "‹001B›[2J\nthis line is cut where …\n");
    assert_true(columns_widget_act(&widget, ACTION_TOP));
    assert_true(columns_widget_act(&widget, ACTION_UP));
    assert_picture(&widget, 1, 24, "          now     after\n");
    assert_false(columns_widget_act(&widget, ACTION_EDIT));
    columns_widget_release(&widget);
}

static void any_width_will_do(void **state)
{
    (void)state;
    for (int cols = 1; cols < 30; cols++) {
        struct columns_widget widget;
        struct canvas *canvas = canvas_new(3, cols);

        fill(&widget);
        columns_widget_draw(&widget, canvas, canvas_whole(canvas));
        assert_true(widget.height >= 6);
        columns_widget_release(&widget);
        canvas_free(canvas);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_texts_wrap_inside_their_column),
        cmocka_unit_test(all_of_it_can_be_scrolled_to),
        cmocka_unit_test(any_width_will_do),
    };

    text_init();
    text_set_ascii(false);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* text: UTF-8 in cells, and foreign text made harmless. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "base/env.h"
#include "base/text.h"

static int in_utf8(void **state)
{
    (void)state;
    text_set_ascii(false);
    return 0;
}

static char *shown(const char *text)
{
    struct strbuf out = STRBUF_INIT;

    text_shown(&out, text);
    return strbuf_detach(&out);
}

static char *fitted(const char *text, size_t cells, bool pad)
{
    struct strbuf out = STRBUF_INIT;

    text_fit(&out, text, cells, pad);
    return strbuf_detach(&out);
}

static void each_unsafe_character_is_shown_as_its_number(void **state)
{
    static const struct {
        uint32_t first, last;
        bool unsafe;
    } ranges[] = {
        {0x01, 0x1f, true},      {0x20, 0x7e, false},     {0x7f, 0x9f, true},      {0xa0, 0x200a, false},
        {0x200b, 0x200f, true},  {0x2010, 0x2029, false}, {0x202a, 0x202e, true},  {0x202f, 0x205f, false},
        {0x2060, 0x2069, true},  {0x206a, 0x2100, false}, {0xfefe, 0xfefe, false}, {0xfeff, 0xfeff, true},
        {0xff00, 0xff00, false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(ranges); i++)
        for (uint32_t code = ranges[i].first; code <= ranges[i].last; code++) {
            struct strbuf text = STRBUF_INIT;
            char number[20];

            text_encode(&text, code);
            assert_int_equal(text_is_unsafe(code), ranges[i].unsafe);
            snprintf(number, sizeof number, "\xe2\x80\xb9%04X\xe2\x80\xba", (unsigned)code);
            helpers_assert_text(shown(text.text), ranges[i].unsafe ? number : text.text);
            strbuf_release(&text);
        }
}

static void terminal_sequences_and_broken_bytes_lose_their_power(void **state)
{
    (void)state;
    helpers_assert_text(shown("\033[31mred"), "‹001B›[31mred");
    helpers_assert_text(shown("a\nb\tc\x7f"), "a‹000A›b‹0009›c‹007F›");
    helpers_assert_text(shown("\xc2\x9b"
                              "2J"),
                        "‹009B›2J");
    helpers_assert_text(shown("\xff\xc0\x80"), "‹FF›‹C0›‹80›");
    helpers_assert_text(shown("half \xe2\x82"), "half ‹E2›‹82›");
    helpers_assert_text(shown("\xed\xa0\x80"), "‹ED›‹A0›‹80›");
    helpers_assert_text(shown("\xef\xbf\xbd"), "\xef\xbf\xbd");
}

static void lines_keep_only_their_newlines(void **state)
{
    struct strbuf out = STRBUF_INIT;

    (void)state;
    text_shown_lines(&out, "a\r\nb\033");
    helpers_assert_text(strbuf_detach(&out), "a‹000D›\nb‹001B›");
}

static void ascii_mode_shows_nothing_beyond_ascii(void **state)
{
    (void)state;
    text_set_ascii(true);
    helpers_assert_text(shown("é中\xe2\x80\xae\xff"), "?"
                                                      "?<202E><FF>");
    helpers_assert_text(fitted("abcdefgh", 6, false), "abc...");
    helpers_assert_text(fitted("abcdefgh", 2, false), "..");
    assert_int_equal(text_width("é中\xe2\x80\xae"), 8);
    text_set_ascii(false);
}

static void widths_are_terminal_cells(void **state)
{
    static const struct {
        const char *text;
        size_t cells;
    } cases[] = {
        {"", 0},         {"abc", 3},  {"é", 1},    {"e\xcc\x81", 1},    {"中文", 4}, {"😀", 2},  {"한글", 4},
        {"\xc2\xa0", 1}, {"\033", 6}, {"\xff", 4}, {"\xe2\x80\xae", 6}, {"ｱ", 1},    {"Ａ", 2},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_int_equal(text_width(cases[i].text), cases[i].cells);
}

static void fitting_never_exceeds_and_never_splits(void **state)
{
    static const struct {
        const char *text;
        size_t cells;
        bool pad;
        const char *expected;
    } cases[] = {
        {"abc", 3, true, "abc"},
        {"abc", 5, true, "abc  "},
        {"abc", 5, false, "abc"},
        {"abcd", 3, true, "ab…"},
        {"abcd", 1, true, "…"},
        {"abcd", 0, true, ""},
        {"", 2, true, "  "},
        {"中中中", 6, true, "中中中"},
        {"中中中", 5, true, "中中…"},
        {"中中中", 4, true, "中… "},
        {"中", 1, true, "…"},
        {"e\xcc\x81"
         "e\xcc\x81",
         2, true,
         "e\xcc\x81"
         "e\xcc\x81"},
        {"e\xcc\x81"
         "ab",
         2, true, "e\xcc\x81…"},
        {"ab\033c", 8, true, "ab…     "},
        {"ab\033", 8, true, "ab‹001B›"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        helpers_assert_text(fitted(cases[i].text, cases[i].cells, cases[i].pad), cases[i].expected);
}

static void every_fit_has_its_width(void **state)
{
    static const char text[] = "a中\xcc\x81\xe2\x80\xae😀\xff z";

    (void)state;
    for (size_t cells = 0; cells < 30; cells++) {
        char *padded = fitted(text, cells, true), *bare = fitted(text, cells, false);

        assert_int_equal(text_width(padded), cells);
        assert_true(text_width(bare) <= cells);
        free(padded);
        free(bare);
    }
}

static void lines_break_at_blanks(void **state)
{
    static const struct {
        const char *text;
        size_t cells, taken, skipped;
    } cases[] = {
        {"one two", 10, 7, 0}, {"one two", 7, 7, 0}, {"one two", 6, 3, 1},       {"one two", 3, 3, 1},
        {"one  two", 4, 3, 2}, {"onetwo", 4, 4, 0},  {"a\nb", 10, 1, 1},         {"", 5, 0, 0},
        {"中文字", 3, 3, 0},   {"中", 1, 3, 0},      {"one two three", 9, 7, 1},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        size_t skip, taken = text_wrap(cases[i].text, cases[i].cells, &skip);

        assert_int_equal(taken, cases[i].taken);
        assert_int_equal(skip, cases[i].skipped);
    }
}

static void only_proper_utf8_is_valid(void **state)
{
    static const struct {
        const char *bytes;
        size_t length;
        bool valid;
    } cases[] = {
        {"", 0, true},
        {"a\0b", 3, true},
        {"\xc3\xa9", 2, true},
        {"\xf4\x8f\xbf\xbf", 4, true},
        {"\xf4\x90\x80\x80", 4, false}, /* above U+10FFFF */
        {"\xed\xa0\x80", 3, false},     /* a surrogate */
        {"\xc0\xaf", 2, false},         /* overlong */
        {"\xe0\x80\xaf", 3, false},
        {"\xf0\x80\x80\xaf", 4, false},
        {"\xc3", 1, false},
        {"\xa9", 1, false},
        {"\xef\xbf\xbd", 3, true}, /* U+FFFD itself */
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_int_equal(text_valid(cases[i].bytes, cases[i].length), cases[i].valid);
}

static void a_header_takes_visible_ascii(void **state)
{
    static const char *const bad[] = {"a b", " ", "a\n", "\x7f", "\xc3\xa9", "\x01"};

    (void)state;
    assert_true(text_is_graphic(""));
    assert_true(text_is_graphic("!AKIA+/=~"));
    for (size_t i = 0; i < ARRAY_COUNT(bad); i++)
        assert_false(text_is_graphic(bad[i]));
}

static void what_is_encoded_is_decoded(void **state)
{
    (void)state;
    for (uint32_t code = 1; code <= 0x10ffff; code += code < 0x3000 ? 1 : 97) {
        struct strbuf text = STRBUF_INIT;
        uint32_t again;

        if (code >= 0xd800 && code <= 0xdfff)
            continue;
        text_encode(&text, code);
        assert_int_equal(text_decode(text.text, text.text + text.length, &again), text.length);
        assert_int_equal(again, code);
        strbuf_release(&text);
    }
}

static void lengths_are_counted_in_characters(void **state)
{
    (void)state;
    assert_int_equal(text_count("é中😀a"), 4);
    assert_int_equal(text_count("\xff\xff"), 2);
    assert_int_equal(text_count(""), 0);
}

static void folding_forgets_case(void **state)
{
    (void)state;
    helpers_assert_text(text_fold("High-Value ÄÖ ΣΑΣ"), "high-value äö σασ");
    helpers_assert_text(text_fold("ς"), "σ");
    helpers_assert_text(text_fold("\xff"
                                  "A"),
                        "\xff"
                        "a");
}

static void the_nearest_name_is_near(void **state)
{
    static const char *const names[] = {"region", "regions", "domain", "profile"};

    (void)state;
    assert_string_equal(text_nearest("regoin", names, 4), "region");
    assert_string_equal(text_nearest("PROFILE", names, 4), "profile");
    assert_string_equal(text_nearest("domian", names, 4), "domain");
    assert_null(text_nearest("zebra", names, 4));
    assert_null(text_nearest("", names, 4));
}

/* All three unset means UTF-8, an explicit C or POSIX means ASCII. */
static void the_locale_decides_about_ascii(void **state)
{
    static const struct {
        const char *variables[3];
        bool ascii;
    } cases[] = {
        {{NULL}, false},
        {{"LANG=", NULL}, false},
        {{"LANG=C.UTF-8", NULL}, false},
        {{"LANG=C", NULL}, true},
        {{"LC_ALL=POSIX", "LANG=C.UTF-8", NULL}, true},
        {{"LC_ALL=", "LC_CTYPE=C.UTF-8", NULL}, false},
        {{"LC_CTYPE=C", "LANG=C.UTF-8", NULL}, true},
        {{"LANG=xx_YY.UTF-8", NULL}, false}, /* never generated here */
        {{"LANG=xx_YY.ISO-8859-1", NULL}, true},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        env_init((char **)(uintptr_t)cases[i].variables);
        text_init();
        assert_int_equal(text_is_ascii(), cases[i].ascii);
        if (!cases[i].ascii)
            assert_int_equal(text_char_width(0x4e2d), 2);
    }
    text_set_ascii(false);
}

static void the_first_line_is_cut_between_characters(void **state)
{
    (void)state;
    helpers_assert_text(text_first_line("\n  \t one \r\ntwo", 80), "one ");
    helpers_assert_text(text_first_line("", 80), "");
    helpers_assert_text(text_first_line("aé中", 3), "aé");
    helpers_assert_text(text_first_line("aé中", 2), "a");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_header_takes_visible_ascii),
        cmocka_unit_test(the_first_line_is_cut_between_characters),
        cmocka_unit_test(each_unsafe_character_is_shown_as_its_number),
        cmocka_unit_test(terminal_sequences_and_broken_bytes_lose_their_power),
        cmocka_unit_test(lines_keep_only_their_newlines),
        cmocka_unit_test(ascii_mode_shows_nothing_beyond_ascii),
        cmocka_unit_test(widths_are_terminal_cells),
        cmocka_unit_test(fitting_never_exceeds_and_never_splits),
        cmocka_unit_test(every_fit_has_its_width),
        cmocka_unit_test(lines_break_at_blanks),
        cmocka_unit_test(only_proper_utf8_is_valid),
        cmocka_unit_test(what_is_encoded_is_decoded),
        cmocka_unit_test(lengths_are_counted_in_characters),
        cmocka_unit_test(folding_forgets_case),
        cmocka_unit_test(the_nearest_name_is_near),
        cmocka_unit_test(the_locale_decides_about_ascii),
    };

    return cmocka_run_group_tests(tests, in_utf8, NULL);
}

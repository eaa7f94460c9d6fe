/* input: bytes become whole keys; unknown sequences are dropped whole; Esc alone, paste, type-ahead. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "tui/input.h"
#include "tui/keymap.h"

/* The names of all events that come of the bytes, each followed by a blank; a paste stands as [text]. */
static void add_events(struct input *input, int64_t now_ms, struct strbuf *out)
{
    struct input_event event;
    while (input_next(input, &event, now_ms)) {
        if (event.kind == INPUT_KEY)
            keymap_key_name(&event.key, out);
        else
            strbuf_addf(out, "[%s]", event.text);
        strbuf_addc(out, ' ');
        input_event_release(&event);
    }
}

static void assert_events(const char *bytes, size_t length, const char *expected)
{
    struct input *input = input_new();
    struct strbuf names = STRBUF_INIT;
    input_feed(input, bytes, length, 1000);
    add_events(input, 1000, &names);
    add_events(input, 1000 + INPUT_PASTE_MS, &names);
    assert_string_equal(names.text, expected);
    strbuf_release(&names);
    input_free(input);
}

struct sequence {
    const char *bytes, *names;
};

static void test_a_sequence_is_one_key(void **state)
{
    static const struct sequence cases[] = {
        {"a", "a "},
        {"\r", "Enter "},
        {"\n", "Enter "},
        {"\t", "Tab "},
        {"\x7f", "Backspace "},
        {"\b", "Backspace "},
        {"\x0e", "Ctrl-N "},
        {"\x1f", "Ctrl-_ "},
        {"\x18", "Ctrl-X "},
        {"\xc3\xa4", "\xc3\xa4 "},
        {"\xf0\x9f\x9a\x80", "\xf0\x9f\x9a\x80 "},
        {"\033[A", "Up "},
        {"\033OA", "Up "},
        {"\033[1;5D", "Ctrl-Left "},
        {"\033[1;3A", "Alt-Up "},
        {"\033[1;2B", "S-Down "},
        {"\033O5D", "Ctrl-Left "},
        {"\033[H", "Home "},
        {"\033[4~", "End "},
        {"\033[8~", "End "},
        {"\033[5~", "PgUp "},
        {"\033[6;5~", "Ctrl-PgDn "},
        {"\033[3~", "Delete "},
        {"\033[Z", "S-Tab "},
        {"\033OP", "F1 "},
        {"\033[11~", "F1 "},
        {"\033[[A", "F1 "},
        {"\033[15~", "F5 "},
        {"\033[24~", "F12 "},
        {"\033[1;2P", "S-F1 "},
        {"\033[5$", "S-PgUp "},
        {"\033[5^", "Ctrl-PgUp "},
        {"\033x", "Alt-x "},
        {"\033\xc3\xa4", "Alt-\xc3\xa4 "},
        {"\033\033[A", "Alt-Up "},
        {"\033[110;5u", "Ctrl-N "},
        {"\033[13;3u", "Alt-Enter "},
        {"\033[27;5;120~", "Ctrl-X "},
        {"\033OM", "Enter "},
        {"\033Op", "0 "},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_events(cases[i].bytes, strlen(cases[i].bytes), cases[i].names);
}

/* Read as Esc and a letter, such a sequence would do something that nobody asked for. */
static void test_an_unknown_sequence_is_dropped_whole(void **state)
{
    static const struct sequence cases[] = {
        {"\033[99Dx", "x "},
        {"\033[?1;2cD", "D "},
        {"\033[<0;12;5MD", "D "},
        {"\033[M abD", "D "},
        {"\033[ID", "D "},
        {"\033[12;34RD", "D "},
        {"\033[1;5xD", "D "},
        {"\033[?2026;2$yD", "D "},
        {"\033[1;2;3;4;5;6;7;8;9;10zD", "D "},
        {"\033]52;c;YWJj\aD", "D "},
        {"\033]11;rgb:0000/0000/0000\033\\D", "D "},
        {"\033P1+r544e=787465726d\033\\D", "D "},
        {"\033[[ZD", "D "},
        {"\033OzD", "D "},
        {"\xff\xfe\x80\xc0x", "x "},
        {"\xe4\xb8"
         "D",
         "D "},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_events(cases[i].bytes, strlen(cases[i].bytes), cases[i].names);
}

static void test_a_sequence_may_come_byte_by_byte(void **state)
{
    static const char bytes[] = "\033[1;5D\033OP\xe4\xb8\xad\033[200~a\rb\033[201~D";
    struct input *input = input_new();
    struct strbuf names = STRBUF_INIT;
    (void)state;
    for (size_t i = 0; i + 1 < sizeof bytes; i++) {
        input_feed(input, &bytes[i], 1, 1000 + (int64_t)i);
        add_events(input, 1000 + (int64_t)i, &names);
    }
    assert_string_equal(names.text, "Ctrl-Left F1 \xe4\xb8\xad [a\nb] D ");
    strbuf_release(&names);
    input_free(input);
}

static void test_a_very_long_sequence_is_dropped_whole(void **state)
{
    struct strbuf bytes = STRBUF_INIT;
    (void)state;
    strbuf_adds(&bytes, "\033[");
    strbuf_fill(&bytes, '1', 5000);
    strbuf_adds(&bytes, "zx");
    assert_events(bytes.text, bytes.length, "x ");
    strbuf_release(&bytes);
}

static void test_esc_alone_is_known_after_its_time(void **state)
{
    struct input *input = input_new();
    struct strbuf names = STRBUF_INIT;
    (void)state;
    input_feed(input, "\033", 1, 1000);
    add_events(input, 1000 + INPUT_ESC_MS - 1, &names);
    assert_string_equal(names.text, "");
    assert_int_equal(input_wait_ms(input, 1000), INPUT_ESC_MS);
    add_events(input, 1000 + INPUT_ESC_MS, &names);
    assert_string_equal(names.text, "Esc ");
    assert_int_equal(input_wait_ms(input, 2000), -1);
    strbuf_release(&names);
    input_free(input);
}

/* Over a slow line; "[1;5D" as characters would open the delete dialog. */
static void test_the_late_rest_of_a_sequence_is_no_text(void **state)
{
    struct input *input = input_new();
    struct strbuf names = STRBUF_INIT;
    (void)state;
    input_feed(input, "\033", 1, 1000);
    add_events(input, 1030, &names);
    input_feed(input, "[1;5D", 5, 1060);
    add_events(input, 1060, &names);
    assert_string_equal(names.text, "Esc Ctrl-Left ");
    strbuf_reset(&names);
    input_feed(input, "[", 1, 5000);
    add_events(input, 5000, &names);
    assert_string_equal(names.text, "[ ");
    strbuf_release(&names);
    input_free(input);
}

static void test_a_paste_is_one_event(void **state)
{
    static const struct sequence cases[] = {
        {"\033[200~D y\033[201~", "[D y] "},
        {"\033[200~a\r\nb\rc\033[201~x", "[a\nb\nc] x "},
        {"\033[200~\033[A\033[20\033[201~", "[\033[A\033[20] "},
        {"\033[200~\xff\033[201~", "[\xef\xbf\xbd] "},
        {"\033\033[200~D\033[201~", "Esc [D] "},
        {"\033[200~never ended", "[never ended] "},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_events(cases[i].bytes, strlen(cases[i].bytes), cases[i].names);
}

static void test_a_paste_is_kept_up_to_its_limit(void **state)
{
    struct strbuf bytes = STRBUF_INIT;
    struct input *input = input_new();
    struct input_event event;
    (void)state;
    strbuf_adds(&bytes, "\033[200~");
    strbuf_fill(&bytes, 'x', INPUT_PASTE_MAX + 10);
    strbuf_adds(&bytes, "\033[201~");
    input_feed(input, bytes.text, bytes.length, 0);
    assert_true(input_next(input, &event, 0));
    assert_true(event.cut);
    assert_int_equal(strlen(event.text), INPUT_PASTE_MAX);
    input_event_release(&event);
    input_free(input);
    strbuf_release(&bytes);
}

static void test_what_was_typed_before_can_be_dropped(void **state)
{
    static const struct sequence cases[] = {
        {"yes\r", "x "},   {"\033[1;", "5Dx"}, {"\033[200~yes", "\r\033[201~x"},
        {"\xc3", "\xa4x"}, {"y\033", "[Ax"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct input *input = input_new();
        struct strbuf names = STRBUF_INIT;
        const char *rest = i == 0 ? "x" : cases[i].names;
        input_feed(input, cases[i].bytes, strlen(cases[i].bytes), 0);
        input_drop(input, 0);
        input_feed(input, rest, strlen(rest), 1);
        add_events(input, 1, &names);
        assert_string_equal(names.text, "x ");
        strbuf_release(&names);
        input_free(input);
    }
}

static void test_a_terminals_own_sequences_are_learned(void **state)
{
    struct input *input = input_new();
    struct strbuf names = STRBUF_INIT;
    (void)state;
    input_learn(input, "\033[224z", (struct input_key){INPUT_F1, 0});
    input_feed(input, "\033[224z", 6, 0);
    add_events(input, 0, &names);
    assert_string_equal(names.text, "F1 ");
    strbuf_release(&names);
    input_free(input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_sequence_is_one_key),
        cmocka_unit_test(test_an_unknown_sequence_is_dropped_whole),
        cmocka_unit_test(test_a_sequence_may_come_byte_by_byte),
        cmocka_unit_test(test_a_very_long_sequence_is_dropped_whole),
        cmocka_unit_test(test_esc_alone_is_known_after_its_time),
        cmocka_unit_test(test_the_late_rest_of_a_sequence_is_no_text),
        cmocka_unit_test(test_a_paste_is_one_event),
        cmocka_unit_test(test_a_paste_is_kept_up_to_its_limit),
        cmocka_unit_test(test_what_was_typed_before_can_be_dropped),
        cmocka_unit_test(test_a_terminals_own_sequences_are_learned),
    };
    text_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* keymap, action: names of keys, what a key means where, rebinding, conflicts; the table is sound. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "base/texts.h"
#include "tui/keymap.h"

static void test_names_of_keys_go_both_ways(void **state)
{
    static const char *const names[] = {"Ctrl-N", "Alt-Up",    "S-Tab",    "F2", "F12",    "Space",
                                        "Enter",  "?",         "D",        "d",  "Ctrl-_", "Alt-x",
                                        "PgDn",   "Ctrl-PgUp", "\xc3\xa4", "-",  "+",      "Ctrl-Alt-x"};
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        struct input_key key;
        struct strbuf name = STRBUF_INIT;
        assert_true(keymap_key_from_name(names[i], &key));
        keymap_key_name(&key, &name);
        if (strcmp(names[i], "Ctrl-Alt-x") != 0)
            assert_string_equal(name.text, names[i]);
        strbuf_release(&name);
    }
}

static void test_what_is_no_key_is_refused(void **state)
{
    static const char *const names[] = {"", "F0", "F25", "Fx", "Enterx", "ab", "Ctrl-", "\xff"};
    struct input_key key;
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(names); i++)
        assert_false(keymap_key_from_name(names[i], &key));
}

static enum action_id find(const struct keymap *keymap, const char *name, unsigned contexts)
{
    struct input_key key;
    assert_true(keymap_key_from_name(name, &key));
    return keymap_find(keymap, &key, contexts);
}

static void test_the_narrowest_context_decides(void **state)
{
    static const struct {
        const char *key;
        unsigned contexts;
        enum action_id action;
    } cases[] = {
        {"j", ACTION_IN_LIST | ACTION_IN_EVERYWHERE, ACTION_DOWN},
        {"j", ACTION_IN_EVERYWHERE, ACTION_NONE},
        {"F1", ACTION_IN_FORM | ACTION_IN_EVERYWHERE, ACTION_FIELD_HELP},
        {"F1", ACTION_IN_LIST | ACTION_IN_EVERYWHERE, ACTION_HELP},
        {"Left", ACTION_IN_LINE | ACTION_IN_DIALOG, ACTION_LINE_LEFT},
        {"Left", ACTION_IN_DIALOG | ACTION_IN_SCROLL, ACTION_PREVIOUS_BUTTON},
        {"Left", ACTION_IN_TRIGGERS | ACTION_IN_LIST, ACTION_COLUMNS_LEFT},
        {"Home", ACTION_IN_LINE | ACTION_IN_LIST, ACTION_LINE_START},
        {"C", ACTION_IN_TRIGGERS | ACTION_IN_LIST, ACTION_AWS_COMMAND},
        {"C", ACTION_IN_OPERATIONS | ACTION_IN_LIST, ACTION_CANCEL},
        {"D", ACTION_IN_OPERATIONS | ACTION_IN_LIST, ACTION_NONE},
    };
    struct texts notes = {0};
    struct keymap *keymap = keymap_new(NULL, &notes);
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_int_equal(find(keymap, cases[i].key, cases[i].contexts), cases[i].action);
    assert_int_equal(notes.count, 0);
    keymap_free(keymap);
}

static struct keymap *bind(const char *action, const char *keys, struct texts *notes)
{
    struct settings_key key = {(char *)action, (char *)keys};
    struct settings settings = {.keys = &key, .key_count = 1};
    return keymap_new(&settings, notes);
}

static void test_settings_replace_the_keys_of_an_action(void **state)
{
    struct texts notes = {0};
    struct keymap *keymap = bind("delete", "Ctrl-D Delete", &notes);
    unsigned contexts = ACTION_IN_TRIGGERS | ACTION_IN_LIST | ACTION_IN_EVERYWHERE;
    (void)state;
    assert_int_equal(find(keymap, "D", contexts), ACTION_NONE);
    assert_int_equal(find(keymap, "Ctrl-D", contexts), ACTION_DELETE);
    assert_int_equal(find(keymap, "Delete", contexts), ACTION_DELETE);
    assert_int_equal(notes.count, 0);
    keymap_free(keymap);
}

static void test_what_is_wrong_with_a_binding_is_named(void **state)
{
    static const struct {
        const char *action, *keys, *note;
    } cases[] = {
        {"delete", "e", "keys: 'e' is both delete and edit"},
        {"delete", "j", "keys: 'j' is both delete and down"},
        {"delete", "q", "keys: 'q' is both delete and quit"},
        {"erase", "x", "keys: there is no action 'erase'"},
        {"delete", "Strg-D", "keys: delete: there is no key 'Strg-D'"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct texts notes = {0};
        struct keymap *keymap = bind(cases[i].action, cases[i].keys, &notes);
        assert_int_equal(notes.count, 1);
        assert_string_equal(notes.items[0], cases[i].note);
        keymap_free(keymap);
        texts_release(&notes);
    }
}

/* The same key on screens that are never the same is no conflict. */
static void test_one_key_may_mean_two_things_on_two_screens(void **state)
{
    struct texts notes = {0};
    struct keymap *keymap = bind("cancel", "e", &notes);
    (void)state;
    assert_int_equal(notes.count, 0);
    keymap_free(keymap);
}

static void test_every_action_has_one_row_and_its_own_name(void **state)
{
    size_t count;
    const struct action *table = action_table(&count);
    (void)state;
    assert_int_equal(count, ACTION_COUNT - 1);
    for (size_t i = 0; i < count; i++) {
        assert_ptr_equal(action_get(table[i].id), &table[i]);
        assert_ptr_equal(action_find(table[i].name), &table[i]);
        assert_true(table[i].contexts != 0);
        assert_true(strlen(table[i].help) > 0);
    }
}

struct counted {
    size_t rows;
    const char *last;
    size_t headings;
};

static void count_row(const char *heading, const struct action *action, void *context)
{
    struct counted *counted = context;
    counted->rows++;
    counted->headings += heading != counted->last;
    counted->last = heading;
    assert_non_null(action);
}

/* The manual and the help screen go through the table this way: by heading, each heading once. */
static void test_the_table_is_shown_by_headings(void **state)
{
    struct counted counted = {0};
    size_t bits = 0, count;
    const struct action *table = action_table(&count);
    (void)state;
    action_each(count_row, &counted);
    for (size_t i = 0; i < count; i++)
        bits += (size_t)__builtin_popcount(table[i].contexts);
    assert_int_equal(counted.rows, bits);
    assert_true(counted.headings <= 17);
}

static void test_a_footer_shows_a_key_that_works_now(void **state)
{
    struct texts notes = {0};
    struct keymap *keymap = keymap_new(NULL, &notes);
    struct strbuf hint = STRBUF_INIT;
    (void)state;
    assert_true(keymap_hint(keymap, ACTION_HELP, false, &hint));
    assert_string_equal(hint.text, "?");
    strbuf_reset(&hint);
    assert_true(keymap_hint(keymap, ACTION_HELP, true, &hint));
    assert_string_equal(hint.text, "F1");
    strbuf_reset(&hint);
    assert_false(keymap_hint(keymap, ACTION_QUIT, true, &hint));
    assert_true(keymap_hint(keymap, ACTION_MOVE_UP, false, &hint));
    assert_string_equal(hint.text, "Alt-\xe2\x86\x91");
    strbuf_release(&hint);
    keymap_free(keymap);
}

static void test_a_sentence_names_a_command_where_keys_are_text(void **state)
{
    static const struct {
        enum action_id action;
        bool typing;
        const char *words;
    } cases[] = {
        {ACTION_OPERATIONS, false, "o"},
        {ACTION_OPERATIONS, true, "^P operations"},
        {ACTION_DRAFTS, false, ":drafts"},
        {ACTION_REVIEW, true, "F2"},
    };
    struct texts notes = {0};
    struct keymap *keymap = keymap_new(NULL, &notes);
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct strbuf words = STRBUF_INIT;
        keymap_say(keymap, cases[i].action, cases[i].typing, &words);
        assert_string_equal(words.text, cases[i].words);
        strbuf_release(&words);
    }
    keymap_free(keymap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_of_keys_go_both_ways),
        cmocka_unit_test(test_what_is_no_key_is_refused),
        cmocka_unit_test(test_the_narrowest_context_decides),
        cmocka_unit_test(test_settings_replace_the_keys_of_an_action),
        cmocka_unit_test(test_what_is_wrong_with_a_binding_is_named),
        cmocka_unit_test(test_one_key_may_mean_two_things_on_two_screens),
        cmocka_unit_test(test_every_action_has_one_row_and_its_own_name),
        cmocka_unit_test(test_the_table_is_shown_by_headings),
        cmocka_unit_test(test_a_footer_shows_a_key_that_works_now),
        cmocka_unit_test(test_a_sentence_names_a_command_where_keys_are_text),
    };
    text_init();
    text_set_ascii(false);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

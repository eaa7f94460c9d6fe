/* pointer: RFC 6901, with the slash that Cloud Control's own sample leaves out. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "model/pointer.h"

static void splits_and_unescapes(void **state)
{
    static const struct {
        const char *pointer, *joined; /* tokens, each followed by | */
    } cases[] = {
        {"", ""},
        {"/", "|"},
        {"/a/b", "a|b|"},
        {"a/b", "a|b|"},
        {"Description", "Description|"},
        {"/a~1b/m~0n/~01", "a/b|m~n|~1|"},
        {"//", "||"},
        {"/Tags/-", "Tags|-|"},
        {"/\xc3\xa9 ", "\xc3\xa9 |"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct texts tokens = {0};
        struct strbuf joined = STRBUF_INIT;

        assert_true(pointer_split(cases[i].pointer, &tokens));
        for (size_t t = 0; t < tokens.count; t++)
            strbuf_addf(&joined, "%s|", tokens.items[t]);
        assert_string_equal(joined.text, cases[i].joined);
        strbuf_release(&joined);
        texts_release(&tokens);
    }
}

static void refuses_a_tilde_that_escapes_nothing(void **state)
{
    static const char *const cases[] = {"/a~", "/~2", "/a/~~1", "~"};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct texts tokens = {0};

        assert_false(pointer_split(cases[i], &tokens));
        texts_release(&tokens);
    }
}

static void adds_tokens_escaped(void **state)
{
    struct strbuf pointer = STRBUF_INIT;

    (void)state;
    pointer_add(&pointer, "a/b~c");
    pointer_add_index(&pointer, 12);
    pointer_add(&pointer, "");
    assert_string_equal(pointer.text, "/a~1b~0c/12/");
    strbuf_release(&pointer);
}

/* The examples of RFC 6901, section 5, then what must lead nowhere. */
static void leads_to_the_value(void **state)
{
    static const struct {
        const char *pointer, *value; /* NULL: nothing there */
    } cases[] = {
        {"/foo", "['bar','baz']"},
        {"/foo/0", "'bar'"},
        {"foo/1", "'baz'"},
        {"/", "0"},
        {"/a~1b", "1"},
        {"/c%d", "2"},
        {"/ ", "7"},
        {"/m~0n", "8"},
        {"/foo/2", NULL},
        {"/foo/-", NULL},
        {"/foo/00", NULL},
        {"/foo/01", NULL},
        {"/foo/+1", NULL},
        {"/foo/1e0", NULL},
        {"/foo/", NULL},
        {"/foo/18446744073709551616", NULL},
        {"/FOO", NULL},
        {"/foo/0/x", NULL},
        {"/nothing/x", NULL},
        {"/a~", NULL},
    };
    cJSON *tree = helpers_json("{'foo':['bar','baz'],'':0,'a/b':1,'c%d':2,' ':7,'m~n':8}");

    (void)state;
    assert_ptr_equal(pointer_get(tree, ""), tree);
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        const cJSON *value = pointer_get(tree, cases[i].pointer);

        if (cases[i].value)
            helpers_assert_json(value, cases[i].value);
        else
            assert_null(value);
    }
    cJSON_Delete(tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_and_unescapes),
        cmocka_unit_test(refuses_a_tilde_that_escapes_nothing),
        cmocka_unit_test(adds_tokens_escaped),
        cmocka_unit_test(leads_to_the_value),
    };

    return cmocka_run_group_tests_name("model pointer", tests, NULL, NULL);
}

/* json: the one door through which JSON enters. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"

static void refuse(const char *bytes, size_t length, const char *sentence)
{
    struct err err = {0};
    cJSON *tree = json_parse(bytes, length, JSON_LIMIT_DOCUMENT, &err);

    if (tree)
        fail_msg("accepted: %.*s", (int)length, bytes);
    assert_int_equal(err.code, ERR_INVALID);
    if (strcmp(err.text, sentence) != 0)
        fail_msg("\"%s\" instead of \"%s\"", err.text, sentence);
}

#define REFUSE(literal, sentence) refuse((literal), sizeof(literal) - 1, (sentence))

static void text_that_is_no_json_is_refused_at_its_place(void **state)
{
    (void)state;
    REFUSE("", "line 1, column 1: the text ends too early");
    REFUSE("  \n ", "line 2, column 2: the text ends too early");
    REFUSE("{", "line 1, column 2: the text ends too early");
    REFUSE("[1,", "line 1, column 4: the text ends too early");
    REFUSE("\"abc", "line 1, column 5: the text ends too early");
    REFUSE("[1,]", "line 1, column 4: a JSON value is expected");
    REFUSE("{\"a\":1,}", "line 1, column 8: a key in quotes is expected");
    REFUSE("{a:1}", "line 1, column 2: a key in quotes is expected");
    REFUSE("{\"a\" 1}", "line 1, column 6: ':' is expected after a key");
    REFUSE("[1 2]", "line 1, column 4: ',' or ']' is expected");
    REFUSE("{\"a\":1;}", "line 1, column 7: ',' or '}' is expected");
    REFUSE("tru", "line 1, column 1: a JSON value is expected");
    REFUSE("NaN", "line 1, column 1: a JSON value is expected");
    REFUSE("'a'", "line 1, column 1: a JSON value is expected");
    REFUSE("<html>", "line 1, column 1: a JSON value is expected");
    REFUSE("{\n  \"é\": x}", "line 2, column 8: a JSON value is expected");
}

static void nul_and_broken_utf8_are_refused(void **state)
{
    (void)state;
    REFUSE("\"a\0b\"", "line 1, column 3: the character NUL is not allowed");
    REFUSE("1\0", "line 1, column 2: the character NUL is not allowed");
    REFUSE("\"\\u0000\"", "line 1, column 2: the character NUL is not allowed");
    REFUSE("\"\xff\"", "line 1, column 2: not UTF-8");
    REFUSE("\"\xc3\"", "line 1, column 2: not UTF-8");
    REFUSE("\"\xed\xa0\x80\"", "line 1, column 2: not UTF-8");
    REFUSE("\"\xc0\xaf\"", "line 1, column 2: not UTF-8");
    REFUSE("\xef\xbb\xbf{}", "line 1, column 1: a JSON value is expected");
}

static void strings_are_escaped_as_rfc_8259_says(void **state)
{
    (void)state;
    REFUSE("\"a\nb\"", "line 1, column 3: a control character must be escaped");
    REFUSE("\"\\x41\"", "line 1, column 3: no such escape");
    REFUSE("\"\\u12g4\"", "line 1, column 6: \\u wants four hexadecimal digits");
    REFUSE("\"\\ud800\"", "line 1, column 2: half of a surrogate pair");
    REFUSE("\"\\udc00\\ud800\"", "line 1, column 2: half of a surrogate pair");
    REFUSE("\"\\ud800\\u0041\"", "line 1, column 2: half of a surrogate pair");
}

static void text_after_the_end_is_refused(void **state)
{
    (void)state;
    REFUSE("{} x", "line 1, column 4: text after the end");
    REFUSE("1 2", "line 1, column 3: text after the end");
    REFUSE("[]]", "line 1, column 3: text after the end");
}

static void duplicate_keys_are_refused_however_they_are_written(void **state)
{
    (void)state;
    REFUSE("{\"a\":1,\"a\":2}", "line 1, column 8: this key stands twice in its object");
    REFUSE("{\"a\":1,\"\\u0061\":2}", "line 1, column 8: this key stands twice in its object");
    REFUSE("[{\"x\":{\"b\":1,\"c\":2,\"b\":3}}]", "line 1, column 20: this key stands twice in its object");
    cJSON_Delete(helpers_json("{'a':{'a':1},'A':[{'a':1},{'a':2}]}"));
}

static void numbers_that_would_be_rounded_are_refused(void **state)
{
    (void)state;
    REFUSE("1234567890123456", "line 1, column 1: a number of more than 15 digits would be rounded");
    REFUSE("[-1234567890123456]", "line 1, column 2: a number of more than 15 digits would be rounded");
    REFUSE("1e999", "line 1, column 1: a number that is too large");
    REFUSE("01", "line 1, column 1: a number does not begin with 0");
    REFUSE("-", "line 1, column 2: the text ends too early");
    REFUSE("[-x]", "line 1, column 3: a digit is missing");
    REFUSE("[1.]", "line 1, column 4: a digit is missing");
    REFUSE("[1e+]", "line 1, column 5: a digit is missing");
    REFUSE("+1", "line 1, column 1: a JSON value is expected");
    REFUSE(".5", "line 1, column 1: a JSON value is expected");
}

static void numbers_keep_their_value(void **state)
{
    static const struct {
        const char *given, *printed;
    } cases[] = {
        {"999999999999999", "999999999999999"},
        {"-999999999999999", "-999999999999999"},
        {"0", "0"},
        {"-0", "0"},
        {"1.0", "1"},
        {"0.1", "0.1"},
        {"300000", "300000"},
        {"1e20", "1e+20"},
        {"1.7E9", "1700000000"},
        {"0.30000000000000004", "0.30000000000000004"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        cJSON *tree = helpers_json(cases[i].given);

        helpers_assert_text(json_print(tree), cases[i].printed);
        cJSON_Delete(tree);
    }
}

static char *nested(size_t depth)
{
    struct strbuf text = STRBUF_INIT;

    for (size_t i = 0; i < depth; i++)
        strbuf_adds(&text, i % 2 ? "{\"a\":" : "[");
    strbuf_addc(&text, '1');
    for (size_t i = depth; i > 0; i--)
        strbuf_addc(&text, (i - 1) % 2 ? '}' : ']');
    return strbuf_detach(&text);
}

static void depth_64_is_read_and_65_refused(void **state)
{
    char *deep = nested(64), *deeper = nested(65), *bottomless = mem_alloc(100001, 1);
    cJSON *tree = json_parse_text(deep, NULL);

    (void)state;
    assert_non_null(tree);
    refuse(deeper, strlen(deeper), "line 1, column 193: nested more than 64 deep");
    memset(bottomless, '[', 100000);
    refuse(bottomless, 100000, "line 1, column 65: nested more than 64 deep");
    cJSON_Delete(tree);
    free(deep);
    free(deeper);
    free(bottomless);
}

static void a_text_above_its_limit_is_refused(void **state)
{
    struct err err = {0};

    (void)state;
    assert_null(json_parse("[1]", 3, 2, &err));
    assert_string_equal(err.text, "the JSON text is larger than 2 bytes");
    cJSON_Delete(json_parse("[1]", 3, 3, NULL));
}

/* 200,000 members with keys that begin alike: minutes if each were compared with each. */
static void hostile_objects_cost_no_more_than_sorting(void **state)
{
    struct strbuf text = STRBUF_INIT;
    int64_t began_ms = clock_monotonic_ms();
    struct err err = {0};

    (void)state;
    for (int i = 0; i < 200000; i++)
        strbuf_addf(&text, "%c\"aaaaaaaaaaaaaaaaaaaa%06d\":0", i ? ',' : '{', i);
    strbuf_adds(&text, ",\"aaaaaaaaaaaaaaaaaaaa000007\":0}");
    assert_null(json_parse(text.text, text.length, JSON_LIMIT_ANSWER, &err));
    assert_non_null(strstr(err.text, "this key stands twice"));
    assert_in_range(clock_monotonic_ms() - began_ms, 0, 20000);
    strbuf_release(&text);
}

static void compact_text_comes_back_as_it_was(void **state)
{
    static const char *const cases[] = {
        "{\"a\":[1,2.5,true,false,null,{}],\"b\":\"\"}",
        "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u001b\"",
        "\"é中😀\xe2\x80\xae\x7f\"",
        "[]",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        cJSON *tree = json_parse_text(cases[i], NULL);

        assert_non_null(tree);
        helpers_assert_text(json_print(tree), cases[i]);
        cJSON_Delete(tree);
    }
}

/* changes.md, "Secrets and strangers". */
static void text_for_people_cannot_mislead_a_terminal(void **state)
{
    cJSON *tree =
        json_parse_text("{\"k\xe2\x80\xae\":\"\\u009b\x7f\xef\xbb\xbf\xe2\x80\x8b é\",\"n\":[1,[]]}", NULL);

    (void)state;
    helpers_assert_text(json_print_shown(tree),
                        "{\"k\\u202e\": \"\\u009b\\u007f\\ufeff\\u200b é\", \"n\": [1, []]}");
    helpers_assert_text(json_print_pretty(tree), "{\n  \"k\\u202e\": \"\\u009b\\u007f\\ufeff\\u200b é\",\n"
                                                 "  \"n\": [\n    1,\n    []\n  ]\n}");
    cJSON_Delete(tree);
}

static void names_are_looked_up_with_case(void **state)
{
    cJSON *tree = helpers_json("{'Name':'x','n':5,'f':1.5,'t':true,'s':'true'}");
    int64_t number = 0;

    (void)state;
    assert_string_equal(json_text(tree, "Name"), "x");
    assert_null(json_text(tree, "name"));
    assert_null(json_text(tree, "n"));
    assert_null(json_get(NULL, "Name"));
    assert_null(json_get(json_get(tree, "n"), "Name"));
    assert_true(json_integer(tree, "n", &number));
    assert_int_equal(number, 5);
    assert_false(json_integer(tree, "f", &number));
    assert_false(json_integer(tree, "Name", &number));
    assert_true(json_is_true(tree, "t"));
    assert_false(json_is_true(tree, "s"));
    cJSON_Delete(tree);
}

static void a_member_that_is_set_keeps_its_place(void **state)
{
    cJSON *tree = helpers_json("{'a':1,'b':2,'c':3}");

    (void)state;
    json_set_text(tree, "a", "x");
    json_set_integer(tree, "c", 999999999999999);
    json_set(tree, "d", cJSON_CreateArray());
    helpers_assert_json(tree, "{'a':'x','b':2,'c':999999999999999,'d':[]}");
    json_set_text(tree, "b", NULL);
    json_set(tree, "absent", NULL);
    helpers_assert_json(tree, "{'a':'x','c':999999999999999,'d':[]}");
    json_set_text(tree, "a", "y");
    json_set_text(tree, "d", "z");
    json_set_text(tree, "A", "other");
    helpers_assert_json(tree, "{'a':'y','c':999999999999999,'d':'z','A':'other'}");
    cJSON_Delete(tree);
}

static void an_item_goes_in_anywhere(void **state)
{
    cJSON *array = helpers_json("[1,2]");

    (void)state;
    json_insert(array, 0, cJSON_CreateNumber(0));
    json_insert(array, 2, cJSON_CreateNumber(1.5));
    json_insert(array, 4, cJSON_CreateNumber(3));
    json_insert(array, 99, cJSON_CreateNumber(4));
    helpers_assert_json(array, "[0,1,1.5,2,3,4]");
    cJSON_Delete(array);
}

static void equality_minds_order_only_where_it_counts(void **state)
{
    static const struct {
        const char *a, *b;
        bool equal, as_sets;
    } cases[] = {
        {"{'a':1,'b':2}", "{'b':2,'a':1}", true, true},
        {"[1,2]", "[2,1]", false, true},
        {"[1,1,2]", "[1,2,2]", false, false},
        {"[1,1]", "[1]", false, false},
        {"{'x':[{'y':[1,2]},3]}", "{'x':[3,{'y':[2,1]}]}", false, true},
        {"{'a':1}", "{'A':1}", false, false},
        {"1", "'1'", false, false},
        {"1", "1.0", true, true},
        {"null", "false", false, false},
        {"{}", "[]", false, false},
        {"{'a':null}", "{}", false, false},
        {"['a,','b']", "['a',',b']", false, false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        cJSON *a = helpers_json(cases[i].a), *b = helpers_json(cases[i].b);

        assert_int_equal(json_equal(a, b), cases[i].equal);
        assert_int_equal(json_equal_as_sets(a, b), cases[i].as_sets);
        cJSON_Delete(a);
        cJSON_Delete(b);
    }
    assert_true(json_equal(NULL, NULL));
}

static void quoting_makes_a_json_string(void **state)
{
    struct strbuf out = STRBUF_INIT;

    (void)state;
    json_quote(&out, "a\"\\\n\x01 é");
    helpers_assert_text(strbuf_detach(&out), "\"a\\\"\\\\\\n\\u0001 é\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_that_is_no_json_is_refused_at_its_place),
        cmocka_unit_test(nul_and_broken_utf8_are_refused),
        cmocka_unit_test(strings_are_escaped_as_rfc_8259_says),
        cmocka_unit_test(text_after_the_end_is_refused),
        cmocka_unit_test(duplicate_keys_are_refused_however_they_are_written),
        cmocka_unit_test(numbers_that_would_be_rounded_are_refused),
        cmocka_unit_test(numbers_keep_their_value),
        cmocka_unit_test(depth_64_is_read_and_65_refused),
        cmocka_unit_test(a_text_above_its_limit_is_refused),
        cmocka_unit_test(hostile_objects_cost_no_more_than_sorting),
        cmocka_unit_test(compact_text_comes_back_as_it_was),
        cmocka_unit_test(text_for_people_cannot_mislead_a_terminal),
        cmocka_unit_test(names_are_looked_up_with_case),
        cmocka_unit_test(a_member_that_is_set_keeps_its_place),
        cmocka_unit_test(an_item_goes_in_anywhere),
        cmocka_unit_test(equality_minds_order_only_where_it_counts),
        cmocka_unit_test(quoting_makes_a_json_string),
    };

    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

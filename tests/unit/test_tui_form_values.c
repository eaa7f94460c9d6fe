/* form_values: lists of texts on one line. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "tui/form_values.h"

static void a_line_means_its_values(void **state)
{
    static const struct {
        const char *line, *json;
    } cases[] = {
        {"", "[]"},
        {"  ", "[]"},
        {"EUR, GBP", "['EUR','GBP']"},
        {"EUR,GBP,", "['EUR','GBP']"},
        {" EUR , ,GBP ", "['EUR','GBP']"},
        {"in the end", "['in the end']"},
        {"\"1,000\", 5", "['1,000','5']"},
        {"\" outer \"", "[' outer ']"},
        {"\"\"", "['']"},
        {"\"open, to the end", "['open, to the end']"},
        {"\"say \"\"x\"\"\"", "['say \\\"x\\\"']"},
        {"\"a\" b, c", "['ab','c']"},
        {"5\" pipe", "['5\\\" pipe']"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        cJSON *values = form_values_parse(cases[i].line);

        helpers_assert_json(values, cases[i].json);
        cJSON_Delete(values);
    }
}

static void what_is_printed_reads_back_the_same(void **state)
{
    static const char *const lists[] = {
        "[]",
        "['a','b']",
        "['',' ','a ',' b']",
        "['a,b','\\\"','a\\\"b','\\\"\\\"','\\\",\\\"']",
        "['\\n','a\\nb','\\t\\r','\\u001b[2J','\\u202e','\\u65e5\\u672c']",
        "[',','\\\\','\\\\\\\"']",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(lists); i++) {
        cJSON *list = helpers_json(lists[i]), *again;
        struct strbuf line = STRBUF_INIT;

        form_values_print(&line, list);
        again = form_values_parse(line.text);
        assert_true(json_equal(list, again));
        cJSON_Delete(again);
        cJSON_Delete(list);
        strbuf_release(&line);
    }
}

static void only_what_needs_quotes_has_them(void **state)
{
    static const struct {
        const char *json, *line;
    } cases[] = {
        {"['EUR','GBP']", "EUR, GBP"}, {"['a b','1,000']", "a b, \"1,000\""},
        {"['',' a']", "\"\", \" a\""}, {"['5\\\" pipe']", "\"5\"\" pipe\""},
        {"[1,'x',null]", "x"},         {"{}", ""},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        cJSON *list = helpers_json(cases[i].json);
        struct strbuf line = STRBUF_INIT;

        form_values_print(&line, list);
        assert_string_equal(line.text, cases[i].line);
        strbuf_release(&line);
        cJSON_Delete(list);
    }
}

static void pasted_lines_become_values(void **state)
{
    static const struct {
        const char *pasted, *line;
    } cases[] = {
        {"EUR, GBP", "EUR, GBP"},
        {"EUR\nGBP\n", "EUR, GBP"},
        {"a,b\r\n\r\n c \r\n", "\"a,b\", c"},
        {"  \n ", ""},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct strbuf line = STRBUF_INIT;

        form_values_paste(&line, cases[i].pasted, strlen(cases[i].pasted));
        assert_string_equal(line.text, cases[i].line);
        strbuf_release(&line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_means_its_values),
        cmocka_unit_test(what_is_printed_reads_back_the_same),
        cmocka_unit_test(only_what_needs_quotes_has_them),
        cmocka_unit_test(pasted_lines_become_values),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

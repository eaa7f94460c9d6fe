/* result: rows as files; the same text as the command's output has. */
#include "helpers.h"

#include <string.h>
#include "sql/result.h"

static void make(struct result *result)
{
    *result = (struct result){0};
    texts_add(&result->columns, "name");
    texts_add(&result->columns, "n");
    texts_add(&result->columns, "name");
    result_add(result, "a, \"b\"\r\nc\x1b[2J", false);
    result_add(result, "12", true);
    result_add(result, NULL, false);
    result_add(result, "", false);
    result_add(result, "9007199254740993", true);
    result_add(result, "[1,2]", false);
}

static void csv_quotes_what_would_part_it(void **state)
{
    struct result result;
    struct strbuf out = STRBUF_INIT;
    (void)state;
    make(&result);
    result_csv(&result, &out);
    assert_non_null(strstr(out.text, "name,n,name\r\n\"a, \"\"b\"\""));
    assert_non_null(strstr(out.text, "\",12,\r\n,9007199254740993,\"[1,2]\"\r\n"));
    assert_null(strchr(out.text, 0x1b));
    strbuf_release(&out);
    result_release(&result);
}

static void json_keeps_null_numbers_and_both_of_one_name(void **state)
{
    struct result result;
    struct strbuf out = STRBUF_INIT;
    struct texts members = {0};
    (void)state;
    make(&result);
    assert_int_equal(result_rows(&result), 2);
    result_members(&result, &members);
    assert_string_equal(members.items[2], "name:1");
    result_json(&result, &out);
    cJSON *list = json_parse_text(out.text, NULL);
    const cJSON *first = list->child, *second = first->next;
    assert_true(cJSON_IsNull(json_get(first, "name:1")));
    assert_int_equal(json_get(first, "n")->valueint, 12);
    assert_string_equal(json_text(second, "n"), "9007199254740993"); /* a number would be rounded */
    assert_string_equal(json_text(second, "name:1"), "[1,2]");
    cJSON_Delete(list);
    texts_release(&members);
    strbuf_release(&out);
    result_release(&result);
}

static void no_columns_are_no_rows(void **state)
{
    struct result result = {0};
    struct strbuf out = STRBUF_INIT;
    (void)state;
    assert_int_equal(result_rows(&result), 0);
    result_csv(&result, &out);
    assert_int_equal(out.length, 0);
    result_json(&result, &out);
    assert_string_equal(out.text, "[]\n");
    strbuf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_quotes_what_would_part_it),
        cmocka_unit_test(json_keeps_null_numbers_and_both_of_one_name),
        cmocka_unit_test(no_columns_are_no_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

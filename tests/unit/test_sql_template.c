/* template: {{ }} filled in as stackql-deploy does, and no value that breaks out of its place. */
#include "helpers.h"

#include <string.h>
#include "base/array.h"
#include "base/mem.h"
#include "sql/template.h"

static struct variables variables;

static int set_up(void **state)
{
    (void)state;
    static const struct {
        const char *name, *json;
    } values[] = {
        {"domain_name", "\"retail\""},
        {"ObjectTypeName", "\"Order\""},
        {"description", "\"it's \\u00e9 \\ud83d\\ude00\""},
        {"conditions", "\"[{\\\"b\\\":1,\\\"a\\\":[true,null]}]\""},
        {"number", "\"123\""},
        {"count", "5"},
        {"list", "[\"a\", \"o'b\"]"},
        {"object", "{\"x\": {\"y\": \"deep\"}}"},
        {"tags", "[{\"Key\": \"k\", \"Value\": \"v\"}]"},
        {"evil", "\"x' OR region IN ('a'); DROP --\""},
    };
    for (size_t i = 0; i < ARRAY_COUNT(values); i++)
        variables_set(&variables, values[i].name, json_parse_text(values[i].json, NULL), false);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    variables_release(&variables);
    return 0;
}

static char *fill(const char *text, enum template_kind kind, struct err *err, size_t *fault)
{
    struct strbuf out = STRBUF_INIT;
    *err = (struct err){0};
    if (template_fill(text, 0, strlen(text), kind, &variables, &out, NULL, fault, err))
        return strbuf_detach(&out);
    strbuf_release(&out);
    return NULL;
}

static void assert_fills(const char *text, const char *wanted)
{
    struct err err;
    size_t fault = 0;
    char *filled = fill(text, TEMPLATE_SQL, &err, &fault);
    if (filled == NULL)
        fail_msg("%s: %s", text, err.text);
    helpers_assert_text(filled, wanted);
}

/* Fails with this place and a sentence that has the words. */
static void assert_refuses(const char *text, size_t place, const char *words, enum err_code code)
{
    struct err err;
    size_t fault = 0;
    assert_null(fill(text, TEMPLATE_SQL, &err, &fault));
    if (err.code != code || fault != place || strstr(err.text, words) == NULL)
        fail_msg("%s: %d at %zu: %s", text, (int)err.code, fault, err.text);
}

static void takes_both_spellings(void **state)
{
    (void)state;
    assert_fills("'{{ domain_name }}|{{DomainName}}'", "'retail|retail'");
    assert_fills("'{{ object_type_name }}'", "'Order'");
    assert_fills("'{{ vars.domain_name }} {{ this.domain_name }}'", "'retail retail'");
    assert_fills("'{{- domain_name -}}'{# not this #}", "'retail'");
    assert_fills("'a{# nor this #}b{#c'", "'ab{#c'");
}

static void a_value_does_not_break_out_of_its_literal(void **state)
{
    (void)state;
    assert_fills("'{{ evil }}'", "'x'' OR region IN (''a''); DROP --'");
    assert_fills("\"{{ domain_name }}\"", "\"retail\"");
    assert_fills("'{{ evil | sql_escape }}'", "'x'' OR region IN (''a''); DROP --'");
    assert_refuses("SELECT {{ evil }}", 7, "outside of quotes", ERR_INVALID);
    assert_refuses("SELECT {{ evil | sql_escape }}", 7, "outside of quotes", ERR_INVALID);
    assert_refuses("SELECT [{{ '] x [' }}]", 8, "[", ERR_INVALID);
}

static void outside_of_quotes_stand_numbers_names_and_lists(void **state)
{
    (void)state;
    assert_fills("LIMIT {{ count }}", "LIMIT 5");
    assert_fills("5-{{ -4 }}", "5- -4");
    assert_fills("FROM {{ domain_name }}", "FROM retail");
    assert_fills("IN {{ list | sql_list }}", "IN ('a','o''b')");
    assert_fills("IN {{ [] | sql_list }}", "IN (NULL)");
}

static void comments_are_left_alone(void **state)
{
    (void)state;
    assert_fills("-- {{ nobody }}\n'{{ count }}' /* {{ nobody }} */",
                 "-- {{ nobody }}\n'5' /* {{ nobody }} */");
}

/* What json.dumps of Python 3.11 prints for the same values. */
static void the_patch_is_as_python_writes_it(void **state)
{
    (void)state;
    assert_fills(
        "string('{{ { \"ObjectTypeName\": object_type_name,\n \"Description\": description,\n"
        " \"EventTriggerConditions\": conditions, \"N\": number } | generate_patch_document }}')",
        "string('[{\"op\": \"add\", \"path\": \"/ObjectTypeName\", \"value\": \"Order\"}, "
        "{\"op\": \"add\", \"path\": \"/Description\", \"value\": \"it''s \\u00e9 \\ud83d\\ude00\"}, "
        "{\"op\": \"add\", \"path\": \"/EventTriggerConditions\", \"value\": [{\"b\": 1, \"a\": [true, "
        "null]}]}, "
        "{\"op\": \"add\", \"path\": \"/N\", \"value\": 123}]')");
    assert_refuses("'{{ description | generate_patch_document }}'", 18, "wants an object", ERR_INVALID);
}

static void filters(void **state)
{
    (void)state;
    static const struct {
        const char *text, *wanted;
    } cases[] = {
        {"'{{ conditions | from_json }}'", "'[{\"b\": 1, \"a\": [true, null]}]'"},
        {"'{{ object.x.y }}{{ object[\"x\"] | tojson }}'", "'deep{\"y\": \"deep\"}'"},
        {"'{{ description | tojson }}'", "'\"it\\u0027s \\u00e9 \\ud83d\\ude00\"'"},
        {"'{{ \"any carnal pleas\" | base64_encode }}'", "'YW55IGNhcm5hbCBwbGVhcw=='"},
        {"'{{ \"abc\" | base64_encode }}'", "'YWJj'"},
        {"'{{ [1, 2] | merge_lists([2, 3]) }}'", "'[1, 2, 3]'"},
        {"'{{ {\"a\": 1, \"b\": 1} | merge_objects({\"b\": 2}) }}'", "'{\"a\": 1, \"b\": 2}'"},
        {"'{{ tags | to_aws_tag_filters }}'", "'[{\"Key\": \"k\", \"Values\": [\"v\"]}]'"},
        {"'{{ nobody | default(\"none\") }}'", "'none'"},
        {"'{{ conditions[0].b }}'", "'1'"},
        {"'{{ true }} {{ none }} {{ -1.5 }}'", "'true null -1.5'"},
        {"'{{ {\"a\": {\"b\": {}}} }}'", "'{\"a\": {\"b\": {}}}'"},
        {"'{{ \"a\\n\\\"}}\" }}'", "'a\n\"}}'"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_fills(cases[i].text, cases[i].wanted);
}

static void a_uuid_is_new_each_time(void **state)
{
    (void)state;
    struct err err;
    size_t fault;
    char *one = fill("'{{ uuid() }}'", TEMPLATE_SQL, &err, &fault),
         *two = fill("'{{ uuid() }}'", TEMPLATE_SQL, &err, &fault);
    assert_int_equal(strlen(one), 38);
    assert_string_not_equal(one, two);
    free(one);
    free(two);
}

static void what_is_wrong_is_named_with_its_place(void **state)
{
    (void)state;
    assert_refuses("x = '{{ descriptoin }}'", 8, "{{ descriptoin }} is not filled in", ERR_USAGE);
    assert_refuses("'{{ {\"A\": nobody} | generate_patch_document }}'", 10, "{{ nobody }}", ERR_USAGE);
    assert_refuses("'{{ nobody | tojson }}'", 4, "{{ nobody }}", ERR_USAGE);
    assert_refuses("a '{{ domain_name }'", 3, "{{ is not closed", ERR_INVALID);
    assert_refuses("{{ count", 0, "{{ is not closed", ERR_INVALID);
    assert_refuses("'{{ }}'", 4, "expected a name", ERR_INVALID);
    assert_refuses("'{{ count count }}'", 10, "expected |", ERR_INVALID);
    assert_refuses("'{{ count | tojsn }}'", 12, "no filter tojsn", ERR_INVALID);
    assert_refuses("'{{ count | merge_lists }}'", 12, "takes one value", ERR_INVALID);
    assert_refuses("{% if x %}", 0, "{% %}", ERR_INVALID);
    assert_refuses("SELECT 'a{% if x %}b'", 9, "{% %}", ERR_INVALID);
    assert_refuses("'{{ foo() }}'", 4, "uuid()", ERR_INVALID);
    assert_refuses("'{{ count.x }}'", 9, "no such part", ERR_INVALID);
}

static void plain_text_takes_any_value(void **state)
{
    (void)state;
    struct err err;
    size_t fault;
    helpers_assert_text(fill("it's {{ evil }} {{ list }}", TEMPLATE_PLAIN, &err, &fault),
                        "it's x' OR region IN ('a'); DROP -- [\"a\", \"o'b\"]");
}

static void places_are_those_of_the_written_text(void **state)
{
    (void)state;
    static const char text[] = "a '{{ domain_name }}' b\nc {{ count }} d";
    struct strbuf out = STRBUF_INIT;
    struct place_map map = {0};
    struct err err = {0};
    size_t fault, line, column;
    assert_true(template_fill(text, 0, strlen(text), TEMPLATE_SQL, &variables, &out, &map, &fault, &err));
    assert_string_equal(out.text, "a 'retail' b\nc 5 d");
    assert_int_equal(place_find(&map, 0), 0);
    assert_int_equal(place_find(&map, 4), 3);
    assert_int_equal(place_find(&map, (size_t)(strchr(out.text, 'b') - out.text)), strchr(text, 'b') - text);
    assert_int_equal(place_find(&map, out.length - 1), strlen(text) - 1);
    place_line(text, strlen(text) - 1, &line, &column);
    assert_int_equal(line, 2);
    assert_int_equal(column, 15);
    strbuf_reset(&out);
    place_mark(&out, text, strlen(text) - 1, 78);
    assert_string_equal(out.text, "  c {{ count }} d\n                ^\n");
    strbuf_release(&out);
    place_release(&map);
}

static void a_mark_stands_in_long_lines_and_behind_the_end(void **state)
{
    (void)state;
    struct strbuf out = STRBUF_INIT, text = STRBUF_INIT;
    strbuf_fill(&text, 'x', 300);
    strbuf_adds(&text, "HERE");
    strbuf_fill(&text, 'y', 300);
    place_mark(&out, text.text, 300, 40);
    assert_non_null(strstr(out.text, "xxxHEREyyy"));
    assert_int_equal(strcspn(out.text, "H"),
                     strchr(strchr(out.text, '\n'), '^') - strchr(out.text, '\n') - 1);
    strbuf_reset(&out);
    place_mark(&out, "ab\n", 3, 40);
    assert_string_equal(out.text, "  ab\n    ^\n");
    strbuf_release(&out);
    strbuf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_both_spellings),
        cmocka_unit_test(a_value_does_not_break_out_of_its_literal),
        cmocka_unit_test(outside_of_quotes_stand_numbers_names_and_lists),
        cmocka_unit_test(comments_are_left_alone),
        cmocka_unit_test(the_patch_is_as_python_writes_it),
        cmocka_unit_test(filters),
        cmocka_unit_test(a_uuid_is_new_each_time),
        cmocka_unit_test(what_is_wrong_is_named_with_its_place),
        cmocka_unit_test(plain_text_takes_any_value),
        cmocka_unit_test(places_are_those_of_the_written_text),
        cmocka_unit_test(a_mark_stands_in_long_lines_and_behind_the_end),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

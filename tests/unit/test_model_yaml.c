/* yaml: what people write is read as what it means; what is written is read as what it was. */
#include "helpers.h"

#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/document.h"
#include "model/yaml.h"

static cJSON *read_one(const char *text)
{
    struct err err = {0};
    cJSON *document = document_parse(text, strlen(text), &err);

    if (!document)
        fail_msg("%s: %s", text, err.text);
    return document;
}

static void assert_read(const char *yaml, const char *json)
{
    cJSON *document = read_one(yaml);

    helpers_assert_json(document, json);
    cJSON_Delete(document);
}

/* changes.md, Documents: a plain scalar is read as the kind that the field table gives. */
static void the_table_says_what_a_scalar_is(void **state)
{
    (void)state;
    assert_read("Description: no", "{'Description':'no'}");
    assert_read("Description: 12345678901234567890", "{'Description':'12345678901234567890'}");
    assert_read("EventTriggerConditions:\n- EventTriggerDimensions:\n  - ObjectAttributes:\n"
                "    - Values: [no, 007, 500, 2024-01-01, null, 1_000, 1:30, '5']\n",
                "{'EventTriggerConditions':[{'EventTriggerDimensions':[{'ObjectAttributes':[{'Values':"
                "['no','007','500','2024-01-01','null','1_000','1:30','5']}]}]}]}");
    assert_read(
        "EventTriggerLimits:\n  EventExpiration: 300000\n  Periods:\n  - MaxInvocationsPerProfile: 5\n"
        "    Unlimited: no\n  - {Unlimited: Yes, Value: \"5\", Unit: 5}\n",
        "{'EventTriggerLimits':{'EventExpiration':300000,'Periods':[{'MaxInvocationsPerProfile':5,"
        "'Unlimited':false},{'Unlimited':true,'Value':'5','Unit':'5'}]}}");
    assert_read("Description:\nTags: ", "{'Description':null,'Tags':null}");
}

static void elsewhere_it_is_the_core_schema(void **state)
{
    (void)state;
    assert_read(
        "X: [~, null, true, FALSE, 5, -5, +5, .5, 1e3, 0x1F, 0o17, yes, 1_000, 1:30, 2024-01-01, 'true', "
        "!!str 5, ! 6]",
        "{'X':[null,null,true,false,5,-5,5,0.5,1000,31,15,'yes','1_000','1:30','2024-01-01','true','5','6']"
        "}");
    assert_read("X: !!int 5\nDescription: !!float 1.5\nSegmentFilter: !!null null\n",
                "{'X':5,'Description':1.5,'SegmentFilter':null}");
    assert_read("# flow\n'a': {b: [c, {d: e}]}", "{'a':{'b':['c',{'d':'e'}]}}");
}

static void aliases_are_what_their_place_says(void **state)
{
    (void)state;
    assert_read("X: &v [500, no]\nEventTriggerConditions:\n- EventTriggerDimensions:\n  - ObjectAttributes:\n"
                "    - Values: *v\n",
                "{'X':[500,'no'],'EventTriggerConditions':[{'EventTriggerDimensions':[{'ObjectAttributes':"
                "[{'Values':['500','no']}]}]}]}");
}

/* changes.md, Documents; each with the line and column where a person looks. */
static void refuses_what_could_be_misread(void **state)
{
    static const struct {
        const char *yaml, *place, *words;
    } cases[] = {
        {"a:\n\tb: 1\n", "line 2, column 1", "tab"},
        {"a: 1\nb: 2\na: 3\n", "line 3, column 1", "twice"},
        {"a: {\"b\": 1, b: 2}\n", "line 1, column 13", "twice"},
        {"a: &a [*a]\n", "line 1, column 8", "stands in itself"},
        {"a: *b\n", "line 1, column 4", "without its anchor"},
        {"a: !mine 5\n", "line 1, column 4", "tags"},
        {"a: !!set {b}\n", "line 1, column 4", "tag"},
        {"a: !!int five\n", "line 1, column 4", "tag"},
        {"5: a\n", "line 1, column 1", "key"},
        {"true: a\n", "line 1, column 1", "key"},
        {"[a]: b\n", NULL, NULL},
        {"? [a]\n: b\n", "line 1, column 3", "key"},
        {"a: &b x\n? {c: d}\n: e\n", "line 2, column 3", "key"},
        {"a: {<<: {b: c}}\n", "line 1, column 5", "merge"},
        {"a: \xff\n", "line 1, column 4", "UTF-8"},
        {"a: \"\\0\"\n", "line 1, column 4", "NUL"},
        {"a: b\x01\n", "line 1, column 5", "control"},
        {"EventTriggerLimits:\n  EventExpiration: 1234567890123456\n", "line 2, column 20", "15 digits"},
        {"X: 1234567890123456\n", "line 1, column 4", "15 digits"},
        {"EventTriggerLimits: {EventExpiration: 007}\n", "line 1, column 39", "leading 0"},
        {"X: 0xfffffffffffffff\n", "line 1, column 4", "15 digits"},
        {"X: .inf\n", "line 1, column 4", "no such number"},
        {"X: 1e999\n", "line 1, column 4", "too large"},
        {"a: b: c\n", "line 1, column 5", "':'"},
        {"a: [b\n", NULL, "expected"},
        {"a: \"b\n", NULL, "quotes"},
        {"a: @b\n", "line 1, column 4", "quotes"},
        {"a: b\n c\n d: e\n", NULL, NULL},
        {"a\n", "line 1, column 1", "properties"},
        {"- a\n", "line 1, column 3", "properties"},
        {"", NULL, "no document"},
        {"# nothing\n---\n---\n", NULL, "no document"},
        {"a: 1\n---\nb: 2\n", "line 3, column 1", "second"},
        {"DomainName: d\nRegion: 5\n", "line 2, column 1", "Region"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct err err = {0};

        if (document_parse(cases[i].yaml, strlen(cases[i].yaml), &err))
            fail_msg("read: %s", cases[i].yaml);
        assert_int_equal(err.code, ERR_INVALID);
        if ((cases[i].place && !strstr(err.text, cases[i].place)) ||
            (cases[i].words && !strstr(err.text, cases[i].words)))
            fail_msg("%s: %s", cases[i].yaml, err.text);
    }
}

static void assert_refused(struct strbuf *text, const char *words)
{
    struct err err = {0};
    struct document_list list = {0};

    assert_false(document_read_all(text->text, text->length, &list, &err));
    assert_int_equal(err.code, ERR_INVALID);
    if (!strstr(err.text, words))
        fail_msg("%s", err.text);
    document_list_release(&list);
    strbuf_release(text);
}

/* Texts that are made to cost time or memory. */
static void refuses_what_is_too_much(void **state)
{
    struct strbuf text = STRBUF_INIT;

    (void)state;
    strbuf_adds(&text, "a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 20; i++)
        strbuf_addf(&text, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i, i, i - 1, i - 1, i - 1,
                    i - 1, i - 1, i - 1);
    assert_refused(&text, "aliases");
    strbuf_adds(&text, "a: ");
    strbuf_fill(&text, '[', 64);
    strbuf_fill(&text, ']', 64);
    assert_refused(&text, "64 deep");
    strbuf_adds(&text, "a: ");
    strbuf_fill(&text, '[', 1000000);
    assert_refused(&text, "64 deep");
    for (int i = 0; i < 1001; i++)
        strbuf_addf(&text, "k%d: &a%d x\n", i, i);
    assert_refused(&text, "1000 anchors");
    strbuf_adds(&text, "a: ");
    strbuf_fill(&text, 'x', DOCUMENT_LIMIT_ALL);
    assert_refused(&text, "larger");
}

static void many_keys_cost_no_more_than_sorting(void **state)
{
    struct strbuf text = STRBUF_INIT;
    struct document_list list = {0};

    (void)state;
    for (int i = 0; i < 100000; i++)
        strbuf_addf(&text, "k%d: 1\n", i);
    assert_true(document_read_all(text.text, text.length, &list, NULL));
    document_list_release(&list);
    strbuf_release(&text);
}

static void quotes_what_could_be_something_else(void **state)
{
    static const struct {
        const char *text, *yaml;
    } cases[] = {
        {"Order", "Order"},
        {"_source.total", "_source.total"},
        {"Orders above 500, please", "Orders above 500, please"},
        {"Grüße", "Grüße"},
        {"a#b:c", "a#b:c"},
        {"", "\"\""},
        {"no", "\"no\""},
        {"Y", "\"Y\""},
        {"null", "\"null\""},
        {"~", "\"~\""},
        {"007", "\"007\""},
        {"0x1F", "\"0x1F\""},
        {"1_000", "\"1_000\""},
        {"1:30", "\"1:30\""},
        {"2024-01-01", "\"2024-01-01\""},
        {".inf", "\".inf\""},
        {"<<", "\"<<\""},
        {"a: b", "\"a: b\""},
        {"a:", "\"a:\""},
        {"a #b", "\"a #b\""},
        {"a ", "\"a \""},
        {" a", "\" a\""},
        {"- a", "\"- a\""},
        {"*a", "\"*a\""},
        {"&a", "\"&a\""},
        {"!a", "\"!a\""},
        {"%a", "\"%a\""},
        {"@a", "\"@a\""},
        {"{a}", "\"{a}\""},
        {"'a'", "\"'a'\""},
        {"\"a\"", "\"\\\"a\\\"\""},
        {"a\tb", "\"a\\tb\""},
        {"a\x1b[2Jb", "\"a\\u001b[2Jb\""},
        {"a\xe2\x80\xae"
         "b",
         "\"a\\u202eb\""},
        {"a\xc2\x85"
         "b",
         "\"a\\u0085b\""},
        {"a\xe2\x80\xa8"
         "b",
         "\"a\\u2028b\""},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct strbuf out = STRBUF_INIT;

        yaml_write_text(&out, cases[i].text);
        assert_string_equal(out.text, cases[i].yaml);
        strbuf_release(&out);
    }
}

static void writes_the_tables_order(void **state)
{
    cJSON *document = helpers_json(
        "{'Zeta':{'b':[],'a':{}},'EventTriggerConditions':[{'LogicalOperator':'ALL','EventTriggerDimensions':"
        "[{'ObjectAttributes':[{'Values':['500','EUR'],'FieldName':'total'}]}]}],'Description':'a\\nb',"
        "'DomainName':'d','Region':'eu-west-2'}");
    struct strbuf out = STRBUF_INIT;

    (void)state;
    document_write_yaml(&out, document, 0);
    assert_string_equal(out.text, "Region: eu-west-2\n"
                                  "DomainName: d\n"
                                  "Description: |-\n"
                                  "  a\n"
                                  "  b\n"
                                  "EventTriggerConditions:\n"
                                  "  - EventTriggerDimensions:\n"
                                  "      - ObjectAttributes:\n"
                                  "          - FieldName: total\n"
                                  "            Values:\n"
                                  "              - \"500\"\n"
                                  "              - EUR\n"
                                  "    LogicalOperator: ALL\n"
                                  "Zeta:\n"
                                  "  b: []\n"
                                  "  a: {}\n");
    strbuf_release(&out);
    cJSON_Delete(document);
}

/* The rules stand before what they rule, each once, optional properties that are absent too. */
static void comments_name_the_rules(void **state)
{
    cJSON *document =
        helpers_json("{'EventTriggerLimits':{'Periods':[{'Unit':'DAYS','Value':1},{'Unit':'HOURS'}]}}");
    struct strbuf out = STRBUF_INIT;

    (void)state;
    document_write_yaml(&out, document, YAML_COMMENTS);
    assert_non_null(strstr(out.text, "# Description: 1 to 1000 characters. What"));
    assert_non_null(strstr(out.text, "    # Unit: required; one of MINUTES (minutes), HOURS (hours)"));
    assert_non_null(strstr(out.text, "# Value: required, a whole number, 1 to 60."));
    assert_null(strstr(strstr(out.text, "# Unit:") + 1, "# Unit:"));
    assert_null(strstr(out.text, "# CreatedAt"));
    strbuf_release(&out);
    cJSON_Delete(document);
}

/* ---- what is written is read as what it was, for thousands of documents made of the worst texts */

static uint32_t seed;

static uint32_t below(uint32_t limit)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % limit;
}

static const char *const hostile[] = {
    "",
    "no",
    "Yes",
    "null",
    "~",
    "007",
    "0o17",
    "1_000",
    "1:30:00",
    "2024-01-01",
    "5.",
    ".5",
    "1e3",
    "-",
    "- a",
    "---",
    "...",
    "? a",
    ": a",
    "a: b",
    "a:",
    "a #b",
    "#a",
    "&a",
    "*a",
    "!a",
    "%YAML",
    "@a",
    "`a",
    "{",
    "}",
    "[",
    "]",
    ",",
    "a, b",
    "|",
    ">",
    "'",
    "\"",
    "\\",
    " a",
    "a ",
    "a  b",
    "\n",
    "a\n",
    "a\nb",
    "a\n\nb",
    "\na",
    "a\n b",
    "a \nb",
    "a\n\n",
    "  a\n b",
    "a\r\nb",
    "\t",
    "a\tb",
    "a\n\tb",
    "\x1b[2J",
    "\x7f",
    "\xc2\x85",
    "\xc2\xa0",
    "\xe2\x80\xa8",
    "<<",
    "=",
    "\xe2\x80\xae",
    "\xef\xbb\xbf",
    "\xef\xbf\xbe",
    "\xf0\x9f\x98\x80",
    "e\xcc\x81",
    "\xe3\x80\x80",
    "key: |",
    "a\n---\nb",
    "a\n#b",
    "inf",
    "0x1F",
    "+5",
    "true",
    "Order",
    "\\u0041",
    "%41",
    "a:b",
};

static char *random_text(void)
{
    struct strbuf out = STRBUF_INIT;

    for (uint32_t n = 1 + below(3); n > 0; n--)
        strbuf_adds(&out, hostile[below(ARRAY_COUNT(hostile))]);
    if (below(200) == 0)
        strbuf_fill(&out, 'x', 1500);
    return strbuf_detach(&out);
}

static cJSON *random_value(int depth);

static cJSON *random_object(int depth)
{
    static const char *const names[] = {"DomainName",
                                        "Description",
                                        "EventTriggerConditions",
                                        "EventTriggerDimensions",
                                        "ObjectAttributes",
                                        "Values",
                                        "EventTriggerLimits",
                                        "Periods",
                                        "Unlimited",
                                        "EventExpiration",
                                        "Value",
                                        "Tags",
                                        "Key"};
    cJSON *object = cJSON_CreateObject();

    for (uint32_t n = below(5); n > 0; n--) {
        char *key = below(3) ? mem_dup(names[below(ARRAY_COUNT(names))]) : random_text();

        json_set(object, key, random_value(depth + 1));
        free(key);
    }
    return object;
}

static cJSON *random_number(void)
{
    static const double numbers[] = {0, 1, -5, 0.5, 1e21, 1e-7, 999999999999999, 3e300, 60, -0.25};

    return cJSON_CreateNumber(numbers[below(ARRAY_COUNT(numbers))]);
}

static cJSON *random_value(int depth)
{
    cJSON *list;
    char *text;

    switch (depth > 5 ? 2 + below(4) : below(6)) {
    case 0:
        return random_object(depth);
    case 1:
        list = cJSON_CreateArray();
        for (uint32_t n = below(4); n > 0; n--)
            cJSON_AddItemToArray(list, random_value(depth + 1));
        return list;
    case 2:
        return random_number();
    case 3:
        return below(3) ? cJSON_CreateBool(below(2)) : cJSON_CreateNull();
    default:
        text = random_text();
        list = cJSON_CreateString(text);
        free(text);
        return list;
    }
}

static void assert_round_trip(const cJSON *document, unsigned how)
{
    struct strbuf text = STRBUF_INIT;
    cJSON *again;

    document_write_yaml(&text, document, how);
    again = read_one(text.text);
    if (!json_equal(document, again))
        fail_msg("seed %u\n%s", seed, text.text);
    cJSON_Delete(again);
    strbuf_release(&text);
}

static void what_is_written_is_read_again(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 6000; i++) {
        cJSON *document;

        seed = i;
        document = random_object(0);
        assert_round_trip(document, i % 2 ? YAML_COMMENTS : 0);
        cJSON_Delete(document);
    }
}

static void reads_several_with_their_places(void **state)
{
    static const char *const texts[] = {
        "# one\nDomainName: a\nTags:\n  - Key: k\n    Value: v\n---\nDomainName: b\n",
        "[{\"DomainName\":\"a\",\n \"Tags\":[\n  {\"Key\":\"k\"\n   ,\"Value\":\"v\"}]},\n\n "
        "{\"DomainName\":\"b\"}]",
    };
    static const struct {
        size_t document;
        const char *pointer;
        size_t line[2], column[2];
    } places[] = {
        {0, "", {2, 1}, {1, 2}},
        {0, "/DomainName", {2, 1}, {1, 3}},
        {0, "/Tags/0", {4, 3}, {5, 3}},
        {0, "/Tags/0/Value", {5, 4}, {5, 5}},
        {0, "/Tags/0/None", {4, 3}, {5, 3}},
        {1, "/DomainName", {7, 6}, {1, 3}},
    };

    (void)state;
    for (size_t t = 0; t < ARRAY_COUNT(texts); t++) {
        struct document_list list = {0};

        assert_true(document_read_all(texts[t], strlen(texts[t]), &list, NULL));
        assert_int_equal(list.count, 2);
        cJSON_DeleteItemFromObject(list.items[0].tree, "DomainName");
        for (size_t i = 0; i < ARRAY_COUNT(places); i++) {
            const struct mark *mark = document_place(&list, places[i].document, places[i].pointer);

            assert_int_equal(mark->line, places[i].line[t]);
            assert_int_equal(mark->column, places[i].column[t]);
        }
        document_list_release(&list);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_says_what_a_scalar_is),
        cmocka_unit_test(elsewhere_it_is_the_core_schema),
        cmocka_unit_test(aliases_are_what_their_place_says),
        cmocka_unit_test(refuses_what_could_be_misread),
        cmocka_unit_test(refuses_what_is_too_much),
        cmocka_unit_test(many_keys_cost_no_more_than_sorting),
        cmocka_unit_test(quotes_what_could_be_something_else),
        cmocka_unit_test(writes_the_tables_order),
        cmocka_unit_test(comments_name_the_rules),
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(reads_several_with_their_places),
    };

    text_init();
    return cmocka_run_group_tests_name("model yaml", tests, NULL, NULL);
}

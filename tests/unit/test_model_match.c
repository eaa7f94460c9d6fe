/* match: each comparison at its edges, how verdicts are joined, what is assumed where AWS documents nothing. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/fields.h"
#include "model/match.h"
#include "model/match_meaning.h"
#include "model/match_operator.h"
#include "model/match_sample.h"

/* A trigger with these dimensions in one condition. */
static cJSON *trigger(const char *logic, const char *dimensions)
{
    char *text =
        mem_printf("{'EventTriggerConditions':[{'LogicalOperator':'%s','EventTriggerDimensions':[%s]}]}",
                   logic, dimensions);
    cJSON *document = helpers_json(text);

    free(text);
    return document;
}

static cJSON *one(const char *name, const char *operator, const char * values)
{
    char *dimension = mem_printf("{'ObjectAttributes':[{%s,'ComparisonOperator':'%s','Values':[%s]}]}",
                                 name, operator, values);
    cJSON *document = trigger("ALL", dimension);

    free(dimension);
    return document;
}

static const struct match_node *attribute_of(const struct match *match)
{
    return &match->root.children[0].children[0].children[0];
}

#define BIT(name) MATCH_MEANING_BIT(MATCH_MEANING_##name)

enum { NO = MATCH_FAILS, HOW = MATCH_UNKNOWN, YES = MATCH_HOLDS };

struct a_case {
    const char *operator, * values, *object; /* the object's member is a */
    int verdict;
    uint64_t assumed; /* without what naming a source assumes */
};

static void check(const struct a_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        cJSON *document = one("'Source':'a'", cases[i].operator, cases[i].values);
        cJSON *object = helpers_json(cases[i].object);
        struct match match;

        match_document(document, object, NULL, &match);
        if ((int)match.root.verdict != cases[i].verdict || match.assumed != cases[i].assumed)
            fail_msg("%s %s on %s: %s, verdict %d, assumed %llx, not %llx", cases[i].operator,
                     cases[i].values, cases[i].object, attribute_of(&match)->reason, match.root.verdict,
                     (unsigned long long)match.assumed, (unsigned long long)cases[i].assumed);
        assert_int_equal(match_is_assumed(&match.root), match.assumed != 0);
        match_release(&match);
        cJSON_Delete(document);
        cJSON_Delete(object);
    }
}

static void test_texts(void **state)
{
    static const struct a_case cases[] = {
        {"CONTAINS", "'EUR','GBP'", "{'a':'GBP'}", YES, 0},
        {"CONTAINS", "'EUR','GBP'", "{'a':'USD'}", NO, 0},
        {"CONTAINS", "'EUR'", "{'a':'eur'}", NO, BIT(CASE)},
        {"CONTAINS", "'EUR'", "{'a':'in EUR'}", YES, BIT(PART)},
        {"CONTAINS", "'EUR','in EUR'", "{'a':'in EUR'}", YES, 0},
        {"CONTAINS", "'x'", "{'a':''}", NO, 0},
        {"CONTAINS", "'5'", "{'a':5}", YES, BIT(AS_TEXT)},
        {"CONTAINS", "'true'", "{'a':true}", YES, BIT(AS_TEXT)},
        {"CONTAINS", "'x'", "{'a':{'b':1}}", HOW, 0},
        {"CONTAINS", "'x'", "{'b':'x'}", NO, 0},
        {"CONTAINS", "'x'", "{'a':null}", NO, 0},
        {"CONTAINS", "'x'", "{'a':['y','x']}", YES, BIT(LIST)},
        {"CONTAINS", "'x'", "{'a':[]}", NO, BIT(LIST)},
        {"INCLUSIVE", "'x'", "{'a':'x'}", YES, 0},
        {"INCLUSIVE", "'x'", "{'a':'xy'}", NO, BIT(WHOLE)},
        {"INCLUSIVE", "'x','y'", "{'a':'x'}", NO, 0},
        {"INCLUSIVE", "'x','y'", "{'a':['y','z','x']}", YES, BIT(LIST)},
        {"INCLUSIVE", "'x','y'", "{'a':['y','z']}", NO, BIT(LIST)},
        {"EXCLUSIVE", "'x','y'", "{'a':'z'}", YES, 0},
        {"EXCLUSIVE", "'x'", "{'a':'x'}", NO, 0},
        {"EXCLUSIVE", "'x','y'", "{'a':'x'}", YES, BIT(PARTLY)},
        {"EXCLUSIVE", "'x','y'", "{'a':['x','y']}", NO, BIT(LIST)},
        {"EXCLUSIVE", "'x'", "{}", NO, BIT(MISSING)},
        {"EXCLUSIVE", "'x'", "{'a':null}", NO, BIT(MISSING)},
        {"BEGINS_WITH", "'ab'", "{'a':'abc'}", YES, 0},
        {"BEGINS_WITH", "'ab'", "{'a':'a'}", NO, 0},
        {"BEGINS_WITH", "'bc'", "{'a':'abc'}", NO, 0},
        {"BEGINS_WITH", "'AB'", "{'a':'abc'}", NO, BIT(CASE)},
        {"BEGINS_WITH", "'x','ab'", "{'a':'abc'}", YES, BIT(SEVERAL)},
        {"ENDS_WITH", "'bc'", "{'a':'abc'}", YES, 0},
        {"ENDS_WITH", "'abcd'", "{'a':'abc'}", NO, 0},
        {"ENDS_WITH", "'ab'", "{'a':'abc'}", NO, 0},
    };
    (void)state;
    check(cases, ARRAY_COUNT(cases));
}

static void test_numbers(void **state)
{
    static const struct a_case cases[] = {
        {"GREATER_THAN", "'500'", "{'a':501}", YES, 0},
        {"GREATER_THAN", "'500'", "{'a':500}", NO, 0},
        {"GREATER_THAN", "'500'", "{'a':500.0001}", YES, 0},
        {"GREATER_THAN", "'0.3'", "{'a':0.3}", NO, 0},
        {"GREATER_THAN", "'-2'", "{'a':-1.5}", YES, 0},
        {"GREATER_THAN_OR_EQUAL", "'500'", "{'a':500}", YES, 0},
        {"GREATER_THAN_OR_EQUAL", "'500'", "{'a':499.99}", NO, 0},
        {"LESS_THAN", "'500'", "{'a':500}", NO, 0},
        {"LESS_THAN", "'500'", "{'a':499}", YES, 0},
        {"LESS_THAN_OR_EQUAL", "'500'", "{'a':500}", YES, 0},
        {"LESS_THAN_OR_EQUAL", "'500'", "{'a':501}", NO, 0},
        {"EQUAL", "'0.1'", "{'a':0.1}", YES, 0},
        {"EQUAL", "'0.10'", "{'a':0.1}", YES, 0},
        {"EQUAL", "'1e2'", "{'a':100}", YES, 0},
        {"EQUAL", "'0.30000000000000001'", "{'a':0.3}", NO, 0},
        {"EQUAL", "'0'", "{'a':-0.0}", YES, 0},
        {"EQUAL", "'100'", "{'a':'1e2'}", YES, BIT(NUMBER_TEXT)},
        {"GREATER_THAN", "'12345678901234567890'", "{'a':'12345678901234567891'}", YES, BIT(NUMBER_TEXT)},
        {"GREATER_THAN", "'500'", "{'a':'many'}", HOW, 0},
        {"GREATER_THAN", "'500'", "{'a':true}", HOW, 0},
        {"GREATER_THAN", "'500'", "{'a':{}}", HOW, 0},
        {"GREATER_THAN", "'much'", "{'a':1}", HOW, 0},
        {"GREATER_THAN", "'500'", "{}", NO, 0},
        {"GREATER_THAN", "'500'", "{'a':[1,501]}", YES, BIT(LIST)},
        {"GREATER_THAN", "'500'", "{'a':[1,2]}", NO, BIT(LIST)},
        {"GREATER_THAN", "'500'", "{'a':['x',501]}", YES, BIT(LIST)},
        {"GREATER_THAN", "'500'", "{'a':['x',2]}", HOW, 0},
        {"GREATER_THAN", "'500','1'", "{'a':2}", YES, BIT(SEVERAL)},
        {"GREATER_THAN", "'1e999999999999'", "{'a':2}", NO, 0},
        {"GREATER_THAN", "'1e-999999999999'", "{'a':2}", YES, 0},
        {"BETWEEN", "'1','5'", "{'a':3}", YES, 0},
        {"BETWEEN", "'1','5'", "{'a':1}", YES, BIT(BOUNDS)},
        {"BETWEEN", "'1','5'", "{'a':5}", YES, BIT(BOUNDS)},
        {"BETWEEN", "'1','5'", "{'a':5.5}", NO, 0},
        {"BETWEEN", "'5','1'", "{'a':3}", NO, BIT(REVERSED)},
        {"BETWEEN", "'5','1'", "{'a':9}", NO, 0},
        {"BETWEEN", "'1'", "{'a':1}", HOW, 0},
        {"BETWEEN", "'1','2','3'", "{'a':1}", HOW, 0},
        {"BETWEEN", "'1','x'", "{'a':1}", HOW, 0},
        {"NOT_BETWEEN", "'1','5'", "{'a':6}", YES, 0},
        {"NOT_BETWEEN", "'1','5'", "{'a':5}", NO, BIT(BOUNDS)},
        {"NOT_BETWEEN", "'1','5'", "{}", NO, BIT(MISSING)},
        {"NOT_BETWEEN", "'1','5'", "{'a':'x'}", HOW, 0},
    };
    (void)state;
    check(cases, ARRAY_COUNT(cases));
}

static void test_dates(void **state)
{
    static const struct a_case cases[] = {
        {"BEFORE", "'2024-10-31T20:14:49Z'", "{'a':'2024-10-31T20:14:48Z'}", YES, 0},
        {"BEFORE", "'2024-10-31T20:14:49Z'", "{'a':'2024-10-31T20:14:49Z'}", NO, 0},
        {"BEFORE", "'2024-10-31T20:14:49Z'", "{'a':'2024-10-31T21:14:48+01:00'}", YES, 0},
        {"BEFORE", "'2024-10-31T20:14:49Z'", "{'a':'2024-10-31T20:14:48'}", YES, BIT(ZONE)},
        {"BEFORE", "'2024-10-31T20:14:49Z'", "{'a':'2024-10-01T20:14:48'}", YES, 0},
        {"BEFORE", "'2024-10-31'", "{'a':'2024-10-31T00:00:00Z'}", NO, BIT(DATE_ONLY)},
        {"BEFORE", "'2024-10-31'", "{'a':'2023-10-31T00:00:00Z'}", YES, 0},
        {"AFTER", "'2024-10-31T20:14:49Z'", "{'a':'2024-10-31T20:14:49.001Z'}", YES, 0},
        {"AFTER", "'2023-11-14T22:13:20Z'", "{'a':1700000001}", YES, BIT(EPOCH)},
        {"AFTER", "'2023-11-14T22:13:20Z'", "{'a':1700000000001}", YES, BIT(EPOCH)},
        {"AFTER", "'2023-11-14T22:13:20Z'", "{'a':'1700000000'}", NO, BIT(EPOCH)},
        {"AFTER", "'2024-10-31T20:14:49Z'", "{'a':'yesterday'}", HOW, 0},
        {"AFTER", "'2024-02-30'", "{'a':'2024-10-31'}", HOW, 0},
        {"AFTER", "'2024-10-31T20:14:49Z'", "{'a':true}", HOW, 0},
        {"AFTER", "'2024-10-31T20:14:49Z'", "{'a':1e300}", HOW, 0},
        {"ON", "'2024-10-31T20:14:49Z'", "{'a':'2024-10-31T20:14:49Z'}", YES, 0},
        {"ON", "'2024-10-31T20:14:49Z'", "{'a':'2024-10-31T00:00:00Z'}", YES, BIT(DAY)},
        {"ON", "'2024-10-31T20:14:49Z'", "{'a':'2024-11-01T00:00:00Z'}", NO, BIT(DAY)},
        {"ON", "'2024-10-31T20:14:49Z'", "{'a':'2025-10-31T20:14:49Z'}", NO, 0},
        {"ON", "'1969-12-31T12:00:00Z'", "{'a':'1970-01-01T12:00:00Z'}", NO, BIT(DAY)},
        {"BETWEEN", "'2024-01-01T00:00:00Z','2024-12-31T00:00:00Z'", "{'a':'2024-06-01T00:00:00Z'}", YES, 0},
        {"BETWEEN", "'2024-01-01T00:00:00Z','2024-12-31T00:00:00Z'", "{'a':'2024-12-31T00:00:00Z'}", YES,
         BIT(BOUNDS)},
        {"BETWEEN", "'2024-01-01','2024-12-31'", "{'a':'2025-06-01T00:00:00Z'}", NO, 0},
        {"NOT_BETWEEN", "'2024-01-01T00:00:00Z','2024-12-31T00:00:00Z'", "{'a':'2023-06-01T00:00:00Z'}", YES,
         0},
        {"BETWEEN", "'1700000000','1800000000'", "{'a':'2024-06-01T00:00:00Z'}", YES, BIT(EPOCH)},
    };
    (void)state;
    check(cases, ARRAY_COUNT(cases));
}

/* What is looked at: names, dots, lists of objects, the mapping. */
static void test_where_it_stands(void **state)
{
    static const struct {
        const char *name, *object;
        int verdict;
        uint64_t assumed;
        const char *reason;
    } cases[] = {
        {"'Source':'a'", "{'a':'x'}", YES, 0, "a is x: contains x"},
        {"'Source':'_source.a'", "{'a':'x'}", YES, BIT(PREFIX), "_source.a is x: contains x"},
        {"'Source':'a.b'", "{'a':{'b':'x'}}", YES, BIT(NESTED), "a.b is x: contains x"},
        {"'Source':'a.b'", "{'a.b':'x'}", YES, 0, "a.b is x: contains x"},
        {"'Source':'a.b'", "{'a':[{'b':'y'},{'b':'x'}]}", YES, BIT(NESTED) | BIT(LIST),
         "a.b is y, x: contains x"},
        {"'Source':'A'", "{'a':'x'}", NO, 0, "A is missing"},
        {"'Source':'a.b'", "{'a':'x'}", NO, BIT(NESTED), "a.b is missing"},
        {"'FieldName':'total'", "{'sum':{'gross':'x'}}", YES, BIT(NESTED), "total is x: contains x"},
        {"'FieldName':'plain'", "{'plain':'x'}", YES, 0, "plain is x: contains x"},
        {"'FieldName':'bare'", "{'bare':'x'}", YES, BIT(OWN_NAME), "bare is x: contains x"},
        {"'FieldName':'none'", "{'none':'x'}", HOW, 0, "none is no field of the object type"},
        {"'FieldName':'made'", "{'made':'x'}", HOW, 0,
         "made is computed by the object type's mapping, which is not tried"},
        {"'FieldName':'plain','Source':'b'", "{'plain':'x'}", YES, BIT(BOTH),
         "plain (source b) is x: contains x"},
        {"'Other':'b'", "{'plain':'x'}", HOW, 0, "the trigger names neither a field nor a source"},
        {"'Source':'a'", "{'a':null}", NO, 0, "a is null"},
        {"'Source':'a'", "{'a':''}", NO, 0, "a is \"\": does not contain x"},
    };
    static char plain[] = "plain", total[] = "total", made[] = "made", bare[] = "bare", empty[] = "";
    static char from_plain[] = "_source.plain", from_total[] = "_source.sum.gross",
                from_made[] = "{{a}}{{b}}";
    struct store_item items[] = {{plain, NULL, NULL, from_plain},
                                 {total, NULL, NULL, from_total},
                                 {made, NULL, NULL, from_made},
                                 {bare, NULL, NULL, empty}};
    struct store_catalog fields = {.state = STORE_READ, .items = items, .count = ARRAY_COUNT(items)};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        cJSON *document = one(cases[i].name, "CONTAINS", "'x'"), *object = helpers_json(cases[i].object);
        struct match match;

        match_document(document, object, &fields, &match);
        assert_string_equal(attribute_of(&match)->reason, cases[i].reason);
        assert_int_equal(match.root.verdict, cases[i].verdict);
        assert_int_equal(match.assumed, cases[i].assumed);
        match_release(&match);
        cJSON_Delete(document);
        cJSON_Delete(object);
    }
}

static void test_an_unread_mapping_is_said(void **state)
{
    cJSON *document = one("'FieldName':'total'", "GREATER_THAN", "'5'"),
          *object = helpers_json("{'total':6}");
    struct store_catalog unread = {.state = STORE_READING};
    struct match match;

    (void)state;
    match_document(document, object, &unread, &match);
    assert_int_equal(match.root.verdict, MATCH_HOLDS);
    assert_int_equal(match.assumed, BIT(OWN_NAME));
    match_release(&match);
    cJSON_Delete(document);
    cJSON_Delete(object);
}

/* ---- how verdicts are joined ---- */

/* Dimensions whose verdicts are these: y, n, ?. */
static cJSON *with(const char *logic, const char *verdicts)
{
    struct strbuf dimensions = STRBUF_INIT;
    cJSON *document;

    for (const char *v = verdicts; *v; v++)
        strbuf_addf(&dimensions,
                    "%s{'ObjectAttributes':[{'Source':'%c','ComparisonOperator':'EQUAL','Values':['1']}]}",
                    v > verdicts ? "," : "", *v == '?' ? 'h' : *v);
    document = trigger(logic, dimensions.text);
    strbuf_release(&dimensions);
    return document;
}

static void test_truth_tables(void **state)
{
    static const struct {
        const char *verdicts;
        int all, any, none;
    } cases[] = {
        {"y", YES, YES, NO},  {"n", NO, NO, YES},   {"?", HOW, HOW, HOW},
        {"yy", YES, YES, NO}, {"yn", NO, YES, NO},  {"nn", NO, NO, YES},
        {"y?", HOW, YES, NO}, {"n?", NO, HOW, HOW}, {"??", HOW, HOW, HOW},
    };
    static const char *const logics[] = {"ALL", "ANY", "NONE", "SOME"};
    cJSON *object = helpers_json("{'y':1,'n':2,'h':'how'}");

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        for (size_t logic = 0; logic < ARRAY_COUNT(logics); logic++) {
            const int expected[] = {cases[i].all, cases[i].any, cases[i].none, HOW};
            cJSON *document = with(logics[logic], cases[i].verdicts);
            struct match match;

            match_document(document, object, NULL, &match);
            if ((int)match.root.verdict != expected[logic])
                fail_msg("%s of %s is %d", logics[logic], cases[i].verdicts, match.root.verdict);
            match_release(&match);
            cJSON_Delete(document);
        }
    cJSON_Delete(object);
}

/* What does not decide does not make the verdict an assumed one. */
static void test_only_what_decides_is_assumed(void **state)
{
    cJSON *document =
        trigger("ANY", "{'ObjectAttributes':[{'Source':'a','ComparisonOperator':'EQUAL','Values':['1']}]},"
                       "{'ObjectAttributes':[{'Source':'b','ComparisonOperator':'EQUAL','Values':['1']}]}");
    cJSON *sure = helpers_json("{'a':1,'b':'1'}"), *assumed = helpers_json("{'a':2,'b':'1'}");
    struct match match;

    (void)state;
    match_document(document, sure, NULL, &match);
    assert_int_equal(match.root.verdict, MATCH_HOLDS);
    assert_false(match_is_assumed(&match.root));
    assert_int_equal(match.assumed, BIT(NUMBER_TEXT));
    match_release(&match);
    match_document(document, assumed, NULL, &match);
    assert_int_equal(match.root.verdict, MATCH_HOLDS);
    assert_true(match_is_assumed(&match.root));
    match_release(&match);
    cJSON_Delete(document);
    cJSON_Delete(sure);
    cJSON_Delete(assumed);
}

/* ---- against an evaluation of its own, on numbers alone ---- */

static unsigned seed = 20261129;

static unsigned dice(unsigned sides)
{
    seed = seed * 1103515245u + 12345u;
    return (seed >> 16) % sides;
}

struct brute {
    struct strbuf json;
    int members[3];
};

static bool brute_attribute(struct brute *brute)
{
    static const char *const names[] = {"GREATER_THAN", "LESS_THAN", "GREATER_THAN_OR_EQUAL",
                                        "LESS_THAN_OR_EQUAL", "EQUAL"};
    unsigned member = dice(3), operator= dice(5);
    int is = brute->members[member], value = (int)dice(4);
    const bool holds[] = {is > value, is < value, is >= value, is <= value, is == value};

    strbuf_addf(&brute->json, "{'Source':'m%u','ComparisonOperator':'%s','Values':['%d']}", member,
                names[operator], value);
    return holds[operator];
}

static bool brute_dimension(struct brute *brute)
{
    bool all = true;
    unsigned count = 1 + dice(3);

    strbuf_adds(&brute->json, "{'ObjectAttributes':[");
    for (unsigned i = 0; i < count; i++) {
        strbuf_adds(&brute->json, i ? "," : "");
        all = brute_attribute(brute) && all;
    }
    strbuf_adds(&brute->json, "]}");
    return all;
}

static bool brute_condition(struct brute *brute)
{
    static const char *const names[] = {"ALL", "ANY", "NONE"};
    unsigned count = 1 + dice(3), held = 0, logic = dice(3);

    strbuf_addf(&brute->json, "{'LogicalOperator':'%s','EventTriggerDimensions':[", names[logic]);
    for (unsigned i = 0; i < count; i++) {
        strbuf_adds(&brute->json, i ? "," : "");
        held += brute_dimension(brute);
    }
    strbuf_adds(&brute->json, "]}");
    return logic == 0 ? held == count : logic == 1 ? held > 0 : held == 0;
}

static void test_random_triggers_against_a_plain_evaluation(void **state)
{
    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct brute brute = {STRBUF_INIT, {(int)dice(4), (int)dice(4), (int)dice(4)}};
        char *members =
            mem_printf("{'m0':%d,'m1':%d,'m2':%d}", brute.members[0], brute.members[1], brute.members[2]);
        unsigned count = 1 + dice(3);
        bool fires = false;
        struct match match;

        strbuf_adds(&brute.json, "{'EventTriggerConditions':[");
        for (unsigned i = 0; i < count; i++) {
            strbuf_adds(&brute.json, i ? "," : "");
            fires = brute_condition(&brute) || fires;
        }
        strbuf_adds(&brute.json, "]}");
        cJSON *document = helpers_json(brute.json.text), *object = helpers_json(members);
        match_document(document, object, NULL, &match);
        if ((match.root.verdict == MATCH_HOLDS) != fires || match.root.verdict == MATCH_UNKNOWN ||
            match.assumed)
            fail_msg("%s on %s", brute.json.text, members);
        match_release(&match);
        cJSON_Delete(document);
        cJSON_Delete(object);
        strbuf_release(&brute.json);
        free(members);
    }
}

/* ---- half of a document, and what is shown ---- */

static void test_what_is_not_written_yet_is_not_known(void **state)
{
    static const char *const documents[] = {
        "{}",
        "[]",
        "{'EventTriggerConditions':'x'}",
        "{'EventTriggerConditions':[]}",
        "{'EventTriggerConditions':[1,null]}",
        "{'EventTriggerConditions':[{'LogicalOperator':'ALL'}]}",
        "{'EventTriggerConditions':[{'LogicalOperator':'NONE','EventTriggerDimensions':[{}]}]}",
        "{'EventTriggerConditions':[{'LogicalOperator':'ALL','EventTriggerDimensions':[{'ObjectAttributes':["
        "{'Source':'a','ComparisonOperator':'LIKE','Values':['x']}]}]}]}",
        "{'EventTriggerConditions':[{'LogicalOperator':'ALL','EventTriggerDimensions':[{'ObjectAttributes':["
        "{'Source':'a','ComparisonOperator':'EQUAL','Values':[]}]}]}]}",
        "{'EventTriggerConditions':[{'LogicalOperator':'ALL','EventTriggerDimensions':[{'ObjectAttributes':["
        "{'Source':'a','ComparisonOperator':'CONTAINS','Values':['x','']}]}]}]}",
        "{'EventTriggerConditions':[{'LogicalOperator':'ALL','EventTriggerDimensions':[{'ObjectAttributes':["
        "{'Source':'a','ComparisonOperator':'BETWEEN','Values':[1,2]}]}]}]}",
    };
    cJSON *object = helpers_json("{'a':1}");

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(documents); i++) {
        cJSON *document = helpers_json(documents[i]);
        struct match match;
        struct match_lines lines;

        match_document(document, object, NULL, &match);
        assert_int_equal(match.root.verdict, MATCH_UNKNOWN);
        helpers_assert_text(match_sentence(&match, "x"),
                            "it cannot be told whether x would fire for this object");
        match_lines(&match, document, &lines);
        assert_true(lines.count > 0);
        match_lines_release(&lines);
        match_release(&match);
        cJSON_Delete(document);
    }
    cJSON_Delete(object);
}

static const char shown[] =
    "{'SegmentFilter':'vip-eu','EventTriggerLimits':{'EventExpiration':300000,'Periods':[{'Unit':'HOURS','"
    "Value':24,"
    "'MaxInvocationsPerProfile':5}]},'EventTriggerConditions':["
    "{'LogicalOperator':'ALL','EventTriggerDimensions':[{'ObjectAttributes':["
    "{'Source':'total','ComparisonOperator':'BETWEEN','Values':['1','500']},"
    "{'Source':'currency','ComparisonOperator':'CONTAINS','Values':['EUR','GBP']}]}]},"
    "{'LogicalOperator':'NONE','EventTriggerDimensions':[{},{'ObjectAttributes':["
    "{'Source':'channel','ComparisonOperator':'EXCLUSIVE','Values':['test']}]}]}]}";

static void test_the_tree_in_words(void **state)
{
    static const char *const expected[] = {
        "   |- 1  x ALL dimensions hold",
        "   |  `- x dimension 1",
        "   |     |- + total is 500: between 1 and 500 [2]",
        "   |     `- x currency is missing",
        "or `- 2  ? NO dimension holds",
        "      |- ? dimension 1",
        "      |  `- ...",
        "      `- x dimension 2",
        "         `- x channel is missing [1]",
    };
    cJSON *document = helpers_json(shown), *object = helpers_json("{'total':500}");
    struct match match;
    struct match_lines lines;
    struct texts notes;

    (void)state;
    text_set_ascii(true);
    match_document(document, object, NULL, &match);
    match_lines(&match, document, &lines);
    assert_int_equal(lines.count, ARRAY_COUNT(expected));
    for (size_t i = 0; i < lines.count; i++)
        assert_string_equal(lines.items[i].text, expected[i]);
    match_notes(&match, &notes);
    assert_int_equal(notes.count, 2);
    assert_string_equal(notes.items[1],
                        "[2] assumes that both bounds belong to the range; AWS does not document this");
    assert_int_equal(match.not_tried.count, 3);
    assert_string_equal(match.not_tried.items[0], "only for profiles in vip-eu");
    text_set_ascii(false);
    texts_release(&notes);
    match_lines_release(&lines);
    match_release(&match);
    cJSON_Delete(document);
    cJSON_Delete(object);
}

static void test_as_json(void **state)
{
    cJSON *document = one("'Source':'a'", "EQUAL", "'1'"), *object = helpers_json("{'a':['1',2]}"), *json;
    struct match match;

    (void)state;
    match_document(document, object, NULL, &match);
    json = match_present(&match, "d|x");
    helpers_assert_json(
        json,
        "{'Trigger':'d|x','Fires':true,'Assumed':true,'Conditions':[{'Pointer':'/EventTriggerConditions/"
        "0','Holds':true,"
        "'Assumed':true,'Dimensions':[{'Pointer':'/EventTriggerConditions/0/EventTriggerDimensions/0',"
        "'Holds':true,'Assumed':true,'Attributes':[{'Pointer':'/EventTriggerConditions/0/"
        "EventTriggerDimensions/"
        "0/ObjectAttributes/0','Holds':true,'Assumed':true,'Attribute':'a','Found':['1',2],'Reason':'a is 1, "
        "2: "
        "equal to 1','Assumptions':['of a list one item that matches is enough, and negated comparisons are "
        "the opposite of that','a text that reads as a number is compared as that number']}]}]}],"
        "'Assumptions':['of a list one item that matches is enough, and negated comparisons are the opposite "
        "of that','a text that reads as a number is compared as that number'],"
        "'NotTried':['the 10 a day for each profile that AWS allows without a period']}");
    cJSON_Delete(json);
    match_release(&match);
    cJSON_Delete(document);
    cJSON_Delete(object);
}

/* ---- the tables ---- */

static void test_every_operator_of_the_table_can_be_tried(void **state)
{
    const struct field *conditions = fields_member(&fields_event_trigger.root, "EventTriggerConditions");
    const struct field *dimensions = fields_member(conditions->item, "EventTriggerDimensions");
    const struct field *attribute = fields_member(dimensions->item, "ObjectAttributes")->item;
    const struct field *operators = fields_member(attribute, "ComparisonOperator");
    static const char *const kinds[] = {"text", "number", "date", "number or date"};

    (void)state;
    for (size_t i = 0; i < operators->choice_count; i++) {
        const struct match_operator *operator= match_operator_find(operators->choices[i].value);

        assert_non_null(operator);
        assert_string_equal(kinds[operator->kind], operators->choices[i].fits);
    }
    assert_null(match_operator_find("LIKE"));
    assert_null(match_operator_find(NULL));
}

static void test_every_meaning_has_words(void **state)
{
    (void)state;
    for (int i = 0; i < MATCH_MEANING_COUNT; i++) {
        const struct match_meaning_row *row = match_meaning_row((enum match_meaning)i);

        assert_true(row->about && *row->about && row->meaning && *row->meaning);
        assert_true(i > MATCH_MEANING_FIELD ? !row->source : row->source && *row->source);
    }
}

/* ---- the sample ---- */

static void test_a_sample_is_made_up_that_fires(void **state)
{
    static const char *const documents[] = {
        "'ALL','EventTriggerDimensions':[{'ObjectAttributes':["
        "{'Source':'_source.a.total','ComparisonOperator':'GREATER_THAN','Values':['500']},"
        "{'Source':'_source.a.total','ComparisonOperator':'LESS_THAN','Values':['501']},"
        "{'FieldName':'currency','ComparisonOperator':'CONTAINS','Values':['EUR','GBP']}]}]",
        "'ALL','EventTriggerDimensions':[{'ObjectAttributes':["
        "{'Source':'a','ComparisonOperator':'INCLUSIVE','Values':['x','y']},"
        "{'Source':'a','ComparisonOperator':'EXCLUSIVE','Values':['z']}]}]",
        "'ANY','EventTriggerDimensions':[{'ObjectAttributes':["
        "{'Source':'a','ComparisonOperator':'EQUAL','Values':['1']},"
        "{'Source':'a','ComparisonOperator':'EQUAL','Values':['2']}]},{'ObjectAttributes':["
        "{'Source':'b','ComparisonOperator':'BETWEEN','Values':['2024-01-01','2024-12-31']},"
        "{'Source':'b','ComparisonOperator':'AFTER','Values':['2024-03-01T00:00:00Z']},"
        "{'Source':'c','ComparisonOperator':'ON','Values':['2024-03-01']}]}]",
        "'NONE','EventTriggerDimensions':[{'ObjectAttributes':["
        "{'Source':'a','ComparisonOperator':'EXCLUSIVE','Values':['x']}]},{'ObjectAttributes':["
        "{'Source':'b','ComparisonOperator':'NOT_BETWEEN','Values':['3','9']}]}]",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(documents); i++) {
        char *text = mem_printf("{'EventTriggerConditions':[{'LogicalOperator':%s}]}", documents[i]);
        cJSON *document = helpers_json(text), *sample = match_sample_new(document, NULL);
        struct match match;

        match_document(document, sample, NULL, &match);
        if (match.root.verdict != MATCH_HOLDS)
            fail_msg("%s does not fire on %s", documents[i], json_print(sample));
        match_release(&match);
        cJSON_Delete(sample);
        cJSON_Delete(document);
        free(text);
    }
}

static void test_a_sample_of_all_fields(void **state)
{
    static char total[] = "total", mail[] = "email", number[] = "NUMBER", address[] = "EMAIL_ADDRESS";
    static char from_total[] = "_source.sum.gross", from_mail[] = "_source.email";
    struct store_item items[] = {{total, number, NULL, from_total}, {mail, address, NULL, from_mail}};
    struct store_catalog fields = {.state = STORE_READ, .items = items, .count = ARRAY_COUNT(items)};
    cJSON *document = one("'FieldName':'total'", "GREATER_THAN", "'500'");
    cJSON *sample = match_sample_new(document, &fields);

    (void)state;
    helpers_assert_json(sample, "{'sum':{'gross':501},'email':'ana@example.com'}");
    cJSON_Delete(sample);
    cJSON_Delete(document);
    document = helpers_json("{}");
    sample = match_sample_new(document, &fields);
    helpers_assert_json(sample, "{'sum':{'gross':1},'email':'ana@example.com'}");
    cJSON_Delete(sample);
    cJSON_Delete(document);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_where_it_stands),
        cmocka_unit_test(test_an_unread_mapping_is_said),
        cmocka_unit_test(test_truth_tables),
        cmocka_unit_test(test_only_what_decides_is_assumed),
        cmocka_unit_test(test_random_triggers_against_a_plain_evaluation),
        cmocka_unit_test(test_what_is_not_written_yet_is_not_known),
        cmocka_unit_test(test_the_tree_in_words),
        cmocka_unit_test(test_as_json),
        cmocka_unit_test(test_every_operator_of_the_table_can_be_tried),
        cmocka_unit_test(test_every_meaning_has_words),
        cmocka_unit_test(test_a_sample_is_made_up_that_fires),
        cmocka_unit_test(test_a_sample_of_all_fields),
    };

    text_init();
    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

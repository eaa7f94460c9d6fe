/* describe: the same trigger as a sentence, in short, as a tree; whole, half typed and hostile. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/describe.h"

#define ELLIPSIS "\xe2\x80\xa6"
#define DASH     "\xe2\x80\x93"

/* An attribute with one value, two values. */
#define ONE(field, operator, value)                                                                          \
    "{'FieldName':'" field "','ComparisonOperator':'" operator"','Values':['" value "']}"
#define TWO(field, operator, a, b)                                                                           \
    "{'FieldName':'" field "','ComparisonOperator':'" operator"','Values':['" a "','" b "']}"
#define DIMENSION(attributes) "{'ObjectAttributes':[" attributes "]}"
#define CONDITION(logic, dimensions)                                                                         \
    "{'LogicalOperator':'" logic "','EventTriggerDimensions':[" dimensions "]}"

#define HIGH_VALUE_CONDITIONS                                                                                \
    CONDITION("ALL",                                                                                         \
              DIMENSION(ONE("total", "GREATER_THAN", "500") "," TWO("currency", "CONTAINS", "EUR", "GBP")))  \
    "," CONDITION("NONE", DIMENSION(ONE("status", "CONTAINS", "cancelled")) "," DIMENSION(                   \
                              ONE("channel", "CONTAINS", "test")))

static const char high_value[] =
    "{'ObjectTypeName':'Order','EventTriggerConditions':[" HIGH_VALUE_CONDITIONS "],'SegmentFilter':'vip-eu',"
    "'EventTriggerLimits':{'EventExpiration':300000,'Periods':[{'Unit':'HOURS','Value':24,"
    "'MaxInvocationsPerProfile':5}]}}";

typedef char *describe_fn(const cJSON *);

static void assert_described(describe_fn *describe, const char *json, const char *expected)
{
    cJSON *tree = helpers_json(json);

    helpers_assert_text(describe(tree), expected);
    cJSON_Delete(tree);
}

struct described {
    const char *json, *words;
};

static void assert_all_described(describe_fn *describe, const struct described *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_described(describe, cases[i].json, cases[i].words);
}

static void the_sentence_says_when_for_whom_and_how_often(void **state)
{
    (void)state;
    assert_described(
        describe_sentence, high_value,
        "Fires for an Order when total is greater than 500 and currency is EUR or GBP; or when neither "
        "status is cancelled nor channel is test. Only for profiles in vip-eu. At most 5 times per profile "
        "in "
        "24 hours. Events older than 5 minutes are ignored.");
}

/* The conditions alone: what follows "Fires for a T when ". */
static char *describe_firing(const cJSON *condition)
{
    cJSON *document = helpers_json("{'ObjectTypeName':'T','EventTriggerConditions':[]}");
    char *sentence, *words;

    cJSON_AddItemToArray(json_get(document, "EventTriggerConditions"), cJSON_Duplicate(condition, true));
    sentence = describe_sentence(document);
    words = mem_dup_n(sentence + strlen("Fires for a T when "),
                      (size_t)(strstr(sentence, ". At most") - sentence) - strlen("Fires for a T when "));
    free(sentence);
    cJSON_Delete(document);
    return words;
}

static void dimensions_read_as_english(void **state)
{
    static const struct described cases[] = {
        {CONDITION("ALL", DIMENSION(ONE("a", "EQUAL", "1")) "," DIMENSION(TWO("b", "BETWEEN", "1", "9"))),
         "a equals 1 and b is between 1 and 9"},
        {CONDITION("ANY", DIMENSION(TWO("a", "CONTAINS", "x", "y"))), "a is x or y"},
        {CONDITION("ANY",
                   DIMENSION(ONE("a", "BEFORE", "2024-01-01")) "," DIMENSION(TWO("b", "CONTAINS", "x", "y"))),
         "either a is before 2024-01-01 or b is one of x, y"},
        {CONDITION("ANY", DIMENSION(ONE("a", "EQUAL", "1") "," ONE("b", "EQUAL", "2")) "," DIMENSION(
                              ONE("c", "EQUAL", "3"))),
         "either (a equals 1 and b equals 2) or c equals 3"},
        {CONDITION("NONE", DIMENSION(ONE("a", "CONTAINS", "x"))), "a is not x"},
        {CONDITION("NONE", DIMENSION(TWO("a", "CONTAINS", "x", "y"))), "a is none of x, y"},
        {CONDITION("NONE", DIMENSION(ONE("a", "ENDS_WITH", "x"))), "it is not so that a ends with x"},
        {CONDITION("NONE", DIMENSION(ONE("a", "CONTAINS", "x") "," ONE("b", "CONTAINS", "y"))),
         "it is not so that a is x and b is y"},
        {CONDITION("NONE", DIMENSION(ONE("a", "CONTAINS", "x") "," ONE("b", "CONTAINS", "y")) "," DIMENSION(
                               ONE("c", "CONTAINS", "z"))),
         "neither (a is x and b is y) nor c is z"},
        {CONDITION("ALL", DIMENSION(TWO("a", "INCLUSIVE", "x", "y"))), "a includes all of x and y"},
        {CONDITION("XOR", DIMENSION(ONE("a", "LIKE", "x"))), "XOR of: a LIKE x"},
        {CONDITION("ALL", DIMENSION("{'Source':'_source.a','ComparisonOperator':'ON','Values':['d']}")),
         "_source.a is on d"},
        {CONDITION("ALL",
                   DIMENSION("{'Source':'s','FieldName':'f','ComparisonOperator':'ON','Values':['d']}")),
         "f (source s) is on d"},
        {CONDITION("ALL",
                   DIMENSION("{'FieldName':'','Source':'s','ComparisonOperator':'ON','Values':['d']}")),
         "s is on d"},
    };

    (void)state;
    assert_all_described(describe_firing, cases, ARRAY_COUNT(cases));
}

static void limits_end_the_sentence(void **state)
{
    static const struct described cases[] = {
        {"{'ObjectTypeName':'_order'}",
         "Fires for a _order when " ELLIPSIS
         ". At most 10 times per profile in 1 day: AWS's default, since no period is given."},
        {"{'ObjectTypeName':'Item','EventTriggerLimits':{'EventExpiration':90000,'Periods':["
         "{'Unit':'DAYS','Value':1,'MaxInvocationsPerProfile':1},{'Unit':'WEEKS','Value':2,'"
         "MaxInvocationsPerProfile':3}]}}",
         "Fires for an Item when " ELLIPSIS
         ". At most once per profile in 1 day, and at most 3 times per profile in 2 weeks. "
         "Events older than 1 minute 30 seconds are ignored."},
        {"{'ObjectTypeName':'X','EventTriggerLimits':{'Periods':[{'Unit':'MONTHS','Value':1,'Unlimited':true}"
         "]}}",
         "Fires for a X when " ELLIPSIS ". Without limit per profile in 1 month."},
        {"{'ObjectTypeName':'X','EventTriggerLimits':{'Periods':[{'Unit':'MONTHS','Value':1,'Unlimited':true,"
         "'MaxInvocationsPerProfile':7}]}}",
         "Fires for a X when " ELLIPSIS
         ". Without limit per profile in 1 month (yet with a limit of 7, which AWS does not explain)."},
    };

    (void)state;
    assert_all_described(describe_sentence, cases, ARRAY_COUNT(cases));
}

static void the_conditions_in_short(void **state)
{
    static const struct described cases[] = {
        {high_value, "total > 500, currency = EUR|GBP or no status = cancelled, no channel = test"},
        {"{'EventTriggerConditions':[" CONDITION("ANY",
                                                 DIMENSION(ONE("a", "LESS_THAN_OR_EQUAL", "1")) "," DIMENSION(
                                                     TWO("b", "NOT_BETWEEN", "1", "9"))) "]}",
         "a <= 1 or b not between 1 and 9"},
        {"{'EventTriggerConditions':[" CONDITION(
             "NONE", DIMENSION(ONE("a", "BEGINS_WITH", "x") "," TWO("b", "INCLUSIVE", "y", "z"))) "]}",
         "no (a begins with x, b has all y&z)"},
        {"{'EventTriggerConditions':[" CONDITION("XOR", DIMENSION("{}")) "]}",
         "XOR: " ELLIPSIS " " ELLIPSIS " " ELLIPSIS},
        {"{}", DASH},
        {"{'EventTriggerConditions':[]}", DASH},
        {"{'EventTriggerConditions':[{}]}", ELLIPSIS ": " ELLIPSIS},
    };

    (void)state;
    assert_all_described(describe_when, cases, ARRAY_COUNT(cases));
}

static void the_limits_in_short(void **state)
{
    static const struct described cases[] = {
        {high_value, "5/24h"},
        {"{}", DASH},
        {"{'EventTriggerLimits':{'EventExpiration':5}}", DASH},
        {"{'EventTriggerLimits':{'Periods':[{'Unit':'DAYS','Value':1,'MaxInvocationsPerProfile':1},"
         "{'Unit':'WEEKS','Value':1,'MaxInvocationsPerProfile':5}]}}",
         "1/1d 5/1w"},
        {"{'EventTriggerLimits':{'Periods':[{'Unit':'MINUTES','Value':30,'MaxInvocationsPerProfile':1},"
         "{'Unit':'MONTHS','Value':1,'MaxInvocationsPerProfile':5}]}}",
         "1/30min 5/1mo"},
        {"{'EventTriggerLimits':{'Periods':[{'Unit':'DAYS','Value':1,'Unlimited':true}]}}", "unlimited"},
        {"{'EventTriggerLimits':{'Periods':[{'Unit':'DAYS','Value':1,'Unlimited':true},"
         "{'Unit':'WEEKS','Value':1,'MaxInvocationsPerProfile':5}]}}",
         "unlimited/1d 5/1w"},
        {"{'EventTriggerLimits':{'Periods':[{'Unit':'EONS'}]}}", ELLIPSIS "/" ELLIPSIS ELLIPSIS},
    };

    (void)state;
    assert_all_described(describe_limits, cases, ARRAY_COUNT(cases));
}

static void parts_on_one_line(void **state)
{
    static const struct described attributes[] = {
        {ONE("total", "GREATER_THAN", "500"), "total is greater than 500"},
        {ONE("status", "CONTAINS", "cancelled"), "status contains cancelled"},
        {TWO("currency", "CONTAINS", "EUR", "GBP"), "currency contains any of EUR, GBP"},
        {TWO("total", "BETWEEN", "1", "9"), "total is between 1 and 9"},
        {ONE("name", "CONTAINS", "a, b"), "name contains \"a, b\""},
        {ONE("name", "CONTAINS", " a"), "name contains \" a\""},
        {ONE("name", "CONTAINS", "a\\\"b"), "name contains \"a\"\"b\""},
        {ONE("name", "CONTAINS", ""), "name contains \"\""},
        {"{}", ELLIPSIS " " ELLIPSIS " " ELLIPSIS},
    };
    static const struct described periods[] = {
        {"{'Unit':'HOURS','Value':24,'MaxInvocationsPerProfile':5}", "at most 5 per profile in 24 hours"},
        {"{'Unit':'WEEKS','Value':1,'MaxInvocationsPerProfile':5,'Unlimited':false}",
         "at most 5 per profile in 1 week"},
        {"{'Unit':'DAYS','Value':1,'Unlimited':true}", "unlimited in 1 day"},
        {"{'Unit':'DAYS','Value':1,'Unlimited':true,'MaxInvocationsPerProfile':5}",
         "unlimited in 1 day (and at most 5)"},
        {"{}", "at most " ELLIPSIS " per profile in " ELLIPSIS " " ELLIPSIS},
        {"{'Unit':'EON','Value':1}", "at most " ELLIPSIS " per profile in 1 EON"},
    };
    static const struct described conditions[] = {
        {CONDITION("NONE", DIMENSION(ONE("status", "CONTAINS", "cancelled")) "," DIMENSION(
                               ONE("channel", "CONTAINS", "test"))),
         "NONE of its dimensions: status contains cancelled; channel contains test"},
        {"{}", ELLIPSIS ": " ELLIPSIS},
    };

    (void)state;
    assert_all_described(describe_attribute, attributes, ARRAY_COUNT(attributes));
    assert_all_described(describe_period, periods, ARRAY_COUNT(periods));
    assert_all_described(describe_condition, conditions, ARRAY_COUNT(conditions));
    assert_described(describe_dimension, DIMENSION(ONE("a", "ON", "x") "," ONE("b", "CONTAINS", "y")),
                     "a is on x and b contains y");
}

static void any_value_on_one_line(void **state)
{
    static const struct described cases[] = {
        {"'a, b'", "a, b"},
        {"5", "5"},
        {"true", "true"},
        {"null", "null"},
        {"['a','b']", "a, b"},
        {"[]", DASH},
        {"{}", DASH},
        {"{'Unit':'HOURS','Value':24}", "Unit HOURS, Value 24"},
        {"[{'Key':'team','Value':'cx'},{'Key':'env','Value':''}]", "team=cx; env="},
        {"{'a':{'b':[1,[2]]}}", "a b 1; 2"},
    };

    (void)state;
    assert_all_described(describe_value, cases, ARRAY_COUNT(cases));
    helpers_assert_text(describe_value(NULL), "");
}

/* All lines of the tree, columns parted by |. */
static char *drawn(const cJSON *document)
{
    struct describe_tree tree;
    struct strbuf out = STRBUF_INIT;

    describe_conditions_tree(document, &tree);
    for (size_t i = 0; i < tree.count; i++) {
        strbuf_addf(&out, "%s%s", tree.items[i].prefix, tree.items[i].subject);
        if (tree.items[i].relation)
            strbuf_addf(&out, "|%s|%s", tree.items[i].relation, tree.items[i].object);
        strbuf_addc(&out, '\n');
    }
    describe_tree_release(&tree);
    return strbuf_detach(&out);
}

static void the_tree_is_drawn(void **state)
{
    (void)state;
    text_set_ascii(false);
    assert_described(drawn, high_value,
                     "   ├─ 1  ALL dimensions hold\n"
                     "   │  └─ dimension 1\n"
                     "   │     ├─ total|is greater than|500\n"
                     "   │     └─ currency|contains any of|EUR, GBP\n"
                     "or └─ 2  NO dimension holds\n"
                     "      ├─ dimension 1\n"
                     "      │  └─ status|contains any of|cancelled\n"
                     "      └─ dimension 2\n"
                     "         └─ channel|contains any of|test\n");
    assert_described(drawn, "{}", "   └─ " ELLIPSIS "\n");
    assert_described(drawn,
                     "{'EventTriggerConditions':[{'LogicalOperator':'ANY'},{'EventTriggerDimensions':[{}]}]}",
                     "   ├─ 1  ANY dimension holds\n"
                     "   │  └─ " ELLIPSIS "\n"
                     "or └─ 2  " ELLIPSIS "\n"
                     "      └─ dimension 1\n"
                     "         └─ " ELLIPSIS "\n");
}

static void the_tree_has_an_ascii_form(void **state)
{
    (void)state;
    text_set_ascii(true);
    assert_described(drawn, high_value,
                     "   |- 1  ALL dimensions hold\n"
                     "   |  `- dimension 1\n"
                     "   |     |- total|is greater than|500\n"
                     "   |     `- currency|contains any of|EUR, GBP\n"
                     "or `- 2  NO dimension holds\n"
                     "      |- dimension 1\n"
                     "      |  `- status|contains any of|cancelled\n"
                     "      `- dimension 2\n"
                     "         `- channel|contains any of|test\n");
    assert_described(describe_limits, "{}", "-");
    assert_described(describe_attribute, "{}", "... ... ...");
    text_set_ascii(false);
}

/* Puts every wrong kind at every place of the document, and describes the result in every way. */
static void wrong_kinds_are_described_too(void **state)
{
    static describe_fn *const fns[] = {describe_sentence,  describe_when,      describe_limits,
                                       describe_value,     describe_attribute, describe_period,
                                       describe_condition, describe_dimension, drawn};
    static const char *const kinds[] = {"null", "1.5", "'x'",  "''",     "true",
                                        "[]",   "{}",  "[[]]", "[null]", "{'Key':[]}"};
    static const char *const shapes[] = {
        "%s",
        "{'EventTriggerConditions':%s}",
        "{'EventTriggerConditions':[%s]}",
        "{'EventTriggerConditions':[{'LogicalOperator':%s,'EventTriggerDimensions':[{}]}]}",
        "{'EventTriggerConditions':[{'LogicalOperator':'NONE','EventTriggerDimensions':%s}]}",
        "{'EventTriggerConditions':[{'LogicalOperator':'NONE','EventTriggerDimensions':[%s]}]}",
        "{'EventTriggerConditions':[{'LogicalOperator':'NONE','EventTriggerDimensions':[{'ObjectAttributes':%"
        "s}]}]}",
        "{'EventTriggerConditions':[{'LogicalOperator':'NONE','EventTriggerDimensions':[{'ObjectAttributes':["
        "%s]}]}]}",
        "{'Values':%s,'ComparisonOperator':'CONTAINS'}",
        "{'Values':[%s],'ComparisonOperator':'BETWEEN'}",
        "{'EventTriggerLimits':%s}",
        "{'EventTriggerLimits':{'EventExpiration':%s,'Periods':[{'Unit':'DAYS'}]}}",
        "{'EventTriggerLimits':{'Periods':%s}}",
        "{'EventTriggerLimits':{'Periods':[%s]}}",
        "{'ObjectTypeName':%s}",
        "{'SegmentFilter':%s}",
        "{'Unit':'DAYS','Value':%s}",
    };

    (void)state;
    for (size_t s = 0; s < ARRAY_COUNT(shapes); s++)
        for (size_t k = 0; k < ARRAY_COUNT(kinds); k++)
            for (size_t f = 0; f < ARRAY_COUNT(fns); f++) {
                const char *place = strstr(shapes[s], "%s");
                char *json = mem_printf("%.*s%s%s", (int)(place - shapes[s]), shapes[s], kinds[k], place + 2);
                cJSON *tree = helpers_json(json);
                char *words = fns[f](tree);

                assert_non_null(words);
                free(words);
                cJSON_Delete(tree);
                free(json);
            }
}

static int unicode(void **state)
{
    (void)state;
    text_set_ascii(false);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sentence_says_when_for_whom_and_how_often),
        cmocka_unit_test(dimensions_read_as_english),
        cmocka_unit_test(limits_end_the_sentence),
        cmocka_unit_test(the_conditions_in_short),
        cmocka_unit_test(the_limits_in_short),
        cmocka_unit_test(parts_on_one_line),
        cmocka_unit_test(any_value_on_one_line),
        cmocka_unit_test(the_tree_is_drawn),
        cmocka_unit_test(the_tree_has_an_ascii_form),
        cmocka_unit_test(wrong_kinds_are_described_too),
    };

    return cmocka_run_group_tests_name("model describe", tests, unicode, NULL);
}

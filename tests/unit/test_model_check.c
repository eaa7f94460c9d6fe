/* check: each rule of the schema is found, and nothing else; words for a person, and AWS's own. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/check.h"
#include "model/pointer.h"

#define ATTRIBUTE       "{'FieldName':'total','ComparisonOperator':'GREATER_THAN','Values':['500']}"
#define DIMENSION       "{'ObjectAttributes':[" ATTRIBUTE "]}"
#define CONDITION       "{'EventTriggerDimensions':[" DIMENSION "],'LogicalOperator':'ALL'}"
#define ATTRIBUTE_PLACE "/EventTriggerConditions/0/EventTriggerDimensions/0/ObjectAttributes/0"

static cJSON *valid_document(void)
{
    return helpers_json(
        "{'DomainName':'retail','EventTriggerName':'high-value-order','ObjectTypeName':'Order',"
        "'Description':'Orders','EventTriggerConditions':[" CONDITION "],"
        "'EventTriggerLimits':{'EventExpiration':300000,'Periods':[{'Unit':'HOURS','Value':24,"
        "'MaxInvocationsPerProfile':5,'Unlimited':false}]},"
        "'SegmentFilter':'vip-eu','Tags':[{'Key':'team','Value':''}]}");
}

/* The document with the value at pointer (whose parent is there) set to json; NULL takes it out. */
static cJSON *document_with(const char *pointer, const char *json)
{
    cJSON *document = valid_document(), *parent;
    struct texts tokens = {0};
    struct strbuf path = STRBUF_INIT;

    assert_true(pointer_split(pointer, &tokens));
    for (size_t i = 0; i + 1 < tokens.count; i++)
        pointer_add(&path, tokens.items[i]);
    parent = pointer_get(document, path.text);
    if (cJSON_IsArray(parent))
        cJSON_ReplaceItemInArray(parent, (int)strtol(tokens.items[tokens.count - 1], NULL, 10),
                                 helpers_json(json));
    else
        json_set(parent, tokens.items[tokens.count - 1], json ? helpers_json(json) : NULL);
    strbuf_release(&path);
    texts_release(&tokens);
    return document;
}

/* JSON of count copies of item. */
static char *list_of(size_t count, const char *item)
{
    struct strbuf list = STRBUF_INIT;

    for (size_t i = 0; i < count; i++)
        strbuf_addf(&list, "%s%s", i ? "," : "[", item);
    strbuf_adds(&list, "]");
    return strbuf_detach(&list);
}

static char *text_of(size_t count, const char *character)
{
    struct strbuf text = STRBUF_INIT;

    strbuf_addc(&text, '\'');
    while (count--)
        strbuf_adds(&text, character);
    strbuf_addc(&text, '\'');
    return strbuf_detach(&text);
}

static void a_valid_document_has_no_problem(void **state)
{
    static const struct {
        const char *pointer, *json;
    } cases[] = {
        {"/Description", NULL},
        {"/EventTriggerLimits", "{}"},
        {"/EventTriggerLimits/EventExpiration", "-5"},
        {"/EventTriggerLimits/Periods/0", "{'Unit':'MINUTES','Value':60}"},
        {"/EventTriggerLimits/Periods/0", "{'Unit':'MINUTES','Value':1.0e1,'MaxInvocationsPerProfile':1000}"},
        {"/Tags", "[]"},
        {"/SegmentFilter", "'a_B-9'"},
        {"/ObjectTypeName", "'_order'"},
        {ATTRIBUTE_PLACE, "{'Source':'_source.total','ComparisonOperator':'BETWEEN','Values':['1']}"},
        {ATTRIBUTE_PLACE, "{'ComparisonOperator':'EQUAL','Values':['1','2']}"},
        {"/Unheard", "{'of':1}"},
        {"/Region", "'eu-west-2'"},
        {"/LastUpdatedAt", "'x'"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct problems problems = {0};
        cJSON *document = document_with(cases[i].pointer, cases[i].json);

        assert_true(check_document(&fields_event_trigger, document, 0, &problems));
        assert_int_equal(problems.count, 0);
        check_release(&problems);
        cJSON_Delete(document);
    }
}

struct breach {
    const char *pointer, *json; /* what is set where; json NULL: taken out */
    const char *at;             /* where the problem is seen; NULL: at pointer */
    enum check_keyword keyword;
    const char *words, *aws;
};

static void assert_breach(const struct breach *breach, unsigned what)
{
    struct problems problems = {0};
    cJSON *document = document_with(breach->pointer, breach->json);
    const struct problem *problem;

    assert_false(check_document(&fields_event_trigger, document, what, &problems));
    assert_int_equal(problems.count, 1);
    problem = check_at(&problems, breach->at ? breach->at : breach->pointer);
    assert_non_null(problem);
    assert_int_equal(problem->keyword, breach->keyword);
    assert_string_equal(problem->words, breach->words);
    assert_string_equal(problem->aws, breach->aws);
    check_release(&problems);
    cJSON_Delete(document);
}

#define CONSTRAINT(keyword) ": failed validation constraint for keyword [" keyword "]"

static void each_breach_is_named(void **state)
{
    static const struct breach cases[] = {
        {"/DomainName", NULL, NULL, CHECK_REQUIRED, "required", "#: required key [DomainName] not found"},
        {"/EventTriggerConditions/0/LogicalOperator", NULL, NULL, CHECK_REQUIRED, "required",
         "#/EventTriggerConditions/0: required key [LogicalOperator] not found"},
        {"/EventTriggerName", "true", NULL, CHECK_TYPE, "must be a text",
         "#/EventTriggerName: expected type: String, found: Boolean"},
        {"/EventTriggerName", "null", NULL, CHECK_TYPE, "must be a text",
         "#/EventTriggerName: expected type: String, found: Null"},
        {"/EventTriggerConditions", "{}", NULL, CHECK_TYPE, "must be a list",
         "#/EventTriggerConditions: expected type: JSONArray, found: JSONObject"},
        {"/EventTriggerLimits", "[]", NULL, CHECK_TYPE, "must be an object",
         "#/EventTriggerLimits: expected type: JSONObject, found: JSONArray"},
        {"/EventTriggerLimits/EventExpiration", "'5m'", NULL, CHECK_TYPE, "must be a whole number",
         "#/EventTriggerLimits/EventExpiration: expected type: Integer, found: String"},
        {"/EventTriggerLimits/EventExpiration", "1.5", NULL, CHECK_TYPE, "must be a whole number",
         "#/EventTriggerLimits/EventExpiration: expected type: Integer, found: Number"},
        {"/EventTriggerLimits/EventExpiration", "1e300", NULL, CHECK_TYPE, "must be a whole number",
         "#/EventTriggerLimits/EventExpiration: expected type: Integer, found: Integer"},
        {"/EventTriggerLimits/Periods/0/Unlimited", "1", NULL, CHECK_TYPE, "must be true or false",
         "#/EventTriggerLimits/Periods/0/Unlimited: expected type: Boolean, found: Integer"},
        {"/EventTriggerName", "''", NULL, CHECK_MIN_LENGTH, "required",
         "#/EventTriggerName: expected minLength: 1, actual: 0"},
        {"/Description", "''", NULL, CHECK_MIN_LENGTH, "empty, at least 1 character",
         "#/Description: expected minLength: 1, actual: 0"},
        {"/EventTriggerConditions", "[]", NULL, CHECK_MIN_ITEMS, "no conditions, at least 1",
         "#/EventTriggerConditions: expected minimum item count: 1, found: 0"},
        {ATTRIBUTE_PLACE "/Values", "[]", NULL, CHECK_MIN_ITEMS, "no values, at least 1",
         "#" ATTRIBUTE_PLACE "/Values: expected minimum item count: 1, found: 0"},
        {"/Tags", "[{'Key':'a','Value':'b'},{'Value':'b','Key':'a'}]", NULL, CHECK_UNIQUE_ITEMS,
         "the same item stands here twice", "#/Tags: array items are not unique"},
        {"/EventTriggerConditions/0/LogicalOperator", "'all'", NULL, CHECK_ENUM, "not one of ANY, ALL, NONE",
         "#/EventTriggerConditions/0/LogicalOperator" CONSTRAINT("enum")},
        {"/EventTriggerConditions/0/LogicalOperator", "''", NULL, CHECK_ENUM, "choose one of ANY, ALL, NONE",
         "#/EventTriggerConditions/0/LogicalOperator" CONSTRAINT("enum")},
        {"/EventTriggerName", "'a b'", NULL, CHECK_PATTERN, "letters, digits, _ and - only",
         "#/EventTriggerName" CONSTRAINT("pattern")},
        {"/EventTriggerName", "'caf\xc3\xa9'", NULL, CHECK_PATTERN, "letters, digits, _ and - only",
         "#/EventTriggerName" CONSTRAINT("pattern")},
        {"/EventTriggerName", "'a\\n'", NULL, CHECK_PATTERN, "letters, digits, _ and - only",
         "#/EventTriggerName" CONSTRAINT("pattern")},
        {"/ObjectTypeName", "'9a'", NULL, CHECK_PATTERN, "letters, digits, _ and - only, a letter or _ first",
         "#/ObjectTypeName" CONSTRAINT("pattern")},
        {ATTRIBUTE_PLACE "/FieldName", "'a/b'", NULL, CHECK_PATTERN, "letters, digits, _, . and - only",
         "#" ATTRIBUTE_PLACE "/FieldName" CONSTRAINT("pattern")},
        {"/EventTriggerLimits/Periods/0/Value", "0", NULL, CHECK_MINIMUM, "0, at least 1",
         "#/EventTriggerLimits/Periods/0/Value" CONSTRAINT("minimum")},
        {"/EventTriggerLimits/Periods/0/Value", "61", NULL, CHECK_MAXIMUM, "61, at most 60",
         "#/EventTriggerLimits/Periods/0/Value" CONSTRAINT("maximum")},
        {"/EventTriggerLimits/Periods/0/MaxInvocationsPerProfile", "1001", NULL, CHECK_MAXIMUM,
         "1001, at most 1000",
         "#/EventTriggerLimits/Periods/0/MaxInvocationsPerProfile" CONSTRAINT("maximum")},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_breach(&cases[i], CHECK_UNKNOWN | CHECK_SENT);
}

static void unknown_and_read_only_properties_count_when_asked_for(void **state)
{
    static const struct breach unknown = {"/Unheard",
                                          "1",
                                          NULL,
                                          CHECK_EXTRANEOUS,
                                          "unknown property",
                                          "#: extraneous key [Unheard] is not permitted"};
    static const struct breach nested = {"/Tags/0/a~1b",
                                         "1",
                                         NULL,
                                         CHECK_EXTRANEOUS,
                                         "unknown property",
                                         "#/Tags/0: extraneous key [a/b] is not permitted"};
    static const struct breach read_only = {"/CreatedAt",
                                            "'x'",
                                            NULL,
                                            CHECK_EXTRANEOUS,
                                            "set by AWS, cannot be given",
                                            "#: extraneous key [CreatedAt] is not permitted"};

    (void)state;
    assert_breach(&unknown, CHECK_UNKNOWN);
    assert_breach(&nested, CHECK_UNKNOWN);
    assert_breach(&read_only, CHECK_SENT);
}

static void lists_that_are_too_long_say_how_long_they_are(void **state)
{
    static const struct {
        const char *pointer, *item;
        size_t count;
        const char *words;
    } cases[] = {
        {"/EventTriggerConditions", CONDITION, 6, "6 conditions, at most 5"},
        {"/EventTriggerConditions/0/EventTriggerDimensions", DIMENSION, 11, "11 dimensions, at most 10"},
        {"/EventTriggerConditions/0/EventTriggerDimensions/0/ObjectAttributes", ATTRIBUTE, 11,
         "11 attributes, at most 10"},
        {ATTRIBUTE_PLACE "/Values", "'x'", 11, "11 values, at most 10"},
        {"/EventTriggerLimits/Periods", "{'Unit':'DAYS','Value':1}", 5, "5 periods, at most 4"},
        {"/Tags", "{'Key':'a','Value':'b'}", 51, "51 tags, at most 50"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char *list = list_of(cases[i].count, cases[i].item);
        cJSON *document = document_with(cases[i].pointer, list);
        struct problems problems = {0};

        assert_false(check_document(&fields_event_trigger, document, CHECK_UNKNOWN, &problems));
        assert_int_equal(problems.count, 1);
        assert_string_equal(problems.items[0].pointer, cases[i].pointer);
        assert_string_equal(problems.items[0].words, cases[i].words);
        assert_int_equal(problems.items[0].actual, cases[i].count);
        check_release(&problems);
        cJSON_Delete(document);
        free(list);
    }
}

static void lengths_count_characters_not_bytes(void **state)
{
    static const struct {
        size_t count;
        const char *character;
        bool fine;
    } cases[] = {
        {1000, "x", true},
        {1001, "x", false},
        {1000, "\xc3\xa9", true},
        {1000, "\xf0\x9f\x98\x80", true},
        {1001, "\xf0\x9f\x98\x80", false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char *text = text_of(cases[i].count, cases[i].character);
        cJSON *document = document_with("/Description", text);
        struct problems problems = {0};

        assert_int_equal(check_document(&fields_event_trigger, document, 0, &problems), cases[i].fine);
        if (!cases[i].fine) {
            assert_string_equal(problems.items[0].words, "1001 characters, at most 1000");
            assert_string_equal(problems.items[0].aws,
                                "#/Description: expected maxLength: 1000, actual: 1001");
        }
        check_release(&problems);
        cJSON_Delete(document);
        free(text);
    }
}

static void several_problems_are_counted_in_awss_message(void **state)
{
    struct problems problems = {0};
    cJSON *document = helpers_json("{'DomainName':5,'EventTriggerName':'n','ObjectTypeName':'o',"
                                   "'EventTriggerConditions':[{'EventTriggerDimensions':[" DIMENSION "]}]}");

    (void)state;
    assert_false(check_document(&fields_event_trigger, document, 0, &problems));
    helpers_assert_text(check_aws_message(&problems),
                        "Model validation failed (#: 2 schema violations found)\n"
                        "#/DomainName: expected type: String, found: Integer (#/properties/DomainName)\n"
                        "#/EventTriggerConditions/0: required key [LogicalOperator] not found "
                        "(#/properties/EventTriggerConditions/items)");
    check_release(&problems);
    cJSON_Delete(document);
}

static void one_problem_is_awss_message(void **state)
{
    struct problems problems = {0};
    cJSON *document = document_with("/DOESNOTEXIST", "1");

    (void)state;
    assert_false(check_document(&fields_event_trigger, document, CHECK_UNKNOWN, &problems));
    helpers_assert_text(check_aws_message(&problems),
                        "Model validation failed (#: extraneous key [DOESNOTEXIST] is not permitted)");
    check_release(&problems);
    cJSON_Delete(document);
}

static void hostile_documents_end_in_problems(void **state)
{
    static const char *const cases[] = {
        "null",
        "[]",
        "'x'",
        "1",
        "{}",
        "{'EventTriggerConditions':[null,[],{},'x',1,true]}",
        "{'EventTriggerConditions':[{'EventTriggerDimensions':[{'ObjectAttributes':[{'Values':[[]]}]}]}]}",
        "{'Tags':[[],[],{'Key':[]}],'EventTriggerLimits':{'Periods':[1]}}",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        cJSON *document = helpers_json(cases[i]);
        struct problems problems = {0};

        assert_false(check_document(&fields_event_trigger, document, CHECK_UNKNOWN, &problems));
        assert_true(problems.count > 0);
        check_release(&problems);
        cJSON_Delete(document);
    }
}

static void no_more_problems_are_kept_than_anyone_reads(void **state)
{
    char *list = list_of(5000, "1");
    cJSON *document = document_with("/EventTriggerConditions", list);
    struct problems problems = {0};

    (void)state;
    assert_false(check_document(&fields_event_trigger, document, 0, &problems));
    assert_int_equal(problems.count, CHECK_PROBLEMS_MAX);
    check_release(&problems);
    cJSON_Delete(document);
    free(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_valid_document_has_no_problem),
        cmocka_unit_test(each_breach_is_named),
        cmocka_unit_test(unknown_and_read_only_properties_count_when_asked_for),
        cmocka_unit_test(lists_that_are_too_long_say_how_long_they_are),
        cmocka_unit_test(lengths_count_characters_not_bytes),
        cmocka_unit_test(several_problems_are_counted_in_awss_message),
        cmocka_unit_test(one_problem_is_awss_message),
        cmocka_unit_test(hostile_documents_end_in_problems),
        cmocka_unit_test(no_more_problems_are_kept_than_anyone_reads),
    };

    return cmocka_run_group_tests_name("model check", tests, NULL, NULL);
}

/* lint: each rule finds what it is for, and is silent about what comes near it. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/lint.h"
#include "model/lint_row.h"
#include "model/pointer.h"

#define PERIODS(p)     "'EventTriggerLimits':{'Periods':[" p "]}"
#define DAILY          "{'Unit':'DAYS','Value':1,'MaxInvocationsPerProfile':5}"
#define DOCUMENT(body) "{'DomainName':'retail','EventTriggerName':'sample','ObjectTypeName':'Order'," body "}"
#define CONDITIONS(c)  DOCUMENT("'EventTriggerConditions':[" c "]," PERIODS(DAILY))
#define CONDITION(l, d)                                                                                      \
    "{'LogicalOperator':'" l "','EventTriggerDimensions':["                                                  \
    "" d "]}"
#define DIMENSION(a)      "{'ObjectAttributes':[" a "]}"
#define COMPARE(f, o, v)  "{'FieldName':'" f "','ComparisonOperator':'" o "','Values':[" v "]}"
#define ONE(a)            CONDITIONS(CONDITION("ALL", DIMENSION(a)))
#define LIMITS(l)         DOCUMENT("'EventTriggerConditions':[" CONDITION("ALL", DIMENSION(GOOD)) "]," l)
#define GOOD              COMPARE("total", "GREATER_THAN", "'5'")
#define SECOND_COMPARISON "/EventTriggerConditions/0/EventTriggerDimensions/0/ObjectAttributes/1"
#define FIRST_COMPARISON  "/EventTriggerConditions/0/EventTriggerDimensions/0/ObjectAttributes/0"

/* What the account has. */
static struct store store;

static void add(enum store_catalog_kind kind, const char *type, const char *name, const char *detail,
                const char *more)
{
    struct store_catalog *catalog = store_put_catalog(&store, kind, "us-east-1", "retail", type);

    catalog->state = STORE_READ;
    store_catalog_add(catalog, name, detail, kind == STORE_INTEGRATIONS ? more : NULL,
                      kind == STORE_OBJECT_FIELDS ? more : NULL);
}

static int set_up(void **state)
{
    (void)state;
    store_init(&store);
    add(STORE_OBJECT_TYPES, NULL, "Order", "An order", NULL);
    add(STORE_OBJECT_TYPES, NULL, "Cart", NULL, NULL);
    add(STORE_SEGMENTS, NULL, "vip-eu", NULL, NULL);
    add(STORE_OBJECT_FIELDS, "Order", "total", "NUMBER", "_source.total");
    add(STORE_OBJECT_FIELDS, "Order", "tax", "NUMBER", "_source.tax");
    add(STORE_OBJECT_FIELDS, "Order", "currency", "STRING", "_source.currency");
    add(STORE_OBJECT_FIELDS, "Order", "status", "STRING", "_source.status");
    add(STORE_OBJECT_FIELDS, "Order", "placedAt", "STRING", "_source.placed.at");
    add(STORE_ATTRIBUTES, "Order", "total", NULL, NULL);
    add(STORE_ATTRIBUTES, "Order", "lines.sku", NULL, NULL);
    add(STORE_INTEGRATIONS, NULL, "arn:campaign/x", NULL, "sample");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_release(&store);
    return 0;
}

static void look(const char *json, unsigned what, struct lint_findings *findings)
{
    cJSON *document = helpers_json(json);
    struct lint_facts facts;

    lint_row_facts(&store, "us-east-1", "retail", "Order", &facts);
    lint_document(document, &facts, what, findings);
    cJSON_Delete(document);
}

/* "rule at pointer" for each finding, a line each. */
static char *list(const char *json, unsigned what)
{
    struct lint_findings findings;
    struct strbuf out = STRBUF_INIT;

    look(json, what, &findings);
    for (size_t i = 0; i < findings.count; i++) {
        assert_true(*findings.items[i].message && *findings.items[i].hint);
        strbuf_addf(&out, "%s%s at %s", i ? "\n" : "", findings.items[i].rule->name,
                    findings.items[i].pointer);
    }
    lint_release(&findings);
    return strbuf_detach(&out);
}

#define assert_finds(json, expected) helpers_assert_text(list((json), 0), (expected))

static void test_a_sound_trigger_is_fine(void **state)
{
    (void)state;
    assert_finds(ONE(GOOD "," COMPARE("currency", "CONTAINS", "'EUR','GBP'")), "");
}

static void test_contradictions(void **state)
{
    static const struct {
        const char *a, *b;
        bool found;
    } cases[] = {
        {COMPARE("total", "EQUAL", "'5'"), COMPARE("total", "GREATER_THAN", "'10'"), true},
        {COMPARE("total", "EQUAL", "'5'"), COMPARE("total", "GREATER_THAN", "'5'"), true},
        {COMPARE("total", "EQUAL", "'5'"), COMPARE("total", "GREATER_THAN_OR_EQUAL", "'5.0'"), false},
        {COMPARE("total", "EQUAL", "'5'"), COMPARE("tax", "GREATER_THAN", "'10'"), false},
        {COMPARE("total", "EQUAL", "'5'"), COMPARE("total", "EQUAL", "'6'"), true},
        {COMPARE("total", "LESS_THAN", "'5'"), COMPARE("total", "GREATER_THAN_OR_EQUAL", "'5'"), true},
        {COMPARE("total", "LESS_THAN_OR_EQUAL", "'5'"), COMPARE("total", "GREATER_THAN_OR_EQUAL", "'5'"),
         false},
        {COMPARE("total", "BETWEEN", "'1','5'"), COMPARE("total", "BETWEEN", "'6','9'"), true},
        /* whether bounds belong to a range is not documented */
        {COMPARE("total", "BETWEEN", "'1','5'"), COMPARE("total", "BETWEEN", "'5','9'"), false},
        {COMPARE("total", "BETWEEN", "'2','4'"), COMPARE("total", "NOT_BETWEEN", "'1','5'"), true},
        {COMPARE("total", "BETWEEN", "'1','5'"), COMPARE("total", "NOT_BETWEEN", "'1','5'"), false},
        /* more digits than a double keeps */
        {COMPARE("total", "GREATER_THAN", "'9007199254740992'"),
         COMPARE("total", "LESS_THAN_OR_EQUAL", "'9007199254740993'"), false},
        {COMPARE("placedAt", "BEFORE", "'2024-01-01T00:00:00Z'"),
         COMPARE("placedAt", "AFTER", "'2024-01-01T00:00:00Z'"), true},
        {COMPARE("placedAt", "BEFORE", "'2024-01-02T00:00:00Z'"),
         COMPARE("placedAt", "AFTER", "'2024-01-01T00:00:00Z'"), false},
        {COMPARE("placedAt", "ON", "'2024-01-01T00:00:00Z'"),
         COMPARE("placedAt", "ON", "'2024-06-01T00:00:00Z'"), true},
        /* the time of day may not count */
        {COMPARE("placedAt", "ON", "'2024-01-01T08:00:00Z'"),
         COMPARE("placedAt", "ON", "'2024-01-01T09:00:00Z'"), false},
        {COMPARE("placedAt", "BETWEEN", "'2024-01-01T00:00:00Z','2024-02-01T00:00:00Z'"),
         COMPARE("placedAt", "AFTER", "'2025-01-01T00:00:00+01:00'"), true},
        /* a time without a zone may be half a day elsewhere */
        {COMPARE("placedAt", "BEFORE", "'2024-01-01T00:00:00'"),
         COMPARE("placedAt", "AFTER", "'2024-01-01T01:00:00'"), false},
        {COMPARE("currency", "CONTAINS", "'EUR'"), COMPARE("currency", "EXCLUSIVE", "'EUR'"), true},
        {COMPARE("currency", "CONTAINS", "'EUR','GBP'"), COMPARE("currency", "EXCLUSIVE", "'EUR'"), false},
        {COMPARE("currency", "EXCLUSIVE", "'EUR'"), COMPARE("currency", "INCLUSIVE", "'EUR','GBP'"), true},
        {COMPARE("currency", "CONTAINS", "'EUR'"), COMPARE("currency", "CONTAINS", "'GBP'"), false},
        {COMPARE("status", "BEGINS_WITH", "'SAVE'"), COMPARE("status", "BEGINS_WITH", "'GIFT'"), true},
        {COMPARE("status", "BEGINS_WITH", "'SAVE'"), COMPARE("status", "BEGINS_WITH", "'save1'"), false},
        {COMPARE("status", "ENDS_WITH", "'-vip'"), COMPARE("status", "ENDS_WITH", "'-new'"), true},
        {COMPARE("status", "ENDS_WITH", "'-vip'"), COMPARE("status", "ENDS_WITH", "'p'"), false},
        {COMPARE("status", "BEGINS_WITH", "'a'"), COMPARE("status", "ENDS_WITH", "'b'"), false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char *json =
            mem_printf(CONDITIONS(CONDITION("ALL", DIMENSION("%s,%s")) "," CONDITION("ALL", DIMENSION(GOOD))),
                       cases[i].a, cases[i].b);

        assert_finds(json, cases[i].found ? "contradiction at " SECOND_COMPARISON : "");
        free(json);
    }
}

static void test_contradictions_need_what_must_hold_together(void **state)
{
#define LOW  DIMENSION(COMPARE("total", "LESS_THAN", "'5'"))
#define HIGH DIMENSION(COMPARE("total", "GREATER_THAN", "'10'"))
    (void)state;
    assert_finds(CONDITIONS(CONDITION("ALL", LOW "," HIGH)),
                 "never-fires at /EventTriggerConditions\n"
                 "contradiction at /EventTriggerConditions/0/EventTriggerDimensions/1/ObjectAttributes/0");
    assert_finds(CONDITIONS(CONDITION("ANY", LOW "," HIGH)), "");
    assert_finds(CONDITIONS(CONDITION("NONE", LOW "," HIGH)), "");
    assert_finds(CONDITIONS(CONDITION("ALL", LOW) "," CONDITION("ALL", HIGH)), "");
}

static void test_three_that_leave_nothing(void **state)
{
#define OUTSIDE COMPARE("total", "BETWEEN", "'0','10'") "," COMPARE("total", "NOT_BETWEEN", "'-1','6'")
    (void)state;
    assert_finds(ONE(OUTSIDE "," COMPARE("total", "NOT_BETWEEN", "'5','11'")),
                 "never-fires at /EventTriggerConditions\n"
                 "contradiction at /EventTriggerConditions/0/EventTriggerDimensions/0/ObjectAttributes/2");
    assert_finds(ONE(OUTSIDE "," COMPARE("total", "NOT_BETWEEN", "'7','11'")), "");
}

static void test_never_fires_wants_all_conditions(void **state)
{
#define DEAD DIMENSION(COMPARE("total", "EQUAL", "'1'") "," COMPARE("total", "EQUAL", "'2'"))
    (void)state;
    assert_finds(CONDITIONS(CONDITION("ANY", DEAD)),
                 "never-fires at /EventTriggerConditions\ncontradiction at " SECOND_COMPARISON);
    assert_finds(CONDITIONS(CONDITION("ANY", DEAD "," DIMENSION(GOOD))),
                 "contradiction at " SECOND_COMPARISON);
    /* NONE of what never holds, holds */
    assert_finds(CONDITIONS(CONDITION("NONE", DEAD)),
                 "contradiction at " SECOND_COMPARISON "\nalways-holds at /EventTriggerConditions/0");
}

static void test_what_exclusive_leaves_open_is_a_note(void **state)
{
    (void)state;
    assert_finds(
        ONE(COMPARE("currency", "CONTAINS", "'EUR'") "," COMPARE("currency", "EXCLUSIVE", "'EUR','GBP'")),
        "exclusive-unclear at " SECOND_COMPARISON);
    assert_finds(
        ONE(COMPARE("currency", "CONTAINS", "'USD'") "," COMPARE("currency", "EXCLUSIVE", "'EUR','GBP'")),
        "");
}

static void test_what_always_holds(void **state)
{
#define UP_TO(v) DIMENSION(COMPARE("total", "LESS_THAN", v))
#define FROM(v)  DIMENSION(COMPARE("total", "GREATER_THAN_OR_EQUAL", v))
    (void)state;
    assert_finds(CONDITIONS(CONDITION("ANY", UP_TO("'5'") "," FROM("'5'"))),
                 "always-holds at /EventTriggerConditions/0");
    assert_finds(CONDITIONS(CONDITION("ANY", UP_TO("'5'") "," FROM("'5.5'"))), "");
    assert_finds(
        CONDITIONS(CONDITION("ANY", UP_TO("'9'") "," DIMENSION(COMPARE("total", "NOT_BETWEEN", "'1','8'")))),
        "always-holds at /EventTriggerConditions/0");
    /* whether the bound 9 is outside of the range is not documented */
    assert_finds(
        CONDITIONS(CONDITION("ANY", UP_TO("'9'") "," DIMENSION(COMPARE("total", "NOT_BETWEEN", "'1','9'")))),
        "");
    assert_finds(CONDITIONS(CONDITION("ALL", UP_TO("'5'")) "," CONDITION("ALL", FROM("'3'"))),
                 "always-holds at /EventTriggerConditions");
    assert_finds(CONDITIONS(CONDITION("NONE", UP_TO("'5'") "," FROM("'5'"))),
                 "none-never at /EventTriggerConditions/0");
    assert_finds(CONDITIONS(CONDITION("NONE", UP_TO("'5'")) "," CONDITION("ALL", UP_TO("'6'"))),
                 "always-holds at /EventTriggerConditions");
    assert_finds(CONDITIONS(CONDITION("NONE", UP_TO("'5'")) "," CONDITION("ALL", FROM("'6'"))), "");
#define HAS(o) DIMENSION(COMPARE("status", o, "'x'"))
    assert_finds(CONDITIONS(CONDITION("ANY", HAS("CONTAINS") "," HAS("EXCLUSIVE"))),
                 "always-holds at /EventTriggerConditions/0");
    assert_finds(CONDITIONS(CONDITION("NONE", HAS("CONTAINS") "," HAS("EXCLUSIVE"))),
                 "none-never at /EventTriggerConditions/0");
    assert_finds(CONDITIONS(CONDITION("ANY", HAS("BEGINS_WITH") "," HAS("EXCLUSIVE"))), "");
}

static void test_the_same_twice(void **state)
{
#define EUR COMPARE("currency", "CONTAINS", "'EUR','GBP'")
#define RUE "{'Values':['GBP','EUR'],'ComparisonOperator':'CONTAINS','FieldName':'currency'}"
    (void)state;
    assert_finds(ONE(EUR "," RUE), "duplicate-attribute at " SECOND_COMPARISON);
    assert_finds(ONE(EUR "," COMPARE("currency", "CONTAINS", "'EUR'")), "");
    assert_finds(CONDITIONS(CONDITION("ANY", DIMENSION(EUR) "," DIMENSION(RUE))),
                 "duplicate-dimension at /EventTriggerConditions/0/EventTriggerDimensions/1");
    assert_finds(CONDITIONS(CONDITION("ANY", DIMENSION(EUR)) "," CONDITION("ALL", DIMENSION(EUR))), "");
    assert_finds(CONDITIONS(CONDITION("ALL", DIMENSION(GOOD)) "," CONDITION(
                     "ALL", DIMENSION(EUR)) "," CONDITION("ALL", DIMENSION(RUE))),
                 "duplicate-condition at /EventTriggerConditions/2");
    assert_finds(ONE(COMPARE("currency", "CONTAINS", "'EUR','GBP','EUR'")),
                 "duplicate-value at " FIRST_COMPARISON "/Values/2");
    assert_finds(ONE(COMPARE("currency", "CONTAINS", "'EUR','eur'")), "");
}

static void test_operands(void **state)
{
    (void)state;
    assert_finds(ONE("{'ComparisonOperator':'EQUAL','Values':['5']}"), "no-operand at " FIRST_COMPARISON);
    assert_finds(ONE("{'FieldName':'total','Source':'total','ComparisonOperator':'EQUAL','Values':['5']}"),
                 "two-operands at " FIRST_COMPARISON);
    assert_finds(ONE("{'Source':'_source.total','ComparisonOperator':'EQUAL','Values':['5']}"), "");
}

static void test_values(void **state)
{
#define AT_VALUES FIRST_COMPARISON "/Values"
    (void)state;
    assert_finds(ONE(COMPARE("total", "GREATER_THAN", "'5','6'")), "value-count at " AT_VALUES);
    assert_finds(ONE(COMPARE("total", "BETWEEN", "'5'")), "value-count at " AT_VALUES);
    assert_finds(ONE(COMPARE("currency", "INCLUSIVE", "'a','b','c'")), "");
    assert_finds(ONE(COMPARE("total", "EQUAL", "'five'")), "value-not-number at " AT_VALUES "/0");
    assert_finds(ONE(COMPARE("total", "EQUAL", "'1,000'")), "value-not-number at " AT_VALUES "/0");
    assert_finds(ONE(COMPARE("total", "EQUAL", "'0x10'")), "value-not-number at " AT_VALUES "/0");
    assert_finds(ONE(COMPARE("total", "EQUAL", "'-1.5e3'")), "");
    assert_finds(ONE(COMPARE("placedAt", "AFTER", "'yesterday'")), "value-not-date at " AT_VALUES "/0");
    assert_finds(ONE(COMPARE("placedAt", "AFTER", "'2024-02-30'")), "value-not-date at " AT_VALUES "/0");
    assert_finds(ONE(COMPARE("placedAt", "AFTER", "'2024-02-29'")), "");
    assert_finds(ONE(COMPARE("placedAt", "AFTER", "'2024-10-31T20:14:49Z'")), "");
    assert_finds(ONE(COMPARE("total", "BETWEEN", "'1','2024-10-31T20:14:49Z'")),
                 "between-mixed at " AT_VALUES);
    assert_finds(ONE(COMPARE("total", "BETWEEN", "'1','many'")), "between-mixed at " AT_VALUES "/1");
    assert_finds(ONE(COMPARE("total", "BETWEEN", "'10','9'")), "between-reversed at " AT_VALUES);
    assert_finds(ONE(COMPARE("total", "NOT_BETWEEN", "'10','9'")), "between-reversed at " AT_VALUES);
    assert_finds(ONE(COMPARE("total", "BETWEEN", "'9','10'")), "");
    assert_finds(ONE(COMPARE("total", "BETWEEN", "'9','9'")), "");
    assert_finds(ONE(COMPARE("placedAt", "BETWEEN", "'2025-01-01T00:00:00Z','2024-01-01T00:00:00Z'")),
                 "between-reversed at " AT_VALUES);
}

static void test_operators_against_content_types(void **state)
{
#define AT_OPERATOR FIRST_COMPARISON "/ComparisonOperator"
    (void)state;
    assert_finds(ONE(COMPARE("currency", "GREATER_THAN", "'5'")), "operator-unfit at " AT_OPERATOR);
    assert_finds(ONE(COMPARE("total", "CONTAINS", "'5'")), "operator-unfit at " AT_OPERATOR);
    assert_finds(ONE(COMPARE("currency", "BETWEEN", "'5','6'")), "operator-unfit at " AT_OPERATOR);
    /* a date has no content type of its own */
    assert_finds(ONE(COMPARE("placedAt", "BETWEEN", "'2024-01-01T00:00:00Z','2024-02-01T00:00:00Z'")), "");
    assert_finds(ONE(COMPARE("placedAt", "BEFORE", "'2024-01-01T00:00:00Z'")), "");
}

static void test_periods(void **state)
{
#define PERIOD(u, v, m) "{'Unit':'" u "','Value':" v ",'MaxInvocationsPerProfile':" m "}"
#define AT_PERIOD       "/EventTriggerLimits/Periods/"
    static const struct {
        const char *a, *b, *expected;
    } cases[] = {
        {PERIOD("DAYS", "1", "5"), PERIOD("DAYS", "1", "10"), "period-pointless at " AT_PERIOD "1"},
        {PERIOD("DAYS", "1", "5"), PERIOD("HOURS", "24", "5"), "duplicate-period at " AT_PERIOD "1"},
        {PERIOD("DAYS", "1", "5"), PERIOD("WEEKS", "1", "5"), "period-pointless at " AT_PERIOD "0"},
        {PERIOD("DAYS", "1", "2"), PERIOD("WEEKS", "1", "5"), ""},
        {PERIOD("DAYS", "1", "2"), PERIOD("WEEKS", "1", "100"), "period-pointless at " AT_PERIOD "1"},
        /* 14 in a week of whole days, 16 if the week touches eight of them */
        {PERIOD("DAYS", "1", "2"), PERIOD("WEEKS", "1", "15"), ""},
        {PERIOD("DAYS", "1", "2"), PERIOD("WEEKS", "1", "16"), "period-pointless at " AT_PERIOD "1"},
        /* 24 days are no month, and a month is none of 30 days for sure */
        {PERIOD("MONTHS", "1", "5"), PERIOD("WEEKS", "4", "9"), "period-pointless at " AT_PERIOD "1"},
        {PERIOD("MONTHS", "1", "5"), PERIOD("MONTHS", "1", "9"), "period-pointless at " AT_PERIOD "1"},
        {PERIOD("MINUTES", "20", "5"), PERIOD("HOURS", "1", "9"), "period-minutes at " AT_PERIOD "0/Unit"},
        {PERIOD("DAYS", "25", "5"), PERIOD("DAYS", "1", "1"), "period-long at " AT_PERIOD "0/Value"},
        {PERIOD("DAYS", "24", "5"), PERIOD("DAYS", "1", "1"), ""},
        {"{'Unit':'DAYS','Value':1,'Unlimited':true}", PERIOD("WEEKS", "1", "5"), ""},
        {"{'Unit':'DAYS','Value':1,'Unlimited':true,'MaxInvocationsPerProfile':9}", PERIOD("WEEKS", "1", "5"),
         "unlimited-and-maximum at " AT_PERIOD "0"},
        {"{'Unit':'DAYS','Value':1,'Unlimited':false}", PERIOD("WEEKS", "1", "5"),
         "no-maximum at " AT_PERIOD "0"},
        {"{'Unit':'DAYS','Value':1,'Unlimited':false,'MaxInvocationsPerProfile':1}",
         PERIOD("WEEKS", "1", "5"), ""},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char *json = mem_printf(LIMITS(PERIODS("%s,%s")), cases[i].a, cases[i].b);

        assert_finds(json, cases[i].expected);
        free(json);
    }
    assert_finds(LIMITS("'EventTriggerLimits':{}"), "no-period at /EventTriggerLimits/Periods");
}

static void test_expiration(void **state)
{
#define EXPIRES(ms) LIMITS("'EventTriggerLimits':{'EventExpiration':" ms ",'Periods':[" DAILY "]}")
    (void)state;
    assert_finds(EXPIRES("900001"), "expiration-long at /EventTriggerLimits/EventExpiration");
    assert_finds(EXPIRES("900000"), "");
    assert_finds(EXPIRES("0"), "expiration-none at /EventTriggerLimits/EventExpiration");
}

static void test_tags(void **state)
{
#define TAGS(a, b) LIMITS(PERIODS(DAILY) ",'Tags':[{'Key':'" a "','Value':'x'},{'Key':'" b "','Value':'y'}]")
    (void)state;
    assert_finds(TAGS("a", "a"), "duplicate-tag at /Tags/1");
    assert_finds(TAGS("a", "A"), "");
}

static void test_names_of_the_account(void **state)
{
    (void)state;
    assert_finds("{'EventTriggerName':'sample','ObjectTypeName':'_order'," PERIODS(DAILY) "}",
                 "standard-type at /ObjectTypeName");
    assert_finds("{'EventTriggerName':'sample','ObjectTypeName':'order'," PERIODS(DAILY) "}",
                 "type-missing at /ObjectTypeName");
    assert_finds(LIMITS(PERIODS(DAILY) ",'SegmentFilter':'vip-us'"), "segment-missing at /SegmentFilter");
    assert_finds(LIMITS(PERIODS(DAILY) ",'SegmentFilter':'vip-eu'"), "");
    assert_finds(ONE(COMPARE("totel", "EQUAL", "'5'")), "field-missing at " FIRST_COMPARISON "/FieldName");
    assert_finds(ONE("{'Source':'_source.lines.sku','ComparisonOperator':'CONTAINS','Values':['5']}"), "");
    assert_finds(ONE("{'Source':'lines','ComparisonOperator':'CONTAINS','Values':['5']}"), "");
    assert_finds(ONE("{'Source':'placed.at','ComparisonOperator':'CONTAINS','Values':['5']}"), "");
    assert_finds(ONE("{'Source':'line','ComparisonOperator':'CONTAINS','Values':['5']}"),
                 "source-missing at " FIRST_COMPARISON "/Source");
    assert_finds("{'EventTriggerName':'other','ObjectTypeName':'Order'," PERIODS(DAILY) "}", "unused at ");
}

static void test_a_near_name_is_named(void **state)
{
    struct lint_findings findings;

    (void)state;
    look(ONE(COMPARE("totel", "EQUAL", "'5'")), 0, &findings);
    assert_string_equal(findings.items[0].message, "totel is no field of Order");
    assert_non_null(strstr(findings.items[0].hint, "did you mean total?"));
    lint_release(&findings);
}

static void test_what_is_not_known_is_not_judged(void **state)
{
    cJSON *document =
        helpers_json("{'EventTriggerName':'other','ObjectTypeName':'order','SegmentFilter':'vip-us',"
                     "'EventTriggerConditions':[" CONDITION(
                         "ALL", DIMENSION(COMPARE("totel", "EQUAL", "'5'"))) "]," PERIODS(DAILY) "}");
    struct lint_facts facts = {0};
    struct lint_findings findings;

    (void)state;
    lint_document(document, &facts, 0, &findings);
    assert_int_equal(findings.count, 0);
    lint_release(&findings);
    lint_row_facts(&store, "eu-west-2", "retail", "Order", &facts);
    lint_document(document, &facts, 0, &findings);
    assert_int_equal(findings.count, 0);
    lint_release(&findings);
    cJSON_Delete(document);
}

static void test_the_schema_is_looked_at_where_asked_for(void **state)
{
#define UNKNOWN LIMITS(PERIODS(DAILY) ",'Enabled':true")
    (void)state;
    assert_finds("{'EventTriggerName':'sample'," PERIODS(DAILY) "}", "");
    helpers_assert_text(
        list("{'EventTriggerName':'sample'," PERIODS(DAILY) "}", LINT_CHECK),
        "schema at /DomainName\nschema at /ObjectTypeName\nschema at /EventTriggerConditions");
    helpers_assert_text(list(UNKNOWN, LINT_CHECK), "");
    helpers_assert_text(list(UNKNOWN, 0), "");
    helpers_assert_text(list(UNKNOWN, LINT_CHECK | LINT_GIVEN), "unknown-property at /Enabled");
}

/* A name that is near to a known one is a slip wherever the trigger comes from, also deep within; nothing is said of what
 * stands within the unknown. */
static void test_a_name_that_is_near_is_perhaps_a_slip(void **state)
{
    struct lint_findings findings;

    (void)state;
    assert_finds(LIMITS(PERIODS(DAILY) ",'Desciption':'x','tags':[],'Region':'eu','Identifier':'a|b'"),
                 "unknown-property at /Desciption\nunknown-property at /tags");
    assert_finds(ONE("{'FieldName':'total','ComparisonOperator':'EQUAL','Values':['5'],"
                     "'Sourc':'x','Own':{'Valuess':1}}"),
                 "unknown-property at " FIRST_COMPARISON "/Sourc");
    assert_finds(DOCUMENT("'EventTriggerConditions':[{'LogicalOperator':'ALL','LogicalOperators':'ALL',"
                          "'EventTriggerDimensions':[" DIMENSION(GOOD) "]}]," PERIODS(
                              "{'Unit':'DAYS','Value':1,'MaxInvocationsPerProfile':5,'Units':1}")),
                 "unknown-property at /EventTriggerConditions/0/LogicalOperators\n"
                 "unknown-property at /EventTriggerLimits/Periods/0/Units");
    look(LIMITS(PERIODS(DAILY) ",'Desciption':'x'"), 0, &findings);
    assert_string_equal(findings.items[0].message,
                        "Desciption: unknown property; did you mean Description? It is kept as it is");
    lint_release(&findings);
}

static void test_documents_of_wrong_kinds(void **state)
{
    static const char *const documents[] = {
        "[]",
        "5",
        "null",
        "{'EventTriggerConditions':5}",
        "{'EventTriggerConditions':{'a':[]}}",
        "{'EventTriggerConditions':[5,null,[],{}]}",
        "{'EventTriggerConditions':[{'LogicalOperator':5,'EventTriggerDimensions':{'a':1}}]}",
        "{'EventTriggerConditions':[{'LogicalOperator':'ALL','EventTriggerDimensions':[5,{'ObjectAttributes':"
        "{}}]}]}",
        ONE("{'FieldName':5,'ComparisonOperator':[],'Values':{}},7,null"),
        ONE("{'FieldName':'a','ComparisonOperator':'BETWEEN','Values':[5,null]}"),
        ONE("{'FieldName':'a','ComparisonOperator':'EQUAL','Values':[]}"),
        ONE("{'FieldName':'a','ComparisonOperator':'CONTAINS','Values':[]},"
            "{'FieldName':'a','ComparisonOperator':'EXCLUSIVE','Values':[]}"),
        "{'EventTriggerLimits':[],'Tags':{}}",
        "{'EventTriggerLimits':{'Periods':[5,{}],'EventExpiration':'x'}}",
        "{'Tags':[5,{'Key':7},{'Key':7}],'ObjectTypeName':[]}"};
    struct lint_findings findings;

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(documents); i++) {
        look(documents[i], LINT_CHECK | LINT_GIVEN, &findings);
        lint_release(&findings);
    }
}

/* A list of copies, far above the schema's limits, of a text that has a comma at its end. */
static char *many(const char *item, size_t count)
{
    struct strbuf out = STRBUF_INIT;

    for (size_t i = 0; i < count; i++)
        strbuf_addf(&out, "%s%s", i ? "," : "", item);
    return strbuf_detach(&out);
}

static void test_hostile_sizes(void **state)
{
    char *attributes = many(COMPARE("total", "NOT_BETWEEN", "'1','2'"), 3000),
         *conditions = many(CONDITION("ANY", DIMENSION(GOOD)), 3000);
    char *document = mem_printf(CONDITIONS(CONDITION("ANY", DIMENSION("%s")) ",%s"), attributes, conditions);
    struct lint_findings findings;

    (void)state;
    look(document, LINT_CHECK, &findings);
    assert_true(findings.count <= LINT_FINDINGS_MAX);
    lint_release(&findings);
    free(attributes);
    free(conditions);
    free(document);
}

static void test_the_worst_stands_first(void **state)
{
    struct lint_findings findings;

    (void)state;
    look(DOCUMENT("'EventTriggerConditions':[" CONDITION("ALL", DEAD) "]"), 0, &findings);
    assert_int_equal(findings.count, 3);
    assert_int_equal(lint_worst(&findings), LINT_ERROR);
    assert_string_equal(findings.items[0].rule->name, "never-fires");
    assert_string_equal(findings.items[0].message, "sample never fires: its condition cannot hold");
    assert_string_equal(findings.items[1].message,
                        "\"total equals 1\" and \"total equals 2\" exclude each other: "
                        "dimension 1 of condition 1 never holds");
    assert_string_equal(findings.items[2].rule->name, "no-period");
    assert_int_equal(lint_count(&findings), 2);
    lint_release(&findings);
}

static void test_every_rule_has_its_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < LINT_RULES; i++) {
        assert_non_null(lint_rules[i].name);
        assert_non_null(lint_rules[i].help);
        assert_non_null(lint_rules[i].hint);
        assert_in_range(lint_rules[i].severity, LINT_NOTE, LINT_ERROR);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(lint_rules[i].name, lint_rules[j].name);
    }
}

/* Rows: looked at once, and again after their document or a list of their domain has changed. */
static void test_rows(void **state)
{
    struct store_row *row =
        store_put_row(&store, "us-east-1", "retail", "other", "Order", NULL, NULL, 1000, 1000);
    cJSON *document = helpers_json(ONE(COMPARE("totel", "EQUAL", "'5'")));
    char *text;

    (void)state;
    assert_int_equal(lint_row_worst(&store, row), LINT_WARNING); /* nothing uses it */
    add(STORE_INTEGRATIONS, NULL, "arn:campaign/y", NULL, "other");
    assert_int_equal(lint_row_worst(&store, row), LINT_FINE);
    json_set_text(document, "EventTriggerName", "other");
    text = json_print(document);
    row = store_put_document(&store, "us-east-1", "retail|other", text);
    assert_int_equal(lint_row_worst(&store, row), LINT_WARNING);
    add(STORE_OBJECT_FIELDS, "Order", "totel", "NUMBER", NULL);
    assert_int_equal(lint_row_worst(&store, row), LINT_FINE);
    free(text);
    cJSON_Delete(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_sound_trigger_is_fine, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_contradictions, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_contradictions_need_what_must_hold_together, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_three_that_leave_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_never_fires_wants_all_conditions, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_exclusive_leaves_open_is_a_note, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_always_holds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_same_twice, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_operands, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_operators_against_content_types, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_periods, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_expiration, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_tags, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_names_of_the_account, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_near_name_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_not_known_is_not_judged, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_schema_is_looked_at_where_asked_for, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_name_that_is_near_is_perhaps_a_slip, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_documents_of_wrong_kinds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_hostile_sizes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_worst_stands_first, set_up, tear_down),
        cmocka_unit_test(test_every_rule_has_its_words),
        cmocka_unit_test_setup_teardown(test_rows, set_up, tear_down),
    };

    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

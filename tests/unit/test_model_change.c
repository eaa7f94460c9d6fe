/* change: what differs, in Review's words, and the guarded patch that carries it out. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "model/change.h"

#define ATTRIBUTE(field, operator, values)                                                                   \
    "{'FieldName':'" field "','ComparisonOperator':'" operator"','Values':[" values "]}"
#define DIMENSION(attributes) "{'ObjectAttributes':[" attributes "]}"
#define CONDITION(logic, dimensions)                                                                         \
    "{'EventTriggerDimensions':[" dimensions "],'LogicalOperator':'" logic "'}"
#define CONDITIONS(conditions) "{'EventTriggerConditions':[" conditions "]}"

#define TOTAL    ATTRIBUTE("total", "GREATER_THAN", "'500'")
#define CURRENCY ATTRIBUTE("currency", "CONTAINS", "'EUR','GBP'")
#define STATUS   ATTRIBUTE("status", "CONTAINS", "'cancelled'")

/* Compares, and writes the lines as "label: before → after". before or after NULL: none. */
static char *lines(const char *before, const char *after)
{
    cJSON *a = before ? helpers_json(before) : NULL, *b = after ? helpers_json(after) : NULL;
    struct change change;
    char *words;

    assert_int_equal(change_between(a, b, &change), change_differs(a, b));
    assert_int_equal(change.properties.count > 0, change.count > 0);
    words = change_words(&change);
    change_release(&change);
    cJSON_Delete(a);
    cJSON_Delete(b);
    return words;
}

struct difference {
    const char *before, *after, *lines;
};

static void assert_lines(const struct difference *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        helpers_assert_text(lines(cases[i].before, cases[i].after), cases[i].lines);
}

static void these_are_no_change(void **state)
{
    static const struct difference cases[] = {
        {"{}", "{}", ""},
        {NULL, NULL, ""},
        {"{'DomainName':'d','Description':'x'}", "{'Description':'x','DomainName':'d'}", ""},
        {CONDITIONS(CONDITION("ALL", DIMENSION(TOTAL "," CURRENCY)) "," CONDITION("ANY", DIMENSION(STATUS))),
         CONDITIONS(CONDITION("ANY", DIMENSION(STATUS)) "," CONDITION(
             "ALL", DIMENSION(ATTRIBUTE("currency", "CONTAINS", "'GBP','EUR'") "," TOTAL))),
         ""},
        {"{'Tags':[{'Key':'a','Value':'1'},{'Key':'b','Value':'2'}]}",
         "{'Tags':[{'Value':'2','Key':'b'},{'Key':'a','Value':'1'}]}", ""},
        {"{'Tags':[{'Key':'aws:x','Value':'1'}]}", "{}", ""},
        {"{'Tags':[{'Key':'aws:x','Value':'1'}]}", "{'Tags':[{'Key':'aws:x','Value':'2'}]}", ""},
        {"{}", "{'Tags':[]}", ""},
        {"{'CreatedAt':'1','LastUpdatedAt':'2'}", "{'LastUpdatedAt':'3'}", ""},
        {"{'Region':'a'}", "{'Region':'b','Identifier':'i'}", ""},
        {"{'Unheard':[1,2]}", "{'Unheard':[2,1]}", ""},
    };

    (void)state;
    assert_lines(cases, ARRAY_COUNT(cases));
}

static void a_multiset_counts_its_items(void **state)
{
    static const struct difference cases[] = {
        {"{'Unheard':[1,1,2]}", "{'Unheard':[1,2,2]}", "Unheard: 1, 1, 2 → 1, 2, 2"},
        {CONDITIONS(CONDITION("ALL", DIMENSION(TOTAL)) "," CONDITION("ALL", DIMENSION(TOTAL))),
         CONDITIONS(CONDITION("ALL", DIMENSION(TOTAL))),
         "Conditions 2: ALL of its dimensions: total is greater than 500 → –"},
    };

    (void)state;
    assert_lines(cases, ARRAY_COUNT(cases));
}

static void lines_lead_to_the_leaves(void **state)
{
    static const struct difference cases[] = {
        {"{'Description':'a'}", "{'Description':'b'}", "Description: a → b"},
        {"{}", "{'SegmentFilter':'vip-eu'}", "Segment: – → vip-eu"},
        {"{'Description':'a'}", "{}", "Description: a → –"},
        {"{'Unheard':{'x':1}}", "{'Unheard':{'x':2}}", "Unheard: x 1 → x 2"},
        {CONDITIONS(CONDITION("ALL", DIMENSION(TOTAL "," CURRENCY))),
         CONDITIONS(CONDITION("ALL", DIMENSION(CURRENCY "," ATTRIBUTE("total", "GREATER_THAN", "'750'")))),
         "Conditions 1 · total: is greater than 500 → is greater than 750"},
        {CONDITIONS(CONDITION("ALL", DIMENSION(TOTAL))), CONDITIONS(CONDITION("ANY", DIMENSION(TOTAL))),
         "Conditions 1 · Holds when: ALL of its dimensions → ANY of its dimensions"},
        {CONDITIONS(CONDITION("ALL", DIMENSION(TOTAL "," CURRENCY))),
         CONDITIONS(CONDITION("ALL", DIMENSION(TOTAL "," STATUS))),
         "Conditions 1 · status: – → contains any of cancelled\n"
         "Conditions 1 · currency: contains any of EUR, GBP → –"},
        {CONDITIONS(CONDITION("ALL", DIMENSION(TOTAL))),
         CONDITIONS(CONDITION("ALL", DIMENSION(TOTAL) "," DIMENSION(STATUS))),
         "Conditions 1 · dimension 2: – → status contains cancelled"},
        {CONDITIONS(CONDITION("ALL", DIMENSION(STATUS) "," DIMENSION(TOTAL))),
         CONDITIONS(
             CONDITION("ALL", DIMENSION(STATUS) "," DIMENSION(ATTRIBUTE("total", "LESS_THAN", "'5'")))),
         "Conditions 1 · dimension 2 · total: is greater than 500 → is less than 5"},
        {"{'EventTriggerLimits':{'EventExpiration':300000,'Periods':[{'Unit':'HOURS','Value':24,'"
         "MaxInvocationsPerProfile':5}]}}",
         "{'EventTriggerLimits':{'EventExpiration':5400000,'Periods':[{'Unit':'HOURS','Value':24,'"
         "MaxInvocationsPerProfile':3}]}}",
         "Limits · Expires after: 5m → 1h30m\n"
         "Limits · Period 1: 5 per profile in 24 hours → 3 per profile in 24 hours"},
        {"{'EventTriggerLimits':{'EventExpiration':1}}", "{}", "Limits · Expires after: 1ms → –"},
        {"{}", "{'EventTriggerLimits':{}}", "Limits: – → –"},
        {"{'Tags':[{'Key':'a','Value':'1'},{'Key':'aws:s','Value':'x'},{'Key':'b','Value':''}]}",
         "{'Tags':[{'Key':'c','Value':'3'},{'Key':'a','Value':'2'}]}",
         "Tags · c: – → 3\nTags · a: 1 → 2\nTags · b:  → –"},
    };

    (void)state;
    assert_lines(cases, ARRAY_COUNT(cases));
}

/* The first condition is gone, the second changed: it must not be shown as two changed conditions. */
static void an_item_pairs_with_the_one_most_like_it(void **state)
{
    static const struct difference cases[] = {
        {CONDITIONS(CONDITION("ANY", DIMENSION(STATUS)) "," CONDITION("ALL", DIMENSION(TOTAL "," CURRENCY))),
         CONDITIONS(CONDITION("ALL", DIMENSION(ATTRIBUTE("total", "GREATER_THAN", "'750'") "," CURRENCY))),
         "Conditions 1 · total: is greater than 500 → is greater than 750\n"
         "Conditions 1: ANY of its dimensions: status contains cancelled → –"},
        {"{'EventTriggerLimits':{'Periods':[{'Unit':'DAYS','Value':1,'MaxInvocationsPerProfile':1},"
         "{'Unit':'WEEKS','Value':1,'MaxInvocationsPerProfile':5}]}}",
         "{'EventTriggerLimits':{'Periods':[{'Unit':'WEEKS','Value':1,'MaxInvocationsPerProfile':6},"
         "{'Unit':'DAYS','Value':1,'MaxInvocationsPerProfile':1}]}}",
         "Limits · Period 1: 5 per profile in 1 week → 6 per profile in 1 week"},
        {"{'EventTriggerLimits':{'Periods':[{'Unit':'DAYS','Value':1,'MaxInvocationsPerProfile':1}]}}",
         "{'EventTriggerLimits':{'Periods':[{'Unit':'WEEKS','Value':2,'MaxInvocationsPerProfile':6}]}}",
         "Limits · Period 1: 1 per profile in 1 day → 6 per profile in 2 weeks"},
    };

    (void)state;
    assert_lines(cases, ARRAY_COUNT(cases));
}

static void nothing_that_differs_stays_hidden(void **state)
{
    static const struct difference cases[] = {
        {"{'EventTriggerLimits':{'Unheard':1}}", "{'EventTriggerLimits':{'Unheard':2}}",
         "Limits · Unheard: 1 → 2"},
        {"{'Description':'5'}", "{'Description':5}", "Description: \"5\" → 5"},
        {"{'Tags':[{'Key':'a','Value':'1'}]}", "{'Tags':[{'Key':'a','Value':'1','Unheard':2}]}",
         "Tags · a: {\"Key\": \"a\", \"Value\": \"1\"} → {\"Key\": \"a\", \"Value\": \"1\", \"Unheard\": 2}"},
        {"{'EventTriggerConditions':'x'}", "{'EventTriggerConditions':[null]}", "Conditions: x → null"},
        {"{'EventTriggerConditions':[{}]}", "{'EventTriggerConditions':[{'LogicalOperator':'ANY'}]}",
         "Conditions 1: – → ANY of its dimensions: …\nConditions 1: …: … → –"},
        {"{'Description':'a\\nTags: b'}", "{}", "Description: a‹000A›Tags: b → –"},
    };

    (void)state;
    assert_lines(cases, ARRAY_COUNT(cases));
}

static void a_create_and_a_delete_show_every_part(void **state)
{
    static const char document[] = "{'DomainName':'d','EventTriggerConditions':[" CONDITION(
        "ALL", DIMENSION(TOTAL)) "],"
                                 "'Tags':[{'Key':'team','Value':'cx'}]}";

    (void)state;
    helpers_assert_text(lines(NULL, document),
                        "Domain: – → d\nConditions 1: – → ALL of its dimensions: total is greater than 500\n"
                        "Tags · team: – → cx");
    helpers_assert_text(lines(document, NULL),
                        "Domain: d → –\nConditions 1: ALL of its dimensions: total is greater than 500 → –\n"
                        "Tags · team: cx → –");
}

/* What is compared with the same in the same way is the same attribute under another name; one of that name that is
 * compared otherwise is nearer still. */
static void a_renamed_attribute_is_one_change(void **state)
{
    static const struct difference cases[] = {
        {CONDITIONS(CONDITION("ALL", DIMENSION(TOTAL "," CURRENCY))),
         CONDITIONS(CONDITION("ALL", DIMENSION(ATTRIBUTE("amount", "GREATER_THAN", "'500'") "," CURRENCY))),
         "Conditions 1 · amount: total is greater than 500 → amount is greater than 500"},
        {CONDITIONS(CONDITION("ALL", DIMENSION(TOTAL))),
         CONDITIONS(CONDITION("ANY", DIMENSION(STATUS)) "," CONDITION(
             "ALL",
             DIMENSION("{'Source':'_source.total','ComparisonOperator':'GREATER_THAN','Values':['500']}"))),
         "Conditions 1: – → ANY of its dimensions: status contains cancelled\n"
         "Conditions 2 · _source.total: total is greater than 500 → _source.total is greater than 500"},
        {CONDITIONS(CONDITION("ALL", DIMENSION(TOTAL))),
         CONDITIONS(CONDITION("ALL", DIMENSION(ATTRIBUTE("amount", "GREATER_THAN", "'500'") "," ATTRIBUTE(
                                         "total", "GREATER_THAN", "'750'")))),
         "Conditions 1 · amount: – → is greater than 500\n"
         "Conditions 1 · total: is greater than 500 → is greater than 750"},
        {CONDITIONS(CONDITION("ALL", DIMENSION(TOTAL))),
         CONDITIONS(CONDITION("ALL", DIMENSION(STATUS "," CURRENCY))),
         "Conditions 1: – → ALL of its dimensions: status contains cancelled and currency contains any of "
         "EUR, "
         "GBP\nConditions 1: ALL of its dimensions: total is greater than 500 → –"},
    };

    (void)state;
    assert_lines(cases, ARRAY_COUNT(cases));
}

static void lines_carry_the_pointer_of_their_leaf(void **state)
{
    cJSON *a =
        helpers_json(CONDITIONS(CONDITION("ANY", DIMENSION(STATUS)) "," CONDITION("ALL", DIMENSION(TOTAL))));
    cJSON *b = helpers_json(
        CONDITIONS(CONDITION("ALL", DIMENSION(CURRENCY "," ATTRIBUTE("total", "EQUAL", "'1'")))));
    struct change change;

    (void)state;
    assert_true(change_between(a, b, &change));
    assert_int_equal(change.count, 3);
    assert_string_equal(change.lines[0].pointer,
                        "/EventTriggerConditions/0/EventTriggerDimensions/0/ObjectAttributes/0");
    assert_string_equal(change.lines[1].pointer,
                        "/EventTriggerConditions/0/EventTriggerDimensions/0/ObjectAttributes/1");
    assert_string_equal(change.lines[2].pointer, "/EventTriggerConditions/0");
    assert_null(change.lines[2].after);
    change_release(&change);
    cJSON_Delete(a);
    cJSON_Delete(b);
}

struct patched {
    const char *seen, *after;
    struct change_guards guards;
    const char *patch;
};

static void the_patch_is_guarded(void **state)
{
    static const struct patched cases[] = {
        {"{'Description':'a'}", "{'Description':'a'}", {true, false}, "[]"},
        {"{'Description':'a','SegmentFilter':'s'}",
         "{'Description':'b','SegmentFilter':'s'}",
         {true, false},
         "[{'op':'test','path':'/Description','value':'a'},{'op':'replace','path':'/"
         "Description','value':'b'}]"},
        {"{'Unheard':[2,1],'Description':'a'}",
         "{'Unheard':[1]}",
         {true, false},
         "[{'op':'test','path':'/Description','value':'a'},{'op':'test','path':'/Unheard','value':[2,1]},"
         "{'op':'remove','path':'/Description'},{'op':'replace','path':'/Unheard','value':[1]}]"},
        {"{'LastUpdatedAt':'t'}",
         "{'Description':'b','SegmentFilter':'s'}",
         {true, false},
         "[{'op':'test','path':'/LastUpdatedAt','value':'t'},{'op':'add','path':'/Description','value':'b'},"
         "{'op':'add','path':'/SegmentFilter','value':'s'}]"},
        {"{'LastUpdatedAt':'t'}",
         "{'Description':'b'}",
         {false, false},
         "[{'op':'add','path':'/Description','value':'b'}]"},
        {"{}", "{'Description':'b'}", {true, false}, "[{'op':'add','path':'/Description','value':'b'}]"},
        {"{'Description':'a','LastUpdatedAt':'t'}",
         "{'Description':'b','SegmentFilter':'s'}",
         {true, true},
         "[{'op':'replace','path':'/Description','value':'b'},{'op':'add','path':'/"
         "SegmentFilter','value':'s'}]"},
        {"{'a/b~':1}", "{}", {true, true}, "[{'op':'remove','path':'/a~1b~0'}]"},
        {"{'Region':'r','CreatedAt':'c'}", "{}", {true, false}, "[]"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        cJSON *seen = helpers_json(cases[i].seen), *after = helpers_json(cases[i].after);
        cJSON *patch = change_patch(seen, after, &cases[i].guards);

        helpers_assert_json(patch, cases[i].patch);
        cJSON_Delete(patch);
        cJSON_Delete(seen);
        cJSON_Delete(after);
    }
}

static void awss_own_tags_stand_as_read(void **state)
{
    static const struct patched cases[] = {
        {"{'Tags':[{'Key':'a','Value':'1'},{'Key':'aws:s','Value':'x'}]}",
         "{'Tags':[{'Key':'b','Value':'2'}]}",
         {false, true},
         "[{'op':'replace','path':'/Tags','value':[{'Key':'aws:s','Value':'x'},{'Key':'b','Value':'2'}]}]"},
        {"{'Tags':[{'Key':'a','Value':'1'},{'Key':'aws:s','Value':'x'}]}",
         "{}",
         {false, true},
         "[{'op':'replace','path':'/Tags','value':[{'Key':'aws:s','Value':'x'}]}]"},
        {"{'Tags':[{'Key':'a','Value':'1'}]}", "{}", {false, true}, "[{'op':'remove','path':'/Tags'}]"},
        {"{'Tags':[{'Key':'a','Value':'1'}]}",
         "{'Tags':[]}",
         {false, true},
         "[{'op':'replace','path':'/Tags','value':[]}]"},
        {"{}",
         "{'Tags':[{'Key':'aws:s','Value':'x'},{'Key':'b','Value':'2'}]}",
         {false, true},
         "[{'op':'add','path':'/Tags','value':[{'Key':'b','Value':'2'}]}]"},
        {"{'Tags':[{'Key':'aws:s','Value':'x'}]}",
         "{'Tags':[{'Key':'aws:s','Value':'other'},{'Key':'b','Value':'2'}]}",
         {false, true},
         "[{'op':'replace','path':'/Tags','value':[{'Key':'aws:s','Value':'x'},{'Key':'b','Value':'2'}]}]"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        cJSON *seen = helpers_json(cases[i].seen), *after = helpers_json(cases[i].after);
        cJSON *patch = change_patch(seen, after, &cases[i].guards);

        helpers_assert_json(patch, cases[i].patch);
        cJSON_Delete(patch);
        cJSON_Delete(seen);
        cJSON_Delete(after);
    }
}

static void a_list_that_nobody_could_read_is_one_line(void **state)
{
    cJSON *a = cJSON_CreateObject(), *list = cJSON_AddArrayToObject(a, "EventTriggerConditions");
    cJSON *b = cJSON_CreateObject();
    struct change change;

    (void)state;
    for (int i = 0; i < 5000; i++)
        cJSON_AddItemToArray(list, cJSON_CreateNumber(i));
    assert_true(change_between(a, b, &change));
    assert_int_equal(change.count, 1);
    change_release(&change);
    cJSON_Delete(a);
    cJSON_Delete(b);
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
        cmocka_unit_test(these_are_no_change),
        cmocka_unit_test(a_multiset_counts_its_items),
        cmocka_unit_test(lines_lead_to_the_leaves),
        cmocka_unit_test(an_item_pairs_with_the_one_most_like_it),
        cmocka_unit_test(nothing_that_differs_stays_hidden),
        cmocka_unit_test(a_create_and_a_delete_show_every_part),
        cmocka_unit_test(a_renamed_attribute_is_one_change),
        cmocka_unit_test(lines_carry_the_pointer_of_their_leaf),
        cmocka_unit_test(the_patch_is_guarded),
        cmocka_unit_test(awss_own_tags_stand_as_read),
        cmocka_unit_test(a_list_that_nobody_could_read_is_one_line),
    };

    return cmocka_run_group_tests_name("model change", tests, unicode, NULL);
}

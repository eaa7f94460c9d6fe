/* merge and integration: two people's changes to one trigger; what stands behind it in words. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/integration.h"
#include "model/merge.h"

static void each_side_keeps_what_it_alone_changed(void **state)
{
    static const struct {
        const char *seen, *theirs, *yours, *merged;
        struct merge_count count;
    } cases[] = {
        {"{'Description':'a','SegmentFilter':'s'}",
         "{'Description':'b','SegmentFilter':'s'}",
         "{'Description':'a','SegmentFilter':'t'}",
         "{'Description':'b','SegmentFilter':'t'}",
         {0, 1, 1, 0}},
        {"{'Description':'a'}",
         "{'Description':'b'}",
         "{'Description':'c'}",
         "{'Description':'c'}",
         {1, 0, 0, 1}},
        {"{'Description':'a'}",
         "{'Description':'b'}",
         "{'Description':'b'}",
         "{'Description':'b'}",
         {0, 0, 0, 0}},
        {"{'Description':'a'}", "{}", "{'Description':'a'}", "{}", {0, 1, 0, 0}},
        {"{'Description':'a'}", "{'Description':'a'}", "{}", "{}", {0, 0, 1, 0}},
        {"{}",
         "{'Description':'x'}",
         "{'SegmentFilter':'s'}",
         "{'Description':'x','SegmentFilter':'s'}",
         {0, 1, 1, 0}},
        {"{'EventTriggerConditions':[{'a':1},{'b':2}]}",
         "{'EventTriggerConditions':[{'b':2},{'a':1}]}",
         "{'EventTriggerConditions':[{'a':1}]}",
         "{'EventTriggerConditions':[{'a':1}]}",
         {0, 0, 1, 0}},
        {"{'LastUpdatedAt':'1'}",
         "{'LastUpdatedAt':'2'}",
         "{'LastUpdatedAt':'1'}",
         "{'LastUpdatedAt':'2'}",
         {0, 0, 0, 0}},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        cJSON *seen = helpers_json(cases[i].seen), *theirs = helpers_json(cases[i].theirs);
        cJSON *yours = helpers_json(cases[i].yours);
        struct merge merge = {0};
        merge_begin(&merge, seen, theirs, yours);
        struct merge_count count = merge_count(&merge);
        cJSON *merged = merge_result(&merge);

        helpers_assert_json(merged, cases[i].merged);
        assert_int_equal(count.both, cases[i].count.both);
        assert_int_equal(count.theirs, cases[i].count.theirs);
        assert_int_equal(count.yours, cases[i].count.yours);
        assert_int_equal(count.open, count.both);
        merge_release(&merge);
        cJSON_Delete(seen);
        cJSON_Delete(theirs);
        cJSON_Delete(yours);
        cJSON_Delete(merged);
    }
}

#define LIMITS(x) "{'EventTriggerLimits':{" x "}}"
#define HOURS(n)  "'Periods':[{'Unit':'HOURS','Value':24,'MaxInvocationsPerProfile':" n "}]"

static void begin(struct merge *merge, const char *seen, const char *theirs, const char *yours)
{
    cJSON *s = helpers_json(seen), *t = helpers_json(theirs), *y = helpers_json(yours);

    merge_begin(merge, s, t, y);
    cJSON_Delete(s);
    cJSON_Delete(t);
    cJSON_Delete(y);
}

static void assert_result(const struct merge *merge, const char *expected)
{
    cJSON *result = merge_result(merge);

    helpers_assert_json(result, expected);
    cJSON_Delete(result);
}

/* An expiration of theirs does not collide with periods of yours; a property that one side lacks is one question. */
static void members_of_an_object_are_parts_of_their_own(void **state)
{
    struct merge merge = {0};

    (void)state;
    begin(&merge, LIMITS("'EventExpiration':1000," HOURS("5")),
          LIMITS("'EventExpiration':2000," HOURS("5") ",'Un/known':1"),
          LIMITS("'EventExpiration':1000," HOURS("3")));
    assert_int_equal(merge.count, 3);
    assert_int_equal(merge_count(&merge).both, 0);
    assert_string_equal(merge.parts[0].pointer, "/EventTriggerLimits/EventExpiration");
    assert_string_equal(merge.parts[2].pointer, "/EventTriggerLimits/Un~1known");
    assert_result(&merge, LIMITS("'EventExpiration':2000," HOURS("3") ",'Un/known':1"));
    begin(&merge, LIMITS(HOURS("5")), "{}", LIMITS(HOURS("3")));
    assert_int_equal(merge.count, 1);
    assert_string_equal(merge.parts[0].pointer, "/EventTriggerLimits");
    merge.parts[0].side = MERGE_THEIRS;
    assert_result(&merge, "{}");
    merge.parts[0].side = MERGE_HAND;
    assert_result(&merge, LIMITS(HOURS("3")));
    merge_release(&merge);
}

#define TAG(key, value) "{'Key':'" key "','Value':'" value "'}"
#define TAGS(x)         "'Tags':[" x "]"

/* Somebody adds a team, you change the env: no question. What goes away was changed, too. */
static void tags_are_decided_by_their_keys(void **state)
{
    static const struct {
        const char *seen, *theirs, *yours, *merged;
        struct merge_count count;
    } cases[] = {
        {TAG("env", "prod"),
         TAG("env", "prod") "," TAG("team", "cx"),
         TAG("env", "test"),
         TAG("env", "test") "," TAG("team", "cx"),
         {0, 1, 1, 0}},
        {TAG("env", "prod"), TAG("env", "dev"), TAG("env", "test"), TAG("env", "test"), {1, 0, 0, 1}},
        {"", TAG("env", "dev"), TAG("env", "test"), TAG("env", "test"), {1, 0, 0, 1}},
        {"", TAG("env", "dev"), TAG("env", "dev"), TAG("env", "dev"), {0, 0, 0, 0}},
        {TAG("env", "prod") "," TAG("team", "cx"), TAG("team", "cx"), TAG("env", "prod"), "", {0, 1, 1, 0}},
        {TAG("env", "prod"), "", TAG("env", "test"), TAG("env", "test"), {1, 0, 0, 1}},
        {TAG("env", "prod"), TAG("env", "dev") "," TAG("a", "1"), "", TAG("a", "1"), {1, 1, 0, 1}},
        /* AWS's own are theirs, whatever stands in yours; keys differ by case */
        {TAG("aws:x", "1"),
         TAG("aws:x", "2"),
         TAG("aws:x", "3") "," TAG("Env", "1"),
         TAG("aws:x", "2") "," TAG("Env", "1"),
         {0, 0, 1, 0}},
        {TAG("env", "1"),
         TAG("Env", "1") "," TAG("env", "1"),
         TAG("env", "2"),
         TAG("Env", "1") "," TAG("env", "2"),
         {0, 1, 1, 0}},
        /* a key that stands twice tells nothing: one part */
        {TAG("a", "1") "," TAG("a", "2"),
         TAG("a", "1"),
         TAG("a", "1") "," TAG("a", "2") "," TAG("b", "1"),
         TAG("a", "1") "," TAG("a", "2") "," TAG("b", "1"),
         {1, 0, 0, 1}},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char *sides[] = {
            mem_printf("{" TAGS("%s") "}", cases[i].seen), mem_printf("{" TAGS("%s") "}", cases[i].theirs),
            mem_printf("{" TAGS("%s") "}", cases[i].yours), mem_printf("{" TAGS("%s") "}", cases[i].merged)};
        struct merge merge = {0};
        struct merge_count count;

        begin(&merge, sides[0], sides[1], sides[2]);
        count = merge_count(&merge);
        assert_int_equal(count.both, cases[i].count.both);
        assert_int_equal(count.theirs, cases[i].count.theirs);
        assert_int_equal(count.yours, cases[i].count.yours);
        assert_int_equal(count.open, cases[i].count.open);
        assert_result(&merge, *cases[i].merged ? sides[3] : "{}");
        merge_release(&merge);
        for (size_t j = 0; j < ARRAY_COUNT(sides); j++)
            free(sides[j]);
    }
}

/* By hand leads to the tag where it stands in yours; to the list, if you took it away. Answers stay by the key. */
static void a_tag_has_a_line_and_a_place(void **state)
{
    static const char seen[] = "{" TAGS(TAG("env", "prod") "," TAG("team", "cx")) "}",
                      theirs[] = "{" TAGS(TAG("team", "cy") "," TAG("env", "dev")) "}";
    struct merge merge = {0};

    (void)state;
    begin(&merge, seen, theirs, "{" TAGS(TAG("new", "1") "," TAG("env", "test")) "}");
    assert_int_equal(merge.count, 3);
    assert_string_equal(merge.parts[0].pointer, "/Tags/1/Value");
    assert_string_equal(merge.parts[1].pointer, "/Tags");
    assert_string_equal(merge.parts[2].pointer, "/Tags/0/Value");
    assert_int_equal(merge.parts[1].count, 1);
    assert_string_equal(merge.parts[1].lines[0].label, "Tags \xc2\xb7 team");
    assert_string_equal(merge.parts[1].lines[0].seen, "cx");
    assert_string_equal(merge.parts[1].lines[0].theirs, "cy");
    assert_null(merge.parts[1].lines[0].yours);
    merge.parts[0].side = MERGE_THEIRS;
    merge.parts[1].side = MERGE_YOURS;
    assert_result(&merge, "{" TAGS(TAG("env", "dev") "," TAG("new", "1")) "}");
    begin(&merge, seen, "{" TAGS(TAG("env", "dev") "," TAG("team", "again")) "}",
          "{" TAGS(TAG("env", "test")) "}");
    assert_int_equal(merge.parts[0].side, MERGE_THEIRS);
    assert_int_equal(merge.parts[1].side, MERGE_OPEN);
    merge_release(&merge);
}

static void each_leaf_has_a_line_with_all_three_sides(void **state)
{
    const struct merge_line *line;
    struct merge merge = {0};

    (void)state;
    begin(
        &merge,
        "{'EventTriggerLimits':{" HOURS("5") "}," TAGS(TAG("a", "1") "," TAG("b", "1") "," TAG("b", "1")) "}",
        "{'EventTriggerLimits':{" HOURS("10") "}," TAGS(
            TAG("a", "2") "," TAG("b", "1") "," TAG("b", "1")) "}",
        "{'EventTriggerLimits':{" HOURS("3") "}," TAGS(TAG("a", "1") "," TAG("b", "1")) "}");
    assert_int_equal(merge.count, 2);
    line = &merge.parts[0].lines[0];
    assert_int_equal(merge.parts[0].count, 1);
    assert_string_equal(line->label, "Limits \xc2\xb7 Period 1");
    assert_string_equal(line->seen, "5 per profile in 24 hours");
    assert_string_equal(line->theirs, "10 per profile in 24 hours");
    assert_string_equal(line->yours, "3 per profile in 24 hours");
    assert_int_equal(merge.parts[1].count, 2); /* one collision, of two leaves that one side each changed */
    line = merge.parts[1].lines;
    assert_true(line[0].they && !line[0].you && !line[1].they && line[1].you);
    assert_string_equal(line[0].yours, "1");
    assert_null(line[1].yours);
    assert_string_equal(line[1].theirs, "1");
    merge_release(&merge);
}

/* A list that became a text on one side has one line for the whole; the other side's leaves must not say that it is as
 * it was there. */
static void a_side_of_another_kind_is_told_in_each_line(void **state)
{
    struct merge merge = {0};

    (void)state;
    begin(&merge, "{'Tags':[{'Key':'a','Value':'1'}]}", "{'Tags':'no list'}",
          "{'Tags':[{'Key':'a','Value':'2'}]}");
    assert_int_equal(merge.count, 1);
    for (size_t i = 0; i < merge.parts[0].count; i++) {
        assert_true(merge.parts[0].lines[i].they && merge.parts[0].lines[i].you);
        assert_non_null(strstr(merge.parts[0].lines[i].theirs, "no list"));
    }
    merge_release(&merge);
}

static void answers_stay_unless_theirs_changed_again(void **state)
{
    static const char seen[] = "{'Description':'a','SegmentFilter':'s'}",
                      yours[] = "{'Description':'y','SegmentFilter':'y'}";
    struct merge merge = {0};

    (void)state;
    begin(&merge, seen, "{'Description':'t','SegmentFilter':'t'}", yours);
    merge.parts[0].side = merge.parts[1].side = MERGE_THEIRS;
    assert_int_equal(merge_count(&merge).open, 0);
    begin(&merge, seen, "{'Description':'u','SegmentFilter':'t'}", yours);
    assert_int_equal(merge.parts[0].side, MERGE_OPEN);
    assert_int_equal(merge.parts[1].side, MERGE_THEIRS);
    begin(&merge, seen, "{'Description':'u','SegmentFilter':'t'}", "{'Description':'u','SegmentFilter':'z'}");
    assert_int_equal(merge.count, 1); /* written as theirs by hand: nothing is left to decide */
    assert_int_equal(merge.parts[0].side, MERGE_THEIRS);
    merge_release(&merge);
}

static void an_arn_is_its_name_and_its_service(void **state)
{
    static const struct {
        const char *uri, *words;
    } cases[] = {
        {"arn:aws:connect-campaigns:us-east-1:123456789012:campaign/VIP-callback",
         "VIP-callback (connect-campaigns)"},
        {"arn:aws:appflow:eu-west-2:1:flow/a/b", "b (appflow)"},
        {"arn:aws:s3:::bucket", "bucket (s3)"},
        {"arn:aws:s3:::bucket/", "bucket/ (s3)"},
        {"arn:aws:s3", "arn:aws:s3"},
        {"arn:aws:s3:::", "arn:aws:s3:::"},
        {"https://example.com/x", "https://example.com/x"},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        helpers_assert_text(integration_words(cases[i].uri), cases[i].words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_side_keeps_what_it_alone_changed),
        cmocka_unit_test(members_of_an_object_are_parts_of_their_own),
        cmocka_unit_test(tags_are_decided_by_their_keys),
        cmocka_unit_test(a_tag_has_a_line_and_a_place),
        cmocka_unit_test(each_leaf_has_a_line_with_all_three_sides),
        cmocka_unit_test(a_side_of_another_kind_is_told_in_each_line),
        cmocka_unit_test(answers_stay_unless_theirs_changed_again),
        cmocka_unit_test(an_arn_is_its_name_and_its_service),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

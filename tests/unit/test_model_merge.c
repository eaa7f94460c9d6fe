/* merge and integration: two people's changes to one trigger; what stands behind it in words. */
#include "helpers.h"

#include "base/array.h"
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
         {0, 1, 1}},
        {"{'Description':'a'}",
         "{'Description':'b'}",
         "{'Description':'c'}",
         "{'Description':'c'}",
         {1, 0, 0}},
        {"{'Description':'a'}",
         "{'Description':'b'}",
         "{'Description':'b'}",
         "{'Description':'b'}",
         {0, 0, 0}},
        {"{'Description':'a'}", "{}", "{'Description':'a'}", "{}", {0, 1, 0}},
        {"{'Description':'a'}", "{'Description':'a'}", "{}", "{}", {0, 0, 1}},
        {"{}",
         "{'Description':'x'}",
         "{'SegmentFilter':'s'}",
         "{'Description':'x','SegmentFilter':'s'}",
         {0, 1, 1}},
        {"{'EventTriggerConditions':[{'a':1},{'b':2}]}",
         "{'EventTriggerConditions':[{'b':2},{'a':1}]}",
         "{'EventTriggerConditions':[{'a':1}]}",
         "{'EventTriggerConditions':[{'a':1}]}",
         {0, 0, 1}},
        {"{'LastUpdatedAt':'1'}",
         "{'LastUpdatedAt':'2'}",
         "{'LastUpdatedAt':'1'}",
         "{'LastUpdatedAt':'2'}",
         {0, 0, 0}},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        cJSON *seen = helpers_json(cases[i].seen), *theirs = helpers_json(cases[i].theirs);
        cJSON *yours = helpers_json(cases[i].yours);
        struct merge_count count;
        cJSON *merged = merge_onto(seen, theirs, yours, &count);

        helpers_assert_json(merged, cases[i].merged);
        assert_int_equal(count.both, cases[i].count.both);
        assert_int_equal(count.theirs, cases[i].count.theirs);
        assert_int_equal(count.yours, cases[i].count.yours);
        cJSON_Delete(seen);
        cJSON_Delete(theirs);
        cJSON_Delete(yours);
        cJSON_Delete(merged);
    }
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
        cmocka_unit_test(an_arn_is_its_name_and_its_service),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

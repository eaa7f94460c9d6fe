/* guard: what a trigger read again says about a change, and the patch
 * that protects it (changes.md, Guards). */
#include "helpers.h"

#include "backend/guard.h"

#define SEEN                                                                                                 \
    "{'DomainName':'d','EventTriggerName':'t','ObjectTypeName':'Order','SegmentFilter':'vip',"               \
    "'Tags':[{'Key':'a','Value':'1'},{'Key':'b','Value':'2'}],'LastUpdatedAt':'2026-01-01T00:00:00Z'}"
#define WITH(more) "{'DomainName':'d','EventTriggerName':'t','ObjectTypeName':'Order'," more "}"
#define TAGS       "'Tags':[{'Key':'a','Value':'1'},{'Key':'b','Value':'2'}]"
#define OLD        "'LastUpdatedAt':'2026-01-01T00:00:00Z'"
#define NEW        "'LastUpdatedAt':'2026-02-02T00:00:00Z'"

struct verdict_case {
    const char *rule, *after, *live;
    enum guard_verdict verdict;
};

static const struct verdict_case verdicts[] = {
    {"untouched and unchanged", WITH("'SegmentFilter':'all'," TAGS), SEEN, GUARD_SAME},
    {"the touched property has another content", WITH("'SegmentFilter':'all'," TAGS),
     WITH("'SegmentFilter':'others'," TAGS "," NEW), GUARD_CONFLICT},
    {"the touched property is gone", WITH("'SegmentFilter':'all'," TAGS), WITH(TAGS "," NEW), GUARD_CONFLICT},
    {"another property has another content: it is not ours to guard", WITH("'SegmentFilter':'all'," TAGS),
     WITH("'SegmentFilter':'vip','Description':'theirs'," TAGS "," NEW), GUARD_SAME},
    {"the touched list stands in another order", WITH("'SegmentFilter':'vip','Tags':[]"),
     WITH("'SegmentFilter':'vip','Tags':[{'Key':'b','Value':'2'},{'Key':'a','Value':'1'}]," OLD),
     GUARD_MOVED},
    {"absent then and now, and nothing was written since",
     WITH("'SegmentFilter':'vip','Description':'x'," TAGS), SEEN, GUARD_SAME},
    {"absent then and now, but written since", WITH("'SegmentFilter':'vip','Description':'x'," TAGS),
     WITH("'SegmentFilter':'vip'," TAGS "," NEW), GUARD_MOVED},
    {"somebody made the same change: no conflict, but the guard is old", WITH("'SegmentFilter':'all'," TAGS),
     WITH("'SegmentFilter':'all'," TAGS "," NEW), GUARD_MOVED},
    {"absent then, there now", WITH("'SegmentFilter':'vip','Description':'x'," TAGS),
     WITH("'SegmentFilter':'vip','Description':'theirs'," TAGS "," NEW), GUARD_CONFLICT},
};

static void reading_again_decides(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
        cJSON *seen = helpers_json(SEEN), *after = helpers_json(verdicts[i].after),
              *live = helpers_json(verdicts[i].live);
        if (guard_compare(seen, live, after) != verdicts[i].verdict)
            fail_msg("%s", verdicts[i].rule);
        cJSON_Delete(seen);
        cJSON_Delete(after);
        cJSON_Delete(live);
    }
}

struct patch_case {
    const char *rule, *after, *expected;
    struct guard_how how;
};

static const struct patch_case patches[] = {
    {"a touched property is tested as seen",
     WITH("'SegmentFilter':'all'," TAGS),
     "[{'op':'test','path':'/SegmentFilter','value':'vip'},{'op':'replace','path':'/"
     "SegmentFilter','value':'all'}]",
     {0}},
    {"absence is tested by time",
     WITH("'SegmentFilter':'vip','Description':'x'," TAGS),
     "[{'op':'test','path':'/LastUpdatedAt','value':'2026-01-01T00:00:00Z'},"
     "{'op':'add','path':'/Description','value':'x'}]",
     {0}},
    {"... unless the endpoint refuses that",
     WITH("'SegmentFilter':'vip','Description':'x'," TAGS),
     "[{'op':'add','path':'/Description','value':'x'}]",
     {.no_time = true}},
    {"unguarded has no tests", WITH(TAGS), "[{'op':'remove','path':'/SegmentFilter'}]", {.unguarded = true}},
    {"nothing touched, nothing to send", SEEN, "[]", {0}},
};

static void patches_are_guarded(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof patches / sizeof *patches; i++) {
        cJSON *seen = helpers_json(SEEN), *after = helpers_json(patches[i].after);
        cJSON *patch = guard_patch(seen, after, &patches[i].how);
        helpers_assert_json(patch, patches[i].expected);
        cJSON_Delete(seen);
        cJSON_Delete(after);
        cJSON_Delete(patch);
    }
}

static void one_guard_can_be_left_out(void **state)
{
    cJSON *seen = helpers_json(SEEN),
          *after = helpers_json(WITH("'SegmentFilter':'all','Tags':[],'Description':'x'"));
    struct texts without = {0};
    struct guard_how how = {.without = &without};
    (void)state;
    texts_add(&without, "Tags");
    texts_add(&without, "Description"); /* seen absent: its guard is the time */
    cJSON *patch = guard_patch(seen, after, &how);
    assert_false(guard_has_time(patch));
    assert_true(guard_lacks(seen, after, patch));
    const cJSON *first = cJSON_GetArrayItem(patch, 0), *second = cJSON_GetArrayItem(patch, 1);
    assert_string_equal(json_text(first, "op"), "test");
    assert_string_equal(json_text(first, "path"), "/SegmentFilter");
    assert_string_not_equal(json_text(second, "op"), "test");
    texts_release(&without);
    cJSON_Delete(seen);
    cJSON_Delete(after);
    cJSON_Delete(patch);
}

static void what_others_changed_is_kept(void **state)
{
    cJSON *seen = helpers_json(SEEN), *after = helpers_json(WITH("'SegmentFilter':'all'," TAGS));
    cJSON *live = helpers_json(WITH("'SegmentFilter':'vip','Description':'theirs','Tags':[]," NEW));
    cJSON *rebased = guard_rebase(seen, live, after);
    (void)state;
    helpers_assert_json(rebased, WITH("'SegmentFilter':'all','Description':'theirs','Tags':[]," NEW));
    cJSON_Delete(seen);
    cJSON_Delete(after);
    cJSON_Delete(live);
    cJSON_Delete(rebased);
}

static void what_aws_kept_is_named(void **state)
{
    cJSON *seen = helpers_json(SEEN), *after = helpers_json(WITH("'Description':'x'," TAGS));
    cJSON *live = helpers_json(WITH("'SegmentFilter':'vip','Description':'x'," TAGS "," NEW));
    struct texts kept = {0};
    (void)state;
    guard_kept(seen, after, live, &kept);
    assert_int_equal(kept.count, 1);
    assert_string_equal(kept.items[0], "SegmentFilter");
    texts_release(&kept);
    guard_kept(NULL, live, live, &kept); /* a create, kept whole */
    assert_int_equal(kept.count, 0);
    texts_release(&kept);
    cJSON_Delete(seen);
    cJSON_Delete(after);
    cJSON_Delete(live);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_again_decides),     cmocka_unit_test(patches_are_guarded),
        cmocka_unit_test(one_guard_can_be_left_out), cmocka_unit_test(what_others_changed_is_kept),
        cmocka_unit_test(what_aws_kept_is_named),
    };
    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

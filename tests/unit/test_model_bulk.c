/* bulk: what several triggers share, and one edit of it carried over to each. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/bulk.h"
#include "model/change.h"
#include "model/fields.h"

enum { MOST = 4, GROUPS = 3000 };

/* ---- what they share ---- */

static void what_is_equal_stands_and_what_differs_says_so(void **state)
{
    static const struct {
        const char *first, *second, *third, *shared;
    } cases[] = {
        {"{'Description':'a','SegmentFilter':'s'}", "{'Description':'a','SegmentFilter':'t'}",
         "{'Description':'a'}",
         "{'Description':'a','SegmentFilter':{'differs':'differs (2 values, 1 without)'}}"},
        {"{'DomainName':'d','Description':'a'}", "{'DomainName':'d','Description':'b'}",
         "{'DomainName':'d','Description':'c'}", "{'Description':{'differs':'differs (3 values)'}}"},
        {"{'EventTriggerLimits':{'EventExpiration':1,'Periods':[{'Value':1},{'Value':2}]}}",
         "{'EventTriggerLimits':{'EventExpiration':2,'Periods':[{'Value':2},{'Value':1}]}}",
         "{'EventTriggerLimits':{'EventExpiration':2,'Periods':[{'Value':1},{'Value':2}]}}",
         "{'EventTriggerLimits':{'EventExpiration':{'differs':'differs (2 values)'},"
         "'Periods':[{'Value':1},{'Value':2}]}}"},
        {"{'EventTriggerLimits':{'EventExpiration':1}}", "{}", "{'EventTriggerLimits':{}}",
         "{'EventTriggerLimits':{'EventExpiration':{'differs':'differs (1 value, 2 without)'}}}"},
        {"{'Tags':[{'Key':'a','Value':'1'},{'Key':'b','Value':'1'},{'Key':'aws:x','Value':'1'}]}",
         "{'Tags':[{'Key':'b','Value':'2'},{'Key':'a','Value':'1'}]}", "{'Tags':[{'Key':'a','Value':'1'}]}",
         "{'Tags':[{'Key':'a','Value':'1'},"
         "{'Key':'b','Value':{'differs':'differs (2 values, 1 without)'}}]}"},
        {"{'Tags':[{'Key':'a','Value':'1'}]}", "{'Tags':[{'Key':'a','Value':'1'}]}", "{}",
         "{'Tags':[{'Key':'a','Value':{'differs':'differs (1 in 2 of 3)'}}]}"},
        {"{'Tags':[{'Key':'aws:x','Value':'1'}]}", "{}", "{'Tags':[]}", "{}"},
        {"{'Description':7}", "{'Description':7}", "{'Description':7}",
         "{'Description':{'differs':'differs (1 value)'}}"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        cJSON *documents[] = {helpers_json(cases[i].first), helpers_json(cases[i].second),
                              helpers_json(cases[i].third)};
        cJSON *shared = bulk_shared((const cJSON *const *)documents, ARRAY_COUNT(documents));

        helpers_assert_json(shared, cases[i].shared);
        cJSON_Delete(shared);
        for (size_t j = 0; j < ARRAY_COUNT(documents); j++)
            cJSON_Delete(documents[j]);
    }
}

static void the_shared_are_the_optional_ones_that_can_be_written(void **state)
{
    static const char *const shared[] = {"Description", "EventTriggerLimits", "SegmentFilter", "Tags"};
    const struct field *root = &fields_event_trigger.root;
    size_t count = 0;

    (void)state;
    for (size_t i = 0; i < root->member_count; i++) {
        if (!bulk_shares(&root->members[i]))
            continue;
        assert_true(count < ARRAY_COUNT(shared));
        assert_string_equal(root->members[i].json, shared[count++]);
    }
    assert_int_equal(count, ARRAY_COUNT(shared));
}

/* ---- one edit ---- */

#define DIFFERS "{'differs':'differs (2 values)'}"

static void only_what_was_touched_is_carried_over(void **state)
{
    static const struct {
        const char *before, *after, *document, *applied;
    } cases[] = {
        /* a common value, one that differed, one that goes */
        {"{'Description':'a'}", "{'Description':'b'}", "{'X':1,'Description':'a'}",
         "{'X':1,'Description':'b'}"},
        {"{'Description':" DIFFERS "}", "{'Description':'b'}", "{'Description':'x'}", "{'Description':'b'}"},
        {"{'Description':" DIFFERS "}", "{}", "{'Description':'x'}", "{}"},
        {"{'Description':" DIFFERS "}", "{'Description':" DIFFERS "}", "{'Description':'x'}",
         "{'Description':'x'}"},
        /* what is not touched stays, even if it is no longer what it was */
        {"{'Description':'a','SegmentFilter':'s'}", "{'Description':'a','SegmentFilter':'t'}",
         "{'Description':'new','SegmentFilter':'s'}", "{'Description':'new','SegmentFilter':'t'}"},
        /* limits by their members */
        {"{'EventTriggerLimits':{'EventExpiration':1,'Periods':" DIFFERS "}}",
         "{'EventTriggerLimits':{'EventExpiration':2,'Periods':" DIFFERS "}}",
         "{'EventTriggerLimits':{'EventExpiration':1,'Periods':[{'Value':9}],'New':1}}",
         "{'EventTriggerLimits':{'EventExpiration':2,'Periods':[{'Value':9}],'New':1}}"},
        {"{}", "{'EventTriggerLimits':{'EventExpiration':2}}", "{}",
         "{'EventTriggerLimits':{'EventExpiration':2}}"},
        {"{'EventTriggerLimits':{'EventExpiration':1,'Periods':" DIFFERS "}}", "{}",
         "{'EventTriggerLimits':{'EventExpiration':1,'Periods':[{'Value':9}]}}", "{}"},
        {"{'EventTriggerLimits':{'EventExpiration':1}}", "{}",
         "{'EventTriggerLimits':{'EventExpiration':1,'New':1}}", "{'EventTriggerLimits':{'New':1}}"},
        /* tags by their keys */
        {"{'Tags':[{'Key':'a','Value':'1'}]}", "{'Tags':[{'Key':'a','Value':'2'},{'Key':'b','Value':''}]}",
         "{'Tags':[{'Key':'aws:x','Value':'x'},{'Key':'a','Value':'1'},{'Key':'c','Value':'3'}]}",
         "{'Tags':[{'Key':'aws:x','Value':'x'},{'Key':'a','Value':'2'},{'Key':'c','Value':'3'},"
         "{'Key':'b','Value':''}]}"},
        {"{'Tags':[{'Key':'a','Value':" DIFFERS "},{'Key':'b','Value':'1'}]}",
         "{'Tags':[{'Key':'a','Value':" DIFFERS "}]}",
         "{'Tags':[{'Key':'b','Value':'1'},{'Key':'a','Value':'7'}]}", "{'Tags':[{'Key':'a','Value':'7'}]}"},
        {"{'Tags':[{'Key':'a','Value':'1'}]}", "{}",
         "{'Tags':[{'Key':'aws:x','Value':'x'},{'Key':'a','Value':'1'},{'Key':'mine','Value':'1'}]}",
         "{'Tags':[{'Key':'aws:x','Value':'x'},{'Key':'mine','Value':'1'}]}"},
        {"{}", "{'Tags':[{'Key':'aws:x','Value':'mine'}]}", "{'Tags':[{'Key':'aws:x','Value':'x'}]}",
         "{'Tags':[{'Key':'aws:x','Value':'x'}]}"},
        {"{}", "{'Tags':[{'Key':'a','Value':'1'}]}", "{}", "{'Tags':[{'Key':'a','Value':'1'}]}"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        cJSON *before = helpers_json(cases[i].before), *after = helpers_json(cases[i].after);
        cJSON *document = helpers_json(cases[i].document), *applied = bulk_apply(document, before, after);

        helpers_assert_json(applied, cases[i].applied);
        cJSON_Delete(before);
        cJSON_Delete(after);
        cJSON_Delete(document);
        cJSON_Delete(applied);
    }
}

/* ---- what is wrong ---- */

static void only_what_the_person_wrote_is_checked(void **state)
{
    static const struct {
        const char *before, *after, *pointer; /* NULL: nothing is wrong */
    } cases[] = {
        {"{}", "{}", NULL},
        {"{'Description':" DIFFERS "}", "{'Description':" DIFFERS "}", NULL},
        {"{}", "{'SegmentFilter':'no blanks'}", "/SegmentFilter"},
        {"{'Tags':[{'Key':'a','Value':" DIFFERS "}]}", "{'Tags':[{'Key':'a','Value':" DIFFERS "}]}", NULL},
        {"{'Tags':[{'Key':'a','Value':" DIFFERS "}]}", "{'Tags':[{'Key':'b','Value':" DIFFERS "}]}",
         "/Tags/0/Value"},
        {"{'EventTriggerLimits':{'Periods':" DIFFERS "}}", "{'EventTriggerLimits':{'Periods':" DIFFERS "}}",
         NULL},
        {"{}", "{'EventTriggerLimits':{'EventExpiration':'x'}}", "/EventTriggerLimits/EventExpiration"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        cJSON *before = helpers_json(cases[i].before), *after = helpers_json(cases[i].after);
        struct problems problems = {0};

        bulk_check(before, after, &problems);
        assert_int_equal(problems.count, cases[i].pointer != NULL);
        if (problems.count)
            assert_string_equal(problems.items[0].pointer, cases[i].pointer);
        check_release(&problems);
        cJSON_Delete(before);
        cJSON_Delete(after);
    }
}

static void a_trigger_with_50_tags_takes_no_other(void **state)
{
    cJSON *document = cJSON_CreateObject(), *tags = cJSON_CreateArray(), *full;
    cJSON *after = helpers_json("{'Tags':[{'Key':'new','Value':'1'}]}"), *before = cJSON_CreateObject();

    (void)state;
    for (int i = 0; i < 50; i++) {
        char *key = mem_printf("k%d", i);
        cJSON *tag = cJSON_CreateObject();

        json_set_text(tag, "Key", key);
        json_set_text(tag, "Value", "");
        cJSON_AddItemToArray(tags, tag);
        free(key);
    }
    json_set(document, "Tags", tags);
    full = bulk_apply(document, before, after);
    helpers_assert_text(bulk_breach(document, full), "Tags: 51 tags, at most 50");
    assert_null(bulk_breach(document, document));
    cJSON_Delete(document);
    cJSON_Delete(full);
    cJSON_Delete(after);
    cJSON_Delete(before);
}

/* ---- generated groups ---- */

static uint32_t seed;

/* xorshift: below n. */
static unsigned any(unsigned n)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % n;
}

static cJSON *any_text(void)
{
    static const char *const texts[] = {"a", "b", "c"};

    return cJSON_CreateString(texts[any(ARRAY_COUNT(texts))]);
}

static cJSON *any_tags(bool managed)
{
    static const char *const keys[] = {"team", "env", "cost", "aws:stack"};
    cJSON *tags = cJSON_CreateArray();

    for (size_t i = 0; i < ARRAY_COUNT(keys) - !managed; i++) {
        cJSON *tag = cJSON_CreateObject();

        json_set_text(tag, "Key", keys[i]);
        json_set(tag, "Value", any_text());
        if (any(2))
            json_insert(tags, any((unsigned)cJSON_GetArraySize(tags) + 1), tag);
        else
            cJSON_Delete(tag);
    }
    return tags;
}

static cJSON *any_limits(void)
{
    cJSON *limits = cJSON_CreateObject(), *periods = cJSON_CreateArray();

    if (any(2))
        json_set_integer(limits, "EventExpiration", any(3) * 1000);
    for (unsigned i = any(3) + 1; i > 0; i--) {
        cJSON *period = cJSON_CreateObject();

        json_set_integer(period, "Value", any(2));
        cJSON_AddItemToArray(periods, period);
    }
    if (any(2))
        json_set(limits, "Periods", periods);
    else
        cJSON_Delete(periods);
    if (!limits->child)
        json_set_integer(limits, "EventExpiration", 5);
    return limits;
}

static cJSON *any_trigger(void)
{
    cJSON *trigger = cJSON_CreateObject();

    json_set(trigger, "EventTriggerConditions", any_tags(true)); /* any list will do: it is not shared */
    json_set(trigger, "Unheard", any_text());
    if (any(3))
        json_set(trigger, "Description", any_text());
    if (any(3))
        json_set(trigger, "SegmentFilter", any_text());
    if (any(3))
        json_set(trigger, "EventTriggerLimits", any_limits());
    if (any(3))
        json_set(trigger, "Tags", any_tags(true));
    return trigger;
}

/* An edit of what is shared: some properties anew, some gone. */
static cJSON *edited(const cJSON *shared)
{
    cJSON *after = cJSON_Duplicate(shared, true);

    if (!any(2))
        json_set(after, "Description", any(2) ? any_text() : NULL);
    if (!any(2))
        json_set(after, "SegmentFilter", any(2) ? any_text() : NULL);
    if (!any(2))
        json_set(after, "EventTriggerLimits", any(2) ? any_limits() : NULL);
    if (!any(2))
        json_set(after, "Tags", any(2) ? any_tags(false) : NULL);
    return after;
}

static const cJSON *tag_of(const cJSON *trigger, const char *key)
{
    const cJSON *tag;

    cJSON_ArrayForEach(tag, json_get(trigger, "Tags"))
    {
        if (strcmp(json_text(tag, "Key"), key) == 0)
            return json_get(tag, "Value");
    }
    return NULL;
}

static void assert_same(const cJSON *a, const cJSON *b)
{
    assert_true(a && b ? json_equal_as_sets(a, b) : a == b);
}

/* One value: as it was if it was not touched, else as the edit has it. */
static void assert_carried(const cJSON *before, const cJSON *after, const cJSON *old, const cJSON *new)
{
    bool touched = before && after ? !json_equal_as_sets(before, after) : before != after;

    if (!touched || bulk_differs(after))
        assert_same(old, new);
    else
        assert_same(after, new);
}

static void assert_carried_member(const cJSON *before, const cJSON *after, const cJSON *old, const cJSON *new,
                                  const char *name)
{
    assert_carried(json_get(before, name), json_get(after, name), json_get(old, name), json_get(new, name));
}

static void assert_carried_trigger(const cJSON *before, const cJSON *after, const cJSON *old,
                                   const cJSON *new)
{
    static const char *const others[] = {"EventTriggerConditions", "Unheard"};
    static const char *const keys[] = {"team", "env", "cost"};
    static const char *const members[] = {"EventExpiration", "Periods"};
    static const char limits[] = "EventTriggerLimits";

    for (size_t i = 0; i < ARRAY_COUNT(others); i++)
        assert_same(json_get(old, others[i]), json_get(new, others[i]));
    assert_same(tag_of(old, "aws:stack"), tag_of(new, "aws:stack"));
    assert_carried_member(before, after, old, new, "Description");
    assert_carried_member(before, after, old, new, "SegmentFilter");
    for (size_t i = 0; i < ARRAY_COUNT(members); i++)
        assert_carried_member(json_get(before, limits), json_get(after, limits), json_get(old, limits),
                              json_get(new, limits), members[i]);
    for (size_t i = 0; i < ARRAY_COUNT(keys); i++)
        assert_carried(tag_of(before, keys[i]), tag_of(after, keys[i]), tag_of(old, keys[i]),
                       tag_of(new, keys[i]));
}

static void check_group(cJSON **triggers, size_t count)
{
    cJSON *before = bulk_shared((const cJSON *const *)triggers, count), *after = edited(before);

    for (size_t i = 0; i < count; i++) {
        cJSON *same = bulk_apply(triggers[i], before, before);
        cJSON *once = bulk_apply(triggers[i], before, after), *twice = bulk_apply(once, before, after);

        assert_true(json_equal(same, triggers[i]));
        assert_carried_trigger(before, after, triggers[i], once);
        assert_true(json_equal_as_sets(once, twice));
        cJSON_Delete(same);
        cJSON_Delete(once);
        cJSON_Delete(twice);
    }
    cJSON_Delete(before);
    cJSON_Delete(after);
}

/* What is not touched stays the same multiset in each, what is touched is the same in all, and twice is once. */
static void an_edit_touches_what_it_names_and_nothing_else(void **state)
{
    (void)state;
    seed = 2463534242u;
    for (int group = 0; group < GROUPS; group++) {
        cJSON *triggers[MOST];
        size_t count = any(MOST) + 1;

        for (size_t i = 0; i < count; i++)
            triggers[i] = any_trigger();
        check_group(triggers, count);
        for (size_t i = 0; i < count; i++)
            cJSON_Delete(triggers[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shared_are_the_optional_ones_that_can_be_written),
        cmocka_unit_test(what_is_equal_stands_and_what_differs_says_so),
        cmocka_unit_test(only_what_was_touched_is_carried_over),
        cmocka_unit_test(only_what_the_person_wrote_is_checked),
        cmocka_unit_test(a_trigger_with_50_tags_takes_no_other),
        cmocka_unit_test(an_edit_touches_what_it_names_and_nothing_else),
    };

    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

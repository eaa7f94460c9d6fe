/* permission: the table holds what the type's own schema asks for, and the policies hold the table. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "model/permission.h"

/* The row of an action; fails the test if there is none. */
static const struct permission *row_of(const char *action)
{
    size_t count;
    const struct permission *rows = permission_table(&count);

    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].action, action) == 0)
            return &rows[i];
    fail_msg("%s is not in the table", action);
    return NULL;
}

/* The handlers' permissions in AWS's schema of the type, those of reading first. */
static void what_the_handlers_need_is_there(void **state)
{
    static const char *const read[] = {"profile:GetEventTrigger", "profile:ListTagsForResource",
                                       "profile:ListEventTriggers"};
    static const char *const write[] = {"profile:CreateEventTrigger", "profile:UpdateEventTrigger",
                                        "profile:DeleteEventTrigger", "profile:TagResource",
                                        "profile:UntagResource"};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(read); i++)
        assert_false(row_of(read[i])->writes);
    for (size_t i = 0; i < ARRAY_COUNT(write); i++)
        assert_true(row_of(write[i])->writes);
}

static size_t count_actions(const cJSON *policy, bool *writes)
{
    const cJSON *statement, *action;
    size_t count = 0;

    *writes = false;
    cJSON_ArrayForEach(statement, json_get(policy, "Statement"))
    {
        cJSON_ArrayForEach(action, json_get(statement, "Action"))
        {
            *writes |= row_of(action->valuestring)->writes;
            count++;
        }
    }
    return count;
}

static void a_policy_holds_each_action_once(void **state)
{
    size_t all, reading = 0;
    const struct permission *rows = permission_table(&all);
    bool writes;

    (void)state;
    for (size_t i = 0; i < all; i++)
        reading += !rows[i].writes;
    for (int writing = 0; writing < 2; writing++) {
        char *text = permission_policy(writing);
        cJSON *policy = json_parse_text(text, NULL);

        assert_string_equal(json_text(policy, "Version"), "2012-10-17");
        assert_int_equal(count_actions(policy, &writes), writing ? all : reading);
        assert_int_equal(writes, writing);
        cJSON_Delete(policy);
        free(text);
    }
}

static void arns_name_the_place(void **state)
{
    static const struct {
        const char *action, *arn;
    } cases[] = {
        {"profile:ListDomains", "*"},
        {"cloudformation:CreateResource", "arn:aws:cloudformation:us-east-1:1:resource/*"},
        {"profile:ListSegmentDefinitions", "arn:aws:profile:us-east-1:1:domains/d"},
        {"profile:TagResource", "arn:aws:profile:us-east-1:1:domains/d/event-triggers/t"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        helpers_assert_text(permission_arn(row_of(cases[i].action), "aws", "us-east-1", "1", "d", "t"),
                            cases[i].arn);
}

static void a_refused_change_is_explained(void **state)
{
    (void)state;
    assert_string_equal(permission_of_change(OPERATION_DELETE, "AccessDenied"), "profile:DeleteEventTrigger");
    assert_string_equal(permission_of_change(OPERATION_CREATE, NULL), "profile:CreateEventTrigger");
    assert_string_equal(permission_of_change(OPERATION_UPDATE, "UnauthorizedTaggingOperation"),
                        "profile:TagResource");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_handlers_need_is_there),
        cmocka_unit_test(a_policy_holds_each_action_once),
        cmocka_unit_test(arns_name_the_place),
        cmocka_unit_test(a_refused_change_is_explained),
    };

    return cmocka_run_group_tests_name("model permission", tests, NULL, NULL);
}

/* The local cloud's denials: at once or as the end of an operation, as AWS does, in AWS's words; and what IAM's
 * simulation says of them. */
#include "helpers.h"
#include "local_fixture.h"

#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "local/local_deny.h"
#include "local/local_iam.h"

static void a_list_has_actions_and_beginnings(void **state)
{
    static const struct {
        const char *list, *action;
        bool has;
    } cases[] = {
        {NULL, "profile:ListDomains", false},
        {"", "profile:ListDomains", false},
        {"profile:ListDomains", "profile:ListDomains", true},
        {"PROFILE:listdomains", "profile:ListDomains", true},
        {"profile:List", "profile:ListDomains", false},
        {"profile:ListDomainsX", "profile:ListDomains", false},
        {"profile:List*", "profile:ListDomains", true},
        {"profile:List*", "profile:TagResource", false},
        {"a:B,, profile:*", "profile:ListDomains", true},
        {"*", "iam:GetRole", true},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        if (local_deny_has(cases[i].list, cases[i].action) != cases[i].has)
            fail_msg("\"%s\" and %s", cases[i].list, cases[i].action);
}

static void the_words_are_aws_s(void **state)
{
    (void)state;
    helpers_assert_text(
        local_deny_text("cloudformation:ListResources", "ap-south-1", "resource/*"),
        "User: arn:aws:iam::123456789012:user/ConnectAdmin is not authorized to perform: "
        "cloudformation:ListResources on resource: arn:aws:cloudformation:ap-south-1:123456789012:resource/* "
        "because no identity-based policy allows the cloudformation:ListResources action");
}

/* ---- Cloud Control ---- */

static void a_call_is_denied_at_once(void **slot)
{
    struct local_fixture *fixture = *slot;
    struct local_ask ask = {.action = "CreateResource", .desired_state = "{}"};

    fixture->options.deny = "cloudformation:Create*";
    local_fixture_refused(fixture, &ask, "AccessDeniedException",
                          "is not authorized to perform: cloudformation:CreateResource on resource: "
                          "arn:aws:cloudformation:us-east-1:123456789012:resource/*");
}

/* Get and List answer with what the service behind them said. */
static void what_a_read_needs_is_denied_at_once(void **slot)
{
    struct local_fixture *fixture = *slot;
    struct local_ask get = {.action = "GetResource", .identifier = "retail|abandoned-cart"};
    struct local_ask list = {.action = "ListResources", .resource_model = "{'DomainName':'retail'}"};
    static const char tags[] =
        "Handler returned status FAILED: User: arn:aws:iam::123456789012:user/ConnectAdmin is not authorized "
        "to perform: profile:ListTagsForResource on resource: "
        "arn:aws:profile:us-east-1:123456789012:domains/retail/event-triggers/abandoned-cart because no";

    fixture->options.deny = "profile:ListTagsForResource";
    local_fixture_refused(fixture, &get, "AccessDeniedException", tags);
    local_fixture_refused(fixture, &get, "AccessDeniedException", "(HandlerErrorCode: AccessDenied, ");
    fixture->options.deny = "profile:ListEventTriggers";
    local_fixture_refused(fixture, &list, "AccessDeniedException", "perform: profile:ListEventTriggers");
    cJSON_Delete(local_fixture_answer(fixture, &get));
}

static const char tagged[] =
    "{'DomainName':'retail','EventTriggerName':'t','ObjectTypeName':'Order','EventTriggerConditions':[{"
    "'LogicalOperator':'ALL','EventTriggerDimensions':[{'ObjectAttributes':[{'FieldName':'total',"
    "'ComparisonOperator':'EQUAL','Values':['1']}]}]}],'Tags':[{'Key':'a','Value':'1'}]}";

static void what_a_change_needs_is_denied_at_its_end(void **slot)
{
    struct local_fixture *fixture = *slot;
    struct local_ask create = {.action = "CreateResource", .desired_state = tagged};
    struct local_ask update = {.action = "UpdateResource",
                               .identifier = "retail|abandoned-cart",
                               .patch = "[{'op':'add','path':'/Description','value':'x'}]"};
    struct local_ask erase = {.action = "DeleteResource", .identifier = "retail|abandoned-cart"};

    fixture->options.deny = "profile:*EventTrigger"; /* no * in the middle */
    local_fixture_ends(fixture, &create, "SUCCESS");
    fixture->options.deny =
        "profile:CreateEventTrigger,profile:UpdateEventTrigger,profile:DeleteEventTrigger";
    local_fixture_ends(fixture, &create, "FAILED AccessDenied");
    local_fixture_ends(fixture, &update, "FAILED AccessDenied");
    local_fixture_ends(fixture, &erase, "FAILED AccessDenied");
    fixture->options.deny = NULL;
    cJSON_Delete(local_fixture_trigger(fixture, "retail|abandoned-cart"));
}

static void tags_have_a_permission_and_an_error_of_their_own(void **slot)
{
    struct local_fixture *fixture = *slot;
    struct local_ask with = {.action = "CreateResource", .desired_state = tagged};
    struct local_ask without = {.action = "CreateResource", .desired_state = LOCAL_FIXTURE_NEW("bare")};
    struct local_ask add = {.action = "UpdateResource",
                            .identifier = "retail|t",
                            .patch = "[{'op':'add','path':'/Tags/-','value':{'Key':'b','Value':''}}]"};
    struct local_ask drop = {
        .action = "UpdateResource", .identifier = "retail|t", .patch = "[{'op':'remove','path':'/Tags'}]"};
    struct local_ask other = {.action = "UpdateResource",
                              .identifier = "retail|t",
                              .patch = "[{'op':'add','path':'/Description','value':'x'}]"};

    fixture->options.deny = "profile:TagResource";
    local_fixture_ends(fixture, &with, "FAILED UnauthorizedTaggingOperation");
    local_fixture_ends(fixture, &without, "SUCCESS");
    fixture->options.deny = NULL;
    local_fixture_ends(fixture, &with, "SUCCESS");
    fixture->options.deny = "profile:TagResource";
    local_fixture_ends(fixture, &add, "FAILED UnauthorizedTaggingOperation");
    local_fixture_ends(fixture, &other, "SUCCESS");
    fixture->options.deny = "profile:UntagResource";
    local_fixture_ends(fixture, &drop, "FAILED UnauthorizedTaggingOperation");
    local_fixture_ends(fixture, &add, "SUCCESS");
}

/* ---- Customer Profiles ---- */

static void a_profiles_call_is_denied_with_403(void **slot)
{
    static const struct {
        const char *target, *action, *resource;
    } cases[] = {
        {"/domains", "profile:ListDomains", "domains/* "},
        {"/domains/retail/integrations", "profile:ListIntegrations", "domains/retail "},
        {"/domains/retail/object-types/Order", "profile:GetProfileObjectType",
         "domains/retail/object-types/Order "},
    };
    struct local_fixture *fixture = *slot;

    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct exchange x;
        fixture->options.deny = cases[i].action;
        local_fixture_profiles(fixture, cases[i].target, &x);
        assert_int_equal(x.status, 403);
        assert_string_equal(x.error, "AccessDeniedException");
        assert_non_null(strstr(x.answer.text, cases[i].action));
        assert_non_null(strstr(x.answer.text, cases[i].resource));
        exchange_release(&x);
    }
    cJSON_Delete(local_fixture_get(fixture, "/domains"));
}

/* ---- IAM ---- */

static void ask_iam(const char *deny, const char *form, struct exchange *x)
{
    struct local_options options = {.deny = deny};
    exchange_init(x, "POST", "/", 0);
    strbuf_adds(&x->body, form);
    x->service = mem_dup("iam");
    x->region = mem_dup("us-east-1");
    local_iam_answer(&options, x);
}

#define SIMULATE                                                                                             \
    "Action=SimulatePrincipalPolicy&Version=2010-05-08&ActionNames.member.1=profile%3ATagResource&"          \
    "ActionNames.member.2=profile%3AUntagResource&ResourceArns.member.1=arn%3Aa&PolicySourceArn="
#define USER "arn%3Aaws%3Aiam%3A%3A123456789012%3Auser%2FConnectAdmin"

static void the_simulation_knows_what_is_denied(void **state)
{
    struct exchange x;
    const char *first, *second;

    (void)state;
    ask_iam("profile:UntagResource", SIMULATE USER, &x);
    assert_int_equal(x.status, 200);
    first = strstr(x.answer.text, "<EvalActionName>profile:TagResource</EvalActionName>");
    second = strstr(x.answer.text, "<EvalActionName>profile:UntagResource</EvalActionName>");
    assert_non_null(first);
    assert_non_null(second);
    assert_ptr_equal(strstr(strstr(first, "<EvalDecision>"), "<EvalDecision>allowed"),
                     strstr(first, "<EvalDecision>"));
    assert_ptr_equal(strstr(second, "<EvalDecision>"), strstr(second, "<EvalDecision>implicitDeny"));
    exchange_release(&x);
}

static void a_role_is_simulated_by_the_arn_that_get_role_gives(void **state)
{
    struct exchange x;

    (void)state;
    ask_iam(NULL, "Action=GetRole&Version=2010-05-08&RoleName=ConnectAdmin", &x);
    assert_non_null(
        strstr(x.answer.text, "<Arn>arn:aws:iam::123456789012:role/contact-centre/ConnectAdmin</Arn>"));
    exchange_release(&x);
    ask_iam(NULL, SIMULATE "arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fcontact-centre%2FConnectAdmin", &x);
    assert_int_equal(x.status, 200);
    exchange_release(&x);
}

static void what_iam_refuses_has_its_name(void **state)
{
    static const struct {
        const char *deny, *form, *error;
        int status;
    } cases[] = {
        {"iam:*", SIMULATE USER, "AccessDenied", 403},
        {"iam:GetRole", "Action=GetRole&Version=2010-05-08&RoleName=ConnectAdmin", "AccessDenied", 403},
        {NULL, "Action=GetRole&Version=2010-05-08&RoleName=x", "NoSuchEntity", 404},
        {NULL, "Action=GetRole&Version=2010-05-08", "ValidationError", 400},
        {NULL, SIMULATE "arn%3Aaws%3Aiam%3A%3A123456789012%3Auser%2Fx", "NoSuchEntity", 404},
        {NULL, "Action=SimulatePrincipalPolicy&Version=2010-05-08&PolicySourceArn=" USER, "ValidationError",
         400},
        {NULL, "Action=GetRole&Version=2011-06-15&RoleName=ConnectAdmin", "InvalidAction", 400},
        {NULL, "", "InvalidAction", 400},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct exchange x;
        ask_iam(cases[i].deny, cases[i].form, &x);
        assert_string_equal(x.error, cases[i].error);
        assert_int_equal(x.status, cases[i].status);
        exchange_release(&x);
    }
}

#define WITH_DATA(test) cmocka_unit_test_setup_teardown(test, local_fixture_setup, local_fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_has_actions_and_beginnings),
        cmocka_unit_test(the_words_are_aws_s),
        WITH_DATA(a_call_is_denied_at_once),
        WITH_DATA(what_a_read_needs_is_denied_at_once),
        WITH_DATA(what_a_change_needs_is_denied_at_its_end),
        WITH_DATA(tags_have_a_permission_and_an_error_of_their_own),
        WITH_DATA(a_profiles_call_is_denied_with_403),
        cmocka_unit_test(the_simulation_knows_what_is_denied),
        cmocka_unit_test(a_role_is_simulated_by_the_arn_that_get_role_gives),
        cmocka_unit_test(what_iam_refuses_has_its_name),
    };

    return cmocka_run_group_tests_name("local deny", tests, NULL, NULL);
}

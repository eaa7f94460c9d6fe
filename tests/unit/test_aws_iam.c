/* iam: forms as IAM takes them, and what its simulation says of each action. */
#include "helpers.h"

#include <string.h>

#include "aws/iam.h"

static void a_role_is_asked_for_by_name(void **state)
{
    (void)state;
    helpers_assert_text(iam_role_body("AWSReservedSSO_Admin_01+x@y"),
                        "Action=GetRole&Version=2010-05-08&RoleName=AWSReservedSSO_Admin_01%2Bx%40y");
}

static void a_simulation_names_all(void **state)
{
    struct texts actions = {0};

    (void)state;
    texts_split(&actions, "profile:TagResource,profile:UntagResource", ',');
    helpers_assert_text(
        iam_simulation_body("arn:aws:iam::1:user/u", &actions, "arn:aws:profile:eu-west-2:1:domains/d",
                            "eu-west-2"),
        "Action=SimulatePrincipalPolicy&Version=2010-05-08&PolicySourceArn=arn%3Aaws%3Aiam%3A%3A1%3Auser%2Fu"
        "&ActionNames.member.1=profile%3ATagResource&ActionNames.member.2=profile%3AUntagResource"
        "&ResourceArns.member.1=arn%3Aaws%3Aprofile%3Aeu-west-2%3A1%3Adomains%2Fd"
        "&ContextEntries.member.1.ContextKeyName=aws%3ARequestedRegion"
        "&ContextEntries.member.1.ContextKeyType=string"
        "&ContextEntries.member.1.ContextKeyValues.member.1=eu-west-2");
    texts_release(&actions);
}

/* Reads an answer of IAM. aws_json_release. */
static void read_answer(int status, const char *xml, struct aws_answer *answer)
{
    const struct aws_call call = {.service = AWS_IAM, .operation = "SimulatePrincipalPolicy"};
    struct http_answer http = {.status = status, .body = STRBUF_INIT};

    strbuf_adds(&http.body, xml);
    aws_json_read(&call, &http, answer);
    strbuf_release(&http.body);
}

/* As in IAM's own reference, with members inside members. */
static const char simulation[] =
    "<SimulatePrincipalPolicyResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">"
    "<SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults>"
    "<member><MatchedStatements><member><SourcePolicyId>p</SourcePolicyId><EndPosition><Column>4</Column>"
    "</EndPosition></member></MatchedStatements><MissingContextValues/><EvalResourceName>r</EvalResourceName>"
    "<EvalDecision>allowed</EvalDecision><EvalActionName>profile:A</EvalActionName></member>"
    "<member><MatchedStatements/><EvalDecision>implicitDeny</EvalDecision><EvalActionName>profile:B"
    "</EvalActionName></member>"
    "<member><MatchedStatements/><EvalDecision>explicitDeny</EvalDecision><EvalActionName>profile:C"
    "</EvalActionName></member>"
    "<member><OrganizationsDecisionDetail><AllowedByOrganizations>false</AllowedByOrganizations>"
    "</OrganizationsDecisionDetail><EvalDecision>implicitDeny</EvalDecision><EvalActionName>profile:D"
    "</EvalActionName></member>"
    "<member><PermissionsBoundaryDecisionDetail><AllowedByPermissionsBoundary>false"
    "</AllowedByPermissionsBoundary></PermissionsBoundaryDecisionDetail><EvalDecision>implicitDeny"
    "</EvalDecision><EvalActionName>profile:E</EvalActionName></member>"
    "<member><EvalActionName>profile:F</EvalActionName></member>"
    "</EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>";

static void each_decision_has_its_reason(void **state)
{
    struct aws_answer answer;

    (void)state;
    read_answer(200, simulation, &answer);
    assert_int_equal(answer.err.code, ERR_NONE);
    assert_null(iam_refusal(answer.body, "profile:A"));
    assert_null(iam_refusal(answer.body, "Profile:a"));
    assert_string_equal(iam_refusal(answer.body, "profile:B"), "no policy allows it");
    assert_string_equal(iam_refusal(answer.body, "profile:C"), "a policy denies it");
    assert_string_equal(iam_refusal(answer.body, "profile:D"),
                        "no policy of the organization lets this account do it");
    assert_string_equal(iam_refusal(answer.body, "profile:E"), "the permissions boundary leaves it out");
    assert_string_equal(iam_refusal(answer.body, "profile:F"), "");
    assert_string_equal(iam_refusal(answer.body, "profile:G"), "");
    assert_string_equal(iam_refusal(NULL, "profile:A"), "");
    aws_json_release(&answer);
}

static void the_arn_of_a_role_is_read(void **state)
{
    struct aws_answer answer;

    (void)state;
    read_answer(200,
                "<GetRoleResponse><GetRoleResult><Role><Path>/x/</Path><AssumeRolePolicyDocument>%7B%22Arn%22"
                "</AssumeRolePolicyDocument><RoleName>r</RoleName><Arn>arn:aws:iam::1:role/x/r</Arn></Role>"
                "</GetRoleResult></GetRoleResponse>",
                &answer);
    assert_string_equal(json_text(answer.body, "Arn"), "arn:aws:iam::1:role/x/r");
    aws_json_release(&answer);
}

static void a_refusal_of_the_question_is_a_denial(void **state)
{
    struct aws_answer answer;

    (void)state;
    read_answer(
        403,
        "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: "
        "arn:aws:iam::1:user/u is not authorized to perform: iam:SimulatePrincipalPolicy on resource: "
        "user u because no identity-based policy allows it</Message></Error></ErrorResponse>",
        &answer);
    assert_string_equal(answer.error_name, "AccessDenied");
    assert_int_equal(answer.err.code, ERR_ACCESS);
    assert_non_null(strstr(answer.err.text, "iam:SimulatePrincipalPolicy is not allowed: user/u"));
    aws_json_release(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_role_is_asked_for_by_name),           cmocka_unit_test(a_simulation_names_all),
        cmocka_unit_test(each_decision_has_its_reason),          cmocka_unit_test(the_arn_of_a_role_is_read),
        cmocka_unit_test(a_refusal_of_the_question_is_a_denial),
    };

    return cmocka_run_group_tests_name("aws iam", tests, NULL, NULL);
}

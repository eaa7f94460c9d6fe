/* aws_error: names cleaned, and one good sentence for each kind of refusal. */
#include "helpers.h"

#include <string.h>

#include "aws/aws_error.h"
#include "base/array.h"

static void names_are_cleaned(void **state)
{
    static const struct {
        const char *spelled, *name;
    } cases[] = {
        {"ThrottlingException", "ThrottlingException"},
        {"com.amazon.coral.service#AccessDeniedException", "AccessDeniedException"},
        {"com.amazon.cloudapiservice#TypeNotFoundException:http://internal/", "TypeNotFoundException"},
        {"ValidationException:", "ValidationException"},
        {"ResourceNotFoundException,Sender", "ResourceNotFoundException"},
        {"a:b#c", "a"},
        {"#", NULL},
        {":x", NULL},
        {"", NULL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char *name = aws_error_name(cases[i].spelled);

        if (cases[i].name)
            assert_string_equal(name, cases[i].name);
        else
            assert_null(name);
        free(name);
    }
}

static const struct {
    struct aws_error error;
    enum err_code code;
    const char *sentence, *hint; /* the hint holds this */
} sentences[] = {
    {{.name = "ResourceNotFoundException", .message = "gone (Service: CP, Status Code: 404, Request ID: 1)"},
     ERR_NOT_FOUND,
     "gone",
     ""},
    {{.name = "ResourceNotFoundException",
      .message = "Resource 'a|b' was not found. (HandlerErrorCode: NotFound, RequestToken: x)"},
     ERR_NOT_FOUND,
     "Resource 'a|b' was not found.",
     ""},
    {{.name = "ResourceNotFoundException",
      .message =
          "AWS::SQS::Queue Handler returned status FAILED: It was not found. (HandlerErrorCode: NotFound)"},
     ERR_NOT_FOUND,
     "It was not found.",
     ""},
    {{.name = "AlreadyExistsException", .message = "there"}, ERR_CONFLICT, "there", "another name"},
    {{.name = "ClientTokenConflictException", .message = "used"}, ERR_CONFLICT, "used", "token"},
    {{.name = "ConcurrentOperationException", .message = "busy"}, ERR_CONFLICT, "busy", "wait"},
    {{.name = "ValidationException", .message = "Model validation failed (#: required key [X] not found)"},
     ERR_INVALID,
     "Model validation failed (#: required key [X] not found)",
     ""},
    {{.name = "ValidationException", .message = "no"}, ERR_FAILED, "no", ""},
    {{.name = "NeverHeardOfException", .message = ""},
     ERR_FAILED,
     "the service answered with NeverHeardOfException",
     ""},
    {{.name = "ThrottlingException", .message = "Rate exceeded"},
     ERR_FAILED,
     "AWS asks for fewer requests: Rate exceeded",
     "minute"},
    {{.name = "SignatureDoesNotMatch", .message = "…", .source = "~/.aws/credentials [prod]"},
     ERR_ACCESS,
     "the signature does not match: the secret key from ~/.aws/credentials [prod] is not the one of its "
     "access key",
     "secret key"},
    {{.name = "InvalidSignatureException",
      .message = "Signature expired: 2026… is now earlier than …",
      .skew_ms = 600000},
     ERR_ACCESS,
     "the clock of this machine is 10 minutes behind AWS's",
     "clock"},
    {{.name = "RequestTimeTooSkewed", .skew_ms = -600000},
     ERR_ACCESS,
     "the clock of this machine is 10 minutes ahead of AWS's",
     "clock"},
    {{.name = "RequestExpired"}, ERR_ACCESS, "the time of the request is not AWS's time", "clock"},
    {{.name = "UnrecognizedClientException",
      .message = "The security token included in the request is invalid.",
      .source = "environment",
      .region = "eu-west-2"},
     ERR_ACCESS,
     "the access key from environment is not known in eu-west-2",
     "session token"},
    {{.name = "InvalidClientTokenId"},
     ERR_ACCESS,
     "the access key from these credentials is not known in this region",
     "session token"},
    {{.name = "ExpiredTokenException", .source = "environment"},
     ERR_ACCESS,
     "the session of the credentials from environment is over",
     "fresh keys"},
    {{.name = "AccessDeniedException",
      .message = "User: arn:aws:iam::1:user/u is not authorized to perform: cloudformation:ListResources on "
                 "resource: arn:aws:cloudformation:ap-south-1:1:resource/* because no identity-based policy "
                 "allows the cloudformation:ListResources action",
      .action = "cloudformation:GetResource"},
     ERR_ACCESS,
     "cloudformation:ListResources is not allowed: user/u may not do it on "
     "arn:aws:cloudformation:ap-south-1:1:resource/*",
     "let somebody allow it to arn:aws:iam::1:user/u; AWS says: no identity-based policy allows the "
     "cloudformation:ListResources action"},
    {{.name = "AccessDenied",
      .message =
          "User: arn:aws:sts::1:assumed-role/Admin/ann@x is not authorized to perform: "
          "profile:CreateEventTrigger on resource: arn:aws:profile:us-east-1:1:domains/d/event-triggers/t "
          "with an explicit deny in a service control policy (Service: CustomerProfiles, Status Code: "
          "403, Request ID: 1) (SDK Attempt Count: 1)"},
     ERR_ACCESS,
     "profile:CreateEventTrigger is not allowed: assumed-role/Admin/ann@x may not do it on "
     "arn:aws:profile:us-east-1:1:domains/d/event-triggers/t",
     "arn:aws:sts::1:assumed-role/Admin/ann@x; AWS says: with an explicit deny in a service control policy"},
    {{.name = "GeneralServiceException",
      .message =
          "AWS::X::Y Handler returned status FAILED: User: arn:aws:iam::1:user/u is not authorized to "
          "perform: profile:TagResource (Service: CustomerProfiles, Status Code: 403) (HandlerErrorCode: "
          "GeneralServiceException, RequestToken: x)",
      .action = "cloudformation:GetResource"},
     ERR_ACCESS,
     "profile:TagResource is not allowed: user/u may not do it",
     "let somebody allow it to arn:aws:iam::1:user/u"},
    {{.name = "AccessDenied", .message = "Not authorized to perform sts:AssumeRoleWithWebIdentity"},
     ERR_ACCESS,
     "sts:AssumeRoleWithWebIdentity is not allowed: this principal may not do it",
     "to this principal"},
    {{.name = "AccessDenied",
      .message = "User: arn:aws:iam::1:user/u is not authorized to perform: sts:AssumeRole on resource: "
                 "arn:aws:iam::1:role/r"},
     ERR_ACCESS,
     "sts:AssumeRole is not allowed: user/u may not do it on arn:aws:iam::1:role/r",
     "user/u"},
    {{.name = "AccessDenied",
      .message = "User: anonymous is not authorized to perform: sts:GetCallerIdentity."},
     ERR_ACCESS,
     "sts:GetCallerIdentity is not allowed: anonymous may not do it",
     "anonymous"},
    {{.name = "AccessDeniedException",
      .message = "You do not have sufficient access to perform this action.",
      .action = "profile:ListDomains"},
     ERR_ACCESS,
     "profile:ListDomains is not allowed: You do not have sufficient access to perform this action.",
     "AWS names no action"},
    {{.name = "UnauthorizedTaggingOperation", .message = "no tags", .action = "profile:TagResource"},
     ERR_ACCESS,
     "profile:TagResource is not allowed: no tags",
     "allow it"},
    {{.name = "AccessDeniedException", .message = "no"}, ERR_ACCESS, "access is denied: no", "etrig doctor"},
    {{.name = "AccessDenied", .message = NULL},
     ERR_ACCESS,
     "access is denied: the service answered with AccessDenied",
     "etrig doctor"},
    {{.name = "OptInRequired", .message = "no"}, ERR_ACCESS, "no", "enable the region"},
};

static void each_name_has_its_code_and_sentence(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(sentences); i++) {
        struct err err = {0};

        assert_false(aws_error_explain(&sentences[i].error, &err));
        assert_int_equal(err.code, sentences[i].code);
        assert_string_equal(err.text, sentences[i].sentence);
        if (!strstr(err.hint, sentences[i].hint))
            fail_msg("%s: hint %s", sentences[i].error.name, err.hint);
    }
}

static void the_denied_action_is_found(void **state)
{
    static const struct {
        const char *message, *action;
    } cases[] = {
        {"User: u is not authorized to perform: profile:ListDomains on resource: *", "profile:ListDomains"},
        {"User: u is not authorized to perform: profile:ListDomains", "profile:ListDomains"},
        {"User: u is not authorized to perform this", NULL},
        {"User: u is not authorized to perform: ", NULL},
        {"User: u is not authorized to perform:", NULL},
        {"no", NULL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char *action = aws_error_denied_action(cases[i].message);

        if (cases[i].action)
            assert_string_equal(action, cases[i].action);
        else
            assert_null(action);
        free(action);
    }
    assert_null(aws_error_denied_action(NULL));
}

static void names_that_refuse_the_keys_are_known(void **state)
{
    static const char *const names[] = {"SignatureDoesNotMatch", "UnrecognizedClientException",
                                        "ExpiredToken",          "RequestExpired",
                                        "IncompleteSignature",   "MissingAuthenticationTokenException"};
    static const char *const others[] = {"AccessDenied", "OptInRequired", "ThrottlingException", "NotFound"};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(names); i++)
        assert_true(aws_error_refuses_keys(names[i]));
    for (size_t i = 0; i < ARRAY_COUNT(others); i++)
        assert_false(aws_error_refuses_keys(others[i]));
    assert_false(aws_error_refuses_keys(NULL));
}

static void names_that_speak_of_the_clock_are_known(void **state)
{
    (void)state;
    assert_true(aws_error_is_clock("RequestExpired"));
    assert_true(aws_error_is_clock("SignatureDoesNotMatch"));
    assert_false(aws_error_is_clock("ExpiredTokenException"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_cleaned),
        cmocka_unit_test(each_name_has_its_code_and_sentence),
        cmocka_unit_test(the_denied_action_is_found),
        cmocka_unit_test(names_that_refuse_the_keys_are_known),
        cmocka_unit_test(names_that_speak_of_the_clock_are_known),
    };

    return cmocka_run_group_tests_name("aws error", tests, NULL, NULL);
}

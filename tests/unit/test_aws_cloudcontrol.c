/* cloudcontrol: bodies as the service model has them, progress events, tokens in messages. */
#include "helpers.h"

#include <string.h>

#include "aws/cloudcontrol.h"
#include "base/array.h"
#include "base/mem.h"

static const char type[] = "AWS::CustomerProfiles::EventTrigger";
static const struct cloudcontrol_options all_options = {
    .client_token = "ct-1", .role_arn = "arn:aws:iam::1:role/r", .type_version_id = "00000001"};

static void assert_body(char *body, const char *expected)
{
    cJSON *tree = helpers_json(expected);
    char *wanted = json_print(tree);

    assert_string_equal(body, wanted);
    cJSON_Delete(tree);
    free(wanted);
    free(body);
}

static void bodies_hold_what_was_given_and_no_more(void **state)
{
    static const struct cloudcontrol_options none = {0};

    (void)state;
    assert_body(
        cloudcontrol_create_body(type, "{\"a\":\"\xc3\xa9\"}", NULL),
        "{'TypeName':'AWS::CustomerProfiles::EventTrigger','DesiredState':'{\\'a\\':\\'\xc3\xa9\\'}'}");
    assert_body(cloudcontrol_update_body(type, "d|t", "[]", &none),
                "{'TypeName':'AWS::CustomerProfiles::EventTrigger','Identifier':'d|t','PatchDocument':'[]'}");
    assert_body(cloudcontrol_delete_body(type, "d|t", NULL),
                "{'TypeName':'AWS::CustomerProfiles::EventTrigger','Identifier':'d|t'}");
    assert_body(cloudcontrol_get_body(type, "d|t", NULL),
                "{'TypeName':'AWS::CustomerProfiles::EventTrigger','Identifier':'d|t'}");
    assert_body(cloudcontrol_list_body(type, NULL, NULL, NULL),
                "{'TypeName':'AWS::CustomerProfiles::EventTrigger'}");
    assert_body(cloudcontrol_list_body(type, "{}", "n", NULL),
                "{'TypeName':'AWS::CustomerProfiles::EventTrigger','ResourceModel':'{}','NextToken':'n'}");
    assert_body(cloudcontrol_status_body("r"), "{'RequestToken':'r'}");
    assert_body(cloudcontrol_cancel_body("r"), "{'RequestToken':'r'}");
    assert_body(cloudcontrol_requests_body(NULL), "{'MaxResults':100}");
    assert_body(cloudcontrol_requests_body("n"), "{'MaxResults':100,'NextToken':'n'}");
}

static void only_changes_carry_a_client_token(void **state)
{
    static const char with[] = "{'TypeName':'AWS::CustomerProfiles::EventTrigger','TypeVersionId':'00000001',"
                               "'RoleArn':'arn:aws:iam::1:role/r','Identifier':'d|t','ClientToken':'ct-1'}";
    static const char without[] =
        "{'TypeName':'AWS::CustomerProfiles::EventTrigger','TypeVersionId':'00000001',"
        "'RoleArn':'arn:aws:iam::1:role/r','Identifier':'d|t'}";
    char *list = cloudcontrol_list_body(type, NULL, NULL, &all_options);
    char *create = cloudcontrol_create_body(type, "{}", &all_options);
    char *update = cloudcontrol_update_body(type, "d|t", "[]", &all_options);

    (void)state;
    assert_body(cloudcontrol_delete_body(type, "d|t", &all_options), with);
    assert_body(cloudcontrol_get_body(type, "d|t", &all_options), without);
    assert_null(strstr(list, "ClientToken"));
    assert_non_null(strstr(create, "\"ClientToken\":\"ct-1\""));
    assert_non_null(strstr(update, "\"ClientToken\":\"ct-1\""));
    free(list);
    free(create);
    free(update);
}

static void a_call_is_completed(void **state)
{
    static const char *const actions[] = {
        "CreateResource", "UpdateResource",       "DeleteResource",        "GetResource",
        "ListResources",  "ListResourceRequests", "CancelResourceRequest", "GetResourceRequestStatus"};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(actions); i++) {
        struct aws_call call = {0};
        char *target = mem_printf("CloudApiService.%s", actions[i]);

        cloudcontrol_call(&call, actions[i], "{}");
        assert_int_equal(call.service, AWS_CLOUDCONTROL);
        assert_string_equal(call.method, "POST");
        assert_string_equal(call.path, "/");
        assert_string_equal(call.query, "");
        assert_string_equal(call.target, target);
        assert_string_equal(call.content_type, "application/x-amz-json-1.0");
        assert_string_equal(call.body, "{}");
        free(target);
    }
}

static void a_progress_event_is_read(void **state)
{
    static const struct {
        const char *status;
        enum cloudcontrol_status expected;
    } cases[] = {
        {"PENDING", CLOUDCONTROL_PENDING},
        {"IN_PROGRESS", CLOUDCONTROL_IN_PROGRESS},
        {"SUCCESS", CLOUDCONTROL_SUCCESS},
        {"FAILED", CLOUDCONTROL_FAILED},
        {"CANCEL_IN_PROGRESS", CLOUDCONTROL_CANCEL_IN_PROGRESS},
        {"CANCEL_COMPLETE", CLOUDCONTROL_CANCEL_COMPLETE},
        {"SOMETHING_NEW", CLOUDCONTROL_UNKNOWN},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        cJSON *tree =
            helpers_json("{'RequestToken':'r','Identifier':'d|t','ErrorCode':'NotFound','StatusMessage':'m',"
                         "'RetryAfter':1632506656.706}");
        struct cloudcontrol_event event;

        json_set_text(tree, "OperationStatus", cases[i].status);
        assert_true(cloudcontrol_read_event(tree, &event));
        assert_int_equal(event.status, cases[i].expected);
        assert_string_equal(event.request_token, "r");
        assert_string_equal(event.identifier, "d|t");
        assert_string_equal(event.error_code, "NotFound");
        assert_string_equal(event.status_message, "m");
        assert_int_equal(event.retry_after_ms, 1632506656706);
        assert_ptr_equal(event.tree, tree);
        cJSON_Delete(tree);
    }
}

static void an_event_without_token_or_status_is_none(void **state)
{
    static const char *const cases[] = {"{}",
                                        "[]",
                                        "'x'",
                                        "{'RequestToken':'r'}",
                                        "{'OperationStatus':'SUCCESS'}",
                                        "{'RequestToken':7,'OperationStatus':'SUCCESS'}",
                                        "{'RequestToken':'','OperationStatus':'SUCCESS'}"};
    struct cloudcontrol_event event;

    (void)state;
    assert_false(cloudcontrol_read_event(NULL, &event));
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        cJSON *tree = helpers_json(cases[i]);

        assert_false(cloudcontrol_read_event(tree, &event));
        cJSON_Delete(tree);
    }
}

static void a_failed_event_has_a_code_and_a_sentence(void **state)
{
    static const struct {
        struct cloudcontrol_event event;
        enum err_code code;
        const char *sentence;
    } cases[] = {
        {{.status = CLOUDCONTROL_FAILED,
          .error_code = "AlreadyExists",
          .status_message = "t exists (Service: CP, Status Code: 409)"},
         ERR_CONFLICT,
         "t exists"},
        {{.status = CLOUDCONTROL_FAILED, .error_code = "NotFound", .status_message = "gone"},
         ERR_NOT_FOUND,
         "gone"},
        {{.status = CLOUDCONTROL_FAILED,
          .error_code = "AccessDenied",
          .status_message =
              "User: arn:aws:iam::1:user/u is not authorized to perform: profile:CreateEventTrigger on "
              "resource: arn:aws:profile:us-east-1:1:domains/d/event-triggers/t"},
         ERR_ACCESS,
         "profile:CreateEventTrigger is not allowed: user/u may not do it on "
         "arn:aws:profile:us-east-1:1:domains/d/event-triggers/t"},
        {{.status = CLOUDCONTROL_FAILED, .error_code = "AccessDenied", .status_message = "Access denied."},
         ERR_ACCESS,
         "profile:UpdateEventTrigger is not allowed: Access denied."},
        {{.status = CLOUDCONTROL_FAILED, .error_code = "ServiceLimitExceeded"},
         ERR_FAILED,
         "the service answered with ServiceLimitExceeded"},
        {{.status = CLOUDCONTROL_FAILED}, ERR_FAILED, "the service answered with GeneralServiceException"},
        {{.status = CLOUDCONTROL_CANCEL_COMPLETE}, ERR_FAILED, "the operation was cancelled"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct err err = {0};

        cloudcontrol_event_error(&cases[i].event, "profile:UpdateEventTrigger", &err);
        assert_int_equal(err.code, cases[i].code);
        assert_string_equal(err.text, cases[i].sentence);
    }
}

static void the_request_token_of_a_message_is_found(void **state)
{
#define OLD  "11111111-2222-4333-8444-555555555555"
#define MINE "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
    static const struct {
        const char *message, *token;
    } cases[] = {
        {"ClientToken " MINE " is already associated with an existing operation with RequestToken " OLD, OLD},
        {"ClientToken x is already associated with an existing operation with RequestToken " OLD ".", OLD},
        {"RequestToken: " OLD " runs on the resource of ClientToken " MINE, OLD},
        {"an operation runs (" OLD ")", OLD},
        {MINE " and then " OLD, OLD},
        {"RequestToken 1111-2222", NULL},
        {"RequestToken 111111111-2222-4333-8444-555555555555", "11111111-2222-4333-8444-555555555555"},
        {OLD "5", NULL},
        {"", NULL},
        {NULL, NULL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        char *token = cloudcontrol_token_in(cases[i].message);

        if (cases[i].token)
            assert_string_equal(token, cases[i].token);
        else
            assert_null(token);
        free(token);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bodies_hold_what_was_given_and_no_more),
        cmocka_unit_test(only_changes_carry_a_client_token),
        cmocka_unit_test(a_call_is_completed),
        cmocka_unit_test(a_progress_event_is_read),
        cmocka_unit_test(an_event_without_token_or_status_is_none),
        cmocka_unit_test(a_failed_event_has_a_code_and_a_sentence),
        cmocka_unit_test(the_request_token_of_a_message_is_found),
    };

    return cmocka_run_group_tests_name("aws cloudcontrol", tests, NULL, NULL);
}

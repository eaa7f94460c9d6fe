/* The local cloud's Cloud Control: what is refused at once and in which words, and the reading actions. */
#include "helpers.h"
#include "local_fixture.h"

#include <string.h>

#include "base/array.h"
#include "base/mem.h"

#define CREATE(document)                                                                                     \
    {                                                                                                        \
        .action = "CreateResource", .desired_state = document                                                \
    }
#define UPDATE(text)                                                                                         \
    {                                                                                                        \
        .action = "UpdateResource", .identifier = "retail|loyalty-gold", .patch = text                       \
    }

/* aws-resource: "Sync error or FAILED event?", the validator's texts, the error texts. */
static void refuses_at_once_in_the_words_of_aws(void **slot)
{
    static const struct {
        struct local_ask ask;
        const char *name, *text;
    } cases[] = {
        {{.action = "CreateResource", .type = "AWS::S3::Bucket", .desired_state = "{}"},
         "TypeNotFoundException",
         "The type 'AWS::S3::Bucket' cannot be found."},
        {{.action = "DeleteResource", .type = "AWS::CustomerProfiles::Domain", .identifier = "x"},
         "TypeNotFoundException",
         "cannot be found"},
        {{.action = "GetResource", .type = "", .identifier = "retail|x"},
         "ValidationException",
         "1 validation error detected: Value null at 'typeName' failed to satisfy constraint: Member must "
         "not be null"},
        {{.action = "GetResource", .type = "bucket", .identifier = "retail|x"},
         "ValidationException",
         "2 validation errors detected: Value 'bucket' at 'typeName' failed to satisfy constraint: Member "
         "must have length greater"},
        {{.action = "GetResource", .identifier = "retail"},
         "ValidationException",
         "Identifier retail is not valid for identifier [/properties/DomainName, "
         "/properties/EventTriggerName]"},
        {{.action = "GetResource", .identifier = "retail|nothing"},
         "ResourceNotFoundException",
         "AWS::CustomerProfiles::EventTrigger Handler returned status FAILED: Resource of type "
         "'AWS::CustomerProfiles::EventTrigger' with "
         "identifier 'retail|nothing' was not found. (HandlerErrorCode: NotFound, RequestToken: "},
        {{.action = "UpdateResource", .identifier = "retail|nothing", .patch = "[]"},
         "ResourceNotFoundException",
         "'retail|nothing' was not found"},
        {{.action = "CreateTrigger"}, "UnknownOperationException", ""},
        {{.action = "GetResourceRequestStatus", .request_token = "DOESNOTEXIST"},
         "RequestTokenNotFoundException",
         "Request with token DOESNOTEXIST was not found"},
        {{.action = "CancelResourceRequest", .request_token = "DOESNOTEXIST"},
         "RequestTokenNotFoundException",
         "Request with token DOESNOTEXIST was not found"},
        {{.action = "DeleteResource", .identifier = "retail|x", .client_token = "no blanks"},
         "ValidationException",
         "Value 'no blanks' at 'clientToken' failed to satisfy constraint: Member must satisfy regular "
         "expression pattern: [-A-Za-z0-9+/=]+"},
        {{.action = "DeleteResource",
          .identifier = "retail|x",
          .more = "{'RoleArn':'arn:aws:iam::12:role/x'}"},
         "ValidationException",
         "'roleArn'"},
        {{.action = "DeleteResource", .identifier = "retail|x", .more = "{'TypeVersionId':'a b'}"},
         "ValidationException",
         "'typeVersionId'"},
        {{.action = "DeleteResource", .identifier = "retail|x", .more = "{'RoleArn':7}"},
         "SerializationException",
         "RoleArn"},
        /* the desired state */
        {CREATE("['no object']"), "ValidationException",
         "Model validation failed (#: expected type: JSONObject, found: JSONArray)"},
        {CREATE("nonsense"), "ValidationException", "Model validation failed (#"},
        {CREATE("{'DomainName':'retail','EventTriggerName':'x','ObjectTypeName':'Order'}"),
         "ValidationException",
         "Model validation failed (#: required key [EventTriggerConditions] not found)"},
        {CREATE("{'DomainName':'retail','EventTriggerName':'x','ObjectTypeName':true,'EventTriggerConditions'"
                ":[],'Colour':1}"),
         "ValidationException", "Model validation failed (#: 3 schema violations found"},
        {CREATE("{'DomainName':'re "
                "tail','EventTriggerName':'x','ObjectTypeName':'Order','EventTriggerConditions':[{'"
                "LogicalOperator':'ALL',"
                "'EventTriggerDimensions':[{'ObjectAttributes':[{'ComparisonOperator':'EQUAL','Values':['1']}"
                "]}]}]}"),
         "ValidationException",
         "Model validation failed (#/DomainName: failed validation constraint for keyword [pattern])"},
        {CREATE("{'DomainName':'retail','EventTriggerName':'x','ObjectTypeName':'Order','CreatedAt':'now','"
                "EventTriggerConditions':[{"
                "'LogicalOperator':'ALL','EventTriggerDimensions':[{'ObjectAttributes':[{'ComparisonOperator'"
                ":'EQUAL','Values':['1']}]}]}]}"),
         "ValidationException", "CreatedAt"},
        /* patches */
        {UPDATE("[{'op':'replace','path':'/EventTriggerName','value':'x'}]"), "NotUpdatableException",
         "Invalid patch update: createOnlyProperties [/properties/EventTriggerName] cannot be updated"},
        {UPDATE("[{'op':'remove','path':'/DomainName'},{'op':'move','from':'/EventTriggerName','path':'/"
                "Description'}]"),
         "NotUpdatableException",
         "createOnlyProperties [/properties/DomainName, /properties/EventTriggerName] cannot be updated"},
        {UPDATE("[{'op':'add','path':'/CreatedAt','value':'x'}]"), "ValidationException",
         "Invalid patch update: readOnlyProperties [/properties/CreatedAt] cannot be updated"},
        {UPDATE("[{'op':'replace','path':'','value':{'DomainName':'x'}}]"), "ValidationException",
         "required key"},
        {UPDATE("{}"), "ValidationException", "patch"},
        {UPDATE("[{'op':'mend','path':'/x'}]"), "ValidationException", "mend"},
        {UPDATE("nonsense"), "ValidationException", "patch"},
        {UPDATE("[{'op':'replace','path':'/SegmentFilter','value':'x'}]"), "ValidationException",
         "SegmentFilter"},
        {UPDATE("[{'op':'test','path':'/Description','value':'x'}]"), "ValidationException", "test"},
        {UPDATE("[{'op':'add','path':'/EventTriggerConditions/0/LogicalOperator','value':'SOME'}]"),
         "ValidationException",
         "Model validation failed (#/EventTriggerConditions/0/LogicalOperator: failed validation constraint "
         "for keyword [enum])"},
        {UPDATE("[{'op':'add','path':'/Colour','value':'red'}]"), "ValidationException",
         "Model validation failed (#: extraneous key [Colour] is not permitted)"},
        /* lists */
        {{.action = "ListResources"},
         "InvalidRequestException",
         "Missing or invalid ResourceModel property in AWS::CustomerProfiles::EventTrigger list handler "
         "request input.Required property:  "
         "(#: required key [DomainName] not found)"},
        {{.action = "ListResources", .resource_model = "{'EventTriggerName':'x'}"},
         "InvalidRequestException",
         "[DomainName]"},
        {{.action = "ListResources", .resource_model = "{'DomainName':'nowhere'}"},
         "ResourceNotFoundException",
         "Handler returned status FAILED: Domain nowhere does not exist (Service: CustomerProfiles, Status "
         "Code: 404, Request ID: "},
        {{.action = "ListResources",
          .resource_model = "{'DomainName':'retail'}",
          .more = "{'MaxResults':101}"},
         "ValidationException",
         "Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or "
         "equal to 100"},
        {{.action = "ListResources",
          .resource_model = "{'DomainName':'retail'}",
          .more = "{'NextToken':'00'}"},
         "InvalidRequestException",
         "NextToken"},
        {{.action = "ListResourceRequests", .type = "", .more = "{'NextToken':'zz'}"},
         "ValidationException",
         "NextToken"},
        {{.action = "ListResourceRequests",
          .type = "",
          .more = "{'ResourceRequestStatusFilter':{'Operations':['RENAME']}}"},
         "ValidationException",
         "resourceRequestStatusFilter.operations"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        local_fixture_refused(*slot, &cases[i].ask, cases[i].name, cases[i].text);
}

static void a_refused_request_leaves_no_trace(void **slot)
{
    struct local_ask refused =
        UPDATE("[{'op':'replace','path':'/Description','value':'new'},{'op':'test','path':'/"
               "ObjectTypeName','value':'x'}]");
    cJSON *before = local_fixture_trigger(*slot, "retail|loyalty-gold");
    local_fixture_refused(*slot, &refused, "ValidationException", "");
    cJSON *after = local_fixture_trigger(*slot, "retail|loyalty-gold");
    assert_true(json_equal(before, after));
    struct local_ask list = {.action = "ListResourceRequests", .type = ""};
    cJSON *requests = local_fixture_answer(*slot, &list);
    helpers_assert_json(requests, "{'ResourceRequestStatusSummaries':[]}");
    cJSON_Delete(before);
    cJSON_Delete(after);
    cJSON_Delete(requests);
}

static void both_forms_of_an_identifier_are_read_and_the_short_one_answers(void **slot)
{
    struct local_ask ask = {.action = "GetResource",
                            .identifier =
                                "{\"DomainName\":\"retail\",\"EventTriggerName\":\"loyalty-gold\"}"};
    cJSON *answer = local_fixture_answer(*slot, &ask);
    assert_string_equal(json_text(answer, "TypeName"), "AWS::CustomerProfiles::EventTrigger");
    assert_string_equal(json_text(json_get(answer, "ResourceDescription"), "Identifier"),
                        "retail|loyalty-gold");
    cJSON_Delete(answer);
}

/* Rows have the properties of the identifier alone; pages follow NextToken
 * to the end, without a gap or a double. */
static void a_listing_comes_in_pages(void **slot)
{
    size_t rows = 0, pages = 0;
    char *token = NULL, *more = NULL, *last = mem_dup("");
    do {
        free(more);
        more = token != NULL ? mem_printf("{'MaxResults':5,'NextToken':'%s'}", token)
                             : mem_dup("{'MaxResults':5}");
        struct local_ask ask = {
            .action = "ListResources", .resource_model = "{'DomainName':'retail'}", .more = more};
        cJSON *answer = local_fixture_answer(*slot, &ask);
        const cJSON *row;
        cJSON_ArrayForEach(row, json_get(answer, "ResourceDescriptions"))
        {
            assert_true(strcmp(json_text(row, "Identifier"), last) > 0);
            free(last);
            last = mem_dup(json_text(row, "Identifier"));
            rows++;
        }
        free(token);
        token = mem_dup(json_text(answer, "NextToken"));
        pages++;
        cJSON_Delete(answer);
    } while (token != NULL);
    assert_int_equal(rows, 14);
    assert_int_equal(pages, 3);
    free(more);
    free(last);
}

static void a_row_of_a_listing_has_the_identifier_alone(void **slot)
{
    struct local_ask ask = {
        .action = "ListResources", .resource_model = "{'DomainName':'retail'}", .more = "{'MaxResults':1}"};
    cJSON *answer = local_fixture_answer(*slot, &ask);
    cJSON *row = cJSON_GetArrayItem(json_get(answer, "ResourceDescriptions"), 0);
    assert_string_equal(json_text(row, "Identifier"), "retail|abandoned-cart");
    assert_string_equal(json_text(row, "Properties"),
                        "{\"DomainName\":\"retail\",\"EventTriggerName\":\"abandoned-cart\"}");
    cJSON_Delete(answer);
}

static void each_region_has_its_own_data(void **slot)
{
    struct local_fixture *fixture = *slot;
    struct local_ask ask = {.action = "ListResources", .resource_model = "{'DomainName':'telco'}"};
    fixture->region = "eu-west-2";
    cJSON *answer = local_fixture_answer(fixture, &ask);
    assert_int_equal(cJSON_GetArraySize(json_get(answer, "ResourceDescriptions")), 6);
    cJSON_Delete(answer);
    fixture->region = "eu-central-1";
    local_fixture_refused(fixture, &ask, "ResourceNotFoundException", "Domain telco does not exist");
}

static void asked_to_fail_reads_fail_at_once_and_changes_later(void **slot)
{
    struct local_fixture *fixture = *slot;
    fixture->options.fail_rate = 1;
    struct local_ask read = {.action = "GetResource", .identifier = "retail|loyalty-gold"};
    local_fixture_refused(fixture, &read, "ServiceInternalErrorException", "");
    struct local_ask change = {.action = "DeleteResource", .identifier = "retail|loyalty-gold"};
    char *token = local_fixture_accepted(fixture, &change);
    fixture->options.fail_rate = 0;
    fixture->now_ms += 400;
    cJSON *event = local_fixture_event(fixture, token);
    assert_string_equal(json_text(event, "OperationStatus"), "FAILED");
    assert_string_equal(json_text(event, "ErrorCode"), "ServiceInternalError");
    cJSON_Delete(event);
    cJSON_Delete(local_fixture_trigger(fixture, "retail|loyalty-gold"));
    free(token);
}

int main(void)
{
    json_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(refuses_at_once_in_the_words_of_aws, local_fixture_setup,
                                        local_fixture_teardown),
        cmocka_unit_test_setup_teardown(a_refused_request_leaves_no_trace, local_fixture_setup,
                                        local_fixture_teardown),
        cmocka_unit_test_setup_teardown(both_forms_of_an_identifier_are_read_and_the_short_one_answers,
                                        local_fixture_setup, local_fixture_teardown),
        cmocka_unit_test_setup_teardown(a_listing_comes_in_pages, local_fixture_setup,
                                        local_fixture_teardown),
        cmocka_unit_test_setup_teardown(a_row_of_a_listing_has_the_identifier_alone, local_fixture_setup,
                                        local_fixture_teardown),
        cmocka_unit_test_setup_teardown(each_region_has_its_own_data, local_fixture_setup,
                                        local_fixture_teardown),
        cmocka_unit_test_setup_teardown(asked_to_fail_reads_fail_at_once_and_changes_later,
                                        local_fixture_setup, local_fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

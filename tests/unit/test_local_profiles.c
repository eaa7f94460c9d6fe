/* The local cloud's Customer Profiles: shapes, paging and refusals as its service model has them; and STS. */
#include "helpers.h"
#include "local_fixture.h"

#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "local/local_sts.h"

static const cJSON *find_item(const cJSON *answer, const char *member, const char *value)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, json_get(answer, "Items")) if (strcmp(json_text(item, member), value) ==
                                                            0) return item;
    fail_msg("no item whose %s is %s", member, value);
    return NULL;
}

static void domains_have_times_in_seconds_and_tags_as_a_map(void **slot)
{
    cJSON *answer = local_fixture_get(*slot, "/domains");
    const cJSON *retail = find_item(answer, "DomainName", "retail");
    assert_int_equal(cJSON_GetArraySize(json_get(answer, "Items")), 4);
    assert_true(cJSON_IsNumber(json_get(retail, "CreatedAt")));
    assert_true(cJSON_IsNumber(json_get(retail, "LastUpdatedAt")));
    helpers_assert_json(json_get(retail, "Tags"), "{'owner':'ecommerce','env':'prod'}");
    assert_null(json_get(find_item(answer, "DomainName", "travel"), "Tags"));
    cJSON_Delete(answer);
}

/* aws-resource: summary rows lack conditions, limits, SegmentFilter. */
static void a_trigger_in_a_list_is_a_summary(void **slot)
{
    cJSON *answer = local_fixture_get(*slot, "/domains/retail/event-triggers?max-results=100");
    const cJSON *row = find_item(answer, "EventTriggerName", "high-value-order");
    assert_int_equal(cJSON_GetArraySize(json_get(answer, "Items")), 14);
    assert_null(json_get(answer, "NextToken"));
    assert_string_equal(json_text(row, "ObjectTypeName"), "Order");
    assert_string_equal(json_text(row, "Description"), "Orders above 500 go to the VIP flow.");
    helpers_assert_json(json_get(row, "Tags"), "{'team':'cx','env':'prod'}");
    assert_float_equal(json_get(row, "LastUpdatedAt")->valuedouble, 1795452300.0 - 302400, 0.001);
    assert_null(json_get(row, "EventTriggerConditions"));
    assert_null(json_get(row, "EventTriggerLimits"));
    assert_null(json_get(row, "SegmentFilter"));
    assert_null(json_get(row, "DomainName"));
    cJSON_Delete(answer);
}

static void a_trigger_is_read_whole(void **slot)
{
    cJSON *trigger = local_fixture_get(*slot, "/domains/retail/event-triggers/high-value-order");
    assert_string_equal(json_text(trigger, "SegmentFilter"), "vip-eu");
    assert_int_equal(cJSON_GetArraySize(json_get(trigger, "EventTriggerConditions")), 2);
    helpers_assert_json(
        json_get(trigger, "EventTriggerLimits"),
        "{'EventExpiration':300000,'Periods':[{'Unit':'HOURS','Value':24,'MaxInvocationsPerProfile':5}]}");
    assert_true(cJSON_IsNumber(json_get(trigger, "CreatedAt")));
    cJSON_Delete(trigger);
}

static void pickers_find_types_fields_attributes_and_segments(void **slot)
{
    cJSON *types = local_fixture_get(*slot, "/domains/retail/object-types");
    assert_string_equal(json_text(find_item(types, "ObjectTypeName", "Order"), "Description"),
                        "An order of the web shop or the app");
    cJSON *type = local_fixture_get(*slot, "/domains/retail/object-types/Order");
    helpers_assert_json(
        json_get(json_get(type, "Fields"), "total"),
        "{'Source':'_source.total','Target':'_profile.Attributes.total','ContentType':'NUMBER'}");
    helpers_assert_json(json_get(type, "Keys"),
                        "{'orderId':[{'StandardIdentifiers':['UNIQUE'],'FieldNames':['orderId']}]}");
    cJSON *attributes = local_fixture_get(*slot, "/domains/retail/object-types/Order/attributes");
    const cJSON *attribute = find_item(attributes, "AttributeName", "lines.sku");
    assert_int_equal(cJSON_GetArraySize(attribute), 2);
    cJSON *segments = local_fixture_get(*slot, "/domains/retail/segment-definitions?max-results=500");
    const cJSON *segment = find_item(segments, "SegmentDefinitionName", "vip-eu");
    assert_string_equal(json_text(segment, "SegmentType"), "CLASSIC");
    assert_string_equal(json_text(segment, "SegmentDefinitionArn"),
                        "arn:aws:profile:us-east-1:123456789012:domains/retail/segment-definitions/vip-eu");
    cJSON_Delete(types);
    cJSON_Delete(type);
    cJSON_Delete(attributes);
    cJSON_Delete(segments);
}

static void integrations_name_their_trigger_and_nothing_private(void **slot)
{
    cJSON *answer = local_fixture_get(*slot, "/domains/retail/integrations");
    const cJSON *item =
        find_item(answer, "Uri", "arn:aws:connect-campaigns:us-east-1:123456789012:campaign/VIP-callback");
    helpers_assert_json(json_get(item, "EventTriggerNames"), "['high-value-order']");
    assert_null(json_get(item, "Active"));
    cJSON_Delete(answer);
}

static void lists_come_in_pages(void **slot)
{
    char *target = mem_dup("/domains?max-results=3");
    int rows = 0, pages = 0;
    while (target != NULL) {
        cJSON *answer = local_fixture_get(*slot, target);
        const char *next = json_text(answer, "NextToken");
        rows += cJSON_GetArraySize(json_get(answer, "Items"));
        pages++;
        free(target);
        target = next != NULL ? mem_printf("/domains?next-token=%s&max-results=3", next) : NULL;
        cJSON_Delete(answer);
    }
    assert_int_equal(rows, 4);
    assert_int_equal(pages, 2);
}

static void refuses_with_the_status_of_the_model(void **slot)
{
    static const struct {
        const char *target;
        int status;
        const char *name, *text;
    } cases[] = {
        {"/domains/nowhere/event-triggers", 404, "ResourceNotFoundException",
         "Domain nowhere does not exist"},
        {"/domains/nowhere/event-triggers/x", 404, "ResourceNotFoundException", "Domain nowhere"},
        {"/domains/retail/event-triggers/nothing", 404, "ResourceNotFoundException", "Event trigger nothing"},
        {"/domains/retail/object-types/Nothing", 404, "ResourceNotFoundException", "Object type Nothing"},
        {"/domains/retail/object-types/Nothing/attributes", 404, "ResourceNotFoundException",
         "Object type Nothing"},
        {"/domains/re%20tail/event-triggers", 400, "BadRequestException", "Value 're tail' at 'domainName'"},
        {"/domains/retail/object-types/1st", 400, "BadRequestException", "'objectTypeName'"},
        {"/domains?max-results=0", 400, "BadRequestException", "greater than or equal to 1"},
        {"/domains?max-results=101", 400, "BadRequestException", "less than or equal to 100"},
        {"/domains?max-results=many", 400, "BadRequestException", "max-results"},
        {"/domains?next-token=abc", 400, "BadRequestException", "NextToken"},
        {"/domains/retail/segment-definitions?max-results=501", 400, "BadRequestException",
         "less than or equal to 500"},
        {"/domains/retail", 404, "UnknownOperationException", ""},
        {"/domains/a%00b/integrations", 404, "UnknownOperationException", ""},
        {"/", 404, "UnknownOperationException", ""},
        {"/domains/retail/object-types/Order/attributes/more", 404, "UnknownOperationException", ""},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct exchange x;
        local_fixture_profiles(*slot, cases[i].target, &x);
        cJSON *body = json_parse_text(x.answer.text, NULL);
        if (x.status != cases[i].status || strcmp(x.error, cases[i].name) != 0 ||
            strstr(json_text(body, "Message"), cases[i].text) == NULL)
            fail_msg("%s: %d %s %s", cases[i].target, x.status, x.error, x.answer.text);
        assert_null(json_get(body, "__type"));
        cJSON_Delete(body);
        exchange_release(&x);
    }
}

static void a_token_of_another_list_is_refused(void **slot)
{
    cJSON *answer = local_fixture_get(*slot, "/domains?max-results=1");
    char *target = mem_printf("/domains/retail/event-triggers?next-token=%s", json_text(answer, "NextToken"));
    struct exchange x;
    local_fixture_profiles(*slot, target, &x);
    assert_int_equal(x.status, 400);
    exchange_release(&x);
    free(target);
    cJSON_Delete(answer);
}

static void asked_to_fail_calls_fail(void **slot)
{
    struct local_fixture *fixture = *slot;
    struct exchange x;
    fixture->options.fail_rate = 1;
    local_fixture_profiles(fixture, "/domains", &x);
    assert_int_equal(x.status, 500);
    assert_string_equal(x.error, "InternalServerException");
    exchange_release(&x);
}

static void sts_tells_who_asks_in_xml(void **slot)
{
    static const struct {
        const char *body;
        int status;
        const char *text;
    } cases[] = {
        {"Action=GetCallerIdentity&Version=2011-06-15", 200, "<Account>123456789012</Account>"},
        {"Version=2011-06-15&Action=GetCallerIdentity", 200,
         "<Arn>arn:aws:iam::123456789012:user/ConnectAdmin</Arn>"},
        {"Action=Get%3CCaller&Version=2011-06-15", 400,
         "<Message>Could not find operation Get&lt;Caller for version 2011-06-15</Message>"},
        {"Action=GetCallerIdentity", 400, "<Code>InvalidAction</Code>"},
    };
    (void)slot;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct exchange x;
        exchange_init(&x, "POST", "/", 0);
        x.service = mem_dup("sts");
        strbuf_adds(&x.body, cases[i].body);
        local_sts_answer(&x);
        assert_int_equal(x.status, cases[i].status);
        if (strstr(x.answer.text, cases[i].text) == NULL)
            fail_msg("%s", x.answer.text);
        exchange_release(&x);
    }
}

int main(void)
{
    json_init();
#define TEST(name) cmocka_unit_test_setup_teardown(name, local_fixture_setup, local_fixture_teardown)
    const struct CMUnitTest tests[] = {
        TEST(domains_have_times_in_seconds_and_tags_as_a_map),
        TEST(a_trigger_in_a_list_is_a_summary),
        TEST(a_trigger_is_read_whole),
        TEST(pickers_find_types_fields_attributes_and_segments),
        TEST(integrations_name_their_trigger_and_nothing_private),
        TEST(lists_come_in_pages),
        TEST(refuses_with_the_status_of_the_model),
        TEST(a_token_of_another_list_is_refused),
        TEST(asked_to_fail_calls_fail),
        TEST(sts_tells_who_asks_in_xml),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

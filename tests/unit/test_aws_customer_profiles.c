/* customer_profiles: paths and queries as the service model has them, with names and tokens encoded. */
#include "helpers.h"

#include "aws/customer_profiles.h"

static void assert_call(struct customer_profiles_call *c, const char *operation, const char *path,
                        const char *query)
{
    struct aws_call call = {.target = "x", .content_type = "x", .body = "x"};

    customer_profiles_fill(&call, c);
    assert_int_equal(call.service, AWS_CUSTOMER_PROFILES);
    assert_string_equal(call.operation, operation);
    assert_string_equal(call.method, "GET");
    assert_string_equal(call.path, path);
    assert_string_equal(call.query, query);
    assert_null(call.target);
    assert_null(call.content_type);
    assert_null(call.body);
    customer_profiles_release(c);
    assert_null(c->path);
}

static void each_call_has_its_path_and_page(void **state)
{
    struct customer_profiles_call c;

    (void)state;
    customer_profiles_list_domains(&c, NULL);
    assert_call(&c, "ListDomains", "/domains", "max-results=100");
    customer_profiles_list_domains(&c, "a+b/c==");
    assert_call(&c, "ListDomains", "/domains", "max-results=100&next-token=a%2Bb%2Fc%3D%3D");
    customer_profiles_list_event_triggers(&c, "shop", "n");
    assert_call(&c, "ListEventTriggers", "/domains/shop/event-triggers", "max-results=100&next-token=n");
    customer_profiles_list_object_types(&c, "shop", NULL);
    assert_call(&c, "ListProfileObjectTypes", "/domains/shop/object-types", "max-results=100");
    customer_profiles_get_object_type(&c, "shop", "_order");
    assert_call(&c, "GetProfileObjectType", "/domains/shop/object-types/_order", "");
    customer_profiles_list_attributes(&c, "shop", "_order", NULL);
    assert_call(&c, "ListObjectTypeAttributes", "/domains/shop/object-types/_order/attributes",
                "max-results=100");
    customer_profiles_list_segments(&c, "shop", NULL);
    assert_call(&c, "ListSegmentDefinitions", "/domains/shop/segment-definitions", "max-results=500");
    customer_profiles_list_integrations(&c, "shop", "n");
    assert_call(&c, "ListIntegrations", "/domains/shop/integrations",
                "include-hidden=true&max-results=100&next-token=n");
}

static void names_are_encoded_once(void **state)
{
    struct customer_profiles_call c;

    (void)state;
    customer_profiles_get_object_type(&c, "a/b?c#d", "caf\xc3\xa9 100%");
    assert_call(&c, "GetProfileObjectType", "/domains/a%2Fb%3Fc%23d/object-types/caf%C3%A9%20100%25", "");
    customer_profiles_list_attributes(&c, "..", "a b", "&x=1");
    assert_call(&c, "ListObjectTypeAttributes", "/domains/../object-types/a%20b/attributes",
                "max-results=100&next-token=%26x%3D1");
}

static void times_are_seconds_with_a_fraction(void **state)
{
    cJSON *row = helpers_json(
        "{'a':1632506656.706,'b':'2021-09-24T18:04:16.706Z','c':'soon','d':-5,'e':null,'f':1e300}");

    (void)state;
    assert_int_equal(customer_profiles_time(row, "a"), 1632506656706);
    assert_int_equal(customer_profiles_time(row, "b"), 1632506656706);
    assert_int_equal(customer_profiles_time(row, "c"), 0);
    assert_int_equal(customer_profiles_time(row, "d"), 0);
    assert_int_equal(customer_profiles_time(row, "e"), 0);
    assert_int_equal(customer_profiles_time(row, "f"), 0);
    assert_int_equal(customer_profiles_time(row, "absent"), 0);
    cJSON_Delete(row);
}

static void a_map_of_tags_becomes_a_list(void **state)
{
    static const char *const without[] = {"{}", "{'Tags':{}}", "{'Tags':null}", "{'Tags':[]}"};
    cJSON *row = helpers_json("{'Tags':{'team':'crm','aws:x':''}}");
    char *tags = customer_profiles_tags(row);

    (void)state;
    assert_string_equal(tags, "[{\"Key\":\"team\",\"Value\":\"crm\"},{\"Key\":\"aws:x\",\"Value\":\"\"}]");
    free(tags);
    cJSON_Delete(row);
    for (size_t i = 0; i < sizeof without / sizeof *without; i++) {
        row = helpers_json(without[i]);
        assert_null(customer_profiles_tags(row));
        cJSON_Delete(row);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_call_has_its_path_and_page),
        cmocka_unit_test(names_are_encoded_once),
        cmocka_unit_test(times_are_seconds_with_a_fraction),
        cmocka_unit_test(a_map_of_tags_becomes_a_list),
    };

    return cmocka_run_group_tests_name("aws customer profiles", tests, NULL, NULL);
}

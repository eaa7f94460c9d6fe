/* The sample data hold what they promise: valid triggers that name what is there,
 * with ages that stay on the screen. */
#include "helpers.h"
#include "local_fixture.h"

#include <string.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/texts.h"
#include "model/check.h"
#include "model/fields.h"
#include "local/sample_tables.h"

static struct local_fixture fixture;

static int setup(void **slot)
{
    (void)slot;
    local_fixture_init(&fixture);
    return 0;
}

static int teardown(void **slot)
{
    (void)slot;
    local_fixture_release(&fixture);
    return 0;
}

static cJSON *trigger_of(const struct sample_trigger *row)
{
    char *identifier = mem_printf("%s|%s", row->domain, row->name);
    fixture.region = row->region;
    cJSON *document = local_fixture_trigger(&fixture, identifier);
    free(identifier);
    return document;
}

static void there_are_three_regions_four_domains_and_some_sixty_triggers(void **slot)
{
    struct texts regions = {0}, domains = {0};
    (void)slot;
    for (size_t i = 0; i < sample_domain_count; i++) {
        if (!texts_has(&regions, sample_domains[i].region))
            texts_add(&regions, sample_domains[i].region);
        if (!texts_has(&domains, sample_domains[i].name))
            texts_add(&domains, sample_domains[i].name);
    }
    assert_int_equal(regions.count, 3);
    assert_int_equal(domains.count, 4);
    assert_int_equal(sample_trigger_count, 61);
    assert_true(sample_object_type_count >= 12);
    texts_release(&regions);
    texts_release(&domains);
}

/* Each trigger as made keeps the schema: what the tables' little language yields is what AWS would take. */
static void every_trigger_keeps_the_schema(void **slot)
{
    (void)slot;
    for (size_t i = 0; i < sample_trigger_count; i++) {
        struct problems problems = {0};
        cJSON *document = trigger_of(&sample_triggers[i]);
        if (!check_document(&fields_event_trigger, document, CHECK_UNKNOWN, &problems))
            fail_msg("%s: %s %s", sample_triggers[i].name, problems.items[0].pointer,
                     problems.items[0].words);
        check_release(&problems);
        cJSON_Delete(document);
    }
}

static bool is_there(enum state_kind kind, const struct sample_trigger *row, const char *parent,
                     const char *name)
{
    struct state_key key = {kind, row->region, row->domain, parent, name};
    char *document = state_get(fixture.state, &key);
    bool there = document != NULL;
    free(document);
    return there;
}

static void check_fields(const struct sample_trigger *row, const cJSON *node)
{
    const char *name = json_text(node, "FieldName");
    if (name != NULL && !is_there(STATE_ATTRIBUTE, row, row->object_type, name))
        fail_msg("%s: no field %s", row->name, name);
    const cJSON *child;
    cJSON_ArrayForEach(child, node) if (cJSON_IsObject(child) || cJSON_IsArray(child))
        check_fields(row, child);
}

static void every_trigger_names_what_its_domain_has(void **slot)
{
    (void)slot;
    for (size_t i = 0; i < sample_trigger_count; i++) {
        const struct sample_trigger *row = &sample_triggers[i];
        if (!is_there(STATE_OBJECT_TYPE, row, "", row->object_type) &&
            strcmp(row->region, "ap-southeast-2") != 0)
            fail_msg("%s: no object type %s", row->name, row->object_type);
        if (row->segment != NULL && !is_there(STATE_SEGMENT, row, "", row->segment))
            fail_msg("%s: no segment %s", row->name, row->segment);
        cJSON *document = trigger_of(row);
        if (is_there(STATE_OBJECT_TYPE, row, "", row->object_type))
            check_fields(row, document);
        cJSON_Delete(document);
    }
}

static void every_integration_names_a_trigger_of_its_domain(void **slot)
{
    (void)slot;
    for (size_t i = 0; i < sample_integration_count; i++) {
        const struct sample_integration *row = &sample_integrations[i];
        struct sample_trigger place = {.region = row->region, .domain = row->domain};
        if (row->trigger != NULL && !is_there(STATE_TRIGGER, &place, "", row->trigger))
            fail_msg("%s: no trigger %s", row->uri, row->trigger);
    }
}

/* A screen that shows ages is the same some time later: twenty seconds for minutes,
 * for the rest at least ten minutes. */
static void ages_stand_in_the_middle_of_their_unit(void **slot)
{
    (void)slot;
    for (size_t i = 0; i < sample_trigger_count; i++) {
        cJSON *document = trigger_of(&sample_triggers[i]);
        int64_t at_ms = 0;
        char now[8], later[8], earlier[8];
        assert_true(clock_parse(json_text(document, "LastUpdatedAt"), &at_ms));
        int64_t age_ms = fixture.now_ms - at_ms, margin_ms = age_ms < 3600000 ? 20000 : 600000;
        clock_format_age(age_ms, now);
        clock_format_age(age_ms + margin_ms, later);
        clock_format_age(age_ms - margin_ms, earlier);
        if (strcmp(now, later) != 0 || strcmp(now, earlier) != 0)
            fail_msg("%s: %s is %s at first, %s later", sample_triggers[i].name, earlier, now, later);
        cJSON_Delete(document);
    }
}

/* The rows that the documents show. */
static void the_rows_of_the_sketches_are_there(void **slot)
{
    static const struct {
        const char *name, *age;
    } rows[] = {
        {"abandoned-cart", "2h"}, {"high-value-order", "3d"}, {"loyalty-gold", "11d"}, {"parcel-late", "1m"}};
    (void)slot;
    fixture.region = "us-east-1";
    for (size_t i = 0; i < ARRAY_COUNT(rows); i++) {
        char *identifier = mem_printf("retail|%s", rows[i].name), age[8];
        int64_t at_ms = 0;
        cJSON *document = local_fixture_trigger(&fixture, identifier);
        assert_true(clock_parse(json_text(document, "LastUpdatedAt"), &at_ms));
        clock_format_age(fixture.now_ms - at_ms, age);
        assert_string_equal(age, rows[i].age);
        cJSON_Delete(document);
        free(identifier);
    }
}

static void conditions_are_read_as_they_are_written(void **slot)
{
    (void)slot;
    fixture.region = "us-east-1";
    cJSON *lost = local_fixture_trigger(&fixture, "retail|parcel-lost");
    helpers_assert_json(json_get(lost, "EventTriggerConditions"),
                        "[{'EventTriggerDimensions':[{'ObjectAttributes':[{'FieldName':'status','"
                        "ComparisonOperator':'CONTAINS',"
                        "'Values':['LOST','lost','gone, presumed lost']}]}],'LogicalOperator':'ALL'}]");
    cJSON *roaming = local_fixture_trigger(&fixture, "telco|roaming-cost");
    helpers_assert_json(json_get(json_get(roaming, "EventTriggerLimits"), "Periods"),
                        "[{'Unit':'DAYS','Value':1,'MaxInvocationsPerProfile':2},{'Unit':'WEEKS','Value':1,'"
                        "MaxInvocationsPerProfile':10},"
                        "{'Unit':'MONTHS','Value':1,'MaxInvocationsPerProfile':20},{'Unit':'DAYS','Value':60,"
                        "'Unlimited':true}]");
    cJSON *first = local_fixture_trigger(&fixture, "retail|first-order");
    const char *const path[] = {"EventTriggerDimensions", "ObjectAttributes"};
    const cJSON *node = cJSON_GetArrayItem(json_get(first, "EventTriggerConditions"), 0);
    for (size_t i = 0; i < ARRAY_COUNT(path); i++)
        node = cJSON_GetArrayItem(json_get(node, path[i]), 0);
    helpers_assert_json(
        node, "{'Source':'_source.customer.orderCount','ComparisonOperator':'EQUAL','Values':['1']}");
    cJSON_Delete(lost);
    cJSON_Delete(roaming);
    cJSON_Delete(first);
}

int main(void)
{
    json_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_are_three_regions_four_domains_and_some_sixty_triggers),
        cmocka_unit_test(every_trigger_keeps_the_schema),
        cmocka_unit_test(every_trigger_names_what_its_domain_has),
        cmocka_unit_test(every_integration_names_a_trigger_of_its_domain),
        cmocka_unit_test(ages_stand_in_the_middle_of_their_unit),
        cmocka_unit_test(the_rows_of_the_sketches_are_there),
        cmocka_unit_test(conditions_are_read_as_they_are_written),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}

/* promote: what a copy is, what it needs where it goes, what of that is missing, and what will happen there. */
#include "helpers.h"

#include <string.h>

#include "model/promote.h"
#include "model/store_look.h"

#define FROM                                                                                                 \
    "{'DomainName':'retail','EventTriggerName':'cart','ObjectTypeName':'Cart','SegmentFilter':'vip',"        \
    "'CreatedAt':'2024-01-01T00:00:00Z','Tags':[{'Key':'aws:x','Value':'1'},{'Key':'env','Value':'prod'}],"  \
    "'EventTriggerConditions':[{'LogicalOperator':'ALL','EventTriggerDimensions':[{'ObjectAttributes':["     \
    "{'FieldName':'total','ComparisonOperator':'GREATER_THAN','Values':['5']},"                              \
    "{'Source':'_source.sku','ComparisonOperator':'CONTAINS','Values':['a']}]}]}]}"

struct world {
    struct store store;
    struct promote plan;
};

static char *quoted(const char *json)
{
    cJSON *tree = helpers_json(json);
    char *text = json_print(tree);
    cJSON_Delete(tree);
    return text;
}

static void put_look(struct store *store, const char *region, const char *identifier, const char *json)
{
    char *text = json ? quoted(json) : NULL;
    store_look_begin(store, region, identifier);
    store_look_put(store, region, identifier, text);
    free(text);
}

/* A list with these items, comma separated; NULL: it was not read, with this failure. */
static void put_list_in(struct store *store, const char *region, enum store_catalog_kind kind,
                        const char *domain, const char *type, const char *items)
{
    struct store_catalog *list = store_put_catalog(store, kind, region, domain, type);
    struct texts names = {0};
    store_catalog_reset(list);
    list->state = items ? STORE_READ : STORE_FAILED;
    if (!items)
        err_set(&list->failure, ERR_ACCESS, "not allowed");
    texts_split(&names, items ? items : "", ',');
    for (size_t i = 0; i < names.count; i++)
        store_catalog_add(list, names.items[i], NULL, NULL, NULL);
    texts_release(&names);
}

static void put_list(struct store *store, enum store_catalog_kind kind, const char *domain, const char *type,
                     const char *items)
{
    put_list_in(store, "eu", kind, domain, type, items);
}

static void put_all_lists(struct store *store)
{
    put_list(store, STORE_DOMAINS, "", NULL, "bank,retail");
    put_list(store, STORE_OBJECT_TYPES, "retail", NULL, "Cart,Order");
    put_list(store, STORE_SEGMENTS, "retail", NULL, "vip");
    put_list(store, STORE_OBJECT_FIELDS, "retail", "Cart", "total");
    put_list(store, STORE_ATTRIBUTES, "retail", "Cart", "sku,total");
    put_list_in(store, "us", STORE_OBJECT_FIELDS, "retail", "Cart", "total");
    put_list_in(store, "us", STORE_ATTRIBUTES, "retail", "Cart", "sku");
}

/* The trigger is read; nothing stands where it goes unless there says what. */
static void begin(struct world *world, const char *there)
{
    store_init(&world->store);
    promote_begin(&world->plan, "us", "retail|cart", &(struct promote_where){.region = "eu"});
    put_look(&world->store, "us", "retail|cart", FROM);
    put_look(&world->store, "eu", "retail|cart", there);
    put_all_lists(&world->store);
}

static void settle(struct world *world)
{
    if (promote_settle(&world->plan, &world->store))
        promote_settle(&world->plan, &world->store);
}

static void end(struct world *world)
{
    promote_release(&world->plan);
    store_release(&world->store);
}

static void a_copy_leaves_out_what_is_not_the_persons(void **state)
{
    struct world world;
    (void)state;
    begin(&world, NULL);
    settle(&world);
    assert_int_equal(world.plan.kind, PROMOTE_CREATE);
    assert_null(json_get(world.plan.after, "CreatedAt"));
    assert_int_equal(cJSON_GetArraySize(json_get(world.plan.after, "Tags")), 1);
    assert_null(promote_notes(&world.plan));
    assert_false(promote_lacks(&world.plan));
    end(&world);
}

static void what_is_there_becomes_an_update_or_nothing(void **state)
{
    static const struct {
        const char *there;
        enum promote_kind kind;
    } cases[] = {
        {NULL, PROMOTE_CREATE},
        {FROM, PROMOTE_EQUAL},
        {"{'DomainName':'retail','EventTriggerName':'cart','ObjectTypeName':'Cart'}", PROMOTE_UPDATE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct world world;
        begin(&world, cases[i].there);
        settle(&world);
        assert_int_equal(world.plan.kind, cases[i].kind);
        assert_int_equal(world.plan.before != NULL, cases[i].there != NULL);
        end(&world);
    }
}

static void where_it_stands_is_no_place_to_go(void **state)
{
    static const struct promote_where same[] = {
        {NULL, NULL, NULL}, {"us", NULL, NULL}, {"us", "retail", "cart"}, {NULL, NULL, "{name}"}};
    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        struct promote plan;
        promote_begin(&plan, "us", "retail|cart", &same[i]);
        assert_int_equal(plan.kind, PROMOTE_CANNOT);
        assert_int_equal(plan.failure.code, ERR_USAGE);
        promote_release(&plan);
    }
}

static void a_name_may_hold_each_ones_own(void **state)
{
    static const char *const cases[][2] = {{"x", "retail|x"},
                                           {"{name}-test", "retail|cart-test"},
                                           {"a-{name}-{name}", "retail|a-cart-cart"},
                                           {"{nam}", "retail|{nam}"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct promote plan;
        promote_begin(&plan, "us", "retail|cart", &(struct promote_where){.name = cases[i][0]});
        assert_string_equal(plan.identifier, cases[i][1]);
        promote_release(&plan);
    }
}

static void a_name_that_aws_does_not_take_is_said(void **state)
{
    struct world world;
    (void)state;
    store_init(&world.store);
    promote_begin(&world.plan, "us", "retail|cart", &(struct promote_where){.name = "a b"});
    put_look(&world.store, "us", "retail|cart", FROM);
    assert_false(promote_settle(&world.plan, &world.store));
    assert_int_equal(world.plan.kind, PROMOTE_CANNOT);
    assert_int_equal(world.plan.failure.code, ERR_INVALID);
    assert_non_null(strstr(world.plan.failure.text, "/EventTriggerName"));
    end(&world);
}

static void what_is_missing_is_named_with_what_is_near(void **state)
{
    static const struct {
        enum store_catalog_kind kind;
        const char *domain, *type, *items, *notes;
    } cases[] = {
        {STORE_DOMAINS, "", NULL, "bank,retial", "eu has no domain retail; near: retial: AWS will refuse"},
        {STORE_OBJECT_TYPES, "retail", NULL, "Cartx",
         "retail has no object type Cart; near: Cartx: AWS may refuse, or it may never fire"},
        {STORE_SEGMENTS, "retail", NULL, "",
         "retail has no segment vip: AWS may refuse, or it may never fire"},
        {STORE_ATTRIBUTES, "retail", "Cart", "total",
         "Cart has no attribute _source.sku: AWS may refuse, or it may never fire"},
        /* either list of an object type will do */
        {STORE_OBJECT_FIELDS, "retail", "Cart", "other", NULL},
        /* what could not be read is said, and is not missing */
        {STORE_SEGMENTS, "retail", NULL, NULL,
         "whether retail has the segment vip is not known: not allowed"},
        {STORE_ATTRIBUTES, "retail", "Cart", NULL,
         "whether Cart has the fields that the conditions name is not known: not allowed"},
        /* a domain that may not be listed is there if something is in it */
        {STORE_DOMAINS, "", NULL, NULL, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct world world;
        begin(&world, NULL);
        put_list(&world.store, cases[i].kind, cases[i].domain, cases[i].type, cases[i].items);
        settle(&world);
        char *notes = promote_notes(&world.plan);
        assert_int_equal(world.plan.kind, PROMOTE_CREATE);
        if (cases[i].notes)
            assert_string_equal(notes, cases[i].notes);
        else
            assert_null(notes);
        assert_int_equal(promote_lacks(&world.plan), notes && cases[i].items);
        free(notes);
        end(&world);
    }
}

static void a_field_that_is_listed_nowhere_is_not_known(void **state)
{
    struct world world;
    (void)state;
    begin(&world, NULL);
    put_list(&world.store, STORE_ATTRIBUTES, "retail", "Cart", "");
    put_list_in(&world.store, "us", STORE_ATTRIBUTES, "retail", "Cart", "");
    settle(&world);
    assert_false(promote_lacks(&world.plan));
    helpers_assert_text(promote_notes(&world.plan),
                        "whether Cart has the attribute _source.sku is not known: it is not listed where it "
                        "comes from either");
    end(&world);
}

static void it_waits_for_each_list_and_for_what_is_there(void **state)
{
    struct world world;
    (void)state;
    begin(&world, NULL);
    store_look_begin(&world.store, "eu", "retail|cart");
    settle(&world);
    assert_int_equal(world.plan.kind, PROMOTE_WAITS);
    store_look_put(&world.store, "eu", "retail|cart", NULL);
    store_put_catalog(&world.store, STORE_SEGMENTS, "eu", "retail", NULL)->state = STORE_READING;
    settle(&world);
    assert_int_equal(world.plan.kind, PROMOTE_WAITS);
    store_put_catalog(&world.store, STORE_SEGMENTS, "eu", "retail", NULL)->state = STORE_READ;
    settle(&world);
    assert_int_equal(world.plan.kind, PROMOTE_CREATE);
    end(&world);
}

static void what_cannot_be_read_there(void **state)
{
    static const struct {
        enum err_code code;
        enum promote_kind kind;
        bool blind;
    } cases[] = {{ERR_ACCESS, PROMOTE_CREATE, true},
                 {ERR_REFUSED, PROMOTE_CANNOT, false},
                 {ERR_NETWORK, PROMOTE_CANNOT, false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct world world;
        struct err why;
        begin(&world, NULL);
        err_set(&why, cases[i].code, "no");
        store_look_fail(&world.store, "eu", "retail|cart", &why);
        settle(&world);
        assert_int_equal(world.plan.kind, cases[i].kind);
        assert_int_equal(world.plan.blind, cases[i].blind);
        end(&world);
    }
}

static void a_region_that_is_not_enabled_is_no_place_to_go(void **state)
{
    struct world world;
    (void)state;
    begin(&world, NULL);
    put_list(&world.store, STORE_DOMAINS, "", NULL, NULL);
    store_put_catalog(&world.store, STORE_DOMAINS, "eu", "", NULL)->not_enabled = true;
    settle(&world);
    assert_int_equal(world.plan.kind, PROMOTE_CANNOT);
    helpers_assert_text(promote_notes(&world.plan), "eu is not enabled in this account");
    end(&world);
}

static void a_trigger_that_is_gone_is_not_copied(void **state)
{
    struct world world;
    (void)state;
    begin(&world, NULL);
    store_look_put(&world.store, "us", "retail|cart", NULL);
    settle(&world);
    assert_int_equal(world.plan.kind, PROMOTE_CANNOT);
    assert_int_equal(world.plan.failure.code, ERR_NOT_FOUND);
    end(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_leaves_out_what_is_not_the_persons),
        cmocka_unit_test(what_is_there_becomes_an_update_or_nothing),
        cmocka_unit_test(where_it_stands_is_no_place_to_go),
        cmocka_unit_test(a_name_may_hold_each_ones_own),
        cmocka_unit_test(a_name_that_aws_does_not_take_is_said),
        cmocka_unit_test(what_is_missing_is_named_with_what_is_near),
        cmocka_unit_test(a_field_that_is_listed_nowhere_is_not_known),
        cmocka_unit_test(it_waits_for_each_list_and_for_what_is_there),
        cmocka_unit_test(what_cannot_be_read_there),
        cmocka_unit_test(a_region_that_is_not_enabled_is_no_place_to_go),
        cmocka_unit_test(a_trigger_that_is_gone_is_not_copied),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* store: what is known of the account, what a refresh keeps and what it drops. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/store.h"
#include "model/store_draft.h"

#define DOCUMENT                                                                                             \
    "{\"DomainName\":\"retail\",\"EventTriggerName\":\"high-value\",\"ObjectTypeName\":\"Order\","           \
    "\"EventTriggerConditions\":[{\"LogicalOperator\":\"ALL\",\"EventTriggerDimensions\":[{"                 \
    "\"ObjectAttributes\":["                                                                                 \
    "{\"FieldName\":\"total\",\"ComparisonOperator\":\"GREATER_THAN\",\"Values\":[\"500\"]}]}]}],"           \
    "\"EventTriggerLimits\":{\"Periods\":[{\"Unit\":\"HOURS\",\"Value\":24,\"MaxInvocationsPerProfile\":5}]" \
    "},"                                                                                                     \
    "\"SegmentFilter\":\"vip-eu\",\"Tags\":[{\"Key\":\"team\",\"Value\":\"cx\"}],"                           \
    "\"CreatedAt\":\"2026-01-01T00:00:00Z\",\"LastUpdatedAt\":\"2026-01-02T00:00:00Z\"}"

#define UPDATED_MS 1767312000000 /* 2026-01-02T00:00:00Z */

static int set_up(void **state)
{
    struct store *store = mem_alloc(1, sizeof *store);

    store_init(store);
    store_add_domain(store_add_region(store, "us-east-1", false), "retail");
    store_begin_listing(store);
    *state = store;
    return 0;
}

static int tear_down(void **state)
{
    store_release(*state);
    free(*state);
    return 0;
}

static struct store_row *put(struct store *store, const char *domain, const char *name, int64_t updated_ms)
{
    return store_put_row(store, "us-east-1", domain, name, "Order", NULL, NULL, 0, updated_ms);
}

static struct operation an_operation(uint64_t number, enum operation_state state, bool mine)
{
    return (struct operation){.number = number,
                              .kind = OPERATION_UPDATE,
                              .state = state,
                              .region = (char *)"us-east-1",
                              .account = (char *)"",
                              .identifier = (char *)"retail|high-value",
                              .mine = mine};
}

static void test_a_row_is_found_by_its_parts_and_its_identifier(void **state)
{
    struct store *store = *state;
    struct store_row *row = put(store, "retail", "high-value", 0);
    char *identifier = store_row_identifier(row);

    assert_string_equal(identifier, "retail|high-value");
    assert_ptr_equal(store_find(store, "us-east-1", identifier), row);
    assert_ptr_equal(store_find_parts(store, "us-east-1", "retail", "high-value"), row);
    assert_null(store_find(store, "eu-west-2", identifier));
    assert_null(store_find(store, "us-east-1", "retai|lhigh-value"));
    assert_null(store_find(store, "us-east-1", "retail"));
    free(identifier);
}

static void test_100000_rows_are_all_found_and_half_of_them_removed(void **state)
{
    struct store *store = *state;
    char name[40], identifier[60];

    for (int i = 0; i < 100000; i++) {
        snprintf(name, sizeof name, "trigger-%d", i);
        put(store, i % 2 ? "retail" : "telco", name, 0);
    }
    assert_int_equal(store->row_count, 100000);
    for (int i = 0; i < 100000; i += 2) {
        snprintf(identifier, sizeof identifier, "telco|trigger-%d", i);
        store_remove_row(store, "us-east-1", identifier);
    }
    assert_int_equal(store->row_count, 50000);
    assert_int_equal(store->regions[0].rows, 50000);
    for (int i = 0; i < 100000; i++) {
        snprintf(name, sizeof name, "trigger-%d", i);
        if (!store_find_parts(store, "us-east-1", "retail", name) != (i % 2 == 0))
            fail_msg("%s", name);
    }
    for (size_t i = 0; i < store->row_count; i++)
        assert_int_equal(store->rows[i]->place, i);
}

static void test_names_that_many_rows_share_are_kept_once(void **state)
{
    struct store *store = *state;
    struct store_row *a = put(store, "retail", "a", 0), *b = put(store, "retail", "b", 0);

    assert_ptr_equal(a->region, b->region);
    assert_ptr_equal(a->domain, b->domain);
    assert_ptr_equal(a->object_type, b->object_type);
}

static void test_a_document_brings_what_follows_from_it(void **state)
{
    struct store *store = *state;
    struct store_row *row = store_put_document(store, "us-east-1", "retail|high-value", DOCUMENT);

    assert_int_equal(row->state, STORE_ROW_WHOLE);
    assert_string_equal(row->object_type, "Order");
    assert_string_equal(row->segment, "vip-eu");
    assert_string_equal(row->document, DOCUMENT);
    assert_string_equal(row->tags, "[{\"Key\":\"team\",\"Value\":\"cx\"}]");
    assert_non_null(strstr(row->when, "total"));
    assert_string_equal(row->limits, "5/24h");
    assert_true(row->updated_ms == UPDATED_MS);
    assert_null(row->description);
}

static void test_what_is_no_document_changes_nothing(void **state)
{
    struct store *store = *state;

    assert_null(store_put_document(store, "us-east-1", "retail|x", "[]"));
    assert_null(store_put_document(store, "us-east-1", "retail|x", "{"));
    assert_null(store_put_document(store, "us-east-1", "no bar", "{}"));
    assert_int_equal(store->row_count, 0);
}

static void test_marks_drafts_and_changes_survive_a_refresh(void **state)
{
    struct store *store = *state;
    struct store_row *row = put(store, "retail", "high-value", UPDATED_MS);
    struct operation operation = an_operation(1, OPERATION_ACCEPTED, true);
    struct store_draft draft = {
        (char *)"", (char *)"us-east-1", (char *)"retail|high-value", NULL, (char *)"{}", 5, false, NULL};

    row->marked = true;
    store_put_draft(store, &draft);
    store_put_operation(store, &operation);
    store_begin_listing(store);
    assert_ptr_equal(put(store, "retail", "high-value", UPDATED_MS + 1000), row);
    store_sweep(store, "us-east-1", NULL);
    assert_true(row->marked);
    assert_true(row->draft);
    assert_int_equal(row->change, 1);
}

static void test_a_newer_time_drops_a_stale_document(void **state)
{
    struct store *store = *state;
    struct store_row *row = store_put_document(store, "us-east-1", "retail|high-value", DOCUMENT);

    put(store, "retail", "high-value", UPDATED_MS + 1000);
    assert_null(row->document);
    assert_null(row->when);
    assert_int_equal(row->state, STORE_ROW_LISTED);
    assert_true(row->updated_ms == UPDATED_MS + 1000);
}

static void test_the_same_or_an_unknown_time_keeps_the_document(void **state)
{
    /* A listing tells fractions of a second that GetResource leaves out: that is no newer time. */
    static const int64_t times[] = {UPDATED_MS, UPDATED_MS + 706, 0, UPDATED_MS - 5000};
    struct store *store = *state;
    struct store_row *row = store_put_document(store, "us-east-1", "retail|high-value", DOCUMENT);

    for (size_t i = 0; i < ARRAY_COUNT(times); i++) {
        put(store, "retail", "high-value", times[i]);
        assert_non_null(row->document);
    }
}

static void test_a_brief_goes_when_the_trigger_proves_newer(void **state)
{
    struct store *store = *state;
    struct store_row *row = put(store, "retail", "high-value", UPDATED_MS);

    store_put_brief(store, row, "vip", "total > 5", "1/1d");
    put(store, "retail", "high-value", UPDATED_MS);
    assert_string_equal(row->when, "total > 5");
    put(store, "retail", "high-value", UPDATED_MS + 2000);
    assert_null(row->when);
    assert_null(row->segment);
}

static void test_a_sweep_drops_only_what_this_listing_did_not_see(void **state)
{
    struct store *store = *state;

    put(store, "retail", "stays", 0);
    put(store, "retail", "goes", 0);
    put(store, "telco", "other-domain", 0);
    store_begin_listing(store);
    put(store, "retail", "stays", 0);
    store_sweep(store, "us-east-1", "retail");
    assert_int_equal(store->row_count, 2);
    assert_non_null(store_find(store, "us-east-1", "retail|stays"));
    assert_non_null(store_find(store, "us-east-1", "telco|other-domain"));
    store_sweep(store, "us-east-1", NULL);
    assert_int_equal(store->row_count, 1);
}

static void test_domains_count_the_newest_listing(void **state)
{
    struct store *store = *state;
    const struct store_domain *domain = store_find_domain(&store->regions[0], "retail");

    put(store, "retail", "a", 0);
    put(store, "retail", "b", 0);
    put(store, "retail", "b", 0);
    assert_int_equal(domain->rows, 2);
    store_begin_listing(store);
    put(store, "retail", "a", 0);
    assert_int_equal(domain->rows, 1);
    store_begin_listing(store);
    store_sweep(store, "us-east-1", "retail");
    assert_int_equal(domain->rows, 0);
    assert_int_equal(store->regions[0].rows, 0);
}

static void test_versions_move_only_with_a_change(void **state)
{
    struct store *store = *state;
    struct store_row *row = put(store, "retail", "a", UPDATED_MS);
    uint64_t before = store->rows_version;
    uint32_t row_version = row->version;

    put(store, "retail", "a", UPDATED_MS);
    assert_true(store->rows_version == before);
    put(store, "retail", "a", UPDATED_MS + 1000);
    assert_true(store->rows_version > before);
    assert_int_not_equal(row->version, row_version);
}

static void test_the_mark_of_a_change(void **state)
{
    static const struct {
        enum operation_state first, second;
        bool mine;
        int mark;
    } cases[] = {
        {OPERATION_FAILED, OPERATION_ACCEPTED, true, 1},
        {OPERATION_ACCEPTED, OPERATION_FAILED, true, 1},
        {OPERATION_FAILED, OPERATION_SUCCEEDED, true, 0},
        {OPERATION_SUCCEEDED, OPERATION_FAILED, true, -1},
        {OPERATION_SUCCEEDED, OPERATION_NOT_SENT, true, -1},
        {OPERATION_FAILED, OPERATION_CANCELLED, true, 0},
        {OPERATION_SUCCEEDED, OPERATION_FAILED, false, 0},
        {OPERATION_SENT, OPERATION_FAILED, false, 1},
    };
    struct store *store = *state;
    struct store_row *row = put(store, "retail", "high-value", 0);

    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct operation first = an_operation(1, cases[i].first, cases[i].mine);
        struct operation second = an_operation(2, cases[i].second, cases[i].mine);

        store_put_operation(store, &first);
        store_put_operation(store, &second);
        if (row->change != cases[i].mark)
            fail_msg("case %zu: %d", i, row->change);
    }
    assert_int_equal(store->operation_count, 2);
}

static void test_operations_stand_in_the_order_they_began(void **state)
{
    static const struct {
        uint64_t number;
        int64_t started_ms;
    } puts[] = {{7, 300}, {1, 100}, {2, 200}, {7, 300}, {3, 300}};
    static const uint64_t order[] = {1, 2, 7, 3};
    struct store *store = *state;

    for (size_t i = 0; i < ARRAY_COUNT(puts); i++) {
        struct operation operation = an_operation(puts[i].number, OPERATION_SENT, true);
        operation.started_ms = puts[i].started_ms;
        store_put_operation(store, &operation);
    }
    assert_int_equal(store->operation_count, ARRAY_COUNT(order));
    for (size_t i = 0; i < ARRAY_COUNT(order); i++)
        assert_int_equal(store->operations[i].number, order[i]);
}

static void test_a_row_that_comes_after_its_operation_is_marked(void **state)
{
    struct store *store = *state;
    struct operation operation = an_operation(1, OPERATION_ACCEPTED, true);

    store_put_operation(store, &operation);
    assert_int_equal(put(store, "retail", "high-value", 0)->change, 1);
    assert_int_equal(store_open_operations(store), 1);
}

static void test_drafts_and_changes_of_another_account_are_not_ours(void **state)
{
    struct store *store = *state;
    struct store_row *row = put(store, "retail", "high-value", 0);
    struct store_connection other = store->connection;
    struct store_draft draft = {.account = (char *)"",
                                .region = (char *)"us-east-1",
                                .identifier = (char *)"retail|high-value",
                                .document = (char *)"{}",
                                .saved_ms = 5};

    store_put_draft(store, &draft);
    assert_false(store_draft_is_unclaimed(store, &draft)); /* it is ours as long as nobody is known */
    assert_non_null(store_find_draft(store, "us-east-1", "retail|high-value"));
    other.account = (char *)"999999999999";
    store_set_connection(store, &other);
    assert_false(row->draft);
    assert_null(store_find_draft(store, "us-east-1", "retail|high-value"));
    assert_int_equal(store->draft_count, 1);
    assert_true(store_draft_is_unclaimed(store, &draft));
    draft.endpoint = (char *)"http://127.0.0.1:1";
    assert_false(store_draft_is_unclaimed(store, &draft));
    draft.endpoint = (char *)"";
    draft.account = (char *)"888888888888";
    assert_false(store_draft_is_unclaimed(store, &draft));
    store_remove_draft(store, "", "us-east-1", "retail|high-value");
    assert_int_equal(store->draft_count, 0);
}

static void test_integrations_name_their_triggers_whole(void **state)
{
    struct store *store = *state;
    struct store_row *row = put(store, "retail", "high-value", 0);
    const struct store_item *first;
    struct store_catalog *catalog;

    assert_int_equal(store_row_used_by(store, row, &first), -1);
    catalog = store_put_catalog(store, STORE_INTEGRATIONS, "us-east-1", "retail", NULL);
    assert_int_equal(store_row_used_by(store, row, &first), -1);
    store_catalog_add(catalog, "one", NULL, "high-value-2,not-high-value", NULL);
    store_catalog_add(catalog, "two", NULL, "other, high-value", NULL);
    store_catalog_add(catalog, "three", NULL, NULL, NULL);
    catalog->state = STORE_READ;
    assert_int_equal(store_row_used_by(store, row, &first), 1);
    assert_string_equal(first->name, "two");
}

static void test_catalogs_of_an_object_type_are_apart(void **state)
{
    struct store *store = *state;
    struct store_catalog *order =
        store_put_catalog(store, STORE_OBJECT_FIELDS, "us-east-1", "retail", "Order");

    assert_ptr_equal(store_put_catalog(store, STORE_OBJECT_FIELDS, "us-east-1", "retail", "Order"), order);
    assert_null(store_find_catalog(store, STORE_OBJECT_FIELDS, "us-east-1", "retail", "Cart"));
    assert_null(store_find_catalog(store, STORE_ATTRIBUTES, "us-east-1", "retail", "Order"));
}

static void test_the_stack_comes_from_its_tag(void **state)
{
    struct store *store = *state;
    struct store_row *row = put(store, "retail", "a", 0);
    char *stack;

    assert_null(store_row_stack(row));
    store_put_row(store, "us-east-1", "retail", "a", NULL, NULL,
                  "[{\"Key\":\"x\",\"Value\":\"aws:cloudformation:stack-name\"},"
                  "{\"Key\":\"aws:cloudformation:stack-name\",\"Value\":\"parcels-prod\"}]",
                  0, 0);
    stack = store_row_stack(row);
    assert_string_equal(stack, "parcels-prod");
    free(stack);
}

/* Exit 1 of list: a region of `all` that is not enabled is no failure. */
static void test_a_listing_lacks_what_was_asked_for_by_name(void **state)
{
    static const struct {
        enum store_region_state state;
        bool by_all, lacks;
    } cases[] = {
        {STORE_REGION_READ, false, false},       {STORE_REGION_NOT_ENABLED, false, true},
        {STORE_REGION_NOT_ENABLED, true, false}, {STORE_REGION_DENIED, true, true},
        {STORE_REGION_PARTLY, false, true},      {STORE_REGION_FAILED, true, true},
    };
    struct store *store = *state;

    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        store_add_region(store, "us-east-1", cases[i].by_all)->state = cases[i].state;
        assert_int_equal(store_listing_lacks(store), cases[i].lacks);
    }
}

static void assert_late(const struct store *store, const char *expected)
{
    const struct err *why = store_why_late(store);

    if (!expected)
        assert_null(why);
    else
        assert_string_equal(why->text, expected);
}

/* Of regions, then of rows, then of who we are; of what has ended it is a failure instead. */
static void test_what_holds_up_reading_is_found(void **state)
{
    struct store *store = *state;
    struct store_region *region = store_add_region(store, "us-east-1", false);
    struct store_row *row = store_put_row(store, "us-east-1", "d", "a", NULL, NULL, NULL, 0, 0);

    assert_late(store, NULL);
    store->connection.state = STORE_READING;
    err_set(&store->connection.failure, ERR_NETWORK, "no account");
    assert_late(store, "no account");
    row->state = STORE_ROW_READING;
    row->failure = mem_alloc(1, sizeof *row->failure);
    err_set(row->failure, ERR_NETWORK, "no row");
    assert_late(store, "no account"); /* nothing is being read */
    store->reads_pending = 1;
    assert_late(store, "no row");
    region->state = STORE_REGION_READING;
    assert_late(store, "no row");
    err_set(&region->failure, ERR_NETWORK, "no region");
    assert_late(store, "no region");
    region->state = STORE_REGION_FAILED;
    row->state = STORE_ROW_FAILED;
    store->connection.state = STORE_FAILED;
    assert_late(store, NULL);
}

static void test_the_oldest_of_500_messages_goes(void **state)
{
    struct store *store = *state;
    char text[20];

    for (int i = 0; i < 501; i++) {
        snprintf(text, sizeof text, "message %d", i);
        store_add_message(store, false, text, "");
    }
    assert_int_equal(store->message_count, 500);
    assert_string_equal(store->messages[0].text, "message 1");
    assert_null(store->messages[499].hint);
}

static void test_another_connection_drops_rows_and_keeps_operations(void **state)
{
    struct store *store = *state;
    struct operation operation = an_operation(1, OPERATION_ACCEPTED, true);

    put(store, "retail", "high-value", 0);
    store_put_catalog(store, STORE_SEGMENTS, "us-east-1", "retail", NULL);
    store_put_operation(store, &operation);
    store_clear_account(store);
    assert_int_equal(store->row_count, 0);
    assert_int_equal(store->region_count, 0);
    assert_null(store_find(store, "us-east-1", "retail|high-value"));
    assert_null(store_find_catalog(store, STORE_SEGMENTS, "us-east-1", "retail", NULL));
    assert_non_null(store_find_operation(store, 1));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_row_is_found_by_its_parts_and_its_identifier),
        TEST(test_100000_rows_are_all_found_and_half_of_them_removed),
        TEST(test_names_that_many_rows_share_are_kept_once),
        TEST(test_a_document_brings_what_follows_from_it),
        TEST(test_what_is_no_document_changes_nothing),
        TEST(test_marks_drafts_and_changes_survive_a_refresh),
        TEST(test_a_newer_time_drops_a_stale_document),
        TEST(test_the_same_or_an_unknown_time_keeps_the_document),
        TEST(test_a_brief_goes_when_the_trigger_proves_newer),
        TEST(test_a_sweep_drops_only_what_this_listing_did_not_see),
        TEST(test_domains_count_the_newest_listing),
        TEST(test_versions_move_only_with_a_change),
        TEST(test_the_mark_of_a_change),
        TEST(test_operations_stand_in_the_order_they_began),
        TEST(test_a_row_that_comes_after_its_operation_is_marked),
        TEST(test_drafts_and_changes_of_another_account_are_not_ours),
        TEST(test_integrations_name_their_triggers_whole),
        TEST(test_catalogs_of_an_object_type_are_apart),
        TEST(test_the_stack_comes_from_its_tag),
        TEST(test_a_listing_lacks_what_was_asked_for_by_name),
        TEST(test_what_holds_up_reading_is_found),
        TEST(test_the_oldest_of_500_messages_goes),
        TEST(test_another_connection_drops_rows_and_keeps_operations),
    };

    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}

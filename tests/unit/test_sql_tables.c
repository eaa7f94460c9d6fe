/* SELECT over a store made by hand: what is wanted is noted once, all regions in one pass, and rows come of what is there. */
#include "helpers.h"

#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/store.h"
#include "sql/evaluate.h"
#include "sql/rewrite.h"

struct fixture {
    struct store store;
    struct texts regions, domains;
    struct wants wants;
    struct tables tables;
    struct strbuf got; /* cells, each with a blank */
};

static void take_column(const char *name, void *context)
{
    (void)name;
    (void)context;
}

static void take_cell(const char *text, bool is_number, void *context)
{
    struct fixture *f = context;
    (void)is_number;
    strbuf_addf(&f->got, "%s ", text != NULL ? text : "NULL");
}

static void begin(struct fixture *f)
{
    *f = (struct fixture){.got = STRBUF_INIT};
    store_init(&f->store);
    texts_add(&f->regions, "us-east-1");
    f->tables = (struct tables){&f->store, &f->regions, &f->domains, &f->wants};
    store_add_region(&f->store, "us-east-1", false);
    store_put_row(&f->store, "us-east-1", "shop", "one", "Order", "first", NULL, 1000, 2000);
    store_put_row(&f->store, "us-east-1", "shop", "two", "Cart", NULL, NULL, 1000, 2000);
}

static void end(struct fixture *f)
{
    wants_release(&f->wants);
    texts_release(&f->regions);
    texts_release(&f->domains);
    store_release(&f->store);
    strbuf_release(&f->got);
}

static const char *select_text(struct fixture *f, const char *sql)
{
    const struct evaluate_taker taker = {take_column, take_cell, NULL, f};
    struct err err;
    size_t fault;
    strbuf_release(&f->got);
    f->got = (struct strbuf)STRBUF_INIT;
    assert_true(evaluate_select(sql, &f->tables, &taker, &fault, &err));
    return f->got.text;
}

static void have_all(struct fixture *f)
{
    for (size_t i = 0; i < f->wants.count; i++)
        f->wants.items[i]->state = WANTS_READ;
}

static void a_listing_is_wanted_first(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    const char *sql = "SELECT Identifier, description FROM event_triggers ORDER BY 1";
    assert_string_equal(select_text(&f, sql), "");
    assert_int_equal(f.wants.count, 1);
    assert_int_equal(f.wants.items[0]->kind, WANTS_LISTING);
    have_all(&f);
    assert_string_equal(select_text(&f, sql), "shop|one first shop|two NULL ");
    assert_false(wants_any(&f.wants));
    end(&f);
}

static void a_row_is_read_in_full_for_a_column_that_wants_it(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    const char *sql = "SELECT segment_filter FROM event_triggers WHERE object_type_name = 'Order'";
    select_text(&f, sql);
    have_all(&f);
    select_text(&f, sql);
    assert_int_equal(f.wants.count, 2);
    assert_int_equal(f.wants.items[1]->kind, WANTS_WHOLE);
    assert_string_equal(f.wants.items[1]->name, "shop|one");
    have_all(&f);
    store_put_document(&f.store, "us-east-1", "shop|one",
                       "{\"DomainName\":\"shop\",\"EventTriggerName\":\"one\",\"ObjectTypeName\":\"Order\","
                       "\"SegmentFilter\":\"vip\"}");
    assert_string_equal(select_text(&f, sql), "vip ");
    end(&f);
}

static size_t count_whole(const struct fixture *f)
{
    size_t count = 0;
    for (size_t i = 0; i < f->wants.count; i++)
        count += f->wants.items[i]->kind == WANTS_WHOLE;
    return count;
}

/* One round of reading in which every trigger proves to have no segment. */
static void read_round(struct fixture *f)
{
    for (size_t i = 0; i < f->wants.count; i++) {
        struct wants_item *item = f->wants.items[i];
        if (item->state != WANTS_NEW)
            continue;
        item->state = WANTS_ASKED;
        if (item->kind != WANTS_WHOLE)
            continue;
        char *document =
            mem_printf("{\"DomainName\":\"shop\",\"EventTriggerName\":\"%s\",\"SegmentFilter\":\"none\"}",
                       strchr(item->name, '|') + 1);
        store_put_document(&f->store, item->region, item->name, document);
        free(document);
    }
    wants_settle(&f->wants);
}

static void no_more_is_read_in_full_than_other_columns_let_through(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    const char *sql = "SELECT segment_filter FROM event_triggers WHERE event_trigger_name LIKE 't%'";
    select_text(&f, sql);
    read_round(&f);
    select_text(&f, sql);
    assert_int_equal(count_whole(&f), 1);
    read_round(&f);
    assert_string_equal(select_text(&f, sql), "none ");
    assert_false(wants_any(&f.wants));
    end(&f);
}

static void a_search_that_reads_one_by_one_soon_reads_all(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    for (int i = 0; i < 40; i++) {
        char name[16];
        snprintf(name, sizeof name, "t%d", i);
        store_put_row(&f.store, "us-east-1", "shop", name, "Order", NULL, NULL, 1000, 2000);
    }
    int rounds = 0;
    do {
        select_text(&f, "SELECT EXISTS (SELECT 1 FROM event_triggers WHERE segment_filter IS NULL)");
        read_round(&f);
    } while (rounds++ < 10 && count_whole(&f) < 42);
    assert_int_equal(rounds, 4);
    end(&f);
}

static void triggers_come_by_domain_and_name(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    store_put_row(&f.store, "us-east-1", "bank", "zz", "Order", NULL, NULL, 1000, 2000);
    store_put_row(&f.store, "us-east-1", "shop", "a", "Order", NULL, NULL, 1000, 2000);
    const char *sql = "SELECT Identifier FROM event_triggers";
    select_text(&f, sql);
    have_all(&f);
    assert_string_equal(select_text(&f, sql), "bank|zz shop|a shop|one shop|two ");
    end(&f);
}

static void names_alone_are_no_reason_to_read(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    store_put_row(&f.store, "us-east-1", "shop", "bare", NULL, NULL, NULL, 0, 0); /* by Cloud Control */
    select_text(&f, "SELECT 1 FROM event_triggers");
    have_all(&f);
    select_text(&f, "SELECT region, identifier, domain_name FROM event_triggers");
    assert_int_equal(count_whole(&f), 0);
    assert_string_equal(
        select_text(&f, "SELECT description FROM event_triggers_list_only WHERE event_trigger_name = 'bare'"),
        "NULL ");
    assert_int_equal(count_whole(&f), 0);
    select_text(&f, "SELECT description FROM event_triggers");
    assert_int_equal(count_whole(&f), 1);
    end(&f);
}

static void all_regions_are_wanted_in_one_pass(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    select_text(&f, "SELECT 1 FROM event_triggers WHERE region IN ('eu-west-2', 'us-east-1', 'us-west-2')");
    assert_int_equal(f.wants.count, 3);
    end(&f);
}

static void a_domain_is_wanted_alone(void **state)
{
    (void)state;
    struct fixture f;
    struct texts got = {0};
    begin(&f);
    select_text(&f, "SELECT 1 FROM event_triggers WHERE domain_name IN ('shop', 'bank')");
    assert_int_equal(f.wants.count, 2);
    wants_domains(&f.wants, "us-east-1", &got);
    assert_int_equal(got.count, 2);
    assert_string_equal(got.items[0], "bank");
    texts_release(&got);
    select_text(&f, "SELECT 1 FROM event_triggers");
    wants_domains(&f.wants, "us-east-1", &got);
    assert_int_equal(got.count, 0); /* all */
    have_all(&f);
    select_text(&f, "SELECT 1 FROM event_triggers WHERE domain_name = 'other'");
    assert_false(wants_any(&f.wants)); /* the whole region was read */
    texts_add(&f.domains, "shop");
    assert_string_equal(select_text(&f, "SELECT 1 FROM event_triggers WHERE domain_name = 'bank'"), "");
    assert_false(wants_any(&f.wants)); /* outside of --domain */
    end(&f);
}

static void an_identifier_needs_no_listing(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    select_text(&f, "SELECT tags FROM event_triggers WHERE Identifier = 'shop|one' AND region = 'eu-west-2'");
    assert_int_equal(f.wants.count, 1);
    assert_int_equal(f.wants.items[0]->kind, WANTS_LOOK);
    assert_string_equal(f.wants.items[0]->region, "eu-west-2");
    end(&f);
}

static void without_a_region_it_is_said(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    texts_release(&f.regions);
    select_text(&f, "SELECT 1 FROM event_triggers");
    assert_true(f.wants.no_region);
    end(&f);
}

static void names_keep_their_places(void **state)
{
    (void)state;
    char sql[] = "SELECT 'awscc.customerprofiles.domains' FROM awscc.CustomerProfiles.`domains` d -- x";
    size_t fault, length = strlen(sql), behind = (size_t)(strstr(sql, " d --") - sql);
    struct err err;
    assert_true(rewrite_names(sql, &fault, &err));
    assert_int_equal(strlen(sql), length);
    assert_memory_equal(sql, "SELECT 'awscc.customerprofiles.domains' FROM \"domains\"   ", 57);
    assert_string_equal(sql + behind, " d -- x");
    char wrong[] = "SELECT 1 FROM awscc.customerprofiles.nope";
    assert_false(rewrite_names(wrong, &fault, &err));
    assert_int_equal(fault, 14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_listing_is_wanted_first),
        cmocka_unit_test(a_row_is_read_in_full_for_a_column_that_wants_it),
        cmocka_unit_test(no_more_is_read_in_full_than_other_columns_let_through),
        cmocka_unit_test(a_search_that_reads_one_by_one_soon_reads_all),
        cmocka_unit_test(triggers_come_by_domain_and_name),
        cmocka_unit_test(names_alone_are_no_reason_to_read),
        cmocka_unit_test(all_regions_are_wanted_in_one_pass),
        cmocka_unit_test(a_domain_is_wanted_alone),
        cmocka_unit_test(an_identifier_needs_no_listing),
        cmocka_unit_test(without_a_region_it_is_said),
        cmocka_unit_test(names_keep_their_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* apply: events on the store; pages of listings as rows; overlapping listings. */
#include "helpers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "backend/apply.h"
#include "backend/apply_cache.h"
#include "backend/task_catalog.h"
#include "backend/task_rows.h"
#include "base/mem.h"
#include "model/store_doctor.h"
#include "model/store_look.h"

static void apply(struct store *store, struct message *event)
{
    apply_event(store, event);
    message_free(event);
}

static struct message *event_of(enum message_kind kind, const char *region, uint32_t generation)
{
    struct message *event = message_new(kind);
    event->region = mem_dup(region);
    event->generation = generation;
    return event;
}

static void apply_scope(struct store *store, const char *regions)
{
    struct message *event = message_new(MESSAGE_SCOPE);
    texts_split(&event->regions, regions, ',');
    apply(store, event);
}

static void apply_rows(struct store *store, const char *region, uint32_t generation, const char *names)
{
    struct message *event = event_of(EVENT_ROWS, region, generation);
    struct texts list = {0};
    texts_split(&list, names, ',');
    event->domain = mem_dup("d");
    event->rows = message_rows_new();
    for (size_t i = 0; i < list.count; i++)
        message_rows_add(event->rows, list.items[i], "Order", NULL, NULL, 0, 0);
    texts_release(&list);
    apply(store, event);
}

static void apply_sweep(struct store *store, const char *region, uint32_t generation)
{
    struct message *event = event_of(EVENT_SWEEP, region, generation);
    texts_add(&event->domains, "d");
    apply(store, event);
}

static void a_listing_that_began_later_does_not_sweep_an_earlier_one(void **state)
{
    struct store store;
    (void)state;
    store_init(&store);
    apply_scope(&store, "a,b");
    apply(&store, event_of(EVENT_LISTING, NULL, 1)); /* of a and b */
    apply_rows(&store, "a", 1, "one,two");
    apply(&store, event_of(EVENT_LISTING, NULL, 2)); /* of b alone */
    apply_rows(&store, "b", 2, "three");
    apply_rows(&store, "a", 1, "four");
    struct message *document = event_of(EVENT_DOCUMENT, "a", 0); /* read in full meanwhile */
    document->identifier = mem_dup("d|one");
    document->text = mem_dup("{\"DomainName\":\"d\",\"EventTriggerName\":\"one\"}");
    apply(&store, document);
    apply_sweep(&store, "b", 2);
    apply_sweep(&store, "a", 1);
    assert_int_equal(store.row_count, 4);
    assert_non_null(store_find_parts(&store, "a", "d", "one"));
    apply(&store, event_of(EVENT_LISTING, NULL, 3));
    apply_rows(&store, "a", 3, "two");
    apply_sweep(&store, "a", 3);
    assert_null(store_find_parts(&store, "a", "d", "one"));
    assert_non_null(store_find_parts(&store, "a", "d", "two"));
    assert_non_null(store_find_parts(&store, "b", "d", "three"));
    store_release(&store);
}

static void another_scope_drops_the_regions_outside(void **state)
{
    struct store store;
    (void)state;
    store_init(&store);
    apply_scope(&store, "a,b");
    apply_rows(&store, "a", 0, "one");
    apply_rows(&store, "b", 0, "two");
    apply_scope(&store, "b,c");
    assert_int_equal(store.row_count, 1);
    assert_null(store_find_region(&store, "a"));
    assert_non_null(store_find_region(&store, "c"));
    assert_int_equal(store_find_region(&store, "b")->rows, 1);
    store_release(&store);
}

static void a_row_that_cannot_be_read_says_why(void **state)
{
    struct store store;
    (void)state;
    store_init(&store);
    apply_scope(&store, "a");
    apply_rows(&store, "a", 0, "one");
    struct message *event = event_of(EVENT_ROW_FAILED, "a", 0);
    struct err err;
    err_set(&err, ERR_ACCESS, "denied");
    event->identifier = mem_dup("d|one");
    event->failure = message_failure(&err);
    apply(&store, event);
    const struct store_row *row = store_find(&store, "a", "d|one");
    assert_int_equal(row->state, STORE_ROW_FAILED);
    assert_string_equal(row->failure->text, "denied");
    event = event_of(EVENT_ROW_GONE, "a", 0);
    event->identifier = mem_dup("d|one");
    apply(&store, event);
    assert_int_equal(store.row_count, 0);
    store_release(&store);
}

static void apply_row(struct store *store, enum message_kind kind, const char *why, const char *document)
{
    struct message *event = event_of(kind, "a", 0);
    struct err err;
    err_set(&err, ERR_NETWORK, "%s", why != NULL ? why : "");
    event->identifier = mem_dup("d|one");
    event->failure = why != NULL ? message_failure(&err) : NULL;
    event->text = mem_dup(document);
    apply(store, event);
}

/* While it is read, and no longer than that. */
static void a_row_that_takes_long_says_why(void **state)
{
    struct store store;
    (void)state;
    store_init(&store);
    apply_scope(&store, "a");
    apply_rows(&store, "a", 0, "one");
    const struct store_row *row = store_find(&store, "a", "d|one");
    apply_row(&store, EVENT_READING, NULL, NULL);
    assert_null(row->failure);
    apply_row(&store, EVENT_READING, "no answer yet", NULL);
    assert_int_equal(row->state, STORE_ROW_READING);
    assert_string_equal(row->failure->text, "no answer yet");
    apply_row(&store, EVENT_UNREAD, NULL, NULL);
    assert_int_equal(row->state, STORE_ROW_LISTED);
    assert_null(row->failure);
    apply_row(&store, EVENT_READING, "no answer yet", NULL);
    apply_row(&store, EVENT_DOCUMENT, NULL, "{\"DomainName\":\"d\",\"EventTriggerName\":\"one\"}");
    assert_int_equal(row->state, STORE_ROW_WHOLE);
    assert_null(row->failure);
    apply_row(&store, EVENT_READING, "no answer yet", NULL); /* again: what is there stays */
    assert_int_equal(row->state, STORE_ROW_WHOLE);
    assert_null(row->failure);
    store_release(&store);
}

/* What is looked at elsewhere is known, and is no row of a list that does not go there. */
static void a_look_beyond_the_scope_is_no_row(void **state)
{
    struct store store;
    (void)state;
    store_init(&store);
    store_add_region(&store, "b", false);
    store_look_begin(&store, "a", "d|one");
    assert_int_equal(store_look_find(&store, "a", "d|one")->state, STORE_READING);
    apply_row(&store, EVENT_DOCUMENT, NULL, "{\"DomainName\":\"d\",\"EventTriggerName\":\"one\"}");
    assert_int_equal(store_look_find(&store, "a", "d|one")->state, STORE_READ);
    assert_non_null(store_look_find(&store, "a", "d|one")->document);
    assert_int_equal(store.row_count, 0);
    apply_row(&store, EVENT_ROW_GONE, NULL, NULL);
    assert_int_equal(store_look_find(&store, "a", "d|one")->state, STORE_READ);
    assert_null(store_look_find(&store, "a", "d|one")->document);
    apply_row(&store, EVENT_UNREAD, NULL, NULL); /* Ctrl-C */
    assert_int_equal(store_look_find(&store, "a", "d|one")->state, STORE_FAILED);
    store_look_clear(&store);
    assert_null(store_look_find(&store, "a", "d|one"));
    store_release(&store);
}

static void a_message_may_be_no_error(void **state)
{
    struct store store;
    struct err err;
    (void)state;
    store_init(&store);
    err_set(&err, ERR_LOCAL, "the clock is wrong");
    for (int i = 0; i < 2; i++) {
        struct message *event = message_new(EVENT_MESSAGE);
        event->failure = message_failure(&err);
        event->flag = i == 1;
        apply(&store, event);
    }
    assert_true(store.messages[0].is_error);
    assert_false(store.messages[1].is_error);
    store_release(&store);
}

static void only_what_was_listed_whole_is_cached(void **state)
{
    struct store store;
    (void)state;
    store_init(&store);
    assert_null(apply_cache_message(&store));
    apply_scope(&store, "a,b");
    apply_rows(&store, "a", 0, "one,two");
    apply_rows(&store, "b", 0, "three");
    store.regions[0].state = store.regions[1].state = STORE_REGION_PARTLY;
    assert_null(apply_cache_message(&store));
    store.regions[0].state = STORE_REGION_READ;
    store.listing = true;
    assert_null(apply_cache_message(&store));
    store.listing = false;
    struct message *message = apply_cache_message(&store);
    assert_int_equal(message->snapshot->count, 2);
    assert_int_equal(message->snapshot->region_count, 1);
    assert_string_equal(message->snapshot->rows[0].object_type, "Order");
    assert_string_equal(message->snapshot->rows[1].when, "");
    assert_string_equal(message->snapshot->regions[0].name, "a");
    message_free(message);
    store_release(&store);
}

/* A cached listing of so many rows, mapped. */
static struct message *cached_event(const char *folder, size_t count)
{
    const struct cache_region region = {"a", 1700000000000};
    struct cache_row *rows = mem_alloc(count, sizeof *rows);
    char(*names)[32] = mem_alloc(count, sizeof *names);
    struct message *event = message_new(EVENT_CACHED);
    for (size_t i = 0; i < count; i++) {
        snprintf(names[i], sizeof names[i], "t%06zu", i);
        rows[i] = (struct cache_row){.region = "a", .domain = "d", .name = names[i]};
    }
    assert_true(cache_write(folder, "key", &region, 1, rows, count, NULL));
    event->cache = cache_open(folder, "key");
    assert_non_null(event->cache);
    free(names);
    free(rows);
    return event;
}

static void a_long_cached_listing_comes_by_pieces(void **state)
{
    char *folder = helpers_make_folder();
    struct message *event = cached_event(folder, APPLY_ROWS_AT_ONCE + 2);
    struct store store;
    (void)state;
    store_init(&store);
    apply_scope(&store, "a");
    assert_false(apply_event(&store, event));
    assert_int_equal(store.row_count, APPLY_ROWS_AT_ONCE);
    assert_string_equal(store.rows[0]->name, "t000000");
    assert_true(apply_event(&store, event));
    assert_int_equal(store.row_count, APPLY_ROWS_AT_ONCE + 2);
    assert_true(store.regions[0].from_cache);
    message_free(event);
    store_release(&store);
    helpers_remove_folder(folder);
}

static void pages_become_rows(void **state)
{
    struct message *event = message_new(EVENT_ROWS);
    cJSON *page =
        helpers_json("{'Items':[{'EventTriggerName':'t','ObjectTypeName':'Order','LastUpdatedAt':1.5,"
                     "'Tags':{'k':'v'}},{'ObjectTypeName':'nameless'},7]}");
    (void)state;
    event->rows = message_rows_new();
    task_rows_of_profiles(page, event->rows);
    assert_int_equal(event->rows->count, 1);
    assert_int_equal(event->rows->items[0].updated_ms, 1500);
    assert_string_equal(message_rows_text(event->rows, event->rows->items[0].tags),
                        "[{\"Key\":\"k\",\"Value\":\"v\"}]");
    cJSON_Delete(page);
    page = helpers_json("{'ResourceDescriptions':[{'Identifier':'d|u','Properties':'{}'},{'Identifier':'d|w',"
                        "'Properties':'not JSON'},{'Identifier':'without a bar'},{}]}");
    task_rows_of_control(page, event->rows);
    assert_int_equal(event->rows->count, 3);
    assert_string_equal(message_rows_text(event->rows, event->rows->items[2].name), "w");
    cJSON_Delete(page);
    message_free(event);
}

static void lists_for_pickers_are_read(void **state)
{
    static const struct {
        enum store_catalog_kind kind;
        const char *page, *name, *detail, *names, *types;
    } cases[] = {
        {STORE_DOMAINS, "{'Items':[{'DomainName':'retail'}]}", "retail", NULL, NULL, NULL},
        {STORE_OBJECT_TYPES, "{'Items':[{'ObjectTypeName':'Order','Description':'x'}]}", "Order", "x", NULL,
         NULL},
        {STORE_SEGMENTS, "{'Items':[{'SegmentDefinitionName':'vip','DisplayName':'VIP'}]}", "vip", "VIP",
         NULL, NULL},
        {STORE_INTEGRATIONS,
         "{'Items':[{'Uri':'u','ObjectTypeName':'A','ObjectTypeNames':['B'],'EventTriggerNames':['t']}]}",
         "u", NULL, "t", "A, B"},
        {STORE_OBJECT_FIELDS, "{'Fields':{'total':{'Source':'_source.total','ContentType':'NUMBER'}}}",
         "total", "NUMBER", NULL, "_source.total"},
        {STORE_ATTRIBUTES, "{'Items':[{'AttributeName':'total'}]}", "total", NULL, NULL, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct message *event = message_new(EVENT_CATALOG);
        cJSON *page = helpers_json(cases[i].page);
        event->catalog = mem_alloc(1, sizeof *event->catalog);
        event->catalog->kind = cases[i].kind;
        task_catalog_read_page(page, event->catalog);
        assert_int_equal(event->catalog->count, 1);
        const struct store_item *item = &event->catalog->items[0];
        const char *const got[] = {item->name, item->detail, item->names, item->object_types};
        const char *const wanted[] = {cases[i].name, cases[i].detail, cases[i].names, cases[i].types};
        for (size_t m = 0; m < 4; m++)
            assert_true(got[m] == NULL || wanted[m] == NULL ? got[m] == wanted[m]
                                                            : strcmp(got[m], wanted[m]) == 0);
        cJSON_Delete(page);
        message_free(event);
    }
}

static void the_doctors_lines_take_the_place_of_the_older_ones(void **state)
{
    struct store store;
    (void)state;
    store_init(&store);
    for (size_t lines = 1; lines <= 2; lines++) {
        struct message *event = message_new(EVENT_DOCTOR);
        event->doctor = mem_alloc(1, sizeof *event->doctor);
        event->doctor->state = STORE_READING;
        for (size_t i = 0; i < lines; i++)
            store_doctor_add(event->doctor, "", "clock");
        uint64_t version = store.version;
        apply(&store, event);
        assert_int_equal(store.doctor.count, lines);
        assert_int_equal(store.doctor.state, STORE_READING);
        assert_true(store.version > version);
    }
    store_release(&store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_listing_that_began_later_does_not_sweep_an_earlier_one),
        cmocka_unit_test(another_scope_drops_the_regions_outside),
        cmocka_unit_test(a_row_that_cannot_be_read_says_why),
        cmocka_unit_test(a_row_that_takes_long_says_why),
        cmocka_unit_test(a_look_beyond_the_scope_is_no_row),
        cmocka_unit_test(a_message_may_be_no_error),
        cmocka_unit_test(only_what_was_listed_whole_is_cached),
        cmocka_unit_test(a_long_cached_listing_comes_by_pieces),
        cmocka_unit_test(pages_become_rows),
        cmocka_unit_test(lists_for_pickers_are_read),
        cmocka_unit_test(the_doctors_lines_take_the_place_of_the_older_ones),
    };
    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

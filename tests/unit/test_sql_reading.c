/* reading: what is asked of the worker for a statement, when it has come, and that the list stays as it was. */
#include "helpers.h"

#include "fake_backend.h"
#include "model/store_look.h"
#include "sql/reading.h"

struct stage {
    struct backend backend;
    struct store store;
    struct texts domains;
    struct wants wants;
    struct reading_place place;
    struct reading reading;
};

static void begin(struct stage *stage, bool keeps_list, bool listing)
{
    *stage = (struct stage){.wants = {0}};
    fake_backend_init(&stage->backend, "us-east-1,us-west-2");
    store_init(&stage->store);
    stage->store.listing = listing;
    stage->place = (struct reading_place){.backend = &stage->backend,
                                          .store = &stage->store,
                                          .domains = &stage->domains,
                                          .keeps_list = keeps_list};
    reading_begin(&stage->reading, &stage->place, &stage->wants);
}

static void end(struct stage *stage)
{
    wants_release(&stage->wants);
    store_release(&stage->store);
    fake_backend_release(&stage->backend);
}

static void ask(struct stage *stage)
{
    struct err err = {0};
    assert_true(reading_ask(&stage->reading, &err));
    assert_false(wants_any(&stage->wants));
}

static void assert_asked(struct stage *stage, const char *log)
{
    helpers_assert_text(fake_backend_take_log(&stage->backend), log);
}

static void regions_of_the_list_are_listed_where_they_are(void **state)
{
    struct stage stage;
    (void)state;
    begin(&stage, true, false);
    wants_have(&stage.wants, WANTS_LISTING, 0, "us-west-2", "retail", NULL);
    wants_have(&stage.wants, WANTS_LISTING, 0, "us-west-2", "bank", NULL);
    ask(&stage);
    assert_asked(&stage, "list us-west-2\n");
    reading_end(&stage.reading);
    assert_asked(&stage, "");
    end(&stage);
}

static void other_regions_are_read_beside_and_what_was_cut_off_is_begun_again(void **state)
{
    struct stage stage;
    (void)state;
    begin(&stage, true, true);
    wants_have(&stage.wants, WANTS_LISTING, 0, "eu-west-2", NULL, NULL);
    ask(&stage);
    assert_asked(&stage, "beside 1 regions\nlist us-east-1\nlist us-west-2\nlist eu-west-2\n");
    reading_end(&stage.reading);
    assert_asked(&stage, "beside 0 regions\nlist all\n");
    end(&stage);
}

static void a_list_that_was_read_is_not_read_again(void **state)
{
    struct stage stage;
    (void)state;
    begin(&stage, true, false);
    wants_have(&stage.wants, WANTS_LISTING, 0, "eu-west-2", NULL, NULL);
    ask(&stage);
    assert_asked(&stage, "beside 1 regions\nlist eu-west-2\n");
    stage.store.listing = true; /* of the statement */
    reading_stop(&stage.reading);
    reading_end(&stage.reading);
    assert_asked(&stage, "stop\nbeside 0 regions\n");
    end(&stage);
}

static void a_region_of_the_list_whose_reading_is_stopped_is_read_to_its_end(void **state)
{
    struct stage stage;
    (void)state;
    begin(&stage, true, false);
    wants_have(&stage.wants, WANTS_LISTING, 0, "us-west-2", NULL, NULL);
    wants_have(&stage.wants, WANTS_LISTING, 0, "eu-west-2", NULL, NULL);
    ask(&stage);
    assert_asked(&stage, "beside 1 regions\nlist us-west-2\nlist eu-west-2\n");
    stage.store.listing = true;
    reading_stop(&stage.reading);
    reading_end(&stage.reading);
    assert_asked(&stage, "stop\nbeside 0 regions\nlist us-west-2\n");
    end(&stage);
}

static void a_command_lists_the_domains_alone_that_are_wanted(void **state)
{
    struct stage stage;
    (void)state;
    begin(&stage, false, false);
    wants_have(&stage.wants, WANTS_LISTING, 0, "eu-west-2", "retail", NULL);
    ask(&stage);
    assert_asked(&stage, "scope 1 regions, 1 domains\nlist eu-west-2\n");
    reading_end(&stage.reading);
    assert_asked(&stage, "scope 2 regions, 0 domains\n");
    end(&stage);
}

/* A listing before ours may still be under way: its end is not ours. */
static void a_listing_has_come_when_its_region_was_read(void **state)
{
    struct stage stage;
    struct err err = {0};
    (void)state;
    begin(&stage, true, false);
    wants_have(&stage.wants, WANTS_LISTING, 0, "eu-west-2", NULL, NULL);
    ask(&stage);
    assert_false(reading_has_come(&stage.reading));
    store_begin_listing(&stage.store); /* the generation of another one */
    assert_false(reading_has_come(&stage.reading));
    struct store_region *region = store_add_region(&stage.store, "eu-west-2", false);
    region->state = STORE_REGION_READING;
    assert_false(reading_has_come(&stage.reading));
    region->state = STORE_REGION_READ;
    assert_true(reading_has_come(&stage.reading));
    assert_true(reading_settle(&stage.reading, &err));
    assert_true(wants_have(&stage.wants, WANTS_LISTING, 0, "eu-west-2", NULL, NULL));
    reading_end(&stage.reading);
    end(&stage);
}

/* Ctrl-C on another screen stops it: the statement ends, and does not wait for ever. */
static void reading_that_somebody_stopped_fails(void **state)
{
    struct stage stage;
    struct err err = {0};
    (void)state;
    begin(&stage, true, false);
    struct store_row *row = store_put_row(&stage.store, "us-east-1", "d", "t", "Order", NULL, NULL, 1, 1);
    wants_have(&stage.wants, WANTS_WHOLE, 0, "us-east-1", NULL, "d|t");
    ask(&stage);
    assert_asked(&stage, "read us-east-1 d|t urgent\n");
    assert_false(reading_has_come(&stage.reading));
    row->state = STORE_ROW_READING;
    stage.store.reads_pending = 1;
    assert_false(reading_has_come(&stage.reading));
    row->state = STORE_ROW_LISTED;
    stage.store.reads_pending = 0;
    assert_false(reading_has_come(&stage.reading)); /* others were read; this one is still to be */
    stage.store.reads_given_up++;
    assert_true(reading_has_come(&stage.reading));
    assert_false(reading_settle(&stage.reading, &err));
    assert_int_equal(err.code, ERR_INTERRUPTED);
    reading_end(&stage.reading);
    end(&stage);
}

static void what_does_not_exist_is_read_and_what_fails_names_its_region(void **state)
{
    struct stage stage;
    struct err err = {0}, denied = {.code = ERR_ACCESS, .text = "denied"};
    (void)state;
    begin(&stage, true, false);
    wants_have(&stage.wants, WANTS_LOOK, 0, "us-east-1", NULL, "d|gone");
    ask(&stage);
    store_look_put(&stage.store, "us-east-1", "d|gone", NULL);
    assert_true(reading_has_come(&stage.reading));
    assert_true(reading_settle(&stage.reading, &err));
    wants_have(&stage.wants, WANTS_LOOK, 0, "us-east-1", NULL, "d|t");
    ask(&stage);
    assert_false(reading_has_come(&stage.reading));
    store_look_fail(&stage.store, "us-east-1", "d|t", &denied);
    assert_true(reading_has_come(&stage.reading));
    assert_false(reading_settle(&stage.reading, &err));
    assert_string_equal(err.text, "us-east-1: denied");
    reading_end(&stage.reading);
    end(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regions_of_the_list_are_listed_where_they_are),
        cmocka_unit_test(other_regions_are_read_beside_and_what_was_cut_off_is_begun_again),
        cmocka_unit_test(a_list_that_was_read_is_not_read_again),
        cmocka_unit_test(a_region_of_the_list_whose_reading_is_stopped_is_read_to_its_end),
        cmocka_unit_test(a_command_lists_the_domains_alone_that_are_wanted),
        cmocka_unit_test(a_listing_has_come_when_its_region_was_read),
        cmocka_unit_test(reading_that_somebody_stopped_fails),
        cmocka_unit_test(what_does_not_exist_is_read_and_what_fails_names_its_region),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

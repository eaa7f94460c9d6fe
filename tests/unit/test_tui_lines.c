/* trigger_lines, trigger_marks: regions above their rows, folds, what failed, what a filter leaves, places
 * that stay. */
#include "helpers.h"

#include <stdio.h>
#include <string.h>

#include "base/strbuf.h"
#include "tui/trigger_lines.h"
#include "tui/trigger_marks.h"

struct fixture {
    struct store store;
    struct listing *listing;
    struct trigger_lines lines;
};

static void put(struct fixture *f, const char *region, const char *name)
{
    store_put_row(&f->store, region, "retail", name, "Order", NULL, NULL, 1, 1);
}

static void build(struct fixture *f)
{
    listing_update(f->listing, &f->store);
    trigger_lines_build(&f->lines, &f->store, f->listing);
}

/* us-east-1 has a, b; eu-west-2 has c; ap-southeast-2 is not enabled. In that order, which is not the
 * alphabet's. */
static void begin(struct fixture *f)
{
    *f = (struct fixture){.listing = listing_new()};
    store_init(&f->store);
    store_add_region(&f->store, "us-east-1", false)->state = STORE_REGION_READ;
    store_add_region(&f->store, "eu-west-2", false)->state = STORE_REGION_READ;
    store_add_region(&f->store, "ap-southeast-2", false)->state = STORE_REGION_NOT_ENABLED;
    put(f, "us-east-1", "b");
    put(f, "eu-west-2", "c");
    put(f, "us-east-1", "a");
    listing_sort(f->listing, LISTING_REGION, false);
    build(f);
}

static void end(struct fixture *f)
{
    trigger_lines_release(&f->lines);
    listing_free(f->listing);
    store_release(&f->store);
}

/* "[us-east-1] a b [eu-west-2] c" */
static char *dump(const struct fixture *f)
{
    struct strbuf out = STRBUF_INIT;
    for (size_t i = 0; i < f->lines.count; i++) {
        struct trigger_line line = trigger_lines_at(&f->lines, i);
        strbuf_addf(&out, "%s", i > 0 ? " " : "");
        if (line.row)
            strbuf_adds(&out, line.row->name);
        else if (line.domain)
            strbuf_addf(&out, "!%s", line.domain->name);
        else
            strbuf_addf(&out, "[%s]", line.region->name);
    }
    return strbuf_detach(&out);
}

static void test_regions_stand_above_their_rows(void **state)
{
    struct fixture f;
    (void)state;
    begin(&f);
    helpers_assert_text(dump(&f), "[us-east-1] a b [eu-west-2] c [ap-southeast-2]");
    assert_true(f.lines.grouped);
    listing_sort(f.listing, LISTING_REGION, true);
    build(&f);
    helpers_assert_text(dump(&f), "[us-east-1] b a [eu-west-2] c [ap-southeast-2]");
    end(&f);
}

/* What cannot be read is said in any order. */
static void test_another_order_lifts_the_grouping(void **state)
{
    struct fixture f;
    (void)state;
    begin(&f);
    listing_sort(f.listing, LISTING_NAME, false);
    build(&f);
    helpers_assert_text(dump(&f), "[ap-southeast-2] a b c");
    assert_false(f.lines.grouped);
    end(&f);
}

static void test_a_folded_region_keeps_its_line_alone(void **state)
{
    struct fixture f;
    (void)state;
    begin(&f);
    trigger_lines_fold(&f.lines, "us-east-1", true);
    build(&f);
    helpers_assert_text(dump(&f), "[us-east-1] [eu-west-2] c [ap-southeast-2]");
    trigger_lines_fold(&f.lines, "us-east-1", false);
    build(&f);
    assert_int_equal(f.lines.count, 6);
    end(&f);
}

static void test_a_domain_that_failed_has_a_line(void **state)
{
    struct fixture f;
    (void)state;
    begin(&f);
    struct store_region *region = store_find_region(&f.store, "eu-west-2");
    store_add_domain(region, "telco")->state = STORE_FAILED;
    region->state = STORE_REGION_PARTLY;
    build(&f);
    helpers_assert_text(dump(&f), "[us-east-1] a b [eu-west-2] !telco c [ap-southeast-2]");
    end(&f);
}

static void test_a_filter_leaves_regions_with_rows_or_trouble(void **state)
{
    struct fixture f;
    (void)state;
    begin(&f);
    listing_filter(f.listing, "name:b");
    build(&f);
    helpers_assert_text(dump(&f), "[us-east-1] b [ap-southeast-2]");
    assert_int_equal(trigger_lines_at(&f.lines, 0).shown, 1);
    end(&f);
}

static void test_a_place_is_found_again(void **state)
{
    struct fixture f;
    struct trigger_place place = {0};
    (void)state;
    begin(&f);
    trigger_lines_note(&f.lines, 4, &place); /* c */
    assert_string_equal(place.name, "c");
    put(&f, "us-east-1", "aa");
    build(&f);
    assert_int_equal(trigger_lines_find(&f.lines, &f.store, &place), 5);
    trigger_lines_note(&f.lines, 4, &place); /* the line of eu-west-2 */
    assert_null(place.name);
    assert_int_equal(trigger_lines_find(&f.lines, &f.store, &place), 4);
    assert_string_equal(trigger_lines_region(&f.lines, 5), "eu-west-2");
    assert_null(trigger_lines_region(&f.lines, 99));
    trigger_lines_note(&f.lines, 5, &place);
    store_remove_row(&f.store, "eu-west-2", "retail|c");
    build(&f);
    assert_int_equal(trigger_lines_find(&f.lines, &f.store, &place), -1);
    trigger_lines_forget(&place);
    end(&f);
}

static void test_marks_that_are_hidden_come_apart(void **state)
{
    struct fixture f;
    struct trigger_marks marks = {0};
    (void)state;
    begin(&f);
    trigger_marks_set(&f.lines, 0, f.lines.count, true);
    listing_filter(f.listing, "name:c");
    build(&f);
    trigger_marks_collect(&marks, &f.store, &f.lines);
    assert_int_equal(marks.count, 3);
    assert_string_equal(marks.items[0].identifier, "retail|c");
    assert_false(marks.items[0].hidden);
    assert_true(marks.items[1].hidden);
    assert_true(marks.items[2].hidden);
    trigger_marks_release(&marks);
    trigger_marks_none(&f.store);
    trigger_marks_collect(&marks, &f.store, &f.lines);
    assert_int_equal(marks.count, 0);
    trigger_marks_release(&marks);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_regions_stand_above_their_rows),
        cmocka_unit_test(test_another_order_lifts_the_grouping),
        cmocka_unit_test(test_a_folded_region_keeps_its_line_alone),
        cmocka_unit_test(test_a_domain_that_failed_has_a_line),
        cmocka_unit_test(test_a_filter_leaves_regions_with_rows_or_trouble),
        cmocka_unit_test(test_a_place_is_found_again),
        cmocka_unit_test(test_marks_that_are_hidden_come_apart),
    };
    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

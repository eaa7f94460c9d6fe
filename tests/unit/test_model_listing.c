/* listing: which rows are shown, in which order, and that following the
 * store ends where starting anew would. */
#include "helpers.h"

#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/texts.h"
#include "model/listing.h"

#define NOW_MS  INT64_C(1790000000000)
#define HOUR_MS (60 * 60 * INT64_C(1000))

struct fixture {
    struct store store;
    struct listing *listing;
};

static int set_up(void **state)
{
    struct fixture *fixture = mem_alloc(1, sizeof *fixture);

    clock_freeze(NOW_MS);
    text_set_ascii(false);
    store_init(&fixture->store);
    fixture->listing = listing_new();
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    listing_free(fixture->listing);
    store_release(&fixture->store);
    free(fixture);
    clock_freeze(-1);
    return 0;
}

static struct store_row *put(struct fixture *fixture, const char *region, const char *domain,
                             const char *name)
{
    return store_put_row(&fixture->store, region, domain, name, "Order", NULL, NULL, 0, 0);
}

/* The shown names, joined by blanks. */
static const char *shown(struct fixture *fixture)
{
    static char text[1000];
    size_t count;
    struct store_row *const *rows;

    listing_update(fixture->listing, &fixture->store);
    rows = listing_rows(fixture->listing, &count);
    text[0] = '\0';
    for (size_t i = 0; i < count; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? " " : "", rows[i]->name);
    return text;
}

static void put_some(struct fixture *fixture)
{
    put(fixture, "us-east-1", "retail", "pear");
    put(fixture, "eu-west-2", "telco", "fig");
    put(fixture, "eu-west-2", "retail", "Quince");
    put(fixture, "eu-west-2", "retail", "apple");
}

static void test_grouped_by_region_then_domain_then_name(void **state)
{
    put_some(*state);
    assert_string_equal(shown(*state), "apple Quince fig pear");
}

static void test_by_name_without_case(void **state)
{
    struct fixture *fixture = *state;

    put_some(fixture);
    listing_sort(fixture->listing, LISTING_NAME, false);
    assert_string_equal(shown(fixture), "apple fig pear Quince");
    listing_sort(fixture->listing, LISTING_NAME, true);
    assert_string_equal(shown(fixture), "Quince pear fig apple");
    assert_true(listing_is_reverse(fixture->listing));
    assert_int_equal(listing_sort_column(fixture->listing), LISTING_NAME);
}

static void test_regions_in_reverse(void **state)
{
    struct fixture *fixture = *state;

    put_some(fixture);
    listing_sort(fixture->listing, LISTING_REGION, true);
    assert_string_equal(shown(fixture), "pear fig Quince apple");
}

/* The column is an age: the newest first. What is not known stands last, in reverse too. */
static void test_by_age_with_the_unknown_last(void **state)
{
    struct fixture *fixture = *state;

    store_put_row(&fixture->store, "r", "d", "old", "Order", NULL, NULL, 0, NOW_MS - 9 * HOUR_MS);
    store_put_row(&fixture->store, "r", "d", "unknown", "Order", NULL, NULL, 0, 0);
    store_put_row(&fixture->store, "r", "d", "new", "Order", NULL, NULL, 0, NOW_MS - HOUR_MS);
    listing_sort(fixture->listing, LISTING_UPDATED, false);
    assert_string_equal(shown(fixture), "new old unknown");
    listing_sort(fixture->listing, LISTING_UPDATED, true);
    assert_string_equal(shown(fixture), "old new unknown");
}

static void test_limits_by_their_number(void **state)
{
    static const char *const limits[][2] = {
        {"ten", "10/1d"}, {"two", "2/24h"}, {"none", NULL}, {"all", "unlimited"}, {"nine", "9/1w"}};
    struct fixture *fixture = *state;

    for (size_t i = 0; i < ARRAY_COUNT(limits); i++)
        store_put_brief(&fixture->store, put(fixture, "r", "d", limits[i][0]), NULL, "w", limits[i][1]);
    listing_sort(fixture->listing, LISTING_LIMITS, false);
    assert_string_equal(shown(fixture), "two nine ten all none");
}

static void use(struct fixture *fixture, const char *names)
{
    struct store_catalog *catalog = store_put_catalog(&fixture->store, STORE_INTEGRATIONS, "r", "d", NULL);

    store_catalog_add(catalog, "uri", NULL, names, NULL);
    catalog->state = STORE_READ;
    store_touch(&fixture->store);
}

/* The integrations come after the rows, and touch none of them. */
static void test_uses_are_followed_when_integrations_come(void **state)
{
    struct fixture *fixture = *state;

    put(fixture, "r", "d", "idle");
    put(fixture, "r", "d", "busy");
    listing_sort(fixture->listing, LISTING_USED, true);
    listing_filter(fixture->listing, "used:1");
    assert_string_equal(shown(fixture), "");
    use(fixture, "busy");
    assert_string_equal(shown(fixture), "busy");
    listing_filter(fixture->listing, "");
    assert_string_equal(shown(fixture), "busy idle");
}

static void test_typing_on_and_back(void **state)
{
    static const struct {
        const char *filter, *names;
    } steps[] = {
        {"name:e", "apple Quince pear"},
        {"name:ea", "pear"},
        {"name:eax", ""},
        {"name:ea", "pear"},
        {"name:e", "apple Quince pear"},
        {"name:e !quince", "apple pear"},
        {"", "apple Quince fig pear"},
        {"telco", "fig"},
        {NULL, "apple Quince fig pear"},
    };
    struct fixture *fixture = *state;

    put_some(fixture);
    for (size_t i = 0; i < ARRAY_COUNT(steps); i++) {
        listing_filter(fixture->listing, steps[i].filter);
        assert_string_equal(shown(fixture), steps[i].names);
    }
    assert_string_equal(listing_filter_text(fixture->listing), "");
}

/* More steps than are remembered. */
static void test_a_very_long_filter(void **state)
{
    static const char text[] = "a-trigger-with-a-long-name";
    struct fixture *fixture = *state;
    char typed[sizeof text];

    put_some(fixture);
    put(fixture, "us-east-1", "retail", text);
    for (size_t i = 1; i < sizeof text; i++) {
        snprintf(typed, sizeof typed, "%.*s", (int)i, text);
        listing_filter(fixture->listing, typed);
        assert_non_null(strstr(shown(fixture), text));
    }
    assert_string_equal(shown(fixture), text);
    listing_filter(fixture->listing, "a");
    assert_string_equal(shown(fixture), "apple Quince a-trigger-with-a-long-name pear");
}

static void test_only_the_chosen_domains(void **state)
{
    struct fixture *fixture = *state;
    struct texts domains = {0};

    put_some(fixture);
    texts_add(&domains, "telco");
    listing_domains(fixture->listing, &domains);
    assert_string_equal(shown(fixture), "fig");
    listing_filter(fixture->listing, "apple");
    assert_string_equal(shown(fixture), "");
    listing_domains(fixture->listing, NULL);
    assert_string_equal(shown(fixture), "apple");
    texts_release(&domains);
}

static void test_rows_that_come_go_and_change_while_a_filter_stands(void **state)
{
    struct fixture *fixture = *state;

    put_some(fixture);
    listing_filter(fixture->listing, "!object:tree !name:fi !name:ban");
    assert_string_equal(shown(fixture), "apple Quince pear");
    put(fixture, "eu-west-2", "retail", "banana");
    put(fixture, "eu-west-2", "retail", "cherry");
    store_remove_row(&fixture->store, "eu-west-2", "retail|apple");
    assert_string_equal(shown(fixture), "cherry Quince pear");
    store_put_row(&fixture->store, "eu-west-2", "retail", "cherry", "Tree", NULL, NULL, 0, 0);
    assert_string_equal(shown(fixture), "Quince pear");
}

static void test_update_says_whether_anything_moved(void **state)
{
    struct fixture *fixture = *state;

    put_some(fixture);
    assert_true(listing_update(fixture->listing, &fixture->store));
    assert_false(listing_update(fixture->listing, &fixture->store));
    listing_filter(fixture->listing, "");
    assert_false(listing_update(fixture->listing, &fixture->store));
    listing_filter(fixture->listing, "fig");
    assert_true(listing_update(fixture->listing, &fixture->store));
    store_add_message(&fixture->store, false, "not about rows", NULL);
    assert_false(listing_update(fixture->listing, &fixture->store));
}

static void test_another_account_shows_nothing_of_the_old(void **state)
{
    struct fixture *fixture = *state;

    put_some(fixture);
    listing_filter(fixture->listing, "e");
    shown(fixture);
    store_clear_account(&fixture->store);
    assert_string_equal(shown(fixture), "");
    put(fixture, "r", "d", "pear");
    assert_string_equal(shown(fixture), "pear");
}

/* ---- following against starting anew ---- */

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void random_change(struct fixture *fixture, uint32_t *seed)
{
    static const char *const regions[] = {"us-east-1", "eu-west-2", "ap-southeast-2"};
    const char *region = regions[next_random(seed) % 3];
    char name[20], identifier[40];

    snprintf(name, sizeof name, "n%u", next_random(seed) % 300);
    snprintf(identifier, sizeof identifier, "d%u|%s", next_random(seed) % 3, name);
    if (next_random(seed) % 3 == 0)
        store_remove_row(&fixture->store, region, identifier);
    else
        store_put_row(&fixture->store, region, identifier[1] == '0' ? "d0" : "d1", name, "Order", NULL, NULL,
                      0, NOW_MS - next_random(seed) % 1000 * 1000);
}

/* The same order and rows as a listing that has just seen the store for the first time. */
static void assert_as_if_new(struct fixture *fixture, const char *filter)
{
    struct listing *fresh = listing_new();
    size_t count, fresh_count;
    struct store_row *const *rows, *const *fresh_rows;

    listing_sort(fresh, listing_sort_column(fixture->listing), listing_is_reverse(fixture->listing));
    listing_filter(fresh, filter);
    listing_update(fresh, &fixture->store);
    listing_update(fixture->listing, &fixture->store);
    rows = listing_rows(fixture->listing, &count);
    fresh_rows = listing_rows(fresh, &fresh_count);
    assert_int_equal(count, fresh_count);
    for (size_t i = 0; i < count; i++)
        assert_ptr_equal(rows[i], fresh_rows[i]);
    listing_free(fresh);
}

static void test_following_ends_where_starting_anew_would(void **state)
{
    static const char *const filters[] = {"", "n1", "n12", "n1", "!n1 eu", "d0", "updated:2026"};
    struct fixture *fixture = *state;
    uint32_t seed = 1;

    for (int round = 0; round < 300; round++) {
        const char *filter = filters[next_random(&seed) % ARRAY_COUNT(filters)];

        for (uint32_t i = next_random(&seed) % (round % 10 ? 5 : 200); i-- > 0;)
            random_change(fixture, &seed);
        if (round % 7 == 0)
            listing_sort(fixture->listing, (enum listing_column)(next_random(&seed) % LISTING_COLUMNS),
                         round % 2);
        listing_filter(fixture->listing, filter);
        assert_as_if_new(fixture, filter);
    }
}

/* ---- cells ---- */

static void assert_cell(struct fixture *fixture, const struct store_row *row, enum listing_column column,
                        const char *expected)
{
    struct strbuf scratch = STRBUF_INIT;

    assert_string_equal(listing_cell(&fixture->store, row, column, &scratch), expected);
    strbuf_release(&scratch);
}

static void test_what_a_listing_lacks_and_what_is_not_there(void **state)
{
    struct fixture *fixture = *state;
    struct store_row *row = store_put_row(&fixture->store, "r", "d", "n", NULL, NULL, NULL, 0, 0);

    assert_cell(fixture, row, LISTING_OBJECT_TYPE, "·");
    assert_cell(fixture, row, LISTING_WHEN, "·");
    assert_cell(fixture, row, LISTING_SEGMENT, "·");
    assert_cell(fixture, row, LISTING_USED, "·");
    assert_cell(fixture, row, LISTING_MANAGED, "·");
    assert_cell(fixture, row, LISTING_TAGS, "·");
    assert_cell(fixture, row, LISTING_UPDATED, "·");
    put(fixture, "r", "d", "n");
    assert_cell(fixture, row, LISTING_MANAGED, "–");
    assert_cell(fixture, row, LISTING_TAGS, "–");
    store_put_brief(&fixture->store, row, NULL, "total > 5", "1/1d");
    assert_cell(fixture, row, LISTING_WHEN, "total > 5");
    assert_cell(fixture, row, LISTING_SEGMENT, "–");
    use(fixture, "other");
    assert_cell(fixture, row, LISTING_USED, "–");
    text_set_ascii(true);
    assert_cell(fixture, row, LISTING_SEGMENT, "-");
    store_put_brief(&fixture->store, row, NULL, NULL, NULL);
    assert_cell(fixture, row, LISTING_WHEN, ".");
}

static void test_cells_that_are_made(void **state)
{
    struct fixture *fixture = *state;
    struct store_row *row =
        store_put_row(&fixture->store, "r", "d", "n", "Order", NULL,
                      "[{\"Key\":\"team\",\"Value\":\"cx\"},{\"Key\":\"aws:cloudformation:"
                      "stack-name\",\"Value\":\"parcels\"},{\"Key\":\"env\",\"Value\":\"\"}]",
                      0, NOW_MS - 2 * HOUR_MS);

    use(fixture, "n,m");
    assert_cell(fixture, row, LISTING_UPDATED, "2h");
    assert_cell(fixture, row, LISTING_TAGS, "team=cx env=");
    assert_cell(fixture, row, LISTING_MANAGED, "parcels");
    assert_cell(fixture, row, LISTING_USED, "1");
    assert_cell(fixture, row, LISTING_REGION, "r");
}

static void test_every_column_has_a_title_and_a_name_that_leads_back(void **state)
{
    (void)state;
    for (int i = 0; i < LISTING_COLUMNS; i++) {
        enum listing_column found;

        assert_true(listing_column_title((enum listing_column)i)[0] != '\0');
        assert_true(listing_column_from_name(listing_column_name((enum listing_column)i), &found));
        assert_int_equal(found, i);
    }
    enum listing_column found;
    assert_false(listing_column_from_name("colour", &found));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_grouped_by_region_then_domain_then_name),
        TEST(test_by_name_without_case),
        TEST(test_regions_in_reverse),
        TEST(test_by_age_with_the_unknown_last),
        TEST(test_limits_by_their_number),
        TEST(test_uses_are_followed_when_integrations_come),
        TEST(test_typing_on_and_back),
        TEST(test_a_very_long_filter),
        TEST(test_only_the_chosen_domains),
        TEST(test_rows_that_come_go_and_change_while_a_filter_stands),
        TEST(test_update_says_whether_anything_moved),
        TEST(test_another_account_shows_nothing_of_the_old),
        TEST(test_following_ends_where_starting_anew_would),
        TEST(test_what_a_listing_lacks_and_what_is_not_there),
        TEST(test_cells_that_are_made),
        cmocka_unit_test(test_every_column_has_a_title_and_a_name_that_leads_back),
    };

    return cmocka_run_group_tests_name("listing", tests, NULL, NULL);
}

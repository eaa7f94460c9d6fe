/* filter: words, columns, negation, quotes; and when a longer filter only has to look at what is left. */
#include "helpers.h"

#include "base/array.h"
#include "base/text.h"
#include "model/filter.h"
#include "model/listing.h"

/* A row's text: name, region, domain, object type, when, limits, segment, used, managed, tags, updated. */
static struct filter_text a_text(void)
{
    static const char *const cells[] = {"High-Value",
                                        "eu-west-2",
                                        "retail",
                                        "Order",
                                        "total > 500 or no \xc3\x84nderung",
                                        "5/24h",
                                        "vip-eu",
                                        "2",
                                        "parcels-prod",
                                        "team=cx env=prod",
                                        "2026-11-23T16:45:00Z"};
    struct strbuf joined = STRBUF_INIT;
    struct filter_text text = {0};

    for (size_t i = 0; i < ARRAY_COUNT(cells); i++)
        filter_text_add(&joined, cells[i]);
    filter_text_make(&text, &joined);
    strbuf_release(&joined);
    return text;
}

static void test_which_filters_a_row_passes(void **state)
{
    static const struct {
        const char *filter;
        bool passes;
    } cases[] = {
        {"", true},
        {"   ", true},
        {"high", true},
        {"HIGH", true},
        {"high retail", true},
        {"high telco", false},
        {"z", false},
        {"q", false},
        {"g", true},
        {"!high", false},
        {"!telco", true},
        {"!z", true},
        {"!v", false},
        {"\xc3\xa4nderung", true},
        {"\xc3\x84NDERUNG", true},
        {"name:high", true},
        {"NAME:high", true},
        {"domain:high", false},
        {"!domain:high", true},
        {"domain:retail", true},
        {"region:west-2", true},
        {"object:order", true},
        {"when:500", true},
        {"limits:5/24", true},
        {"segment:vip", true},
        {"used:2", true},
        {"managed:parcels", true},
        {"tags:env=prod", true},
        {"tags:parcels", false},
        {"updated:2026-11", true},
        {"updated:2025", false},
        {"16:45", false},      /* a time is matched by its column only */
        {"colour:red", false}, /* no column: a text to look for */
        {"\"total > 500\"", true},
        {"\"500 total\"", false},
        {"when:\"> 500 or\"", true},
        {"\"total > 5", true}, /* never closed */
        {"valueeu", false},    /* no word reaches over two cells */
        {"!", true},
        {"name:", true},
        {"!name:", true},
        {"\"\"", true},
    };
    struct filter_text text = a_text();

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct filter *filter = filter_new(cases[i].filter);

        if (filter_matches(filter, &text) != cases[i].passes)
            fail_msg("'%s'", cases[i].filter);
        filter_free(filter);
    }
    assert_true(filter_matches(NULL, &text));
    filter_text_release(&text);
}

static void test_a_cell_cannot_pass_for_two(void **state)
{
    struct strbuf joined = STRBUF_INIT;
    struct filter_text text = {0};
    struct filter *filter = filter_new("region:b");

    (void)state;
    filter_text_add(&joined, "a\x1f"
                             "b");
    filter_text_add(&joined, "c");
    filter_text_make(&text, &joined);
    assert_false(filter_matches(filter, &text));
    filter_free(filter);
    filter_text_release(&text);
    strbuf_release(&joined);
}

static void test_which_filter_narrows_which(void **state)
{
    static const struct {
        const char *narrow, *wide;
        bool narrows;
    } cases[] = {
        {"a", "", true},
        {"", "a", false},
        {"ab", "a", true},
        {"AB", "a", true},
        {"a", "ab", false},
        {"ab cd", "b", true},
        {"ab", "a cd", false},
        {"cd ab", "a c", true},
        {"name:ab", "a", true},
        {"ab", "name:a", false},
        {"name:ab", "name:a", true},
        {"name:ab", "domain:a", false},
        {"updated:2026", "2", false}, /* a word does not look at the time */
        {"!a", "!ab", true},
        {"!ab", "!a", false},
        {"!a", "a", false},
        {"ab", "!a", false},
        {"!a", "!name:ab", true},
        {"!name:a", "!ab", false},
        {"!name:a", "!name:ab", true},
        {"a !b", "a", true},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct filter *narrow = filter_new(cases[i].narrow), *wide = filter_new(cases[i].wide);

        if (filter_narrows(narrow, wide) != cases[i].narrows)
            fail_msg("'%s' and '%s'", cases[i].narrow, cases[i].wide);
        filter_free(narrow);
        filter_free(wide);
    }
}

static void test_columns_that_a_listing_lacks(void **state)
{
    static const struct {
        const char *filter;
        bool needs;
    } cases[] = {
        {"total", false}, {"name:x", false}, {"when:x", true}, {"a limits:5", true}, {"!segment:x", true}};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct filter *filter = filter_new(cases[i].filter);

        assert_int_equal(filter_needs_documents(filter), cases[i].needs);
        filter_free(filter);
    }
    assert_false(filter_needs_documents(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_which_filters_a_row_passes),
        cmocka_unit_test(test_a_cell_cannot_pass_for_two),
        cmocka_unit_test(test_which_filter_narrows_which),
        cmocka_unit_test(test_columns_that_a_listing_lacks),
    };

    text_init();
    return cmocka_run_group_tests_name("filter", tests, NULL, NULL);
}

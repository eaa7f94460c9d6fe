/* filter: words, columns, negation, quotes; and when a longer filter only has to look at what is left. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "model/filter.h"
#include "model/listing.h"

/* A row's text: name, region, domain, object type, when, limits, segment, used, managed, tags, updated. */
static struct filter_text a_text(struct filter_texts *texts)
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
    filter_text_make(texts, &text, &joined);
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
    struct filter_texts texts = {0};
    struct filter_text text = a_text(&texts);

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct filter *filter = filter_new(cases[i].filter);

        if (filter_matches(filter, &texts, &text) != cases[i].passes)
            fail_msg("'%s'", cases[i].filter);
        filter_free(filter);
    }
    assert_true(filter_matches(NULL, &texts, &text));
    filter_text_release(&texts);
}

/* Compared with memmem, at every place and length around the blocks that are looked at as one. */
static void test_finding_at_every_place(void **state)
{
    char bytes[100 + FILTER_TEXT_PAD], needle[12] = "abcdefghijk";

    (void)state;
    for (size_t length = 0; length <= 100; length++)
        for (size_t place = 0; place <= length; place++)
            for (size_t n = 1; n <= 11; n += 5) {
                memset(bytes, 'a', sizeof bytes); /* full of beginnings */
                if (place + n <= sizeof bytes)
                    memcpy(bytes + place, needle, n);
                assert_ptr_equal(filter_text_find(bytes, length, needle, n),
                                 memmem(bytes, length, needle, n));
            }
}

static void test_each_cell_is_found(void **state)
{
    static const char bytes[] = "a\x1f\x1f"
                                "ccc\x1f"
                                "d\x1f";
    static const char *const cells[] = {"a", "", "ccc", "d"};

    (void)state;
    for (int i = 0; i < 4; i++) {
        size_t length;
        const char *cell = filter_text_cell(bytes, sizeof bytes - 1, i, 4, &length);

        assert_int_equal(length, strlen(cells[i]));
        assert_memory_equal(cell, cells[i], length);
    }
}

static void test_rows_keep_their_texts_when_they_are_moved(void **state)
{
    struct filter_texts texts = {0}, fresh = {0};
    struct filter_text first = a_text(&texts), second = a_text(&texts);
    struct filter *filter = filter_new("high tags:prod");

    (void)state;
    assert_false(filter_text_is_wasteful(&texts));
    filter_text_drop(&texts, &first);
    filter_text_move(&texts, &fresh, &first);
    filter_text_move(&texts, &fresh, &second);
    filter_text_release(&texts);
    assert_true(filter_matches(filter, &fresh, &second));
    assert_int_equal(fresh.length, second.length);
    filter_text_release(&fresh);
    filter_free(filter);
}

static void test_a_cell_cannot_pass_for_two(void **state)
{
    struct strbuf joined = STRBUF_INIT;
    struct filter_texts texts = {0};
    struct filter_text text = {0};
    struct filter *filter = filter_new("region:b");

    (void)state;
    filter_text_add(&joined, "a\x1f"
                             "b");
    filter_text_add(&joined, "c");
    filter_text_make(&texts, &text, &joined);
    assert_false(filter_matches(filter, &texts, &text));
    filter_free(filter);
    filter_text_release(&texts);
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

static void test_a_settled_word_is_not_looked_at(void **state)
{
    struct filter_texts texts = {0};
    struct filter_text text = a_text(&texts);
    struct filter *below = filter_new("telco !hig"), *filter = filter_new("telc !high retail");

    (void)state;
    assert_false(filter_matches(filter, &texts, &text));
    filter_settle(filter, below);
    assert_true(filter_matches(filter, &texts, &text));
    filter_settle(filter, NULL);
    assert_false(filter_matches(filter, &texts, &text));
    filter_free(below);
    filter_free(filter);
    filter_text_release(&texts);
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
        cmocka_unit_test(test_finding_at_every_place),
        cmocka_unit_test(test_each_cell_is_found),
        cmocka_unit_test(test_rows_keep_their_texts_when_they_are_moved),
        cmocka_unit_test(test_a_cell_cannot_pass_for_two),
        cmocka_unit_test(test_which_filter_narrows_which),
        cmocka_unit_test(test_a_settled_word_is_not_looked_at),
        cmocka_unit_test(test_columns_that_a_listing_lacks),
    };

    text_init();
    return cmocka_run_group_tests_name("filter", tests, NULL, NULL);
}

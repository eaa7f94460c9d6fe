/* cache: the last listing comes back as it was; anything wrong with the
 * file means no cache, never a crash. */
#include "helpers.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backend/cache_merge.h"
#include "base/array.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"

#define KEY "prod https://example"

static const struct cache_region regions[] = {{"eu-west-2", 1790000000000}, {"us-east-1", 1790000000001}};

static const struct cache_row rows[] = {
    {"eu-west-2", "retail", "a", "Order", "first", "[]", "vip", "total > 5", "1/1d", "warning", 1, 2},
    {"eu-west-2", "retail", "b", "", "", "", "", "", "", "", 0, 0},
    {"us-east-1", "telco", "ç\xe2\x80\xae", "Contract", "x", "[{\"Key\":\"k\",\"Value\":\"v\"}]", "", "", "",
     "", -1, 3},
};

/* As a listing tells it. */
#define CACHE_ROW(r, d, n, updated)                                                                          \
    {                                                                                                        \
        r, d, n, "Order", "", "", "", "", "", "", 0, updated                                                 \
    }

static int set_up(void **state)
{
    *state = helpers_make_folder();
    assert_true(cache_write(*state, KEY, regions, ARRAY_COUNT(regions), rows, ARRAY_COUNT(rows), NULL));
    return 0;
}

static int tear_down(void **state)
{
    helpers_remove_folder(*state);
    return 0;
}

static char *path_of(const char *dir, const char *key)
{
    return mem_printf("%s/listing-%016" PRIx64, dir, hash_fnv(key, strlen(key), 0));
}

static struct strbuf read_cache(const char *dir)
{
    struct strbuf bytes = STRBUF_INIT;
    char *path = path_of(dir, KEY);

    assert_true(file_read(path, 1 << 20, &bytes, NULL));
    free(path);
    return bytes;
}

static void write_cache(const char *dir, const void *bytes, size_t length)
{
    char *path = path_of(dir, KEY);

    assert_true(file_write_atomic(path, bytes, length, NULL));
    free(path);
}

static bool opens(const char *dir)
{
    struct cache *cache = cache_open(dir, KEY);

    cache_close(cache);
    return cache != NULL;
}

static void assert_same_row(const struct cache_row *a, const struct cache_row *b)
{
    assert_string_equal(a->region, b->region);
    assert_string_equal(a->domain, b->domain);
    assert_string_equal(a->name, b->name);
    assert_string_equal(a->object_type, b->object_type);
    assert_string_equal(a->description, b->description);
    assert_string_equal(a->tags, b->tags);
    assert_string_equal(a->segment, b->segment);
    assert_string_equal(a->when, b->when);
    assert_string_equal(a->limits, b->limits);
    assert_string_equal(a->lint, b->lint);
    assert_true(a->created_ms == b->created_ms && a->updated_ms == b->updated_ms);
}

static void test_a_listing_comes_back_as_it_was(void **state)
{
    struct cache *cache = cache_open(*state, KEY);
    struct cache_region region;
    struct cache_row row;

    assert_int_equal(cache_count(cache), ARRAY_COUNT(rows));
    for (size_t i = ARRAY_COUNT(rows); i-- > 0;) {
        assert_true(cache_row(cache, i, &row));
        assert_same_row(&row, &rows[i]);
    }
    assert_false(cache_row(cache, ARRAY_COUNT(rows), &row));
    assert_int_equal(cache_region_count(cache), 2);
    assert_true(cache_region(cache, 1, &region));
    assert_string_equal(region.name, "us-east-1");
    assert_true(region.read_ms == 1790000000001);
    assert_false(cache_region(cache, 2, &region));
    cache_close(cache);
}

static void test_texts_that_are_not_there_are_empty(void **state)
{
    const struct cache_row sparse = {.region = "r", .domain = "d", .name = "n"};
    struct cache *cache;
    struct cache_row row;

    assert_true(cache_write(*state, KEY, NULL, 0, &sparse, 1, NULL));
    cache = cache_open(*state, KEY);
    assert_true(cache_row(cache, 0, &row));
    assert_string_equal(row.when, "");
    assert_string_equal(row.object_type, "");
    cache_close(cache);
}

static void test_an_empty_listing_is_a_listing(void **state)
{
    struct cache *cache;

    assert_true(cache_write(*state, KEY, regions, 1, NULL, 0, NULL));
    cache = cache_open(*state, KEY);
    assert_non_null(cache);
    assert_int_equal(cache_count(cache), 0);
    cache_close(cache);
}

static void test_each_key_has_its_own(void **state)
{
    char *mine = path_of(*state, KEY), *other = path_of(*state, "other");

    assert_null(cache_open(*state, "other"));
    /* Even a file that was put in another's place is not taken for it. */
    assert_int_equal(rename(mine, other), 0);
    assert_null(cache_open(*state, "other"));
    free(mine);
    free(other);
}

static void test_the_file_is_private(void **state)
{
    char *path = path_of(*state, KEY);
    struct stat found;

    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_mode & 0777, 0600);
    free(path);
}

static void test_no_folder_no_cache(void **state)
{
    (void)state;
    assert_null(cache_open("/nonexistent/folder", KEY));
}

static void test_a_link_is_not_followed(void **state)
{
    char *path = path_of(*state, KEY), *moved = file_join(*state, "moved");

    assert_int_equal(rename(path, moved), 0);
    assert_int_equal(symlink("moved", path), 0);
    assert_false(opens(*state));
    free(path);
    free(moved);
}

static void test_a_file_cut_anywhere_is_no_cache(void **state)
{
    struct strbuf bytes = read_cache(*state);

    for (size_t length = 0; length < bytes.length; length++) {
        write_cache(*state, bytes.text, length);
        assert_false(opens(*state));
    }
    strbuf_release(&bytes);
}

static void test_any_byte_changed_is_no_cache(void **state)
{
    struct strbuf bytes = read_cache(*state);

    for (size_t i = 0; i < bytes.length; i++) {
        bytes.text[i] = (char)(bytes.text[i] ^ 0x41);
        write_cache(*state, bytes.text, bytes.length);
        if (opens(*state))
            fail_msg("byte %zu", i);
        bytes.text[i] = (char)(bytes.text[i] ^ 0x41);
    }
    strbuf_release(&bytes);
}

/* ---- what was listed now, beside what was known ---- */

/* Writes the file anew, as after a listing of these. */
static struct cache *list_again(const char *dir, const struct cache_region *listed, size_t region_count,
                                const struct cache_row *now, size_t count)
{
    struct cache *older = cache_open(dir, KEY);
    struct cache_row copies[4];
    struct cache_merge merge;

    if (count > 0)
        memcpy(copies, now, count * sizeof *now);
    cache_merge(&merge, older, listed, region_count, copies, count);
    assert_true(cache_write(dir, KEY, merge.regions, merge.region_count, merge.rows, merge.count, NULL));
    cache_merge_release(&merge);
    cache_close(older);
    return cache_open(dir, KEY);
}

static void assert_names(const struct cache *cache, const char *wanted)
{
    struct strbuf names = STRBUF_INIT;
    struct cache_row row;

    for (size_t i = 0; cache_row(cache, i, &row); i++)
        strbuf_addf(&names, "%s%s|%s|%s", i ? "," : "", row.region, row.domain, row.name);
    assert_string_equal(names.text, wanted);
    strbuf_release(&names);
}

static void test_regions_that_were_not_listed_stay(void **state)
{
    const struct cache_region listed[] = {{"eu-west-2", 1790000000009}};
    const struct cache_row now[] = {CACHE_ROW("eu-west-2", "telco", "c", 0),
                                    CACHE_ROW("eu-west-2", "retail", "b", 0)};
    struct cache *cache = list_again(*state, listed, 1, now, ARRAY_COUNT(now));
    struct cache_region region;
    struct cache_row row;

    assert_names(cache, "eu-west-2|retail|b,eu-west-2|telco|c,us-east-1|telco|ç\xe2\x80\xae");
    assert_true(cache_row(cache, 2, &row));
    assert_same_row(&row, &rows[2]);
    assert_int_equal(cache_region_count(cache), 2);
    assert_true(cache_region(cache, 0, &region) && region.read_ms == 1790000000009);
    assert_true(cache_region(cache, 1, &region) && region.read_ms == 1790000000001);
    cache_close(cache);
}

static void test_a_region_without_triggers_has_none(void **state)
{
    const struct cache_region listed[] = {{"us-east-1", 1790000000009}};
    struct cache *cache = list_again(*state, listed, 1, NULL, 0);

    assert_names(cache, "eu-west-2|retail|a,eu-west-2|retail|b");
    assert_int_equal(cache_region_count(cache), 2);
    cache_close(cache);
}

/* What only reading in full tells is known of a trigger as long as nobody changes it. */
static void test_an_unchanged_trigger_keeps_its_brief(void **state)
{
    const struct cache_row same[] = {CACHE_ROW("eu-west-2", "retail", "a", 2)};
    const struct cache_row changed[] = {CACHE_ROW("eu-west-2", "retail", "a", 3)};
    struct cache *cache = list_again(*state, regions, 1, same, 1);
    struct cache_row row;

    assert_true(cache_row(cache, 0, &row));
    assert_string_equal(row.when, "total > 5");
    assert_string_equal(row.limits, "1/1d");
    assert_string_equal(row.segment, "vip");
    assert_string_equal(row.lint, "warning");
    assert_string_equal(row.description, "");
    cache_close(cache);
    cache = list_again(*state, regions, 1, changed, 1);
    assert_true(cache_row(cache, 0, &row));
    assert_string_equal(row.when, "");
    assert_string_equal(row.lint, "");
    cache_close(cache);
}

static void test_without_an_older_listing_it_is_the_new_one(void **state)
{
    struct cache_row now[] = {CACHE_ROW("b", "d", "n", 0), CACHE_ROW("a", "d", "n", 0)};
    struct cache_merge merge;

    (void)state;
    cache_merge(&merge, NULL, regions, 2, now, 2);
    assert_int_equal(merge.count, 2);
    assert_int_equal(merge.region_count, 2);
    assert_string_equal(merge.rows[0].region, "a");
    cache_merge_release(&merge);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_listing_comes_back_as_it_was),
        TEST(test_texts_that_are_not_there_are_empty),
        TEST(test_an_empty_listing_is_a_listing),
        TEST(test_each_key_has_its_own),
        TEST(test_the_file_is_private),
        TEST(test_no_folder_no_cache),
        TEST(test_a_link_is_not_followed),
        TEST(test_a_file_cut_anywhere_is_no_cache),
        TEST(test_any_byte_changed_is_no_cache),
        TEST(test_regions_that_were_not_listed_stay),
        TEST(test_a_region_without_triggers_has_none),
        TEST(test_an_unchanged_trigger_keeps_its_brief),
        TEST(test_without_an_older_listing_it_is_the_new_one),
    };

    return cmocka_run_group_tests_name("cache", tests, NULL, NULL);
}

/* hash, random: digests against published vectors; shapes and spread of what is random. */
#include "helpers.h"

#include <string.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/random.h"

/* FIPS 180-4 and its examples. */
static void sha256_gives_the_published_digests(void **state)
{
    static const struct {
        const char *text, *hex;
    } cases[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        unsigned char digest[HASH_SIZE];
        char hex[HASH_HEX_SIZE];

        hash_sha256(cases[i].text, strlen(cases[i].text), digest);
        hash_hex(digest, sizeof digest, hex);
        assert_string_equal(hex, cases[i].hex);
    }
    {
        unsigned char digest[HASH_SIZE], empty[HASH_SIZE];

        hash_sha256(NULL, 0, digest);
        hash_sha256("", 0, empty);
        assert_memory_equal(digest, empty, HASH_SIZE);
    }
}

/* RFC 4231, cases 2 and 6. */
static void hmac_gives_the_published_digests(void **state)
{
    unsigned char digest[HASH_SIZE], long_key[131];
    char hex[HASH_HEX_SIZE];
    static const char text[] = "Test Using Larger Than Block-Size Key - Hash Key First";

    (void)state;
    hash_hmac_sha256("Jefe", 4, "what do ya want for nothing?", 28, digest);
    hash_hex(digest, sizeof digest, hex);
    assert_string_equal(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    memset(long_key, 0xaa, sizeof long_key);
    hash_hmac_sha256(long_key, sizeof long_key, text, sizeof text - 1, digest);
    hash_hex(digest, sizeof digest, hex);
    assert_string_equal(hex, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    hash_hmac_sha256(NULL, 0, NULL, 0, digest);
    hash_hex(digest, sizeof digest, hex);
    assert_string_equal(hex, "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

static void comparing_sees_every_byte(void **state)
{
    (void)state;
    assert_int_equal(hash_equal("abc", "abc", 3), 1);
    assert_int_equal(hash_equal("abc", "abd", 3), 0);
    assert_int_equal(hash_equal("xbc", "abc", 3), 0);
    assert_int_equal(hash_equal("a", "b", 0), 1);
}

/* The published FNV-1a values for seed 0. */
static void fnv_gives_the_published_values(void **state)
{
    (void)state;
    assert_true(hash_fnv("", 0, 0) == UINT64_C(0xcbf29ce484222325));
    assert_true(hash_fnv("a", 1, 0) == UINT64_C(0xaf63dc4c8601ec8c));
    assert_true(hash_fnv("foobar", 6, 0) == UINT64_C(0x85944171f73967e8));
    assert_true(hash_fnv("a", 1, 1) != hash_fnv("a", 1, 0));
}

static void uuids_are_version_4_and_new(void **state)
{
    char first[37], second[37];

    (void)state;
    random_uuid(first);
    random_uuid(second);
    assert_string_not_equal(first, second);
    assert_int_equal(strlen(first), 36);
    assert_int_equal(strspn(first, "0123456789abcdef-"), 36);
    assert_true(first[8] == '-' && first[13] == '-' && first[18] == '-' && first[23] == '-');
    assert_int_equal(first[14], '4');
    assert_non_null(strchr("89ab", first[19]));
}

static void numbers_stay_below_their_bound_and_reach_all(void **state)
{
    unsigned seen[7] = {0};

    (void)state;
    for (int i = 0; i < 7000; i++) {
        uint64_t number = random_below(7);

        assert_true(number < 7);
        seen[number]++;
    }
    for (size_t i = 0; i < 7; i++) /* 1000 expected; fails by chance less than once in 10^40 runs */
        assert_in_range(seen[i], 600, 1400);
    assert_int_equal(random_below(1), 0);
    assert_true(random_below(UINT64_MAX) < UINT64_MAX);
}

static void letters_are_letters_and_digits(void **state)
{
    char text[65];

    (void)state;
    random_alnum(text, 64);
    assert_int_equal(strlen(text), 64);
    assert_int_equal(strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"), 64);
    random_alnum(text, 0);
    assert_string_equal(text, "");
}

/* FIPS 180-4's own example, and what `printf '' | sha1sum` says. */
static void sha1_gives_the_published_digests(void **state)
{
    char hex[HASH_SHA1_HEX_SIZE];

    (void)state;
    hash_sha1_hex("abc", 3, hex);
    assert_string_equal(hex, "a9993e364706816aba3e25717850c26c9cd0d89d");
    hash_sha1_hex(NULL, 0, hex);
    assert_string_equal(hex, "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_gives_the_published_digests),
        cmocka_unit_test(sha1_gives_the_published_digests),
        cmocka_unit_test(hmac_gives_the_published_digests),
        cmocka_unit_test(comparing_sees_every_byte),
        cmocka_unit_test(fnv_gives_the_published_values),
        cmocka_unit_test(uuids_are_version_4_and_new),
        cmocka_unit_test(numbers_stay_below_their_bound_and_reach_all),
        cmocka_unit_test(letters_are_letters_and_digits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Any bytes as a cached listing: no cache, or rows whose texts all lie within the file. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "backend/cache.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_text(const char *text, const uint8_t *bytes, size_t length)
{
    size_t end = strlen(text);

    assert(end == 0 || ((const uint8_t *)text >= bytes && (const uint8_t *)text + end < bytes + length));
}

static void check_rows(const struct cache *cache, const uint8_t *bytes, size_t length)
{
    struct cache_region region;
    struct cache_row row;

    for (size_t i = 0; i < cache_count(cache); i++)
        if (cache_row(cache, i, &row)) {
            check_text(row.region, bytes, length);
            check_text(row.name, bytes, length);
            check_text(row.limits, bytes, length);
        }
    for (size_t i = 0; i < cache_region_count(cache); i++)
        if (cache_region(cache, i, &region))
            check_text(region.name, bytes, length);
}

static void check_open(const uint8_t *bytes, size_t length)
{
    struct cache *cache = cache_from_bytes(bytes, length, "k");

    if (cache)
        check_rows(cache, bytes, length);
    cache_close(cache);
}

/* As it is, and with the checksum that a forger would write. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    uint8_t *copy = mem_alloc(length + 1, 1);

    check_open(bytes, length);
    if (length)
        memcpy(copy, bytes, length);
    cache_seal(copy, length);
    check_open(copy, length);
    free(copy);
    return 0;
}

#include "base/random.h"

#include <assert.h>
#include <limits.h>
#include <openssl/rand.h>

#include "base/hash.h"

static void fill(void *out, size_t length)
{
    int done;

    assert(length <= INT_MAX);
    done = RAND_bytes(out, (int)length);
    assert(done == 1); /* without randomness no token is unique: nothing may go on */
}

void random_uuid(char out[37])
{
    static const unsigned char groups[] = {4, 2, 2, 2, 6};
    unsigned char bytes[16], *p = bytes;

    fill(bytes, sizeof bytes);
    bytes[6] = (unsigned char)((bytes[6] & 0x0f) | 0x40); /* RFC 9562: version 4 */
    bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80); /* and its variant */
    for (int i = 0; i < 5; p += groups[i++]) {
        hash_hex(p, groups[i], out);
        out += 2 * groups[i];
        *out++ = i < 4 ? '-' : '\0';
    }
}

uint64_t random_below(uint64_t bound)
{
    uint64_t number, tail;

    assert(bound > 0);
    /* Numbers above the last whole multiple would favour the small ones. */
    tail = (UINT64_MAX % bound + 1) % bound;
    do
        fill(&number, sizeof number);
    while (number > UINT64_MAX - tail);
    return number % bound;
}

void random_alnum(char *out, size_t length)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    for (size_t i = 0; i < length; i++)
        out[i] = letters[random_below(sizeof letters - 1)];
    out[length] = '\0';
}

#include "base/hash.h"

#include <assert.h>
#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

void hash_sha256(const void *bytes, size_t length, unsigned char out[HASH_SIZE])
{
    unsigned size = HASH_SIZE;
    int done = EVP_Digest(length ? bytes : "", length, out, &size, EVP_sha256(), NULL);

    assert(done == 1 && size == HASH_SIZE);
}

void hash_sha1_hex(const void *bytes, size_t length, char out[HASH_SHA1_HEX_SIZE])
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    int done = EVP_Digest(length ? bytes : "", length, digest, &size, EVP_sha1(), NULL);

    assert(done == 1 && size * 2 + 1 == HASH_SHA1_HEX_SIZE);
    hash_hex(digest, size, out);
}

void hash_hmac_sha256(const void *key, size_t key_length, const void *bytes, size_t length,
                      unsigned char out[HASH_SIZE])
{
    unsigned size = HASH_SIZE;
    const unsigned char *done;

    assert(key_length <= INT_MAX);
    done = HMAC(EVP_sha256(), key_length ? key : "", (int)key_length, length ? bytes : (const void *)"",
                length, out, &size);
    assert(done && size == HASH_SIZE);
}

void hash_hex(const unsigned char *bytes, size_t length, char *out)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < length; i++) {
        *out++ = digits[bytes[i] >> 4];
        *out++ = digits[bytes[i] & 15];
    }
    *out = '\0';
}

int hash_equal(const void *a, const void *b, size_t length)
{
    return CRYPTO_memcmp(a, b, length) == 0;
}

uint64_t hash_fnv(const void *bytes, size_t length, uint64_t seed)
{
    const unsigned char *p = bytes;
    uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ seed;

    for (size_t i = 0; i < length; i++)
        hash = (hash ^ p[i]) * UINT64_C(0x100000001b3);
    return hash;
}

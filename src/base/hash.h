/*
 * hash: SHA-256 and HMAC on OpenSSL; checksums for the cache.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

enum { HASH_SIZE = 32, HASH_HEX_SIZE = 65, HASH_SHA1_HEX_SIZE = 41 };

/* FIPS 180-4. */
void hash_sha256(const void *bytes, size_t length, unsigned char out[HASH_SIZE]);
/* SHA-1 in lower-case hex with NUL: names the AWS CLI's cache files; not for security. */
void hash_sha1_hex(const void *bytes, size_t length, char out[HASH_SHA1_HEX_SIZE]);
/* RFC 2104 with SHA-256. */
void hash_hmac_sha256(const void *key, size_t key_length, const void *bytes, size_t length,
                      unsigned char out[HASH_SIZE]);
/* Lower-case hex with NUL. */
void hash_hex(const unsigned char *bytes, size_t length, char *out);
/* Constant-time comparison: 1 if equal. */
int hash_equal(const void *a, const void *b, size_t length);
/* FNV-1a, 64 bits: for hash tables and the cache's checksum, not for security. */
uint64_t hash_fnv(const void *bytes, size_t length, uint64_t seed);

#endif

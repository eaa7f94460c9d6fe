/*
 * random: from OpenSSL's generator.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* Version 4 UUID in lower case; out holds 37 bytes. */
void random_uuid(char out[37]);
/* From 0 up to, not including, bound (> 0). */
uint64_t random_below(uint64_t bound);
/* length characters of A-Z a-z 0-9 plus NUL. */
void random_alnum(char *out, size_t length);

#endif

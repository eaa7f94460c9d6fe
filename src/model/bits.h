/*
 * bits: one bit for each of many rows.
 */
#ifndef MODEL_BITS_H
#define MODEL_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Words of 64 bits that hold count of them. */
static inline size_t bits_words(size_t count)
{
    return (count + 63) / 64;
}

/* place must be below the count that bits_words was asked for. */
static inline bool bits_has(const uint64_t *bits, size_t place)
{
    return bits[place / 64] >> (place % 64) & 1;
}

/* Sets or clears the bit at place. */
static inline void bits_put(uint64_t *bits, size_t place, bool on)
{
    uint64_t bit = UINT64_C(1) << (place % 64);

    bits[place / 64] = on ? bits[place / 64] | bit : bits[place / 64] & ~bit;
}

#endif

/*
 * array: growing arrays without a macro language.
 *
 *     struct rows { struct row *items; size_t count, capacity; };
 *     ARRAY_GROW(rows.items, rows.count + 1, rows.capacity);
 *     rows.items[rows.count++] = row;
 */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stddef.h>

/* Makes room for need items; *capacity grows by half each time. New memory is not zeroed. */
void *array_grow(void *items, size_t need, size_t *capacity, size_t item_size);
#define ARRAY_GROW(items, need, capacity)                                                                    \
    ((items) = array_grow((items), (need), &(capacity), sizeof *(items)))

#define ARRAY_COUNT(a) (sizeof(a) / sizeof *(a))

#endif

/*
 * array: growing arrays without a macro language.
 *
 *     struct rows { struct row *items; size_t count, capacity; };
 *     ARRAY_GROW(rows.items, rows.count + 1, rows.capacity);
 *     rows.items[rows.count++] = row;
 */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stdbool.h>
#include <stddef.h>

/* Makes room for need items; *capacity grows by half each time. New memory is not zeroed. */
void *array_grow(void *items, size_t need, size_t *capacity, size_t item_size);
#define ARRAY_GROW(items, need, capacity)                                                                    \
    ((items) = array_grow((items), (need), &(capacity), sizeof *(items)))

#define ARRAY_COUNT(a) (sizeof(a) / sizeof *(a))

/* A list of texts that owns them. */
struct texts {
    char **items; /* owned */
    size_t count, capacity;
};

void texts_add(struct texts *list, const char *text); /* copies */
void texts_release(struct texts *list);
bool texts_has(const struct texts *list, const char *text);
/* Adds each piece of text between separators, without outer blanks; empty pieces are left out. */
void texts_split(struct texts *list, const char *text, char separator);
/* Deep copy into an empty list. */
void texts_copy(struct texts *to, const struct texts *from);

#endif

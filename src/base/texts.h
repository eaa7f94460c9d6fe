/*
 * texts: a list of texts that owns them. Any thread, one list at a time; {0} is an empty one.
 */
#ifndef BASE_TEXTS_H
#define BASE_TEXTS_H

#include <stdbool.h>
#include <stddef.h>

struct texts {
    char **items; /* owned, and each text */
    size_t count, capacity;
};

/* Adds a copy at the end. */
void texts_add(struct texts *list, const char *text);
/* Empties the list, which may be used again. */
void texts_release(struct texts *list);
/* Exact, with case. */
bool texts_has(const struct texts *list, const char *text);
/* Adds each piece of text between separators, without outer blanks; empty pieces are left out. */
void texts_split(struct texts *list, const char *text, char separator);
/* Adds copies of all of from. */
void texts_copy(struct texts *to, const struct texts *from);

#endif

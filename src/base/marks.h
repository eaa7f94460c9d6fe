/*
 * marks: where the values of a text stand, for messages about a tree that was read from it.
 *
 * One mark for each value, in the order of the text: a value, then what is within it. A member of an object is marked
 * at its key. The marks stay true when the tree is changed. {0} is an empty list. Any thread, one list at a time.
 */
#ifndef BASE_MARKS_H
#define BASE_MARKS_H

#include <stddef.h>

struct mark {
    size_t line, column; /* from 1; the column in characters */
    char *key;           /* owned: of a member; NULL for an item of a list and for a whole text */
    size_t end;          /* the index after the last mark within this one */
};

struct marks {
    struct mark *items; /* owned */
    size_t count, capacity;
};

#define MARKS_NONE ((size_t)-1)

/* Marks a value whose inner marks follow; key may be NULL. Its index, for marks_close. Does nothing with NULL for the
 * list, as does marks_close. */
size_t marks_open(struct marks *marks, size_t line, size_t column, const char *key);
/* All marks since marks_open are within that one. */
void marks_close(struct marks *marks, size_t index);
/* The mark of the member or item that token names ("3" is the fourth item), or MARKS_NONE. */
size_t marks_child(const struct marks *marks, size_t index, const char *token);
void marks_release(struct marks *marks);

#endif

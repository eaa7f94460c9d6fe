#include "base/marks.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"

size_t marks_open(struct marks *marks, size_t line, size_t column, const char *key)
{
    if (!marks)
        return MARKS_NONE;
    ARRAY_GROW(marks->items, marks->count + 1, marks->capacity);
    marks->items[marks->count] = (struct mark){line, column, mem_dup(key), marks->count + 1};
    return marks->count++;
}

void marks_close(struct marks *marks, size_t index)
{
    if (marks)
        marks->items[index].end = marks->count;
}

size_t marks_child(const struct marks *marks, size_t index, const char *token)
{
    size_t end = marks->items[index].end, place = 0;
    char *rest;
    unsigned long wanted = strtoul(token, &rest, 10);

    for (size_t i = index + 1; i < end; i = marks->items[i].end, place++) {
        const char *key = marks->items[i].key;

        if (key ? strcmp(key, token) == 0 : *token && !*rest && place == wanted)
            return i;
    }
    return MARKS_NONE;
}

void marks_release(struct marks *marks)
{
    for (size_t i = 0; i < marks->count; i++)
        free(marks->items[i].key);
    free(marks->items);
    *marks = (struct marks){0};
}

#include "base/texts.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"

static void add_owned(struct texts *list, char *text)
{
    ARRAY_GROW(list->items, list->count + 1, list->capacity);
    list->items[list->count++] = text;
}

void texts_add(struct texts *list, const char *text)
{
    add_owned(list, mem_dup(text));
}

void texts_release(struct texts *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i]);
    free(list->items);
    *list = (struct texts){0};
}

bool texts_has(const struct texts *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], text) == 0)
            return true;
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void texts_split(struct texts *list, const char *text, char separator)
{
    for (;;) {
        const char *end = strchr(text, separator);
        const char *last = end ? end : text + strlen(text);
        const char *first = text;

        while (first < last && is_blank(*first))
            first++;
        while (last > first && is_blank(last[-1]))
            last--;
        if (last > first)
            add_owned(list, mem_dup_n(first, (size_t)(last - first)));
        if (!end || separator == '\0')
            return;
        text = end + 1;
    }
}

void texts_copy(struct texts *to, const struct texts *from)
{
    for (size_t i = 0; i < from->count; i++)
        texts_add(to, from->items[i]);
}

#include "sql/place.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"

void place_add(struct place_map *map, size_t out, size_t in, bool copied)
{
    ARRAY_GROW(map->items, map->count + 1, map->capacity);
    map->items[map->count++] = (struct place_piece){out, in, copied};
}

size_t place_find(const struct place_map *map, size_t out)
{
    size_t i = map->count;
    while (i > 1 && map->items[i - 1].out > out)
        i--;
    if (i == 0)
        return 0;
    const struct place_piece *piece = &map->items[i - 1];
    return piece->copied && out > piece->out ? piece->in + (out - piece->out) : piece->in;
}

void place_release(struct place_map *map)
{
    free(map->items);
    *map = (struct place_map){0};
}

void place_line(const char *text, size_t offset, size_t *line, size_t *column)
{
    const char *end = text + strlen(text), *stop = text + offset < end ? text + offset : end;
    uint32_t code;
    *line = *column = 1;
    for (const char *p = text; p < stop; p += text_decode(p, end, &code)) {
        *column += 1;
        if (*p == '\n') {
            *line += 1;
            *column = 1;
        }
    }
}

/* From the start of the line, or so far before the place that both fit. */
static const char *window(const char *start, const char *at, size_t cells)
{
    while (start < at) {
        char *before = mem_dup_n(start, (size_t)(at - start));
        size_t width = text_width(before);
        free(before);
        if (width <= cells * 3 / 4)
            break;
        uint32_t code;
        start += text_decode(start, at, &code);
    }
    return start;
}

/* Blanks become single ones, so that what stands above the ^ is as wide as counted. */
static char *piece(const char *from, const char *to)
{
    char *copy = mem_dup_n(from, (size_t)(to - from));
    for (char *p = copy; *p != '\0'; p++)
        if (*p == '\t' || *p == '\r')
            *p = ' ';
    return copy;
}

void place_mark(struct strbuf *out, const char *text, size_t offset, size_t cells)
{
    const char *end = text + strlen(text), *at = text + offset < end ? text + offset : end;
    const char *start = at;
    while (at > text && at == end && at[-1] == '\n')
        start = --at; /* the end of the text is the end of its last line */
    while (start > text && start[-1] != '\n')
        start--;
    start = at - start > 4000 ? at - 4000 : start; /* a line without end */
    start = window(start, at, cells);
    char *line = piece(start, at + strcspn(at, "\n")), *before = piece(start, at);
    strbuf_adds(out, "  ");
    text_fit(out, line, cells, false);
    strbuf_adds(out, "\n  ");
    strbuf_fill(out, ' ', text_width(before));
    strbuf_adds(out, "^\n");
    free(line);
    free(before);
}

#include "sql/place.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"

enum { LINE_MOST = 4000 }; /* bytes that are looked at on each side of a place */

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

/* Blanks become single ones, so that what stands above the ^ is as wide as counted. */
static char *piece(const char *from, const char *to)
{
    char *copy = mem_dup_n(from, (size_t)(to - from));
    for (char *p = copy; *p != '\0'; p++)
        if (*p == '\t' || *p == '\r')
            *p = ' ';
    return copy;
}

/* From the start of the line; of one that does not fit, so far before the place that both fit. */
static const char *window(const char *start, const char *at, const char *end, size_t cells)
{
    char *line = piece(start, end);
    bool fits = text_width(line) <= cells;
    free(line);
    while (!fits && start < at) {
        char *before = piece(start, at);
        fits = text_width(before) <= cells * 3 / 4;
        free(before);
        uint32_t code;
        start += fits ? 0 : text_decode(start, at, &code);
    }
    return start;
}

void place_mark(struct strbuf *out, const char *text, size_t offset, size_t cells)
{
    const char *end = text + strlen(text), *at = text + offset < end ? text + offset : end;
    while (at > text && at == end && at[-1] == '\n')
        end = --at; /* the end of the text is the end of its last line */
    const char *start = at;
    while (start > text && start[-1] != '\n')
        start--;
    start = at - start > LINE_MOST ? at - LINE_MOST : start;
    size_t rest = strcspn(at, "\n");
    end = at + (rest < LINE_MOST ? rest : LINE_MOST);
    start = window(start, at, end, cells);
    char *line = piece(start, end), *before = piece(start, at);
    strbuf_adds(out, "  ");
    text_fit(out, line, cells, false);
    strbuf_adds(out, "\n  ");
    strbuf_fill(out, ' ', text_width(before));
    strbuf_adds(out, "^\n");
    free(line);
    free(before);
}

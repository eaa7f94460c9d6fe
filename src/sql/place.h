/*
 * place: where a text that was put together comes from, so that a fault in it can be shown where a person wrote it.
 *
 * Filled templates and the SELECTs that are made from parts of a statement are such texts. A map lists its pieces in
 * order; {0} is an empty one. Offsets are bytes. Any thread.
 */
#ifndef SQL_PLACE_H
#define SQL_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/strbuf.h"

struct place_piece {
    size_t out, in; /* where the piece begins in the made text, and in the written one */
    bool copied;    /* byte by byte; false: it stands for something at `in`, as a filled {{ }} does */
};

struct place_map {
    struct place_piece *items; /* owned */
    size_t count, capacity;
};

/* What is appended to the made text from out on comes from in; out must not fall. */
void place_add(struct place_map *map, size_t out, size_t in, bool copied);
/* The place in the written text; 0 for an empty map. */
size_t place_find(const struct place_map *map, size_t out);
void place_release(struct place_map *map);

/* Line and column (from 1, the column in characters) of an offset. */
void place_line(const char *text, size_t offset, size_t *line, size_t *column);
/* Appends the line around the offset and, under it, a ^ below the place, both made harmless, each behind two blanks and
 * ended by a line feed. A long line is cut around the place to at most cells. */
void place_mark(struct strbuf *out, const char *text, size_t offset, size_t cells);

#endif

/*
 * filter_text: rows as a filter sees them.
 *
 * The folded cells of very many rows lie in one run of bytes, one row behind the other, so that a filter
 * walks through memory and not about in it. A row's piece is made once for each change of the row. UI thread.
 */
#ifndef MODEL_FILTER_TEXT_H
#define MODEL_FILTER_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/strbuf.h"

/* The bytes of all rows. Begins as zeroes. */
struct filter_texts {
    char *bytes; /* owned; FILTER_TEXT_PAD zeroes follow the last byte */
    size_t length, capacity;
    size_t garbage; /* bytes of pieces that were dropped */
};

/* The piece of one row: its cells in the order of enum listing_column, but LISTING_UPDATED
 * last. Begins as zeroes. */
struct filter_text {
    uint64_t letters;      /* which letters stand there, a bit for each: most rows are told by it alone */
    uint32_t at;           /* in filter_texts.bytes */
    uint32_t length;       /* 0: not made */
    uint32_t words_length; /* of what words without a column look at: all but the last cell */
};

#define FILTER_TEXT_END '\x1f' /* ends each cell */

enum { FILTER_TEXT_PAD = 64 };

/* Adds a cell to a row in the making. */
void filter_text_add(struct strbuf *joined, const char *cell);
/* Makes the piece of a row of its joined cells, which are folded in place. The old piece is dropped. */
void filter_text_make(struct filter_texts *texts, struct filter_text *text, struct strbuf *joined);
/* The row goes: its bytes are garbage until the next filter_text_move of all. */
void filter_text_drop(struct filter_texts *texts, struct filter_text *text);
/* True if so much is garbage that all rows should be moved (filter_text_move) to new texts. */
bool filter_text_is_wasteful(const struct filter_texts *texts);
/* Copies a row's bytes into a fresh store of texts, which leaves the garbage behind. */
void filter_text_move(const struct filter_texts *from, struct filter_texts *to, struct filter_text *text);
/* Frees all texts at once. */
void filter_text_release(struct filter_texts *texts);

/* The bits of the letters that stand in these bytes. Letters a-z and digits have one of their own each,
 * others share. */
uint64_t filter_text_letters(const char *bytes, size_t length);
/* True for the characters whose bit in the mask is theirs alone. */
bool filter_text_has_own_bit(char c);
/* memmem for short texts within filter_texts (what follows them may be read). needle_length > 0. */
const char *filter_text_find(const char *bytes, size_t length, const char *needle, size_t needle_length);
/* The piece's cell of that number (from 0, of cells), sought from the nearer end. */
const char *filter_text_cell(const char *bytes, size_t length, int cell, int cells, size_t *cell_length);

#endif

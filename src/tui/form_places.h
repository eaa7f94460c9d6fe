/*
 * form_places: where in the outline a pointer belongs, and which places can have the focus.
 *
 * A place is a row and a cell of it, or FORM_HEAD.
 */
#ifndef TUI_FORM_PLACES_H
#define TUI_FORM_PLACES_H

#include <stdbool.h>
#include "tui/form.h"

/* The place whose pointer is the longest beginning of this one; the first place if there is none. */
void form_places_find(const struct form_rows *rows, const char *pointer, size_t *row, int *cell);

/* The same for many pointers: an index of the rows, which must not change while it is used. */
struct form_places_entry {
    const char *pointer; /* borrowed from the row */
    size_t row;
    int cell;
    size_t number; /* in the order of the rows */
};

struct form_places_index {
    const struct form_rows *rows;    /* borrowed */
    struct form_places_entry *items; /* owned; sorted by pointer */
    size_t count, capacity;
};

void form_places_index(const struct form_rows *rows, struct form_places_index *out);
void form_places_look_up(const struct form_places_index *index, const char *pointer, size_t *row, int *cell);
void form_places_index_release(struct form_places_index *index);
/* Its pointer. borrowed. */
const char *form_places_pointer(const struct form_row *row, int cell);
/* Attaches each problem to the place that it concerns. */
void form_places_attach(struct form_rows *rows, const struct problems *problems);
/* The head, or else the first cell. */
int form_places_first(const struct form_row *row);
/* True if the person can do something there. */
bool form_places_serves(const struct form_row *row, int cell);
/* The next (or previous) place that serves, going round. */
void form_places_next(const struct form_rows *rows, bool forward, size_t *row, int *cell);

#endif

#include "tui/form_places.h"

#include <string.h>

#include "tui/form_folds.h"

/* The best place so far. */
struct best {
    size_t length; /* of its pointer, plus one; 0: none */
    size_t row;
    int cell;
};

static void consider(struct best *best, const char *pointer, const char *candidate, size_t row, int cell)
{
    size_t length = strlen(candidate) + 1;

    if (length > best->length && form_folds_below(pointer, candidate))
        *best = (struct best){length, row, cell};
}

static void consider_row(struct best *best, const char *pointer, const struct form_row *row, size_t place)
{
    for (size_t i = 0; i < row->cell_count; i++)
        consider(best, pointer, row->cells[i].pointer, place, (int)i);
    consider(best, pointer, row->pointer, place, form_places_first(row));
    if (row->list)
        consider(best, pointer, row->list, place, form_places_first(row));
}

void form_places_find(const struct form_rows *rows, const char *pointer, size_t *row, int *cell)
{
    struct best best = {0, 0, rows->count ? form_places_first(&rows->items[0]) : FORM_HEAD};

    for (size_t i = 0; i < rows->count; i++)
        consider_row(&best, pointer, &rows->items[i], i);
    *row = best.row;
    *cell = best.cell;
}

const char *form_places_pointer(const struct form_row *row, int cell)
{
    return cell == FORM_HEAD ? row->pointer : row->cells[cell].pointer;
}

void form_places_attach(struct form_rows *rows, const struct problems *problems)
{
    for (size_t i = 0; i < problems->count; i++) {
        size_t at;
        int cell;
        struct form_row *row;

        form_places_find(rows, problems->items[i].pointer, &at, &cell);
        row = &rows->items[at];
        if (row->problem_count++ == 0) {
            row->problem = &problems->items[i];
            row->problem_cell = cell;
        }
    }
}

int form_places_first(const struct form_row *row)
{
    return row->fold || row->cell_count == 0 ? FORM_HEAD : 0;
}

bool form_places_serves(const struct form_row *row, int cell)
{
    return cell == FORM_HEAD ? row->fold : !row->cells[cell].locked;
}

static void step(const struct form_rows *rows, bool forward, size_t *row, int *cell)
{
    const struct form_row *at = &rows->items[*row];

    if (forward && *cell + 1 < (int)at->cell_count) {
        ++*cell;
    } else if (!forward && *cell > form_places_first(at)) {
        --*cell;
    } else {
        *row = forward ? (*row + 1) % rows->count : (*row + rows->count - 1) % rows->count;
        at = &rows->items[*row];
        *cell = forward ? form_places_first(at) : (int)at->cell_count - 1;
    }
}

void form_places_next(const struct form_rows *rows, bool forward, size_t *row, int *cell)
{
    size_t first_row = *row;
    int first_cell = *cell;

    do
        step(rows, forward, row, cell);
    while (!form_places_serves(&rows->items[*row], *cell) && !(*row == first_row && *cell == first_cell));
}

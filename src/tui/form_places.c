#include "tui/form_places.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
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

/* ---- many at once ---- */

static void add_entry(struct form_places_index *index, const char *pointer, size_t row, int cell)
{
    ARRAY_GROW(index->items, index->count + 1, index->capacity);
    index->items[index->count] = (struct form_places_entry){pointer, row, cell, index->count};
    index->count++;
}

/* Places with the same pointer stay as they came: the first one counts, as it does for form_places_find. */
static int compare_entries(const void *left, const void *right)
{
    const struct form_places_entry *a = left, *b = right;
    int order = strcmp(a->pointer, b->pointer);

    return order ? order : a->number < b->number ? -1 : 1;
}

void form_places_index(const struct form_rows *rows, struct form_places_index *out)
{
    *out = (struct form_places_index){.rows = rows};
    for (size_t i = 0; i < rows->count; i++) {
        const struct form_row *row = &rows->items[i];

        for (size_t j = 0; j < row->cell_count; j++)
            add_entry(out, row->cells[j].pointer, i, (int)j);
        add_entry(out, row->pointer, i, form_places_first(row));
        if (row->list)
            add_entry(out, row->list, i, form_places_first(row));
    }
    if (out->count)
        qsort(out->items, out->count, sizeof *out->items, compare_entries);
}

void form_places_index_release(struct form_places_index *index)
{
    free(index->items);
}

/* The first entry whose pointer is not before this one. */
static size_t entry_from(const struct form_places_index *index, const char *pointer)
{
    size_t low = 0, high = index->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(index->items[middle].pointer, pointer) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void form_places_look_up(const struct form_places_index *index, const char *pointer, size_t *row, int *cell)
{
    char *part = mem_dup(pointer), *end;

    *row = 0;
    *cell = index->rows->count ? form_places_first(&index->rows->items[0]) : FORM_HEAD;
    while ((end = strrchr(part, '/'))) {
        size_t at = entry_from(index, part);

        if (at < index->count && strcmp(index->items[at].pointer, part) == 0) {
            *row = index->items[at].row;
            *cell = index->items[at].cell;
            break;
        }
        *end = '\0';
    }
    free(part);
}

void form_places_attach(struct form_rows *rows, const struct problems *problems)
{
    struct form_places_index index;

    if (!problems->count)
        return;
    form_places_index(rows, &index);
    for (size_t i = 0; i < problems->count; i++) {
        size_t at;
        int cell;
        struct form_row *row;

        form_places_look_up(&index, problems->items[i].pointer, &at, &cell);
        row = &rows->items[at];
        if (row->problem_count++ == 0) {
            row->problem = &problems->items[i];
            row->problem_cell = cell;
        }
    }
    form_places_index_release(&index);
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

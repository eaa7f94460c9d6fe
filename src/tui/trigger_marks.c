#include "tui/trigger_marks.h"

#include "base/array.h"
#include "base/mem.h"

void trigger_marks_set(const struct trigger_lines *lines, size_t from, size_t to, bool on)
{
    size_t first = from < to ? from : to, last = from < to ? to : from;
    for (size_t i = first; i <= last && i < lines->count; i++) {
        struct store_row *row = trigger_lines_row(lines, i);
        if (row)
            row->marked = on;
    }
}

void trigger_marks_none(struct store *store)
{
    for (size_t i = 0; i < store->row_count; i++)
        store->rows[i]->marked = false;
}

void trigger_marks_add(struct trigger_marks *marks, const struct store_row *row, bool hidden)
{
    ARRAY_GROW(marks->items, marks->count + 1, marks->capacity);
    marks->items[marks->count++] =
        (struct trigger_target){mem_dup(row->region), store_row_identifier(row), hidden};
}

void trigger_marks_release(struct trigger_marks *marks)
{
    for (size_t i = 0; i < marks->count; i++) {
        free(marks->items[i].region);
        free(marks->items[i].identifier);
    }
    free(marks->items);
    *marks = (struct trigger_marks){0};
}

void trigger_marks_collect(struct trigger_marks *marks, const struct store *store,
                           const struct trigger_lines *lines)
{
    bool *shown = mem_alloc(store->row_count + 1, sizeof *shown); /* by the row's place in the store */
    for (size_t i = 0; i < lines->count; i++) {
        const struct store_row *row = trigger_lines_row(lines, i);
        if (!row || !row->marked)
            continue;
        trigger_marks_add(marks, row, false);
        shown[row->place] = true;
    }
    for (size_t i = 0; i < store->row_count; i++) {
        if (store->rows[i]->marked && !shown[i])
            trigger_marks_add(marks, store->rows[i], true);
    }
    free(shown);
}

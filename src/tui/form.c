#include "tui/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/change.h"
#include "tui/form_base.h"
#include "tui/form_folds.h"
#include "tui/form_places.h"
#include "tui/form_rows.h"
#include "tui/form_text.h"
#include "tui/form_undo.h"

/* A document with more lines than this opens with all but its first item closed. */
enum { ROWS_OPEN = 20 };

/* ---- life ---- */

/* Closes lists of lines that need not be there (tags), and in a long document each item but the first. */
static void close_first(struct form *form)
{
    size_t count = form->rows.count;

    for (size_t i = 0; i < count; i++) {
        const struct form_row *row = &form->rows.items[i];
        bool optional_list = row->depth == 0 && row->field && row->field->kind == FIELD_LIST &&
                             !(row->field->flags & FIELD_REQUIRED);
        bool later_item = count > ROWS_OPEN && row->depth == 1 && row->item && row->index > 0;

        if (row->fold && (optional_list || later_item))
            form_folds_put(&form->folds.closed, row->pointer, true);
    }
}

struct form *form_new(const cJSON *base, const cJSON *document, bool editing, bool read_only)
{
    struct form *form = mem_alloc(1, sizeof *form);

    form->document = cJSON_IsObject(document) ? cJSON_Duplicate(document, true) : cJSON_CreateObject();
    form->base = base ? cJSON_Duplicate(base, true) : NULL;
    form->editing = editing;
    form->read_only = read_only;
    form->undo = form_undo_new(&form->folds);
    form_refresh(form, "");
    close_first(form);
    form_refresh(form, "");
    if (form->rows.count && !form_places_serves(&form->rows.items[form->row], form->cell))
        form_move_cells(form, true);
    return form;
}

void form_free(struct form *form)
{
    form_rows_release(&form->rows);
    check_release(&form->problems);
    form_folds_release(&form->folds);
    form_undo_free(form->undo);
    cJSON_Delete(form->document);
    cJSON_Delete(form->base);
    free(form);
}

static void rebuild(struct form *form, const char *pointer)
{
    char *place = mem_dup(pointer);

    form_rows_release(&form->rows);
    form_rows_build(form, false, &form->rows);
    form_places_attach(&form->rows, &form->problems);
    form_places_find(&form->rows, place, &form->row, &form->cell);
    free(place);
}

void form_refresh(struct form *form, const char *pointer)
{
    form->version++;
    check_release(&form->problems);
    form->problems = (struct problems){0};
    check_document(&fields_event_trigger, form->document, 0, &form->problems);
    rebuild(form, pointer);
}

/* ---- focus ---- */

const struct form_row *form_focused_row(const struct form *form)
{
    return &form->rows.items[form->row];
}

const struct form_cell *form_focused_cell(const struct form *form)
{
    return form->cell == FORM_HEAD ? NULL : &form_focused_row(form)->cells[form->cell];
}

void form_move_rows(struct form *form, long rows)
{
    long last = (long)form->rows.count - 1, row = (long)form->row + rows;
    const struct form_row *at;

    form_undo_pause(form->undo);
    form->row = (size_t)(row < 0 ? 0 : row > last ? last : row);
    at = form_focused_row(form);
    if (form->cell < form_places_first(at) || at->fold)
        form->cell = form_places_first(at);
    else if (form->cell >= (int)at->cell_count)
        form->cell = (int)at->cell_count - 1;
}

void form_move_cells(struct form *form, bool forward)
{
    form_undo_pause(form->undo);
    form_places_next(&form->rows, forward, &form->row, &form->cell);
}

void form_focus(struct form *form, const char *pointer)
{
    form_undo_pause(form->undo);
    form_places_find(&form->rows, pointer, &form->row, &form->cell);
}

static void flip(struct texts *set, const char *pointer)
{
    form_folds_put(set, pointer, !texts_has(set, pointer));
}

bool form_toggle(struct form *form)
{
    const struct form_row *row = form_focused_row(form);
    const struct form_cell *cell = form_focused_cell(form);
    bool values = cell && cell->field && cell->field->kind == FIELD_LIST && cJSON_IsArray(cell->value);

    form_undo_pause(form->undo);
    if (values)
        flip(&form->folds.spread, cell->pointer);
    else if (!cell && row->fold)
        flip(&form->folds.closed, row->pointer);
    else
        return false;
    rebuild(form, cell ? cell->pointer : row->pointer);
    return true;
}

/* The place of each problem in an outline where nothing is closed, so that the next one is known wherever it
 * hides. */
struct spot {
    size_t row;
    int cell;
};

static bool comes_after(struct spot a, struct spot b)
{
    return a.row != b.row ? a.row > b.row : a.cell > b.cell;
}

/* The number of the problem that comes next after the focus; the first of all if none does. */
static size_t next_problem(const struct form *form, const struct form_rows *open, struct spot from)
{
    size_t next = 0, first = 0;
    struct spot next_spot = {0, 0}, first_spot = {0, 0};
    bool found = false;

    for (size_t i = 0; i < form->problems.count; i++) {
        struct spot spot;

        form_places_find(open, form->problems.items[i].pointer, &spot.row, &spot.cell);
        if (i == 0 || comes_after(first_spot, spot)) {
            first = i;
            first_spot = spot;
        }
        if (comes_after(spot, from) && (!found || comes_after(next_spot, spot))) {
            next = i;
            next_spot = spot;
            found = true;
        }
    }
    return found ? next : first;
}

bool form_next_problem(struct form *form)
{
    struct form_rows open;
    struct spot from;
    const char *pointer;

    if (form->problems.count == 0)
        return false;
    form_undo_pause(form->undo);
    form_rows_build(form, true, &open);
    form_places_find(&open, form_places_pointer(form_focused_row(form), form->cell), &from.row, &from.cell);
    pointer = form->problems.items[next_problem(form, &open, from)].pointer;
    form_rows_release(&open);
    form_folds_reveal(&form->folds, pointer);
    rebuild(form, pointer);
    return true;
}

/* ---- reading ---- */

size_t form_change_count(struct form *form)
{
    struct change change;

    if (form->base && form->counted != form->version) {
        change_between(form->base, form->document, &change);
        form->change_count = change.count;
        form->counted = form->version;
        change_release(&change);
    }
    return form->change_count;
}

/* How many items of the base's list are items no more. */
static size_t removed_items(const struct form_row *row, const cJSON *list, const cJSON *base)
{
    const cJSON **pairs = form_base_pair(list, base);
    size_t left = cJSON_IsArray(base) ? (size_t)cJSON_GetArraySize(base) : 0;

    for (size_t i = 0; i < row->list_count; i++)
        left -= pairs && pairs[i];
    free(pairs);
    return left;
}

/* The list below a row, now and in the base. */
static size_t removed_below(const struct form_row *row)
{
    bool own = strcmp(row->list, row->pointer) == 0;
    const char *name = row->list_field->json;

    return removed_items(row, own ? row->value : json_get(row->value, name),
                         own ? row->base : json_get(row->base, name));
}

static bool fold_was(const struct form_row *row, struct strbuf *out)
{
    size_t removed;

    if (!row->open && !form_base_same(row->value, row->base)) {
        strbuf_adds(out, row->value ? "changed" : "removed");
        return true;
    }
    removed = row->list ? removed_below(row) : 0;
    if (removed)
        strbuf_addf(out, "%zu removed", removed);
    return removed > 0;
}

/* "was " and the former texts of all cells, if several changed, or of the one that did. */
static bool cells_were(const struct form_row *row, struct strbuf *out)
{
    size_t changed = 0, before = out->length;
    const struct form_cell *one = NULL;

    for (size_t i = 0; i < row->cell_count; i++)
        if (!form_base_same(row->cells[i].value, row->cells[i].base)) {
            changed++;
            one = &row->cells[i];
        }
    if (!changed)
        return false;
    strbuf_adds(out, "was");
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct form_cell *cell = &row->cells[i];

        if ((changed > 1 || cell == one) && cell->base) {
            strbuf_addc(out, ' ');
            form_text_show(cell->field, cell->base, out);
        }
    }
    if (out->length - before == strlen("was"))
        strbuf_adds(out, " not set");
    return true;
}

bool form_was(const struct form *form, const struct form_row *row, struct strbuf *out)
{
    if (!form->base || row->fresh)
        return false;
    if (!row->base && row->value && (row->item || row->fold)) {
        strbuf_adds(out, "new");
        return true;
    }
    return cells_were(row, out) || (row->fold && fold_was(row, out));
}

bool form_problem_words(const struct form_row *row, struct strbuf *out)
{
    const struct form_cell *cell = row->problem_cell == FORM_HEAD ? NULL : &row->cells[row->problem_cell];
    bool inside = row->problem && row->fold && !row->open && strcmp(row->problem->pointer, row->pointer) != 0;

    if (!row->problem)
        return false;
    if (inside)
        strbuf_addf(out, "%zu problem%s inside", row->problem_count, row->problem_count == 1 ? "" : "s");
    else if (!cell || !form_text_misfit(cell->field, cell->value, out))
        strbuf_adds(out, row->problem->words);
    return true;
}

bool form_counter(const struct form_row *row, struct strbuf *out)
{
    if (!row->list)
        return false;
    strbuf_addf(out, "%zu", row->list_count);
    if (row->list_field->max >= row->list_field->min)
        strbuf_addf(out, " of %lld", (long long)row->list_field->max);
    return true;
}

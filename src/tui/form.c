#include "tui/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/bulk.h"
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

/* What opens closed: lists that need not be there (tags), unless there is little else, and items that say all in one line
 * (periods). */
static bool closes_first(const struct form *form, const struct form_row *row)
{
    if (!row->fold || (form->shared && !row->item))
        return false;
    return row->item ? !row->list : row->field->kind == FIELD_LIST && !(row->field->flags & FIELD_REQUIRED);
}

static void close_first(struct form *form)
{
    for (size_t i = 0; i < form->rows.count; i++)
        if (closes_first(form, &form->rows.items[i]))
            form_folds_put(&form->folds.closed, form->rows.items[i].pointer, true);
    form_refresh(form, "");
    for (size_t i = 0; form->rows.count > ROWS_OPEN && i < form->rows.count; i++) {
        const struct form_row *row = &form->rows.items[i];

        if (row->fold && row->depth == 1 && row->item && row->index > 0)
            form_folds_put(&form->folds.closed, row->pointer, true);
    }
    form_refresh(form, "");
}

static struct form *make(const cJSON *base, const cJSON *document)
{
    struct form *form = mem_alloc(1, sizeof *form);

    form->document = cJSON_IsObject(document) ? cJSON_Duplicate(document, true) : cJSON_CreateObject();
    form->base = base ? cJSON_Duplicate(base, true) : NULL;
    form->undo = form_undo_new(&form->folds);
    return form;
}

/* The rows for the first time, and the focus on the first place. */
static struct form *begin(struct form *form)
{
    form_refresh(form, "");
    close_first(form);
    if (form->rows.count && !form_places_serves(&form->rows.items[form->row], form->cell))
        form_move_cells(form, true);
    return form;
}

struct form *form_new(const cJSON *base, const cJSON *document, bool editing, bool read_only)
{
    struct form *form = make(base, document);

    form->editing = editing;
    form->read_only = read_only;
    return begin(form);
}

struct form *form_new_shared(const cJSON *shared)
{
    struct form *form = make(shared, shared);

    form->editing = form->shared = true;
    return begin(form);
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
    if (form->shared)
        bulk_check(form->base, form->document, &form->problems);
    else
        check_document(&fields_event_trigger, form->document, 0, &form->problems);
    rebuild(form, pointer);
}

void form_rebase(struct form *form, const cJSON *base)
{
    char *focus = mem_dup(form_places_pointer(form_focused_row(form), form->cell));

    cJSON_Delete(form->base);
    form->base = cJSON_Duplicate(base, true);
    form->counted = 0;
    rebuild(form, focus);
    free(focus);
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
    if (strcmp(form_places_pointer(form_focused_row(form), form->cell), pointer) == 0)
        return;
    form_folds_reveal(&form->folds, pointer);
    rebuild(form, pointer);
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
    struct form_places_index index;
    bool found = false;

    form_places_index(open, &index);
    for (size_t i = 0; i < form->problems.count; i++) {
        struct spot spot;

        form_places_look_up(&index, form->problems.items[i].pointer, &spot.row, &spot.cell);
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
    form_places_index_release(&index);
    return found ? next : first;
}

bool form_next_problem(struct form *form)
{
    struct form_rows open = {0};
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
static size_t removed_items(const struct form *form, const struct form_row *row, const cJSON *list,
                            const cJSON *base)
{
    bool keyed = form->shared && fields_member(row->list_field->item, "Key");
    const cJSON **pairs = keyed ? form_base_pair_keys(list, base) : form_base_pair(list, base);
    size_t left = cJSON_IsArray(base) ? (size_t)cJSON_GetArraySize(base) : 0;

    for (size_t i = 0; i < row->list_count; i++)
        left -= pairs && pairs[i];
    free(pairs);
    return left;
}

/* The list below a row, now and in the base. */
static size_t removed_below(const struct form *form, const struct form_row *row)
{
    bool own = strcmp(row->list, row->pointer) == 0;
    const char *name = row->list_field->json;

    return removed_items(form, row, own ? row->value : json_get(row->value, name),
                         own ? row->base : json_get(row->base, name));
}

/* The one plain member of an object that changed, if no other did. */
static const struct field *only_change(const struct form_row *row)
{
    const struct field *found = NULL;

    for (size_t i = 0; row->field->kind == FIELD_OBJECT && i < row->field->member_count; i++) {
        const struct field *member = &row->field->members[i];

        if (form_base_same(json_get(row->value, member->json), json_get(row->base, member->json)))
            continue;
        if (found || member->kind == FIELD_LIST || member->kind == FIELD_OBJECT)
            return NULL;
        found = member;
    }
    return found;
}

static void closed_fold_was(const struct form_row *row, struct strbuf *out)
{
    const struct field *one = only_change(row);

    if (!row->value) {
        strbuf_adds(out, "removed");
    } else if (one && json_get(row->base, one->json)) {
        strbuf_adds(out, "was ");
        form_text_show(one, json_get(row->base, one->json), out);
    } else {
        strbuf_adds(out, "changed");
    }
}

static bool fold_was(const struct form *form, const struct form_row *row, struct strbuf *out)
{
    size_t removed;

    if (!row->open && !form_base_same(row->value, row->base)) {
        closed_fold_was(row, out);
        return true;
    }
    if (row->list && bulk_differs(json_get(row->base, row->list_field->json)) && !row->list_count &&
        !json_get(row->value, row->list_field->json)) {
        strbuf_adds(out, "removed");
        return true;
    }
    removed = row->list ? removed_below(form, row) : 0;
    if (removed)
        strbuf_addf(out, "%zu removed", removed);
    return removed > 0;
}

/* The number of plain values on a row's line: of an object all members, those that others stand in for too.
 */
static size_t leaf_count(const struct form_row *row)
{
    bool line = row->field && row->field->kind == FIELD_OBJECT && !row->fold && cJSON_IsObject(row->value);

    return line ? row->field->member_count : row->cell_count;
}

/* One of them: its field, its value now, and what it was. */
static const struct field *leaf(const struct form_row *row, size_t i, const cJSON **value, const cJSON **base)
{
    const struct field *field;

    if (leaf_count(row) == row->cell_count) {
        *value = row->cells[i].value;
        *base = row->cells[i].base;
        return row->cells[i].field;
    }
    field = &row->field->members[i];
    *value = json_get(row->value, field->json);
    *base = json_get(row->base, field->json);
    return field;
}

/* "was " and the former texts of all values on the line, if several changed, or of the one that did. */
static bool cells_were(const struct form_row *row, struct strbuf *out)
{
    size_t changed = 0, one = 0, before = out->length;
    const cJSON *value, *base;

    for (size_t i = 0; i < leaf_count(row); i++) {
        leaf(row, i, &value, &base);
        if (form_base_same(value, base))
            continue;
        changed++;
        one = i;
    }
    if (!changed)
        return false;
    strbuf_adds(out, "was");
    for (size_t i = 0; i < leaf_count(row); i++) {
        const struct field *field = leaf(row, i, &value, &base);

        if (base && (changed > 1 || i == one)) {
            strbuf_addc(out, ' ');
            form_text_show(field, base, out);
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
    return cells_were(row, out) || (row->fold && fold_was(form, row, out));
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

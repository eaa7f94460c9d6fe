#include "tui/form_edit.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "model/bulk.h"
#include "model/document.h"
#include "model/pointer.h"
#include "tui/form_folds.h"
#include "tui/form_places.h"
#include "tui/form_rows.h"
#include "tui/form_text.h"
#include "tui/form_undo.h"

/* ---- may it be edited? ---- */

static bool may_edit(const struct form *form, struct err *err)
{
    return !form->read_only || err_set(err, ERR_REFUSED, "this form is for reading only");
}

static bool may_edit_cell(const struct form *form, const struct form_cell *cell, struct err *err)
{
    const char *label = cell && cell->field && cell->field->label ? cell->field->label : "this";

    if (!may_edit(form, err))
        return false;
    if (!cell)
        return err_set(err, ERR_REFUSED, "nothing is typed on a heading");
    if (form_focused_row(form)->managed)
        return err_set(err, ERR_REFUSED, "AWS manages this tag: it cannot change here");
    if (!cell->field)
        return err_set(err, ERR_REFUSED, "%s is not known to etrig: it is kept as it is",
                       form_focused_row(form)->label);
    if (cell->locked)
        return err_set(err, ERR_REFUSED, "%s cannot change once the trigger exists", label);
    return true;
}

/* ---- setting values ---- */

/* The parent's pointer. free(). */
static char *parent_of(const char *pointer)
{
    return mem_dup_n(pointer, (size_t)(strrchr(pointer, '/') - pointer));
}

/* Takes away the optional object around a member that went, if nothing is left in it. */
static void tidy(struct form *form, const char *pointer)
{
    char *parent = parent_of(pointer);
    const struct field *field = *parent ? fields_at(&fields_event_trigger, parent) : NULL;
    const cJSON *value = pointer_get(form->document, parent);

    if (field && field->json && field->kind == FIELD_OBJECT && !(field->flags & FIELD_REQUIRED) &&
        cJSON_IsObject(value) && !value->child && !pointer_get(form->base, parent))
        form_undo_set(form->undo, form->document, parent, NULL);
    free(parent);
}

/* One step that sets one value (taken over); NULL: it goes. */
static bool set(struct form *form, const char *pointer, cJSON *value, bool typing)
{
    char *place = mem_dup(pointer);
    bool goes = !value;

    form_undo_begin(form->undo, place, typing);
    form_undo_set(form->undo, form->document, place, value);
    if (goes)
        tidy(form, place);
    form_undo_end(form->undo);
    form_refresh(form, place);
    free(place);
    return true;
}

/* True if an empty text must stand in the document: items, required texts, and what another member could
 * stand in for. */
static bool stays_when_empty(const struct form *form, const struct form_cell *cell)
{
    const struct form_row *row = form_focused_row(form);
    const struct field *object = row->field;

    if (cell->field->flags & FIELD_REQUIRED || !cell->field->json)
        return true;
    for (size_t i = 0; object && object->kind == FIELD_OBJECT && i < object->member_count; i++)
        if (&object->members[i] != cell->field && form_rows_alternatives(&object->members[i], cell->field))
            return true;
    return false;
}

bool form_edit_text(struct form *form, const char *text, struct err *err)
{
    const struct form_cell *cell = form_focused_cell(form);
    bool stays;

    if (!may_edit_cell(form, cell, err))
        return false;
    stays = stays_when_empty(form, cell);
    if (cell->kind == FORM_JSON) {
        if (bulk_differs(cell->value))
            return err_set(err, ERR_REFUSED, "%s differ: one that is added here replaces them in all",
                           cell->field->label);
        if (*text)
            return err_set(err, ERR_REFUSED, "%s has no kind that etrig knows: empty it to write it anew",
                           cell->field->label);
        return set(form, cell->pointer, stays ? form_text_parse(cell->field, "", true) : NULL, false);
    }
    if (!form_text_is_typed(cell->kind))
        return err_set(err, ERR_REFUSED, "%s is chosen from a list", cell->field->label);
    if (!*text && bulk_differs(cell->base))
        return set(form, cell->pointer, cJSON_Duplicate(cell->base, true), true);
    return set(form, cell->pointer, form_text_parse(cell->field, text, stays), true);
}

bool form_edit_values(struct form *form, const char *text, const cJSON *more, struct err *err)
{
    const struct form_row *row = form_focused_row(form);
    size_t index = row->index;
    char *list, *place;

    if (!may_edit_cell(form, form_focused_cell(form), err))
        return false;
    place = mem_dup(row->pointer);
    list = parent_of(place);
    form_undo_begin(form->undo, place, false);
    form_undo_set(form->undo, form->document, place, cJSON_CreateString(text));
    for (const cJSON *item = more ? more->child : NULL; item; item = item->next)
        form_undo_insert(form->undo, form->document, list, ++index, cJSON_CreateString(item->valuestring));
    form_undo_end(form->undo);
    free(place);
    place = mem_printf("%s/%zu", list, index);
    form_refresh(form, place);
    free(place);
    free(list);
    return true;
}

bool form_edit_choose(struct form *form, size_t choice, struct err *err)
{
    const struct form_cell *cell = form_focused_cell(form);
    const struct field *field;

    if (!may_edit_cell(form, cell, err))
        return false;
    field = cell->field;
    if (choice < field->choice_count)
        return set(form, cell->pointer, cJSON_CreateString(field->choices[choice].value), false);
    if (field->flags & FIELD_REQUIRED)
        return err_set(err, ERR_REFUSED, "%s must be chosen", field->label);
    return set(form, cell->pointer, NULL, false);
}

bool form_edit_flip(struct form *form, struct err *err)
{
    const struct form_cell *cell = form_focused_cell(form);
    cJSON *value = NULL;

    if (!may_edit_cell(form, cell, err))
        return false;
    if (!cJSON_IsTrue(cell->value))
        value = cJSON_CreateTrue();
    else if (cell->field->flags & FIELD_REQUIRED || cJSON_IsFalse(cell->base))
        value = cJSON_CreateFalse();
    return set(form, cell->pointer, value, false);
}

static char *member_pointer(const char *object, const struct field *member)
{
    struct strbuf out = STRBUF_INIT;

    strbuf_adds(&out, object);
    pointer_add(&out, member->json);
    return strbuf_detach(&out);
}

bool form_edit_pick(struct form *form, const struct field *member, const char *text, struct err *err)
{
    const struct form_row *row = form_focused_row(form);
    const struct field *object = row->field;
    char *pointer;

    if (!may_edit_cell(form, form_focused_cell(form), err))
        return false;
    if (object->kind != FIELD_OBJECT)
        return set(form, row->pointer, cJSON_CreateString(text), false);
    pointer = member_pointer(row->pointer, member);
    form_undo_begin(form->undo, pointer, false);
    for (size_t i = 0; i < object->member_count; i++)
        if (&object->members[i] != member && form_rows_alternatives(&object->members[i], member)) {
            char *other = member_pointer(row->pointer, &object->members[i]);

            form_undo_set(form->undo, form->document, other, NULL);
            free(other);
        }
    form_undo_set(form->undo, form->document, pointer, cJSON_CreateString(text));
    form_undo_end(form->undo);
    form_refresh(form, pointer);
    free(pointer);
    return true;
}

/* ---- items ---- */

/* A list, and a place in it. */
struct spot {
    char *list; /* owned; NULL: there is none */
    const struct field *field;
    size_t index;
};

static struct spot spot_of_item(const struct form_row *row)
{
    struct spot spot = {parent_of(row->pointer), NULL, row->index};

    spot.field = fields_at(&fields_event_trigger, spot.list);
    return spot;
}

/* The row that this one stands below; itself if it stands below none. */
static const struct form_row *above(const struct form *form, const struct form_row *row)
{
    const struct form_row *at = row;

    while (at > form->rows.items && at->depth >= row->depth)
        at--;
    return at->depth < row->depth ? at : row;
}

/* Where a new item would go: behind the focused item, or to the end of the list that the focus is in. */
static struct spot spot_for_new(const struct form *form)
{
    const struct form_row *row = form_focused_row(form), *next;

    for (;;) {
        if (row->list && (!row->item || row->list_count == 0))
            return (struct spot){mem_dup(row->list), row->list_field, row->list_count};
        if (row->item) {
            struct spot spot = spot_of_item(row);

            spot.index++;
            return spot;
        }
        next = above(form, row);
        if (next == row)
            return (struct spot){NULL, NULL, 0};
        row = next;
    }
}

/* "dimension", as it stands within a sentence. */
static void item_word(const struct field *list, char word[32])
{
    snprintf(word, 32, "%s", list->item->label);
    word[0] = (char)tolower((unsigned char)word[0]);
}

static bool has_room(const struct form *form, const struct spot *spot, struct err *err)
{
    const cJSON *list = pointer_get(form->document, spot->list);
    long count = cJSON_IsArray(list) ? cJSON_GetArraySize(list) : 0;
    char word[32];

    if (spot->field->max < spot->field->min || count < spot->field->max)
        return true;
    item_word(spot->field, word);
    return err_set(err, ERR_REFUSED, "%ld %ss are the most that AWS takes", count, word);
}

const char *form_edit_adds(const struct form *form, struct err *err)
{
    struct spot spot = spot_for_new(form);
    bool adds = !form->read_only && spot.list && has_room(form, &spot, err);

    free(spot.list);
    return adds ? spot.field->item->label : NULL;
}

static bool is_blank(const struct form_cell *cell)
{
    const char *text = cJSON_GetStringValue(cell->value);

    return form_text_is_typed(cell->kind) && !cell->locked && (!cell->value || (text && !*text));
}

/* The first place at or below the pointer where something is to be typed and nothing stands yet; without one,
 * the first where anything is to be set. */
static void focus_on_blank(struct form *form, const char *pointer)
{
    bool found = false;

    for (size_t i = 0; i < form->rows.count; i++) {
        const struct form_row *row = &form->rows.items[i];

        if (!form_folds_below(row->pointer, pointer))
            continue;
        for (size_t j = 0; j < row->cell_count; j++) {
            bool blank = is_blank(&row->cells[j]);

            if (!blank && (found || row->cells[j].locked))
                continue;
            form->row = i;
            form->cell = (int)j;
            found = true;
            if (blank)
                return;
        }
    }
}

/* One step that puts item (taken over) in; the focus goes to it. */
static void insert(struct form *form, const struct spot *spot, cJSON *item)
{
    char *pointer = mem_printf("%s/%zu", spot->list, spot->index);

    form_undo_begin(form->undo, pointer, false);
    if (pointer_get(form->document, spot->list) && !bulk_differs(pointer_get(form->document, spot->list))) {
        form_undo_insert(form->undo, form->document, spot->list, spot->index, item);
    } else {
        cJSON *list = cJSON_CreateArray();

        cJSON_AddItemToArray(list, item);
        form_undo_set(form->undo, form->document, spot->list, list);
    }
    form_undo_end(form->undo);
    form_folds_reveal(&form->folds, pointer);
    form_refresh(form, pointer);
    free(pointer);
}

bool form_edit_add(struct form *form, struct err *err)
{
    struct spot spot;
    bool fine;

    if (!may_edit(form, err))
        return false;
    spot = spot_for_new(form);
    if (!spot.list)
        return err_set(err, ERR_REFUSED, "nothing can be added here: go to a list, such as the conditions");
    fine = has_room(form, &spot, err);
    if (fine) {
        char *pointer = mem_printf("%s/%zu", spot.list, spot.index);

        insert(form, &spot, document_new_item(spot.list));
        focus_on_blank(form, pointer);
        free(pointer);
    }
    free(spot.list);
    return fine;
}

/* The focused item; false with a sentence if there is none, or none that may change. */
static bool focused_item(const struct form *form, struct spot *spot, struct err *err)
{
    const struct form_row *row = form_focused_row(form);

    if (!may_edit(form, err))
        return false;
    if (row->managed)
        return err_set(err, ERR_REFUSED, "AWS manages this tag: it cannot change here");
    if (!row->item)
        return err_set(err, ERR_REFUSED, "%s is no item of a list", row->label);
    *spot = spot_of_item(row);
    return true;
}

bool form_edit_duplicate(struct form *form, struct err *err)
{
    struct spot spot;
    bool fine;

    if (!focused_item(form, &spot, err))
        return false;
    fine = has_room(form, &spot, err);
    if (fine) {
        spot.index++;
        insert(form, &spot, cJSON_Duplicate(form_focused_row(form)->value, true));
    }
    free(spot.list);
    return fine;
}

/* Takes an optional list away once it is empty, unless the base has it and it may be empty. */
static void tidy_list(struct form *form, const struct spot *spot)
{
    const cJSON *list = pointer_get(form->document, spot->list);

    if (list->child || spot->field->flags & FIELD_REQUIRED ||
        (spot->field->min <= 0 && pointer_get(form->base, spot->list)))
        return;
    form_undo_set(form->undo, form->document, spot->list, NULL);
    tidy(form, spot->list);
}

static void remove_item(struct form *form, const struct spot *spot)
{
    size_t count = (size_t)cJSON_GetArraySize(pointer_get(form->document, spot->list));
    size_t next = spot->index + 1 < count ? spot->index : spot->index - 1;
    char *pointer = mem_printf("%s/%zu", spot->list, spot->index);
    char *focus = count > 1 ? mem_printf("%s/%zu", spot->list, next) : mem_dup(spot->list);

    form_undo_begin(form->undo, pointer, false);
    form_undo_remove(form->undo, form->document, spot->list, spot->index);
    tidy_list(form, spot);
    form_undo_end(form->undo);
    form_refresh(form, focus);
    free(pointer);
    free(focus);
}

/* Takes a property's value away; one that must be there becomes empty. */
static bool remove_value(struct form *form, struct err *err)
{
    const struct form_row *row = form_focused_row(form);
    const struct form_cell *cell = form_focused_cell(form);

    if (cell && !may_edit_cell(form, cell, err))
        return false;
    if (!row->value)
        return err_set(err, ERR_REFUSED, "%s is not set", row->label);
    if (!(row->field->flags & FIELD_REQUIRED))
        return set(form, row->pointer, NULL, false);
    if (row->fold)
        return err_set(err, ERR_REFUSED, "%s must be there: its items can go one by one", row->label);
    if (row->field->kind == FIELD_LIST)
        return set(form, row->pointer, cJSON_CreateArray(), false);
    if (row->field->kind == FIELD_TEXT && !row->field->choices)
        return set(form, row->pointer, cJSON_CreateString(""), false);
    return set(form, row->pointer, NULL, false);
}

bool form_edit_remove(struct form *form, struct err *err)
{
    struct spot spot;

    if (may_edit(form, err) && !form_focused_row(form)->item)
        return remove_value(form, err);
    if (!focused_item(form, &spot, err))
        return false;
    remove_item(form, &spot);
    free(spot.list);
    return true;
}

bool form_edit_shift(struct form *form, bool down, struct err *err)
{
    struct spot spot;
    size_t to, count;
    char *pointer;

    if (!focused_item(form, &spot, err))
        return false;
    count = (size_t)cJSON_GetArraySize(pointer_get(form->document, spot.list));
    to = down ? spot.index + 1 : spot.index - 1;
    if (to >= count) {
        free(spot.list);
        return err_set(err, ERR_REFUSED, "it is the %s already", down ? "last" : "first");
    }
    pointer = mem_printf("%s/%zu", spot.list, to);
    form_undo_begin(form->undo, pointer, false);
    form_undo_move(form->undo, form->document, spot.list, spot.index, to);
    form_undo_end(form->undo);
    form_refresh(form, pointer);
    free(pointer);
    free(spot.list);
    return true;
}

/* ---- the way back ---- */

static bool went_to(struct form *form, const char *pointer)
{
    if (!pointer)
        return false;
    form_folds_reveal(&form->folds, pointer);
    form_refresh(form, pointer);
    return true;
}

bool form_edit_undo(struct form *form)
{
    return went_to(form, form_undo_back(form->undo, form->document));
}

bool form_edit_redo(struct form *form)
{
    return went_to(form, form_undo_forward(form->undo, form->document));
}

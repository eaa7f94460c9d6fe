#include "tui/form_keys.h"

#include "base/mem.h"
#include "tui/form_edit.h"
#include "tui/form_picker.h"
#include "tui/tui.h"
#include "tui/view_field.h"

void form_keys_init(struct form_keys *keys, struct tui *tui)
{
    *keys = (struct form_keys){.tui = tui};
    form_field_init(&keys->field);
    keys->draw = (struct form_draw){.line = &keys->field.line, .choices = &keys->field.choices};
}

void form_keys_release(struct form_keys *keys)
{
    form_field_release(&keys->field);
    form_sentence_release(&keys->draw.sentence);
    form_lint_release(&keys->draw.lint);
}

void form_keys_attach(struct form_keys *keys, struct form *form, const char *region)
{
    keys->form = keys->draw.form = form;
    keys->region = region;
    keys->draw.top = 0;
    form_field_attach(&keys->field, form);
    form_picker_prepare(keys->tui, form, region);
}

static void say(struct form_keys *keys, bool done, const struct err *err)
{
    if (!done)
        tui_say(keys->tui, "%s", err->text);
}

static const char *content_type(struct form_keys *keys)
{
    return form_picker_content_type(keys->tui, keys->form, keys->region);
}

/* ---- typing ---- */

void form_keys_text(struct form_keys *keys, const char *text, bool pasted)
{
    struct err err = {0};

    say(keys, form_field_text(&keys->field, text, pasted, content_type(keys), &err), &err);
    form_field_follow(&keys->field);
}

bool form_keys_in_text(const struct form_keys *keys)
{
    return !keys->form->read_only && (keys->field.choices.open || form_focused_cell(keys->form));
}

/* ---- keys ---- */

static void picked(const struct field *member, const char *text, void *context)
{
    struct form_keys *keys = context;
    struct err err = {0};

    say(keys, form_edit_pick(keys->form, member, text, &err), &err);
    form_picker_prepare(keys->tui, keys->form, keys->region);
    form_field_follow(&keys->field);
}

static void push_picker(struct form_keys *keys)
{
    form_picker_push(keys->tui, keys->form, keys->region, picked, keys);
}

/* Enter: a fold, the values, a choice, a picker; in a plain field the next one. */
static void open_focused(struct form_keys *keys)
{
    struct form *form = keys->form;
    const struct form_cell *cell = form_focused_cell(form);
    struct err err = {0};

    if (keys->field.choices.open)
        say(keys, form_field_choose(&keys->field, &err), &err);
    else if (form_toggle(form))
        return;
    else if (!cell || cell->locked)
        form_move_cells(form, true);
    else if (cell->kind == FORM_CHOICE)
        form_field_open(&keys->field, content_type(keys));
    else if (cell->kind == FORM_BOOLEAN)
        say(keys, form_edit_flip(form, &err), &err);
    else if (cell->kind == FORM_PICKER)
        push_picker(keys);
    else
        form_move_cells(form, true);
}

static bool move(struct form_keys *keys, enum action_id action)
{
    long page = keys->draw.page > 2 ? keys->draw.page - 1 : 1, rows = 0;

    if (action == ACTION_NEXT_FIELD || action == ACTION_PREVIOUS_FIELD) {
        form_move_cells(keys->form, action == ACTION_NEXT_FIELD);
        return true;
    }
    if (action == ACTION_NEXT_ROW || action == ACTION_PREVIOUS_ROW)
        rows = action == ACTION_NEXT_ROW ? 1 : -1;
    else if (action == ACTION_PAGE_DOWN || action == ACTION_PAGE_UP)
        rows = action == ACTION_PAGE_DOWN ? page : -page;
    else
        return false;
    if (keys->field.choices.open)
        form_choices_move(&keys->field.choices, rows);
    else
        form_move_rows(keys->form, rows);
    return true;
}

static bool edit(struct form_keys *keys, enum action_id action)
{
    struct form *form = keys->form;
    struct err err = {0};
    bool done;

    if (action == ACTION_ADD)
        done = form_edit_add(form, &err);
    else if (action == ACTION_REMOVE)
        done = form_edit_remove(form, &err);
    else if (action == ACTION_DUPLICATE)
        done = form_edit_duplicate(form, &err);
    else if (action == ACTION_MOVE_UP || action == ACTION_MOVE_DOWN)
        done = form_edit_shift(form, action == ACTION_MOVE_DOWN, &err);
    else if (!form_field_act(&keys->field, action, &done, &err))
        return false;
    say(keys, done, &err);
    return true;
}

static bool step(struct form_keys *keys, enum action_id action)
{
    if (action == ACTION_UNDO_EDIT && !form_edit_undo(keys->form))
        tui_say(keys->tui, "there is nothing to undo");
    else if (action == ACTION_REDO_EDIT && !form_edit_redo(keys->form))
        tui_say(keys->tui, "there is nothing to do again");
    return action == ACTION_UNDO_EDIT || action == ACTION_REDO_EDIT;
}

/* ---- problems ---- */

static void go_to_problem(struct form_keys *keys)
{
    if (!form_next_problem(keys->form))
        tui_say(keys->tui, "there is no problem");
}

void form_keys_first_problem(struct form_keys *keys)
{
    struct form *form = keys->form;
    size_t count = form->problems.count;

    form_move_rows(form, (long)form->rows.count);
    form_next_problem(form);
    tui_say(keys->tui, "%zu problem%s before this can be sent", count, count == 1 ? "" : "s");
}

bool form_keys_act(struct form_keys *keys, enum action_id action)
{
    if (action == ACTION_OPEN)
        open_focused(keys);
    else if (action == ACTION_NEXT_PROBLEM)
        go_to_problem(keys);
    else if (action == ACTION_FIELD_HELP)
        tui_push(keys->tui, view_field_new(keys->tui, keys->form));
    else if (!move(keys, action) && !edit(keys, action) && !step(keys, action))
        return false;
    form_field_follow(&keys->field);
    return true;
}

/* ---- the frame ---- */

bool form_keys_leave(struct form_keys *keys)
{
    bool closed = !keys->field.choices.open;

    keys->field.choices.open = false;
    return closed;
}

void form_keys_draw(struct form_keys *keys, struct canvas *canvas, struct canvas_area area)
{
    keys->draw.content_type = content_type(keys);
    form_draw_all(&keys->draw, canvas, area);
}

const enum action_id *form_keys_footer(const struct form_keys *keys)
{
    static const enum action_id choosing[] = {ACTION_CHOOSE, ACTION_BACK, ACTION_NONE};
    static const enum action_id wrong[] = {ACTION_REVIEW, ACTION_NEXT_PROBLEM, ACTION_ADD,
                                           ACTION_REMOVE, ACTION_DUPLICATE,    ACTION_UNDO_EDIT,
                                           ACTION_BACK,   ACTION_FIELD_HELP,   ACTION_NONE};
    static const enum action_id right[] = {ACTION_REVIEW,  ACTION_ADD,        ACTION_REMOVE, ACTION_DUPLICATE,
                                           ACTION_MOVE_UP, ACTION_UNDO_EDIT,  ACTION_BACK,   ACTION_TEXT,
                                           ACTION_OPEN,    ACTION_FIELD_HELP, ACTION_NONE};
    static const enum action_id shared[] = {
        ACTION_REVIEW,    ACTION_ADD,  ACTION_REMOVE, ACTION_DUPLICATE,  ACTION_MOVE_UP,
        ACTION_UNDO_EDIT, ACTION_BACK, ACTION_OPEN,   ACTION_FIELD_HELP, ACTION_NONE};
    static const enum action_id reading[] = {ACTION_OPEN, ACTION_TRY, ACTION_BACK, ACTION_FIELD_HELP,
                                             ACTION_NONE};

    if (keys->field.choices.open)
        return choosing;
    if (keys->form->read_only)
        return reading;
    if (keys->form->problems.count)
        return wrong;
    return keys->form->shared ? shared : right;
}

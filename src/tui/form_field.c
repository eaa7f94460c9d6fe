#include "tui/form_field.h"

#include "base/mem.h"
#include "model/bulk.h"
#include "tui/form_edit.h"
#include "tui/form_text.h"
#include "tui/form_undo.h"
#include "tui/form_values.h"

void form_field_init(struct form_field *field)
{
    *field = (struct form_field){.form = NULL};
    line_widget_init(&field->line);
}

void form_field_release(struct form_field *field)
{
    line_widget_release(&field->line);
    free(field->pointer);
    *field = (struct form_field){.form = NULL};
}

void form_field_attach(struct form_field *field, struct form *form)
{
    field->form = form;
    free(field->pointer);
    field->pointer = NULL;
    form_field_follow(field);
}

/* True where characters are typed into the text field. */
static bool is_typing(const struct form_field *field)
{
    const struct form_cell *cell = field->form ? form_focused_cell(field->form) : NULL;

    return cell && !cell->locked && form_text_is_typed(cell->kind);
}

static void note_place(struct form_field *field)
{
    const struct form_cell *cell = form_focused_cell(field->form);

    free(field->pointer);
    field->pointer = mem_dup(cell ? cell->pointer : "");
    field->version = field->form->version;
}

void form_field_follow(struct form_field *field)
{
    const struct form_cell *cell = form_focused_cell(field->form);
    struct strbuf text = STRBUF_INIT;

    if (field->pointer && strcmp(cell ? cell->pointer : "", field->pointer) == 0 &&
        field->version == field->form->version)
        return;
    if (is_typing(field) && !bulk_differs(cell->value))
        form_text_show(cell->field, cell->value, &text);
    line_widget_set(&field->line, text.text);
    strbuf_release(&text);
    note_place(field);
    field->choices.open = false;
}

/* ---- choices ---- */

void form_field_open(struct form_field *field, const char *content_type)
{
    form_choices_open(&field->choices, form_focused_cell(field->form), content_type);
}

bool form_field_choose(struct form_field *field, struct err *err)
{
    field->choices.open = false;
    return form_edit_choose(field->form, form_choices_chosen(&field->choices), err);
}

/* ---- typing ---- */

/* What was typed goes into the document; the text field keeps it as it was typed. */
static bool typed(struct form_field *field, struct err *err)
{
    if (!form_edit_text(field->form, field->line.text.text, err))
        return false;
    note_place(field);
    return true;
}

/* The same for more than a character at once, which is undone by itself. */
static bool typed_whole(struct form_field *field, struct err *err)
{
    bool done;

    form_undo_pause(field->form->undo);
    done = typed(field, err);
    form_undo_pause(field->form->undo);
    return done;
}

/* True where one of the values is typed that stand one a line. */
static bool is_one_of_values(const struct form *form)
{
    const struct form_row *row = form_focused_row(form);

    return row->item && row->field && row->field->kind == FIELD_TEXT;
}

/* Lines pasted into one of the values become values behind it. */
static bool paste_values(struct form_field *field, const char *lines, struct err *err)
{
    cJSON *values = form_values_parse(lines), *first = cJSON_DetachItemFromArray(values, 0);
    bool done;

    line_widget_insert(&field->line, first ? first->valuestring : "");
    form_undo_pause(field->form->undo);
    done = form_edit_values(field->form, field->line.text.text, values, err);
    cJSON_Delete(first);
    cJSON_Delete(values);
    return done;
}

/* A whole log in the clipboard is no list of values, and would be as many rows. */
static bool are_bearable(const char *values, struct err *err)
{
    enum { VALUES_BEARABLE = 1000 };
    cJSON *parsed = form_values_parse(values);
    int count = cJSON_GetArraySize(parsed);

    cJSON_Delete(parsed);
    return count <= VALUES_BEARABLE ||
           err_set(err, ERR_REFUSED, "the paste has %d values and was left out: at most %d are taken at once",
                   count, VALUES_BEARABLE);
}

static bool paste(struct form_field *field, const char *text, struct err *err)
{
    struct strbuf values = STRBUF_INIT;
    bool several = strpbrk(text, "\r\n") && is_one_of_values(field->form), done = true;

    if (several || form_focused_cell(field->form)->kind == FORM_VALUES) {
        form_values_paste(&values, text, strlen(text));
        done = are_bearable(values.text, err);
    }
    if (done && !several)
        line_widget_insert(&field->line, values.length ? values.text : text);
    if (done)
        done = several ? paste_values(field, values.text, err) : typed_whole(field, err);
    strbuf_release(&values);
    return done;
}

/* Where no text is typed. */
static bool text_elsewhere(struct form_field *field, const char *text, const char *content_type,
                           struct err *err)
{
    const struct form_cell *cell = form_focused_cell(field->form);

    if (!cell || cell->locked)
        return form_edit_text(field->form, text, err);
    if (cell->kind == FORM_BOOLEAN)
        return form_edit_flip(field->form, err);
    if (cell->kind != FORM_CHOICE)
        return form_edit_text(field->form, text, err);
    form_field_open(field, content_type);
    form_choices_jump(&field->choices, text);
    return true;
}

bool form_field_text(struct form_field *field, const char *text, bool pasted, const char *content_type,
                     struct err *err)
{
    if (field->choices.open) {
        form_choices_jump(&field->choices, text);
        return true;
    }
    if (!is_typing(field))
        return text_elsewhere(field, text, content_type, err);
    if (!pasted) {
        line_widget_insert(&field->line, text);
        return typed(field, err);
    }
    return paste(field, text, err);
}

bool form_field_act(struct form_field *field, enum action_id action, bool *done, struct err *err)
{
    bool changed = false;

    *done = true;
    if (!is_typing(field) || field->choices.open)
        return action_get(action)->contexts == ACTION_IN_LINE; /* nothing to move in */
    if (!line_widget_act(&field->line, action, &changed))
        return false;
    if (changed)
        *done = line_widget_is_whole(action) ? typed_whole(field, err) : typed(field, err);
    return true;
}

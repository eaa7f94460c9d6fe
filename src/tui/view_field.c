#include "tui/view_field.h"

#include "base/mem.h"
#include "tui/form_help.h"
#include "tui/text_widget.h"
#include "tui/tui.h"

struct view_field {
    struct view view;
    char *label; /* owned */
    struct text_widget text;
};

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    struct strbuf key = STRBUF_INIT;

    strbuf_addf(left, "Help: %s", ((struct view_field *)view)->label);
    tui_key(view->tui, ACTION_HELP, &key);
    strbuf_addf(right, "%s shows the keys", key.text);
    strbuf_release(&key);
}

static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    text_widget_draw(&((struct view_field *)view)->text, canvas, area);
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id actions[] = {ACTION_DOWN, ACTION_UP, ACTION_PAGE_DOWN, ACTION_BACK,
                                             ACTION_NONE};

    (void)view;
    return actions;
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    (void)argument;
    return text_widget_act(&((struct view_field *)view)->text, action);
}

static void release(struct view *view)
{
    struct view_field *field = (struct view_field *)view;

    text_widget_release(&field->text);
    free(field->label);
    free(field);
}

static const struct view_type field_type = {
    .name = "field",
    .contexts = ACTION_IN_SCROLL | ACTION_IN_EVERYWHERE,
    .title = title,
    .draw = draw,
    .footer = footer,
    .act = act,
    .free = release,
};

struct view *view_field_new(struct tui *tui, const struct form *form)
{
    struct view_field *field = mem_alloc(1, sizeof *field);
    const struct form_cell *cell = form_focused_cell(form);
    const struct form_row *row = form_focused_row(form);
    const struct field *about = cell ? cell->field : row->field;

    field->view = (struct view){.type = &field_type, .tui = tui};
    field->label = mem_dup(about ? about->label : row->label);
    text_widget_init(&field->text);
    form_help_page(form, &field->text);
    return &field->view;
}

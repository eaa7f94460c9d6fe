#include "tui/view_field.h"

#include "base/mem.h"
#include "tui/form_help.h"
#include "tui/tui.h"
#include "tui/view_text.h"

struct view_field {
    struct view_text base;
    char *label; /* owned */
};

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    struct strbuf key = STRBUF_INIT;

    strbuf_addf(left, "Help: %s", ((struct view_field *)view)->label);
    tui_key(view->tui, ACTION_HELP, &key);
    strbuf_addf(right, "%s shows the keys", key.text);
    strbuf_release(&key);
}

static void release(struct view *view)
{
    free(((struct view_field *)view)->label);
    view_text_free(view);
}

static const struct view_type field_type = {
    .name = "field",
    .contexts = ACTION_IN_SCROLL | ACTION_IN_EVERYWHERE,
    .title = title,
    .draw = view_text_draw,
    .footer = view_text_footer,
    .act = view_text_act,
    .free = release,
};

struct view *view_field_new(struct tui *tui, const struct form *form)
{
    struct view_field *field = view_text_new(sizeof *field, &field_type, tui);
    const struct form_cell *cell = form_focused_cell(form);
    const struct form_row *row = form_focused_row(form);
    const struct field *about = cell ? cell->field : row->field;

    field->label = mem_dup(about ? about->label : row->label);
    form_help_page(form, &field->base.text);
    return &field->base.view;
}

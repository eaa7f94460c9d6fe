#include "tui/view_change.h"

#include "base/mem.h"
#include "tui/review_change.h"
#include "tui/text_widget.h"
#include "tui/tui.h"

struct view_change {
    struct view view;
    struct review_change change;
    struct text_widget note;
};

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    const struct review_change *change = &((struct view_change *)view)->change;
    struct strbuf count = STRBUF_INIT;
    review_change_title(change, left, &count);
    strbuf_addf(right, "%s%s%s", change->region, count.length ? ", " : "", count.text);
    strbuf_release(&count);
}

/* What stands against it has at most half of the place. */
static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    struct view_change *self = (struct view_change *)view;
    int rows = text_widget_height(&self->note, area.cols);
    rows = rows < area.rows / 2 ? rows : area.rows / 2;
    if (rows > 0) {
        text_widget_draw(&self->note, canvas, (struct canvas_area){area.row, area.col, rows, area.cols});
        area.row += rows + 1;
        area.rows -= rows + 1;
    }
    columns_widget_draw(&self->change.page, canvas, area);
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id actions[] = {ACTION_PATCH, ACTION_AWS_COMMAND, ACTION_BACK, ACTION_HELP,
                                             ACTION_NONE};
    (void)view;
    return actions;
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    (void)argument;
    if (action != ACTION_PRESS)
        return review_change_act(&((struct view_change *)view)->change, action);
    tui_pop(view->tui);
    return true;
}

static void changed(struct view *view)
{
    review_change_fill(&((struct view_change *)view)->change);
}

static void release(struct view *view)
{
    struct view_change *self = (struct view_change *)view;
    review_change_release(&self->change);
    text_widget_release(&self->note);
    free(self);
}

static const struct view_type change_type = {
    .name = "change",
    .contexts = ACTION_IN_REVIEW | ACTION_IN_SCROLL | ACTION_IN_EVERYWHERE,
    .title = title,
    .draw = draw,
    .footer = footer,
    .act = act,
    .changed = changed,
    .free = release,
};

struct view *view_change_new(struct tui *tui, const char *region, const cJSON *before, const cJSON *after,
                             const struct change_options *options, const char *note)
{
    struct view_change *self = mem_alloc(1, sizeof *self);
    self->view = (struct view){.type = &change_type, .tui = tui};
    text_widget_init(&self->note);
    if (note)
        text_widget_add(&self->note, THEME_WARN, 2, false, note);
    review_change_init(&self->change, tui, region, before, after, options);
    return &self->view;
}

#include "tui/view_text.h"

#include <stdlib.h>
#include "base/mem.h"

void *view_text_new(size_t size, const struct view_type *type, struct tui *tui)
{
    struct view_text *screen = mem_alloc(1, size);
    screen->view = (struct view){.type = type, .tui = tui};
    text_widget_init(&screen->text);
    return screen;
}

struct text_widget *view_text_of(struct view *view)
{
    return &((struct view_text *)view)->text;
}

void view_text_draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    text_widget_draw(view_text_of(view), canvas, area);
}

bool view_text_act(struct view *view, enum action_id action, const char *argument)
{
    (void)argument;
    return text_widget_act(view_text_of(view), action);
}

void view_text_free(struct view *view)
{
    text_widget_release(view_text_of(view));
    free(view);
}

const enum action_id *view_text_footer(struct view *view)
{
    static const enum action_id actions[] = {ACTION_DOWN, ACTION_UP, ACTION_PAGE_DOWN, ACTION_BACK,
                                             ACTION_NONE};
    (void)view;
    return actions;
}

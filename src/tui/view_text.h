/*
 * view_text: what the screens that are one long text share. A screen's own struct begins with a struct view_text, and its
 * table of functions takes from here what it does not do itself. UI thread.
 */
#ifndef TUI_VIEW_TEXT_H
#define TUI_VIEW_TEXT_H

#include <stddef.h>
#include "tui/text_widget.h"
#include "tui/view.h"

struct view_text {
    struct view view;
    struct text_widget text;
};

/* A screen of size bytes, zeroed but for its struct view_text, which it begins with. */
void *view_text_new(size_t size, const struct view_type *type, struct tui *tui);
/* The text of such a screen. */
struct text_widget *view_text_of(struct view *view);

/* For the table of functions: draws the text; scrolls it; frees a screen that owns nothing else. */
void view_text_draw(struct view *view, struct canvas *canvas, struct canvas_area area);
bool view_text_act(struct view *view, enum action_id action, const char *argument);
void view_text_free(struct view *view);
/* The keys that scroll and leave. */
const enum action_id *view_text_footer(struct view *view);

#endif

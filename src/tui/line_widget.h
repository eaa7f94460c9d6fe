/*
 * line_widget: one line of editable text, with readline's keys.
 *
 * Knows no screen: the owner gives it characters, actions (ACTION_LINE_…) and pastes, and draws it where it
 * likes. The cursor stands between whole characters (a base with its combining ones). The text may be
 * foreign; it is drawn harmless. UI thread.
 */
#ifndef TUI_LINE_WIDGET_H
#define TUI_LINE_WIDGET_H

#include <stdbool.h>
#include <stddef.h>
#include "base/strbuf.h"
#include "tui/action.h"
#include "tui/canvas.h"

struct line_widget {
    struct strbuf text; /* UTF-8, no newline */
    size_t cursor;      /* byte offset, at a character's start or the end */
    size_t left;        /* byte offset of the first character shown; kept by draw */
    struct strbuf
        killed; /* the last word or part that was taken out, to be put in again, in another text too */
};

void line_widget_init(struct line_widget *line);
void line_widget_release(struct line_widget *line);
/* Sets the text (copied; NULL: empty), the cursor at its end. */
void line_widget_set(struct line_widget *line, const char *text);
/* Puts typed or pasted text in at the cursor; newlines and tabs of a paste become single blanks, NUL-free
 * text only. True if anything changed. */
bool line_widget_insert(struct line_widget *line, const char *text);
/* ACTION_LINE_…: true if it is one of them; *changed (may be NULL) tells whether the text differs now. */
bool line_widget_act(struct line_widget *line, enum action_id action, bool *changed);
/* True if the action takes out or puts in more than a character: a step of its own when it is undone. */
bool line_widget_is_whole(enum action_id action);
/* Draws it in cells; the cursor is placed if focused, and the part around it is shown. An empty unfocused
 * field shows hint (NULL: none) dim. */
void line_widget_draw(struct line_widget *line, struct canvas *canvas, int row, int col, int cells,
                      bool focused, const char *hint);

#endif

/*
 * frame: what stands around every screen: header, title line, message line, footer. Called by tui.c alone.
 */
#ifndef TUI_FRAME_H
#define TUI_FRAME_H

#include <stdbool.h>
#include "base/texts.h"
#include "model/store.h"
#include "tui/canvas.h"
#include "tui/keymap.h"
#include "tui/line_widget.h"

enum {
    FRAME_ROWS_MIN = 6, /* below this many rows or columns only a word is drawn */
    FRAME_COLS_MIN = 30,
    FRAME_TOP = 2,   /* header and title line */
    FRAME_BOTTOM = 2 /* message line and footer */
};

/* True if the screen is too small: that has been drawn then, and nothing else is. */
bool frame_too_small(struct canvas *canvas);
/* The body's place, one blank column at both edges. */
struct canvas_area frame_body(const struct canvas *canvas);
/* Whose account, which regions and domains, how dangerous. What matters least gives way first; account,
 * region, READ-ONLY and PROTECTED stay. */
void frame_header(struct canvas *canvas, const struct store *store, const struct texts *regions,
                  const struct texts *domains);
void frame_title(struct canvas *canvas, const char *left, const char *right);
/* The message line; hint may be NULL. */
void frame_message(struct canvas *canvas, unsigned style, const char *text, const char *hint);
/* The message line while something is typed there; note stands at its right end, if there is place. "": none. */
void frame_prompt(struct canvas *canvas, const char *label, struct line_widget *line, const char *note);
/* The footer: as many of the actions (ended by ACTION_NONE) as there is place for, each with its key. What carries out the
 * screen's purpose (review, submit, choose, an answer) is the last that is left out, before it the way back. */
void frame_footer(struct canvas *canvas, const struct keymap *keymap, const enum action_id *actions,
                  bool typing);
/* "1234 5678 9012". Appends; other texts as they are. */
void frame_account(struct strbuf *out, const char *account);

#endif

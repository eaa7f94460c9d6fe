/*
 * form_draw: a form's outline on the screen, and what stands below it.
 *
 *     ▌ ▾ Conditions                                             2 of 5
 *         total     ▾  is greater than  ▾  750                • was 500
 *
 * The cursor's sign, the fold, then label and values, and at the right edge what there is to say of the line:
 * its problem, what it was, its counter. Values of one kind stand below one another. Texts are foreign: the
 * canvas makes them harmless.
 */
#ifndef TUI_FORM_DRAW_H
#define TUI_FORM_DRAW_H

#include "tui/canvas.h"
#include "tui/form.h"
#include "tui/form_choices.h"
#include "tui/form_lint.h"
#include "tui/form_sentence.h"
#include "tui/line_widget.h"

enum { FORM_DRAW_KINDS = 4 }; /* of rows with several cells: attributes, tags */

/* How wide the cells of a kind of rows are, each counted from the last, which takes what is left. */
struct form_draw_columns {
    const struct field *field; /* borrowed, static; NULL: not used */
    int widths[FORM_CELLS];
};

struct form_draw {
    struct form *form;                  /* borrowed */
    struct line_widget *line;           /* borrowed: the text of the focused cell, if it is typed */
    const struct form_choices *choices; /* borrowed: open under the focused cell, or not */
    const char *content_type;           /* borrowed: of the field that the focused row compares, or NULL */
    const char *about;     /* borrowed: stands in the sentence's place; NULL: the document's own */
    struct form_lint lint; /* owned */
    size_t top;            /* first shown row; kept so that the focus is in sight */
    int page;              /* rows that the outline had */
    struct form_sentence sentence;
    struct form_draw_columns columns[FORM_DRAW_KINDS]; /* of the picture that is drawn */
};

/* Draws the outline, a rule, the sentence and the help line, each as far as there is room. */
void form_draw_all(struct form_draw *draw, struct canvas *canvas, struct canvas_area area);
/* Draws text in at most lines lines of cells; what is left over ends in "…". Returns the lines used. */
int form_draw_wrapped(struct canvas *canvas, struct canvas_area area, unsigned style, const char *text);

#endif

/*
 * text_widget: a long text to scroll through (help, messages, details, JSON, a drawn tree).
 *
 * The owner fills it with paragraphs; they are wrapped to the width at draw time, or cut if they must not
 * wrap (JSON, trees). The place is kept by paragraph, so that a resize or another fill shows the same part.
 * UI thread.
 */
#ifndef TUI_TEXT_WIDGET_H
#define TUI_TEXT_WIDGET_H

#include <stdbool.h>
#include <stddef.h>
#include "tui/action.h"
#include "tui/canvas.h"

struct text_widget_paragraph {
    char *text; /* owned; foreign, no newline */
    unsigned style;
    int indent; /* cells before the second and further lines of a wrapped paragraph */
    bool cut;   /* never wrapped; h and l move sideways */
};

struct text_widget {
    struct text_widget_paragraph *items; /* owned */
    size_t count, capacity;
    size_t top;      /* paragraph of the first shown line */
    size_t top_line; /* and which of its lines */
    int sideways;    /* cells that cut paragraphs are moved to the left */
    int rows, cols;  /* of the last draw */
};

void text_widget_init(struct text_widget *text);
void text_widget_release(struct text_widget *text);
/* Empties it; the place stays for the next fill. */
void text_widget_clear(struct text_widget *text);
/* Adds one paragraph for each line of text. indent and cut as above. */
void text_widget_add(struct text_widget *text, unsigned style, int indent, bool cut, const char *lines);
void text_widget_addf(struct text_widget *text, unsigned style, int indent, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* One paragraph before all others; the first goes. */
void text_widget_add_first(struct text_widget *text, unsigned style, int indent, const char *line);
void text_widget_drop_first(struct text_widget *text);
/* Moves: ACTION_DOWN, UP, PAGE_…, TOP, BOTTOM, COLUMNS_…; true if it is one of them. */
bool text_widget_act(struct text_widget *text, enum action_id action);
void text_widget_draw(struct text_widget *text, struct canvas *canvas, struct canvas_area area);
/* Whether the last draw left lines out above or below. */
bool text_widget_more_above(const struct text_widget *text);
bool text_widget_more_below(const struct text_widget *text);
/* Lines it takes at this width: for boxes that fit their text. */
int text_widget_height(const struct text_widget *text, int cols);

#endif

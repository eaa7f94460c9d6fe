/*
 * columns_widget: lines of columns whose texts wrap inside their column, to scroll through.
 *
 * For what stands side by side: now and after; seen, theirs and yours. Nothing is cut: a long value takes
 * more lines. Whole-width lines may stand between. The first column is as wide as its texts need (at most a
 * third; of five columns a fifth), the last one may have a width of its own, the others share the rest. Some
 * of the lines may be pointed at: the cursor's sign stands before them then. UI thread.
 */
#ifndef TUI_COLUMNS_WIDGET_H
#define TUI_COLUMNS_WIDGET_H

#include <stdbool.h>
#include <stddef.h>
#include "tui/action.h"
#include "tui/canvas.h"

enum { COLUMNS_WIDGET_MOST = 5 };

struct columns_widget_line {
    char *texts[COLUMNS_WIDGET_MOST]; /* owned; foreign; NULL from count on */
    unsigned styles[COLUMNS_WIDGET_MOST];
    int count; /* columns; 1: one text of the whole width */
    bool cut;  /* of the whole width, and never wrapped */
};

struct columns_widget {
    struct columns_widget_line *items; /* owned */
    size_t count, capacity;
    int columns;      /* of the widest line */
    int last;         /* cells of the last of those columns; 0: as the others */
    bool points;      /* set by the owner: two cells at the left are the cursor's */
    bool follows;     /* the next draw brings what the cursor stands on into sight */
    size_t from, to;  /* the items that it stands on: from .. to - 1 */
    int top;          /* first shown line of the screen, of all that wrap out of the items */
    int rows, height; /* of the last draw: lines that had room, and lines in all */
};

void columns_widget_init(struct columns_widget *widget);
void columns_widget_release(struct columns_widget *widget);
/* Empties it; the place stays. */
void columns_widget_clear(struct columns_widget *widget);
/* Adds a line of 2 to COLUMNS_WIDGET_MOST columns; texts are copied, NULL is empty. */
void columns_widget_add(struct columns_widget *widget, int count, const char *const *texts,
                        const unsigned *styles);
/* Adds whole-width text, wrapped; a line for each line of text. */
void columns_widget_text(struct columns_widget *widget, unsigned style, const char *lines);
/* Adds one whole-width line that is cut where the width ends. */
void columns_widget_cut(struct columns_widget *widget, unsigned style, const char *line);
/* The cursor stands on the items from .. to - 1. */
void columns_widget_aim(struct columns_widget *widget, size_t from, size_t to);
/* The next draw brings them into sight. */
void columns_widget_follow(struct columns_widget *widget);
/* Moves: ACTION_DOWN, UP, PAGE_…, TOP, BOTTOM: true if it is one of them. */
bool columns_widget_act(struct columns_widget *widget, enum action_id action);
void columns_widget_draw(struct columns_widget *widget, struct canvas *canvas, struct canvas_area area);

#endif

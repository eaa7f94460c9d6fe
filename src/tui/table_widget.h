/*
 * table_widget: a list with columns, a cursor and a scroll place; it knows no domain.
 *
 * The owner says how many lines there are and gives each cell's text when it is drawn, so that a table of
 * 100,000 lines costs what its shown ones cost. Lines may be whole-width ones (group lines). Columns keep
 * their widths while scrolling; when the place is short the ones that may give way go first, the rest shrink
 * to their least widths. One blank stands between columns. UI thread.
 */
#ifndef TUI_TABLE_WIDGET_H
#define TUI_TABLE_WIDGET_H

#include <stdbool.h>
#include <stddef.h>
#include "base/strbuf.h"
#include "tui/action.h"
#include "tui/canvas.h"

struct table_widget_column {
    const char *title; /* borrowed */
    int least, most;   /* cells; it grows from least to most as there is place */
    int give_way; /* 0: stays; else columns with the highest number go first when the least widths do not fit
                   */
    bool right;   /* numbers and ages */
};

/* One cell, filled by the owner. */
struct table_widget_cell {
    const char *text; /* borrowed until the next call; foreign */
    unsigned style;
};

/* One line that is not made of columns. */
struct table_widget_line {
    const char *left, *right; /* borrowed until the next call; right may be NULL */
    unsigned style;
};

struct table_widget_source {
    void *context;
    /* The sign before the line: a mark, ~, ✗; at most 1 cell, "" for none. */
    void (*mark)(void *context, size_t line, struct table_widget_cell *out);
    void (*cell)(void *context, size_t line, int column, struct table_widget_cell *out);
    /* True if the line is a whole-width one, which is then filled. NULL: there are none. */
    bool (*whole)(void *context, size_t line, struct table_widget_line *out);
};

struct table_widget {
    size_t count;  /* lines; set it before act and draw */
    size_t cursor; /* < count, or 0 */
    size_t top;    /* first shown line; kept by draw so that the cursor is shown */
    int page;      /* lines shown by the last draw */
    bool more;     /* the last draw left columns out */
    int first;     /* columns scrolled away to the left, the first one excepted, which always stays */
};

/* Puts the cursor in bounds; keep the scroll place so that line at stands as many rows below the top as
 * before. */
void table_widget_set_count(struct table_widget *table, size_t count);
/* Puts the cursor there; the next draw scrolls no further than it must. */
void table_widget_move(struct table_widget *table, size_t line);
/* Moves the cursor to line without moving the picture: the distance from the top stays. For a refresh that
 * changed places. */
void table_widget_follow(struct table_widget *table, size_t line);
/* ACTION_DOWN, UP, TOP, BOTTOM, PAGE_…, COLUMNS_…: true if it is one of them. */
bool table_widget_act(struct table_widget *table, enum action_id action);
/* Draws the column titles (unless columns is 1 and its title is NULL, or there is one row only) and the lines. sorted: the
 * column whose title carries an arrow, -1: none. */
void table_widget_draw(struct table_widget *table, struct canvas *canvas, struct canvas_area area,
                       const struct table_widget_column *columns, int column_count, int sorted, bool reverse,
                       const struct table_widget_source *source);
/* The widths at this many cells: widths[i] is 0 for a column that gave way or is scrolled off. Pure; exported
 * for tests. */
void table_widget_widths(const struct table_widget_column *columns, int count, int first, int cells,
                         int *widths);

#endif

/*
 * canvas: the screen as a grid of cells, and the only way onto it.
 *
 * Everything is drawn into the grid; nothing reaches the terminal but through canvas_flush. Text given here
 * may be foreign: it passes text.h, so that no control or escape character is ever put out, wide characters
 * take two cells, combining ones join the cell before, and whatever does not fit is clipped by cells (never
 * half a character). Rows and columns count from 0; everything outside is clipped.
 *
 * Without canvas_open the grid works all the same (scripts, units): no curses is touched then. UI thread.
 */
#ifndef TUI_CANVAS_H
#define TUI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/strbuf.h"
#include "tui/theme.h"

struct canvas;

/* A part of the screen. */
struct canvas_area {
    int row, col, rows, cols;
};

/* One cell, for pictures of a screen. A wide character's second cell has width 0 and text "". */
struct canvas_cell {
    char text[24];        /* a character with its combining ones, UTF-8, as shown */
    unsigned char width;  /* cells: 1, 2, or 0 for the right half of a wide character */
    unsigned short style; /* enum theme_style | THEME_REVERSED */
};

/* Signs that have an ASCII form. canvas_sign gives the one for the present mode. */
enum canvas_sign {
    CANVAS_SIGN_CURSOR,   /* ▌ > */
    CANVAS_SIGN_MARKED,   /* ✓ * */
    CANVAS_SIGN_BUSY,     /* ~ */
    CANVAS_SIGN_FAILED,   /* ✗ x */
    CANVAS_SIGN_WARNING,  /* ! */
    CANVAS_SIGN_DRAFT,    /* ✎ % */
    CANVAS_SIGN_DONE,     /* ✓ + */
    CANVAS_SIGN_CHANGED,  /* • * */
    CANVAS_SIGN_OPEN,     /* ▾ v: an open fold, a choice */
    CANVAS_SIGN_CLOSED,   /* ▸ > */
    CANVAS_SIGN_DOT,      /* · -: between the parts of a line */
    CANVAS_SIGN_UNKNOWN,  /* · .: a cell that is not read yet */
    CANVAS_SIGN_NONE,     /* – -: nothing there */
    CANVAS_SIGN_ELLIPSIS, /* … ... */
    CANVAS_SIGN_UP,       /* ↑ ^ */
    CANVAS_SIGN_DOWN,     /* ↓ v */
    CANVAS_SIGN_HORIZONTAL,
    CANVAS_SIGN_VERTICAL,
    CANVAS_SIGN_TOP_LEFT,
    CANVAS_SIGN_TOP_RIGHT,
    CANVAS_SIGN_BOTTOM_LEFT,
    CANVAS_SIGN_BOTTOM_RIGHT,
    CANVAS_SIGN_FULL,  /* ▆ #: the done part of a bar */
    CANVAS_SIGN_EMPTY, /* ▁ _: the rest of it */
    CANVAS_SIGNS
};
const char *canvas_sign(enum canvas_sign sign);

/* An empty grid (at least 1×1). Free with canvas_free. */
struct canvas *canvas_new(int rows, int cols);
void canvas_free(struct canvas *canvas);
/* Another size; the content is cleared. */
void canvas_resize(struct canvas *canvas, int rows, int cols);
int canvas_rows(const struct canvas *canvas);
int canvas_cols(const struct canvas *canvas);
/* The whole screen as an area. */
struct canvas_area canvas_whole(const struct canvas *canvas);

/* ---- drawing ---- */

/* All blank, no cursor. */
void canvas_clear(struct canvas *canvas);
/* Puts text at most max_cells wide; what does not fit is cut and ends in "…". Returns the cells used. */
int canvas_put(struct canvas *canvas, int row, int col, int max_cells, unsigned style, const char *text);
/* The same with printf; the result is treated as foreign text as a whole. */
int canvas_putf(struct canvas *canvas, int row, int col, int max_cells, unsigned style, const char *format,
                ...) __attribute__((format(printf, 6, 7)));
/* Right-aligned: the text ends at col + cells. Returns the cells used. */
int canvas_put_right(struct canvas *canvas, int row, int col, int cells, unsigned style, const char *text);
/* Blanks in that style. */
void canvas_fill(struct canvas *canvas, struct canvas_area area, unsigned style);
/* Changes the style of what is there: adds bits (THEME_REVERSED for the cursor's line) and keeps the rest. */
void canvas_restyle(struct canvas *canvas, struct canvas_area area, unsigned add);
/* A horizontal line; a box around the area's outermost cells with the title in its upper edge (NULL: none),
 * its inside blank. */
void canvas_line(struct canvas *canvas, int row, int col, int cells, unsigned style);
void canvas_box(struct canvas *canvas, struct canvas_area area, const char *title);
/* Where the terminal's cursor stands after the flush; without a call since canvas_clear it is hidden. */
void canvas_cursor(struct canvas *canvas, int row, int col);
/* True if the cursor is shown, and where. */
bool canvas_cursor_place(const struct canvas *canvas, int *row, int *col);

/* ---- reading back ---- */

/* borrowed; NULL outside. */
const struct canvas_cell *canvas_cell(const struct canvas *canvas, int row, int col);
/* Appends the text of all rows, each without its trailing blanks and with a newline. */
void canvas_dump(const struct canvas *canvas, struct strbuf *out);

/* ---- the terminal (curses) ---- */

/* Starts curses on these descriptors for this terminfo name: alternate screen, raw keys, no echo, bracketed
 * paste. ERR_USAGE if the terminal is not known or cannot address its cursor; *unknown (may be NULL) tells
 * the former. Once until canvas_close. */
bool canvas_open(const char *term, int in, int out, bool *unknown, struct err *err);
bool canvas_is_open(void);
/* Brings the terminal to what the grid shows: writes the cells that differ from the last flush, with one
 * update. */
void canvas_flush(struct canvas *canvas);
/* Writes a whole escape sequence past the grid (the clipboard), where the terminal takes such; else nothing. */
void canvas_pass(const char *sequence);
/* The next flush draws everything anew (Ctrl-L, after a suspension). */
void canvas_redraw_all(void);
/* Tells curses the terminal's size. */
void canvas_terminal_size(int rows, int cols);
/* Leaves the alternate screen for a while (suspension) and comes back. */
void canvas_pause(void);
void canvas_resume(void);
/* Gives the terminal back. */
void canvas_close(void);
/* Appends the bytes that give the terminal back without curses (end of alternate screen, cursor shown,
 * attributes and keypad off, mouse and paste off): for a signal handler, which may only write. After
 * canvas_open. */
void canvas_restore_string(struct strbuf *out);

#endif

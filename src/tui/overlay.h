/*
 * overlay: the box in which a dialog or a picker stands over the screen below it.
 *
 * Where the terminal has no room for its frame, the overlay takes the whole screen but for the message line and the footer:
 * what it is about must be readable at every size. UI thread.
 */
#ifndef TUI_OVERLAY_H
#define TUI_OVERLAY_H

#include <stdbool.h>
#include "tui/canvas.h"

struct overlay {
    struct canvas_area inside; /* for its content, blank */
    int edge;                  /* the column of signs that there is more above or below */
    bool titled;               /* the title is drawn; else the content has to show it */
};

struct overlay_wants {
    const char *title;
    int cols, rows; /* of the content; it gets as much of that as there is */
    int least;      /* rows of content without which a frame is too dear */
    int title_rows; /* rows that the title takes in the content where the frame has no room for it; 0: it is cut */
};

/* The columns that the content has within a frame, which wishes for cols. */
int overlay_cols(const struct canvas *canvas, int cols);
/* Draws it empty, in the middle of the screen. */
void overlay_draw(struct canvas *canvas, const struct overlay_wants *wants, struct overlay *out);

#endif

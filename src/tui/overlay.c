#include "tui/overlay.h"

#include "tui/frame.h"

enum { MARGIN = 2, FRAME = 2, PADDING = 4 };

static int less(int a, int b)
{
    return a < b ? a : b;
}

/* Header, title line, message line and footer stay in sight. */
static void draw_framed(struct canvas *canvas, const struct overlay_wants *wants, int most,
                        struct overlay *out)
{
    int cols = less(wants->cols + PADDING, canvas_cols(canvas) - 2 * MARGIN);
    int rows = less(wants->rows + FRAME, most);
    struct canvas_area box = {FRAME_TOP + (most - rows) / 2, (canvas_cols(canvas) - cols) / 2, rows, cols};

    canvas_box(canvas, box, wants->title);
    *out = (struct overlay){
        {box.row + 1, box.col + PADDING / 2, rows - FRAME, cols - PADDING}, box.col + cols - 1, true};
}

static void draw_bare(struct canvas *canvas, const struct overlay_wants *wants, struct overlay *out)
{
    struct canvas_area inside = {0, 1, canvas_rows(canvas) - FRAME_BOTTOM, canvas_cols(canvas) - 2};

    canvas_fill(canvas, (struct canvas_area){0, 0, inside.rows, canvas_cols(canvas)}, THEME_PLAIN);
    if (!wants->own_title && inside.rows > wants->least + 1) {
        canvas_put(canvas, inside.row++, inside.col, inside.cols, THEME_TITLE, wants->title);
        inside.rows--;
    }
    *out = (struct overlay){inside, canvas_cols(canvas) - 1, false};
}

void overlay_draw(struct canvas *canvas, const struct overlay_wants *wants, struct overlay *out)
{
    int most = canvas_rows(canvas) - FRAME_TOP - FRAME_BOTTOM;

    if (most - FRAME >= wants->least)
        draw_framed(canvas, wants, most, out);
    else
        draw_bare(canvas, wants, out);
}

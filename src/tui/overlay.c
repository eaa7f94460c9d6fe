#include "tui/overlay.h"

#include "base/text.h"
#include "tui/frame.h"

enum { MARGIN = 2, FRAME = 2, PADDING = 4, TITLE_FRAME = 5 };

static int less(int a, int b)
{
    return a < b ? a : b;
}

int overlay_cols(const struct canvas *canvas, int cols)
{
    return less(cols, canvas_cols(canvas) - 2 * MARGIN - PADDING);
}

/* Header, title line, message line and footer stay in sight. */
static void draw_framed(struct canvas *canvas, const struct overlay_wants *wants, int most, bool titled,
                        struct overlay *out)
{
    int cols = overlay_cols(canvas, wants->cols) + PADDING;
    int rows = less(wants->rows + (titled ? 0 : wants->title_rows) + FRAME, most);
    struct canvas_area box = {FRAME_TOP + (most - rows) / 2, (canvas_cols(canvas) - cols) / 2, rows, cols};

    canvas_box(canvas, box, titled ? wants->title : NULL);
    *out = (struct overlay){
        {box.row + 1, box.col + PADDING / 2, rows - FRAME, cols - PADDING}, box.col + cols - 1, titled};
}

static void draw_bare(struct canvas *canvas, const struct overlay_wants *wants, struct overlay *out)
{
    struct canvas_area inside = {0, 1, canvas_rows(canvas) - FRAME_BOTTOM, canvas_cols(canvas) - 2};

    canvas_fill(canvas, (struct canvas_area){0, 0, inside.rows, canvas_cols(canvas)}, THEME_PLAIN);
    if (wants->title_rows == 0 && inside.rows > wants->least) {
        canvas_put(canvas, inside.row++, inside.col, inside.cols, THEME_TITLE, wants->title);
        inside.rows--;
    }
    *out = (struct overlay){inside, canvas_cols(canvas) - 1, wants->title_rows == 0};
}

void overlay_draw(struct canvas *canvas, const struct overlay_wants *wants, struct overlay *out)
{
    int most = canvas_rows(canvas) - FRAME_TOP - FRAME_BOTTOM;
    int room = overlay_cols(canvas, wants->cols) + PADDING - TITLE_FRAME;
    bool titled = wants->title_rows == 0 || (int)text_width(wants->title) <= room;

    if (most - FRAME >= wants->least + (titled ? 0 : wants->title_rows))
        draw_framed(canvas, wants, most, titled, out);
    else
        draw_bare(canvas, wants, out);
}

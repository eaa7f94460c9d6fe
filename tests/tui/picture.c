#include "picture.h"

#include "base/file.h"
#include "base/strbuf.h"

enum { CELL_WIDTH = 8, CELL_HEIGHT = 17, MARGIN = 10 };

static const char background[] = "#14171c", foreground[] = "#d6dae0";

static const char *colour_name(int colour)
{
    static const char *const names[] = {"#5c6370", "#e06c75", "#98c379", "#e5c07b",
                                        "#61afef", "#c678dd", "#56b6c2", "#d6dae0"};
    return colour < 0 ? foreground : names[colour % 8];
}

static void add_escaped(struct strbuf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '<')
            strbuf_adds(out, "&lt;");
        else if (*text == '&')
            strbuf_adds(out, "&amp;");
        else
            strbuf_addc(out, *text);
    }
}

/* The ground of a run of cells of one style, and the line under a text field. */
static void add_ground(struct strbuf *out, int row, int col, int cells, unsigned style)
{
    struct theme_look look = theme_look(style);
    int x = MARGIN + col * CELL_WIDTH, y = MARGIN + row * CELL_HEIGHT;
    if (look.reverse)
        strbuf_addf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", x, y,
                    cells * CELL_WIDTH, CELL_HEIGHT, colour_name(look.colour));
    else if (look.underline)
        strbuf_addf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"1\" fill=\"%s\"/>\n", x, y + 15,
                    cells * CELL_WIDTH, colour_name(look.colour));
}

static void add_grounds(struct strbuf *out, const struct canvas *canvas, int row)
{
    int start = 0, cols = canvas_cols(canvas);
    for (int col = 1; col <= cols; col++) {
        unsigned style = canvas_cell(canvas, row, start)->style;
        if (col < cols && canvas_cell(canvas, row, col)->style == style)
            continue;
        add_ground(out, row, start, col - start, style);
        start = col;
    }
}

/* A word of one style. Each has its own place and length, so that the cells stay where they are in any font. */
static void add_word(struct strbuf *out, int row, int col, int cells, unsigned style, const char *text)
{
    struct theme_look look = theme_look(style);
    const char *ink = look.reverse ? background : colour_name(look.colour);
    strbuf_addf(out, "<text x=\"%d\" y=\"%d\" textLength=\"%d\" fill=\"%s\"%s%s>", MARGIN + col * CELL_WIDTH,
                MARGIN + row * CELL_HEIGHT + 13, cells * CELL_WIDTH, ink,
                look.bold ? " font-weight=\"bold\"" : "", look.dim ? " opacity=\"0.6\"" : "");
    add_escaped(out, text);
    strbuf_adds(out, "</text>\n");
}

static bool is_blank(const struct canvas_cell *cell)
{
    return !cell || (cell->width == 1 && cell->text[0] == ' ') || (cell->width == 1 && cell->text[0] == '\0');
}

static void add_row(struct strbuf *out, const struct canvas *canvas, int row)
{
    struct strbuf word = STRBUF_INIT;
    int start = 0;
    add_grounds(out, canvas, row);
    for (int col = 0; col <= canvas_cols(canvas); col++) {
        const struct canvas_cell *cell = canvas_cell(canvas, row, col),
                                 *first = canvas_cell(canvas, row, start);
        if (word.length > 0 && (is_blank(cell) || cell->style != first->style)) {
            add_word(out, row, start, col - start, first->style, word.text);
            strbuf_reset(&word);
        }
        if (is_blank(cell))
            continue;
        if (word.length == 0)
            start = col;
        strbuf_adds(&word, cell->text);
    }
    strbuf_release(&word);
}

bool picture_write(const struct canvas *canvas, const char *path, struct err *err)
{
    struct strbuf out = STRBUF_INIT;
    int width = 2 * MARGIN + canvas_cols(canvas) * CELL_WIDTH,
        height = 2 * MARGIN + canvas_rows(canvas) * CELL_HEIGHT;
    strbuf_addf(&out,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                "font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"13\" "
                "xml:space=\"preserve\" shape-rendering=\"crispEdges\">\n"
                "<rect width=\"%d\" height=\"%d\" rx=\"6\" fill=\"%s\"/>\n",
                width, height, width, height, width, height, background);
    for (int row = 0; row < canvas_rows(canvas); row++)
        add_row(&out, canvas, row);
    strbuf_adds(&out, "</svg>\n");
    bool fine = file_write_atomic(path, out.text, out.length, err);
    strbuf_release(&out);
    return fine;
}

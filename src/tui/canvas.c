/* canvas: the grid. What puts it onto the terminal stands at the end: the only code that calls curses to
 * draw. */
#define NCURSES_WIDECHAR 1
#include "tui/canvas.h"

#include <curses.h>
#include <errno.h>
#include <locale.h>
#include <stdarg.h>
#include <term.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/text.h"

struct canvas {
    int rows, cols;
    struct canvas_cell *cells;  /* rows × cols */
    struct canvas_cell *shown;  /* what the last flush left on the terminal */
    bool shown_valid;           /* false: the next flush writes every row */
    int cursor_row, cursor_col; /* -1: hidden */
};

static const struct {
    const char *utf8, *ascii;
} canvas_signs[CANVAS_SIGNS] = {
    [CANVAS_SIGN_CURSOR] = {"▌", ">"},      [CANVAS_SIGN_MARKED] = {"✓", "*"},
    [CANVAS_SIGN_BUSY] = {"~", "~"},        [CANVAS_SIGN_FAILED] = {"✗", "x"},
    [CANVAS_SIGN_WARNING] = {"!", "!"},     [CANVAS_SIGN_DRAFT] = {"✎", "%"},
    [CANVAS_SIGN_DONE] = {"✓", "+"},        [CANVAS_SIGN_CHANGED] = {"•", "*"},
    [CANVAS_SIGN_OPEN] = {"▾", "v"},        [CANVAS_SIGN_CLOSED] = {"▸", ">"},
    [CANVAS_SIGN_DOT] = {"·", "-"},         [CANVAS_SIGN_UNKNOWN] = {"·", "."},
    [CANVAS_SIGN_NONE] = {"–", "-"},        [CANVAS_SIGN_ELLIPSIS] = {"…", "..."},
    [CANVAS_SIGN_UP] = {"↑", "^"},          [CANVAS_SIGN_DOWN] = {"↓", "v"},
    [CANVAS_SIGN_HORIZONTAL] = {"─", "-"},  [CANVAS_SIGN_VERTICAL] = {"│", "|"},
    [CANVAS_SIGN_TOP_LEFT] = {"┌", "+"},    [CANVAS_SIGN_TOP_RIGHT] = {"┐", "+"},
    [CANVAS_SIGN_BOTTOM_LEFT] = {"└", "+"}, [CANVAS_SIGN_BOTTOM_RIGHT] = {"┘", "+"},
    [CANVAS_SIGN_FULL] = {"▆", "#"},        [CANVAS_SIGN_EMPTY] = {"▁", "_"},
};

const char *canvas_sign(enum canvas_sign sign)
{
    return text_is_ascii() ? canvas_signs[sign].ascii : canvas_signs[sign].utf8;
}

/* ---- the grid ---- */

struct canvas *canvas_new(int rows, int cols)
{
    struct canvas *canvas = mem_alloc(1, sizeof *canvas);
    canvas_resize(canvas, rows, cols);
    return canvas;
}

void canvas_free(struct canvas *canvas)
{
    if (!canvas)
        return;
    free(canvas->cells);
    free(canvas->shown);
    free(canvas);
}

void canvas_resize(struct canvas *canvas, int rows, int cols)
{
    canvas->rows = rows > 0 ? rows : 1;
    canvas->cols = cols > 0 ? cols : 1;
    size_t count = (size_t)canvas->rows * (size_t)canvas->cols;
    free(canvas->cells);
    free(canvas->shown);
    canvas->cells = mem_alloc(count, sizeof *canvas->cells);
    canvas->shown = mem_alloc(count, sizeof *canvas->shown);
    canvas->shown_valid = false;
    canvas_clear(canvas);
}

int canvas_rows(const struct canvas *canvas)
{
    return canvas->rows;
}

int canvas_cols(const struct canvas *canvas)
{
    return canvas->cols;
}

struct canvas_area canvas_whole(const struct canvas *canvas)
{
    return (struct canvas_area){0, 0, canvas->rows, canvas->cols};
}

static struct canvas_cell *cell_at(const struct canvas *canvas, int row, int col)
{
    return &canvas->cells[(size_t)row * (size_t)canvas->cols + (size_t)col];
}

static bool inside(const struct canvas *canvas, int row, int col)
{
    return row >= 0 && row < canvas->rows && col >= 0 && col < canvas->cols;
}

static void set_blank(struct canvas_cell *cell, unsigned style)
{
    memset(cell->text, 0, sizeof cell->text);
    cell->text[0] = ' ';
    cell->width = 1;
    cell->style = (unsigned short)style;
}

void canvas_clear(struct canvas *canvas)
{
    for (int i = 0; i < canvas->rows * canvas->cols; i++)
        set_blank(&canvas->cells[i], THEME_PLAIN);
    canvas->cursor_row = canvas->cursor_col = -1;
}

/* Before a cell is overwritten: the other half of a wide character there becomes blank. */
static void break_wide(struct canvas *canvas, int row, int col)
{
    struct canvas_cell *cell = cell_at(canvas, row, col);
    if (cell->width == 0 && col > 0)
        set_blank(cell_at(canvas, row, col - 1), cell->style);
    if (cell->width == 2 && col + 1 < canvas->cols)
        set_blank(cell_at(canvas, row, col + 1), cell->style);
}

/* One character of one or two cells. Half of one at an edge is shown as a blank. */
static void set_char(struct canvas *canvas, int row, int col, int width, unsigned style, const char *bytes,
                     size_t length)
{
    bool whole = inside(canvas, row, col) && (width == 1 || inside(canvas, row, col + 1));
    for (int i = 0; i < width; i++) {
        if (!inside(canvas, row, col + i))
            continue;
        break_wide(canvas, row, col + i);
        set_blank(cell_at(canvas, row, col + i), style);
    }
    if (!whole || length >= sizeof canvas->cells->text)
        return;
    struct canvas_cell *cell = cell_at(canvas, row, col);
    memset(cell->text, 0, sizeof cell->text);
    memcpy(cell->text, bytes, length);
    cell->width = (unsigned char)width;
    if (width == 2) {
        cell[1].text[0] = '\0';
        cell[1].width = 0;
    }
}

/* A combining character joins the cell that was written last; what has no room is left out. */
static void join_char(struct canvas *canvas, int row, int col, const char *bytes, size_t length)
{
    if (!inside(canvas, row, col))
        return;
    struct canvas_cell *cell = cell_at(canvas, row, col);
    if (cell->width == 0 && col > 0)
        cell--;
    size_t have = strlen(cell->text);
    if (have + length < sizeof cell->text)
        memcpy(cell->text + have, bytes, length);
}

/* Harmless text into the grid. Returns the cells used. */
static int place(struct canvas *canvas, int row, int col, unsigned style, const char *text, size_t length)
{
    const char *p = text, *end = text + length;
    int at = col;
    while (p < end) {
        uint32_t code;
        size_t n = text_decode(p, end, &code);
        int width = text_char_width(code);
        if (width > 0) {
            set_char(canvas, row, at, width, style, p, n);
            at += width;
        } else if (at > col) {
            join_char(canvas, row, at - 1, p, n);
        }
        p += n;
    }
    return at - col;
}

int canvas_put(struct canvas *canvas, int row, int col, int max_cells, unsigned style, const char *text)
{
    if (max_cells <= 0 || !text)
        return 0;
    struct strbuf fit = STRBUF_INIT;
    text_fit(&fit, text, (size_t)max_cells, false);
    int used = place(canvas, row, col, style, fit.text, fit.length);
    strbuf_release(&fit);
    return used;
}

int canvas_putf(struct canvas *canvas, int row, int col, int max_cells, unsigned style, const char *format,
                ...)
{
    va_list args;
    va_start(args, format);
    char *text = NULL;
    int length = vasprintf(&text, format, args);
    va_end(args);
    int used = length < 0 ? 0 : canvas_put(canvas, row, col, max_cells, style, text);
    free(text);
    return used;
}

int canvas_put_right(struct canvas *canvas, int row, int col, int cells, unsigned style, const char *text)
{
    if (cells <= 0)
        return 0;
    size_t width = text_width(text);
    int shift = width < (size_t)cells ? cells - (int)width : 0;
    return canvas_put(canvas, row, col + shift, cells - shift, style, text);
}

void canvas_fill(struct canvas *canvas, struct canvas_area area, unsigned style)
{
    for (int row = area.row; row < area.row + area.rows; row++) {
        for (int col = area.col; col < area.col + area.cols; col++)
            set_char(canvas, row, col, 1, style, " ", 1);
    }
}

void canvas_restyle(struct canvas *canvas, struct canvas_area area, unsigned add)
{
    for (int row = area.row; row < area.row + area.rows; row++) {
        for (int col = area.col; col < area.col + area.cols; col++) {
            if (inside(canvas, row, col))
                cell_at(canvas, row, col)->style |= (unsigned short)add;
        }
    }
}

static void put_sign(struct canvas *canvas, int row, int col, unsigned style, enum canvas_sign sign)
{
    const char *text = canvas_sign(sign);
    place(canvas, row, col, style, text, strlen(text));
}

void canvas_line(struct canvas *canvas, int row, int col, int cells, unsigned style)
{
    for (int i = 0; i < cells; i++)
        put_sign(canvas, row, col + i, style, CANVAS_SIGN_HORIZONTAL);
}

void canvas_box(struct canvas *canvas, struct canvas_area area, const char *title)
{
    int bottom = area.row + area.rows - 1, right = area.col + area.cols - 1;
    canvas_fill(canvas, (struct canvas_area){area.row, area.col - 1, area.rows, area.cols + 2}, THEME_PLAIN);
    canvas_line(canvas, area.row, area.col, area.cols, THEME_BORDER);
    canvas_line(canvas, bottom, area.col, area.cols, THEME_BORDER);
    for (int row = area.row + 1; row < bottom; row++) {
        put_sign(canvas, row, area.col, THEME_BORDER, CANVAS_SIGN_VERTICAL);
        put_sign(canvas, row, right, THEME_BORDER, CANVAS_SIGN_VERTICAL);
    }
    put_sign(canvas, area.row, area.col, THEME_BORDER, CANVAS_SIGN_TOP_LEFT);
    put_sign(canvas, area.row, right, THEME_BORDER, CANVAS_SIGN_TOP_RIGHT);
    put_sign(canvas, bottom, area.col, THEME_BORDER, CANVAS_SIGN_BOTTOM_LEFT);
    put_sign(canvas, bottom, right, THEME_BORDER, CANVAS_SIGN_BOTTOM_RIGHT);
    if (title && area.cols > 6) {
        int used = canvas_put(canvas, area.row, area.col + 2, area.cols - 5, THEME_TITLE, title);
        canvas_put(canvas, area.row, area.col + 1, 1, THEME_PLAIN, " ");
        canvas_put(canvas, area.row, area.col + 2 + used, 1, THEME_PLAIN, " ");
    }
}

void canvas_cursor(struct canvas *canvas, int row, int col)
{
    bool there = inside(canvas, row, col);
    canvas->cursor_row = there ? row : -1;
    canvas->cursor_col = there ? col : -1;
}

bool canvas_cursor_place(const struct canvas *canvas, int *row, int *col)
{
    *row = canvas->cursor_row;
    *col = canvas->cursor_col;
    return canvas->cursor_row >= 0;
}

const struct canvas_cell *canvas_cell(const struct canvas *canvas, int row, int col)
{
    return inside(canvas, row, col) ? cell_at(canvas, row, col) : NULL;
}

void canvas_dump(const struct canvas *canvas, struct strbuf *out)
{
    for (int row = 0; row < canvas->rows; row++) {
        size_t keep = out->length;
        for (int col = 0; col < canvas->cols; col++) {
            const struct canvas_cell *cell = cell_at(canvas, row, col);
            strbuf_adds(out, cell->text);
            if (strcmp(cell->text, " ") != 0)
                keep = out->length;
        }
        strbuf_truncate(out, keep);
        strbuf_addc(out, '\n');
    }
}

/* ---- the terminal ---- */

static SCREEN *canvas_screen;
static FILE *canvas_from, *canvas_to; /* what curses was given */
static bool canvas_redraw;
static int canvas_out;
static bool canvas_ansi; /* the terminal speaks ESC [ …: bracketed paste and OSC may be asked for */

static void write_out(const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = write(canvas_out, bytes, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return;
        bytes += n;
        length -= (size_t)n;
    }
}

static const char *capability(const char *name)
{
    char *text = tigetstr(name);
    return text == (char *)-1 ? NULL : text;
}

static bool can_address(const char *term, int out, bool *unknown, struct err *err)
{
    int found = 0;
    *unknown = setupterm(term, out, &found) != OK && found <= 0;
    if (*unknown)
        return err_set(err, ERR_USAGE, "the terminal '%s' is not known", term);
    const char *address = capability("cup");
    bool can = address != NULL;
    canvas_ansi = can && strncmp(address, "\033[", 2) == 0;
    del_curterm(cur_term); /* newterm reads it anew */
    if (can)
        return true;
    err_set(err, ERR_USAGE, "the terminal '%s' cannot address its cursor", term);
    return err_hint(err, "use etrig list");
}

static void start_colours(void)
{
    if (!has_colors() || start_color() != OK || use_default_colors() != OK) {
        theme_without_colour(true);
        return;
    }
    for (short colour = 0; colour < 8; colour++)
        init_pair((short)(colour + 1), colour, -1);
}

static void paste_mode(bool on)
{
    if (canvas_ansi)
        write_out(on ? "\033[?2004h" : "\033[?2004l", 8);
}

bool canvas_open(const char *term, int in, int out, bool *unknown, struct err *err)
{
    bool ignored;
    if (!can_address(term, out, unknown ? unknown : &ignored, err))
        return false;
    canvas_from = fdopen(dup(in), "r");
    canvas_to = fdopen(dup(out), "w");
    canvas_screen = canvas_from && canvas_to ? newterm(term, canvas_to, canvas_from) : NULL;
    if (!canvas_screen) {
        err_set(err, ERR_USAGE, "the terminal '%s' cannot be used", term);
        return err_hint(err, "use etrig list");
    }
    canvas_out = out;
    raw();
    noecho();
    nonl();
    leaveok(stdscr, FALSE);
    start_colours();
    paste_mode(true);
    return true;
}

bool canvas_is_open(void)
{
    return canvas_screen != NULL;
}

static attr_t attributes(struct theme_look look)
{
    return (look.bold ? A_BOLD : 0) | (look.dim ? A_DIM : 0) | (look.reverse ? A_REVERSE : 0) |
           (look.underline ? A_UNDERLINE : 0);
}

/* A grid cell as curses wants it; what the locale cannot write becomes '?'. */
static void to_curses(const struct canvas_cell *cell, cchar_t *out)
{
    wchar_t wide[CCHARW_MAX + 1] = {0};
    int count = 0;
    const char *p = cell->text, *end = p + strlen(p);
    while (p < end && count < CCHARW_MAX) {
        uint32_t code;
        p += text_decode(p, end, &code);
        wide[count++] = (wchar_t)code;
    }
    struct theme_look look = theme_look(cell->style);
    short pair = (short)(look.colour + 1);
    if (setcchar(out, wide, attributes(look), pair, NULL) != OK)
        setcchar(out, L"?", attributes(look), pair, NULL);
}

static void flush_row(const struct canvas *canvas, int row)
{
    cchar_t *line = mem_alloc((size_t)canvas->cols, sizeof *line);
    int count = 0;
    for (int col = 0; col < canvas->cols; col++) {
        const struct canvas_cell *cell = cell_at(canvas, row, col);
        if (cell->width > 0)
            to_curses(cell, &line[count++]);
    }
    mvadd_wchnstr(row, 0, line, count);
    free(line);
}

void canvas_flush(struct canvas *canvas)
{
    size_t row_size = (size_t)canvas->cols * sizeof *canvas->cells;
    bool all = canvas_redraw || !canvas->shown_valid;
    if (all)
        clearok(stdscr, TRUE);
    for (int row = 0; row < canvas->rows; row++) {
        if (all || memcmp(cell_at(canvas, row, 0), &canvas->shown[row * canvas->cols], row_size) != 0)
            flush_row(canvas, row);
    }
    memcpy(canvas->shown, canvas->cells, row_size * (size_t)canvas->rows);
    canvas->shown_valid = true;
    canvas_redraw = false;
    bool cursor = canvas->cursor_row >= 0;
    curs_set(cursor ? 1 : 0);
    if (cursor)
        move(canvas->cursor_row, canvas->cursor_col);
    wnoutrefresh(stdscr);
    doupdate();
}

void canvas_pass(const char *sequence)
{
    if (canvas_ansi)
        write_out(sequence, strlen(sequence));
}

void canvas_redraw_all(void)
{
    canvas_redraw = true;
}

void canvas_terminal_size(int rows, int cols)
{
    if (canvas_screen && (rows != LINES || cols != COLS))
        resizeterm(rows, cols);
}

void canvas_pause(void)
{
    paste_mode(false);
    endwin();
}

void canvas_resume(void)
{
    paste_mode(true);
    canvas_redraw = true;
    reset_prog_mode();
    wrefresh(curscr);
}

void canvas_close(void)
{
    if (!canvas_screen)
        return;
    paste_mode(false);
    endwin();
    delscreen(canvas_screen);
    fclose(canvas_from);
    fclose(canvas_to);
    canvas_screen = NULL;
}

/* tputs hands its bytes to a function without a context. */
static struct strbuf *canvas_collect;

static int collect(int byte)
{
    strbuf_addc(canvas_collect, (char)byte);
    return byte;
}

void canvas_restore_string(struct strbuf *out)
{
    static const char *const names[] = {"rmkx", "op", "sgr0", "cnorm", "rmcup"};
    if (canvas_ansi)
        strbuf_adds(out, "\033[?2004l\033[?1000l\033[?1006l");
    canvas_collect = out;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *text = capability(names[i]);
        if (text)
            tputs(text, 1, collect);
    }
    canvas_collect = NULL;
}

#include "tui/text_widget.h"

#include <stdarg.h>
#include <string.h>
#include "base/array.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

void text_widget_init(struct text_widget *text)
{
    *text = (struct text_widget){.rows = 1, .cols = 80};
}

void text_widget_clear(struct text_widget *text)
{
    for (size_t i = 0; i < text->count; i++)
        free(text->items[i].text);
    text->count = 0;
}

void text_widget_release(struct text_widget *text)
{
    text_widget_clear(text);
    free(text->items);
    text_widget_init(text);
}

void text_widget_add(struct text_widget *text, unsigned style, int indent, bool cut, const char *lines)
{
    for (const char *p = lines;; p++) {
        size_t length = strcspn(p, "\n");
        ARRAY_GROW(text->items, text->count + 1, text->capacity);
        text->items[text->count++] = (struct text_widget_paragraph){mem_dup_n(p, length), style, indent, cut};
        p += length;
        if (*p == '\0')
            return;
    }
}

void text_widget_add_first(struct text_widget *text, unsigned style, int indent, const char *line)
{
    ARRAY_GROW(text->items, text->count + 1, text->capacity);
    memmove(text->items + 1, text->items, text->count++ * sizeof *text->items);
    text->items[0] = (struct text_widget_paragraph){.text = mem_dup(line), .style = style, .indent = indent};
}

void text_widget_drop_first(struct text_widget *text)
{
    free(text->items[0].text);
    memmove(text->items, text->items + 1, --text->count * sizeof *text->items);
}

void text_widget_addf(struct text_widget *text, unsigned style, int indent, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *lines = NULL;
    int length = vasprintf(&lines, format, args);
    va_end(args);
    if (length >= 0)
        text_widget_add(text, style, indent, false, lines);
    free(lines);
}

/* One line of a wrapped paragraph; zeroed before the first. */
struct piece {
    bool begun;
    size_t offset, length; /* in the harmless text */
    size_t skip;           /* blanks between this line and the next */
    int indent;
};

/* Finds the next line. False: there is none. */
static bool next_piece(const struct text_widget_paragraph *paragraph, const char *shown, int cols,
                       struct piece *piece)
{
    size_t offset = piece->offset + piece->length + piece->skip;
    if (piece->begun && shown[offset] == '\0')
        return false;
    int indent = piece->begun && paragraph->indent <= cols / 2 ? paragraph->indent : 0;
    *piece = (struct piece){.begun = true, .offset = offset, .indent = indent};
    piece->length = text_wrap(shown + offset, (size_t)(cols > indent ? cols - indent : 1), &piece->skip);
    return true;
}

static char *harmless(const struct text_widget_paragraph *paragraph)
{
    struct strbuf shown = STRBUF_INIT;
    text_shown(&shown, paragraph->text);
    return strbuf_detach(&shown);
}

static size_t lines_of(const struct text_widget_paragraph *paragraph, int cols)
{
    if (paragraph->cut)
        return 1;
    char *shown = harmless(paragraph);
    struct piece piece = {0};
    size_t lines = 0;
    while (next_piece(paragraph, shown, cols, &piece))
        lines++;
    free(shown);
    return lines;
}

int text_widget_height(const struct text_widget *text, int cols)
{
    size_t lines = 0;
    for (size_t i = 0; i < text->count; i++)
        lines += lines_of(&text->items[i], cols);
    return (int)lines;
}

/* ---- moving ---- */

static bool step_down(struct text_widget *text)
{
    if (text->top >= text->count)
        return false;
    if (++text->top_line < lines_of(&text->items[text->top], text->cols))
        return true;
    text->top_line = 0;
    text->top++;
    return true;
}

static bool step_up(struct text_widget *text)
{
    if (text->top_line > 0) {
        text->top_line--;
        return true;
    }
    if (text->top == 0)
        return false;
    text->top--;
    text->top_line = lines_of(&text->items[text->top], text->cols) - 1;
    return true;
}

/* Lines from the top of the picture to the end, counted no further than limit. */
static int lines_below(const struct text_widget *text, int limit)
{
    int lines = -(int)text->top_line;
    for (size_t i = text->top; i < text->count && lines < limit; i++)
        lines += (int)lines_of(&text->items[i], text->cols);
    return lines;
}

/* No blank space below the end while there is text above the top. */
static void settle(struct text_widget *text)
{
    if (text->top >= text->count) {
        text->top = text->count;
        text->top_line = 0;
    }
    while (lines_below(text, text->rows) < text->rows && step_up(text))
        ;
}

bool text_widget_more_above(const struct text_widget *text)
{
    return text->top > 0 || text->top_line > 0;
}

bool text_widget_more_below(const struct text_widget *text)
{
    return lines_below(text, text->rows + 1) > text->rows;
}

bool text_widget_act(struct text_widget *text, enum action_id action)
{
    int page = text->rows > 2 ? text->rows - 1 : 1;
    int steps = action == ACTION_PAGE_DOWN || action == ACTION_PAGE_UP ? page : 1;
    if (action == ACTION_TOP) {
        text->top = text->top_line = 0;
    } else if (action == ACTION_BOTTOM) {
        text->top = text->count;
        text->top_line = 0;
    } else if (action == ACTION_DOWN || action == ACTION_PAGE_DOWN) {
        while (steps-- > 0 && step_down(text))
            ;
    } else if (action == ACTION_UP || action == ACTION_PAGE_UP) {
        while (steps-- > 0 && step_up(text))
            ;
    } else if (action == ACTION_COLUMNS_LEFT) {
        text->sideways -= text->sideways < 8 ? text->sideways : 8;
    } else if (action == ACTION_COLUMNS_RIGHT) {
        text->sideways += 8;
    } else {
        return false;
    }
    settle(text);
    return true;
}

/* ---- drawing ---- */

/* Text without its first cells. */
static const char *from_cell(const char *shown, int cells)
{
    const char *end = shown + strlen(shown);
    while (cells > 0 && shown < end) {
        uint32_t code;
        size_t n = text_decode(shown, end, &code);
        cells -= text_char_width(code);
        shown += n;
    }
    return shown;
}

/* Draws the lines of one paragraph from its line skip on; returns the row after them. */
static int draw_paragraph(const struct text_widget *text, const struct text_widget_paragraph *paragraph,
                          size_t skip, struct canvas *canvas, struct canvas_area area, int row)
{
    char *shown = harmless(paragraph);
    int end = area.row + area.rows;
    if (paragraph->cut) {
        canvas_put(canvas, row, area.col, area.cols, paragraph->style, from_cell(shown, text->sideways));
        free(shown);
        return row + 1;
    }
    struct piece piece = {0};
    for (size_t line = 0; row < end && next_piece(paragraph, shown, area.cols, &piece); line++) {
        if (line >= skip) {
            char *part = mem_dup_n(shown + piece.offset, piece.length);
            canvas_put(canvas, row++, area.col + piece.indent, area.cols - piece.indent, paragraph->style,
                       part);
            free(part);
        }
    }
    free(shown);
    return row;
}

void text_widget_draw(struct text_widget *text, struct canvas *canvas, struct canvas_area area)
{
    text->rows = area.rows;
    text->cols = area.cols > 0 ? area.cols : 1;
    if (text->top < text->count && text->top_line >= lines_of(&text->items[text->top], text->cols))
        text->top_line = 0;
    settle(text);
    int row = area.row;
    size_t skip = text->top_line;
    for (size_t i = text->top; i < text->count && row < area.row + area.rows; i++) {
        row = draw_paragraph(text, &text->items[i], skip, canvas, area, row);
        skip = 0;
    }
}

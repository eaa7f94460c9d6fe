#include "tui/columns_widget.h"

#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"

enum { GAP = 2, POINTER = 2 };

void columns_widget_init(struct columns_widget *widget)
{
    *widget = (struct columns_widget){.columns = 2, .rows = 1};
}

void columns_widget_clear(struct columns_widget *widget)
{
    for (size_t i = 0; i < widget->count; i++)
        for (int j = 0; j < widget->items[i].count; j++)
            free(widget->items[i].texts[j]);
    widget->count = 0;
    widget->columns = 2;
}

void columns_widget_release(struct columns_widget *widget)
{
    columns_widget_clear(widget);
    free(widget->items);
    columns_widget_init(widget);
}

/* Wrapping needs a text that is harmless already. */
static char *harmless(const char *text, size_t length)
{
    struct strbuf shown = STRBUF_INIT;
    char *part = mem_dup_n(text, length);

    text_shown(&shown, part);
    free(part);
    return strbuf_detach(&shown);
}

static struct columns_widget_line *add_line(struct columns_widget *widget)
{
    ARRAY_GROW(widget->items, widget->count + 1, widget->capacity);
    widget->items[widget->count] = (struct columns_widget_line){.count = 1};
    return &widget->items[widget->count++];
}

void columns_widget_add(struct columns_widget *widget, int count, const char *const *texts,
                        const unsigned *styles)
{
    struct columns_widget_line *line = add_line(widget);

    line->count = count;
    widget->columns = count > widget->columns ? count : widget->columns;
    for (int i = 0; i < count; i++) {
        line->texts[i] = harmless(texts[i] ? texts[i] : "", texts[i] ? strlen(texts[i]) : 0);
        line->styles[i] = styles[i];
    }
}

void columns_widget_text(struct columns_widget *widget, unsigned style, const char *lines)
{
    for (;; lines++) {
        size_t length = strcspn(lines, "\n");
        struct columns_widget_line *line = add_line(widget);

        line->texts[0] = harmless(lines, length);
        line->styles[0] = style;
        lines += length;
        if (!*lines)
            return;
    }
}

void columns_widget_cut(struct columns_widget *widget, unsigned style, const char *line)
{
    columns_widget_text(widget, style, line);
    widget->items[widget->count - 1].cut = true;
}

/* ---- measures ---- */

/* The first column's width, from what stands in it. */
static int first_width(const struct columns_widget *widget, int cols)
{
    size_t widest = 4, most = (size_t)cols / (widget->columns > 4 ? 5 : 3);

    for (size_t i = 0; i < widget->count; i++) {
        size_t width = widget->items[i].count > 1 ? text_width(widget->items[i].texts[0]) : 0;

        widest = width > widest ? width : widest;
    }
    return (int)(widest > most ? most : widest);
}

/* Where a column begins, and how wide it is. */
static int column_at(const struct columns_widget *widget, int first, int cols, int column, int *width)
{
    bool own = widget->last > 0;
    int others = widget->columns - 1;
    int each = (cols - first - GAP * others - (own ? widget->last : 0)) / (own ? others - 1 : others);

    each = each < 1 ? 1 : each;
    *width = column == 0 ? first : own && column == others ? widget->last : each;
    return column == 0 ? 0 : first + GAP + (column - 1) * (each + GAP);
}

/* The lines that a text takes; draws them too where a canvas is given: those from `skip` on, within rows. */
static int flow(const char *text, int width, struct canvas *canvas, struct canvas_area area, int skip,
                unsigned style)
{
    int lines = 0;

    do {
        size_t skipped, length = text_wrap(text, (size_t)width, &skipped);

        if (canvas && lines >= skip && lines - skip < area.rows) {
            char *part = mem_dup_n(text, length);

            canvas_put(canvas, area.row + lines - skip, area.col, width, style, part);
            free(part);
        }
        text += length + skipped;
        lines++;
    } while (*text);
    return lines;
}

/* The lines that an item takes; drawn where a canvas is given. */
static int flow_line(const struct columns_widget *widget, const struct columns_widget_line *line,
                     struct canvas *canvas, struct canvas_area area, int first, int skip)
{
    int lines = 1;

    if (line->cut) {
        if (canvas && skip == 0 && area.rows > 0)
            canvas_put(canvas, area.row, area.col, area.cols, line->styles[0], line->texts[0]);
        return 1;
    }
    for (int i = 0; i < line->count; i++) {
        int width = area.cols, col = 0, used;
        struct canvas_area part = area;

        if (line->count > 1)
            col = column_at(widget, first, area.cols, i, &width);
        part.col += col;
        used = flow(line->texts[i], width, canvas, part, skip, line->styles[i]);
        lines = used > lines ? used : lines;
    }
    return lines;
}

/* ---- moving and drawing ---- */

void columns_widget_aim(struct columns_widget *widget, size_t from, size_t to)
{
    widget->from = from;
    widget->to = to;
}

void columns_widget_follow(struct columns_widget *widget)
{
    widget->follows = true;
}

static void settle(struct columns_widget *widget)
{
    if (widget->top > widget->height - widget->rows)
        widget->top = widget->height - widget->rows;
    if (widget->top < 0)
        widget->top = 0;
}

bool columns_widget_act(struct columns_widget *widget, enum action_id action)
{
    int page = widget->rows > 2 ? widget->rows - 1 : 1;

    if (action == ACTION_DOWN || action == ACTION_UP)
        widget->top += action == ACTION_DOWN ? 1 : -1;
    else if (action == ACTION_PAGE_DOWN || action == ACTION_PAGE_UP)
        widget->top += action == ACTION_PAGE_DOWN ? page : -page;
    else if (action == ACTION_TOP || action == ACTION_BOTTOM)
        widget->top = action == ACTION_TOP ? 0 : widget->height;
    else
        return false;
    settle(widget);
    return true;
}

/* Brings the lines from..to of the screen into sight; of more than have room the first. */
static void bring(struct columns_widget *widget, int from, int to)
{
    if (widget->top + widget->rows < to)
        widget->top = to - widget->rows;
    if (widget->top > from)
        widget->top = from;
    widget->follows = false;
}

/* How many lines there are; what is pointed at is brought into sight if that is wanted. */
static void measure(struct columns_widget *widget, struct canvas_area area, int first)
{
    int from = 0, to = 0;

    widget->rows = area.rows;
    widget->height = 0;
    for (size_t i = 0; i < widget->count; i++) {
        from = i == widget->from ? widget->height : from;
        widget->height += flow_line(widget, &widget->items[i], NULL, area, first, 0);
        to = i < widget->to ? widget->height : to;
    }
    if (widget->follows)
        bring(widget, from, to);
    settle(widget);
}

/* The cursor's sign, at each of lines lines of which skip are above the area. */
static void draw_pointer(struct canvas *canvas, struct canvas_area area, int lines, int skip)
{
    for (int i = 0; i < lines - skip && i < area.rows; i++)
        canvas_put(canvas, area.row + i, area.col - POINTER, 1, THEME_PLAIN, canvas_sign(CANVAS_SIGN_CURSOR));
}

void columns_widget_draw(struct columns_widget *widget, struct canvas *canvas, struct canvas_area area)
{
    int line = 0, first;

    area.col += widget->points ? POINTER : 0;
    area.cols -= widget->points ? POINTER : 0;
    first = first_width(widget, area.cols);
    measure(widget, area, first);
    for (size_t i = 0; i < widget->count; i++) {
        int skip = widget->top > line ? widget->top - line : 0;
        int below = line > widget->top ? line - widget->top : 0, lines;
        struct canvas_area part = {area.row + below, area.col, area.rows - below, area.cols};

        lines = flow_line(widget, &widget->items[i], canvas, part, first, skip);
        if (widget->points && i >= widget->from && i < widget->to)
            draw_pointer(canvas, part, lines, skip);
        line += lines;
    }
}

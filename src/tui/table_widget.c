#include "tui/table_widget.h"

#include "base/mem.h"

enum {
    GAP = 2,   /* blanks between columns */
    PREFIX = 3 /* the cursor's sign, the mark, a blank */
};

void table_widget_set_count(struct table_widget *table, size_t count)
{
    table->count = count;
    if (table->cursor >= count)
        table->cursor = count ? count - 1 : 0;
}

void table_widget_move(struct table_widget *table, size_t line)
{
    table->cursor = line < table->count ? line : table->count ? table->count - 1 : 0;
}

void table_widget_follow(struct table_widget *table, size_t line)
{
    size_t below = table->cursor > table->top ? table->cursor - table->top : 0;
    table_widget_move(table, line);
    table->top = table->cursor > below ? table->cursor - below : 0;
}

static void move_by(struct table_widget *table, long steps)
{
    long line = (long)table->cursor + steps;
    table_widget_move(table, line > 0 ? (size_t)line : 0);
}

static void page_by(struct table_widget *table, int direction)
{
    long page = table->page > 1 ? table->page - 1 : 1;
    long top = (long)table->top + direction * page;
    move_by(table, direction * page);
    table->top = top > 0 ? (size_t)top : 0;
}

bool table_widget_act(struct table_widget *table, enum action_id action)
{
    if (action == ACTION_DOWN)
        move_by(table, 1);
    else if (action == ACTION_UP)
        move_by(table, -1);
    else if (action == ACTION_TOP)
        table_widget_move(table, 0);
    else if (action == ACTION_BOTTOM)
        table_widget_move(table, table->count);
    else if (action == ACTION_PAGE_DOWN)
        page_by(table, 1);
    else if (action == ACTION_PAGE_UP)
        page_by(table, -1);
    else if (action == ACTION_COLUMNS_LEFT)
        table->first -= table->first > 0;
    else if (action == ACTION_COLUMNS_RIGHT)
        table->first += table->more;
    else
        return false;
    return true;
}

/* ---- widths ---- */

/* The shown column that gives way next: the highest number, of equal ones the rightmost; without any, the
 * rightmost but the first. */
static int next_to_go(const struct table_widget_column *columns, int count, const int *widths)
{
    int found = 0;
    for (int i = count - 1; i > 0; i--) {
        if (widths[i] > 0 && columns[i].give_way > (found ? columns[found].give_way : 0))
            found = i;
    }
    for (int i = count - 1; found == 0 && i > 0; i--)
        found = widths[i] > 0 ? i : 0;
    return found;
}

static int total(const int *widths, int count)
{
    int sum = 0;
    for (int i = 0; i < count; i++)
        sum += widths[i] > 0 ? widths[i] + (i > 0 ? GAP : 0) : 0;
    return sum;
}

/* Shares what is left: a cell to each shown column in turn, until it has its most. */
static void grow(const struct table_widget_column *columns, int count, int extra, int *widths)
{
    bool grew = true;
    while (extra > 0 && grew) {
        grew = false;
        for (int i = 0; i < count && extra > 0; i++) {
            if (widths[i] == 0 || widths[i] >= columns[i].most)
                continue;
            widths[i]++;
            extra--;
            grew = true;
        }
    }
}

void table_widget_widths(const struct table_widget_column *columns, int count, int first, int cells,
                         int *widths)
{
    for (int i = 0; i < count; i++)
        widths[i] = i > 0 && i <= first ? 0 : columns[i].least;
    int gone;
    while (total(widths, count) > cells && (gone = next_to_go(columns, count, widths)) > 0)
        widths[gone] = 0;
    if (widths[0] > cells)
        widths[0] = cells > 0 ? cells : 0;
    int extra = cells - total(widths, count);
    if (extra > 0)
        grow(columns, count, extra, widths);
}

/* ---- drawing ---- */

struct picture {
    struct table_widget *table;
    struct canvas *canvas;
    struct canvas_area area;
    const struct table_widget_column *columns;
    int count;
    const int *widths;
    const struct table_widget_source *source;
};

static void draw_titles(const struct picture *p, int sorted, bool reverse)
{
    int col = p->area.col + PREFIX;
    for (int i = 0; i < p->count; i++) {
        if (p->widths[i] == 0)
            continue;
        char *title = i == sorted ? mem_printf("%s %s", p->columns[i].title,
                                               canvas_sign(reverse ? CANVAS_SIGN_DOWN : CANVAS_SIGN_UP))
                                  : mem_dup(p->columns[i].title);
        if (p->columns[i].right)
            canvas_put_right(p->canvas, p->area.row, col, p->widths[i], THEME_HEADING, title);
        else
            canvas_put(p->canvas, p->area.row, col, p->widths[i], THEME_HEADING, title);
        free(title);
        col += p->widths[i] + GAP;
    }
}

static void draw_cells(const struct picture *p, size_t line, int row)
{
    int col = p->area.col + PREFIX;
    for (int i = 0; i < p->count; i++) {
        if (p->widths[i] == 0)
            continue;
        struct table_widget_cell cell = {"", THEME_PLAIN};
        p->source->cell(p->source->context, line, i, &cell);
        if (p->columns[i].right)
            canvas_put_right(p->canvas, row, col, p->widths[i], cell.style, cell.text);
        else
            canvas_put(p->canvas, row, col, p->widths[i], cell.style, cell.text);
        col += p->widths[i] + GAP;
    }
}

static void draw_whole(const struct picture *p, const struct table_widget_line *line, int row)
{
    int left = p->area.col + 1, cells = p->area.cols - 1;
    int used = canvas_put(p->canvas, row, left, cells, line->style, line->left);
    if (line->right && cells > used + GAP)
        canvas_put_right(p->canvas, row, left + used + GAP, cells - used - GAP, line->style, line->right);
}

static void draw_line(const struct picture *p, size_t line, int row)
{
    struct table_widget_line whole = {"", NULL, THEME_PLAIN};
    struct table_widget_cell mark = {"", THEME_PLAIN};
    if (p->source->whole && p->source->whole(p->source->context, line, &whole)) {
        draw_whole(p, &whole, row);
    } else {
        if (p->source->mark)
            p->source->mark(p->source->context, line, &mark);
        canvas_put(p->canvas, row, p->area.col + 1, 1, mark.style, mark.text);
        draw_cells(p, line, row);
    }
    if (line != p->table->cursor)
        return;
    canvas_put(p->canvas, row, p->area.col, 1, THEME_PLAIN, canvas_sign(CANVAS_SIGN_CURSOR));
    canvas_restyle(p->canvas, (struct canvas_area){row, p->area.col + 1, 1, p->area.cols - 1},
                   THEME_REVERSED);
}

/* The cursor is shown, and no place is left blank below while there are lines above. */
static void settle(struct table_widget *table, int page)
{
    size_t rows = (size_t)(page > 0 ? page : 1);
    table->page = (int)rows;
    if (table->top > table->cursor)
        table->top = table->cursor;
    if (table->cursor >= table->top + rows)
        table->top = table->cursor - rows + 1;
    if (table->top + rows > table->count)
        table->top = table->count > rows ? table->count - rows : 0;
}

void table_widget_draw(struct table_widget *table, struct canvas *canvas, struct canvas_area area,
                       const struct table_widget_column *columns, int column_count, int sorted, bool reverse,
                       const struct table_widget_source *source)
{
    int *widths = mem_alloc((size_t)column_count, sizeof *widths);
    table_widget_widths(columns, column_count, table->first, area.cols - PREFIX, widths);
    struct picture p = {table, canvas, area, columns, column_count, widths, source};
    table->more = false;
    for (int i = table->first + 1; i < column_count; i++)
        table->more |= widths[i] == 0;
    bool titled = columns[0].title != NULL && area.rows > 1;
    if (titled)
        draw_titles(&p, sorted, reverse);
    int rows = area.rows - titled;
    settle(table, rows);
    for (int i = 0; i < rows && table->top + (size_t)i < table->count; i++)
        draw_line(&p, table->top + (size_t)i, area.row + titled + i);
    free(widths);
}

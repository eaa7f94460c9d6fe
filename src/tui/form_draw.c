#include "tui/form_draw.h"

#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/bulk.h"
#include "model/describe.h"
#include "tui/form_help.h"
#include "tui/form_places.h"
#include "tui/form_summary.h"
#include "tui/form_text.h"

enum {
    TEXT_COL = 4,    /* labels of the outermost rows; before it the cursor and the fold's sign */
    VALUE_COL = 20,  /* values of rows with a label */
    CELL_LEAST = 10, /* cells of a value on a line */
    LAST_FAIR = 24,  /* the last cell of a line is content with so many, before the others are cut */
    SIGN_CELLS = 4,  /* the sign of a choice, with the blanks around it */
    TIGHT = 12,      /* a line with fewer columns for each of its cells has no room for columns */
    CELL_BYTES = 24  /* more than a cell ever shows: what comes behind a full area is not looked at */
};

/* One row while it is drawn. */
struct line {
    struct form_draw *draw;
    const struct form_row *row;
    struct canvas *canvas;
    int at, col, end; /* the canvas row; the next column; the first column that is not ours */
    bool focused;
    int open_col; /* out: where the focused cell begins */
};

/* ---- the right edge ---- */

static const char *word_of_lock(const struct form *form, const struct form_row *row)
{
    if (row->managed)
        return "managed by AWS";
    if (row->cell_count != 1 || !row->cells[0].locked || form->read_only)
        return NULL;
    return row->cells[0].field ? "cannot change" : "kept as it is";
}

/* The count of the values on the row's line, as "2 of 10". */
static bool value_counter(const struct form_row *row, struct strbuf *out)
{
    const struct field_choice *choice = form_help_comparison(row);

    for (size_t i = 0; i < row->cell_count; i++) {
        const struct form_cell *cell = &row->cells[i];

        if (cell->kind != FORM_VALUES || !cell->field || cell->field->max < cell->field->min)
            continue;
        strbuf_addf(out, "%d of %lld", cell->value ? cJSON_GetArraySize(cell->value) : 0,
                    choice ? (long long)choice->values_max : (long long)cell->field->max);
        return true;
    }
    return false;
}

/* True where a new trigger has nothing yet: that is no mistake, and said quietly. */
static bool is_yet_to_write(const struct form *form, const struct form_row *row)
{
    const struct form_cell *cell =
        row->problem && row->problem_cell != FORM_HEAD ? &row->cells[row->problem_cell] : NULL;
    const char *text = cell ? cJSON_GetStringValue(cell->value) : NULL;

    return cell && !form->editing &&
           (!cell->value || (text && !*text) || (cJSON_IsArray(cell->value) && !cell->value->child));
}

/* What stands at the right edge, and how; nothing leaves out empty. */
static unsigned edge_words(const struct line *line, struct strbuf *out)
{
    const struct form *form = line->draw->form;
    const struct form_row *row = line->row;
    const char *lock = word_of_lock(form, row);
    const struct lint_finding *finding = form_lint_at(&line->draw->lint, row);

    if (is_yet_to_write(form, row) && form_problem_words(row, out))
        return THEME_DIM;
    strbuf_addf(out, "%s ", canvas_sign(CANVAS_SIGN_FAILED));
    if (form_problem_words(row, out))
        return THEME_BAD;
    strbuf_reset(out);
    strbuf_addf(out, "%s ", canvas_sign(CANVAS_SIGN_WARNING));
    if (form_help_misfit(row, out))
        return THEME_WARN;
    strbuf_reset(out);
    if (finding)
        strbuf_addf(out, "%s ", canvas_sign(CANVAS_SIGN_WARNING));
    strbuf_addf(out, "%s ", canvas_sign(CANVAS_SIGN_CHANGED));
    if (form_was(form, row, out))
        return finding ? THEME_WARN : THEME_CHANGED;
    strbuf_reset(out);
    if (finding) {
        strbuf_addf(out, "%s %s", canvas_sign(CANVAS_SIGN_WARNING), finding->message);
        return THEME_WARN;
    }
    if (lock)
        strbuf_adds(out, lock);
    else if (!(line->focused && value_counter(row, out)) && row->cell_count == 1)
        form_text_note(row->cells[0].field, row->cells[0].value, out);
    return THEME_DIM;
}

static bool has_list(const struct form_cell *cell)
{
    return (cell->kind == FORM_CHOICE || cell->kind == FORM_PICKER) && !cell->locked;
}

/* A row with a label and one value that is chosen has its sign at the very edge. */
static bool sign_at_edge(const struct form_row *row)
{
    return row->cell_count == 1 && !row->fold && *row->label && has_list(&row->cells[0]);
}

/* ---- cells ---- */

static bool is_focused_cell(const struct line *line, size_t i)
{
    return line->focused && line->draw->form->cell == (int)i;
}

/* What an empty value is called, in a row whose cells have no labels of their own. */
static char *empty_word(const struct form_row *row, const struct form_cell *cell)
{
    return row->cell_count > 1 && cell->field ? text_fold(cell->field->label) : mem_dup("");
}

static void draw_cell(struct line *line, size_t i, int width)
{
    const struct form_cell *cell = &line->row->cells[i];
    struct strbuf text = STRBUF_INIT;
    unsigned style = cell->locked || bulk_differs(cell->value) ? THEME_DIM : THEME_PLAIN;

    if (is_focused_cell(line, i)) {
        line->open_col = line->col;
        style = THEME_FOCUS;
    }
    if (is_focused_cell(line, i) && form_text_is_typed(cell->kind) && !cell->locked) {
        line_widget_draw(line->draw->line, line->canvas, line->at, line->col, width, true, NULL);
        if (bulk_differs(cell->value))
            canvas_put(line->canvas, line->at, line->col, width, THEME_DIM, bulk_differs(cell->value));
        return;
    }
    form_text_show(cell->field, cell->value, &text);
    if (!text.length) {
        char *word = empty_word(line->row, cell);

        strbuf_adds(&text, *word || style != THEME_FOCUS ? word : " ");
        style = style == THEME_FOCUS ? style : THEME_DIM;
        free(word);
    }
    canvas_put(line->canvas, line->at, line->col, width, style, text.text);
    strbuf_release(&text);
}

static int cell_width(const struct form_cell *cell)
{
    struct strbuf text = STRBUF_INIT;
    int width;

    form_text_show(cell->field, cell->value, &text);
    width = (int)text_width(text.text);
    strbuf_release(&text);
    width += form_text_is_typed(cell->kind); /* for the cursor */
    return width < CELL_LEAST ? CELL_LEAST : width;
}

/* What the edge may take: a single value keeps what it needs, the larger part of the line while it is typed; several
 * share the line with it. */
static int edge_room(const struct line *line)
{
    int cells = line->end - line->col, value, least = line->focused ? cells * 3 / 5 : cells * 2 / 5;

    if (line->row->cell_count != 1 || line->row->fold)
        return cells * 2 / 5;
    value = cell_width(&line->row->cells[0]) + 2;
    return value < least ? cells - value : cells - least;
}

static bool is_tight(const struct line *line)
{
    return line->row->cell_count > 1 && line->end - line->col < TIGHT * (int)line->row->cell_count;
}

/* Of a list: how many there are of how many that there may be. It stands at the very edge, whatever else is said there: who
 * builds a trigger looks at it. */
static void draw_counter(struct line *line)
{
    struct strbuf words = STRBUF_INIT;
    bool counts = !line->draw->form->shared && form_counter(line->row, &words);
    int width = (int)text_width(words.text);

    if (counts && width + CELL_LEAST <= line->end - line->col) {
        canvas_put_right(line->canvas, line->at, line->end - width, width, THEME_DIM, words.text);
        line->end -= width + 2;
    }
    strbuf_release(&words);
}

static void draw_edge(struct line *line)
{
    struct strbuf words = STRBUF_INIT;
    unsigned style = edge_words(line, &words);
    int room, width = (int)text_width(words.text);

    draw_counter(line);
    room = edge_room(line);
    if (sign_at_edge(line->row)) {
        canvas_put(line->canvas, line->at, line->end - 1, 1, THEME_DIM, canvas_sign(CANVAS_SIGN_OPEN));
        line->end -= 2;
    }
    if (!line->row->fold && is_tight(line))
        room = line->row->problem ? room / 2 : 0;
    if (words.length && room > 4) {
        width = width > room ? room : width;
        canvas_put_right(line->canvas, line->at, line->end - width, width, style, words.text);
        line->end -= width + 2;
    }
    strbuf_release(&words);
}

/* The columns of the rows of a kind, made anew with each picture. NULL: more kinds than the table has. */
static struct form_draw_columns *columns_of(struct form_draw *draw, const struct field *field)
{
    for (size_t i = 0; i < ARRAY_COUNT(draw->columns); i++) {
        struct form_draw_columns *columns = &draw->columns[i];

        if (!columns->field)
            columns->field = field;
        if (columns->field == field)
            return columns;
    }
    return NULL;
}

/* All rows count, not those in sight alone: nothing moves sideways while the outline scrolls. */
static void measure_columns(struct form_draw *draw)
{
    const struct form_rows *rows = &draw->form->rows;

    memset(draw->columns, 0, sizeof draw->columns);
    for (size_t i = 0; i < rows->count; i++) {
        const struct form_row *row = &rows->items[i];
        struct form_draw_columns *columns =
            row->cell_count > 1 && !row->fold ? columns_of(draw, row->field) : NULL;

        for (size_t from_last = 0; columns && from_last < row->cell_count; from_last++) {
            int width = cell_width(&row->cells[row->cell_count - 1 - from_last]);

            if (width > columns->widths[from_last])
                columns->widths[from_last] = width;
        }
    }
}

/* The widest of the cells in a column of line rows, counted from the last one. */
static int column_widest(const struct line *line, size_t from_last)
{
    const struct form_draw_columns *columns = columns_of(line->draw, line->row->field);

    return columns ? columns->widths[from_last] : CELL_LEAST;
}

static int gap_after(const struct form_cell *cell)
{
    return has_list(cell) ? SIGN_CELLS : 2;
}

/* What a column that is not the last may take: all that it needs, if that leaves the last a fair part, else two fifths of
 * the line. */
static int column_most(const struct line *line)
{
    const struct form_row *row = line->row;
    int room = line->end - line->col, last = column_widest(line, 0),
        needed = last < LAST_FAIR ? last : LAST_FAIR;

    for (size_t i = 0; i + 1 < row->cell_count; i++)
        needed += column_widest(line, row->cell_count - 1 - i) + gap_after(&row->cells[i]);
    return needed <= room ? room : room * 2 / 5;
}

/* The width of such a column: the widest of its cells. */
static int column_width(const struct line *line, size_t from_last, int most)
{
    int widest = column_widest(line, from_last);

    return widest > most ? most : widest;
}

/* Where there is no room for columns each cell has its share, the focused one the largest, and no sign. */
static void draw_tight_cells(struct line *line)
{
    int count = (int)line->row->cell_count, room = line->end - line->col - (count - 1);
    int focus = line->focused ? line->draw->form->cell : FORM_HEAD;
    int share = focus == FORM_HEAD ? room / count : room / (count + 1);

    for (int i = 0; i < count; i++) {
        int width = i == focus ? room - share * (count - 1) : share;

        draw_cell(line, (size_t)i, width);
        line->col += width + 1;
    }
}

/* The cells of an attribute or a tag. */
static void draw_line_cells(struct line *line)
{
    const struct form_row *row = line->row;
    int most = column_most(line);

    if (is_tight(line)) {
        draw_tight_cells(line);
        return;
    }

    for (size_t i = 0; i < row->cell_count; i++) {
        bool last = i + 1 == row->cell_count;
        int width = last ? line->end - line->col : column_width(line, row->cell_count - 1 - i, most);

        draw_cell(line, i, width);
        line->col += width;
        if (has_list(&row->cells[i]) && !last)
            canvas_put(line->canvas, line->at, line->col + 1, 1, THEME_DIM, canvas_sign(CANVAS_SIGN_OPEN));
        line->col += gap_after(&row->cells[i]);
    }
}

/* The choices on a fold's head. */
static void draw_head_cells(struct line *line)
{
    for (size_t i = 0; i < line->row->cell_count && line->col < line->end; i++) {
        int width = cell_width(&line->row->cells[i]), room = line->end - line->col;

        width = width < room ? width : room;
        draw_cell(line, i, width);
        line->col += width;
        if (has_list(&line->row->cells[i]) && line->col + 1 < line->end)
            canvas_put(line->canvas, line->at, line->col + 1, 1, THEME_DIM, canvas_sign(CANVAS_SIGN_OPEN));
        line->col += SIGN_CELLS;
    }
}

/* ---- rows ---- */

static void draw_summary(struct line *line)
{
    char *summary = form_summary_of(line->draw->form, line->row);

    canvas_put(line->canvas, line->at, line->col, line->end - line->col, THEME_DIM, summary);
    free(summary);
}

/* The fold's sign and the label. */
static void draw_label(struct line *line, int left)
{
    const struct form_row *row = line->row;
    bool head = line->focused && line->draw->form->cell == FORM_HEAD;
    unsigned style = head            ? THEME_FOCUS
                     : line->focused ? THEME_TITLE
                     : row->fold     ? THEME_HEADING
                                     : THEME_PLAIN;
    int col = left + TEXT_COL + 2 * (int)row->depth;

    if (line->focused)
        canvas_put(line->canvas, line->at, left, 1, THEME_KEY, canvas_sign(CANVAS_SIGN_CURSOR));
    if (row->fold)
        canvas_put(line->canvas, line->at, col - 2, 1, THEME_PLAIN,
                   canvas_sign(row->open ? CANVAS_SIGN_OPEN : CANVAS_SIGN_CLOSED));
    if (row->fold || !*row->label) {
        int used = canvas_put(line->canvas, line->at, col, line->end - col, style, row->label);

        line->col = col + used + (used ? 2 : 0);
        return;
    }
    line->col = col + 6 > left + VALUE_COL ? col + 6 : left + VALUE_COL;
    canvas_put(line->canvas, line->at, col, line->col - col - 1, style, row->label);
}

/* A period is numbers and units: what they mean together stands beside them. */
static bool says_what_it_means(const struct form_row *row)
{
    return row->item && !row->list;
}

static void draw_row(struct line *line, struct canvas_area area)
{
    const struct form_row *row = line->row;

    line->end = area.col + area.cols;
    draw_label(line, area.col);
    draw_edge(line);
    if (row->fold) {
        draw_head_cells(line);
        if (!row->open || says_what_it_means(row))
            draw_summary(line);
    } else if (row->cell_count == 1) {
        draw_cell(line, 0, line->end - line->col);
    } else {
        draw_line_cells(line);
    }
}

/* ---- the outline ---- */

/* Rows that the open choices take. */
static int choice_rows(const struct form_draw *draw, int rows)
{
    int wanted = draw->choices->open ? (int)draw->choices->count : 0;

    return wanted < rows - 1 ? wanted : rows - 1;
}

static void scroll(struct form_draw *draw, int rows)
{
    size_t focus = draw->form->row, below = focus + (size_t)choice_rows(draw, rows) + 1;
    bool more = !draw->choices->open && rows > 4 && below < draw->form->rows.count;

    draw->page = rows;
    if (draw->top > focus)
        draw->top = focus;
    below += more; /* one line after the cursor's stays in sight */
    if (below > draw->top + (size_t)rows)
        draw->top = below - (size_t)rows;
    if (!draw->choices->open && draw->top + (size_t)rows > draw->form->rows.count)
        draw->top = draw->form->rows.count > (size_t)rows ? draw->form->rows.count - (size_t)rows : 0;
}

/* Where the choices stand: below the cell, moved to the left if they would not fit. */
static struct canvas_area choice_area(const struct form_draw *draw, struct canvas_area area, int row, int col)
{
    int left = area.col + TEXT_COL, width = 58, end = area.col + area.cols;

    if (col + width > end)
        col = end - width > left ? end - width : left;
    if (col + width > end)
        width = end - col;
    return (struct canvas_area){row, col, choice_rows(draw, area.rows), width};
}

static void draw_outline(struct form_draw *draw, struct canvas *canvas, struct canvas_area area)
{
    int at = area.row, end = area.row + area.rows;

    if (area.rows <= 0)
        return;
    scroll(draw, area.rows);
    measure_columns(draw);
    for (size_t i = draw->top; i < draw->form->rows.count && at < end; i++) {
        struct line line = {.draw = draw, .row = &draw->form->rows.items[i], .canvas = canvas, .at = at};

        at++;
        line.focused = i == draw->form->row;
        draw_row(&line, area);
        if (line.focused && draw->choices->open) {
            struct canvas_area choices = choice_area(draw, area, at, line.open_col);

            form_choices_draw(draw->choices, canvas, choices);
            at += choices.rows;
        }
    }
}

/* ---- below it ---- */

int form_draw_wrapped(struct canvas *canvas, struct canvas_area area, unsigned style, const char *text)
{
    size_t most = (size_t)area.rows * (size_t)area.cols * CELL_BYTES;
    char *start = area.rows > 0 && strlen(text) > most ? mem_dup_n(text, most) : NULL;
    struct strbuf shown = STRBUF_INIT;
    const char *p;
    int used = 0;

    text_shown(&shown, start ? start : text);
    free(start);
    for (p = shown.text; *p && used < area.rows; used++) {
        size_t skip, length = text_wrap(p, (size_t)area.cols, &skip);
        bool last = used + 1 == area.rows;
        char *part = last ? mem_dup(p) : mem_dup_n(p, length);

        canvas_put(canvas, area.row + used, area.col, area.cols, style, part);
        free(part);
        p += last ? strlen(p) : length + skip;
    }
    strbuf_release(&shown);
    return used;
}

/* The help on the focus; of an open choice, on the choice; of a problem, the problem in full; else what lint finds
 * there. */
static void draw_help(const struct form_draw *draw, struct canvas *canvas, struct canvas_area area)
{
    const struct form_row *row = form_focused_row(draw->form);
    const struct lint_finding *finding = form_lint_at_focus(&draw->lint, draw->form);
    struct strbuf words = STRBUF_INIT;
    unsigned style = THEME_DIM;

    if (draw->choices->open) {
        strbuf_adds(&words, form_choices_help(draw->choices));
    } else if (row->problem) {
        strbuf_addf(&words, "%s ", canvas_sign(CANVAS_SIGN_FAILED));
        form_problem_words(row, &words);
        style = THEME_BAD;
    } else if (finding) {
        strbuf_addf(&words, "%s %s: %s", canvas_sign(CANVAS_SIGN_WARNING), finding->message, finding->hint);
        style = THEME_WARN;
    }
    if (words.length) {
        int used = form_draw_wrapped(canvas, area, style, words.text);

        area.row += used;
        area.rows -= used;
    }
    strbuf_reset(&words);
    if (area.rows > 0 && !draw->choices->open) {
        form_help_line(draw->form, draw->content_type, &words);
        form_draw_wrapped(canvas, area, THEME_DIM, words.text);
    }
    strbuf_release(&words);
}

void form_draw_all(struct form_draw *draw, struct canvas *canvas, struct canvas_area area)
{
    int help = area.rows >= 26 ? 3 : area.rows >= 10 ? 2 : area.rows >= 5 ? 1 : 0;
    int sentence = area.rows >= 26 ? 3 : area.rows >= 14 ? 2 : area.rows >= 8 ? 1 : 0;
    int rule = area.rows >= 12, outline = area.rows - help - sentence - rule;
    char *words;

    draw_outline(draw, canvas, (struct canvas_area){area.row, area.col, outline, area.cols});
    if (rule)
        canvas_line(canvas, area.row + outline, area.col, area.cols, THEME_BORDER);
    words = draw->about ? mem_dup(draw->about) : describe_sentence(draw->form->document);
    form_sentence_draw(&draw->sentence, canvas,
                       (struct canvas_area){area.row + outline + rule, area.col, sentence, area.cols}, words);
    draw_help(draw, canvas,
              (struct canvas_area){area.row + outline + rule + sentence, area.col, help, area.cols});
    free(words);
}

#include "tui/sql_rows.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"

/* Rows whose cells the widths are made from; a column's cells at least and at most. */
enum { MEASURED = 200, LEAST = 12, MOST = 60, LONG = 1024 };

void sql_rows_init(struct sql_rows *rows)
{
    *rows = (struct sql_rows){.result = NULL};
    line_widget_init(&rows->filter);
}

void sql_rows_release(struct sql_rows *rows)
{
    free(rows->columns);
    free(rows->shown);
    line_widget_release(&rows->filter);
}

static const struct result_cell *cell_at(const struct sql_rows *rows, size_t row, size_t column)
{
    return &rows->result->cells[row * rows->result->columns.count + column];
}

/* ---- columns ---- */

static void widen(int *most, const char *text)
{
    bool is_long = text != NULL && strnlen(text, LONG) == LONG;
    size_t width = is_long ? MOST : text != NULL ? text_width(text) : strlen("NULL");
    *most = width > MOST ? MOST : (int)width > *most ? (int)width : *most;
}

static void measure(struct sql_rows *rows)
{
    size_t count = rows->result->columns.count, measured = result_rows(rows->result);
    free(rows->columns);
    rows->columns = mem_alloc(count, sizeof *rows->columns);
    for (size_t i = 0; i < count; i++) {
        struct table_widget_column *column = &rows->columns[i];
        *column = (struct table_widget_column){.title = rows->result->columns.items[i], .right = true};
        widen(&column->most, column->title);
        for (size_t row = 0; row < measured && row < MEASURED; row++) {
            widen(&column->most, cell_at(rows, row, i)->text);
            column->right &= cell_at(rows, row, i)->is_number;
        }
        column->right &= measured > 0;
        column->least = column->most < LEAST ? column->most : LEAST;
    }
}

/* ---- the filter ---- */

/* One word of the filter: where it is looked for, and whether it must be there. */
struct word {
    const char *text;   /* borrowed, folded */
    bool excludes;      /* !x */
    size_t from, until; /* the columns: all, or that of name:x */
};

static struct word word_of(const struct sql_rows *rows, const char *text)
{
    struct word word = {text, *text == '!' && text[1] != '\0', 0, rows->result->columns.count};
    word.text += word.excludes;
    const char *colon = strchr(word.text, ':');
    for (size_t i = 0; colon != NULL && i < rows->result->columns.count; i++) {
        const char *name = rows->result->columns.items[i];
        size_t length = (size_t)(colon - word.text);
        if (strlen(name) == length && strncasecmp(name, word.text, length) == 0)
            return (struct word){colon + 1, word.excludes, i, i + 1};
    }
    return word;
}

static bool holds(const struct sql_rows *rows, size_t row, const struct word *word)
{
    bool found = false;
    for (size_t i = word->from; i < word->until && !found; i++) {
        const char *text = cell_at(rows, row, i)->text;
        char *folded = text_fold(text != NULL ? text : "NULL");
        found = strstr(folded, word->text) != NULL;
        free(folded);
    }
    return found != word->excludes;
}

static bool passes(const struct sql_rows *rows, size_t row, const struct texts *words)
{
    for (size_t i = 0; i < words->count; i++) {
        const struct word word = word_of(rows, words->items[i]);
        if (!holds(rows, row, &word))
            return false;
    }
    return true;
}

void sql_rows_pass(struct sql_rows *rows)
{
    char *folded = text_fold(rows->filter.text.text);
    struct texts words = {0};
    size_t count = 0, all = rows->result != NULL ? result_rows(rows->result) : 0;
    texts_split(&words, folded, ' ');
    for (size_t row = 0; row < all; row++) {
        if (words.count > 0 && !passes(rows, row, &words))
            continue;
        ARRAY_GROW(rows->shown, count + 1, rows->capacity);
        rows->shown[count++] = row;
    }
    table_widget_set_count(&rows->table, count);
    texts_release(&words);
    free(folded);
}

void sql_rows_set(struct sql_rows *rows, const struct result *result)
{
    rows->result = result;
    rows->table = (struct table_widget){0};
    rows->filtering = false;
    line_widget_set(&rows->filter, "");
    measure(rows);
    sql_rows_pass(rows);
}

bool sql_rows_now(const struct sql_rows *rows, size_t *row)
{
    if (rows->table.count == 0)
        return false;
    *row = rows->shown[rows->table.cursor];
    return true;
}

/* ---- keys ---- */

static bool clear(struct sql_rows *rows)
{
    bool had = rows->filter.text.length > 0 || rows->filtering;
    line_widget_set(&rows->filter, "");
    rows->filtering = false;
    sql_rows_pass(rows);
    return had;
}

static bool act_on_filter(struct sql_rows *rows, enum action_id action)
{
    bool changed = false;
    if (line_widget_act(&rows->filter, action, &changed)) {
        if (changed)
            sql_rows_pass(rows);
        return true;
    }
    if (action == ACTION_BACK || action == ACTION_STOP)
        return clear(rows);
    if (action != ACTION_RUN)
        return false;
    rows->filtering = false;
    return true;
}

bool sql_rows_act(struct sql_rows *rows, enum action_id action, const char *argument)
{
    if (rows->filtering && act_on_filter(rows, action))
        return true;
    if (action == ACTION_OLDER || action == ACTION_NEWER) /* the arrows, here of a list */
        return table_widget_act(&rows->table, action == ACTION_OLDER ? ACTION_UP : ACTION_DOWN);
    if (action == ACTION_BACK)
        return clear(rows);
    if (action != ACTION_FILTER)
        return table_widget_act(&rows->table, action);
    line_widget_set(&rows->filter, argument);
    rows->filtering = argument == NULL;
    sql_rows_pass(rows);
    return true;
}

/* ---- drawing ---- */

static void give_cell(void *context, size_t line, int column, struct table_widget_cell *out)
{
    const struct sql_rows *rows = context;
    const struct result_cell *cell = cell_at(rows, rows->shown[line], (size_t)column);
    out->text = cell->text != NULL ? cell->text : "NULL";
    out->style = cell->text != NULL ? THEME_PLAIN : THEME_DIM;
}

void sql_rows_draw(struct sql_rows *rows, struct canvas *canvas, struct canvas_area area)
{
    const struct table_widget_source source = {rows, NULL, give_cell, NULL};
    int columns = rows->result != NULL ? (int)rows->result->columns.count : 0;
    if (columns == 0 || area.rows < 1)
        return;
    table_widget_draw(&rows->table, canvas, area, rows->columns, columns, -1, false, &source);
    if (rows->table.count == 0 && area.rows > 1)
        canvas_put(canvas, area.row + 1, area.col + 3, area.cols - 3, THEME_DIM,
                   rows->filter.text.length > 0 ? "nothing matches the filter" : "no rows");
}

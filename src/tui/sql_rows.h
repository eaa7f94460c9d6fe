/*
 * sql_rows: the result of a statement as a table: columns as wide as what stands in them, a filter. UI thread.
 */
#ifndef TUI_SQL_ROWS_H
#define TUI_SQL_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include "sql/result.h"
#include "tui/line_widget.h"
#include "tui/table_widget.h"

struct sql_rows {
    const struct result *result; /* borrowed; NULL: none */
    struct table_widget table;
    struct table_widget_column *columns; /* owned; titles borrowed from the result */
    size_t *shown;                       /* owned: the rows that pass the filter */
    size_t capacity;
    struct line_widget filter;
    bool filtering; /* it is being typed */
};

void sql_rows_init(struct sql_rows *rows);
void sql_rows_release(struct sql_rows *rows);
/* Another result; the filter goes. */
void sql_rows_set(struct sql_rows *rows, const struct result *result);
/* The filter has changed. */
void sql_rows_pass(struct sql_rows *rows);
/* The filter's keys and the table's; Enter ends the filter, Esc takes it away: true if it was one of these. */
bool sql_rows_act(struct sql_rows *rows, enum action_id action, const char *argument);
/* The row under the cursor; false if there is none. */
bool sql_rows_now(const struct sql_rows *rows, size_t *row);
void sql_rows_draw(struct sql_rows *rows, struct canvas *canvas, struct canvas_area area);

#endif

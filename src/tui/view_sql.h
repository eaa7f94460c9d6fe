/*
 * view_sql: the SQL console: a statement above, what came of it below.
 *
 *     sql  SELECT region, count(*) FROM event_triggers GROUP BY region
 *     ──────────────────────────────────────────────────────────────────
 *        region     count(*)
 *     ▌  eu-west-2        18
 *        us-east-1        12
 *
 * The statement has the keys, or the rows have; one key goes between. What runs is sql_session's, what is typed
 * sql_input's, the rows are sql_rows'.
 */
#ifndef TUI_VIEW_SQL_H
#define TUI_VIEW_SQL_H

#include "tui/view.h"

/* Opens it, and runs a statement in it (NULL or "": none). */
void view_sql_open(struct tui *tui, const char *statement);

#endif

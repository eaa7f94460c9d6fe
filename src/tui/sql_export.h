/* sql_export: the result of a statement written to a file: asks where, JSON if the name ends in .json, else CSV. Nothing
 * that stands there is replaced unasked. UI thread. */
#ifndef TUI_SQL_EXPORT_H
#define TUI_SQL_EXPORT_H

#include "sql/result.h"

struct tui;

/* result is borrowed by the boxes that are opened: it must stay where it is below them. path: where to; NULL: it is asked
 * for. */
void sql_export_begin(struct tui *tui, const struct result *result, const char *path);

#endif

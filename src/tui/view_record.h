/* view_record: one row of a result, whole: each column with all that stands in it, JSON line by line. */
#ifndef TUI_VIEW_RECORD_H
#define TUI_VIEW_RECORD_H

#include "sql/result.h"
#include "tui/view.h"

/* To be pushed. The row is copied. */
struct view *view_record_new(struct tui *tui, const struct result *result, size_t row);

#endif

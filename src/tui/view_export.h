/*
 * view_export: triggers written to files that create takes back: asks where, reads in full what has not been, writes.
 *
 * One trigger goes to one file, JSON if its name ends in .json; several go below a folder. Nothing that stands there is
 * replaced unasked. UI thread.
 */
#ifndef TUI_VIEW_EXPORT_H
#define TUI_VIEW_EXPORT_H

#include <stddef.h>
#include "tui/trigger_target.h"

struct tui;

/* path: where to; NULL: it is asked for. */
void view_export_begin(struct tui *tui, const struct trigger_target *targets, size_t count, const char *path);

#endif

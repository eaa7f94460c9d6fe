/*
 * view_promote: where triggers are copied to: regions, domains, a name. The review comes from it.
 */
#ifndef TUI_VIEW_PROMOTE_H
#define TUI_VIEW_PROMOTE_H

#include <stddef.h>
#include "tui/trigger_target.h"
#include "tui/view.h"

/* To be pushed. Targets are copied; regions (may be NULL): names that are chosen already, separated by commas. NULL if
 * nothing may be changed (read-only): the message line says why. */
struct view *view_promote_new(struct tui *tui, const struct trigger_target *targets, size_t count,
                              const char *regions);

#endif

/*
 * trigger_scope: which regions, domains and profile are looked at: the pickers behind R, d and P, and
 * `:region`, `:domain`, `:profile`.
 */
#ifndef TUI_TRIGGER_SCOPE_H
#define TUI_TRIGGER_SCOPE_H

#include "tui/tui.h"

/* Each opens its picker, or takes what is given (names separated by commas, "all") at once. */
void trigger_scope_regions(struct tui *tui, const char *given);
void trigger_scope_domains(struct tui *tui, const char *given);
void trigger_scope_profile(struct tui *tui, const char *given);
/* True if the regions are all that there are. */
bool trigger_scope_by_all(struct tui *tui);

#endif

/*
 * trigger_history: what was done to a trigger, from the journal: when, what, by whom, and what came of it. UI thread.
 */
#ifndef TUI_TRIGGER_HISTORY_H
#define TUI_TRIGGER_HISTORY_H

#include <stdint.h>
#include "model/store.h"
#include "tui/text_widget.h"

/* Adds a heading and the newest lines, those beyond counted; key shows the operations: "o". Nothing if this account has
 * no change of it in the journal. */
void trigger_history_fill(struct text_widget *text, const struct store *store, const char *region,
                          const char *identifier, const char *key);
/* The newest one's number; 0: none. */
uint64_t trigger_history_newest(const struct store *store, const char *region, const char *identifier);

#endif

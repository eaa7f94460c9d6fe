/*
 * trigger_acts: what is done with one or several triggers, the same from the list and from View.
 *
 * One table says which actions these are and whether they are about the trigger under the cursor or about all
 * that are marked; each row's function opens the screen that does it. UI thread.
 */
#ifndef TUI_TRIGGER_ACTS_H
#define TUI_TRIGGER_ACTS_H

#include <stdbool.h>
#include <stddef.h>
#include "tui/action.h"
#include "tui/trigger_target.h"

struct tui;

enum trigger_acts_scope {
    TRIGGER_ACTS_NOT,    /* not in the table */
    TRIGGER_ACTS_ONE,    /* the trigger under the cursor, marked or not */
    TRIGGER_ACTS_MARKED, /* all that are marked; the one under the cursor if none is */
};

/* What the action is about. */
enum trigger_acts_scope trigger_acts_scope(enum action_id action);
/* Carries it out on these (at least one); argument is what followed it after `:`, else NULL. False: not in the
 * table. */
bool trigger_acts(struct tui *tui, enum action_id action, const struct trigger_target *targets, size_t count,
                  const char *argument);

#endif

/*
 * form_drafts: the drafts that wait, to go on with one of them.
 *
 * A draft of a trigger in the list is offered at its row. Those of new triggers, and of triggers that the list does not
 * have (deleted, in another region or domain), are reached from here alone: nothing that was typed is out of reach.
 * Only drafts of the account that is shown, and those that were typed while it was unknown (form_claim). UI thread.
 */
#ifndef TUI_FORM_DRAFTS_H
#define TUI_FORM_DRAFTS_H

#include <stdbool.h>
#include "base/strbuf.h"

struct tui;

/* How a trigger is begun that goes on with no draft: offered before the drafts of new ones. */
struct form_drafts_fresh {
    void (*begin)(struct tui *tui, void *context);
    void *context; /* the picker's from now on, freed with free_context */
    void (*free_context)(void *context);
};

/* True if drafts wait; only_new: of new triggers. */
bool form_drafts_wait(struct tui *tui, bool only_new);
/* Opens the picker, newest first. fresh (may be NULL; copied): offers only drafts of new triggers, and this. */
void form_drafts_push(struct tui *tui, const struct form_drafts_fresh *fresh);
/* "2 drafts · :drafts" for the drafts that are offered at no row; nothing without them. Appends. */
void form_drafts_words(struct tui *tui, struct strbuf *out);

#endif

/*
 * form_claim: a draft that was typed while AWS did not tell whose account it is becomes one of the account that is known
 * now, if the person says so.
 *
 * Nobody else can know where it belongs (changes.md, The right account): it is offered under :drafts and by `n`, at no
 * row, and asked about before it is opened. What stands at AWS now is compared with what it began from as with every
 * draft, and nothing is sent before Review. UI thread.
 */
#ifndef TUI_FORM_CLAIM_H
#define TUI_FORM_CLAIM_H

#include "model/store.h"

struct tui;

/* Asks, and opens the form if the answer is yes. A draft of the same trigger that the account has already stands in the
 * way: the message line says so. draft: borrowed during the call; store_draft_is_unclaimed. */
void form_claim_ask(struct tui *tui, const struct store_draft *draft);

#endif

/*
 * operation_instead: what can be done in place of a change that is barred (operation_bar): create anew what was deleted
 * elsewhere, open what has the name of a new trigger. UI thread.
 */
#ifndef TUI_OPERATION_INSTEAD_H
#define TUI_OPERATION_INSTEAD_H

#include "base/strbuf.h"
#include "model/operation.h"

struct tui;

/* What is offered, and its key. Appends; nothing if nothing is. */
void operation_instead_words(struct tui *tui, const struct operation *operation, struct strbuf *out);
/* Opens the form that does it, or says that there is nothing. */
void operation_instead_act(struct tui *tui, const struct operation *operation);

#endif

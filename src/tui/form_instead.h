/*
 * form_instead: what a form can become when its own way is barred.
 *
 * A trigger that was deleted elsewhere is created anew from what was typed; a new trigger whose name exists
 * gives way to that one. Nothing typed is lost by either. UI thread.
 */
#ifndef TUI_FORM_INSTEAD_H
#define TUI_FORM_INSTEAD_H

#include "tui/form_session.h"

enum form_instead {
    FORM_INSTEAD_NOTHING,
    FORM_INSTEAD_ANEW, /* the trigger is gone */
    FORM_INSTEAD_OPEN  /* the name is taken */
};

enum form_instead form_instead_offer(const struct form_session *session);
/* What is offered, with its key: "Orders exists already: F6 opens it". Appends; nothing if nothing is offered. */
void form_instead_words(const struct form_session *session, struct strbuf *out);
/* "domain|name" of what was typed. free(); NULL while a part is missing. */
char *form_instead_identifier(const struct form_session *session);

/* The sentences, for other screens about the same thing. name is foreign. Append. */
void form_instead_say_anew(struct tui *tui, const char *name, struct strbuf *out);
void form_instead_say_open(struct tui *tui, const char *name, struct strbuf *out);

#endif

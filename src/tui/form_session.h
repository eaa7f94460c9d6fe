/*
 * form_session: what a form is about: its trigger, where its document comes from, its draft, and what happens
 * at AWS meanwhile.
 *
 * The form opens once it is known whose account it is and the trigger has been read in full, from its draft if one waits. Reading it again while
 * it is edited replaces an untouched form; any other learns that the trigger was changed elsewhere (live). UI
 * thread.
 */
#ifndef TUI_FORM_SESSION_H
#define TUI_FORM_SESSION_H

#include <stdbool.h>
#include "base/err.h"
#include "base/json.h"
#include "tui/form.h"
#include "tui/form_draft.h"

struct tui;

struct form_session {
    struct tui *tui;                  /* borrowed */
    char *region, *identifier, *name; /* owned; of a new trigger the draft's identifier, and name "" */
    bool is_new;
    bool opened;        /* the draft's lock was asked for */
    bool from_draft;    /* a draft was chosen to go on with */
    struct err refusal; /* why the form is for reading only; code ERR_NONE: it is not */
    struct form *form;  /* owned; NULL until the trigger has been read */
    size_t begun;       /* how often the form was made: it may be another one after each call */
    struct form_draft draft;
    bool resumed; /* the form goes on with a draft that waited */
    char *live;   /* owned: what is at AWS, as JSON, if that is not what the form began from; else NULL */
    bool known;   /* the store has known the trigger */
    bool gone;    /* ... and does not any more: it was deleted elsewhere */
};

/* What form_session_update did. */
enum form_session_news {
    FORM_SESSION_NOTHING,
    FORM_SESSION_BEGUN, /* the form is there, or begun anew */
    FORM_SESSION_OURS,  /* a change sent from here has succeeded: the form stands on top of it now */
    FORM_SESSION_MOVED, /* the trigger was changed elsewhere: live is new */
    FORM_SESSION_GONE   /* it was deleted elsewhere: what was typed stays */
};

/* Opens it; the form comes with the next form_session_update that finds what it needs: the account, and of an existing
 * trigger the whole of it. identifier is of the trigger, or of a new one's draft. from_draft: the person has chosen its
 * draft, with which the form of a trigger that is not in the list goes on without being read. */
void form_session_open(struct form_session *session, struct tui *tui, const char *region,
                       const char *identifier, bool is_new, bool from_draft);
/* True while it is not known whose account it is. */
bool form_session_waits_for_account(const struct form_session *session);
/* Hands the draft over and gives the lock back. */
void form_session_close(struct form_session *session);
/* The row of the trigger; NULL for a new one, or if it is gone. borrowed until the store moves. */
const struct store_row *form_session_row(const struct form_session *session);
/* Looks at what the store knows of the trigger. */
enum form_session_news form_session_update(struct form_session *session);
/* Opens the form on a change that was refused because the trigger is not what was seen: from its draft, which may have
 * been typed on since, else from what was asked for; live is what was found (all JSON). */
void form_session_resume(struct form_session *session, const char *before, const char *after,
                         const char *live);
/* Goes on from theirs: merged stands on top of it now, and is a draft. */
void form_session_merge(struct form_session *session, const cJSON *theirs, const cJSON *merged);
/* The trigger is gone: what was typed becomes a new one. Its draft stays where it is, as one of a new trigger. */
void form_session_create_anew(struct form_session *session);
/* The name of this new trigger exists: what was typed becomes a change of that one. The form is NULL until it has been
 * read. */
void form_session_edit_existing(struct form_session *session);
/* Discards what was typed and its draft. The form begins anew. */
void form_session_start_over(struct form_session *session);

#endif

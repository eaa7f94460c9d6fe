/*
 * view_form_state: what the parts of view_form share.
 *
 *     view_form       the screen: keys, title, drafts, what happens meanwhile
 *     view_form_send  where it leads: the merge, Review, what it becomes when its own way is barred
 */
#ifndef TUI_VIEW_FORM_STATE_H
#define TUI_VIEW_FORM_STATE_H

#include "tui/form_editor.h"
#include "tui/form_keys.h"
#include "tui/form_merge.h"
#include "tui/form_session.h"
#include "tui/view_form.h"

struct view_form {
    struct view view;
    struct form_session session;
    struct form_keys keys;
    struct form_editor editor;
    struct form_merge merge;
    bool ask_about_draft; /* as soon as the screen stands on top */
    bool text_at_once;    /* the editor opens then */
    char *text_format;    /* owned: of that text; NULL: the usual one */
};

/* A form that is not opened yet, as form_session_open has it. */
struct view_form *view_form_make(struct tui *tui, const char *region, const char *identifier, bool is_new,
                                 bool from_draft);
/* The session has begun its form, perhaps anew. */
void view_form_attach(struct view_form *self);
/* F2: reviews what can be sent; leads to the first problem, or to the merge. */
void view_form_review(struct view_form *self);
/* F6: what the form becomes when its own way is barred. */
void view_form_instead(struct view_form *self);
/* The session had news: the merge that stands above follows. */
void view_form_follow(struct view_form *self, enum form_session_news news);

#endif

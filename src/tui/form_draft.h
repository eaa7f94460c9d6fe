/*
 * form_draft: what was typed in a form, kept on disk (changes.md, Drafts).
 *
 * Saved by the backend FORM_DRAFT_WAIT_MS after the last change and when the form is left; its lock makes
 * sure that one etrig edits a trigger at a time. A form that says what is at AWS keeps no draft. UI thread.
 */
#ifndef TUI_FORM_DRAFT_H
#define TUI_FORM_DRAFT_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "model/store.h"
#include "tui/form.h"

struct tui;

enum { FORM_DRAFT_WAIT_MS = 300 };

struct form_draft {
    struct tui *tui;                     /* borrowed */
    char *account, *region, *identifier; /* owned; of a new trigger see form_draft_new_identifier */
    bool is_new, locked;
    bool kept;    /* there is a draft on disk, or one on its way there */
    cJSON *start; /* owned: the document that needs no draft: the base, or an untouched new trigger */
    uint64_t handed, seen; /* versions of the form: handed to the backend; known to have changed */
    int64_t due_ms;        /* when seen is to be handed over; 0: nothing is due */
};

/* Where the draft of a new trigger of the domain (may be NULL) is kept: a place of its own, that no trigger's name can
 * be. free(). */
char *form_draft_new_identifier(const char *domain);
/* Takes the lock. false with err: another etrig has it, or nothing may be changed; then nothing is ever saved. */
bool form_draft_begin(struct form_draft *draft, struct tui *tui, const char *region, const char *identifier,
                      bool is_new, struct err *err);
/* Gives the lock back. */
void form_draft_end(struct form_draft *draft);
/* The waiting draft of this account, or NULL. borrowed until the store moves. */
const struct store_draft *form_draft_waiting(const struct form_draft *draft);
/* From now on changes of the form are noticed; as it stands it needs no saving. start is copied. */
void form_draft_watch(struct form_draft *draft, const struct form *form, const cJSON *start);
/* Hands over what is due. Milliseconds until it wants to be called again, -1: not by itself. */
int form_draft_tick(struct form_draft *draft, const struct form *form, int64_t now_ms);
/* Hands over at once what has not been; the store knows of it when this returns. */
void form_draft_save(struct form_draft *draft, const struct form *form);
void form_draft_drop(struct form_draft *draft);
/* The worker drops the draft of a change that has succeeded; what AWS did not take of it, and is still typed here, gets a
 * draft again. Wanted whenever the store has moved. */
void form_draft_hold(struct form_draft *draft, const struct form *form);
/* True if something that was typed has not been handed over. */
bool form_draft_pending(const struct form_draft *draft, const struct form *form);

#endif

/*
 * form_keys: a form on a screen: what each key does to it, its text field and choices, its look and its footer.
 *
 * For every screen around a form: of one trigger (view_form), of what several share (view_bulk). The screen
 * keeps what is its own: where the document comes from, review, leaving. UI thread.
 */
#ifndef TUI_FORM_KEYS_H
#define TUI_FORM_KEYS_H

#include <stdbool.h>
#include "tui/action.h"
#include "tui/form.h"
#include "tui/form_draw.h"
#include "tui/form_field.h"

struct tui;

/* Pickers point to it while they are open: it stays where it was initialised. */
struct form_keys {
    struct tui *tui;    /* borrowed */
    struct form *form;  /* borrowed; NULL until form_keys_attach */
    const char *region; /* borrowed: whose lists the pickers show */
    struct form_field field;
    struct form_draw draw;
};

void form_keys_init(struct form_keys *keys, struct tui *tui);
void form_keys_release(struct form_keys *keys);
/* The form, or the same begun anew. The rest of this header wants one. */
void form_keys_attach(struct form_keys *keys, struct form *form, const char *region);
/* Typed or pasted characters. */
void form_keys_text(struct form_keys *keys, const char *text, bool pasted);
/* Every cell takes the printable keys, so that none of them does something unforeseen; heads leave them to
 * commands. */
bool form_keys_in_text(const struct form_keys *keys);
/* Moving, opening, editing, undoing, problems, help; false: none of them. */
bool form_keys_act(struct form_keys *keys, enum action_id action);
/* To the first problem, with a word of how many there are. */
void form_keys_first_problem(struct form_keys *keys);
/* Esc: false if it closed an open choice, and that is all. */
bool form_keys_leave(struct form_keys *keys);
void form_keys_draw(struct form_keys *keys, struct canvas *canvas, struct canvas_area area);
/* borrowed, constant. */
const enum action_id *form_keys_footer(const struct form_keys *keys);

#endif

/*
 * view_picker: a list to choose from, over the screen.
 *
 * Regions, domains, profiles, object types, fields, segments. Items may arrive while it is open (the owner
 * fills them from the store whenever that moves); it shows that they are being read, or why they could not
 * be. Typing narrows the list.
 */
#ifndef TUI_VIEW_PICKER_H
#define TUI_VIEW_PICKER_H

#include <stdbool.h>
#include "base/err.h"
#include "base/texts.h"
#include "model/store.h"
#include "tui/view.h"

struct view_picker;

struct view_picker_options {
    const char *title; /* copied: "Regions" */
    bool many; /* marks with Space; Enter gives all marked ones, or the one under the cursor if the person
                * marked none
                */
    bool free_text; /* what was typed may be taken as it is, although no item is so called */
    bool typing;    /* the filter has the focus from the start: characters narrow the list at once */
    const char
        *empty; /* borrowed, constant: what to say when there is nothing: "this domain has no segments" */
    /* Fills: calls view_picker_add for each item and view_picker_state once. Called at once and whenever the
     * store moves. */
    void (*fill)(struct view_picker *picker, void *context);
    /* Called once when the person has chosen (the picker is closed already); chosen holds at least one name
     * unless many. Not called on Esc. */
    void (*done)(struct tui *tui, const struct texts *chosen, void *context);
    /* r: read the list again; NULL: not offered. */
    void (*again)(struct tui *tui, void *context);
    void *context;                       /* the picker's from now on */
    void (*free_context)(void *context); /* may be NULL */
    const char *current;                 /* copied: the cursor begins here; NULL: at the top */
};

/* To be pushed. */
struct view *view_picker_new(struct tui *tui, const struct view_picker_options *options);
/* For fill. detail may be NULL; marked counts only the first time an item of that name is added. */
void view_picker_add(struct view_picker *picker, const char *name, const char *detail, bool marked);
/* How the reading stands: STORE_READ, or STORE_READING with what came so far (failure: why it takes longer, or
 * NULL), or STORE_FAILED with failure. */
void view_picker_state(struct view_picker *picker, enum store_state state, const struct err *failure);
struct tui *view_picker_tui(struct view_picker *picker);

#endif

/*
 * dialog: a question over the screen.
 *
 * Lines of text, an optional text field, buttons. The first button is the harmless one: it has the focus
 * (unless there is a field), and Esc presses it. Keys typed before it was drawn are dropped. With a field,
 * the other button is dim until the text fits; Enter with a fitting text presses it,
 * with any other text says what to type. Where the terminal is so small that the title has no room, the other button does
 * nothing but say so. UI thread.
 */
#ifndef TUI_DIALOG_H
#define TUI_DIALOG_H

#include <stdbool.h>
#include <stddef.h>
#include "base/texts.h"
#include "tui/view.h"

struct dialog;

struct dialog_options {
    const char *title;           /* copied */
    const char *cancel, *accept; /* borrowed, constant: "Cancel", "Delete" */
    /* Fills the lines anew when the store moves; NULL: the lines stay. */
    void (*fill)(struct dialog *dialog, void *context);
    /* Called once: accepted or not. The dialog is closed already; context is freed after it with
     * free_context. */
    void (*done)(struct tui *tui, bool accepted, void *context);
    void *context;                       /* the dialog's from now on */
    void (*free_context)(void *context); /* may be NULL */
};

/* To be pushed. */
struct view *dialog_new(struct tui *tui, const struct dialog_options *options);
/* For fill: sets the title; empties the lines; adds one (foreign text; wraps). */
void dialog_set_title(struct dialog *dialog, const char *title);
void dialog_clear(struct dialog *dialog);
void dialog_add(struct dialog *dialog, unsigned style, const char *text);
/* A text field stands below with this label ("Type 3 to delete"); it fits when it equals one of wanted
 * (copied). */
void dialog_want(struct dialog *dialog, const char *label, const struct texts *wanted);
/* The same for any text that fits says yes to. */
void dialog_want_text(struct dialog *dialog, const char *label, bool (*fits)(const char *text));
/* Puts a text into the field, to be gone on with. */
void dialog_set_text(struct dialog *dialog, const char *text);
/* What stands in the field; for done. borrowed. */
const char *dialog_text(const struct dialog *dialog);
struct tui *dialog_tui(struct dialog *dialog);

#endif

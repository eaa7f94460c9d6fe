/*
 * view: what a screen is.
 *
 * A screen is a struct whose first member is a struct view, made by its own view_NAME_new, pushed on the
 * stack with tui_push, which then owns it. Its type is a const table of functions; tui.c calls them and owns
 * everything around the body: header, title line, message line, footer, keys. Screens only read the store and
 * call backend.h; nothing here ever waits.
 *
 * A key is handled so: a character goes to `text` while in_text is true; all else is looked up in the keymap
 * with the type's contexts (ACTION_IN_LINE added while in_text) and goes to `act`; what act does not take,
 * tui.c takes if it is its own (help, the command line, back, quit, redraw, suspend, messages, operations).
 * An overlay is drawn over the screen below it.
 */
#ifndef TUI_VIEW_H
#define TUI_VIEW_H

#include <stdbool.h>
#include <stdint.h>
#include "base/strbuf.h"
#include "tui/action.h"
#include "tui/canvas.h"

struct tui;
struct view;
struct line_widget;

struct view_type {
    const char *name;  /* "triggers": help's heading, scripts */
    unsigned contexts; /* where its keys hold: ACTION_IN_… with ACTION_IN_EVERYWHERE */
    bool overlay; /* drawn over the screen below; gets the whole screen as its area and draws no title line */
    bool takes_paste; /* a paste goes to `text` also while no text field has the focus */
    bool drops_typed; /* keys typed before it was first drawn are dropped: dialogs that carry out something */

    /* The title line: what and how much on the left, how fresh on the right. Not for overlays. */
    void (*title)(struct view *view, struct strbuf *left, struct strbuf *right);
    /* Draws the body. The area is blank before. */
    void (*draw)(struct view *view, struct canvas *canvas, struct canvas_area area);
    /* The actions for the footer, ended by ACTION_NONE. borrowed until the next call. */
    const enum action_id *(*footer)(struct view *view);
    /* Carries out an action; argument is what followed it after `:`, else NULL. False: not mine. */
    bool (*act)(struct view *view, enum action_id action, const char *argument);

    /* The rest may be NULL. */

    /* True while a text field has the focus. */
    bool (*in_text)(const struct view *view);
    /* True while its content is on its way: what is typed for it is kept and comes when it is there; Esc and what else
     * holds everywhere acts at once. */
    bool (*waits)(const struct view *view);
    /* Typed characters (UTF-8, one) or a paste (may hold newlines), only while in_text. */
    void (*text)(struct view *view, const char *text, bool pasted);
    /* The field and its label that take the message line's place (a filter being typed); NULL: none. */
    struct line_widget *(*prompt)(struct view *view, const char **label);
    /* A sentence for the message line when nothing else stands there ("parcel-late: updating (2 s) · o shows
     * it"); while a prompt stands there, a note for its right end. */
    void (*remark)(struct view *view, struct strbuf *out);
    /* The store has moved. Before the next draw. */
    void (*changed)(struct view *view);
    /* Time passed. Returns the milliseconds until it wants to be called again, -1: not by itself. */
    int (*tick)(struct view *view, int64_t now_ms);
    /* It is on top again, after what stood above it went. */
    void (*shown)(struct view *view);
    /* Esc or q would close it. False keeps it (it has asked, or closed something of its own first). */
    bool (*leave)(struct view *view);
    /* Something of it is still on its way (a draft not yet handed over): scripts wait for it. */
    bool (*busy)(const struct view *view);
    void (*free)(struct view *view);
};

struct view {
    const struct view_type *type; /* borrowed, constant */
    struct tui *tui;              /* borrowed; set by tui_push */
    bool drawn;                   /* by tui.c: it has been on the screen */
};

#endif

/*
 * tui: the terminal interface.
 *
 * tui_run takes the terminal, shows the first screen (before any network answer) and sleeps in poll on the
 * terminal, the signal pipe and backend_fd until the person leaves. The rest of this header is what screens
 * use, and what scripts and units drive the same interface with, without a terminal:
 *
 *     tui_new -> tui_event, tui_pump, tui_tick, tui_draw in any order -> tui_free
 *
 * All of it belongs to the UI thread.
 */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "backend/backend.h"
#include "model/settings.h"
#include "model/store.h"
#include "tui/canvas.h"
#include "tui/input.h"
#include "tui/keymap.h"
#include "tui/view.h"

struct tui;
struct try_samples;

struct tui_options {
    struct backend *backend;         /* borrowed; tui_run stops it (backend_stop) before it returns */
    struct store *store;             /* borrowed */
    const struct settings *settings; /* borrowed */
    const struct texts *domains;     /* borrowed; --domain: what is shown at first. NULL or empty: all */
    bool *
        wants_local; /* out, may be NULL: the person asked for the local cloud (L on the connection screen) */
};

/* Runs the interface to its end: 0, ERR_USAGE without a usable terminal (err says "use etrig list"), or 128+n
 * by a signal. The terminal is given back first, then the backend is stopped; *hung tells that it did not
 * answer: the caller then ends with _exit. */
int tui_run(const struct tui_options *options, bool *hung, struct err *err);

/* ---- for screens ---- */

struct store *tui_store(struct tui *tui);
struct backend *tui_backend(struct tui *tui);
const struct keymap *tui_keymap(struct tui *tui);
const struct settings *tui_settings(struct tui *tui);
/* Domains shown, from --domain or the picker; empty: all. Set it through tui_show_domains. */
const struct texts *tui_domains(struct tui *tui);
void tui_show_domains(struct tui *tui, const struct texts *domains);

/* The objects that triggers were tried with since the start. */
struct try_samples *tui_samples(struct tui *tui);

/* Puts a screen on top; the stack owns it. */
void tui_push(struct tui *tui, struct view *view);
/* Takes the top screen off and frees it (after the present call into it has returned). The lowest stays. */
void tui_pop(struct tui *tui);
/* Takes every screen above this one off. */
void tui_pop_to(struct tui *tui, struct view *view);
/* The screen on top; the one below a given one (NULL for the lowest). borrowed. */
struct view *tui_top(struct tui *tui);
struct view *tui_below(struct tui *tui, const struct view *view);
/* Carries out an action on the top screen, as its key would. False: nobody took it. */
bool tui_act(struct tui *tui, enum action_id action, const char *argument);
/* Leaves the top screen, and pickers that stand below it, and carries the action out on what is there then. */
void tui_act_below(struct tui *tui, enum action_id action, const char *argument);

/* A word on the message line, until a key is pressed. Not kept. */
void tui_say(struct tui *tui, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* An error on the message line until a key is pressed; kept under `!`. */
void tui_fail(struct tui *tui, const struct err *err);
void tui_failf(struct tui *tui, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Puts text on the clipboard by way of the terminal, and words on the message line. */
void tui_copy(struct tui *tui, const char *text, const char *words);
/* Leaves and tells the caller to start again on the local cloud; where that cannot be done, says how to start it. */
void tui_go_local(struct tui *tui);
/* The account and region a change would reach, for dialogs: "us-east-1 · account 1234 5678 9012 · prod
 * PROTECTED". Appends. */
void tui_where(struct tui *tui, const char *region, struct strbuf *out);
/* Says that the screen has no room for what is asked: nobody accepts what cannot be read. */
void tui_needs_room(struct tui *tui);
/* True if changes are refused (--read-only, the profile): says so on the message line. */
bool tui_refuses_changes(struct tui *tui);
/* The person has agreed to change things although nobody tells whose account it is: asked once for a
 * connection. */
bool tui_agreed_to_unknown(struct tui *tui);
void tui_agree_to_unknown(struct tui *tui);
/* Looks for the keys anew, and reads the list if there was nothing to read it with. */
void tui_renew(struct tui *tui);
/* These operations were begun by one answer, and are undone as one. */
void tui_made_together(struct tui *tui, uint64_t first, uint64_t last);
/* Undoes this operation alone: opens what shows it, or says why not. */
void tui_undo(struct tui *tui, uint64_t number);
/* Opens the operations with the cursor on this one (0: on the newest). */
void tui_show_operations(struct tui *tui, uint64_t number);
/* How a program in the terminal ended: its exit status, or err why it did not run. */
typedef void (*tui_program_fn)(struct tui *tui, int status, const struct err *err, void *context);
/* Gives the terminal to a command, as a person types it, once the present call has returned; done hears of its end,
 * unless the context is forgotten first. One at a time. */
void tui_run_program(struct tui *tui, const char *command, tui_program_fn done, void *context);
void tui_forget_program(struct tui *tui, const void *context);
/* True if the person has typed, while the present call keeps the screen from taking keys, what stops it: Ctrl-C or Esc.
 * What was typed stays, and is taken afterwards. */
bool tui_is_stopped(struct tui *tui);
/* What to press on the screen on top, for a sentence: "o shows it", "^P operations shows it". Appends. */
void tui_key(struct tui *tui, enum action_id action, struct strbuf *out);

/* ---- for the loop, scripts and units ---- */

struct tui *tui_new(const struct tui_options *options);
void tui_free(struct tui *tui);
/* True if among what was typed and not taken yet is a key of which `is` says so. */
typedef bool (*tui_typed_fn)(void *context, bool (*is)(const struct input_key *key, void *is_context),
                             void *is_context);
/* Who is asked for it; without one nothing stops a call. */
void tui_set_typed(struct tui *tui, tui_typed_fn typed, void *context);
/* One key or paste. The event stays the caller's. */
void tui_event(struct tui *tui, const struct input_event *event);
/* Lets events of the backend into the store and tells the screens if it moved. True if it did. */
bool tui_pump(struct tui *tui);
/* Time passed: milliseconds until the next call is due, -1: none. */
int tui_tick(struct tui *tui, int64_t now_ms);
/* Draws the whole screen into the grid (of any size). True if a screen that drops what was typed was drawn
 * for the first time: the caller drops it then (input_drop). */
bool tui_draw(struct tui *tui, struct canvas *canvas);
/* True if the top screen drops what was typed before it was drawn, and has not been drawn: draw before the
 * next key. */
bool tui_is_unseen(struct tui *tui);
/* True while the person stays. */
bool tui_goes_on(const struct tui *tui);
/* What is asked of the terminal since the last call: bits. */
enum { TUI_WANTS_REDRAW = 1, TUI_WANTS_SUSPEND = 2, TUI_WANTS_PROGRAM = 4 };
unsigned tui_wants(struct tui *tui);
/* The command to run in the terminal (TUI_WANTS_PROGRAM), NULL: none. borrowed until tui_program_ended, after which
 * there may be another. */
const char *tui_program(const struct tui *tui);
void tui_program_ended(struct tui *tui, int status, const struct err *err);
/* Bytes to write to the terminal as they stand (the clipboard), and then forgets them. free(); NULL: none. */
char *tui_take_bytes(struct tui *tui);
/* True while something is on its way: a listing, reads, catalogs, operations, a screen's own. */
bool tui_busy(struct tui *tui);

#endif

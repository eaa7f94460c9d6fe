/*
 * keymap: names of keys, and which key does what.
 *
 * Keys are written "Ctrl-N", "Alt-Up", "S-Tab", "F2", "Space", "Enter", "?", "D"; a list of them is separated
 * by blanks. Defaults stand in the action table; settings' [keys] bind anew (all keys of that action are
 * replaced; an empty value leaves it without any). UI thread.
 */
#ifndef TUI_KEYMAP_H
#define TUI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>
#include "base/strbuf.h"
#include "base/texts.h"
#include "model/settings.h"
#include "tui/action.h"
#include "tui/input.h"

struct keymap;

/* The defaults and then what settings (may be NULL) says. Each thing that is wrong or in conflict becomes a
 * sentence in notes: "keys: 'x' is both delete and export". Free with keymap_free. */
struct keymap *keymap_new(const struct settings *settings, struct texts *notes);
void keymap_free(struct keymap *keymap);

/* What the key does where these contexts hold: the action of the narrowest context, ACTION_NONE if there is
 * none. */
enum action_id keymap_find(const struct keymap *keymap, const struct input_key *key, unsigned contexts);
/* Appends the action's keys as they are written: "j Down". Nothing if it has none. */
void keymap_keys(const struct keymap *keymap, enum action_id action, struct strbuf *out);
/* Appends the short form of the action's first key for a footer: "^N", "Alt-↑", "⏎" (ASCII: "^N", "Alt-Up",
 * "Enter"); while a text field has the focus (typing) the first one that is no character. False if it has
 * none. */
bool keymap_hint(const struct keymap *keymap, enum action_id action, bool typing, struct strbuf *out);
/* What to press, for a sentence: the same, but where no key can be pressed the action's name as a command: ":drafts",
 * "^P drafts". Appends. */
void keymap_say(const struct keymap *keymap, enum action_id action, bool typing, struct strbuf *out);

/* One key by its name; false if there is no such key. Names are read without case but for single letters. */
bool keymap_key_from_name(const char *name, struct input_key *key);
/* Appends the key's name. */
void keymap_key_name(const struct input_key *key, struct strbuf *out);

#endif

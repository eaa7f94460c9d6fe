/*
 * input: bytes of a terminal -> keys.
 *
 * A parser of its own: whole escape sequences (CSI, SS3, with modifiers) become one key, unknown ones are
 * dropped whole, to their final byte; bracketed paste is one event; UTF-8 is put together; Esc alone is known
 * after INPUT_ESC_MS. It never blocks and takes any bytes.
 *
 *     input_feed(input, bytes, n, now_ms);
 *     while (input_next(input, &event, now_ms)) { ...; input_event_release(&event); }
 *     poll(..., input_wait_ms(input, now_ms));
 *
 * Keys have one canonical form: Ctrl-N is {'n', INPUT_CTRL}; Shift is kept only where the character does not
 * tell (Shift-Tab); Ctrl-I, Ctrl-M, Ctrl-J, Ctrl-[ and Ctrl-H arrive as Tab, Enter, Enter, Esc and Backspace,
 * as terminals send them. UI thread.
 */
#ifndef TUI_INPUT_H
#define TUI_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    INPUT_ESC_MS = 25,           /* an Esc that nothing follows for so long is the key Esc */
    INPUT_SEQUENCE_MS = 500,     /* a sequence that breaks off is dropped after so long */
    INPUT_PASTE_MS = 2000,       /* a paste whose end never comes is taken as it is after so long */
    INPUT_PASTE_MAX = 256 * 1024 /* bytes of one paste that are kept */
};

/* Keys that are no characters; they lie above Unicode. */
enum input_code {
    INPUT_ENTER = 0x110000,
    INPUT_TAB,
    INPUT_ESC,
    INPUT_BACKSPACE,
    INPUT_DELETE,
    INPUT_INSERT,
    INPUT_UP,
    INPUT_DOWN,
    INPUT_LEFT,
    INPUT_RIGHT,
    INPUT_HOME,
    INPUT_END,
    INPUT_PAGE_UP,
    INPUT_PAGE_DOWN,
    INPUT_F1 /* F2 is INPUT_F1 + 1, ... up to F24 */
};

enum { INPUT_SHIFT = 1, INPUT_ALT = 2, INPUT_CTRL = 4 };

struct input_key {
    uint32_t code; /* a Unicode character, or enum input_code */
    unsigned mods; /* INPUT_SHIFT | INPUT_ALT | INPUT_CTRL */
};

enum input_kind { INPUT_KEY, INPUT_PASTE };

struct input_event {
    enum input_kind kind;
    struct input_key key;
    char *text; /* owned; of INPUT_PASTE: valid UTF-8 with \n between lines */
    bool cut;   /* the paste was longer than INPUT_PASTE_MAX */
};
void input_event_release(struct input_event *event);

struct input;
struct input *input_new(void);
void input_free(struct input *input);
/* Also takes the key strings of the terminal's terminfo entry. After canvas_open. */
void input_learn_terminal(struct input *input);
/* From now on this whole sequence is that key (beginning with ESC). */
void input_learn(struct input *input, const char *sequence, struct input_key key);
void input_feed(struct input *input, const char *bytes, size_t length, int64_t now_ms);
/* The next event, or false if none is whole yet. */
bool input_next(struct input *input, struct input_event *event, int64_t now_ms);
/* Milliseconds until time alone makes an event (Esc), -1: none. */
int input_wait_ms(const struct input *input, int64_t now_ms);
/* Drops all that was typed so far, a sequence or paste that has only begun included: before a dialog that
 * must not be answered by keys typed before it was seen. */
void input_drop(struct input *input, int64_t now_ms);
/* True if among what was typed, and not taken yet, is a key of which `is` says so. */
bool input_holds(const struct input *input, int64_t now_ms,
                 bool (*is)(const struct input_key *key, void *context), void *context);
/* True if the key is a character that a text field takes. */
bool input_is_text(const struct input_key *key);

#endif

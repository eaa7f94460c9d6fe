/*
 * tui_state: what the interface consists of. Private to tui.c and tui_*.c; screens see tui.h.
 */
#ifndef TUI_TUI_STATE_H
#define TUI_TUI_STATE_H

#include "tui/news.h"
#include "tui/try_samples.h"
#include "tui/tui.h"

struct stack {
    struct view **items; /* owned; the lowest first */
    size_t count, capacity;
};

/* What was typed for a screen that waits for its content. */
struct kept {
    const struct view *view;   /* borrowed; NULL: nothing is kept */
    struct input_event *items; /* owned, with their texts */
    size_t count, capacity;
    bool replaying;
};

/* Changes made by one answer of the person: the numbers from first to last. */
struct together {
    struct together_item {
        uint64_t first, last;
        bool said; /* what became of all of them */
    } * items;     /* owned */
    size_t count, capacity;
};

/* What is to be run in the terminal. */
struct tui_program {
    char *command; /* owned; NULL: nothing */
    tui_program_fn done;
    void *context; /* borrowed */
};

struct tui {
    struct tui_options options;
    struct keymap *keymap;
    struct texts domains;
    struct stack views;
    struct stack gone;    /* taken off while they were being called: freed when that call has returned */
    int calls;            /* how deep we are in calls to screens */
    char *message, *hint; /* owned; message NULL: nothing stands on the message line */
    unsigned message_style;
    uint64_t seen_version, seen_messages; /* of the store */
    bool no_credentials;                  /* the connection screen was opened for the present failure */
    bool asked_code;                      /* the box for the code was opened */
    struct tui_program program;
    char *login; /* owned: the command that signs in, while it runs */
    struct news news;
    struct kept kept;
    struct together together;
    bool stopping; /* the last action stopped the reading: the same again leaves */
    char *
        agreed; /* owned: the connection (agreed_key in tui_say.c) whose unknown account was agreed to; NULL: none */
    bool leaving;
    tui_typed_fn typed;  /* NULL: nobody knows */
    void *typed_context; /* borrowed */
    unsigned wants;
    struct try_samples samples;
    struct strbuf bytes; /* for the terminal, as they stand */
};

/* True if the event waits for the screen on top (copied); it is carried out by tui_kept_replay once the screen does not
 * wait any more, and goes with the screen (tui_kept_forget). */
bool tui_kept_take(struct tui *tui, const struct input_event *event);
void tui_kept_replay(struct tui *tui);
void tui_kept_forget(struct tui *tui, const struct view *view);
/* Nothing stands on the message line any more: a key was pressed. */
void tui_say_nothing(struct tui *tui);
/* Says of changes that were made together what became of them, once all have ended. */
void tui_say_together(struct tui *tui);
/* Takes back the last change of this session, with those that were made together with it. */
void tui_undo_last(struct tui *tui);
/* Opens what the connection wants the person to see: no credentials, keys that ended, a code that is asked for. */
void tui_watch_connection(struct tui *tui);
/* Signs in: has the program run that does it, or looks for the keys anew. */
void tui_login(struct tui *tui);
/* Shows the newest message of the store that has not been shown, an error before all others. */
void tui_say_news(struct tui *tui);

#endif

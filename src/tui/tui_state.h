/*
 * tui_state: what the interface consists of. Private to tui.c and tui_say.c; screens see tui.h.
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
    char *program;                        /* owned: what is to be run in the terminal; NULL: nothing */
    struct news news;
    bool stopping; /* the last action stopped the reading: the same again leaves */
    char *
        agreed; /* owned: the connection (agreed_key in tui_say.c) whose unknown account was agreed to; NULL: none */
    bool leaving;
    unsigned wants;
    struct try_samples samples;
    struct strbuf bytes; /* for the terminal, as they stand */
};

/* Nothing stands on the message line any more: a key was pressed. */
void tui_say_nothing(struct tui *tui);
/* Opens what the connection wants the person to see: no credentials, keys that ended, a code that is asked for. */
void tui_watch_connection(struct tui *tui);
/* Signs in: has the program run that does it, or looks for the keys anew. */
void tui_login(struct tui *tui);
/* Shows the newest message of the store that has not been shown, an error before all others. */
void tui_say_news(struct tui *tui);

#endif

/*
 * review_change: one change to read before it is sent: its documents, and the page that shows it, its patch and the
 * equal aws command. Part of the screens that review one, and of those that look at one of many. UI thread.
 */
#ifndef TUI_REVIEW_CHANGE_H
#define TUI_REVIEW_CHANGE_H

#include <stdbool.h>
#include "base/json.h"
#include "model/change.h"
#include "tui/action.h"
#include "tui/change_options.h"
#include "tui/columns_widget.h"
#include "tui/review_page.h"

struct tui;

struct review_change {
    struct tui *tui;                  /* borrowed */
    char *region, *identifier, *name; /* owned */
    cJSON *before, *after;            /* owned; before NULL for a new trigger */
    struct change change;
    cJSON *payload;             /* owned: the patch, or the document of a new trigger */
    char *command;              /* owned: the equal aws command */
    enum review_page_part part; /* what the page shows */
    struct columns_widget page;
};

/* Copies all; asks the backend who uses the trigger. before NULL: a new one. Release it in any case. */
void review_change_init(struct review_change *self, struct tui *tui, const char *region, const cJSON *before,
                        const cJSON *after, const struct change_options *options);
void review_change_release(struct review_change *self);
/* Fills the page anew: the store has moved. */
void review_change_fill(struct review_change *self);
/* The patch, the aws command, scrolling: true if it is one of these. */
bool review_change_act(struct review_change *self, enum action_id action);
/* "update high-value-order", "2 changes". Append. */
void review_change_title(const struct review_change *self, struct strbuf *left, struct strbuf *right);

#endif

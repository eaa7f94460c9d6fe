/*
 * review_page: a change as a page to read before it is sent.
 */
#ifndef TUI_REVIEW_PAGE_H
#define TUI_REVIEW_PAGE_H

#include <stdbool.h>
#include "base/json.h"
#include "model/change.h"
#include "model/store.h"
#include "tui/columns_widget.h"

/* What the page shows: the change in short, or one of its parts alone and whole. */
enum review_page_part { REVIEW_PAGE_CHANGE, REVIEW_PAGE_PAYLOAD, REVIEW_PAGE_COMMAND };

struct review_page {
    const struct store *store; /* borrowed, as is all here */
    const char *region, *identifier;
    const cJSON *before; /* NULL: a new trigger */
    const struct change *change;
    const cJSON *payload; /* the patch of an update, the document of a create */
    const char *command;  /* the equal aws command */
    enum review_page_part part;
    const char *payload_key, *command_key; /* the keys that show them: "^V" */
};

/* Fills the widget anew; its place stays. */
void review_page_fill(const struct review_page *page, struct columns_widget *out);

#endif

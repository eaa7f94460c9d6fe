/*
 * trigger_page: a trigger as a page to read: what it does in a sentence, its conditions as a drawn tree, its
 * limits, who uses it and who manages it.
 */
#ifndef TUI_TRIGGER_PAGE_H
#define TUI_TRIGGER_PAGE_H

#include "base/json.h"
#include "model/store.h"
#include "tui/text_widget.h"

/* Adds the page's paragraphs; row is the listing's row of the document. */
void trigger_page_fill(struct text_widget *text, const struct store *store, const struct store_row *row,
                       const cJSON *document);

#endif

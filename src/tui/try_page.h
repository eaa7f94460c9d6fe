/* try_page: what a trigger does with an object, as a page to read. */
#ifndef TUI_TRY_PAGE_H
#define TUI_TRY_PAGE_H

#include "base/json.h"
#include "model/store.h"
#include "tui/text_widget.h"

struct try_page {
    const cJSON *document;
    const cJSON *object;
    const struct store_catalog *fields; /* of the object type; NULL: never asked for */
    const char *name;                   /* of the trigger */
    const char *origin;                 /* where the object is from; NULL: it was made up */
};

/* Adds the page's paragraphs: the verdict, the tree with the reasons, what is assumed, what is not tried. */
void try_page_fill(struct text_widget *text, const struct try_page *page);

#endif

/*
 * many_review_row: one target of a review of many, and how its line looks. Used by many_review alone. UI thread.
 */
#ifndef TUI_MANY_REVIEW_ROW_H
#define TUI_MANY_REVIEW_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include "base/texts.h"
#include "tui/many_review.h"
#include "tui/table_widget.h"

struct many_review_row {
    char *region, *identifier, *domain, *name; /* owned */
    enum many_review_state state;
    cJSON *before, *after;         /* owned; may be NULL */
    struct change_options options; /* owned */
    char *note;                    /* owned; NULL: none */
    struct texts notes;            /* its lines, each with its sign */
    char *what;                    /* owned: what happens, in one line */
    bool differs;                  /* before and after do */
    bool taken;                    /* the person sends it */
    bool chosen;                   /* he said so himself */
};

/* Copies the target in. */
void many_review_row_set(struct many_review_row *row, const struct many_review_target *target);
void many_review_row_release(struct many_review_row *row);
/* There is something to send. */
bool many_review_row_differs(const struct many_review_row *row);
/* And it is sent. */
bool many_review_row_is_sent(const struct many_review_row *row);
/* For the table: the sign before the line, a cell of columns trigger, domain, region, what happens. */
void many_review_row_mark(const struct many_review_row *row, struct table_widget_cell *out);
void many_review_row_cell(const struct many_review_row *row, int column, struct table_widget_cell *out);
/* A column's width so that the text fits, within reason. */
void many_review_row_widen(const char *text, size_t *cells);

#endif

/*
 * form_rows: the outline of a document, made from the field table.
 *
 * The rules, which hold for any table:
 *  - the plain properties of an object come first, then its lists and objects; read-only ones do not come;
 *  - an object whose only list of objects is L shows L's items as its own;
 *  - an item whose members are all texts or lists of texts stands on one line, a cell for each; optional
 * members that are picked from the account stand in for one another and share a cell (an attribute's Source
 * and FieldName);
 *  - an item with a list below shows its choices as cells on its own line;
 *  - whatever else is there (unknown properties, values of a wrong kind) stands on a line as JSON.
 */
#ifndef TUI_FORM_ROWS_H
#define TUI_FORM_ROWS_H

#include <stdbool.h>
#include "tui/form.h"

/* Makes the rows anew. all_open: as if nothing were closed. Problems are not yet attached. */
void form_rows_build(const struct form *form, bool all_open, struct form_rows *out);
void form_rows_release(struct form_rows *rows);
/* True if two members of an object stand in for one another. */
bool form_rows_alternatives(const struct field *a, const struct field *b);

#endif

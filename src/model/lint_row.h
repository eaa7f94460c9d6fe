/*
 * lint_row: lint for the rows of the store, with what the store knows of the account. UI thread.
 */
#ifndef MODEL_LINT_ROW_H
#define MODEL_LINT_ROW_H

#include "model/lint.h"
#include "model/store.h"

/* What the store knows for a trigger of this region, domain and object type. */
void lint_row_facts(const struct store *store, const char *region, const char *domain,
                    const char *object_type, struct lint_facts *out);
/* Fills out anew; of a row that was not read in full only that no integration uses it. */
void lint_row_findings(const struct store *store, const struct store_row *row, struct lint_findings *out);
/* How bad the worst is; looked for once, and again when the document or a list of its domain has changed. */
enum lint_severity lint_row_worst(const struct store *store, struct store_row *row);

#endif

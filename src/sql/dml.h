/*
 * dml: what INSERT, UPDATE and DELETE ask of AWS, and the rows that RETURNING gives of it.
 *
 * A face (command, console) cuts a statement (plan), has the SELECT of its values evaluated, makes a change of each row
 * (dml_change), reads the live trigger where one exists, and calls backend_create, backend_update or backend_delete.
 * When the operations have ended it evaluates dml_returning_select over their progress events. Any thread.
 *
 * UPDATE's patch is never sent as it stands: it is applied to the trigger as it was read right before (dml_after), and
 * what differs then is sent with the guards of every update. So a property that the statement names and that is equal
 * already is left out, its own test operations and indexes hold, nothing that somebody changes in that moment is
 * overwritten, and where nothing differs nothing is sent and RETURNING has no row.
 */
#ifndef SQL_DML_H
#define SQL_DML_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "sql/place.h"
#include "sql/plan.h"

struct dml_change {
    enum plan_kind kind;
    char *region;     /* owned; NULL: the statement names none */
    char *identifier; /* owned: "domain|name"; NULL of an INSERT whose document lacks a part of it */
    cJSON *document;  /* owned: INSERT's */
    cJSON *patch;     /* owned: UPDATE's */
    char *client_token, *role_arn, *type_version_id; /* owned; NULL: not given */
};

/* Makes the change of one row: cells are the texts of plan's values in order, NULL for SQL's NULL, which counts as not
 * given. ERR_INVALID and *fault, the place in the statement: JSON that does not parse, a patch that is none or writes what
 * cannot be written, an identifier or token that is none. out is filled anew; release it in any case. The document is not
 * checked against the schema yet. */
bool dml_change(const struct plan *plan, const char *const *cells, struct dml_change *out, size_t *fault,
                struct err *err);
void dml_release(struct dml_change *change);
/* What UPDATE makes of the live trigger. NULL: ERR_CONFLICT if a test of the patch fails, else ERR_INVALID. Free:
 * cJSON_Delete. */
cJSON *dml_after(const struct dml_change *change, const cJSON *live, struct err *err);

/* Appends the SELECT of RETURNING over progress events (an array of operation_present): progress_event_members, also as
 * ProgressEvent.X; what AWS did not send is NULL, ResourceModel is JSON text. map gets the places of the statement. */
void dml_returning_select(const struct plan *plan, const char *sql, const cJSON *events, struct strbuf *out,
                          struct place_map *map);

#endif

/*
 * dml_items: the triggers that one INSERT, UPDATE or DELETE changes, from the rows of its values to the rows of RETURNING.
 *
 *     plan_values_select → query → dml_items_take          what each row asks for
 *     dml_item_settle (each)                               against the live trigger and the schema
 *     …                                                    the face asks the person, and sends
 *     dml_items_returning → query                          when the operations have ended
 *
 * UI thread.
 */
#ifndef SQL_DML_ITEMS_H
#define SQL_DML_ITEMS_H

#include <stdint.h>
#include "base/texts.h"
#include "model/change.h"
#include "model/store.h"
#include "sql/dml.h"
#include "sql/result.h"

struct dml_item {
    struct dml_change change;
    cJSON *live;     /* owned; UPDATE, DELETE: as read right before */
    cJSON *after;    /* owned; INSERT, UPDATE: what is asked for */
    bool is_nothing; /* UPDATE: nothing differs */
    uint64_t number; /* of the operation; 0: none was begun */
};

/* {0} is empty. */
struct dml_items {
    struct dml_item *items; /* owned */
    size_t count;
};

/* One for each row of the values. Filled anew; release them in any case. ERR_INVALID and *fault, the place in the
 * statement. */
bool dml_items_take(const struct plan *plan, const struct result *rows, struct dml_items *items,
                    size_t *fault, struct err *err);
/* What is asked for, against the live trigger (taken; NULL of an INSERT) and the schema. change is filled
 * with what differs: change_release it in any case. False: ERR_INVALID, with a line in broken for each rule that what
 * the statement writes breaks; ERR_CONFLICT: a test of the patch fails. */
bool dml_item_settle(struct dml_item *item, cJSON *live, struct change *change, struct texts *broken,
                     struct err *err);
/* How many operations were begun. */
size_t dml_items_begun(const struct dml_items *items);
/* Appends the SELECT of RETURNING over the progress events of the operations that AWS has answered, whatever their end.
 * map as plan_values_select. */
void dml_items_returning(const struct dml_items *items, const struct store *store, const struct plan *plan,
                         const char *sql, struct strbuf *out, struct place_map *map);
/* True if the statement has RETURNING. */
bool dml_items_returns(const struct plan *plan);
void dml_items_release(struct dml_items *items);

#endif

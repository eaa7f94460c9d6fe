/*
 * batch: the statements of a text, made ready together, so that what is wrong with one is known before the first is run.
 */
#ifndef SQL_BATCH_H
#define SQL_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/strbuf.h"
#include "sql/place.h"
#include "sql/plan.h"
#include "sql/variables.h"

/* One statement, filled in and cut. */
struct batch_statement {
    struct strbuf sql;
    struct place_map map; /* from sql to the text */
    struct plan plan;
    bool awaits; /* it says that it is waited for */
};

struct batch {
    struct batch_statement *items; /* owned */
    size_t count;
};

/* Parts the text, keeps the statements with this anchor (NULL: all), fills their {{ }} in cuts them and has
 * SQLite look at them. batch is filled
 * anew: release it in any case. False: err, and *fault is the place in the text, or BATCH_NO_PLACE. */
bool batch_prepare(const char *text, const char *anchor, const struct variables *variables,
                   struct batch *batch, size_t *fault, struct err *err);
void batch_release(struct batch *batch);
/* The place in the text of a place in what was made of the statement (map; NULL: it is the statement itself). */
size_t batch_place(const struct batch_statement *statement, const struct place_map *map, size_t at);

#define BATCH_NO_PLACE ((size_t)-1)

#endif

#include "sql/batch.h"

#include <stdlib.h>
#include "base/mem.h"
#include "sql/foresee.h"
#include "sql/statement.h"
#include "sql/template.h"
#include "sql/verify.h"

static bool prepare_one(const char *text, const struct statement *statement,
                        const struct variables *variables, struct batch_statement *out, size_t *fault,
                        struct err *err)
{
    size_t at = 0;
    *out = (struct batch_statement){.sql = STRBUF_INIT, .awaits = statement->awaits};
    if (!template_fill(text, statement->start, statement->end, TEMPLATE_SQL, variables, &out->sql, &out->map,
                       fault, err))
        return false;
    if (plan_cut(out->sql.text, &out->plan, &at, err) &&
        verify_statement(out->sql.text, &out->plan, &at, err)) {
        *fault = BATCH_NO_PLACE;
        return true;
    }
    *fault = at == out->sql.length ? statement->end : place_find(&out->map, at);
    return false;
}

/* The first statement's values are seen right before it is sent. */
static bool foresee(const struct batch_statement *statement, size_t *fault, struct err *err)
{
    size_t at = 0;
    if (foresee_values(statement->sql.text, &statement->plan, &at, err))
        return true;
    *fault = place_find(&statement->map, at);
    return false;
}

bool batch_prepare(const char *text, const char *anchor, const struct variables *variables,
                   struct batch *batch, size_t *fault, struct err *err)
{
    struct statements list;
    bool fine = statement_split(text, &list, fault, err);
    *batch = (struct batch){0};
    if (fine) {
        *fault = BATCH_NO_PLACE;
        fine = (anchor == NULL || statement_select(&list, anchor, err)) &&
               (list.count > 0 || err_set(err, ERR_INVALID, "there is no statement"));
    }
    batch->items = mem_alloc(fine ? list.count : 0, sizeof *batch->items);
    for (size_t i = 0; fine && i < list.count; i++) {
        fine = prepare_one(text, &list.items[i], variables, &batch->items[i], fault, err);
        batch->count++;
    }
    for (size_t i = 1; fine && i < batch->count; i++)
        fine = foresee(&batch->items[i], fault, err);
    statement_release(&list);
    return fine;
}

void batch_release(struct batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        strbuf_release(&batch->items[i].sql);
        place_release(&batch->items[i].map);
        plan_release(&batch->items[i].plan);
    }
    free(batch->items);
    *batch = (struct batch){0};
}

size_t batch_place(const struct batch_statement *statement, const struct place_map *map, size_t at)
{
    return place_find(&statement->map, map != NULL ? place_find(map, at) : at);
}

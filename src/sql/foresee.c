#include "sql/foresee.h"

#include "sql/dml_items.h"
#include "sql/evaluate.h"
#include "sql/rewrite.h"

/* Asked every 10 ms: what takes longer is seen when its turn comes. */
enum { ASKED_MOST = 10 };

struct foreseeing {
    struct result rows;
    int asked;
};

static void take_column(const char *name, void *context)
{
    struct foreseeing *foreseeing = context;
    texts_add(&foreseeing->rows.columns, name);
}

static void take_cell(const char *text, bool is_number, void *context)
{
    struct foreseeing *foreseeing = context;
    result_add(&foreseeing->rows, text, is_number);
}

static bool is_enough(void *context)
{
    struct foreseeing *foreseeing = context;
    return ++foreseeing->asked > ASKED_MOST;
}

/* False: they come from tables, or not at all. */
static bool values_are_known(const char *sql, const struct plan *plan, struct foreseeing *foreseeing)
{
    const struct evaluate_taker taker = {take_column, take_cell, is_enough, foreseeing};
    struct strbuf made = STRBUF_INIT;
    struct place_map map = {0};
    struct err err = {0};
    size_t fault;
    plan_values_select(plan, sql, &made, &map);
    bool known =
        rewrite_names(made.text, &fault, &err) && evaluate_select(made.text, NULL, &taker, &fault, &err);
    strbuf_release(&made);
    place_release(&map);
    return known;
}

/* The rules of the schema, which for an update need the trigger as it is. */
static bool keep_rules(struct dml_items *items, struct err *err)
{
    struct texts broken = {0};
    bool fine = true;
    for (size_t i = 0; i < items->count && fine; i++) {
        struct change change = {0};
        fine = dml_item_settle(&items->items[i], NULL, &change, &broken, err);
        change_release(&change);
    }
    if (!fine && broken.count > 0)
        err_hint(err, "%s", broken.items[0]);
    texts_release(&broken);
    return fine;
}

bool foresee_values(const char *sql, const struct plan *plan, size_t *fault, struct err *err)
{
    struct foreseeing foreseeing = {0};
    struct dml_items items = {0};
    bool fine = true;
    if (plan->kind != PLAN_READ && values_are_known(sql, plan, &foreseeing)) {
        fine = dml_items_take(plan, &foreseeing.rows, &items, fault, err);
        if (fine && plan->kind == PLAN_INSERT) {
            *fault = plan->source.start;
            fine = keep_rules(&items, err);
        }
    }
    dml_items_release(&items);
    result_release(&foreseeing.rows);
    return fine;
}

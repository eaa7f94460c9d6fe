#include "sql/dml_items.h"

#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "model/check.h"

/* ---- what the rows say ---- */

static bool take_row(const struct plan *plan, const struct result_cell *cells, struct dml_item *item,
                     size_t *fault, struct err *err)
{
    const char **texts = mem_alloc(plan->count, sizeof *texts);
    for (size_t i = 0; i < plan->count; i++)
        texts[i] = cells[i].text;
    bool fine = dml_change(plan, texts, &item->change, fault, err);
    free(texts);
    return fine;
}

bool dml_items_take(const struct plan *plan, const struct result *rows, struct dml_items *items,
                    size_t *fault, struct err *err)
{
    *items = (struct dml_items){0};
    *fault = plan->source.start;
    if (rows->columns.count != plan->count)
        return err_set(err, ERR_INVALID, "%zu columns are named, and the rows have %zu", plan->count,
                       rows->columns.count);
    items->count = rows->count / plan->count;
    items->items = mem_alloc(items->count, sizeof *items->items);
    for (size_t i = 0; i < items->count; i++)
        if (!take_row(plan, rows->cells + i * plan->count, &items->items[i], fault, err))
            return false;
    return true;
}

/* ---- against the schema and the live trigger ---- */

/* properties: only those count (an update's); NULL: all do. */
static bool check(const struct dml_item *item, const struct texts *properties, struct texts *broken,
                  struct err *err)
{
    struct problems problems = {0};
    check_document(&fields_event_trigger, item->after, 0, &problems);
    for (size_t i = 0; i < problems.count; i++) {
        const char *pointer = problems.items[i].pointer, *first = *pointer == '/' ? pointer + 1 : pointer;
        char *property = mem_dup_n(first, strcspn(first, "/"));
        if (properties == NULL || texts_has(properties, property)) {
            char *line = mem_printf("%s: %s", *pointer != '\0' ? pointer : "/", problems.items[i].words);
            texts_add(broken, line);
            free(line);
        }
        free(property);
    }
    check_release(&problems);
    return broken->count == 0 ||
           err_set(err, ERR_INVALID, "%s breaks %zu rule%s; nothing was sent",
                   item->change.identifier != NULL ? item->change.identifier : "the trigger", broken->count,
                   broken->count == 1 ? "" : "s");
}

bool dml_item_settle(struct dml_item *item, cJSON *live, struct change *change, struct texts *broken,
                     struct err *err)
{
    *change = (struct change){0};
    cJSON_Delete(item->live);
    item->live = live;
    if (item->change.kind == PLAN_DELETE)
        return true;
    cJSON_Delete(item->after);
    item->after = item->change.kind == PLAN_INSERT ? cJSON_Duplicate(item->change.document, true)
                                                   : dml_after(&item->change, live, err);
    if (item->after == NULL)
        return false;
    if (item->change.kind == PLAN_INSERT)
        return check(item, NULL, broken, err);
    item->is_nothing = !change_between(live, item->after, change);
    return check(item, &change->properties, broken, err);
}

/* ---- RETURNING ---- */

size_t dml_items_begun(const struct dml_items *items)
{
    size_t begun = 0;
    for (size_t i = 0; i < items->count; i++)
        begun += items->items[i].number != 0;
    return begun;
}

bool dml_items_returns(const struct plan *plan)
{
    return plan->returning.end > plan->returning.start;
}

void dml_items_returning(const struct dml_items *items, const struct store *store, const struct plan *plan,
                         const char *sql, struct strbuf *out, struct place_map *map)
{
    cJSON *events = cJSON_CreateArray();
    for (size_t i = 0; i < items->count; i++) {
        uint64_t number = items->items[i].number;
        const struct operation *operation = number != 0 ? store_find_operation(store, number) : NULL;
        if (operation != NULL && operation->event != NULL)
            cJSON_AddItemToArray(events, operation_present(operation, false));
    }
    dml_returning_select(plan, sql, events, out, map);
    cJSON_Delete(events);
}

void dml_items_release(struct dml_items *items)
{
    for (size_t i = 0; i < items->count; i++) {
        dml_release(&items->items[i].change);
        cJSON_Delete(items->items[i].live);
        cJSON_Delete(items->items[i].after);
    }
    free(items->items);
    *items = (struct dml_items){0};
}

/*
 * Any text as statements, verified and run as the command runs them, over a store with two triggers: each is refused with
 * a place in it, or gives rows; what a change asks for is made of its rows, and RETURNING is evaluated over an event.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "sql/dml.h"
#include "sql/evaluate.h"
#include "sql/rewrite.h"
#include "sql/show.h"
#include "sql/statement.h"
#include "sql/template.h"
#include "sql/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Asked every 10 ms. */
enum { ASKS_MOST = 3, ROUNDS_MOST = 4, CELLS_MOST = 64 };

struct rows {
    char *cells[CELLS_MOST]; /* owned; the first ones */
    size_t columns, count, asked;
};

static void take_column(const char *name, void *context)
{
    struct rows *rows = context;

    assert(name);
    rows->columns++;
}

static void take_cell(const char *text, bool is_number, void *context)
{
    struct rows *rows = context;

    assert(text || !is_number);
    if (rows->count < CELLS_MOST)
        rows->cells[rows->count] = text ? mem_dup(text) : NULL;
    rows->count++;
}

static bool is_stopped(void *context)
{
    return ++((struct rows *)context)->asked > ASKS_MOST;
}

static void release_rows(struct rows *rows)
{
    for (size_t i = 0; i < rows->count && i < CELLS_MOST; i++)
        free(rows->cells[i]);
    *rows = (struct rows){0};
}

static const struct store *store_of_two(void)
{
    static struct store store;

    if (store.version > 0)
        return &store;
    store_init(&store);
    store_add_region(&store, "us-east-1", false);
    store_put_row(&store, "us-east-1", "shop", "one", "Order", "first", NULL, 1000, 2000);
    store_put_row(&store, "us-east-1", "shop", "two", "Cart", NULL, NULL, 1000, 2000);
    store_put_document(&store, "us-east-1", "shop|one",
                       "{\"DomainName\":\"shop\",\"EventTriggerName\":\"one\",\"ObjectTypeName\":\"Order\","
                       "\"EventTriggerConditions\":[{\"LogicalOperator\":\"ALL\"}],\"Tags\":[]}");
    return &store;
}

static bool evaluate(const char *sql, struct wants *wants, struct rows *rows)
{
    static struct texts regions, domains;
    struct tables tables = {store_of_two(), &regions, &domains, wants};
    const struct evaluate_taker taker = {take_column, take_cell, is_stopped, rows};
    struct err err = {0};
    size_t fault = 0;

    if (regions.count == 0)
        texts_add(&regions, "us-east-1");
    bool fine = show_is(sql) ? show_run(sql, &taker, &fault, &err)
                             : evaluate_select(sql, &tables, &taker, &fault, &err);
    assert(fine || (err.code == ERR_INVALID && err.text[0] && fault <= strlen(sql)));
    assert(!fine || rows->columns == 0 || rows->count % rows->columns == 0);
    return fine;
}

/* Until nothing more is wanted, as if all of it had been read. */
static bool run_select(const char *sql, struct rows *rows)
{
    struct wants wants = {0};
    struct err err = {0};
    size_t fault = 0;
    char *text = mem_dup(sql);
    bool fine = rewrite_names(text, &fault, &err);

    assert(strlen(text) == strlen(sql) && (fine || (err.code == ERR_INVALID && fault < strlen(sql))));
    for (int round = 0; fine && round < ROUNDS_MOST; round++) {
        release_rows(rows);
        fine = evaluate(text, &wants, rows);
        bool again = wants_any(&wants);
        for (size_t i = 0; i < wants.count; i++)
            wants.items[i]->state = WANTS_READ;
        if (!again)
            break;
    }
    wants_release(&wants);
    free(text);
    return fine;
}

static void check_change(const struct plan *plan, const char *sql, const struct rows *rows)
{
    static const char live[] =
        "{\"DomainName\":\"shop\",\"EventTriggerName\":\"one\",\"ObjectTypeName\":\"Order\"}";
    struct dml_change change;
    struct err err = {0};
    size_t fault = 0;

    if (dml_change(plan, (const char *const *)rows->cells, &change, &fault, &err)) {
        cJSON *before = json_parse_text(live, NULL);
        cJSON *after = change.patch ? dml_after(&change, before, &err) : NULL;

        assert(plan->kind != PLAN_UPDATE || after || err.text[0]);
        cJSON_Delete(after);
        cJSON_Delete(before);
    } else {
        assert(err.text[0] && fault <= strlen(sql));
    }
    dml_release(&change);
}

static void run_returning(const struct plan *plan, const char *sql)
{
    static const char events[] = "[{\"Operation\":\"UPDATE\",\"Identifier\":\"it's|x\",\"EventTime\":1.5,"
                                 "\"ResourceModel\":{\"A\":[1]},\"ErrorCode\":null}]";
    struct strbuf made = STRBUF_INIT;
    struct place_map map = {0};
    struct rows rows = {0};
    cJSON *list = json_parse_text(events, NULL);

    dml_returning_select(plan, sql, list, &made, &map);
    run_select(made.text, &rows);
    release_rows(&rows);
    place_release(&map);
    strbuf_release(&made);
    cJSON_Delete(list);
}

static void run_change(const struct plan *plan, const char *sql)
{
    struct strbuf made = STRBUF_INIT;
    struct place_map map = {0};
    struct rows rows = {0};

    plan_values_select(plan, sql, &made, &map);
    if (run_select(made.text, &rows) && rows.columns == plan->count && rows.count >= plan->count &&
        plan->count <= CELLS_MOST)
        check_change(plan, sql, &rows);
    release_rows(&rows);
    place_release(&map);
    strbuf_release(&made);
    if (plan->returning.end > plan->returning.start)
        run_returning(plan, sql);
}

static void run_statement(const char *sql)
{
    struct plan plan;
    struct rows rows = {0};
    struct err err = {0};
    size_t fault = 0;

    if (plan_cut(sql, &plan, &fault, &err)) {
        if (!verify_statement(sql, &plan, &fault, &err))
            assert(err.code == ERR_INVALID && err.text[0] && fault <= strlen(sql));
        else if (plan.kind == PLAN_READ)
            run_select(sql, &rows);
        else
            run_change(&plan, sql);
    }
    release_rows(&rows);
    plan_release(&plan);
}

static void fill_and_run(const char *text, const struct statement *one)
{
    struct variables variables = {0};
    struct strbuf sql = STRBUF_INIT;
    struct err err = {0};
    size_t fault = 0;

    variables_set(&variables, "v", cJSON_CreateString("it's"), false);
    variables_set(&variables, "l", json_parse_text("[\"a\",{\"b\":1}]", NULL), false);
    if (template_fill(text, one->start, one->end, TEMPLATE_SQL, &variables, &sql, NULL, &fault, &err))
        run_statement(sql.text);
    strbuf_release(&sql);
    variables_release(&variables);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    size_t text_length = strnlen((const char *)bytes, length);
    char *text = mem_dup_n((const char *)bytes, text_length);
    struct statements list;
    struct err err = {0};
    size_t fault = 0;

    if (text_valid(text, text_length)) {
        bool fine = statement_split(text, &list, &fault, &err);

        for (size_t i = 0; fine && i < list.count && i < 8; i++)
            fill_and_run(text, &list.items[i]);
        statement_release(&list);
    }
    free(text);
    return 0;
}

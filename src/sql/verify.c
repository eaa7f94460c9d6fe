#include "sql/verify.h"

#include <stdlib.h>
#include "base/json.h"
#include "base/mem.h"
#include "sql/dml.h"
#include "sql/evaluate.h"
#include "sql/rewrite.h"
#include "sql/show.h"

static void leave_column(const char *name, void *context)
{
    (void)name;
    (void)context;
}

static void leave_cell(const char *text, bool is_number, void *context)
{
    (void)text;
    (void)is_number;
    (void)context;
}

static bool verify_read(const char *sql, size_t *fault, struct err *err)
{
    static const struct evaluate_taker nobody = {leave_column, leave_cell, NULL, NULL};
    char *text = mem_dup(sql);
    bool fine = rewrite_names(text, fault, err) &&
                (show_is(text) ? show_run(text, &nobody, fault, err) : evaluate_check(text, fault, err));
    free(text);
    return fine;
}

static bool verify_made(struct strbuf *made, struct place_map *map, size_t *fault, struct err *err)
{
    bool fine = verify_read(made->text, fault, err);
    if (!fine)
        *fault = place_find(map, *fault);
    strbuf_release(made);
    place_release(map);
    return fine;
}

static bool verify_values(const char *sql, const struct plan *plan, size_t *fault, struct err *err)
{
    struct strbuf made = STRBUF_INIT;
    struct place_map map = {0};
    plan_values_select(plan, sql, &made, &map);
    return verify_made(&made, &map, fault, err);
}

static bool verify_returning(const char *sql, const struct plan *plan, size_t *fault, struct err *err)
{
    struct strbuf made = STRBUF_INIT;
    struct place_map map = {0};
    if (plan->returning.end == plan->returning.start)
        return true;
    cJSON *none = cJSON_CreateArray();
    dml_returning_select(plan, sql, none, &made, &map);
    cJSON_Delete(none);
    return verify_made(&made, &map, fault, err);
}

bool verify_statement(const char *sql, const struct plan *plan, size_t *fault, struct err *err)
{
    if (plan->kind == PLAN_READ)
        return verify_read(sql, fault, err);
    return verify_values(sql, plan, fault, err) && verify_returning(sql, plan, fault, err);
}

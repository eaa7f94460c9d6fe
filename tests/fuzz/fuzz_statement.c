/*
 * Any text as statements: it is refused with a place in it, or parted, each part cut or refused with a place in it; and
 * places of what is made from the parts lie in them.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "sql/dml.h"
#include "sql/place.h"
#include "sql/plan.h"
#include "sql/statement.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_range(struct plan_range range, size_t length)
{
    assert(range.start <= range.end && range.end <= length);
}

static void check_places(const struct place_map *map, const struct strbuf *made, size_t length)
{
    for (size_t i = 0; i <= made->length; i++)
        assert(place_find(map, i) <= length);
}

static void check_change(const struct plan *plan, const char *sql)
{
    struct strbuf made = STRBUF_INIT;
    struct place_map map = {0};
    cJSON *none = cJSON_CreateArray();
    size_t length = strlen(sql);

    check_range(plan->with, length);
    check_range(plan->source, length);
    check_range(plan->returning, length);
    for (size_t i = 0; i < plan->count; i++) {
        assert(plan->values[i].at < length);
        check_range(plan->values[i].value, length);
    }
    plan_values_select(plan, sql, &made, &map);
    check_places(&map, &made, length);
    place_release(&map);
    strbuf_reset(&made);
    dml_returning_select(plan, sql, none, &made, &map);
    check_places(&map, &made, length);
    place_release(&map);
    strbuf_release(&made);
    cJSON_Delete(none);
}

static void check_statement(const char *sql)
{
    struct plan plan;
    struct err err = {0};
    struct strbuf mark = STRBUF_INIT;
    size_t fault = 0;

    if (plan_cut(sql, &plan, &fault, &err)) {
        if (plan.kind != PLAN_READ)
            check_change(&plan, sql);
    } else {
        assert(err.code == ERR_INVALID && err.text[0] && fault <= strlen(sql));
        place_mark(&mark, sql, fault, 40);
        assert(mark.length >= 4 && strcmp(mark.text + mark.length - 2, "^\n") == 0);
    }
    strbuf_release(&mark);
    plan_release(&plan);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *text = mem_dup_n((const char *)bytes, strnlen((const char *)bytes, length));
    struct statements list;
    struct err err = {0};
    size_t fault = 0, last = 0;

    if (!statement_split(text, &list, &fault, &err))
        assert(err.code == ERR_INVALID && fault < strlen(text));
    for (size_t i = 0; i < list.count; i++) {
        const struct statement *one = &list.items[i];
        char *sql = mem_dup_n(text + one->start, one->end - one->start);

        assert(one->start >= last && one->end > one->start && one->end <= strlen(text));
        last = one->end;
        check_statement(sql);
        free(sql);
    }
    statement_select(&list, "create", &err);
    statement_release(&list);
    check_statement(text);
    free(text);
    return 0;
}

#include "tui/form_summary.h"

#include "base/array.h"
#include "base/mem.h"
#include "model/describe.h"
#include "tui/form_text.h"

/* The sentence for the items of each list that has one; all else is described as a value. */
static const struct {
    const char *list;
    char *(*describe)(const cJSON *item);
} items[] = {
    {"EventTriggerConditions", describe_condition},
    {"EventTriggerDimensions", describe_dimension},
    {"Periods", describe_period},
};

/* True if the pointer leads to an item of the list of that name. */
static bool is_item_of(const char *pointer, const char *list)
{
    const char *end = strrchr(pointer, '/');
    size_t length = strlen(list);

    return end && (size_t)(end - pointer) > length && end[-(long)length - 1] == '/' &&
           strncmp(end - length, list, length) == 0;
}

/* The members of an object, each as it is described: "5m, at most 3 per profile in 24 hours". */
static char *describe_members(const struct form_row *row)
{
    struct strbuf out = STRBUF_INIT;

    for (size_t i = 0; i < row->field->member_count; i++) {
        const struct field *member = &row->field->members[i];
        const cJSON *value = json_get(row->value, member->json),
                    *item = cJSON_IsArray(value) ? value->child : NULL;

        if (value && !item) {
            strbuf_addf(&out, "%s%s ", out.length ? "; " : "", member->label);
            form_text_show(member, value, &out);
        }
        for (; item; item = item->next) {
            char *words = strcmp(member->json, "Periods") == 0 ? describe_period(item) : describe_value(item);

            strbuf_addf(&out, "%s%s", out.length ? "; " : "", words);
            free(words);
        }
    }
    return strbuf_detach(&out);
}

static char *describe_row(const struct form *form, const struct form_row *row)
{
    for (size_t i = 0; i < ARRAY_COUNT(items); i++)
        if (row->item && is_item_of(row->pointer, items[i].list))
            return items[i].describe(row->value);
    if (!row->value)
        return mem_dup("");
    if (strcmp(row->pointer, "/EventTriggerConditions") == 0)
        return describe_when(form->document);
    if (row->field && row->field->kind == FIELD_OBJECT)
        return describe_members(row);
    return row->list_count ? describe_value(row->value) : mem_dup("");
}

char *form_summary_of(const struct form *form, const struct form_row *row)
{
    char *summary = describe_row(form, row), *rest = NULL;
    struct strbuf cell = STRBUF_INIT;

    if (row->cell_count) {
        form_text_show(row->cells[0].field, row->cells[0].value, &cell);
        if (cell.length && strncmp(summary, cell.text, cell.length) == 0)
            rest = mem_dup(summary + cell.length + strspn(summary + cell.length, ": "));
    }
    strbuf_release(&cell);
    if (!rest)
        return summary;
    free(summary);
    return rest;
}

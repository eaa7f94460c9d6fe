#include "sql/result.h"

#include <stdlib.h>
#include "base/array.h"
#include "base/csv.h"
#include "base/mem.h"

void result_add(struct result *result, const char *text, bool is_number)
{
    ARRAY_GROW(result->cells, result->count + 1, result->capacity);
    result->cells[result->count++] = (struct result_cell){mem_dup(text), is_number};
}

void result_release(struct result *result)
{
    for (size_t i = 0; i < result->count; i++)
        free(result->cells[i].text);
    free(result->cells);
    texts_release(&result->columns);
    *result = (struct result){0};
}

size_t result_rows(const struct result *result)
{
    return result->columns.count > 0 ? result->count / result->columns.count : 0;
}

void result_members(const struct result *result, struct texts *members)
{
    for (size_t i = 0; i < result->columns.count; i++) {
        char *name = mem_dup(result->columns.items[i]);
        for (size_t again = 1; texts_has(members, name); again++) {
            free(name);
            name = mem_printf("%s:%zu", result->columns.items[i], again);
        }
        texts_add(members, name);
        free(name);
    }
}

/* A number that JSON's reader would round stays a text. */
static cJSON *cell_tree(const struct result_cell *cell)
{
    if (cell->text == NULL)
        return cJSON_CreateNull();
    cJSON *number = cell->is_number ? json_parse_text(cell->text, NULL) : NULL;
    return number != NULL ? number : cJSON_CreateString(cell->text);
}

cJSON *result_record(const struct result *result, const struct texts *members, size_t row)
{
    const struct result_cell *cells = result->cells + row * members->count;
    cJSON *object = cJSON_CreateObject();
    for (size_t i = 0; i < members->count; i++)
        cJSON_AddItemToObject(object, members->items[i], cell_tree(&cells[i]));
    return object;
}

void result_csv(const struct result *result, struct strbuf *out)
{
    size_t columns = result->columns.count;
    for (size_t i = 0; i < columns; i++) {
        strbuf_adds(out, i > 0 ? "," : "");
        csv_add(out, result->columns.items[i]);
    }
    for (size_t i = 0; columns > 0 && i < result->count; i++) {
        cJSON *value = cell_tree(&result->cells[i]);
        strbuf_adds(out, i % columns > 0 ? "," : "\r\n");
        csv_add_value(out, value);
        cJSON_Delete(value);
    }
    strbuf_adds(out, columns > 0 ? "\r\n" : "");
}

void result_json(const struct result *result, struct strbuf *out)
{
    struct texts members = {0};
    cJSON *list = cJSON_CreateArray();
    result_members(result, &members);
    for (size_t row = 0; row < result_rows(result); row++)
        cJSON_AddItemToArray(list, result_record(result, &members, row));
    char *text = json_print_pretty(list);
    strbuf_addf(out, "%s\n", text);
    mem_release_cleared(text);
    cJSON_Delete(list);
    texts_release(&members);
}

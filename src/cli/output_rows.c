#include "cli/output_rows.h"

#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/mem.h"
#include "cli/output.h"
#include "cli/output_records.h"

void output_rows_add(struct output_rows *rows, const char *text, bool is_number)
{
    ARRAY_GROW(rows->cells, rows->count + 1, rows->capacity);
    rows->cells[rows->count++] = (struct output_cell){mem_dup(text), is_number};
}

void output_rows_release(struct output_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        free(rows->cells[i].text);
    free(rows->cells);
    texts_release(&rows->columns);
    *rows = (struct output_rows){0};
}

/* A number that JSON's reader would round stays a text. */
static cJSON *cell_tree(const struct output_cell *cell)
{
    if (cell->text == NULL)
        return cJSON_CreateNull();
    cJSON *number = cell->is_number ? json_parse_text(cell->text, NULL) : NULL;
    return number != NULL ? number : cJSON_CreateString(cell->text);
}

/* The columns' names, each once. */
static void name_members(const struct output_rows *rows, struct texts *names)
{
    for (size_t i = 0; i < rows->columns.count; i++) {
        char *name = mem_dup(rows->columns.items[i]);
        for (size_t again = 1; texts_has(names, name); again++) {
            free(name);
            name = mem_printf("%s:%zu", rows->columns.items[i], again);
        }
        texts_add(names, name);
        free(name);
    }
}

static void print_objects(const struct cli_options *options, const struct output_rows *rows)
{
    struct texts names = {0};
    struct output_records records;
    name_members(rows, &names);
    const char **columns = mem_alloc(names.count + 1, sizeof *columns); /* all NULL */
    for (size_t i = 0; i < names.count; i++)
        columns[i] = names.items[i];
    output_records_begin(&records, options, columns, false);
    for (size_t i = 0; i + names.count <= rows->count && names.count > 0; i += names.count) {
        cJSON *object = cJSON_CreateObject();
        for (size_t k = 0; k < names.count; k++)
            cJSON_AddItemToObject(object, names.items[k], cell_tree(&rows->cells[i + k]));
        output_records_add(&records, object);
    }
    output_records_end(&records);
    free(columns);
    texts_release(&names);
}

void output_rows_print(const struct cli_options *options, const struct output_rows *rows)
{
    if (output_format(options) != CLI_FORMAT_TABLE) {
        print_objects(options, rows);
        return;
    }
    struct output_table table;
    output_table_init(&table, (const char *const *)rows->columns.items, rows->columns.count);
    for (size_t i = 0; i < rows->count; i++)
        output_table_add(&table, rows->cells[i].text);
    output_table_print(&table);
}

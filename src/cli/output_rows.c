#include "cli/output_rows.h"

#include <stdlib.h>
#include "base/mem.h"
#include "cli/output.h"
#include "cli/output_records.h"

static void print_objects(const struct cli_options *options, const struct result *rows)
{
    struct texts names = {0};
    struct output_records records;
    result_members(rows, &names);
    const char **columns = mem_alloc(names.count + 1, sizeof *columns); /* all NULL */
    for (size_t i = 0; i < names.count; i++)
        columns[i] = names.items[i];
    output_records_begin(&records, options, columns, false);
    for (size_t row = 0; row < result_rows(rows); row++)
        output_records_add(&records, result_record(rows, &names, row));
    output_records_end(&records);
    free(columns);
    texts_release(&names);
}

void output_rows_print(const struct cli_options *options, const struct result *rows)
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

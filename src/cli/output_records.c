#include "cli/output_records.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/csv.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/output.h"
#include "model/store_document.h"
#include "model/fields.h"
#include "model/yaml.h"

bool output_records_flow(enum cli_format format)
{
    return format == CLI_FORMAT_JSONL || format == CLI_FORMAT_CSV || format == CLI_FORMAT_TEXT;
}

/* Null and what is absent are empty; a list or an object is its JSON text. */
static void add_value(const struct output_records *records, struct strbuf *line, const cJSON *value)
{
    if (records->format == CLI_FORMAT_CSV) {
        csv_add_value(line, value);
    } else if (cJSON_IsString(value)) {
        text_shown(line, value->valuestring);
    } else if (value != NULL && !cJSON_IsNull(value)) {
        char *text = json_print_shown(value);
        text_shown(line, text);
        free(text);
    }
}

static void print_line(const struct output_records *records, struct strbuf *line)
{
    strbuf_adds(line, records->format == CLI_FORMAT_CSV ? "\r\n" : "\n");
    output_write(line->text, line->length);
    strbuf_release(line);
}

static void add_separator(const struct output_records *records, struct strbuf *line, size_t column)
{
    if (column > 0)
        strbuf_addc(line, records->format == CLI_FORMAT_CSV ? ',' : '\t');
}

void output_records_begin(struct output_records *records, const struct cli_options *options,
                          const char *const *columns, bool alone)
{
    *records = (struct output_records){
        .options = options, .format = output_format(options), .columns = columns, .alone = alone};
    if (!output_records_flow(records->format))
        records->list = cJSON_CreateArray();
    if (records->format != CLI_FORMAT_CSV || columns[0] == NULL)
        return;
    struct strbuf line = STRBUF_INIT;
    for (size_t i = 0; columns[i] != NULL; i++) {
        add_separator(records, &line, i);
        csv_add(&line, columns[i]);
    }
    print_line(records, &line);
}

static void print_record(const struct output_records *records, const cJSON *record)
{
    struct strbuf line = STRBUF_INIT;
    if (records->format == CLI_FORMAT_JSONL) {
        char *text = json_print_shown(record);
        strbuf_adds(&line, text);
        free(text);
    }
    for (size_t i = 0; records->format != CLI_FORMAT_JSONL && records->columns[i] != NULL; i++) {
        add_separator(records, &line, i);
        add_value(records, &line, cJSON_GetObjectItemCaseSensitive(record, records->columns[i]));
    }
    print_line(records, &line);
}

void output_records_add(struct output_records *records, cJSON *record)
{
    if (records->list != NULL) {
        cJSON_AddItemToArray(records->list, record);
        return;
    }
    print_record(records, record);
    cJSON_Delete(record);
}

/* JSON, also for want of a table, or YAML. */
static void print_whole(const struct output_records *records, const cJSON *tree)
{
    struct strbuf text = STRBUF_INIT;
    if (records->format == CLI_FORMAT_YAML) {
        yaml_write(&text, tree, NULL, 0);
        output_write(text.text, text.length);
        strbuf_release(&text);
        return;
    }
    char *json = json_print_pretty(tree);
    output_write(json, strlen(json));
    output_write("\n", 1);
    mem_release_cleared(json);
}

void output_records_end(struct output_records *records)
{
    const cJSON *whole = records->list != NULL && records->alone ? records->list->child : records->list;
    if (whole != NULL)
        print_whole(records, whole);
    cJSON_Delete(records->list);
    *records = (struct output_records){0};
}

const char *const *output_records_trigger_columns(bool listed)
{
    static const char *columns[2][64];
    const struct field *root = &fields_event_trigger.root;
    const char **names = columns[listed];
    size_t count = 0;
    names[count++] = "Region";
    names[count++] = "Identifier";
    for (size_t i = 0; i < root->member_count && count + 1 < ARRAY_COUNT(columns[0]); i++)
        if (!listed || store_document_lists(root->members[i].json))
            names[count++] = root->members[i].json;
    names[count] = NULL;
    return names;
}

void output_records_trigger(const struct cli_options *options, const cJSON *document)
{
    output_records_print(options, document, output_records_trigger_columns(false));
}

void output_records_print(const struct cli_options *options, const cJSON *tree, const char *const *columns)
{
    struct output_records records;
    bool alone = !cJSON_IsArray(tree);
    output_records_begin(&records, options, columns, alone);
    for (const cJSON *record = alone ? tree : tree->child; record != NULL && records.list == NULL;
         record = alone ? NULL : record->next)
        print_record(&records, record);
    if (records.list != NULL)
        print_whole(&records, tree);
    cJSON_Delete(records.list);
}

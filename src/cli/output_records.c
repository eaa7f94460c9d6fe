#include "cli/output_records.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/csv.h"
#include "base/text.h"
#include "cli/output.h"
#include "model/store_document.h"
#include "model/fields.h"

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
    fwrite(line->text, 1, line->length, stdout);
    strbuf_release(line);
}

static void add_separator(const struct output_records *records, struct strbuf *line, size_t column)
{
    if (column > 0)
        strbuf_addc(line, records->format == CLI_FORMAT_CSV ? ',' : '\t');
}

void output_records_begin(struct output_records *records, const struct cli_options *options,
                          const struct texts *columns)
{
    *records = (struct output_records){.options = options, .format = output_format(options)};
    if (!output_records_flow(records->format))
        records->list = cJSON_CreateArray();
    for (size_t i = 0; i < columns->count; i++)
        texts_add(&records->columns, columns->items[i]);
    if (records->format != CLI_FORMAT_CSV || columns->count == 0)
        return;
    struct strbuf line = STRBUF_INIT;
    for (size_t i = 0; i < columns->count; i++) {
        add_separator(records, &line, i);
        csv_add(&line, columns->items[i]);
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
    for (size_t i = 0; records->format != CLI_FORMAT_JSONL && i < records->columns.count; i++) {
        add_separator(records, &line, i);
        add_value(records, &line, cJSON_GetObjectItemCaseSensitive(record, records->columns.items[i]));
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

void output_records_end(struct output_records *records)
{
    if (records->list != NULL)
        output_tree(records->options, records->list);
    cJSON_Delete(records->list);
    texts_release(&records->columns);
    *records = (struct output_records){0};
}

void output_records_trigger_columns(struct texts *columns, bool listed)
{
    const struct field *root = &fields_event_trigger.root;
    texts_add(columns, "Region");
    texts_add(columns, "Identifier");
    for (size_t i = 0; i < root->member_count; i++)
        if (!listed || store_document_lists(root->members[i].json))
            texts_add(columns, root->members[i].json);
}

void output_records_trigger(const struct cli_options *options, const cJSON *document)
{
    struct texts columns = {0};
    struct output_records records;
    output_records_trigger_columns(&columns, false);
    output_records_begin(&records, options, &columns);
    print_record(&records, document);
    output_records_end(&records);
    texts_release(&columns);
}

static void note_columns(struct texts *columns, const cJSON *record)
{
    for (const cJSON *member = record->child; member != NULL; member = member->next)
        if (member->string != NULL && !texts_has(columns, member->string))
            texts_add(columns, member->string);
}

void output_records_print(const struct cli_options *options, const cJSON *tree)
{
    const cJSON *first = cJSON_IsArray(tree) ? tree->child : tree;
    struct texts columns = {0};
    struct output_records records;
    for (const cJSON *record = first; record != NULL; record = record->next)
        note_columns(&columns, record);
    output_records_begin(&records, options, &columns);
    for (const cJSON *record = first; record != NULL; record = record->next)
        print_record(&records, record);
    output_records_end(&records);
    texts_release(&columns);
}

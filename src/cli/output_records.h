/*
 * output_records: records of named values, one after the other, in any format but a table's: JSON and YAML as one
 * list at the end; jsonl, csv and text at once, so that a reader has the first before the last is known.
 */
#ifndef CLI_OUTPUT_RECORDS_H
#define CLI_OUTPUT_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include "base/json.h"
#include "base/texts.h"
#include "cli/cli.h"

struct output_records {
    const struct cli_options *options;
    enum cli_format format;
    struct texts columns; /* owned: of csv and text */
    cJSON *list;          /* owned: of json and yaml */
};

/* True for the formats that come out line by line: jsonl, csv, text. */
bool output_records_flow(enum cli_format format);
/* Prints csv's header. Columns are copied. output_records_end. */
void output_records_begin(struct output_records *records, const struct cli_options *options,
                          const struct texts *columns);
/* The next record: an object, taken. Members that are no columns are in JSON and YAML alone. */
void output_records_add(struct output_records *records, cJSON *record);
/* Prints the list of json and yaml. Releases. */
void output_records_end(struct output_records *records);
/* The columns of a trigger: Region, Identifier and the properties; listed: those alone that a listing tells. */
void output_records_trigger_columns(struct texts *columns, bool listed);
/* One trigger, with all its columns. */
void output_records_trigger(const struct cli_options *options, const cJSON *document);
/* All records of a list (or the one object) in a format that flows; the columns are all members that occur. */
void output_records_print(const struct cli_options *options, const cJSON *tree);

#endif

/*
 * output_records: records of named values, one after the other: JSON and YAML as one list at the end; jsonl, csv and
 * text at once, so that a reader has the first before the last is known. Who has a table of its own prints that; of
 * the others a table is JSON.
 *
 * The columns of csv and text are fixed for each kind of record, whatever members a record happens to have. Without
 * records csv is its header, a list of JSON and YAML is [], and jsonl and text are nothing.
 */
#ifndef CLI_OUTPUT_RECORDS_H
#define CLI_OUTPUT_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include "base/json.h"
#include "cli/cli.h"

struct output_records {
    const struct cli_options *options;
    enum cli_format format;
    const char *const *columns; /* borrowed, NULL at the end: of csv and text */
    cJSON *list;                /* owned: of json and yaml */
    bool alone;                 /* the one record is printed, and not a list with it */
};

/* True for the formats that come out line by line: jsonl, csv, text. */
bool output_records_flow(enum cli_format format);
/* Prints csv's header. columns (NULL at the end) must live until output_records_end. alone: there is one record at the
 * most, and JSON and YAML are that and no list. */
void output_records_begin(struct output_records *records, const struct cli_options *options,
                          const char *const *columns, bool alone);
/* The next record: an object, taken. Members that are no columns are in JSON and YAML alone. */
void output_records_add(struct output_records *records, cJSON *record);
/* Prints the list of json and yaml. Releases. */
void output_records_end(struct output_records *records);
/* The columns of a trigger: Region, Identifier and the properties; listed: those alone that a listing tells. Borrowed. */
const char *const *output_records_trigger_columns(bool listed);
/* One trigger, with all its columns. */
void output_records_trigger(const struct cli_options *options, const cJSON *document);
/* All records of a list, or one object. */
void output_records_print(const struct cli_options *options, const cJSON *tree, const char *const *columns);

#endif

/*
 * output: what a command prints. Data on stdout, everything else on stderr; foreign text is made harmless
 * (tables, stderr) or escaped (JSON). Colour only repeats what a word says.
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include "base/json.h"
#include "cli/cli.h"
#include "model/change.h"
#include "model/operation.h"
#include "model/store.h"

/* As asked, or as stdout suggests: never CLI_FORMAT_AUTO. */
enum cli_format output_format(const struct cli_options *options);

/* A table that is printed with aligned columns. */
struct output_table {
    size_t columns;
    char **cells; /* owned; row after row, the first is the title */
    size_t count, capacity;
};
void output_table_init(struct output_table *table, const char *const *titles, size_t columns);
/* The next cell; NULL is "–". Copies. */
void output_table_add(struct output_table *table, const char *text);
/* Prints and releases. */
void output_table_print(struct output_table *table);

/* The trigger, as a table of property and value, as JSON or as YAML. */
void output_document(const struct cli_options *options, const cJSON *document);
/* One operation: its progress event, of a table one line. NULL: none was begun, which only csv has a header for. */
void output_operation(const struct cli_options *options, const struct operation *operation);
/* The line of a table: "update retail|high-value-order in us-east-1: done". */
void output_operation_line(const struct operation *operation);
/* A JSON patch, a record for each of its operations. */
void output_patch(const struct cli_options *options, const cJSON *patch);
/* A line on stderr; all of it is made harmless, since files and answers have a say in it. */
void output_line(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* A line on stderr, "etrig: …", without ending the command. */
void output_note(const char *text);
/* The lines of a plan on stderr: what changes, and from what to what. */
void output_change(const struct change *change);
/* On stderr: what the person saw, what is there now, what was asked, for each property that differs. */
void output_conflict(const struct operation *operation);
/* True if whoever read stdout is gone. */
bool output_reader_is_gone(void);
/* Asks on the terminal; true for "yes". ERR_USAGE when there is no terminal to ask on, ERR_REFUSED for any
 * other answer, 128 + the signal for one that came instead. */
bool output_ask(const char *question, struct err *err);
/* Asks on the terminal for the code that the device serial shows, into code. ERR_USAGE when there is no terminal to
 * ask on, 128 + the signal for one that came instead. The caller wipes it. */
bool output_ask_code(const char *serial, char *code, size_t size, struct err *err);
/* Data for stdout; what fails is kept for output_finish. */
void output_write(const char *text, size_t length);
/* Writes what stands in stdout's buffer. False: that, or an earlier write, failed. */
bool output_flush(void);
/* Ends the process if stdout could not be written: quietly for a closed pipe, with ERR_LOCAL otherwise. Call
 * after the last output. */
bool output_finish(struct err *err);

#endif

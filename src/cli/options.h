/*
 * options: the table of options and the reading of argv. Used by cli.c alone, and by whoever prints the table
 * (help, manual).
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "cli/cli.h"

/* One option: a row of the table from which parsing, --help and the manual are made. */
struct options_row {
    const char *name;     /* "region" for --region */
    char letter;          /* 'o' for -o, or 0 */
    const char *argument; /* "R[,R…]" or NULL; "[=FILE]" when it may be left out */
    const char *commands; /* names of the commands that take it, blank separated; NULL: all */
    const char *help;     /* one line; NULL: not shown */
    bool (*take)(struct cli_options *options, const char *value, struct err *err);
};

extern const struct options_row options_table[];
extern const size_t options_count;

/* The row of "region", or of 'o'; NULL: none. */
const struct options_row *options_find(const char *name, size_t length);
const struct options_row *options_find_letter(int letter);
/* May it stand with the command? NULL: the interface. */
bool options_fit(const struct options_row *row, const struct cli_command *command);

/* Reads argv into options; the commands are those of cli.c's table. */
bool options_read(int argc, char **argv, const struct cli_command *commands, size_t command_count,
                  struct cli_options *options, struct err *err);

#endif

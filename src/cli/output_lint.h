/*
 * output_lint: what lint found, printed trigger by trigger.
 */
#ifndef CLI_OUTPUT_LINT_H
#define CLI_OUTPUT_LINT_H

#include <stddef.h>
#include "cli/cli.h"
#include "model/document.h"
#include "model/lint.h"

/* Where the findings are about, all borrowed. */
struct output_lint_subject {
    const char *region;                    /* NULL: none is known */
    const char *identifier;                /* "domain|name", or what there is of it */
    const char *file;                      /* of a document; NULL: a trigger of the account */
    const struct document_list *documents; /* of the file: for lines and columns */
    size_t index;                          /* in documents */
};

struct output_lint {
    enum cli_format format;
    const struct cli_options *options;
    size_t subjects, counts[LINT_ERROR + 1]; /* findings so far, by severity */
    cJSON *list;                             /* owned: with YAML or JSON */
};

void output_lint_begin(struct output_lint *output, const struct cli_options *options);
/* Prints what was found in one trigger, or keeps it for the list. */
void output_lint_add(struct output_lint *output, const struct output_lint_subject *subject,
                     const struct lint_findings *findings);
/* Prints the list; on stderr, with a table, how much was found. Releases. */
void output_lint_end(struct output_lint *output);

#endif

/*
 * given: documents, patches and variables that -f, --patch, --var and --vars name, read and checked before anything is sent.
 */
#ifndef CLI_GIVEN_H
#define CLI_GIVEN_H

#include <stdbool.h>
#include "base/err.h"
#include "base/json.h"
#include "cli/cli.h"
#include "sql/variables.h"

/* Reads -f. Region in it (free(); NULL if absent) beats --region; a Region or Identifier that contradicts the
 * arguments is ERR_INVALID. Each breach of the schema is a line on stderr with its JSON pointer, and
 * ERR_INVALID. An unknown property with a known name near is a line there, too, and no fault. identifier: the argument, or NULL for create. */
cJSON *given_document(const struct cli_options *options, const char *identifier, char **region,
                      struct err *err);
/* Reads --patch: well-formed and touching neither create-only nor read-only properties, else ERR_INVALID. */
cJSON *given_patch(const struct cli_options *options, struct err *err);
/* Takes --var and the files of --vars, with the environment behind them; of choice all but the environment's name, which
 * is --env. ERR_USAGE, ERR_INVALID. Release the variables in any case. */
bool given_variables(const struct cli_options *options, const struct variables_choice *choice,
                     struct variables *variables, struct err *err);
/* The options with `region` in the place of --region (borrowed regions; the caller releases nothing but the
 * returned list). */
void given_region(struct cli_options *options, const char *region);

#endif

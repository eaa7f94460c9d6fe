/*
 * output_promotion: what `etrig promote` would do, before it does it.
 */
#ifndef CLI_OUTPUT_PROMOTION_H
#define CLI_OUTPUT_PROMOTION_H

#include "cli/cli.h"
#include "tui/promotion.h"

/* On stdout, for --dry-run: a table with a line for each, or an array with the documents and patches. */
void output_promotion(const struct cli_options *options, const struct promotion *promotion);
/* On stderr: a line for each, and below an update what changes. */
void output_promotion_plan(const struct promotion *promotion);

#endif

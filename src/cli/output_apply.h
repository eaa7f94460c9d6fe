/*
 * output_apply: what diff and apply say: the plan, before anything is done, and what became of it.
 */
#ifndef CLI_OUTPUT_APPLY_H
#define CLI_OUTPUT_APPLY_H

#include <stdio.h>
#include "cli/cli.h"
#include "model/apply_plan.h"

/* For people: a line for each that changes, below an update each value before and after; in colour on a terminal. */
void output_apply_plan(const struct cli_options *options, const struct apply_plan *plan, FILE *out);
/* On stdout, as was asked for: that, or a list of all that change with their patches. */
void output_apply_diff(const struct cli_options *options, const struct apply_plan *plan);

#endif

/* diff: what apply would do. */
#include "cli/cli.h"

#include "cli/apply_read.h"
#include "cli/output_apply.h"

int cmd_diff_run(const struct cli_options *options, struct err *err)
{
    struct apply_read read;
    int status = 0;
    if (options->file == NULL) {
        err_set(err, ERR_USAGE, "no documents are given");
        err_hint(err, "give -f FILE, -f FOLDER, or -f - for stdin");
        return (int)err->code;
    }
    if (apply_read(&read, options, err)) {
        output_apply_diff(options, &read.plan);
        status = apply_plan_changes(&read.plan) > 0 ? ERR_DIFFERENT : 0;
    }
    apply_read_end(&read);
    return status;
}

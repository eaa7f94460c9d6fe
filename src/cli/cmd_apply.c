/* apply: makes the regions equal to documents. */
#include "cli/cli.h"

#include <stdlib.h>
#include <unistd.h>
#include "base/mem.h"
#include "cli/apply_run.h"
#include "cli/output.h"
#include "cli/output_apply.h"

/* ---- before anything is read ---- */

static bool is_asked_well(const struct cli_options *options, struct err *err)
{
    if (options->file == NULL) {
        err_set(err, ERR_USAGE, "no documents are given");
        return err_hint(err, "give -f FILE, -f FOLDER, or -f - for stdin");
    }
    if (options->dry_run)
        return true;
    if (!options->yes && !isatty(STDIN_FILENO)) {
        err_set(err, ERR_USAGE, "apply asks first, and there is no terminal to ask on");
        return err_hint(err, "--yes answers in advance; nothing was changed");
    }
    if (options->yes && options->prune && options->prune_count < 0) {
        err_set(err, ERR_USAGE, "--yes with --prune wants to know how many are deleted");
        return err_hint(err, "etrig diff --prune shows them; then --prune=N");
    }
    return true;
}

/* ---- before anything is sent ---- */

static bool is_as_many(const struct cli_options *options, const struct apply_plan *plan, struct err *err)
{
    size_t count = plan->counts[APPLY_PLAN_PRUNE];
    if (options->prune_count < 0 || (size_t)options->prune_count == count)
        return true;
    err_set(err, ERR_REFUSED, "%zu trigger%s would be deleted, and --prune says %d; nothing was sent", count,
            count == 1 ? "" : "s", options->prune_count);
    return err_hint(err, "etrig diff --prune shows them");
}

static bool may_change(const struct wait_session *session, struct err *err)
{
    *err = session->store.operations_failure; /* what is open there is not known */
    if (err->code != ERR_NONE)
        return false;
    return !session->store.connection.read_only ||
           err_set(err, ERR_REFUSED, "nothing was sent: this connection is read-only");
}

/* Without --keep-going what stands against one is what stands against all. */
static bool is_free(const struct apply_read *read, struct apply_run_result *results, struct err *err)
{
    if (apply_run_check(read, results) || read->session.options->keep_going)
        return true;
    output_note("nothing was sent");
    for (size_t i = 0; i < read->plan.count; i++)
        if (results[i].state == APPLY_RUN_BLOCKED) {
            if (err->code != ERR_NONE)
                cli_complain(err);
            *err = results[i].failure;
        }
    return false;
}

static bool ask(struct apply_read *read, struct err *err)
{
    const char *account = read->session.store.connection.account;
    if (read->session.options->yes)
        return true;
    size_t pruned = read->plan.counts[APPLY_PLAN_PRUNE];
    struct strbuf question = STRBUF_INIT;
    strbuf_adds(&question, apply_plan_changes(&read->plan) == 1 ? "Make this change" : "Make these changes");
    if (pruned > 0)
        strbuf_addf(&question, ", %zu deletion%s among them,", pruned, pruned == 1 ? "" : "s");
    strbuf_addf(&question, " in account %s?", *account != '\0' ? account : "unknown");
    bool agreed = output_ask(question.text, err);
    strbuf_release(&question);
    return agreed;
}

static void carry_out(struct apply_read *read, struct err *err)
{
    const struct cli_options *options = read->session.options;
    struct apply_run_result *results = mem_alloc(read->plan.count, sizeof *results);
    output_apply_plan(options, &read->plan, stderr);
    if (is_as_many(options, &read->plan, err) && may_change(&read->session, err) &&
        is_free(read, results, err) && ask(read, err)) {
        apply_run(read, results, err);
        apply_run_report(read, results);
    }
    free(results);
}

static void say_equal(const struct apply_read *read)
{
    const struct cli_options *options = read->session.options;
    output_note("no change: all is as the documents say; nothing is sent");
    if (output_format(options) == CLI_FORMAT_TABLE)
        output_apply_plan(options, &read->plan, stdout);
    else
        apply_run_report(read, NULL);
}

int cmd_apply_run(const struct cli_options *options, struct err *err)
{
    struct apply_read read;
    if (!is_asked_well(options, err))
        return (int)err->code;
    if (apply_read(&read, options, err)) {
        if (options->dry_run)
            output_apply_diff(options, &read.plan);
        else if (apply_plan_changes(&read.plan) > 0)
            carry_out(&read, err);
        else if (is_as_many(options, &read.plan, err))
            say_equal(&read);
    }
    apply_read_end(&read);
    return (int)err->code;
}

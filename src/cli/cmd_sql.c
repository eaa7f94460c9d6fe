/* sql: statements in the manner of StackQL, from an argument or a file. */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/given.h"
#include "cli/output.h"
#include "cli/output_rows.h"
#include "cli/sql_run.h"

void sql_run_say_place(const struct sql_run *run, size_t offset, struct err *err)
{
    size_t line, column;
    struct strbuf mark = STRBUF_INIT;
    place_line(run->text, offset, &line, &column);
    place_mark(&mark, run->text, offset, 76);
    fputs(mark.text, stderr);
    strbuf_release(&mark);
    if (run->name != NULL)
        err_context(err, "%s: line %zu, column %zu", run->name, line, column);
    else
        err_context(err, "line %zu, column %zu", line, column);
}

/* ---- what was given ---- */

static bool read_text(const struct cli_options *options, struct strbuf *text, struct err *err)
{
    if ((options->file != NULL) == (options->arguments.count > 0)) {
        err_set(err, ERR_USAGE, "sql wants either a statement or a file of statements");
        return err_hint(err, "give STATEMENT or -f FILE");
    }
    if (options->file == NULL) {
        strbuf_adds(text, options->arguments.items[0]);
        return text_valid(text->text, text->length) ||
               err_set(err, ERR_INVALID, "the statement is no UTF-8 text");
    }
    if (!file_read_given(options->file, JSON_LIMIT_DOCUMENT, text, err)) {
        err->code = ERR_USAGE; /* not found is for triggers */
        return false;
    }
    return (strlen(text->text) == text->length && text_valid(text->text, text->length)) ||
           err_set(err, ERR_INVALID, "%s is no UTF-8 text", options->file);
}

/* ---- making ready ---- */

static bool prepare(const struct sql_run *run, const struct variables *variables, struct batch *batch,
                    struct err *err)
{
    size_t fault;
    if (batch_prepare(run->text, run->options.anchor, variables, batch, &fault, err))
        return true;
    if (fault != BATCH_NO_PLACE)
        sql_run_say_place(run, fault, err);
    return false;
}

/* What stands against the whole is said before the first is run. */
static bool may_run(const struct sql_run *run, const struct batch *batch, struct err *err)
{
    const struct cli_options *options = &run->options;
    size_t deletes = 0, changes = 0;
    for (size_t i = 0; i < batch->count; i++) {
        deletes += batch->items[i].plan.kind == PLAN_DELETE;
        changes += batch->items[i].plan.kind != PLAN_READ;
    }
    if (changes > 1 && options->client_token != NULL) {
        err_set(err, ERR_USAGE, "--client-token is for one change only, and these are %zu", changes);
        return err_hint(err, "set ClientToken in each statement");
    }
    if (deletes == 0 || options->yes || options->dry_run || isatty(STDIN_FILENO))
        return true;
    err_set(err, ERR_USAGE, "DELETE asks first, and there is no terminal to ask on");
    return err_hint(err, "--yes answers in advance; nothing was sent");
}

/* ---- running ---- */

/* Rows of a domain that does not exist are none, unless it was asked for by name. */
static void say_missing(struct sql_run *run, const char *region, const char *domain,
                        const struct err *failure)
{
    if (failure->code != ERR_NOT_FOUND || !texts_has(&run->options.domains, domain))
        return;
    char *where = mem_printf("%s in %s", domain, region);
    if (!texts_has(&run->missing, where)) {
        struct err said = *failure;
        texts_add(&run->missing, where);
        err_context(&said, "%s", where);
        cli_complain(&said);
    }
    free(where);
}

static void say_all_missing(struct sql_run *run)
{
    const struct store *store = &run->session.store;
    for (size_t i = 0; i < store->region_count; i++)
        for (size_t k = 0; k < store->regions[i].domain_count; k++) {
            const struct store_domain *domain = &store->regions[i].domains[k];
            say_missing(run, store->regions[i].name, domain->name, &domain->failure);
        }
    for (size_t i = 0; i < store->catalog_count; i++) {
        const struct store_catalog *catalog = store->catalogs[i];
        if (catalog->object_type == NULL && catalog->domain != NULL)
            say_missing(run, catalog->region, catalog->domain, &catalog->failure);
    }
}

static bool run_read(struct sql_run *run, const struct batch_statement *statement, struct err *err)
{
    struct result rows = {0};
    bool fine = sql_run_select(run, statement, statement->sql.text, NULL, &rows, err);
    if (fine)
        output_rows_print(&run->options, &rows);
    say_all_missing(run);
    result_release(&rows);
    return fine;
}

static void run_all(struct sql_run *run, const struct batch *batch, struct err *err)
{
    bool fine = wait_open(&run->session, &run->options, WAIT_OWN_REGIONS, err);
    for (size_t i = 0; fine && i < batch->count; i++) {
        const struct batch_statement *statement = &batch->items[i];
        fine = statement->plan.kind == PLAN_READ ? run_read(run, statement, err)
                                                 : sql_run_change(run, statement, err);
        size_t left = batch->count - i - 1;
        if (!fine && left > 0)
            output_line("%zu of %zu statements %s not run", left, batch->count, left == 1 ? "was" : "were");
    }
    wait_close(&run->session);
}

int cmd_sql_run(const struct cli_options *options, struct err *err)
{
    struct sql_run run = {.options = *options, .name = options->file};
    struct variables variables = {0};
    struct batch batch = {0};
    struct strbuf text = STRBUF_INIT;
    if (read_text(options, &text, err) &&
        given_variables(options, &(struct variables_choice){.statements = options->file}, &variables, err)) {
        run.text = text.text;
        if (prepare(&run, &variables, &batch, err) && may_run(&run, &batch, err))
            run_all(&run, &batch, err);
    }
    batch_release(&batch);
    variables_release(&variables);
    strbuf_release(&text);
    bool lacks = run.missing.count > 0;
    texts_release(&run.missing);
    return err->code != ERR_NONE ? (int)err->code : lacks ? ERR_FAILED : 0;
}

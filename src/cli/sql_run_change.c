/* INSERT, UPDATE and DELETE: values, the live trigger, the question, the operations, RETURNING (sql_run.h, dml.h). */
#include "cli/sql_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "base/text.h"
#include "cli/output.h"
#include "cli/output_rows.h"
#include "sql/dml_items.h"

struct change_run {
    struct sql_run *run;
    const struct batch_statement *statement;
    struct dml_items items;
    struct err *err;
};

static bool evaluate(struct change_run *c)
{
    struct strbuf sql = STRBUF_INIT;
    struct place_map map = {0};
    struct result rows = {0};
    size_t fault = 0;
    plan_values_select(&c->statement->plan, c->statement->sql.text, &sql, &map);
    bool fine = sql_run_select(c->run, c->statement, sql.text, &map, &rows, c->err);
    if (fine && !dml_items_take(&c->statement->plan, &rows, &c->items, &fault, c->err)) {
        sql_run_say_place(c->run, batch_place(c->statement, NULL, fault), c->err);
        fine = false;
    }
    result_release(&rows);
    place_release(&map);
    strbuf_release(&sql);
    return fine;
}

/* The region that the statement names, else the only one of the connection. */
static bool find_region(struct change_run *c, struct dml_item *item)
{
    struct wait_session *session = &c->run->session;
    if (item->change.region != NULL)
        return backend_region_is_plausible(session->backend, item->change.region, c->err);
    if (!wait_one_region(session, c->err))
        return err_hint(c->err, "name it in the statement: region = '…'; or give --region NAME");
    item->change.region = mem_dup(wait_region(session));
    return true;
}

/* ---- against the schema and the live trigger ---- */

static void say_change(const struct dml_item *item, const struct change *change)
{
    if (item->is_nothing) {
        output_note("no change: the trigger is as the statement says; nothing is sent");
        return;
    }
    char *words = change_words(change);
    fprintf(stderr, "%s%s", words, *words != '\0' && words[strlen(words) - 1] != '\n' ? "\n" : "");
    free(words);
}

static bool prepare(struct change_run *c, struct dml_item *item)
{
    struct change change;
    struct texts broken = {0};
    cJSON *live = NULL;
    if (!find_region(c, item))
        return false;
    if (item->change.kind != PLAN_INSERT) {
        live = wait_read_in(&c->run->session, item->change.region, item->change.identifier, c->err);
        if (live == NULL)
            return false;
    }
    bool fine = dml_item_settle(item, live, &change, &broken, c->err);
    for (size_t i = 0; i < broken.count; i++)
        output_line("%s", broken.items[i]);
    if (fine && item->change.kind == PLAN_UPDATE)
        say_change(item, &change);
    change_release(&change);
    texts_release(&broken);
    return fine;
}

/* ---- sending ---- */

static bool ask(struct change_run *c, const struct dml_item *item)
{
    const struct store_connection *connection = &c->run->session.store.connection;
    if (c->run->options.yes || item->change.kind != PLAN_DELETE)
        return true;
    struct strbuf line = STRBUF_INIT;
    text_shown(&line, item->change.identifier);
    strbuf_addf(&line, "\nDelete this trigger in %s, account %s?", item->change.region,
                *connection->account != '\0' ? connection->account : "unknown");
    bool agreed = output_ask(line.text, c->err);
    strbuf_release(&line);
    return agreed;
}

static void show(const struct change_run *c, const struct dml_item *item)
{
    const struct cli_options *options = &c->run->options;
    if (item->change.kind == PLAN_DELETE) {
        output_note(item->change.identifier);
        output_note("would be deleted; nothing is sent");
    } else if (item->change.kind == PLAN_INSERT) {
        output_note("would create this trigger; nothing is sent");
        output_document(options, item->after);
    } else if (options->unguarded) {
        output_patch(options, item->change.patch);
    } else if (!item->is_nothing) {
        struct change_guards guards = {.test_absent_by_time = true};
        cJSON *patch = change_patch(item->live, item->after, &guards);
        output_patch(options, patch);
        cJSON_Delete(patch);
    }
}

static void send(struct change_run *c, struct dml_item *item)
{
    struct wait_session *session = &c->run->session;
    const struct dml_change *asked = &item->change;
    bool raw = asked->kind == PLAN_UPDATE && c->run->options.unguarded;
    char *before = item->live != NULL ? json_print(item->live) : NULL;
    char *after = item->after != NULL ? json_print(item->after) : NULL;
    char *patch = raw ? json_print(asked->patch) : NULL;
    struct backend_change change = {
        .region = asked->region,
        .account = wait_account(session),
        .identifier = asked->kind == PLAN_INSERT ? NULL : asked->identifier,
        .before = before,
        .after = after,
        .patch = patch,
        .client_token = asked->client_token != NULL ? asked->client_token : c->run->options.client_token,
        .role_arn = asked->role_arn,
        .type_version_id = asked->type_version_id,
        .unguarded = c->run->options.unguarded,
        .account_unknown_ok = true,
    };
    item->number = asked->kind == PLAN_INSERT   ? backend_create(session->backend, &change)
                   : asked->kind == PLAN_UPDATE ? backend_update(session->backend, &change)
                                                : backend_delete(session->backend, &change);
    free(before);
    free(after);
    free(patch);
}

/* Waits for all; the error of the only one that was begun, or of several ERR_FAILED and a line for each. */
static void wait_for_all(struct change_run *c)
{
    size_t begun = dml_items_begun(&c->items), failed = 0;
    for (size_t i = 0; i < c->items.count && !wait_was_ended(c->err); i++) {
        const struct operation *operation;
        struct err own = {0};
        if (c->items.items[i].number == 0 ||
            wait_operation(&c->run->session, c->items.items[i].number, &operation, &own))
            continue;
        failed++;
        if (begun > 1)
            cli_complain(&own);
        *c->err = own;
    }
    if (failed > 0 && begun > 1 && !wait_was_ended(c->err))
        err_set(c->err, ERR_FAILED, "%zu of %zu triggers: %s failed", failed, begun,
                plan_word(c->statement->plan.kind));
}

/* ---- RETURNING ---- */

static bool select_returning(struct change_run *c, struct result *rows, struct err *err)
{
    struct strbuf sql = STRBUF_INIT;
    struct place_map map = {0};
    dml_items_returning(&c->items, &c->run->session.store, &c->statement->plan, c->statement->sql.text, &sql,
                        &map);
    bool fine = sql_run_select(c->run, c->statement, sql.text, &map, rows, err);
    place_release(&map);
    strbuf_release(&sql);
    return fine;
}

static void print_returning(struct change_run *c)
{
    struct result rows = {0};
    struct err own = {0};
    if (select_returning(c, &rows, &own))
        output_rows_print(&c->run->options, &rows);
    else if (c->err->code == ERR_NONE)
        *c->err = own;
    else
        cli_complain(&own);
    result_release(&rows);
}

static void finish(struct change_run *c)
{
    if (dml_items_returns(&c->statement->plan) && !wait_was_ended(c->err))
        print_returning(c);
    else if (dml_items_begun(&c->items) > 0 && c->err->code == ERR_NONE)
        output_line("The operation was despatched successfully"); /* StackQL's words */
}

/* All rows are looked at before the first is sent. */
static void carry_out(struct change_run *c)
{
    bool fine = evaluate(c);
    for (size_t i = 0; fine && i < c->items.count; i++)
        fine = prepare(c, &c->items.items[i]);
    if (fine && c->items.count > 1 && c->run->options.client_token != NULL)
        fine = err_set(c->err, ERR_USAGE, "--client-token is for one change only");
    for (size_t i = 0; fine && c->run->options.dry_run && i < c->items.count; i++)
        show(c, &c->items.items[i]);
    if (!fine || c->run->options.dry_run)
        return;
    for (size_t i = 0; fine && i < c->items.count; i++)
        fine = ask(c, &c->items.items[i]);
    for (size_t i = 0; fine && i < c->items.count; i++)
        if (!c->items.items[i].is_nothing || c->run->options.unguarded)
            send(c, &c->items.items[i]);
    if (!fine)
        return;
    wait_for_all(c);
    finish(c);
}

bool sql_run_change(struct sql_run *run, const struct batch_statement *statement, struct err *err)
{
    struct change_run c = {.run = run, .statement = statement, .err = err};
    bool no_wait = run->options.no_wait;
    run->options.no_wait = no_wait && !statement->awaits;
    carry_out(&c);
    run->options.no_wait = no_wait;
    dml_items_release(&c.items);
    return err->code == ERR_NONE;
}

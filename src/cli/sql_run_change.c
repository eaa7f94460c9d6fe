/* INSERT, UPDATE and DELETE: values, the live trigger, the question, the operations, RETURNING (sql_run.h, dml.h). */
#include "cli/sql_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "base/text.h"
#include "cli/output.h"
#include "model/change.h"
#include "model/check.h"
#include "model/document.h"
#include "sql/dml.h"

/* One row of a statement on its way. */
struct item {
    struct dml_change change;
    cJSON *live;     /* UPDATE, DELETE: as read right before */
    cJSON *after;    /* INSERT, UPDATE: what is asked for */
    bool is_nothing; /* UPDATE: nothing differs */
    uint64_t number; /* of the operation; 0: none was begun */
};

struct change_run {
    struct sql_run *run;
    const struct sql_run_statement *statement;
    struct item *items;
    size_t count;
    struct err *err;
};

/* ---- what the rows say ---- */

static bool take_row(struct change_run *c, struct item *item, const struct output_cell *cells)
{
    const struct plan *plan = &c->statement->plan;
    const char **texts = mem_alloc(plan->count, sizeof *texts);
    size_t fault = 0;
    for (size_t i = 0; i < plan->count; i++)
        texts[i] = cells[i].text;
    bool fine = dml_change(plan, texts, &item->change, &fault, c->err);
    free(texts);
    if (!fine)
        sql_run_say_place(c->run, place_find(&c->statement->map, fault), c->err);
    return fine;
}

static bool take_rows(struct change_run *c, const struct output_rows *rows)
{
    const struct plan *plan = &c->statement->plan;
    if (rows->columns.count != plan->count) {
        err_set(c->err, ERR_INVALID, "%zu columns are named, and the rows have %zu", plan->count,
                rows->columns.count);
        sql_run_say_place(c->run, place_find(&c->statement->map, plan->source.start), c->err);
        return false;
    }
    c->count = rows->count / plan->count;
    c->items = mem_alloc(c->count, sizeof *c->items);
    for (size_t i = 0; i < c->count; i++)
        if (!take_row(c, &c->items[i], rows->cells + i * plan->count))
            return false;
    return true;
}

static bool evaluate(struct change_run *c)
{
    struct strbuf sql = STRBUF_INIT;
    struct place_map map = {0};
    struct output_rows rows = {0};
    plan_values_select(&c->statement->plan, c->statement->sql.text, &sql, &map);
    bool fine = sql_run_select(c->run, c->statement, sql.text, &map, &rows, c->err) && take_rows(c, &rows);
    output_rows_release(&rows);
    place_release(&map);
    strbuf_release(&sql);
    return fine;
}

/* The region that the statement names, else the only one of the connection. */
static bool find_region(struct change_run *c, struct item *item)
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

/* properties: only those count (an update's); NULL: all do. */
static bool check(const struct item *item, const struct texts *properties, struct err *err)
{
    struct problems problems = {0};
    size_t said = 0;
    check_document(&fields_event_trigger, item->after, 0, &problems);
    for (size_t i = 0; i < problems.count; i++) {
        const char *pointer = problems.items[i].pointer, *first = *pointer == '/' ? pointer + 1 : pointer;
        char *property = mem_dup_n(first, strcspn(first, "/"));
        if (properties == NULL || texts_has(properties, property)) {
            output_line("%s: %s", *pointer != '\0' ? pointer : "/", problems.items[i].words);
            said++;
        }
        free(property);
    }
    check_release(&problems);
    return said == 0 || err_set(err, ERR_INVALID, "%s breaks %zu rule%s; nothing was sent",
                                item->change.identifier != NULL ? item->change.identifier : "the trigger",
                                said, said == 1 ? "" : "s");
}

static bool prepare_update(struct change_run *c, struct item *item)
{
    struct change change;
    item->after = dml_after(&item->change, item->live, c->err);
    if (item->after == NULL)
        return false;
    item->is_nothing = !change_between(item->live, item->after, &change);
    bool fine = check(item, &change.properties, c->err);
    if (fine && !item->is_nothing) {
        char *words = change_words(&change);
        fprintf(stderr, "%s%s", words, *words != '\0' && words[strlen(words) - 1] != '\n' ? "\n" : "");
        free(words);
    } else if (fine) {
        output_note("no change: the trigger is as the statement says; nothing is sent");
    }
    change_release(&change);
    return fine;
}

static bool prepare(struct change_run *c, struct item *item)
{
    if (!find_region(c, item))
        return false;
    if (item->change.kind == PLAN_INSERT) {
        item->after = cJSON_Duplicate(item->change.document, true);
        return check(item, NULL, c->err);
    }
    item->live = wait_read_in(&c->run->session, item->change.region, item->change.identifier, c->err);
    return item->live != NULL && (item->change.kind == PLAN_DELETE || prepare_update(c, item));
}

/* ---- sending ---- */

static bool ask(struct change_run *c, const struct item *item)
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

static void show(const struct change_run *c, const struct item *item)
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

static void send(struct change_run *c, struct item *item)
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
    size_t begun = 0, failed = 0;
    for (size_t i = 0; i < c->count; i++)
        begun += c->items[i].number != 0;
    for (size_t i = 0; i < c->count && !wait_was_ended(c->err); i++) {
        const struct operation *operation;
        struct err own = {0};
        if (c->items[i].number == 0 || wait_operation(&c->run->session, c->items[i].number, &operation, &own))
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

/* An event for each operation that AWS has answered, whatever its end. */
static cJSON *collect_events(const struct change_run *c)
{
    cJSON *events = cJSON_CreateArray();
    for (size_t i = 0; i < c->count; i++) {
        const struct operation *operation =
            c->items[i].number != 0 ? store_find_operation(&c->run->session.store, c->items[i].number) : NULL;
        if (operation != NULL && operation->event != NULL)
            cJSON_AddItemToArray(events, operation_present(operation, false));
    }
    return events;
}

static void print_returning(struct change_run *c)
{
    struct strbuf sql = STRBUF_INIT;
    struct place_map map = {0};
    struct output_rows rows = {0};
    struct err own = {0};
    cJSON *events = collect_events(c);
    dml_returning_select(&c->statement->plan, c->statement->sql.text, events, &sql, &map);
    if (sql_run_select(c->run, c->statement, sql.text, &map, &rows, &own))
        output_rows_print(&c->run->options, &rows);
    else if (c->err->code == ERR_NONE)
        *c->err = own;
    else
        cli_complain(&own);
    output_rows_release(&rows);
    place_release(&map);
    strbuf_release(&sql);
    cJSON_Delete(events);
}

/* RETURNING is tried on no rows first: a fault in it must not come up when the change is made. */
static bool try_returning(struct change_run *c)
{
    const struct plan *plan = &c->statement->plan;
    if (plan->returning.end == plan->returning.start)
        return true;
    struct strbuf sql = STRBUF_INIT;
    struct place_map map = {0};
    struct output_rows rows = {0};
    cJSON *none = cJSON_CreateArray();
    dml_returning_select(plan, c->statement->sql.text, none, &sql, &map);
    bool fine = sql_run_select(c->run, c->statement, sql.text, &map, &rows, c->err);
    output_rows_release(&rows);
    place_release(&map);
    strbuf_release(&sql);
    cJSON_Delete(none);
    return fine;
}

static void finish(struct change_run *c)
{
    const struct plan *plan = &c->statement->plan;
    size_t begun = 0;
    for (size_t i = 0; i < c->count; i++)
        begun += c->items[i].number != 0;
    if (plan->returning.end > plan->returning.start && !wait_was_ended(c->err))
        print_returning(c);
    else if (begun > 0 && c->err->code == ERR_NONE)
        output_line("The operation was despatched successfully"); /* StackQL's words */
}

/* All rows are looked at before the first is sent. */
static void carry_out(struct change_run *c)
{
    bool fine = try_returning(c) && evaluate(c);
    for (size_t i = 0; fine && i < c->count; i++)
        fine = prepare(c, &c->items[i]);
    if (fine && c->count > 1 && c->run->options.client_token != NULL)
        fine = err_set(c->err, ERR_USAGE, "--client-token is for one change only");
    for (size_t i = 0; fine && c->run->options.dry_run && i < c->count; i++)
        show(c, &c->items[i]);
    if (!fine || c->run->options.dry_run)
        return;
    for (size_t i = 0; fine && i < c->count; i++)
        fine = ask(c, &c->items[i]);
    for (size_t i = 0; fine && i < c->count; i++)
        if (!c->items[i].is_nothing || c->run->options.unguarded)
            send(c, &c->items[i]);
    if (!fine)
        return;
    wait_for_all(c);
    finish(c);
}

bool sql_run_change(struct sql_run *run, const struct sql_run_statement *statement, struct err *err)
{
    struct change_run c = {.run = run, .statement = statement, .err = err};
    bool no_wait = run->options.no_wait;
    run->options.no_wait = no_wait && !statement->awaits;
    carry_out(&c);
    run->options.no_wait = no_wait;
    for (size_t i = 0; i < c.count; i++) {
        dml_release(&c.items[i].change);
        cJSON_Delete(c.items[i].live);
        cJSON_Delete(c.items[i].after);
    }
    free(c.items);
    return err->code == ERR_NONE;
}

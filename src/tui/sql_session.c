#include "tui/sql_session.h"

#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "sql/variables.h"
#include "tui/sql_session_state.h"
#include "tui/trigger_scope.h"

const struct batch_statement *sql_session_statement(const struct sql_session *session)
{
    return &session->batch.items[session->at];
}

bool sql_session_is_idle(const struct sql_session *session)
{
    return session->state == SQL_SESSION_IDLE;
}

bool sql_session_is_busy(const struct sql_session *session)
{
    return session->state != SQL_SESSION_IDLE && session->state != SQL_SESSION_ASKS;
}

/* ---- the end ---- */

static void end_query(struct sql_session *session)
{
    if (session->querying)
        query_end(&session->query);
    session->querying = false;
    place_release(&session->map);
}

static void end_statement(struct sql_session *session)
{
    end_query(session);
    dml_items_release(&session->items);
    session->by_dialog = false;
}

static void end(struct sql_session *session)
{
    end_statement(session);
    batch_release(&session->batch);
    session->state = SQL_SESSION_IDLE;
}

void sql_session_fail(struct sql_session *session, size_t fault)
{
    session->fault = fault;
    size_t left = session->at < session->batch.count ? session->batch.count - session->at - 1 : 0;
    if (left > 0)
        strbuf_addf(&session->words, "%s%zu of %zu statements %s not run",
                    session->words.length > 0 ? "; " : "", left, session->batch.count,
                    left == 1 ? "was" : "were");
    end(session);
}

/* ---- queries ---- */

static void fail_query(struct sql_session *session)
{
    const struct place_map *map = session->map.count > 0 ? &session->map : NULL;
    sql_session_fail(session, session->query.is_placed
                                  ? batch_place(sql_session_statement(session), map, session->query.fault)
                                  : BATCH_NO_PLACE);
}

void sql_session_query(struct sql_session *session, enum sql_session_part part, struct strbuf *sql,
                       struct place_map *map)
{
    struct tui *tui = session->console->tui;
    const struct reading_place place = {.backend = tui_backend(tui),
                                        .store = tui_store(tui),
                                        .domains = tui_domains(tui),
                                        .by_all = trigger_scope_by_all(tui),
                                        .keeps_list = true};
    end_query(session);
    session->part = part;
    session->map = *map;
    session->querying = true;
    bool fine = query_begin(&session->query, &place, sql->text, &session->failure);
    strbuf_release(sql);
    *map = (struct place_map){0};
    if (fine)
        session->state = SQL_SESSION_DUE;
    else
        fail_query(session);
}

static void take_result(struct sql_session *session)
{
    size_t rows = result_rows(&session->query.result);
    result_release(&session->result);
    session->result = session->query.result;
    session->query.result = (struct result){0};
    session->result_number++;
    if (session->part == SQL_SESSION_ROWS)
        strbuf_addf(&session->words, "%zu row%s", rows, rows == 1 ? "" : "s");
}

static void query_done(struct sql_session *session)
{
    if (session->part == SQL_SESSION_VALUES) {
        sql_session_take(session);
    } else {
        take_result(session);
        session->failure = session->held;
        if (session->failure.code == ERR_NONE)
            sql_session_next(session);
        else
            sql_session_fail(session, BATCH_NO_PLACE);
    }
}

static bool is_stopped(void *context)
{
    return tui_is_stopped(context);
}

static void step(struct sql_session *session)
{
    enum query_step step = query_step(&session->query, is_stopped, session->console->tui, &session->failure);
    if (step == QUERY_DONE)
        query_done(session);
    else if (step == QUERY_FAILED)
        fail_query(session);
    else
        session->state = query_has_come(&session->query) ? SQL_SESSION_DUE : SQL_SESSION_READS;
}

/* ---- statements ---- */

static void begin_statement(struct sql_session *session)
{
    const struct batch_statement *statement = sql_session_statement(session);
    struct strbuf sql = STRBUF_INIT;
    struct place_map none = {0};
    strbuf_reset(&session->words);
    session->held = (struct err){0};
    if (statement->plan.kind != PLAN_READ) {
        sql_session_change(session);
        return;
    }
    strbuf_adds(&sql, statement->sql.text);
    sql_session_query(session, SQL_SESSION_ROWS, &sql, &none);
}

void sql_session_next(struct sql_session *session)
{
    end_statement(session);
    if (++session->at < session->batch.count)
        begin_statement(session);
    else
        end(session);
}

static bool same(const char *a, const char *b)
{
    return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static void note_connection(struct sql_session *session)
{
    const struct store_connection *connection = &tui_store(session->console->tui)->connection;
    free(session->profile);
    free(session->endpoint);
    session->profile = mem_dup(connection->profile);
    session->endpoint = mem_dup(connection->endpoint);
}

static void forget_outcome(struct sql_session *session)
{
    result_release(&session->result);
    session->result_number++;
    strbuf_reset(&session->words);
    session->failure = session->held = (struct err){0};
    session->fault = BATCH_NO_PLACE;
    texts_release(&session->broken);
}

void sql_session_run(struct sql_session *session, const char *text)
{
    const struct variables variables = {.use_environment = true};
    size_t fault = BATCH_NO_PLACE;
    forget_outcome(session);
    free(session->text);
    session->text = mem_dup(text);
    session->at = 0;
    note_connection(session);
    if (batch_prepare(session->text, NULL, &variables, &session->batch, &fault, &session->failure)) {
        begin_statement(session);
    } else {
        batch_release(&session->batch); /* none of it is run */
        sql_session_fail(session, fault);
    }
}

bool sql_session_stop(struct sql_session *session)
{
    if (session->state == SQL_SESSION_IDLE)
        return false;
    if (session->state == SQL_SESSION_READS)
        query_stop(&session->query);
    err_set(&session->failure, ERR_INTERRUPTED, "interrupted");
    if (session->state == SQL_SESSION_SENDS)
        strbuf_adds(&session->words, "the changes go on; RETURNING is not shown");
    sql_session_fail(session, BATCH_NO_PLACE);
    return true;
}

/* ---- what happens meanwhile ---- */

/* What was read is gone with the connection that it was read from. */
static bool has_lost_connection(struct sql_session *session)
{
    const struct store_connection *connection = &tui_store(session->console->tui)->connection;
    if (same(session->profile, NULL)) /* it was not known yet */
        note_connection(session);
    if (session->state == SQL_SESSION_IDLE ||
        (same(connection->profile, session->profile) && same(connection->endpoint, session->endpoint)))
        return false;
    err_set(&session->failure, ERR_INTERRUPTED,
            "the connection is another one now: the statement was given up");
    sql_session_fail(session, BATCH_NO_PLACE);
    return true;
}

void sql_session_changed(struct sql_session *session)
{
    if (has_lost_connection(session))
        return;
    if (session->state == SQL_SESSION_READS && query_has_come(&session->query))
        session->state = SQL_SESSION_DUE;
    else if (session->state >= SQL_SESSION_LOOKS)
        sql_session_change_on(session);
}

int sql_session_tick(struct sql_session *session)
{
    if (session->state != SQL_SESSION_DUE)
        return -1;
    step(session);
    return 0;
}

void sql_session_shown(struct sql_session *session)
{
    if (session->state == SQL_SESSION_ASKS)
        sql_session_review_gone(session);
    else if (session->state == SQL_SESSION_READY)
        sql_session_change_on(session);
}

/* ---- what is told of it ---- */

void sql_session_outcome(const struct sql_session *session, struct sql_session_outcome *out)
{
    *out = (struct sql_session_outcome){
        .result = &session->result,
        .result_number = session->result_number,
        .words = session->words.text,
        .failure = &session->failure,
        .text = session->text != NULL ? session->text : "",
        .fault = session->fault,
        .broken = &session->broken,
    };
}

static void say_reading(const struct sql_session *session, struct strbuf *out)
{
    struct texts regions = {0};
    const struct wants *wants = &session->query.wants;
    for (size_t i = 0; i < wants->count; i++)
        if (wants->items[i]->state == WANTS_ASKED && *wants->items[i]->region != '\0' &&
            !texts_has(&regions, wants->items[i]->region))
            texts_add(&regions, wants->items[i]->region);
    strbuf_adds(out, "reading");
    if (regions.count == 0)
        strbuf_adds(out, " the journal");
    for (size_t i = 0; i < regions.count; i++)
        strbuf_addf(out, "%s %s", i > 0 ? "," : "", regions.items[i]);
    texts_release(&regions);
}

void sql_session_say(const struct sql_session *session, struct strbuf *out)
{
    static const char *const words[] = {
        [SQL_SESSION_DUE] = "running",      [SQL_SESSION_LOOKS] = "reading what is to be changed",
        [SQL_SESSION_READY] = "for review", [SQL_SESSION_ASKS] = "for review",
        [SQL_SESSION_SENDS] = "sending",
    };
    if (session->state == SQL_SESSION_READS)
        say_reading(session, out);
    else if (session->state != SQL_SESSION_IDLE)
        strbuf_adds(out, words[session->state]);
    if (!sql_session_is_busy(session))
        return;
    strbuf_addf(out, " %s ", canvas_sign(CANVAS_SIGN_DOT));
    tui_key(session->console->tui, ACTION_STOP, out);
    strbuf_adds(out, session->state == SQL_SESSION_SENDS ? " waits no longer" : " stops it");
}

/* ---- life ---- */

struct sql_session *sql_session_new(struct view *console)
{
    struct sql_session *session = mem_alloc(1, sizeof *session);
    session->console = console;
    session->fault = BATCH_NO_PLACE;
    strbuf_init(&session->words);
    return session;
}

void sql_session_free(struct sql_session *session)
{
    if (session->state == SQL_SESSION_READS)
        query_stop(&session->query);
    end(session);
    forget_outcome(session);
    strbuf_release(&session->words);
    free(session->text);
    free(session->profile);
    free(session->endpoint);
    free(session);
}

/* INSERT, UPDATE and DELETE of the console: what they ask for, the review, RETURNING (sql_session_state.h). */
#include "tui/sql_session_state.h"

#include "base/mem.h"
#include "model/store_look.h"
#include "tui/many_review.h"
#include "tui/view_delete.h"
#include "tui/view_review.h"

/* ---- values ---- */

static void query_returning(struct sql_session *session)
{
    const struct batch_statement *statement = sql_session_statement(session);
    struct strbuf sql = STRBUF_INIT;
    struct place_map map = {0};
    dml_items_returning(&session->items, tui_store(session->console->tui), &statement->plan,
                        statement->sql.text, &sql, &map);
    sql_session_query(session, SQL_SESSION_RETURNING, &sql, &map);
}

void sql_session_change(struct sql_session *session)
{
    const struct batch_statement *statement = sql_session_statement(session);
    struct strbuf sql = STRBUF_INIT;
    struct place_map map = {0};
    if (tui_refuses_changes(session->console->tui)) {
        err_set(&session->failure, ERR_REFUSED, "the connection is read-only; nothing was sent");
        sql_session_fail(session, BATCH_NO_PLACE);
        return;
    }
    plan_values_select(&statement->plan, statement->sql.text, &sql, &map);
    sql_session_query(session, SQL_SESSION_VALUES, &sql, &map);
}

/* The region that the statement names, else the only one of the connection. */
static bool find_region(struct sql_session *session, struct dml_item *item)
{
    struct backend *backend = tui_backend(session->console->tui);
    const struct texts *own = backend_regions(backend);
    if (item->change.region != NULL)
        return backend_region_is_plausible(backend, item->change.region, &session->failure);
    if (own->count == 1) {
        item->change.region = mem_dup(own->items[0]);
        return true;
    }
    err_set(&session->failure, ERR_USAGE, "the statement names no region, and there are %zu", own->count);
    return err_hint(&session->failure, "name it: region = '…'");
}

/* ---- the live triggers ---- */

static void look(struct sql_session *session)
{
    struct tui *tui = session->console->tui;
    session->state = SQL_SESSION_LOOKS;
    for (size_t i = 0; i < session->items.count; i++) {
        const struct dml_change *change = &session->items.items[i].change;
        if (change->kind == PLAN_INSERT)
            continue;
        store_look_begin(tui_store(tui), change->region, change->identifier);
        backend_read(tui_backend(tui), change->region, change->identifier, true);
    }
    sql_session_change_on(session);
}

void sql_session_take(struct sql_session *session)
{
    size_t fault = 0;
    bool fine = dml_items_take(&sql_session_statement(session)->plan, &session->query.result, &session->items,
                               &fault, &session->failure);
    if (!fine) {
        sql_session_fail(session, batch_place(sql_session_statement(session), NULL, fault));
        return;
    }
    for (size_t i = 0; fine && i < session->items.count; i++)
        fine = find_region(session, &session->items.items[i]);
    if (fine)
        look(session);
    else
        sql_session_fail(session, BATCH_NO_PLACE);
}

static const struct store_look *look_of(const struct sql_session *session, const struct dml_item *item)
{
    return item->change.kind == PLAN_INSERT ? NULL
                                            : store_look_find(tui_store(session->console->tui),
                                                              item->change.region, item->change.identifier);
}

static bool settle(struct sql_session *session, struct dml_item *item)
{
    const struct store_look *look = look_of(session, item);
    const struct dml_change *asked = &item->change;
    struct change change;
    if (look != NULL && look->state == STORE_FAILED) {
        session->failure = look->failure;
        return false;
    }
    cJSON *live = look != NULL && look->document != NULL ? json_parse_text(look->document, NULL) : NULL;
    if (live == NULL && asked->kind != PLAN_INSERT)
        return err_set(&session->failure, ERR_NOT_FOUND, "%s does not exist in %s", asked->identifier,
                       asked->region);
    bool fine = dml_item_settle(item, live, &change, &session->broken, &session->failure);
    change_release(&change);
    return fine;
}

static bool has_read(const struct sql_session *session)
{
    for (size_t i = 0; i < session->items.count; i++) {
        const struct store_look *look = look_of(session, &session->items.items[i]);
        if (look != NULL && look->state < STORE_READ)
            return false;
    }
    return true;
}

/* ---- the end ---- */

/* "retail|parcel-late is updated", "3 triggers are created". */
static void say_done(struct sql_session *session)
{
    static const char *const words[] = {
        [PLAN_READ] = "", [PLAN_INSERT] = "created", [PLAN_UPDATE] = "updated", [PLAN_DELETE] = "deleted"};
    const char *word = words[sql_session_statement(session)->plan.kind];
    size_t begun = dml_items_begun(&session->items);
    strbuf_reset(&session->words);
    if (session->items.count == 1 && session->items.items[0].is_nothing)
        strbuf_adds(&session->words, "no change: the trigger is as the statement says; nothing was sent");
    else if (session->items.count == 1)
        strbuf_addf(&session->words, "%s is %s", session->items.items[0].change.identifier, word);
    else if (session->items.count == 0)
        strbuf_adds(&session->words, "the statement gives no row: there is nothing to send");
    else
        strbuf_addf(&session->words, "%zu trigger%s %s", begun, begun == 1 ? " is" : "s are", word);
}

static void finish(struct sql_session *session)
{
    if (session->held.code == ERR_NONE)
        say_done(session);
    if (dml_items_returns(&sql_session_statement(session)->plan)) {
        query_returning(session);
    } else if (session->held.code == ERR_NONE) {
        sql_session_next(session);
    } else {
        session->failure = session->held;
        sql_session_fail(session, BATCH_NO_PLACE);
    }
}

static bool has_settled(const struct operation *operation)
{
    return operation_has_ended(operation) || operation->wait == OPERATION_INTERRUPTED;
}

static void note_failure(struct sql_session *session, const struct operation *operation)
{
    if (operation->failure.code != ERR_NONE)
        session->held = operation->failure;
    else
        err_set(&session->held, ERR_FAILED, "%s: %s", operation->identifier, operation_state_word(operation));
}

/* Once all have ended: the failure of the only one, or how many failed. */
static void follow(struct sql_session *session)
{
    const struct store *store = tui_store(session->console->tui);
    size_t failed = 0, begun = dml_items_begun(&session->items);
    session->held = (struct err){0};
    for (size_t i = 0; i < session->items.count; i++) {
        const struct operation *operation = store_find_operation(store, session->items.items[i].number);
        if (session->items.items[i].number == 0)
            continue;
        if (operation == NULL || !has_settled(operation))
            return;
        if (operation->state == OPERATION_SUCCEEDED)
            continue;
        failed++;
        note_failure(session, operation);
    }
    if (failed > 0 && begun > 1)
        err_set(&session->held, ERR_FAILED, "%zu of %zu triggers: %s failed; the operations say why", failed,
                begun, plan_word(sql_session_statement(session)->plan.kind));
    finish(session);
}

/* ---- the review ---- */

static void was_sent(struct tui *tui, uint64_t number, void *context)
{
    struct sql_session *session = context;
    (void)tui;
    if (session->state != SQL_SESSION_ASKS)
        return;
    session->by_dialog = false;
    if (number == 0) {
        sql_session_review_gone(session);
        return;
    }
    session->items.items[0].number = number;
    session->state = SQL_SESSION_SENDS;
}

static void one_was_sent(struct tui *tui, size_t index, uint64_t number, void *context)
{
    struct sql_session *session = context;
    (void)tui;
    if (session->state != SQL_SESSION_ASKS && session->state != SQL_SESSION_SENDS)
        return;
    session->items.items[index].number = number;
    session->state = SQL_SESSION_SENDS;
}

static struct change_options options_of(const struct dml_change *change)
{
    return (struct change_options){change->client_token, change->role_arn, change->type_version_id};
}

static struct view *delete_dialog(struct sql_session *session, const struct dml_item *item)
{
    char *seen = json_print(item->live);
    struct view *view = view_delete_one(session->console->tui,
                                        &(struct view_delete_request){.region = item->change.region,
                                                                      .identifier = item->change.identifier,
                                                                      .seen = seen,
                                                                      .options = options_of(&item->change),
                                                                      .done = was_sent,
                                                                      .context = session});
    free(seen);
    session->by_dialog = true;
    return view;
}

static struct view *review(struct sql_session *session, const struct dml_item *item)
{
    struct tui *tui = session->console->tui;
    return view_review_new(tui, &(struct view_review_request){.account = tui_store(tui)->connection.account,
                                                              .region = item->change.region,
                                                              .before = item->live,
                                                              .after = item->after,
                                                              .options = options_of(&item->change),
                                                              .sent = was_sent,
                                                              .context = session});
}

static struct view *review_of_many(struct sql_session *session)
{
    struct tui *tui = session->console->tui;
    char *title = mem_printf("%s of %zu triggers", plan_word(sql_session_statement(session)->plan.kind),
                             session->items.count);
    struct view *view =
        many_review_new(tui, &(struct many_review_options){.title = title,
                                                           .account = tui_store(tui)->connection.account,
                                                           .home = session->console,
                                                           .sent = one_was_sent,
                                                           .context = session});
    free(title);
    for (size_t i = 0; i < session->items.count; i++) {
        const struct dml_item *item = &session->items.items[i];
        many_review_add((struct many_review *)view,
                        &(struct many_review_target){.region = item->change.region,
                                                     .identifier = item->change.identifier,
                                                     .state = MANY_REVIEW_SETTLED,
                                                     .before = item->live,
                                                     .after = item->after,
                                                     .options = options_of(&item->change)});
    }
    return view;
}

/* Above the console, when nothing else is. */
static void open_review(struct sql_session *session)
{
    struct tui *tui = session->console->tui;
    if (tui_top(tui) != session->console)
        return;
    const struct dml_item *item = &session->items.items[0];
    struct view *view = session->items.count > 1           ? review_of_many(session)
                        : item->change.kind == PLAN_DELETE ? delete_dialog(session, item)
                                                           : review(session, item);
    session->state = SQL_SESSION_ASKS;
    if (view != NULL) {
        tui_push(tui, view);
        return;
    }
    err_set(&session->failure, ERR_REFUSED, "nothing was sent");
    sql_session_fail(session, BATCH_NO_PLACE);
}

void sql_session_review_gone(struct sql_session *session)
{
    if (session->state == SQL_SESSION_ASKS && session->by_dialog)
        return; /* its answer comes right after */
    err_set(&session->failure, ERR_REFUSED, "the review was left: nothing was sent");
    sql_session_fail(session, BATCH_NO_PLACE);
}

/* All rows are looked at before the person is asked. */
static void prepare(struct sql_session *session)
{
    bool fine = true;
    for (size_t i = 0; fine && i < session->items.count; i++)
        fine = settle(session, &session->items.items[i]);
    if (!fine) {
        sql_session_fail(session, BATCH_NO_PLACE);
    } else if (session->items.count == 0 || session->items.items[0].is_nothing) {
        finish(session);
    } else {
        session->state = SQL_SESSION_READY;
        open_review(session);
    }
}

void sql_session_change_on(struct sql_session *session)
{
    if (session->state == SQL_SESSION_LOOKS && has_read(session))
        prepare(session);
    else if (session->state == SQL_SESSION_READY)
        open_review(session);
    else if (session->state == SQL_SESSION_SENDS)
        follow(session);
}

#include "cli/undone.h"

#include <stdlib.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/text.h"
#include "cli/output.h"
#include "model/change.h"
#include "model/undo.h"

bool undone_may_ask(const struct cli_options *options, struct err *err)
{
    if (options->yes || options->dry_run || isatty(STDIN_FILENO))
        return true;
    err_set(err, ERR_USAGE, "undo asks first, and there is no terminal to ask on");
    return err_hint(err, "--yes answers in advance; nothing was changed");
}

/* ---- the trigger as it is now ---- */

static bool identity_is_known(struct wait_session *session, void *context)
{
    (void)context;
    return session->store.connection.state == STORE_READ;
}

/* Whose keys these are is compared with the operation's account before anything is read. */
static bool is_allowed(struct wait_session *session, const struct operation *operation, struct err *err)
{
    session->offline = false;
    return wait_until(session, identity_is_known, NULL, err) &&
           undo_allowed(operation, &session->store.connection, err);
}

/* *live is NULL if it is not there. */
static bool read_live(struct wait_session *session, const struct operation *operation, cJSON **live,
                      struct err *err)
{
    struct texts region = {0}, all = {0};
    texts_add(&region, operation->region);
    backend_scope(session->backend, &region, false, &all);
    texts_release(&region);
    *live = wait_read(session, operation->identifier, err);
    if (*live == NULL && err->code != ERR_NOT_FOUND)
        return false;
    err_clear(err);
    return true;
}

/* ---- what somebody changed since ---- */

static void show_both(const struct operation *operation, const struct undo *undo)
{
    const cJSON *wanted = undo->kind == UNDO_UPDATE ? undo->over : NULL;
    struct operation shown = {.kind = operation->kind,
                              .question = OPERATION_ASK_CONFLICT,
                              .before = json_print(undo->made),
                              .live = json_print(undo->live),
                              .after = wanted != NULL ? json_print(wanted) : NULL};
    output_conflict(&shown);
    operation_release(&shown);
}

static void add_names(const struct texts *names, struct strbuf *out)
{
    for (size_t i = 0; i < names->count; i++)
        strbuf_addf(out, "%s%s", i > 0 ? ", " : "", names->items[i]);
}

/* True if nothing stands in the way that the person has not seen. */
static bool is_as_made(const struct operation *operation, const struct undo *undo, struct err *err)
{
    struct strbuf what = STRBUF_INIT;
    char *subject = undo_subject(operation);
    if (undo_loses_changes(undo))
        strbuf_adds(&what, "it");
    add_names(&undo->collides, &what);
    if (what.length > 0) {
        show_both(operation, undo);
        err_set(err, ERR_CONFLICT, "cannot undo the %s: %s %s changed since", subject, what.text,
                undo->collides.count > 1 ? "were" : "was");
        err_hint(err, "--unguarded undoes it all the same; nothing was changed");
    }
    bool as_made = what.length == 0;
    strbuf_release(&what);
    free(subject);
    return as_made;
}

/* ---- the plan, and carrying it out ---- */

static const cJSON *wanted_of(const struct wait_session *session, const struct undo *undo)
{
    return undo->kind == UNDO_UPDATE && session->options->unguarded ? undo->over : undo->after;
}

static void say_plan(const struct operation *operation, const struct undo *undo, const cJSON *wanted)
{
    static const char *const words[] = {[UNDO_CREATE] = "creates it again",
                                        [UNDO_UPDATE] = "puts back what it changed",
                                        [UNDO_DELETE] = "deletes it"};
    char *subject = undo_subject(operation);
    output_line("undo of the %s %s", subject, words[undo->kind]);
    free(subject);
    if (undo->kind == UNDO_DELETE)
        return;
    struct change change;
    change_between(undo->live, wanted, &change);
    output_change(&change);
    change_release(&change);
}

/* What would be sent, on stdout. */
static void print_dry(const struct wait_session *session, const struct undo *undo, const cJSON *wanted)
{
    struct change_guards guards = {.unguarded = session->options->unguarded, .test_absent_by_time = true};
    if (undo->kind == UNDO_CREATE) {
        output_document(session->options, wanted);
    } else if (undo->kind == UNDO_UPDATE) {
        cJSON *patch = change_patch(undo->live, wanted, &guards);
        output_patch(session->options, patch);
        cJSON_Delete(patch);
    }
    output_note("nothing is sent");
}

static bool ask(struct wait_session *session, const struct operation *operation, struct err *err)
{
    if (session->options->yes)
        return true;
    const struct store_connection *connection = &session->store.connection;
    struct strbuf line = STRBUF_INIT;
    strbuf_addf(&line, "Undo the %s of ", operation_kind_word(operation->kind));
    text_shown(&line, operation->identifier);
    strbuf_addf(&line, " in %s, account %s?", operation->region,
                *connection->account != '\0' ? connection->account : "unknown");
    bool agreed = output_ask(line.text, err);
    strbuf_release(&line);
    return agreed;
}

static uint64_t begin(struct wait_session *session, const struct operation *operation,
                      const struct undo *undo, const cJSON *wanted)
{
    char *before = undo->live != NULL ? json_print(undo->live) : NULL,
         *after = undo->kind != UNDO_DELETE ? json_print(wanted) : NULL;
    struct backend_change change = {
        .region = operation->region,
        .account = wait_account(session),
        .identifier = undo->kind != UNDO_CREATE ? operation->identifier : NULL,
        .before = before,
        .after = after,
        .client_token = session->options->client_token,
        .unguarded = session->options->unguarded,
        .account_unknown_ok = true,
    };
    uint64_t number = undo->kind == UNDO_CREATE   ? backend_create(session->backend, &change)
                      : undo->kind == UNDO_UPDATE ? backend_update(session->backend, &change)
                                                  : backend_delete(session->backend, &change);
    free(before);
    free(after);
    return number;
}

static void carry_out(struct wait_session *session, const struct operation *operation,
                      const struct undo *undo, struct err *err)
{
    const cJSON *wanted = wanted_of(session, undo);
    const struct operation *done;
    say_plan(operation, undo, wanted);
    if (session->options->dry_run)
        print_dry(session, undo, wanted);
    else if (ask(session, operation, err) &&
             wait_operation(session, begin(session, operation, undo, wanted), &done, err))
        output_operation(session->options, done);
}

static void decide(struct wait_session *session, const struct operation *operation, const cJSON *live,
                   struct err *err)
{
    struct undo undo;
    undo_plan(operation, live, &undo);
    if (undo.kind == UNDO_REFUSED)
        *err = undo.why;
    else if (undo.kind == UNDO_NOTHING) {
        output_note(undo.why.text);
        output_operation(session->options, NULL);
    } else if (session->options->unguarded || is_as_made(operation, &undo, err))
        carry_out(session, operation, &undo, err);
    undo_release(&undo);
}

void undone_run(struct wait_session *session, const struct operation *operation, struct err *err)
{
    struct operation copy; /* the store moves while the trigger is read */
    cJSON *live = NULL;
    operation_copy(&copy, operation);
    if (is_allowed(session, &copy, err) && read_live(session, &copy, &live, err))
        decide(session, &copy, live, err);
    cJSON_Delete(live);
    operation_release(&copy);
}

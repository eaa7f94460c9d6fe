#include "cli/undone.h"

#include <stdlib.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/text.h"
#include "cli/output.h"
#include "cli/output_records.h"
#include "cli/undone_plan.h"
#include "cli/wait_many.h"
#include "model/change.h"

bool undone_may_ask(const struct cli_options *options, struct err *err)
{
    if (options->yes || options->dry_run || isatty(STDIN_FILENO))
        return true;
    err_set(err, ERR_USAGE, "undo asks first, and there is no terminal to ask on");
    return err_hint(err, "--yes answers in advance; nothing was changed");
}

/* ---- the plan ---- */

static void say_plan(const struct undone_plan *plan, const struct cli_options *options)
{
    static const char *const words[] = {[UNDO_CREATE] = "creates it again",
                                        [UNDO_UPDATE] = "puts back what it changed",
                                        [UNDO_DELETE] = "deletes it"};
    char *subject = undo_subject(&plan->operation);
    output_line("undo of the %s %s", subject, words[plan->undo.kind]);
    free(subject);
    if (plan->undo.kind == UNDO_DELETE)
        return;
    struct change change;
    change_between(plan->undo.live, undone_plan_wanted(plan, options), &change);
    output_change(&change);
    change_release(&change);
}

static cJSON *patch_of(const struct undone_plan *plan, const struct cli_options *options)
{
    struct change_guards guards = {.unguarded = options->unguarded, .test_absent_by_time = true};
    return change_patch(plan->undo.live, undone_plan_wanted(plan, options), &guards);
}

/* ---- what would be sent, on stdout ---- */

/* Of one the patch or the document alone. */
static void print_one(const struct undone_plan *plan, const struct cli_options *options)
{
    if (plan->undo.kind == UNDO_CREATE)
        output_document(options, plan->undo.after);
    if (plan->undo.kind != UNDO_UPDATE)
        return;
    cJSON *patch = patch_of(plan, options);
    output_patch(options, patch);
    cJSON_Delete(patch);
}

static cJSON *present(const struct undone_plan *plan, const struct cli_options *options)
{
    static const char *const actions[] = {
        [UNDO_CREATE] = "create", [UNDO_UPDATE] = "update", [UNDO_DELETE] = "delete"};
    cJSON *entry = cJSON_CreateObject();
    json_set_text(entry, "Region", plan->operation.region);
    json_set_text(entry, "Identifier", plan->operation.identifier);
    json_set_text(entry, "Action", actions[plan->undo.kind]);
    if (plan->undo.kind == UNDO_UPDATE)
        json_set(entry, "Patch", patch_of(plan, options));
    else if (plan->undo.kind == UNDO_CREATE)
        json_set(entry, "DesiredState", cJSON_Duplicate(plan->undo.after, true));
    return entry;
}

static void print_dry(const struct undone_plan *plans, const struct wait_many *many)
{
    static const char *const members[] = {"Region", "Identifier", "Action", "Patch", "DesiredState", NULL};
    const struct cli_options *options = many->session->options;
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < many->count; i++)
        if (undone_plan_sends(&plans[i]) && !many->is_list)
            print_one(&plans[i], options);
        else if (undone_plan_sends(&plans[i]))
            cJSON_AddItemToArray(list, present(&plans[i], options));
    if (many->is_list)
        output_records_print(options, list, members);
    output_note("nothing is sent");
    cJSON_Delete(list);
}

/* ---- carrying it out ---- */

/* One is named in the question; several have a line each before it. */
static void add_subjects(const struct undone_plan *plans, size_t count, struct strbuf *out)
{
    for (size_t i = 0; i < count; i++) {
        const struct operation *operation = &plans[i].operation;
        if (!undone_plan_sends(&plans[i]))
            continue;
        strbuf_addf(out, "%s%s of ", count == 1 ? "Undo the " : "", operation_kind_word(operation->kind));
        text_shown(out, operation->identifier); /* on one line, whatever stands in it */
        strbuf_addf(out, " in %s%s", operation->region, count == 1 ? "" : "\n");
    }
}

static bool ask(struct wait_session *session, const struct undone_plan *plans, size_t count, size_t to_send,
                struct err *err)
{
    const char *account = session->store.connection.account;
    if (session->options->yes)
        return true;
    struct strbuf line = STRBUF_INIT;
    add_subjects(plans, count, &line);
    if (count > 1)
        strbuf_addf(&line, "Undo %s", to_send == 1 ? "this change" : "these changes");
    strbuf_addf(&line, ", account %s?", *account != '\0' ? account : "unknown");
    bool agreed = output_ask(line.text, err);
    strbuf_release(&line);
    return agreed;
}

static uint64_t begin(struct wait_session *session, const struct undone_plan *plan)
{
    const struct undo *undo = &plan->undo;
    char *before = undo->live != NULL ? json_print(undo->live) : NULL;
    char *after = undo->kind != UNDO_DELETE ? json_print(undone_plan_wanted(plan, session->options)) : NULL;
    struct backend_change change = {
        .region = plan->operation.region,
        .account = wait_account(session),
        .identifier = undo->kind != UNDO_CREATE ? plan->operation.identifier : NULL,
        .before = before,
        .after = after,
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

static void carry_out(struct wait_session *session, const struct undone_plan *plans, struct wait_many *many,
                      struct err *err)
{
    uint64_t *numbers = mem_alloc(many->count, sizeof *numbers);
    size_t count = 0;
    for (size_t i = 0; i < many->count; i++)
        if (undone_plan_sends(&plans[i]))
            numbers[count++] = begin(session, &plans[i]);
    wait_many(many, numbers, count, err);
    free(numbers);
}

/* Says what is planned, and what is left alone and why. Returns how many are to be sent. */
static size_t say_plans(const struct undone_plan *plans, struct wait_many *many)
{
    size_t to_send = 0;
    for (size_t i = 0; i < many->count; i++) {
        if (plans[i].why.code != ERR_NONE)
            wait_many_fail(many, &plans[i].why);
        else if (plans[i].undo.kind == UNDO_NOTHING)
            output_note(plans[i].undo.why.text);
        else
            say_plan(&plans[i], many->session->options);
        to_send += undone_plan_sends(&plans[i]);
    }
    return to_send;
}

static void go_on(struct wait_session *session, const struct undone_plan *plans, size_t count,
                  struct err *err)
{
    struct wait_many many = {.session = session,
                             .not_done = "changes were not undone",
                             .count = count,
                             .is_list = session->options->arguments.count > 2};
    size_t to_send = say_plans(plans, &many);
    if (session->options->dry_run && (to_send > 0 || many.is_list)) {
        print_dry(plans, &many);
        wait_many_end(&many, err);
    } else if (to_send == 0) {
        wait_many(&many, NULL, 0, err);
    } else if (ask(session, plans, count, to_send, err)) {
        carry_out(session, plans, &many, err);
    }
}

void undone_run(struct wait_session *session, const uint64_t *numbers, size_t count, struct err *err)
{
    struct undone_plan *plans = mem_alloc(count, sizeof *plans);
    if (undone_plan(session, numbers, count, plans, err))
        go_on(session, plans, count, err);
    undone_plan_release(plans, count);
    free(plans);
}

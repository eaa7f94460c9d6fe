/* operations: the journal: list, show, resume, cancel, undo. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "cli/output.h"
#include "cli/output_records.h"
#include "cli/tokens.h"
#include "cli/undone.h"
#include "cli/wait_many.h"

static bool operations_are_loaded(struct wait_session *session, void *context)
{
    (void)context;
    return session->store.operations_loaded;
}

static void print_table(const struct store *store)
{
    static const char *const titles[] = {"Operation", "Trigger", "Region", "State", "Age", "Token", "Why"};
    struct output_table table;
    output_table_init(&table, titles, ARRAY_COUNT(titles));
    for (size_t i = store->operation_count; i > 0; i--) {
        const struct operation *operation = &store->operations[i - 1];
        char age[8];
        clock_format_age(clock_wall_ms() - operation->started_ms, age);
        output_table_add(&table, operation_kind_word(operation->kind));
        output_table_add(&table, operation->identifier);
        output_table_add(&table, operation->region);
        output_table_add(&table, operation_state_word(operation));
        output_table_add(&table, age);
        output_table_add(&table, operation->client_token);
        output_table_add(&table,
                         operation->failure.code != ERR_NONE ? operation->failure.text : operation->warning);
    }
    output_table_print(&table);
}

static void run_list(struct wait_session *session)
{
    const struct store *store = &session->store;
    if (output_format(session->options) == CLI_FORMAT_TABLE) {
        print_table(store);
        return;
    }
    cJSON *list = cJSON_CreateArray();
    for (size_t i = store->operation_count; i > 0; i--)
        cJSON_AddItemToArray(list, operation_present(&store->operations[i - 1], false));
    output_records_print(session->options, list, operation_members(false));
    cJSON_Delete(list);
}

/* One as it is, several as a list. */
static void run_show(struct wait_session *session, const struct tokens *tokens)
{
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < tokens->count; i++)
        cJSON_AddItemToArray(
            list, operation_present(store_find_operation(&session->store, tokens->numbers[i]), true));
    output_records_print(session->options, tokens->count == 1 ? list->child : list, operation_members(true));
    cJSON_Delete(list);
}

/* A process that lives and whose operation it is: cancelling is its own to do, and no answer would come here. */
static bool is_of_another(const struct operation *operation)
{
    return !operation->mine && operation->wait != OPERATION_INTERRUPTED;
}

/* Asks the backend to go on with it, or to cancel it. false: it cannot be. */
static bool begin(struct wait_session *session, uint64_t number, bool resume, struct err *err)
{
    const struct operation *operation = store_find_operation(&session->store, number);
    if (operation_has_ended(operation))
        return err_set(err, ERR_FAILED, "the %s of %s has ended: %s", operation_kind_word(operation->kind),
                       operation->identifier, operation_state_word(operation));
    if (!resume && is_of_another(operation)) {
        err_set(err, ERR_CONFLICT, "%s: another etrig is at work on it", operation->identifier);
        return err_hint(err, "cancel it there");
    }
    if (resume)
        backend_resume(session->backend, number);
    else
        backend_cancel(session->backend, number);
    return true;
}

/* Resumes or cancels all at once, and waits for what comes of it. */
static void run_act(struct wait_session *session, const struct tokens *tokens, bool resume, struct err *err)
{
    struct wait_many many = {
        .session = session,
        .not_done = resume ? "changes did not succeed" : "changes were not cancelled",
        .count = tokens->count,
        .cancels = !resume,
        .is_list = session->options->all || session->options->arguments.count > 2,
    };
    uint64_t *begun = mem_alloc(tokens->count + 1, sizeof *begun);
    size_t count = 0;
    session->offline = false;
    for (size_t i = 0; i < tokens->count; i++) {
        struct err why;
        if (begin(session, tokens->numbers[i], resume, &why))
            begun[count++] = tokens->numbers[i];
        else
            wait_many_fail(&many, &why);
    }
    wait_many(&many, begun, count, err);
    free(begun);
}

static bool find_interrupted(struct wait_session *session, struct tokens *tokens, struct err *err)
{
    session->offline = false;
    if (!wait_identity(session, err))
        return false;
    size_t elsewhere = tokens_find_interrupted(tokens, &session->store);
    if (elsewhere > 0)
        output_line(
            "etrig: %zu more wait%s for another account or endpoint: etrig operations list names them",
            elsewhere, elsewhere == 1 ? "s" : "");
    if (tokens->count == 0)
        output_note("nothing of this connection was interrupted");
    return true;
}

static void act(struct wait_session *session, const char *what, const struct tokens *tokens, struct err *err)
{
    if (strcmp(what, "show") == 0)
        run_show(session, tokens);
    else if (strcmp(what, "undo") == 0)
        undone_run(session, tokens->numbers, tokens->count, err);
    else
        run_act(session, tokens, strcmp(what, "resume") == 0, err);
}

static bool choose(struct wait_session *session, struct tokens *tokens, struct err *err)
{
    if (session->options->all)
        return find_interrupted(session, tokens, err);
    return tokens_find(tokens, &session->store, &session->options->arguments, 1, err);
}

static void run(struct wait_session *session, const char *what, struct err *err)
{
    struct tokens tokens = {0};
    *err = session->store.operations_failure;
    if (err->code != ERR_NONE)
        return;
    if (strcmp(what, "list") == 0)
        run_list(session);
    else if (choose(session, &tokens, err))
        act(session, what, &tokens, err);
    tokens_release(&tokens);
}

static bool takes(const char *what, size_t tokens, bool all, struct err *err)
{
    bool resumes = strcmp(what, "resume") == 0;
    if (strcmp(what, "list") == 0)
        return (tokens == 0 && !all) || err_set(err, ERR_USAGE, "operations list wants no argument");
    if (all && !resumes)
        return err_set(err, ERR_USAGE, "operations %s takes no --all", what);
    if (all && tokens > 0)
        return err_set(err, ERR_USAGE, "--all is instead of tokens");
    if (all || tokens > 0)
        return true;
    err_set(err, ERR_USAGE, "operations %s wants a token", what);
    return err_hint(err, "etrig operations list names them%s",
                    resumes ? "; --all resumes all that were interrupted" : "");
}

static bool check_arguments(const struct cli_options *options, const char *what, struct err *err)
{
    static const char *const words[] = {"list", "show", "resume", "cancel", "undo"};
    size_t count = options->arguments.count;
    for (size_t i = 0; i < ARRAY_COUNT(words); i++)
        if (strcmp(what, words[i]) == 0)
            return takes(what, count > 0 ? count - 1 : 0, options->all, err);
    err_set(err, ERR_USAGE, "operations cannot %s", what);
    return err_hint(err, "it can list, show, resume, cancel, undo");
}

/* Options that say how a change is made: only undo makes one anew. */
static bool check_options(const struct cli_options *options, const char *what, struct err *err)
{
    const char *name = options->dry_run ? "--dry-run" : options->unguarded ? "--unguarded" : NULL;
    if (name == NULL || strcmp(what, "undo") == 0)
        return true;
    err_set(err, ERR_USAGE, "operations %s takes no %s", what, name);
    return err_hint(err, "it is for operations undo; nothing was done");
}

int cmd_operations_run(const struct cli_options *options, struct err *err)
{
    const char *what = options->arguments.count > 0 ? options->arguments.items[0] : "list";
    if (!check_arguments(options, what, err) || !check_options(options, what, err) ||
        (strcmp(what, "undo") == 0 && !undone_may_ask(options, err)))
        return (int)err->code;
    struct wait_session session;
    if (wait_open(&session, options, WAIT_NO_REGION, err)) {
        backend_load_operations(session.backend, 0);
        if (wait_until(&session, operations_are_loaded, NULL, err))
            run(&session, what, err);
    }
    wait_close(&session);
    return (int)err->code;
}

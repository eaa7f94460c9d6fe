/* operations: the journal: list, show, resume, cancel, undo. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/clock.h"
#include "cli/output.h"
#include "cli/output_records.h"
#include "cli/undone.h"
#include "cli/wait.h"

static bool operations_are_loaded(struct wait_session *session, void *context)
{
    (void)context;
    return session->store.operations_loaded;
}

static const struct operation *find(struct wait_session *session, const char *token, struct err *err)
{
    for (size_t i = session->store.operation_count; i > 0; i--) {
        const struct operation *operation = &session->store.operations[i - 1];
        if ((operation->client_token != NULL && strcmp(operation->client_token, token) == 0) ||
            (operation->request_token != NULL && strcmp(operation->request_token, token) == 0))
            return operation;
    }
    err_set(err, ERR_NOT_FOUND, "the journal has no operation with the token %s", token);
    err_hint(err, "etrig operations list names them");
    return NULL;
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

static void run_show(struct wait_session *session, const struct operation *operation)
{
    cJSON *tree = operation_present(operation, true);
    output_records_print(session->options, tree, operation_members(true));
    cJSON_Delete(tree);
}

/* Resumes or cancels, and waits for what comes of it. */
static void run_act(struct wait_session *session, const struct operation *operation, bool resume,
                    struct err *err)
{
    if (operation_has_ended(operation)) {
        err_set(err, ERR_FAILED, "the %s of %s has ended: %s", operation_kind_word(operation->kind),
                operation->identifier, operation_state_word(operation));
        return;
    }
    uint64_t number = operation->number;
    session->offline = false;
    if (resume)
        backend_resume(session->backend, number);
    else
        backend_cancel(session->backend, number);
    if (wait_operation(session, number, &operation, err))
        output_operation(session->options, operation);
    else if (!resume && operation != NULL && operation->state == OPERATION_CANCELLED) {
        err_clear(err); /* that is what was asked for */
        output_operation(session->options, operation);
    }
}

static void run(struct wait_session *session, const char *what, const char *token, struct err *err)
{
    *err = session->store.operations_failure;
    if (err->code != ERR_NONE)
        return;
    if (strcmp(what, "list") == 0) {
        run_list(session);
        return;
    }
    const struct operation *operation = find(session, token, err);
    if (operation == NULL)
        return;
    if (strcmp(what, "show") == 0)
        run_show(session, operation);
    else if (strcmp(what, "undo") == 0)
        undone_run(session, operation, err);
    else
        run_act(session, operation, strcmp(what, "resume") == 0, err);
}

static bool check_arguments(const struct texts *arguments, struct err *err)
{
    static const char *const words[] = {"list", "show", "resume", "cancel", "undo"};
    if (arguments->count == 0)
        return true;
    const char *what = arguments->items[0];
    for (size_t i = 0; i < ARRAY_COUNT(words); i++)
        if (strcmp(what, words[i]) == 0) {
            bool fits = (arguments->count == 2) == (i > 0);
            return fits ||
                   err_set(err, ERR_USAGE, "operations %s wants %s", what, i > 0 ? "a token" : "no argument");
        }
    err_set(err, ERR_USAGE, "operations cannot %s", what);
    return err_hint(err, "it can list, show, resume, cancel, undo");
}

/* Options that say how a change is made: only undo makes one anew. */
static bool check_options(const struct cli_options *options, const char *what, struct err *err)
{
    const char *name = options->dry_run        ? "--dry-run"
                       : options->unguarded    ? "--unguarded"
                       : options->client_token ? "--client-token"
                                               : NULL;
    if (name == NULL || strcmp(what, "undo") == 0)
        return true;
    err_set(err, ERR_USAGE, "operations %s takes no %s", what, name);
    return err_hint(err, "it is for operations undo; nothing was done");
}

int cmd_operations_run(const struct cli_options *options, struct err *err)
{
    const struct texts *arguments = &options->arguments;
    if (!check_arguments(arguments, err))
        return (int)err->code;
    const char *what = arguments->count > 0 ? arguments->items[0] : "list";
    if (!check_options(options, what, err) || (strcmp(what, "undo") == 0 && !undone_may_ask(options, err)))
        return (int)err->code;
    struct wait_session session;
    if (wait_open(&session, options, WAIT_NO_REGION, err)) {
        backend_load_operations(session.backend, 0);
        if (wait_until(&session, operations_are_loaded, NULL, err))
            run(&session, what, arguments->count > 1 ? arguments->items[1] : NULL, err);
    }
    wait_close(&session);
    return (int)err->code;
}

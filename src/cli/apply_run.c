#include "cli/apply_run.h"

#include <stdio.h>
#include <stdlib.h>
#include "base/array.h"
#include "base/clock.h"
#include "base/mem.h"
#include "cli/left.h"
#include "cli/output.h"
#include "cli/output_records.h"

/* More would only stand in the limiter's queue, where a surprise finds them sent. */
enum { AT_ONCE = 8 };

/* ---- before anything is sent ---- */

static void block(struct apply_run_result *result, enum err_code code, char *words, char *hint)
{
    result->state = APPLY_RUN_BLOCKED;
    err_set(&result->failure, code, "%s", words);
    err_hint(&result->failure, "%s", hint);
    free(words);
    free(hint);
}

static void check_step(const struct apply_read *read, const struct apply_plan_step *step,
                       struct apply_run_result *result)
{
    const struct operation *open = apply_read_open(read, step);
    if (open != NULL)
        block(result, ERR_CONFLICT,
              mem_printf("%s in %s: its %s has not ended", step->identifier, step->region,
                         operation_kind_word(open->kind)),
              mem_printf("etrig operations %s %s", open->wait == OPERATION_INTERRUPTED ? "resume" : "show",
                         open->client_token));
    else if (step->stale && !read->session.options->unguarded)
        block(result, ERR_CONFLICT,
              mem_printf("cannot update %s in %s: it was changed elsewhere since you read it",
                         step->identifier, step->region),
              mem_dup("read it again with etrig get, or give --unguarded"));
}

bool apply_run_check(const struct apply_read *read, struct apply_run_result *results)
{
    bool fine = true;
    for (size_t i = 0; i < read->plan.count; i++) {
        if (read->plan.steps[i].action == APPLY_PLAN_EQUAL)
            continue;
        check_step(read, &read->plan.steps[i], &results[i]);
        fine = fine && results[i].state != APPLY_RUN_BLOCKED;
    }
    return fine;
}

/* ---- sending ---- */

struct running {
    struct apply_read *read;
    struct apply_run_result *results;
    size_t first, end;  /* the steps of the present action */
    size_t surprises;   /* so far */
    struct err failure; /* of the newest; its code is that of all, or ERR_FAILED */
    struct err broken;  /* the wait itself ended */
};

static void send(struct running *running, size_t place)
{
    struct wait_session *session = &running->read->session;
    const struct apply_plan_step *step = &running->read->plan.steps[place];
    char *before = step->before != NULL ? json_print(step->before) : NULL,
         *after = step->after != NULL ? json_print(step->after) : NULL;
    struct backend_change change = {
        .region = step->region,
        .account = wait_account(session),
        .identifier = before != NULL ? step->identifier : NULL,
        .before = before,
        .after = after,
        .unguarded = session->options->unguarded,
        .account_unknown_ok = true,
    };
    running->results[place].state = APPLY_RUN_SENT;
    running->results[place].number = before == NULL  ? backend_create(session->backend, &change)
                                     : after == NULL ? backend_delete(session->backend, &change)
                                                     : backend_update(session->backend, &change);
    free(before);
    free(after);
}

static bool goes_on(const struct running *running)
{
    return running->broken.code == ERR_NONE &&
           (running->surprises == 0 || running->read->session.options->keep_going);
}

/* Sends what may be under way at once. */
static size_t send_some(struct running *running)
{
    size_t under_way = 0;
    for (size_t i = running->first; i < running->end; i++)
        under_way += running->results[i].state == APPLY_RUN_SENT;
    for (size_t i = running->first; i < running->end && under_way < AT_ONCE && goes_on(running); i++)
        if (running->results[i].state == APPLY_RUN_WAITS) {
            send(running, i);
            under_way++;
        }
    return under_way;
}

static bool any_is_settled(struct wait_session *session, void *context)
{
    const struct running *running = context;
    for (size_t i = running->first; i < running->end; i++)
        if (running->results[i].state == APPLY_RUN_SENT &&
            wait_is_settled(session, running->results[i].number))
            return true;
    return false;
}

static void note_surprise(struct running *running, const struct err *failure)
{
    enum err_code code =
        running->surprises == 0 || failure->code == running->failure.code ? failure->code : ERR_FAILED;
    running->surprises++;
    running->failure = *failure;
    running->failure.code = code;
}

static void take_settled(struct running *running)
{
    struct wait_session *session = &running->read->session;
    for (size_t i = running->first; i < running->end; i++) {
        struct apply_run_result *result = &running->results[i];
        const struct operation *operation;
        if (result->state != APPLY_RUN_SENT || !wait_is_settled(session, result->number))
            continue;
        result->state = APPLY_RUN_DONE;
        if (wait_operation(session, result->number, &operation, &result->failure))
            continue;
        result->state = APPLY_RUN_FAILED;
        note_surprise(running, &result->failure);
    }
}

static void note_progress(const struct running *running)
{
    struct wait_session *session = &running->read->session;
    size_t ended = 0, count = apply_plan_changes(&running->read->plan);
    for (size_t i = 0; i < count; i++)
        ended += running->results[i].state == APPLY_RUN_DONE || running->results[i].state == APPLY_RUN_FAILED;
    session->progress.done = ended;
    session->progress.all = count;
}

/* The steps of one action; the next begins when all of them have ended. */
static void run_action(struct running *running)
{
    while (send_some(running) > 0 && running->broken.code == ERR_NONE) {
        note_progress(running);
        if (wait_until(&running->read->session, any_is_settled, running, &running->broken))
            take_settled(running);
    }
}

/* What no document names goes only once all that should stand stands, --keep-going or not. */
static bool may_begin(const struct running *running, enum apply_plan_action action)
{
    return goes_on(running) && (action != APPLY_PLAN_PRUNE || running->surprises == 0);
}

void apply_run(struct apply_read *read, struct apply_run_result *results, struct err *err)
{
    struct running running = {.read = read, .results = results};
    read->session.progress.from_ms = clock_monotonic_ms();
    for (size_t i = 0; i < read->plan.count; i++)
        if (results[i].state == APPLY_RUN_BLOCKED)
            note_surprise(&running, &results[i].failure);
    for (int action = 0; action < APPLY_PLAN_EQUAL; action++) {
        running.first = running.end;
        running.end += read->plan.counts[action];
        if (may_begin(&running, (enum apply_plan_action)action))
            run_action(&running);
    }
    if (running.broken.code != ERR_NONE)
        *err = running.broken;
    else if (running.surprises > 0)
        err_set(err, running.failure.code, "%zu of %zu changes failed", running.surprises,
                apply_plan_changes(&read->plan));
}

/* ---- what became of it ---- */

static const char *word_of(const struct apply_read *read, const struct apply_run_result *result)
{
    static const char *const words[] = {[APPLY_RUN_WAITS] = "not sent",
                                        [APPLY_RUN_SENT] = "goes on",
                                        [APPLY_RUN_DONE] = "done",
                                        [APPLY_RUN_FAILED] = "failed",
                                        [APPLY_RUN_BLOCKED] = "not sent"};
    if (result->failure.code == ERR_CONFLICT)
        return "conflict";
    return result->state == APPLY_RUN_DONE && read->session.options->no_wait ? "accepted"
                                                                             : words[result->state];
}

static void print_table(const struct apply_read *read, const struct apply_run_result *results)
{
    static const char *const titles[] = {"Region", "Trigger", "Action", "Result"};
    struct output_table table;
    output_table_init(&table, titles, ARRAY_COUNT(titles));
    for (size_t i = 0; i < apply_plan_changes(&read->plan); i++) {
        const struct apply_plan_step *step = &read->plan.steps[i];
        output_table_add(&table, step->region);
        output_table_add(&table, step->identifier);
        output_table_add(&table, apply_plan_word(step->action));
        output_table_add(&table, word_of(read, &results[i]));
    }
    output_table_print(&table);
}

static void print_tree(const struct apply_read *read, const struct apply_run_result *results)
{
    static const char *const members[] = {"Region",  "Identifier",    "Action", "Result",
                                          "Message", "ProgressEvent", NULL};
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < apply_plan_changes(&read->plan); i++) {
        const struct apply_plan_step *step = &read->plan.steps[i];
        const struct operation *operation = store_find_operation(&read->session.store, results[i].number);
        cJSON *entry = cJSON_CreateObject();
        json_set_text(entry, "Region", step->region);
        json_set_text(entry, "Identifier", step->identifier);
        json_set_text(entry, "Action", apply_plan_name(step->action));
        json_set_text(entry, "Result", word_of(read, &results[i]));
        json_set_text(entry, "Message", results[i].failure.code != ERR_NONE ? results[i].failure.text : NULL);
        json_set(entry, "ProgressEvent", operation != NULL ? operation_present(operation, false) : NULL);
        cJSON_AddItemToArray(list, entry);
    }
    output_records_print(read->session.options, list, members);
    cJSON_Delete(list);
}

/* The journal has it, and nobody knows its end: AWS may be at work on it. */
static bool is_left(const struct apply_read *read, const struct apply_run_result *result)
{
    const struct operation *operation = store_find_operation(&read->session.store, result->number);
    return result->state == APPLY_RUN_SENT && operation != NULL && operation->journal_id != 0;
}

static void say_left(const struct apply_read *read, const struct apply_run_result *results)
{
    struct texts tokens = {0};
    for (size_t i = 0; i < apply_plan_changes(&read->plan); i++)
        if (is_left(read, &results[i]))
            texts_add(&tokens, store_find_operation(&read->session.store, results[i].number)->client_token);
    left_say_command(&tokens);
    texts_release(&tokens);
}

static void say(const struct apply_read *read, size_t place, const struct apply_run_result *result)
{
    const struct apply_plan_step *step = &read->plan.steps[place];
    struct err failure = result->failure;
    if (result->state == APPLY_RUN_FAILED)
        err_context(&failure, "%s in %s", step->identifier, step->region);
    if (result->state == APPLY_RUN_FAILED || result->state == APPLY_RUN_BLOCKED)
        cli_complain(&failure);
    else if (result->state == APPLY_RUN_WAITS)
        output_line("not sent: %s %s in %s", apply_plan_word(step->action), step->identifier, step->region);
    else if (is_left(read, result))
        output_line("not known to have ended: %s %s in %s", apply_plan_word(step->action), step->identifier,
                    step->region);
    else if (result->state == APPLY_RUN_SENT)
        output_line("not sent: %s %s in %s", apply_plan_word(step->action), step->identifier, step->region);
}

void apply_run_report(const struct apply_read *read, const struct apply_run_result *results)
{
    for (size_t i = 0; i < apply_plan_changes(&read->plan); i++)
        say(read, i, &results[i]);
    say_left(read, results);
    if (output_format(read->session.options) == CLI_FORMAT_TABLE)
        print_table(read, results);
    else
        print_tree(read, results);
}

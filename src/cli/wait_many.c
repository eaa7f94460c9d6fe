#include "cli/wait_many.h"

#include <stdlib.h>
#include "base/mem.h"
#include "cli/left.h"
#include "cli/output_records.h"
#include "cli/output.h"

enum outcome { OPEN, GONE_WELL, NOT_GONE_WELL };

/* Operations that are waited for. */
struct waiting {
    struct wait_many *many;
    const uint64_t *numbers;
    enum outcome *outcomes; /* of each */
    size_t count, printed;
    struct output_records records; /* of any format but a table */
    bool as_table;
};

static bool is_one(const struct wait_many *many)
{
    return many->count == 1 && !many->is_list;
}

void wait_many_fail(struct wait_many *many, const struct err *why)
{
    many->failed++;
    many->conflicts += why->code == ERR_CONFLICT;
    many->failure = *why;
    if (!is_one(many))
        cli_complain(why);
}

static void print(struct waiting *waiting, uint64_t number)
{
    const struct operation *operation = store_find_operation(&waiting->many->session->store, number);
    if (waiting->as_table)
        output_operation_line(operation);
    else
        output_records_add(&waiting->records, operation_present(operation, false));
}

/* In the order in which they were asked for: those before the first that is open; at the end those behind it too. */
static void print_settled(struct waiting *waiting, bool all)
{
    for (; waiting->printed < waiting->count; waiting->printed++) {
        enum outcome outcome = waiting->outcomes[waiting->printed];
        if (outcome == OPEN && !all)
            return;
        if (outcome == GONE_WELL)
            print(waiting, waiting->numbers[waiting->printed]);
    }
}

static bool is_as_wanted(const struct wait_many *many, const struct operation *operation)
{
    return many->cancels && operation != NULL &&
           (operation->state == OPERATION_CANCELLED || operation->state == OPERATION_NOT_SENT);
}

static enum outcome take(struct wait_many *many, uint64_t number)
{
    const struct operation *operation;
    struct err err = {0};
    if (wait_operation(many->session, number, &operation, &err) || is_as_wanted(many, operation))
        return GONE_WELL;
    if (!is_one(many) && operation != NULL)
        err_context(&err, "%s in %s", operation->identifier, operation->region);
    wait_many_fail(many, &err);
    return NOT_GONE_WELL;
}

static bool are_settled(struct wait_session *session, void *context)
{
    struct waiting *waiting = context;
    bool all = true;
    for (size_t i = 0; i < waiting->count; i++) {
        if (waiting->outcomes[i] != OPEN)
            continue;
        if (!wait_is_settled(session, waiting->numbers[i])) {
            all = false;
            continue;
        }
        progress_wipe(&session->progress);
        waiting->outcomes[i] = take(waiting->many, waiting->numbers[i]);
    }
    print_settled(waiting, false);
    return all;
}

void wait_many_end(const struct wait_many *many, struct err *err)
{
    if (many->failed == 0)
        return;
    *err = many->failure;
    if (!is_one(many))
        err_set(err, many->conflicts == many->failed ? ERR_CONFLICT : ERR_FAILED, "%zu of %zu %s",
                many->failed, many->count, many->not_done);
}

/* False: the wait ended before all did: by a signal, which names what is open, by --timeout, or for want of a connection. */
static bool wait_for_all(struct wait_many *many, struct waiting *waiting, struct err *err)
{
    if (wait_until(many->session, are_settled, waiting, err))
        return true;
    if (err->code == ERR_NETWORK && many->session->store.connection.state != STORE_FAILED)
        left_say_open(many->session);
    return false;
}

void wait_many(struct wait_many *many, const uint64_t *numbers, size_t count, struct err *err)
{
    const struct cli_options *options = many->session->options;
    struct waiting waiting = {.many = many,
                              .numbers = numbers,
                              .outcomes = mem_alloc(count + 1, sizeof *waiting.outcomes),
                              .count = count,
                              .as_table = output_format(options) == CLI_FORMAT_TABLE};
    if (!waiting.as_table)
        output_records_begin(&waiting.records, options, operation_members(false), is_one(many));
    if (is_one(many) && count == 1)
        waiting.outcomes[0] = take(many, numbers[0]);
    if (is_one(many) || wait_for_all(many, &waiting, err))
        wait_many_end(many, err);
    print_settled(&waiting, true);
    if (!waiting.as_table)
        output_records_end(&waiting.records);
    free(waiting.outcomes);
}

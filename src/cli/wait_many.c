#include "cli/wait_many.h"

#include <stdlib.h>
#include "base/mem.h"
#include "cli/left.h"
#include "cli/output.h"

enum outcome { OPEN, GONE_WELL, NOT_GONE_WELL };

/* Operations that are waited for. */
struct waiting {
    struct wait_many *many;
    const uint64_t *numbers;
    enum outcome *outcomes; /* of each */
    size_t count;
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

/* Lines come out at once; of what is one text only the list is known at the end. */
static bool flows(const struct wait_many *many)
{
    enum cli_format format = output_format(many->session->options);
    return is_one(many) || format == CLI_FORMAT_TABLE || format == CLI_FORMAT_JSONL;
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
    if (wait_operation(many->session, number, &operation, &err) || is_as_wanted(many, operation)) {
        if (flows(many))
            output_operation(many->session->options, operation);
        return GONE_WELL;
    }
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

/* Those that went well, in the order in which they were asked for. None is a list only once all have ended. */
static void print_list(const struct waiting *waiting, bool all_have_ended)
{
    const struct wait_session *session = waiting->many->session;
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < waiting->count; i++)
        if (waiting->outcomes[i] == GONE_WELL)
            cJSON_AddItemToArray(
                list, operation_present(store_find_operation(&session->store, waiting->numbers[i]), false));
    if (all_have_ended || list->child != NULL)
        output_tree(session->options, list);
    cJSON_Delete(list);
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
    struct waiting waiting = {many, numbers, mem_alloc(count + 1, sizeof *waiting.outcomes), count};
    if (is_one(many) && count == 1)
        take(many, numbers[0]);
    bool all_have_ended = is_one(many) || wait_for_all(many, &waiting, err);
    if (all_have_ended)
        wait_many_end(many, err);
    if (!flows(many))
        print_list(&waiting, all_have_ended);
    free(waiting.outcomes);
}

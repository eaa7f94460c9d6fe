#include "cli/wait_many.h"

#include "cli/output.h"
#include "cli/output_records.h"

/* How each is printed as it ends. */
struct printing {
    bool as_table;
    struct output_records records;
};

static void print(struct printing *printing, const struct operation *operation)
{
    if (printing->as_table)
        output_operation_line(operation);
    else
        output_records_add(&printing->records, operation_present(operation, false));
}

static void wait_for_each(struct wait_session *session, const uint64_t *numbers, size_t count,
                          struct printing *printing, const char *what, struct err *err)
{
    size_t failed = 0, conflicts = 0;
    for (size_t i = 0; i < count && !wait_was_ended(err); i++) {
        const struct operation *operation;
        struct err own = {0};
        if (wait_operation(session, numbers[i], &operation, &own)) {
            print(printing, operation);
            continue;
        }
        failed++;
        conflicts += own.code == ERR_CONFLICT;
        if (count > 1)
            cli_complain(&own);
        *err = own;
    }
    if (failed > 0 && count > 1 && !wait_was_ended(err))
        err_set(err, conflicts == failed ? ERR_CONFLICT : ERR_FAILED, "%zu of %zu triggers were not %s",
                failed, count, what);
}

void wait_many(struct wait_session *session, const uint64_t *numbers, size_t count, bool alone,
               const char *what, struct err *err)
{
    struct printing printing = {.as_table = output_format(session->options) == CLI_FORMAT_TABLE};
    if (!printing.as_table)
        output_records_begin(&printing.records, session->options, operation_members(false), alone);
    wait_for_each(session, numbers, count, &printing, what, err);
    if (!printing.as_table)
        output_records_end(&printing.records);
}

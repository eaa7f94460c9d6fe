#include "cli/wait_many.h"

#include "cli/output.h"

void wait_many(struct wait_session *session, const uint64_t *numbers, size_t count, const char *what,
               struct err *err)
{
    size_t failed = 0, conflicts = 0;
    for (size_t i = 0; i < count && !wait_was_ended(err); i++) {
        const struct operation *operation;
        struct err own = {0};
        if (wait_operation(session, numbers[i], &operation, &own)) {
            output_operation(session->options, operation);
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

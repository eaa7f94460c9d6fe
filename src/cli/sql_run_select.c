/* SELECTs of a command, and what they want read (sql_run.h). */
#include "cli/sql_run.h"

#include "sql/query.h"

static bool is_stopped(void *context)
{
    (void)context;
    return wait_is_interrupted();
}

static bool has_come(struct wait_session *session, void *context)
{
    (void)session;
    return query_has_come(context);
}

static bool run_query(struct sql_run *run, struct query *query, struct err *err)
{
    enum query_step step;
    while ((step = query_step(query, is_stopped, NULL, err)) == QUERY_READS)
        if (!wait_until(&run->session, has_come, query, err))
            return false;
    return step == QUERY_DONE;
}

bool sql_run_select(struct sql_run *run, const struct batch_statement *statement, const char *sql,
                    const struct place_map *map, struct result *rows, struct err *err)
{
    const struct reading_place place = {.backend = run->session.backend,
                                        .store = &run->session.store,
                                        .domains = &run->options.domains,
                                        .by_all = run->options.regions_by_all};
    struct query query;
    bool fine = query_begin(&query, &place, sql, err) && run_query(run, &query, err);
    if (fine) {
        *rows = query.result;
        query.result = (struct result){0};
    } else if (!wait_take_signal(err) && query.is_placed) {
        sql_run_say_place(run, batch_place(statement, map, query.fault), err);
    }
    query_end(&query);
    return fine;
}

/* backend_cached: what is known before anybody answers: the cached listing, the regions that may be chosen, the journal. */
#include "backend/backend_state.h"

#include <stdlib.h>
#include "backend/cache.h"
#include "backend/journal.h"
#include "backend/task_files.h"
#include "base/env.h"
#include "base/mem.h"

/* A backend that never starts, and the cache that it would show first; *cache NULL: none. NULL: wrong options. */
static struct backend *make_offline(const struct backend_options *given, struct cache **cache)
{
    struct backend_options options = *given;
    struct err ignored;
    options.use_cache = true;
    options.local.fd = -1;
    struct backend *backend = backend_make(&options, &ignored);
    if (backend == NULL)
        return NULL;
    struct worker *worker = backend->worker;
    texts_copy(&worker->domains, &backend->domains);
    worker->connection = connection_new(&worker->plan);
    *cache = task_files_open_cache(worker);
    return backend;
}

void backend_cached_rows(const struct backend_options *options, backend_row_fn row, void *context)
{
    struct cache *cache = NULL;
    struct backend *backend = make_offline(options, &cache);
    struct cache_row found;
    for (size_t i = 0; cache != NULL && cache_row(cache, i, &found); i++)
        row(found.region, found.domain, found.name, context);
    cache_close(cache);
    if (backend != NULL)
        backend_free(backend);
}

void backend_cached_regions(const struct backend_options *options, struct texts *names)
{
    struct cache *cache = NULL;
    struct backend *backend = make_offline(options, &cache);
    struct cache_region found;
    struct err ignored;
    if (backend == NULL)
        return;
    for (size_t i = 0; cache != NULL && cache_region(cache, i, &found); i++)
        texts_add(names, found.name);
    texts_copy(names, &backend->regions);
    backend_known_regions(backend, names, &ignored);
    cache_close(cache);
    backend_free(backend);
}

struct visit {
    backend_operation_fn row;
    void *context;
};

static void visit_entry(const struct journal_entry *entry, void *context)
{
    const struct visit *visit = context;
    visit->row(&entry->operation, visit->context);
}

void backend_journal_rows(const struct backend_options *options, size_t limit, backend_operation_fn row,
                          void *context)
{
    struct visit visit = {row, context};
    struct err ignored;
    char *state_dir = options->state_dir != NULL ? mem_dup(options->state_dir)
                                                 : env_xdg_dir("XDG_STATE_HOME", ".local/state");
    struct journal *journal = state_dir != NULL ? journal_open_to_read(state_dir, &ignored) : NULL;
    if (journal != NULL && limit == 0)
        journal_interrupted(journal, false, visit_entry, &visit, &ignored);
    else if (journal != NULL)
        journal_each(journal, limit, visit_entry, &visit, &ignored);
    journal_close(journal);
    free(state_dir);
}

#include "tui/script_elsewhere.h"

#include <poll.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"

enum { LIMIT_MS = 20000, STOP_MS = 5000 };

static uint64_t begin(struct backend *backend, const char *region, const char *identifier, const char *what)
{
    static const char create[] = "create ";
    struct backend_change change = {.region = region, .identifier = identifier};

    if (strcmp(what, "delete") == 0)
        return backend_delete(backend, &change);
    if (strncmp(what, create, strlen(create)) == 0) {
        change.identifier = NULL;
        change.after = what + strlen(create);
        return backend_create(backend, &change);
    }
    change.patch = what;
    return backend_update(backend, &change);
}

static bool follow(struct backend *backend, struct store *store, uint64_t number, struct err *err)
{
    int64_t end_ms = clock_monotonic_ms() + LIMIT_MS;
    const struct operation *operation = NULL;

    while (clock_monotonic_ms() < end_ms && (!operation || !operation_has_ended(operation))) {
        struct pollfd fd = {.fd = backend_fd(backend), .events = POLLIN};

        backend_pump(backend, store);
        operation = store_find_operation(store, number);
        if (!operation || !operation_has_ended(operation))
            poll(&fd, 1, 10);
    }
    if (!operation || !operation_has_ended(operation))
        return err_set(err, ERR_LOCAL, "it does not end");
    if (operation->state != OPERATION_SUCCEEDED)
        *err = operation->failure;
    return operation->state == OPERATION_SUCCEEDED;
}

bool script_elsewhere(const struct backend_options *options, const char *folder, const char *region,
                      const char *identifier, const char *what, struct err *err)
{
    struct backend_options theirs = *options;
    char *own = file_join(folder, "elsewhere");
    struct backend *backend;
    struct store store;
    bool fine;

    theirs.state_dir = theirs.cache_dir = own;
    backend = backend_start(&theirs, err);
    store_init(&store);
    fine = backend && follow(backend, &store, begin(backend, region, identifier, what), err);
    if (backend && !backend_stop(backend, STOP_MS))
        fine = err_set(err, ERR_LOCAL, "it does not stop");
    store_release(&store);
    free(own);
    return fine;
}

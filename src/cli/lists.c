#include "cli/lists.h"

#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/mem.h"
#include "cli/output.h"

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

void lists_want(struct lists *lists, struct wait_session *session, enum store_catalog_kind kind,
                const char *region, const char *domain, const char *object_type)
{
    for (size_t i = 0; i < lists->count; i++) {
        const struct list_wanted *item = &lists->items[i];
        if (item->kind == kind && same(item->object_type, object_type) && same(item->domain, domain) &&
            same(item->region, region))
            return;
    }
    ARRAY_GROW(lists->items, lists->count + 1, lists->capacity);
    lists->items[lists->count++] =
        (struct list_wanted){kind, mem_dup(region), mem_dup(domain), mem_dup(object_type)};
    backend_catalog(session->backend, kind, region, domain, object_type, false);
}

static const struct store_catalog *found(const struct list_wanted *item, const struct store *store)
{
    return store_find_catalog(store, item->kind, item->region, item->domain, item->object_type);
}

static bool all_have_come(struct wait_session *session, void *context)
{
    const struct lists *lists = context;
    if (session->offline && session->store.connection.state == STORE_FAILED)
        return true;
    for (size_t i = 0; i < lists->count; i++) {
        const struct store_catalog *catalog = found(&lists->items[i], &session->store);
        if (catalog == NULL || catalog->state < STORE_READ)
            return false;
    }
    return true;
}

bool lists_wait(struct lists *lists, struct wait_session *session, struct err *err)
{
    return wait_until(session, all_have_come, lists, err);
}

static void say(const struct list_wanted *item, const char *why, const char *consequence)
{
    static const char *const names[] = {[STORE_OBJECT_TYPES] = "the object types",
                                        [STORE_SEGMENTS] = "the segments",
                                        [STORE_INTEGRATIONS] = "the integrations",
                                        [STORE_OBJECT_FIELDS] = "the fields",
                                        [STORE_ATTRIBUTES] = "the attributes"};
    bool typed = item->object_type != NULL;
    output_line("etrig: %s of %s%s%s in %s could not be read: %s; %s", names[item->kind],
                typed ? item->object_type : "", typed ? " of " : "", item->domain, item->region, why,
                consequence);
}

void lists_say_missing(const struct lists *lists, const struct store *store, const char *consequence)
{
    const struct store_connection *connection = &store->connection;
    for (size_t i = 0; i < lists->count; i++) {
        const struct store_catalog *catalog = found(&lists->items[i], store);
        if (catalog != NULL && catalog->state == STORE_READ)
            continue;
        bool failed = catalog != NULL && catalog->state == STORE_FAILED;
        say(&lists->items[i],
            failed                              ? catalog->failure.text
            : connection->state == STORE_FAILED ? connection->failure.text
                                                : "no answer came",
            consequence);
    }
}

void lists_release(struct lists *lists)
{
    for (size_t i = 0; i < lists->count; i++) {
        free(lists->items[i].region);
        free(lists->items[i].domain);
        free(lists->items[i].object_type);
    }
    free(lists->items);
    *lists = (struct lists){0};
}

#include "backend/task_catalog.h"

#include <stdlib.h>
#include <string.h>
#include "backend/pages.h"
#include "backend/task.h"
#include "backend/task_list.h"
#include "base/clock.h"
#include "base/mem.h"

/* One list: under way, or remembered as read so that it is not asked for again. */
struct task_catalog {
    struct task_catalog *next;
    struct worker *worker;
    enum store_catalog_kind kind;
    char *region, *domain, *object_type; /* owned */
    struct store_catalog *read;          /* owned: what came so far; NULL when done */
    struct pages pages;
    struct task *task; /* NULL when done */
};

/* ---- pages ---- */

static char *joined(const cJSON *list, const char *single)
{
    struct strbuf text = STRBUF_INIT;
    const cJSON *item;
    if (single != NULL)
        strbuf_adds(&text, single);
    cJSON_ArrayForEach(item, list)
    {
        if (cJSON_IsString(item))
            strbuf_addf(&text, "%s%s", text.length > 0 ? ", " : "", item->valuestring);
    }
    if (text.length == 0)
        return NULL;
    return strbuf_detach(&text);
}

static void add_integration(struct store_catalog *catalog, const cJSON *item)
{
    const char *uri = json_text(item, "Uri");
    if (uri == NULL)
        return;
    char *names = joined(json_get(item, "EventTriggerNames"), NULL);
    char *types = joined(json_get(item, "ObjectTypeNames"), json_text(item, "ObjectTypeName"));
    store_catalog_add(catalog, uri, json_text(item, "WorkflowId"), names, types);
    free(names);
    free(types);
}

static void add_item(struct store_catalog *catalog, const cJSON *item)
{
    const char *name = NULL, *detail = json_text(item, "Description");
    if (catalog->kind == STORE_INTEGRATIONS) {
        add_integration(catalog, item);
        return;
    }
    if (catalog->kind == STORE_DOMAINS)
        name = json_text(item, "DomainName");
    else if (catalog->kind == STORE_OBJECT_TYPES)
        name = json_text(item, "ObjectTypeName");
    else if (catalog->kind == STORE_SEGMENTS)
        name = json_text(item, "SegmentDefinitionName");
    else
        name = json_text(item, "AttributeName");
    if (catalog->kind == STORE_SEGMENTS && detail == NULL)
        detail = json_text(item, "DisplayName");
    if (name != NULL)
        store_catalog_add(catalog, name, detail, NULL, NULL);
}

void task_catalog_read_page(const cJSON *page, struct store_catalog *catalog)
{
    const cJSON *item;
    if (catalog->kind == STORE_OBJECT_FIELDS) {
        cJSON_ArrayForEach(item, json_get(page, "Fields"))
        {
            store_catalog_add(catalog, item->string, json_text(item, "ContentType"), NULL,
                              json_text(item, "Source"));
        }
        return;
    }
    cJSON_ArrayForEach(item, json_get(page, "Items"))
    {
        add_item(catalog, item);
    }
}

/* ---- asking ---- */

static struct store_catalog *new_store_catalog(const struct task_catalog *wanted, enum store_state state)
{
    struct store_catalog *catalog = mem_alloc(1, sizeof *catalog);
    catalog->kind = wanted->kind;
    catalog->region = mem_dup(wanted->region);
    catalog->domain = mem_dup(wanted->domain);
    catalog->object_type = mem_dup(wanted->object_type);
    catalog->state = state;
    return catalog;
}

static void post(const struct task_catalog *wanted, struct store_catalog *catalog)
{
    struct message *event = message_new(EVENT_CATALOG);
    event->catalog = catalog;
    worker_post(wanted->worker, event);
}

static void free_catalog(struct task_catalog *catalog)
{
    struct task_catalog **link = &catalog->worker->catalogs;
    while (*link != catalog)
        link = &(*link)->next;
    *link = catalog->next;
    task_cancel(catalog->task);
    if (catalog->read != NULL) {
        struct message *unsent = message_new(EVENT_CATALOG);
        unsent->catalog = catalog->read;
        message_free(unsent);
    }
    free(catalog->region);
    free(catalog->domain);
    free(catalog->object_type);
    pages_release(&catalog->pages);
    free(catalog);
}

static void ask_page(struct task_catalog *catalog);

static void fail(struct task_catalog *catalog, const struct err *err, const char *error_name)
{
    struct store_catalog *failed = new_store_catalog(catalog, STORE_FAILED);
    failed->failure = *err;
    failed->not_enabled =
        catalog->kind == STORE_DOMAINS && task_list_means_not_enabled(catalog->worker, error_name);
    post(catalog, failed);
    free_catalog(catalog); /* may be asked for again */
}

static void page_answered(void *context, struct aws_answer *answer)
{
    struct task_catalog *catalog = context;
    enum pages_step step = PAGES_ENDLESS;
    catalog->task = NULL;
    if (answer->err.code == ERR_NONE) {
        task_catalog_read_page(answer->body, catalog->read);
        step = pages_next(&catalog->pages, answer->body, &answer->err);
    }
    if (step == PAGES_ENDLESS) {
        fail(catalog, &answer->err, answer->error_name);
        return;
    }
    if (step == PAGES_MORE) {
        ask_page(catalog);
        return;
    }
    catalog->read->state = STORE_READ;
    catalog->read->read_ms = clock_wall_ms();
    post(catalog, catalog->read);
    catalog->read = NULL;
}

static void page_waits(void *context, const struct delay *delay)
{
    const struct task_catalog *wanted = context;
    struct store_catalog *late = new_store_catalog(wanted, STORE_READING);
    delay_say(delay, &late->failure);
    post(wanted, late);
}

static void ask_page(struct task_catalog *catalog)
{
    struct task_call call = {
        .connection = catalog->worker->connection,
        .service = AWS_CUSTOMER_PROFILES,
        .region = catalog->region,
        .urgency = LIMITER_CATALOG,
        .done = page_answered,
        .waits = page_waits,
        .outlasts = true,
        .context = catalog,
    };
    switch (catalog->kind) {
    case STORE_DOMAINS:
        customer_profiles_list_domains(&call.profiles, catalog->pages.token);
        break;
    case STORE_OBJECT_TYPES:
        customer_profiles_list_object_types(&call.profiles, catalog->domain, catalog->pages.token);
        break;
    case STORE_SEGMENTS:
        customer_profiles_list_segments(&call.profiles, catalog->domain, catalog->pages.token);
        break;
    case STORE_INTEGRATIONS:
        customer_profiles_list_integrations(&call.profiles, catalog->domain, catalog->pages.token);
        break;
    case STORE_OBJECT_FIELDS:
        customer_profiles_get_object_type(&call.profiles, catalog->domain, catalog->object_type);
        break;
    case STORE_ATTRIBUTES:
        customer_profiles_list_attributes(&call.profiles, catalog->domain, catalog->object_type,
                                          catalog->pages.token);
        break;
    }
    catalog->task = task_start(catalog->worker, &call);
}

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

void task_catalog_want(struct worker *worker, enum store_catalog_kind kind, const char *region,
                       const char *domain, const char *object_type, bool again)
{
    struct task_catalog *catalog = worker->catalogs;
    struct err err;
    while (catalog != NULL && !(catalog->kind == kind && same(catalog->region, region) &&
                                same(catalog->domain, domain) && same(catalog->object_type, object_type)))
        catalog = catalog->next;
    if (catalog != NULL && (catalog->task != NULL || !again))
        return;
    if (catalog != NULL)
        free_catalog(catalog);
    catalog = mem_alloc(1, sizeof *catalog);
    *catalog = (struct task_catalog){.next = worker->catalogs, .worker = worker, .kind = kind};
    catalog->region = mem_dup(region);
    catalog->domain = mem_dup(domain);
    catalog->object_type = mem_dup(object_type);
    worker->catalogs = catalog;
    if (!connection_may_use(worker->connection, region, &err)) {
        fail(catalog, &err, NULL);
        return;
    }
    post(catalog, new_store_catalog(catalog, STORE_READING));
    catalog->read = new_store_catalog(catalog, STORE_READ);
    ask_page(catalog);
}

void task_catalog_free(struct worker *worker)
{
    while (worker->catalogs != NULL)
        free_catalog(worker->catalogs);
}

#include "backend/task_files.h"

#include <stdlib.h>
#include <string.h>
#include "backend/cache_merge.h"
#include "backend/draft.h"
#include "backend/history.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/document.h"
#include "model/store_draft.h"

/* ---- the cache ---- */

/* One listing for each endpoint, choice of keys and choice of domains; as a hash, for the file holds it, and access key
 * ids are nobody's business. free(). */
static char *cache_key(const struct connection *connection, const struct texts *domains)
{
    unsigned char digest[HASH_SIZE];
    char *hex = mem_alloc(HASH_HEX_SIZE, 1);
    struct strbuf out = STRBUF_INIT;
    char *keys = connection_keys_name(connection);
    strbuf_addf(&out, "%s%s", keys, connection->endpoint);
    for (size_t i = 0; domains != NULL && i < domains->count; i++)
        strbuf_addf(&out, "\n%s", domains->items[i]);
    free(keys);
    hash_sha256(out.text, out.length, digest);
    hash_hex(digest, sizeof digest, hex);
    strbuf_release(&out);
    return hex;
}

static struct cache *open_cache(const struct worker *worker, const struct texts *domains)
{
    char *key = cache_key(worker->connection, domains);
    struct cache *cache = cache_open(worker->cache_dir, key);
    free(key);
    return cache;
}

struct cache *task_files_open_cache(const struct worker *worker)
{
    if (!worker->use_cache || worker->cache_dir == NULL || worker->connection->state == CONNECTION_FAILED)
        return NULL;
    struct cache *cache = open_cache(worker, &worker->domains);
    if (cache == NULL && worker->domains.count > 0)
        cache = open_cache(worker, NULL); /* that of all domains has these too */
    return cache;
}

void task_files_post_cached(struct worker *worker)
{
    struct cache *cache = task_files_open_cache(worker);
    if (cache == NULL)
        return;
    struct message *event = message_new(EVENT_CACHED);
    event->cache = cache;
    texts_copy(&event->domains, &worker->domains);
    worker_post(worker, event);
}

static void save_cache(struct worker *worker, const struct message *request)
{
    struct message_cache *snapshot = request->snapshot;
    struct cache_merge merge;
    struct err err;
    if (worker->cache_dir == NULL || request->number != worker->connection_number ||
        request->other != worker->scope_number)
        return; /* it is of another connection, or of other domains */
    char *key = cache_key(worker->connection, &worker->domains);
    struct cache *older = cache_open(worker->cache_dir, key);
    cache_merge(&merge, older, snapshot->regions, snapshot->region_count, snapshot->rows, snapshot->count);
    if (!cache_write(worker->cache_dir, key, merge.regions, merge.region_count, merge.rows, merge.count,
                     &err))
        worker_say_error(worker, &err);
    cache_merge_release(&merge);
    cache_close(older);
    free(key);
}

/* ---- drafts ---- */

static void post_draft(const struct store_draft *draft, void *context)
{
    struct message *event = message_new(EVENT_DRAFT);
    event->draft = mem_alloc(1, sizeof *event->draft);
    store_draft_copy(event->draft, draft);
    worker_post(context, event);
}

static void say_bad_draft(const struct err *err, void *context)
{
    worker_say_error(context, err);
}

void task_files_post_drafts(struct worker *worker)
{
    if (worker->state_dir != NULL)
        draft_each(worker->state_dir, post_draft, say_bad_draft, worker);
}

static void post_draft_gone(struct worker *worker, const char *account, const char *region,
                            const char *identifier)
{
    struct message *event = message_new(EVENT_DRAFT_GONE);
    event->account = mem_dup(account);
    event->region = mem_dup(region);
    event->identifier = mem_dup(identifier);
    worker_post(worker, event);
}

static bool has_state_dir(const struct worker *worker, struct err *err)
{
    return worker->state_dir != NULL ||
           err_set(err, ERR_LOCAL, "there is no folder for drafts: HOME is not set");
}

/* A disk that takes nothing must not lose what is typed: the screens keep it for as long as etrig runs. */
static bool save_draft(struct worker *worker, const struct store_draft *draft)
{
    struct err err;
    bool saved = has_state_dir(worker, &err) && draft_save(worker->state_dir, draft, &err);
    if (!saved && !worker->drafts_fail) {
        err_context(&err, "the draft is kept only while etrig runs");
        worker_say_error(worker, &err);
    }
    worker->drafts_fail = !saved;
    return saved;
}

static bool drop_draft(struct worker *worker, const char *account, const char *region, const char *identifier)
{
    struct err err;
    bool gone =
        has_state_dir(worker, &err) && draft_drop(worker->state_dir, account, region, identifier, &err);
    if (!gone)
        worker_say_error(worker, &err);
    return gone;
}

/* Finding the draft of a change that succeeded. */
struct search {
    const struct operation *operation;
    const char *asked; /* borrowed */
    char *identifier;  /* owned: of the draft; a new trigger's may be unfinished */
};

static bool same_document(const char *a, const char *b)
{
    cJSON *left = a != NULL ? json_parse_text(a, NULL) : NULL,
          *right = b != NULL ? json_parse_text(b, NULL) : NULL;
    cJSON *sent = left != NULL ? document_sendable(left) : NULL,
          *asked = right != NULL ? document_sendable(right) : NULL;
    bool same = sent != NULL && asked != NULL && json_equal_as_sets(sent, asked);
    cJSON_Delete(left);
    cJSON_Delete(right);
    cJSON_Delete(sent);
    cJSON_Delete(asked);
    return same;
}

static void match_draft(const struct store_draft *draft, void *context)
{
    struct search *search = context;
    const struct operation *operation = search->operation;
    if (search->identifier != NULL || strcmp(draft->region, operation->region) != 0 ||
        strcmp(draft->account, operation->account) != 0 ||
        (!draft->is_new && strcmp(draft->identifier, operation->identifier) != 0) ||
        draft->is_new != (operation->kind == OPERATION_CREATE))
        return;
    if (same_document(draft->document, search->asked))
        search->identifier = mem_dup(draft->identifier);
}

static void ignore_bad_draft(const struct err *err, void *context)
{
    (void)err;
    (void)context;
}

void task_files_drop_draft_of(struct worker *worker, const struct operation *operation, const char *asked)
{
    struct search search = {.operation = operation, .asked = asked != NULL ? asked : operation->after};
    if (worker->state_dir == NULL || operation->kind == OPERATION_DELETE)
        return;
    draft_each(worker->state_dir, match_draft, ignore_bad_draft, &search);
    if (search.identifier != NULL &&
        drop_draft(worker, operation->account, operation->region, search.identifier))
        post_draft_gone(worker, operation->account, operation->region, search.identifier);
    free(search.identifier);
}

/* ---- the console's statements ---- */

static void load_history(struct worker *worker)
{
    struct message *event = message_new(EVENT_HISTORY);
    struct err err;
    if (worker->state_dir != NULL && !history_read(worker->state_dir, &event->statements, &err))
        worker_say_error(worker, &err);
    worker_post(worker, event);
}

/* A disk that takes nothing is told once: the console keeps them for as long as etrig runs. */
static void add_history(struct worker *worker, const char *text)
{
    struct err err;
    if (worker->state_dir == NULL || history_add(worker->state_dir, text, &err)) {
        worker->history_fails = false;
        return;
    }
    if (!worker->history_fails) {
        err_context(&err, "the history of statements is kept only while etrig runs");
        worker_say_error(worker, &err);
    }
    worker->history_fails = true;
}

void task_files_take(struct worker *worker, struct message *request)
{
    if (request->kind == MESSAGE_SAVE_DRAFT)
        save_draft(worker, request->draft);
    else if (request->kind == MESSAGE_CLAIM_DRAFT && save_draft(worker, request->draft))
        drop_draft(worker, "", request->draft->region, request->draft->identifier);
    else if (request->kind == MESSAGE_DROP_DRAFT)
        drop_draft(worker, request->account, request->region, request->identifier);
    else if (request->kind == MESSAGE_LOAD_HISTORY)
        load_history(worker);
    else if (request->kind == MESSAGE_ADD_HISTORY)
        add_history(worker, request->text);
    else if (request->kind == MESSAGE_SAVE_CACHE)
        save_cache(worker, request);
}

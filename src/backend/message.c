#include "backend/message.h"

#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/mem.h"
#include "model/store_catalog.h"
#include "model/store_connection.h"
#include "model/store_doctor.h"
#include "model/store_draft.h"

struct message *message_new(enum message_kind kind)
{
    struct message *message = mem_alloc(1, sizeof *message);
    message->kind = kind;
    return message;
}

struct err *message_failure(const struct err *err)
{
    if (err == NULL || err->code == ERR_NONE)
        return NULL;
    struct err *copy = mem_alloc(1, sizeof *copy);
    *copy = *err;
    return copy;
}

/* ---- rows ---- */

struct message_rows *message_rows_new(void)
{
    struct message_rows *rows = mem_alloc(1, sizeof *rows);
    strbuf_init(&rows->texts);
    strbuf_addc(&rows->texts, '\0');
    return rows;
}

static size_t add_text(struct strbuf *texts, const char *text)
{
    if (text == NULL)
        return 0;
    size_t offset = texts->length;
    strbuf_add(texts, text, strlen(text) + 1);
    return offset;
}

void message_rows_add(struct message_rows *rows, const char *name, const char *object_type,
                      const char *description, const char *tags, int64_t created_ms, int64_t updated_ms)
{
    ARRAY_GROW(rows->items, rows->count + 1, rows->capacity);
    struct message_row *row = &rows->items[rows->count++];
    row->name = add_text(&rows->texts, name);
    row->object_type = add_text(&rows->texts, object_type);
    row->description = add_text(&rows->texts, description);
    row->tags = add_text(&rows->texts, tags);
    row->created_ms = created_ms;
    row->updated_ms = updated_ms;
}

const char *message_rows_text(const struct message_rows *rows, size_t offset)
{
    return offset == 0 ? NULL : rows->texts.text + offset;
}

static void free_rows(struct message_rows *rows)
{
    if (rows == NULL)
        return;
    free(rows->items);
    strbuf_release(&rows->texts);
    free(rows);
}

static void free_snapshot(struct message_cache *snapshot)
{
    if (snapshot == NULL)
        return;
    free(snapshot->rows);
    free(snapshot->regions);
    free(snapshot->block);
    free(snapshot);
}

/* ---- what the model's structs own ---- */

static void free_change(struct message_change *change)
{
    if (change == NULL)
        return;
    free(change->region);
    free(change->account);
    free(change->identifier);
    free(change->before);
    free(change->after);
    free(change->patch);
    free(change->role_arn);
    free(change->type_version_id);
    free(change->client_token);
    free(change);
}

/* ---- the whole ---- */

static void free_model_structs(struct message *message)
{
    if (message->connection != NULL)
        store_connection_release(message->connection);
    if (message->operation != NULL)
        operation_release(message->operation);
    if (message->draft != NULL)
        store_draft_release(message->draft);
    if (message->catalog != NULL)
        store_catalog_free(message->catalog);
    if (message->doctor != NULL)
        store_doctor_release(message->doctor);
    free(message->connection);
    free(message->operation);
    free(message->draft);
    free(message->doctor);
}

void message_free(struct message *message)
{
    free(message->region);
    free(message->domain);
    free(message->identifier);
    free(message->object_type);
    free(message->account);
    mem_free_wiped(&message->text); /* it may be a code */
    texts_release(&message->regions);
    texts_release(&message->domains);
    texts_release(&message->statements);
    free(message->failure);
    free_change(message->change);
    free_rows(message->rows);
    free_snapshot(message->snapshot);
    free_model_structs(message);
    if (message->cache != NULL)
        cache_close(message->cache);
    free(message);
}

void message_free_all(struct message *first)
{
    while (first != NULL) {
        struct message *next = first->next;
        message_free(first);
        first = next;
    }
}

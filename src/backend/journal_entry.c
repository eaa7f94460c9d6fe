#include "backend/journal_entry.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/strbuf.h"

#define COLUMN(name, form, member, moves)                                                                    \
    {                                                                                                        \
        name, form, offsetof(struct journal_entry, member), sizeof((struct journal_entry *)0)->member, moves \
    }

const struct journal_entry_column journal_entry_columns[] = {
    COLUMN("kind", JOURNAL_ENTRY_KIND, operation.kind, false),
    COLUMN("state", JOURNAL_ENTRY_STATE, operation.state, true),
    COLUMN("region", JOURNAL_ENTRY_TEXT, operation.region, false),
    COLUMN("account", JOURNAL_ENTRY_TEXT, operation.account, false),
    COLUMN("endpoint", JOURNAL_ENTRY_TEXT, operation.endpoint, false),
    COLUMN("principal", JOURNAL_ENTRY_TEXT, operation.principal, false),
    COLUMN("identifier", JOURNAL_ENTRY_TEXT, operation.identifier, false),
    COLUMN("action", JOURNAL_ENTRY_TEXT, action, false),
    COLUMN("body", JOURNAL_ENTRY_TEXT, body, false),
    COLUMN("client_token", JOURNAL_ENTRY_TEXT, operation.client_token, false),
    COLUMN("request_token", JOURNAL_ENTRY_TEXT, operation.request_token, true),
    COLUMN("document_before", JOURNAL_ENTRY_TEXT, operation.before, true),
    COLUMN("document_after", JOURNAL_ENTRY_TEXT, operation.after, true),
    COLUMN("event", JOURNAL_ENTRY_TEXT, operation.event, true),
    COLUMN("events", JOURNAL_ENTRY_TEXT, operation.events, true),
    COLUMN("warning", JOURNAL_ENTRY_TEXT, operation.warning, true),
    COLUMN("failure_code", JOURNAL_ENTRY_CODE, operation.failure.code, true),
    COLUMN("failure_text", JOURNAL_ENTRY_CHARS, operation.failure.text, true),
    COLUMN("failure_hint", JOURNAL_ENTRY_CHARS, operation.failure.hint, true),
    COLUMN("owner", JOURNAL_ENTRY_TEXT, owner, false),
    COLUMN("host", JOURNAL_ENTRY_TEXT, host, false),
    COLUMN("started_ms", JOURNAL_ENTRY_INTEGER, operation.started_ms, false),
    COLUMN("first_sent_ms", JOURNAL_ENTRY_INTEGER, first_sent_ms, false),
    COLUMN("changed_ms", JOURNAL_ENTRY_INTEGER, operation.changed_ms, true),
    COLUMN("ended_ms", JOURNAL_ENTRY_INTEGER, operation.ended_ms, true),
};

const size_t journal_entry_column_count = ARRAY_COUNT(journal_entry_columns);

/* Version 1. AUTOINCREMENT: an id is never used twice, not even after its row was swept. */
const char journal_entry_schema[] =
    "CREATE TABLE operations ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " kind TEXT NOT NULL, state TEXT NOT NULL,"
    " region TEXT NOT NULL, account TEXT NOT NULL, endpoint TEXT NOT NULL, principal TEXT NOT NULL,"
    " identifier TEXT NOT NULL,"
    " action TEXT NOT NULL, body TEXT NOT NULL,"
    " client_token TEXT NOT NULL, request_token TEXT,"
    " document_before TEXT, document_after TEXT,"
    " event TEXT, events TEXT, warning TEXT,"
    " failure_code INTEGER NOT NULL, failure_text TEXT, failure_hint TEXT,"
    " owner TEXT NOT NULL, host TEXT NOT NULL,"
    " started_ms INTEGER NOT NULL, first_sent_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL,"
    " ended_ms INTEGER NOT NULL);"
    "CREATE INDEX operations_by_client_token ON operations (client_token);"
    "CREATE INDEX operations_by_request_token ON operations (request_token);"
    "CREATE INDEX operations_by_end ON operations (ended_ms);"
    "CREATE TABLE facts (endpoint TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,"
    " PRIMARY KEY (endpoint, name)) WITHOUT ROWID;"
    "PRAGMA user_version = 1;";

char *journal_entry_select(void)
{
    struct strbuf sql = STRBUF_INIT;

    strbuf_adds(&sql, "SELECT id");
    for (size_t i = 0; i < journal_entry_column_count; i++)
        strbuf_addf(&sql, ", %s", journal_entry_columns[i].name);
    strbuf_adds(&sql, " FROM operations ");
    return strbuf_detach(&sql);
}

char *journal_entry_insert(void)
{
    struct strbuf sql = STRBUF_INIT;

    strbuf_adds(&sql, "INSERT INTO operations (");
    for (size_t i = 0; i < journal_entry_column_count; i++)
        strbuf_addf(&sql, "%s%s", i ? ", " : "", journal_entry_columns[i].name);
    strbuf_adds(&sql, ") VALUES (");
    for (size_t i = 0; i < journal_entry_column_count; i++)
        strbuf_adds(&sql, i ? ", ?" : "?");
    strbuf_adds(&sql, ")");
    return strbuf_detach(&sql);
}

char *journal_entry_update(void)
{
    struct strbuf sql = STRBUF_INIT;
    int place = 3;

    strbuf_adds(&sql, "UPDATE operations SET ");
    for (size_t i = 0; i < journal_entry_column_count; i++)
        if (journal_entry_columns[i].moves) {
            strbuf_addf(&sql, "%s%s = ?%d", place > 3 ? ", " : "", journal_entry_columns[i].name, place);
            place++;
        }
    strbuf_adds(&sql, " WHERE id = ?1 AND owner = ?2");
    return strbuf_detach(&sql);
}

static const void *member(const struct journal_entry *entry, const struct journal_entry_column *column)
{
    return (const char *)entry + column->offset;
}

static void *member_to_set(struct journal_entry *entry, const struct journal_entry_column *column)
{
    return (char *)entry + column->offset;
}

bool journal_entry_is_number(const struct journal_entry_column *column)
{
    return column->form == JOURNAL_ENTRY_INTEGER || column->form == JOURNAL_ENTRY_CODE;
}

const char *journal_entry_get_text(const struct journal_entry *entry,
                                   const struct journal_entry_column *column)
{
    const char *text;

    switch (column->form) {
    case JOURNAL_ENTRY_TEXT:
        text = *(char *const *)member(entry, column);
        return text || column->moves ? text : "";
    case JOURNAL_ENTRY_CHARS:
        return member(entry, column);
    case JOURNAL_ENTRY_KIND:
        return operation_kind_aws(entry->operation.kind);
    case JOURNAL_ENTRY_STATE:
        return operation_state_name(entry->operation.state);
    case JOURNAL_ENTRY_INTEGER:
    case JOURNAL_ENTRY_CODE:
        break;
    }
    return NULL;
}

int64_t journal_entry_get_number(const struct journal_entry *entry, const struct journal_entry_column *column)
{
    if (column->form == JOURNAL_ENTRY_CODE)
        return *(const enum err_code *)member(entry, column);
    return *(const int64_t *)member(entry, column);
}

bool journal_entry_set_text(struct journal_entry *entry, const struct journal_entry_column *column,
                            const char *text)
{
    char *chars;
    size_t length;

    switch (column->form) {
    case JOURNAL_ENTRY_KIND:
        return operation_kind_from_aws(text, member_to_set(entry, column));
    case JOURNAL_ENTRY_STATE:
        return operation_state_from_name(text, member_to_set(entry, column));
    case JOURNAL_ENTRY_CHARS:
        chars = member_to_set(entry, column);
        length = text ? strnlen(text, column->size - 1) : 0;
        if (length > 0)
            memcpy(chars, text, length);
        chars[length] = '\0';
        return true;
    case JOURNAL_ENTRY_TEXT:
        *(char **)member_to_set(entry, column) = mem_dup(text);
        return true;
    case JOURNAL_ENTRY_INTEGER:
    case JOURNAL_ENTRY_CODE:
        break;
    }
    return false;
}

void journal_entry_set_number(struct journal_entry *entry, const struct journal_entry_column *column,
                              int64_t number)
{
    if (column->form == JOURNAL_ENTRY_CODE)
        *(enum err_code *)member_to_set(entry, column) = (enum err_code)number;
    else
        *(int64_t *)member_to_set(entry, column) = number;
}

void journal_entry_release(struct journal_entry *entry)
{
    operation_release(&entry->operation);
    free(entry->action);
    free(entry->body);
    free(entry->owner);
    free(entry->host);
    *entry = (struct journal_entry){0};
}

void journal_entry_copy(struct journal_entry *to, const struct journal_entry *from)
{
    *to = *from;
    operation_copy(&to->operation, &from->operation);
    to->action = mem_dup(from->action);
    to->body = mem_dup(from->body);
    to->owner = mem_dup(from->owner);
    to->host = mem_dup(from->host);
}

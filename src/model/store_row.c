#include "model/store_row.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "model/document.h"
#include "model/describe.h"
#include "model/table.h"

uint32_t store_row_hash(const struct store_row_key *key)
{
    uint32_t hash = table_hash(key->region, 0);

    for (size_t i = 0; i < key->domain_length; i++)
        hash = (hash ^ (unsigned char)key->domain[i]) * 16777619u;
    return table_hash(key->name, hash);
}

struct store_row_key store_row_key_of(const struct store_row *row)
{
    return (struct store_row_key){row->region, row->domain, row->name, strlen(row->domain)};
}

bool store_row_is(const void *item, const void *wanted)
{
    const struct store_row *row = item;
    const struct store_row_key *key = wanted;

    return strcmp(row->name, key->name) == 0 && strncmp(row->domain, key->domain, key->domain_length) == 0 &&
           row->domain[key->domain_length] == '\0' && strcmp(row->region, key->region) == 0;
}

/* "domain|name" as a key; false if there is no bar. */
bool store_row_key_parse(const char *region, const char *identifier, struct store_row_key *key)
{
    const char *bar = strchr(identifier, '|');

    if (!bar)
        return false;
    *key = (struct store_row_key){region, identifier, bar + 1, (size_t)(bar - identifier)};
    return true;
}

bool store_row_has_identifier(const struct store_row *row, const char *region, const char *identifier)
{
    struct store_row_key key;

    return store_row_key_parse(region, identifier, &key) && store_row_is(row, &key);
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Puts an owned text (or NULL) in the place of another. True if that changes anything. */
static bool put_text(char **slot, char *text)
{
    bool changed = !same_text(*slot, text);

    free(*slot);
    *slot = text;
    return changed;
}

/* An empty text counts as none. */
static char *copy_of(const char *text)
{
    return text && *text ? mem_dup(text) : NULL;
}

bool store_row_copy_text(char **slot, const char *text)
{
    return put_text(slot, copy_of(text));
}

/* Times come with and without fractions of a second, by the service that tells them: a whole second is
 * compared as such. */
static bool is_newer(int64_t a_ms, int64_t b_ms)
{
    if (a_ms % 1000 == 0 || b_ms % 1000 == 0)
        return a_ms / 1000 > b_ms / 1000;
    return a_ms > b_ms;
}

/* Forgets what was read in full. */
static void drop_document(struct store_row *row)
{
    put_text(&row->document, NULL);
    put_text(&row->segment, NULL);
    put_text(&row->when, NULL);
    put_text(&row->limits, NULL);
    free(row->failure);
    row->failure = NULL;
    row->linted = false;
    row->brief_lint = 0;
    if (row->state != STORE_ROW_READING)
        row->state = STORE_ROW_LISTED;
}

bool store_row_put_times(struct store_row *row, int64_t created_ms, int64_t updated_ms)
{
    bool newer = updated_ms && is_newer(updated_ms, row->updated_ms);
    bool changed = newer || (created_ms && created_ms != row->created_ms);

    if (newer && row->updated_ms)
        drop_document(row);
    if (newer)
        row->updated_ms = updated_ms;
    if (created_ms)
        row->created_ms = created_ms;
    return changed;
}

/* A time of the document, 0 if it has none. */
static int64_t time_of(const cJSON *document, const char *name)
{
    const char *text = json_text(document, name);
    int64_t ms;

    return text && clock_parse(text, &ms) ? ms : 0;
}

void store_row_put_document(struct store_row *row, const cJSON *tree, const char *document)
{
    const cJSON *tags = json_get(tree, "Tags");

    drop_document(row);
    row->document = mem_dup(document);
    row->segment = copy_of(json_text(tree, "SegmentFilter"));
    row->when = describe_when(tree);
    row->limits = describe_limits(tree);
    row->state = STORE_ROW_WHOLE;
    store_row_copy_text(&row->description, json_text(tree, "Description"));
    put_text(&row->tags, cJSON_GetArraySize(tags) > 0 ? json_print(tags) : NULL);
    row->created_ms = time_of(tree, "CreatedAt");
    row->updated_ms = time_of(tree, "LastUpdatedAt");
}

void store_row_free(struct store_row *row)
{
    free(row->name);
    free(row->description);
    free(row->tags);
    free(row->document);
    free(row->segment);
    free(row->when);
    free(row->limits);
    free(row->failure);
    free(row);
}

char *store_row_identifier(const struct store_row *row)
{
    struct strbuf identifier = STRBUF_INIT;

    strbuf_adds(&identifier, row->domain);
    strbuf_addc(&identifier, '|');
    strbuf_adds(&identifier, row->name);
    return strbuf_detach(&identifier);
}

char *store_row_stack(const struct store_row *row)
{
    cJSON *tags;
    char *stack;

    /* Nearly no row has the tag, and every row of the list is asked. */
    if (!row->tags || !strstr(row->tags, DOCUMENT_STACK_TAG))
        return NULL;
    tags = json_parse_text(row->tags, NULL);
    stack = mem_dup(document_stack(tags));
    cJSON_Delete(tags);
    return stack;
}

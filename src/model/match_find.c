#include "model/match_find.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/match_meaning.h"

static const char prefix[] = "_source.";

static const char *filled(const cJSON *attribute, const char *name)
{
    const char *text = json_text(attribute, name);

    return text && *text ? text : NULL;
}

static const char *without_prefix(const char *source, bool *had)
{
    *had = strncmp(source, prefix, strlen(prefix)) == 0 && source[strlen(prefix)];
    return *had ? source + strlen(prefix) : source;
}

static const struct store_item *item_named(const struct store_catalog *fields, const char *name)
{
    for (size_t i = 0; i < fields->count; i++)
        if (strcmp(fields->items[i].name, name) == 0)
            return &fields->items[i];
    return NULL;
}

static bool path_of_field(const char *field, const struct store_catalog *fields, const char **path,
                          uint64_t *assumed, enum match_find_state *state)
{
    const struct store_item *item = NULL;
    bool had;

    *path = field;
    if (!fields || fields->state != STORE_READ) {
        *assumed |= MATCH_MEANING_BIT(MATCH_MEANING_OWN_NAME);
        return true;
    }
    item = item_named(fields, field);
    *state = item ? MATCH_FIND_COMPUTED : MATCH_FIND_UNMAPPED;
    if (!item)
        return false;
    if (!item->object_types || !*item->object_types)
        *assumed |= MATCH_MEANING_BIT(MATCH_MEANING_OWN_NAME);
    else
        *path = without_prefix(item->object_types, &had);
    return !strstr(*path, "{{");
}

bool match_find_path(const cJSON *attribute, const struct store_catalog *fields, const char **path,
                     uint64_t *assumed, enum match_find_state *state)
{
    const char *field = filled(attribute, "FieldName"), *source = filled(attribute, "Source");
    bool had;

    *state = MATCH_FIND_UNNAMED;
    if (!field && !source)
        return false;
    if (field && source)
        *assumed |= MATCH_MEANING_BIT(MATCH_MEANING_BOTH);
    if (field)
        return path_of_field(field, fields, path, assumed, state);
    *path = without_prefix(source, &had);
    if (had)
        *assumed |= MATCH_MEANING_BIT(MATCH_MEANING_PREFIX);
    return true;
}

static void collect(const cJSON *value, const char *path, struct match_find *out);

static void collect_items(const cJSON *list, const char *path, struct match_find *out)
{
    const cJSON *item;

    out->is_list = true;
    cJSON_ArrayForEach(item, list)
    {
        collect(item, path, out);
    }
}

/* A member may have dots in its name; else the first dot leads into an object. */
static void collect_member(const cJSON *object, const char *path, struct match_find *out)
{
    const cJSON *member = json_get(object, path);
    const char *dot = strchr(path, '.');
    char *head;

    if (member || !dot) {
        collect(member, NULL, out);
        return;
    }
    head = mem_dup_n(path, (size_t)(dot - path));
    member = json_get(object, head);
    free(head);
    out->nested = out->nested || member;
    collect(member, dot + 1, out);
}

/* path NULL: value is what was looked for. As deep as json_parse lets objects be. */
static void collect(const cJSON *value, const char *path, struct match_find *out)
{
    if (!value)
        return;
    if (cJSON_IsArray(value)) {
        collect_items(value, path, out);
    } else if (path) {
        collect_member(value, path, out);
    } else if (cJSON_IsNull(value)) {
        out->state = MATCH_FIND_NULL;
    } else {
        ARRAY_GROW(out->items, out->count + 1, out->capacity);
        out->items[out->count++] = value;
    }
}

void match_find(const cJSON *attribute, const cJSON *object, const struct store_catalog *fields,
                struct match_find *out)
{
    const char *path;

    *out = (struct match_find){0};
    if (!match_find_path(attribute, fields, &path, &out->assumed, &out->state))
        return;
    out->state = MATCH_FIND_MISSING;
    collect(object, path, out);
    if (out->count)
        out->state = MATCH_FIND_THERE;
    if (out->is_list)
        out->assumed |= MATCH_MEANING_BIT(MATCH_MEANING_LIST);
    if (out->nested)
        out->assumed |= MATCH_MEANING_BIT(MATCH_MEANING_NESTED);
}

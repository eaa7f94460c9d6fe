#include "model/tags.h"

#include <string.h>

const char tags_property[] = "Tags";

static cJSON *first_of(const cJSON *tags)
{
    return cJSON_IsArray(tags) ? tags->child : NULL;
}

bool tags_is_managed(const cJSON *tag)
{
    const char *key = json_text(tag, "Key");

    return key && strncmp(key, "aws:", 4) == 0;
}

static bool has_key(const cJSON *tag, const char *key)
{
    const char *its = json_text(tag, "Key");

    return its && strcmp(its, key) == 0;
}

cJSON *tags_find(const cJSON *tags, const char *key)
{
    cJSON *tag = first_of(tags);

    while (tag && !has_key(tag, key))
        tag = tag->next;
    return tag;
}

void tags_add_keys(const cJSON *tags, struct texts *keys)
{
    for (const cJSON *tag = first_of(tags); tag; tag = tag->next) {
        const char *key = json_text(tag, "Key");

        if (key && !tags_is_managed(tag) && !texts_has(keys, key))
            texts_add(keys, key);
    }
}

bool tags_have_keys(const cJSON *tags)
{
    if (tags && !cJSON_IsArray(tags))
        return false;
    for (const cJSON *tag = first_of(tags); tag; tag = tag->next) {
        const char *key = json_text(tag, "Key");

        if (!key || (!tags_is_managed(tag) && tags_find(tags, key) != tag))
            return false;
    }
    return true;
}

void tags_drop(cJSON *tags, const char *key, const cJSON *but)
{
    for (cJSON *tag = first_of(tags), *next; tag; tag = next) {
        next = tag->next;
        if (tag != but && has_key(tag, key))
            cJSON_Delete(cJSON_DetachItemViaPointer(tags, tag));
    }
}

void tags_drop_managed(cJSON *document)
{
    cJSON *tags = json_get(document, tags_property), *tag = first_of(tags);
    bool had_some = tag != NULL;

    for (cJSON *next; tag; tag = next) {
        next = tag->next;
        if (tags_is_managed(tag))
            cJSON_Delete(cJSON_DetachItemViaPointer(tags, tag));
    }
    if (had_some && !tags->child)
        json_set(document, tags_property, NULL);
}

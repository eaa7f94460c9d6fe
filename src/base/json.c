#include "base/json.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/json_scan.h"
#include "base/mem.h"

static void *allocate(size_t size)
{
    return mem_resize(NULL, 1, size);
}

void json_init(void)
{
    cJSON_Hooks hooks = {allocate, mem_release_cleared};

    cJSON_InitHooks(&hooks);
}

cJSON *json_parse(const char *bytes, size_t length, size_t limit, struct err *err)
{
    return json_parse_marked(bytes, length, limit, NULL, err);
}

cJSON *json_parse_marked(const char *bytes, size_t length, size_t limit, struct marks *marks, struct err *err)
{
    cJSON *tree;

    if (length > limit) {
        err_set(err, ERR_INVALID, "the JSON text is larger than %zu bytes", limit);
        return NULL;
    }
    if (!json_scan_check(bytes, length, marks, err))
        return NULL;
    tree = cJSON_ParseWithLength(bytes, length);
    if (!tree)
        err_set(err, ERR_INVALID, "the JSON text cannot be read");
    return tree;
}

cJSON *json_parse_text(const char *text, struct err *err)
{
    return json_parse(text, strlen(text), JSON_LIMIT_DOCUMENT, err);
}

cJSON *json_get(const cJSON *object, const char *name)
{
    return cJSON_IsObject(object) ? cJSON_GetObjectItemCaseSensitive(object, name) : NULL;
}

const char *json_text(const cJSON *object, const char *name)
{
    return cJSON_GetStringValue(json_get(object, name));
}

bool json_integer(const cJSON *object, const char *name, int64_t *out)
{
    const cJSON *value = json_get(object, name);

    if (!cJSON_IsNumber(value) || value->valuedouble != trunc(value->valuedouble) ||
        fabs(value->valuedouble) > 9007199254740992.0)
        return false;
    *out = (int64_t)value->valuedouble;
    return true;
}

bool json_is_true(const cJSON *object, const char *name)
{
    return cJSON_IsTrue(json_get(object, name));
}

void json_set(cJSON *object, const char *name, cJSON *value)
{
    cJSON *old = json_get(object, name);

    assert(cJSON_IsObject(object));
    if (!value)
        cJSON_DeleteItemFromObjectCaseSensitive(object, name);
    else if (old)
        cJSON_ReplaceItemInObjectCaseSensitive(object, name, value);
    else
        cJSON_AddItemToObject(object, name, value);
}

void json_set_text(cJSON *object, const char *name, const char *text)
{
    json_set(object, name, text ? cJSON_CreateString(text) : NULL);
}

void json_set_integer(cJSON *object, const char *name, int64_t value)
{
    json_set(object, name, cJSON_CreateNumber((double)value));
}

void json_insert(cJSON *container, size_t index, cJSON *item)
{
    bool inserted;

    assert(cJSON_IsArray(container) || (cJSON_IsObject(container) && item->string));
    item->prev = item; /* as a lone item has it; those versions refuse one without */
    inserted = index >= (size_t)cJSON_GetArraySize(container)
                   ? cJSON_AddItemToArray(container, item)
                   : cJSON_InsertItemInArray(container, (int)index, item);
    assert(inserted);
    (void)inserted;
}

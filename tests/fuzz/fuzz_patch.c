/*
 * Two lines, a document and a patch: the patch is refused with a sentence, or carried out; the document stays
 * as it was, and the result is one that our own reader takes.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "model/patch.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void count_property(const char *name, bool writes, void *context)
{
    size_t *count = context;

    assert(name);
    *count += writes ? 2 : 1;
}

static void check_result(cJSON *result)
{
    char *text = json_print(result);
    cJSON *again = json_parse(text, strlen(text), 64u << 20, NULL);

    assert(again && json_equal(result, again));
    cJSON_Delete(again);
    free(text);
    cJSON_Delete(result);
}

static void patch_document(const cJSON *document, const cJSON *patch)
{
    cJSON *before = cJSON_Duplicate(document, true), *result;
    enum patch_failure failure;
    struct err err = {0};
    size_t count = 0;

    patch_each_property(patch, count_property, &count);
    result = patch_apply(document, patch, &failure, &err);
    assert((result != NULL) == (failure == PATCH_FINE));
    assert(result || (err.code == ERR_INVALID && err.text[0]));
    assert(patch_is_well_formed(patch, NULL) || failure == PATCH_MALFORMED);
    assert(json_equal(document, before));
    if (result)
        check_result(result);
    cJSON_Delete(before);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const uint8_t *end = length ? memchr(bytes, '\n', length) : NULL;
    size_t first = end ? (size_t)(end - bytes) : length;
    cJSON *document = json_parse((const char *)bytes, first, JSON_LIMIT_DOCUMENT, NULL);
    cJSON *patch = json_parse((const char *)bytes + first, length - first, JSON_LIMIT_DOCUMENT, NULL);

    if (document && patch)
        patch_document(document, patch);
    cJSON_Delete(document);
    cJSON_Delete(patch);
    return 0;
}

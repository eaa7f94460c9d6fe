/*
 * Two lines, two documents of any shape: both are checked and described, and the patch that makes the first
 * into the second does so.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/json.h"
#include "model/change.h"
#include "model/check.h"
#include "model/describe.h"
#include "model/document.h"
#include "model/patch.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check(const cJSON *document)
{
    struct problems problems = {0};
    bool fine = check_document(&fields_event_trigger, document, CHECK_UNKNOWN | CHECK_SENT, &problems);

    assert(fine == (problems.count == 0));
    for (size_t i = 0; i < problems.count; i++) {
        assert(*problems.items[i].words && problems.items[i].aws[0] == '#');
        assert(check_at(&problems, problems.items[i].pointer));
    }
    free(check_aws_message(&problems));
    check_release(&problems);
}

static void describe(const cJSON *document)
{
    static char *(*const describers[])(const cJSON *) = {
        describe_sentence, describe_when,      describe_limits,    describe_attribute,
        describe_period,   describe_condition, describe_dimension, describe_value,
    };
    struct describe_tree tree;

    for (size_t i = 0; i < ARRAY_COUNT(describers); i++) {
        char *words = describers[i](document);

        assert(words);
        free(words);
    }
    describe_conditions_tree(document, &tree);
    assert(tree.count);
    describe_tree_release(&tree);
}

static void present(const cJSON *document)
{
    cJSON *sendable = document_sendable(document), *shown = document_presented(document, "r", "i");

    assert(!change_differs(sendable, document));
    assert(!change_differs(shown, document));
    cJSON_Delete(sendable);
    cJSON_Delete(shown);
}

static void change(const cJSON *before, const cJSON *after)
{
    static const struct change_guards guards = {.test_absent_by_time = true};
    struct change change;
    bool differs = change_between(before, after, &change);
    cJSON *patch = change_patch(before, after, &guards);
    cJSON *result = patch_apply(before, patch, NULL, NULL);

    assert(differs == (change.count > 0) && differs == (cJSON_GetArraySize(patch) > 0));
    assert(result && !change_differs(result, after));
    free(change_words(&change));
    change_release(&change);
    cJSON_Delete(result);
    cJSON_Delete(patch);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const uint8_t *end = length ? memchr(bytes, '\n', length) : NULL;
    size_t first = end ? (size_t)(end - bytes) : length;
    cJSON *before = json_parse((const char *)bytes, first, JSON_LIMIT_DOCUMENT, NULL);
    cJSON *after = json_parse((const char *)bytes + first, length - first, JSON_LIMIT_DOCUMENT, NULL);

    if (before) {
        check(before);
        describe(before);
        present(before);
    }
    if (cJSON_IsObject(before) && cJSON_IsObject(after))
        change(before, after);
    cJSON_Delete(before);
    cJSON_Delete(after);
    return 0;
}

/*
 * Two lines, a document and an object of any shape: the object is tried, the answer is drawn and printed, and an
 * object is made up for the document.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "model/match.h"
#include "model/match_sample.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* A verdict that rests on an assumption is not sure; one that is sure is the same without it. */
static void check(const struct match_node *node)
{
    assert(node->pointer);
    assert(node->sure == node->verdict || node->sure == MATCH_UNKNOWN);
    assert((node->reason == NULL) == (node->subject == NULL));
    for (size_t i = 0; i < node->count; i++)
        check(&node->children[i]);
}

static void try_object(const cJSON *document, const cJSON *object)
{
    struct match match;
    struct match_lines lines;
    struct texts notes;
    cJSON *json;

    match_document(document, object, NULL, &match);
    check(&match.root);
    match_lines(&match, document, &lines);
    assert(lines.count);
    match_notes(&match, &notes);
    json = match_present(&match, "x");
    free(json_print_pretty(json));
    free(match_sentence(&match, "x"));
    cJSON_Delete(json);
    texts_release(&notes);
    match_lines_release(&lines);
    match_release(&match);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const uint8_t *end = length ? memchr(bytes, '\n', length) : NULL;
    size_t first = end ? (size_t)(end - bytes) : length;
    cJSON *document = json_parse((const char *)bytes, first, JSON_LIMIT_DOCUMENT, NULL);
    cJSON *object = json_parse((const char *)bytes + first, length - first, JSON_LIMIT_DOCUMENT, NULL);

    if (document && object)
        try_object(document, object);
    if (document) {
        cJSON *sample = match_sample_new(document, NULL);

        assert(cJSON_IsObject(sample));
        try_object(document, sample);
        cJSON_Delete(sample);
    }
    cJSON_Delete(document);
    cJSON_Delete(object);
    return 0;
}

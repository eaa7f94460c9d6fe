/* Any bytes as JSON: refused with a sentence, or read, printed, and read again as the same tree. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_round_trip(const cJSON *tree, char *text)
{
    struct err err = {0};
    cJSON *again = json_parse(text, strlen(text), JSON_LIMIT_ANSWER, &err);

    assert(again && json_equal(tree, again) && json_equal_as_sets(tree, again));
    cJSON_Delete(again);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct err err = {0};
    cJSON *tree = json_parse((const char *)bytes, length, JSON_LIMIT_DOCUMENT, &err);

    if (!tree) {
        assert(err.code == ERR_INVALID && err.text[0]);
        return 0;
    }
    assert(text_valid((const char *)bytes, length));
    check_round_trip(tree, json_print(tree));
    check_round_trip(tree, json_print_pretty(tree));
    check_round_trip(tree, json_print_shown(tree));
    cJSON_Delete(tree);
    return 0;
}

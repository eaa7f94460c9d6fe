/* Any bytes as documents: refused with a sentence, or read, written as YAML with and without comments, and read again
 * as the same trees; each problem has its place. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "model/check.h"
#include "model/document.h"
#include "model/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_round_trip(const cJSON *tree, unsigned how)
{
    struct document_list again = {0};
    struct strbuf text = STRBUF_INIT;
    struct err err = {0};

    document_write_yaml(&text, tree, how);
    if (text.length <= DOCUMENT_LIMIT_ALL) {
        assert(text_valid(text.text, text.length));
        assert(document_read_all(text.text, text.length, &again, &err));
        assert(again.count == 1 && json_equal(tree, again.items[0].tree));
    }
    strbuf_release(&text);
    document_list_release(&again);
}

static void check_places(const struct document_list *list, size_t index)
{
    struct problems problems = {0};

    check_document(&fields_event_trigger, list->items[index].tree, CHECK_UNKNOWN | CHECK_SENT, &problems);
    for (size_t i = 0; i < problems.count; i++)
        assert(document_place(list, index, problems.items[i].pointer)->line > 0);
    check_release(&problems);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct document_list list = {0};
    struct err err = {0};

    if (!document_read_all((const char *)bytes, length, &list, &err))
        assert(err.code == ERR_INVALID && err.text[0]);
    for (size_t i = 0; i < list.count && i < 20; i++) {
        check_places(&list, i);
        check_round_trip(list.items[i].tree, 0);
        check_round_trip(list.items[i].tree, YAML_COMMENTS);
    }
    document_list_release(&list);
    return 0;
}

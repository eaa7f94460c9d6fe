/* The reading part of document.h: JSON and YAML, told apart by how they begin. */
#include "model/document.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/texts.h"
#include "model/fields.h"
#include "model/pointer.h"
#include "model/yaml.h"

static const char byte_order_mark[] = "\xef\xbb\xbf";

static void take(cJSON *tree, size_t mark, void *context)
{
    struct document_list *list = context;

    ARRAY_GROW(list->items, list->count + 1, list->capacity);
    list->items[list->count++] = (struct document_item){tree, mark};
}

void document_list_release(struct document_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        cJSON_Delete(list->items[i].tree);
    free(list->items);
    marks_release(&list->marks);
    *list = (struct document_list){0};
}

static bool fail_at(const struct mark *mark, struct err *err, const char *problem)
{
    return err_set(err, ERR_INVALID, "line %zu, column %zu: %s", mark->line, mark->column, problem);
}

/* The items of an array become documents of their own. */
static bool take_items(struct document_list *list, cJSON *array, struct err *err)
{
    bool fine = true;

    for (size_t mark = 1; fine && array->child; mark = list->marks.items[mark].end) {
        cJSON *item = cJSON_DetachItemViaPointer(array, array->child);

        fine = cJSON_IsObject(item);
        if (fine) {
            take(item, mark, list);
        } else {
            fail_at(&list->marks.items[mark], err, "the document is no JSON object");
            cJSON_Delete(item);
        }
    }
    cJSON_Delete(array);
    return fine;
}

static bool read_json(const char *bytes, size_t length, struct document_list *list, struct err *err)
{
    cJSON *tree = json_parse_marked(bytes, length, DOCUMENT_LIMIT_ALL, &list->marks, err);

    if (cJSON_IsArray(tree))
        return take_items(list, tree, err);
    if (tree)
        take(tree, 0, list);
    return tree != NULL;
}

/* A Region that is no text would be dropped in silence, and the change would reach another region. */
static bool own_members_are_texts(const struct document_list *list, size_t index, struct err *err)
{
    const cJSON *member;

    cJSON_ArrayForEach(member, list->items[index].tree)
    {
        if (document_is_own(member->string) && !cJSON_IsString(member)) {
            size_t mark = marks_child(&list->marks, list->items[index].mark, member->string);

            return err_set(err, ERR_INVALID, "line %zu, column %zu: %s must be a text",
                           list->marks.items[mark].line, list->marks.items[mark].column, member->string);
        }
    }
    return true;
}

bool document_read_all(const char *bytes, size_t length, struct document_list *list, struct err *err)
{
    const char *end = bytes + length, *p;
    bool fine;

    if (length > DOCUMENT_LIMIT_ALL)
        return err_set(err, ERR_INVALID, "the text is larger than %u bytes", DOCUMENT_LIMIT_ALL);
    if (length >= 3 && memcmp(bytes, byte_order_mark, 3) == 0)
        bytes += 3;
    for (p = bytes; p < end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r');)
        p++;
    if (p < end && (*p == '{' || *p == '['))
        fine = read_json(bytes, (size_t)(end - bytes), list, err);
    else
        fine = yaml_read(bytes, (size_t)(end - bytes), &fields_event_trigger.root, &list->marks, take, list,
                         err);
    if (fine && !list->count)
        fine = err_set(err, ERR_INVALID, "the text holds no document");
    for (size_t i = 0; fine && i < list->count; i++)
        fine = own_members_are_texts(list, i, err);
    return fine;
}

const struct mark *document_place(const struct document_list *list, size_t index, const char *pointer)
{
    struct texts tokens = {0};
    size_t at = list->items[index].mark;

    if (pointer_split(pointer, &tokens))
        for (size_t i = 0; i < tokens.count; i++) {
            size_t below = marks_child(&list->marks, at, tokens.items[i]);

            if (below == MARKS_NONE)
                break;
            at = below;
        }
    texts_release(&tokens);
    return &list->marks.items[at];
}

bool document_read_one(const char *bytes, size_t length, struct document_list *list, struct err *err)
{
    if (length > JSON_LIMIT_DOCUMENT)
        return err_set(err, ERR_INVALID, "the text is larger than %u bytes", JSON_LIMIT_DOCUMENT);
    if (!document_read_all(bytes, length, list, err))
        return false;
    return list->count == 1 || fail_at(&list->marks.items[list->items[1].mark], err,
                                       "a second document begins here; one is expected");
}

cJSON *document_parse(const char *bytes, size_t length, struct err *err)
{
    struct document_list list = {0};
    cJSON *document = NULL;

    if (document_read_one(bytes, length, &list, err)) {
        document = list.items[0].tree;
        list.items[0].tree = NULL;
    }
    document_list_release(&list);
    return document;
}

#include "model/edit_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/check.h"
#include "model/document.h"
#include "model/export.h"
#include "model/fields.h"
#include "model/slip.h"
#include "model/tags.h"
#include "model/yaml.h"

static const char wrong_mark[] = "#!";
enum { LINES_AROUND = 2 };

/* ---- what cannot change */

/* Why a property cannot change, or NULL. */
static const char *locked_words(const struct edit_text *what, const struct field *field)
{
    if (field->flags & FIELD_READ_ONLY)
        return "is read-only";
    return what->existing && field->flags & FIELD_CREATE_ONLY ? "cannot change once the trigger exists"
                                                              : NULL;
}

/* Takes the text over. */
static void add_comment(struct strbuf *out, char *text)
{
    yaml_write_comment(out, text, 0);
    free(text);
}

static void add_locked(struct strbuf *out, const struct edit_text *what)
{
    const struct field *root = &fields_event_trigger.root;

    for (size_t i = 0; i < root->member_count; i++) {
        const char *text = json_text(what->document, root->members[i].json);

        if (text && locked_words(what, &root->members[i]))
            add_comment(out, mem_printf("%s: %s (%s)", root->members[i].json, text,
                                        locked_words(what, &root->members[i])));
    }
}

static void add_managed_tags(struct strbuf *out, const struct edit_text *what)
{
    const cJSON *tag;

    cJSON_ArrayForEach(tag, json_get(what->document, "Tags"))
    {
        if (tags_is_managed(tag))
            add_comment(out, mem_printf("Tag %s: %s (AWS's own: it stays)", json_text(tag, "Key"),
                                        json_text(tag, "Value") ? json_text(tag, "Value") : ""));
    }
}

/* ---- writing */

char *edit_text_write(const struct edit_text *what)
{
    struct strbuf out = STRBUF_INIT;
    const struct field *root = &fields_event_trigger.root;
    unsigned how = what->existing ? YAML_COMMENTS | YAML_EXISTING : YAML_COMMENTS;
    cJSON *document = export_document(what->document, NULL);

    for (size_t i = 0; i < root->member_count; i++)
        if (locked_words(what, &root->members[i]))
            json_set(document, root->members[i].json, NULL);
    add_comment(&out,
                mem_printf("%s trigger in %s", what->existing ? "An event" : "A new event", what->region));
    yaml_write_comment(
        &out,
        "Save and leave the editor to take this into the form; leave it as it is and nothing changes. "
        "Nothing is sent to AWS before it is reviewed.",
        0);
    add_locked(&out, what);
    add_managed_tags(&out, what);
    if (what->json) {
        char *text = json_print_pretty(document);

        yaml_write_rules(&out, root, how);
        strbuf_addf(&out, "%s\n", text);
        free(text);
    } else {
        strbuf_addc(&out, '\n');
        yaml_write(&out, document, root, how);
    }
    cJSON_Delete(document);
    return strbuf_detach(&out);
}

/* ---- reading */

static const char *next_line(const char *text)
{
    const char *end = strchr(text, '\n');

    return end ? end + 1 : text + strlen(text);
}

/* The text below what was said of it before; some editors put a byte order mark on top. */
static const char *body_of(const char *text)
{
    if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
        text += 3;
    while (strncmp(text, wrong_mark, strlen(wrong_mark)) == 0)
        text = next_line(text);
    return text;
}

/* Below lines empty ones, so that places are those of the text that goes back; comments on top are empty lines too:
 * JSON knows none. */
static char *readable(const char *body, size_t lines)
{
    struct strbuf out = STRBUF_INIT;

    strbuf_fill(&out, '\n', lines);
    while (*body == '#' || *body == '\n' || *body == '\r') {
        strbuf_addc(&out, '\n');
        body = next_line(body);
    }
    strbuf_adds(&out, body);
    return strbuf_detach(&out);
}

static void add_wrong(struct texts *wrong, const struct document_list *list, const char *pointer,
                      const char *words)
{
    const struct mark *place = document_place(list, 0, pointer);
    char *line = mem_printf("line %zu, column %zu: %s: %s", place->line, place->column,
                            *pointer ? pointer : "/", words);

    texts_add(wrong, line);
    free(line);
}

/* What the text says of a property that cannot change is wrong. */
static void add_locked_change(struct edit_text_result *result, const struct document_list *list,
                              const char *name, const char *why)
{
    char *pointer = mem_printf("/%s", name);

    add_wrong(&result->wrong, list, pointer, why);
    if (!result->locked)
        result->locked = mem_printf("%s cannot change", name);
    free(pointer);
}

/* Puts back what the text does not hold; what it holds otherwise is wrong. */
static void put_back(const struct edit_text *what, const struct document_list *list, const char *name,
                     const char *why, struct edit_text_result *result)
{
    cJSON *tree = list->items[0].tree;
    const cJSON *given = json_get(tree, name), *was = json_get(what->document, name);

    if (given && (!was || !json_equal(given, was)))
        add_locked_change(result, list, name, why);
    json_set(tree, name, was ? cJSON_Duplicate(was, true) : NULL);
}

static void put_locked_back(const struct edit_text *what, const struct document_list *list,
                            struct edit_text_result *result)
{
    const struct field *root = &fields_event_trigger.root;
    cJSON *tree = list->items[0].tree;
    char *region, *identifier;

    for (size_t i = 0; i < root->member_count; i++) {
        const char *why = locked_words(what, &root->members[i]);

        if (why)
            put_back(what, list, root->members[i].json, why, result);
    }
    document_take_region(tree, &region, &identifier);
    if (region && strcmp(region, what->region) != 0)
        add_locked_change(result, list, "Region", "this trigger is in another region");
    free(region);
    free(identifier);
}

/* AWS's own tags come first, as they were; those that the text holds too stand once. */
static void put_managed_tags_back(const struct edit_text *what, cJSON *tree)
{
    const cJSON *tag;
    cJSON *tags = json_get(tree, "Tags"), *next;
    size_t count = 0;

    cJSON_ArrayForEach(tag, json_get(what->document, "Tags"))
    {
        if (!tags_is_managed(tag) || (tags && !cJSON_IsArray(tags)))
            continue;
        if (!tags) {
            json_set(tree, "Tags", cJSON_CreateArray());
            tags = json_get(tree, "Tags");
        }
        for (cJSON *given = tags->child; given; given = next) {
            next = given->next;
            if (json_equal(given, tag))
                cJSON_Delete(cJSON_DetachItemViaPointer(tags, given));
        }
        json_insert(tags, count++, cJSON_Duplicate(tag, true));
    }
}

static void add_problems(const struct document_list *list, struct texts *wrong)
{
    struct problems problems = {0};

    check_document(&fields_event_trigger, list->items[0].tree, 0, &problems);
    for (size_t i = 0; i < problems.count; i++)
        add_wrong(wrong, list, problems.items[i].pointer, problems.items[i].words);
    check_release(&problems);
}

struct slipping {
    const struct document_list *list;
    struct texts *slipped;
};

/* What is kept, and perhaps not meant. */
static void add_slip(const char *pointer, const char *words, void *context)
{
    const struct slipping *slipping = context;

    add_wrong(slipping->slipped, slipping->list, pointer, words);
}

/* Fills the result, but for returned, and says what is perhaps a slip, if lines lines stand above the body. */
static void read_below(const struct edit_text *what, const char *body, size_t lines,
                       struct edit_text_result *result, struct texts *slipped)
{
    struct document_list list = {0};
    struct err err = {0};
    char *text = readable(body, lines);

    if (document_read_one(text, strlen(text), &list, &err)) {
        put_locked_back(what, &list, result);
        put_managed_tags_back(what, list.items[0].tree);
        add_problems(&list, &result->wrong);
        slips_say(list.items[0].tree, add_slip, &(struct slipping){&list, slipped});
        result->document = list.items[0].tree;
        list.items[0].tree = NULL;
    } else {
        texts_add(&result->wrong, err.text);
    }
    document_list_release(&list);
    free(text);
}

static void add_marked(struct strbuf *out, const struct texts *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        strbuf_addf(out, "%s   ", wrong_mark);
        text_shown(out, lines->items[i]);
        strbuf_addc(out, '\n');
    }
}

/* With LINES_AROUND lines more on top than there are lines. */
static char *returned(const char *body, const struct texts *wrong, const struct texts *slipped)
{
    struct strbuf out = STRBUF_INIT;

    strbuf_addf(&out, "%s This text is not taken over yet:\n", wrong_mark);
    add_marked(&out, wrong);
    add_marked(&out, slipped);
    strbuf_addf(&out, "%s Mend it, or leave it as it is to go back.\n%s", wrong_mark, body);
    return strbuf_detach(&out);
}

void edit_text_read(const struct edit_text *what, const char *text, struct edit_text_result *result)
{
    const char *body = body_of(text);
    struct texts slipped = {0};
    size_t lines;

    *result = (struct edit_text_result){0};
    read_below(what, body, 0, result, &slipped);
    if (result->wrong.count) {
        lines = result->wrong.count + slipped.count + LINES_AROUND;
        edit_text_release(result);
        texts_release(&slipped);
        read_below(what, body, lines, result, &slipped);
        result->returned = returned(body, &result->wrong, &slipped);
    }
    texts_release(&slipped);
}

void edit_text_release(struct edit_text_result *result)
{
    cJSON_Delete(result->document);
    free(result->locked);
    texts_release(&result->wrong);
    mem_release_cleared(result->returned);
    *result = (struct edit_text_result){0};
}

/* ---- an object that triggers are tried with */

char *edit_text_write_object(const cJSON *object, const char *object_type)
{
    struct strbuf out = STRBUF_INIT;
    char *text = json_print_pretty(object);

    add_comment(&out, mem_printf("The object that triggers of %s are tried with, as JSON", object_type));
    yaml_write_comment(
        &out, "Save and leave the editor to try it. Nothing is sent, and this file goes when it is taken.",
        0);
    strbuf_addf(&out, "%s\n", text);
    mem_release_cleared(text);
    return strbuf_detach(&out);
}

/* An object, or the first of a list of them, if lines lines stand above the body. */
static cJSON *read_object_below(const char *body, size_t lines, struct texts *wrong)
{
    char *text = readable(body, lines);
    struct err err = {0};
    cJSON *given = json_parse(text, strlen(text), JSON_LIMIT_DOCUMENT, &err), *object = given;

    if (cJSON_IsArray(given))
        object = given->child ? cJSON_DetachItemViaPointer(given, given->child) : NULL;
    if (object != given)
        cJSON_Delete(given);
    if (!cJSON_IsObject(object)) {
        texts_add(wrong, err.code != ERR_NONE ? err.text : "there is no JSON object in it");
        cJSON_Delete(object);
        object = NULL;
    }
    mem_release_cleared(text);
    return object;
}

void edit_text_read_object(const char *text, struct edit_text_result *result)
{
    const char *body = body_of(text);

    *result = (struct edit_text_result){0};
    result->document = read_object_below(body, 0, &result->wrong);
    if (result->document)
        return;
    texts_release(&result->wrong);
    read_object_below(body, 1 + LINES_AROUND, &result->wrong);
    result->returned = returned(body, &result->wrong, &(struct texts){0});
}

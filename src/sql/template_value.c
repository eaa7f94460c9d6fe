#include "sql/template_value.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"

void template_value_release(struct template_value *value)
{
    cJSON_Delete(value->tree);
    free(value->missing);
    *value = (struct template_value){0};
}

/* ---- as text ---- */

static void add_escaped(struct strbuf *out, uint32_t code)
{
    static const struct {
        char code, letter;
    } letters[] = {{'"', '"'}, {'\\', '\\'}, {'\n', 'n'}, {'\r', 'r'}, {'\t', 't'}, {'\b', 'b'}, {'\f', 'f'}};
    for (size_t i = 0; i < ARRAY_COUNT(letters); i++)
        if (code == (unsigned char)letters[i].code) {
            strbuf_addf(out, "\\%c", letters[i].letter);
            return;
        }
    if (code >= ' ' && code <= '~')
        strbuf_addc(out, (char)code);
    else if (code < 0x10000)
        strbuf_addf(out, "\\u%04x", code);
    else
        strbuf_addf(out, "\\u%04x\\u%04x", 0xd800 + ((code - 0x10000) >> 10),
                    0xdc00 + ((code - 0x10000) & 0x3ff));
}

static void add_string(struct strbuf *out, const char *text)
{
    const char *end = text + strlen(text);
    strbuf_addc(out, '"');
    while (text < end) {
        uint32_t code;
        text += text_decode(text, end, &code);
        add_escaped(out, code);
    }
    strbuf_addc(out, '"');
}

static void add_container(struct strbuf *out, const cJSON *tree)
{
    bool is_object = cJSON_IsObject(tree);
    strbuf_addc(out, is_object ? '{' : '[');
    for (const cJSON *item = tree->child; item != NULL; item = item->next) {
        if (item != tree->child)
            strbuf_adds(out, ", ");
        if (is_object) {
            add_string(out, item->string);
            strbuf_adds(out, ": ");
        }
        template_value_json(out, item);
    }
    strbuf_addc(out, is_object ? '}' : ']');
}

void template_value_json(struct strbuf *out, const cJSON *tree)
{
    if (cJSON_IsString(tree)) {
        add_string(out, tree->valuestring);
    } else if (cJSON_IsObject(tree) || cJSON_IsArray(tree)) {
        add_container(out, tree);
    } else {
        char *text = json_print(tree);
        strbuf_adds(out, text);
        mem_release_cleared(text);
    }
}

void template_value_text(struct strbuf *out, const cJSON *tree)
{
    if (cJSON_IsString(tree))
        strbuf_adds(out, tree->valuestring);
    else
        template_value_json(out, tree);
}

/* ---- filters ---- */

/* A text that is JSON becomes what it says; everything else is copied. */
static cJSON *parsed(const cJSON *tree)
{
    cJSON *inner = cJSON_IsString(tree) ? json_parse_text(tree->valuestring, NULL) : NULL;
    return inner != NULL ? inner : cJSON_Duplicate(tree, true);
}

static cJSON *text_of(struct strbuf *text)
{
    cJSON *tree = cJSON_CreateString(text->text);
    strbuf_release(text);
    return tree;
}

static cJSON *fail(struct err *err, const char *sentence)
{
    err_set(err, ERR_INVALID, "%s", sentence);
    return NULL;
}

static cJSON *patch_document(const cJSON *value, const cJSON *arguments, struct err *err)
{
    (void)arguments;
    if (!cJSON_IsObject(value))
        return fail(err, "generate_patch_document wants an object: { \"Description\": description, … }");
    cJSON *patch = cJSON_CreateArray();
    for (const cJSON *member = value->child; member != NULL; member = member->next) {
        cJSON *operation = cJSON_CreateObject();
        char *path = mem_printf("/%s", member->string);
        json_set_text(operation, "op", "add");
        json_set_text(operation, "path", path);
        json_set(operation, "value", parsed(member));
        cJSON_AddItemToArray(patch, operation);
        free(path);
    }
    struct strbuf text = STRBUF_INIT;
    template_value_json(&text, patch);
    cJSON_Delete(patch);
    return text_of(&text);
}

static cJSON *from_json(const cJSON *value, const cJSON *arguments, struct err *err)
{
    (void)arguments;
    if (!cJSON_IsString(value))
        return fail(err, "from_json wants a text");
    cJSON *tree = json_parse_text(value->valuestring, err);
    if (tree == NULL)
        err_context(err, "from_json");
    return tree;
}

/* Jinja's: safe within HTML too, and with that within '…'. */
static cJSON *tojson(const cJSON *value, const cJSON *arguments, struct err *err)
{
    (void)arguments;
    (void)err;
    struct strbuf plain = STRBUF_INIT, text = STRBUF_INIT;
    template_value_json(&plain, value);
    for (const char *p = plain.text; *p != '\0'; p++) {
        if (strchr("<>&'", *p) != NULL)
            strbuf_addf(&text, "\\u%04x", (unsigned char)*p);
        else
            strbuf_addc(&text, *p);
    }
    strbuf_release(&plain);
    return text_of(&text);
}

static cJSON *base64_encode(const cJSON *value, const cJSON *arguments, struct err *err)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    (void)arguments;
    (void)err;
    struct strbuf bytes = STRBUF_INIT, text = STRBUF_INIT;
    template_value_text(&bytes, value);
    for (size_t i = 0; i < bytes.length; i += 3) {
        size_t left = bytes.length - i;
        uint32_t group = 0;
        for (size_t k = 0; k < 3; k++)
            group = group << 8 | (k < left ? (unsigned char)bytes.text[i + k] : 0u);
        for (size_t k = 0; k < 4; k++)
            strbuf_addc(&text, k <= left ? digits[group >> (18 - 6 * k) & 63] : '=');
    }
    strbuf_release(&bytes);
    return text_of(&text);
}

static bool holds(const cJSON *list, const cJSON *item)
{
    for (const cJSON *one = list->child; one != NULL; one = one->next)
        if (json_equal(one, item))
            return true;
    return false;
}

/* Both, each item once, in the order in which they are met. */
static cJSON *merge_lists(const cJSON *value, const cJSON *arguments, struct err *err)
{
    cJSON *sides[2] = {parsed(value), parsed(arguments->child)};
    bool fine = cJSON_IsArray(sides[0]) && cJSON_IsArray(sides[1]);
    cJSON *merged = fine ? cJSON_CreateArray() : fail(err, "merge_lists wants two lists");
    for (size_t i = 0; i < 2; i++) {
        const cJSON *item = fine ? sides[i]->child : NULL;
        for (; item != NULL; item = item->next)
            if (!holds(merged, item))
                cJSON_AddItemToArray(merged, cJSON_Duplicate(item, true));
        cJSON_Delete(sides[i]);
    }
    return merged;
}

/* The second wins. */
static cJSON *merge_objects(const cJSON *value, const cJSON *arguments, struct err *err)
{
    cJSON *merged = parsed(value), *other = parsed(arguments->child);
    if (cJSON_IsObject(merged) && cJSON_IsObject(other)) {
        for (const cJSON *member = other->child; member != NULL; member = member->next)
            json_set(merged, member->string, cJSON_Duplicate(member, true));
    } else {
        cJSON_Delete(merged);
        merged = fail(err, "merge_objects wants two objects");
    }
    cJSON_Delete(other);
    return merged;
}

static void add_doubled(struct strbuf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        strbuf_addc(out, *text);
        if (*text == '\'')
            strbuf_addc(out, '\'');
    }
}

static cJSON *sql_list(const cJSON *value, const cJSON *arguments, struct err *err)
{
    (void)arguments;
    cJSON *list = parsed(value);
    if (!cJSON_IsArray(list)) {
        cJSON_Delete(list);
        return fail(err, "sql_list wants a list");
    }
    struct strbuf text = STRBUF_INIT;
    strbuf_adds(&text, list->child == NULL ? "(NULL" : "(");
    for (const cJSON *item = list->child; item != NULL; item = item->next) {
        struct strbuf plain = STRBUF_INIT;
        template_value_text(&plain, item);
        strbuf_adds(&text, item == list->child ? "'" : ",'");
        add_doubled(&text, plain.text);
        strbuf_addc(&text, '\'');
        strbuf_release(&plain);
    }
    strbuf_addc(&text, ')');
    cJSON_Delete(list);
    return text_of(&text);
}

static cJSON *sql_escape(const cJSON *value, const cJSON *arguments, struct err *err)
{
    (void)arguments;
    (void)err;
    struct strbuf plain = STRBUF_INIT, text = STRBUF_INIT;
    template_value_text(&plain, value);
    add_doubled(&text, plain.text);
    strbuf_release(&plain);
    return text_of(&text);
}

static cJSON *tag_filters(const cJSON *value, const cJSON *arguments, struct err *err)
{
    (void)arguments;
    cJSON *tags = parsed(value), *filters = cJSON_CreateArray();
    bool fine = cJSON_IsArray(tags);
    for (const cJSON *tag = tags->child; fine && tag != NULL; tag = tag->next) {
        const cJSON *key = json_get(tag, "Key"), *text = json_get(tag, "Value");
        fine = key != NULL && text != NULL;
        if (!fine)
            break;
        cJSON *filter = cJSON_CreateObject(), *values = cJSON_CreateArray();
        cJSON_AddItemToArray(values, cJSON_Duplicate(text, true));
        json_set(filter, "Key", cJSON_Duplicate(key, true));
        json_set(filter, "Values", values);
        cJSON_AddItemToArray(filters, filter);
    }
    cJSON_Delete(tags);
    if (fine)
        return filters;
    cJSON_Delete(filters);
    return fail(err, "to_aws_tag_filters wants a list of tags with Key and Value");
}

static cJSON *same(const cJSON *value, const cJSON *arguments, struct err *err)
{
    (void)arguments;
    (void)err;
    return cJSON_Duplicate(value, true);
}

static const struct {
    const char *name;
    int arguments;
    cJSON *(*make)(const cJSON *value, const cJSON *arguments, struct err *err);
    enum template_value_form form;
} filters[] = {
    {"generate_patch_document", 0, patch_document, TEMPLATE_VALUE_PLAIN},
    {"from_json", 0, from_json, TEMPLATE_VALUE_PLAIN},
    {"tojson", 0, tojson, TEMPLATE_VALUE_PLAIN},
    {"base64_encode", 0, base64_encode, TEMPLATE_VALUE_PLAIN},
    {"merge_lists", 1, merge_lists, TEMPLATE_VALUE_PLAIN},
    {"merge_objects", 1, merge_objects, TEMPLATE_VALUE_PLAIN},
    {"sql_list", 0, sql_list, TEMPLATE_VALUE_LIST},
    {"sql_escape", 0, sql_escape, TEMPLATE_VALUE_ESCAPED},
    {"to_aws_tag_filters", 0, tag_filters, TEMPLATE_VALUE_PLAIN},
    {"default", 1, same, TEMPLATE_VALUE_PLAIN},
};

static bool unknown_filter(const char *name, struct err *err)
{
    const char *names[ARRAY_COUNT(filters)];
    for (size_t i = 0; i < ARRAY_COUNT(filters); i++)
        names[i] = filters[i].name;
    const char *near = text_nearest(name, names, ARRAY_COUNT(filters));
    err_set(err, ERR_INVALID, "there is no filter %s", name);
    return near != NULL && err_hint(err, "did you mean %s?", near);
}

/* A variable without value: default gives it one, every other filter leaves it to be named. */
static void fill_missing(struct template_value *value, const char *name, const cJSON *arguments)
{
    if (strcmp(name, "default") != 0)
        return;
    cJSON *tree = cJSON_Duplicate(arguments->child, true);
    template_value_release(value);
    value->tree = tree;
}

bool template_value_filter(struct template_value *value, const char *name, const cJSON *arguments,
                           struct err *err)
{
    size_t i = 0;
    while (i < ARRAY_COUNT(filters) && strcmp(filters[i].name, name) != 0)
        i++;
    if (i == ARRAY_COUNT(filters))
        return unknown_filter(name, err);
    if (cJSON_GetArraySize(arguments) != filters[i].arguments)
        return err_set(err, ERR_INVALID, "%s takes %s", name,
                       filters[i].arguments == 0 ? "nothing in ( )" : "one value in ( )");
    if (value->tree == NULL) {
        fill_missing(value, name, arguments);
        return true;
    }
    cJSON *made = filters[i].make(value->tree, arguments, err);
    if (made == NULL)
        return false;
    cJSON_Delete(value->tree);
    value->tree = made;
    value->form = filters[i].form;
    return true;
}

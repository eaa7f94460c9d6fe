#include "sql/template_expression.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "base/random.h"
#include "base/text.h"

enum { DEPTH_MAX = 64 };

struct expression {
    const char *text; /* borrowed */
    size_t at, end;
    const struct variables *variables; /* borrowed */
    int depth;
    size_t fault;
    struct err *err;
};

static bool evaluate(struct expression *e, struct template_value *out);

static bool fail(struct expression *e, size_t at, const char *sentence)
{
    e->fault = at;
    return err_set(e->err, ERR_INVALID, "%s", sentence);
}

static char peek(struct expression *e)
{
    while (e->at < e->end && isspace((unsigned char)e->text[e->at]))
        e->at++;
    return e->at < e->end ? e->text[e->at] : '\0';
}

static bool take(struct expression *e, char c)
{
    if (peek(e) != c)
        return false;
    e->at++;
    return true;
}

static bool expect(struct expression *e, char c)
{
    char sentence[32] = "expected X in {{ }}";
    sentence[9] = c;
    return take(e, c) || fail(e, e->at, sentence);
}

/* Letters, digits and _; NULL if none stands here. free(). */
static char *take_name(struct expression *e)
{
    size_t start = e->at;
    if (peek(e) == '\0' || isdigit((unsigned char)peek(e)))
        return NULL;
    start = e->at;
    while (e->at < e->end && (isalnum((unsigned char)e->text[e->at]) || e->text[e->at] == '_'))
        e->at++;
    return e->at > start ? mem_dup_n(e->text + start, e->at - start) : NULL;
}

static bool name_missing(struct expression *e, const struct template_value *value)
{
    const char **names = variables_names(e->variables);
    const char *near = text_nearest(value->missing, names, e->variables->count);
    e->fault = value->at;
    err_set(e->err, ERR_USAGE, "{{ %s }} is not filled in: no variable has this name", value->missing);
    if (near != NULL)
        err_hint(e->err, "did you mean %s? Or give --var %s=VALUE", near, value->missing);
    else
        err_hint(e->err, "give --var %s=VALUE, or name it in the file of --vars", value->missing);
    free(names);
    return false;
}

/* A whole value, not one that is missing. */
static bool evaluate_whole(struct expression *e, struct template_value *out)
{
    if (!evaluate(e, out))
        return false;
    return out->tree != NULL || name_missing(e, out);
}

/* ---- what stands by itself ---- */

static void add_escape(struct expression *e, struct strbuf *text)
{
    char c = e->text[e->at++];
    static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
    const char *known = strchr(from, c);
    if (c == 'u' && e->end - e->at >= 4) {
        char digits[5] = {0};
        for (size_t i = 0; i < 4; i++)
            digits[i] = e->text[e->at + i];
        char *rest;
        unsigned long code = strtoul(digits, &rest, 16);
        if (*rest == '\0' && code != 0 && (code < 0xd800 || code > 0xdfff)) {
            text_encode(text, (uint32_t)code);
            e->at += 4;
            return;
        }
    }
    if (known != NULL && c != '\0') {
        strbuf_addc(text, to[known - from]);
        return;
    }
    if (strchr("\\'\"", c) == NULL)
        strbuf_addc(text, '\\'); /* as Python keeps it */
    strbuf_addc(text, c);
}

static bool read_string(struct expression *e, struct template_value *out)
{
    struct strbuf text = STRBUF_INIT;
    size_t start = e->at;
    char quote = e->text[e->at++];
    while (e->at < e->end && e->text[e->at] != quote) {
        char c = e->text[e->at++];
        if (c == '\\' && e->at < e->end)
            add_escape(e, &text);
        else
            strbuf_addc(&text, c);
    }
    bool ends = e->at < e->end;
    e->at += ends;
    if (ends)
        out->tree = cJSON_CreateString(text.text);
    strbuf_release(&text);
    return ends || fail(e, start, "this text does not end");
}

static bool read_number(struct expression *e, struct template_value *out)
{
    size_t start = e->at;
    while (e->at < e->end &&
           (isalnum((unsigned char)e->text[e->at]) || strchr("+-.", e->text[e->at]) != NULL))
        e->at++;
    out->tree = json_parse(e->text + start, e->at - start, 400, NULL);
    return cJSON_IsNumber(out->tree) || fail(e, start, "this is no number that can be kept exactly");
}

static bool read_items(struct expression *e, char close, cJSON *list)
{
    if (take(e, close))
        return true;
    do {
        struct template_value item = {0};
        if (peek(e) == close)
            break; /* a comma at the end, as Python has it */
        bool fine = evaluate_whole(e, &item);
        if (fine)
            cJSON_AddItemToArray(list, cJSON_Duplicate(item.tree, true));
        template_value_release(&item);
        if (!fine)
            return false;
    } while (take(e, ','));
    return expect(e, close);
}

static bool read_member(struct expression *e, cJSON *object)
{
    struct template_value key = {0}, value = {0};
    size_t at = (peek(e), e->at);
    bool fine = evaluate_whole(e, &key) &&
                (cJSON_IsString(key.tree) || fail(e, at, "a key must be a text")) && expect(e, ':') &&
                evaluate_whole(e, &value);
    if (fine)
        json_set(object, key.tree->valuestring, cJSON_Duplicate(value.tree, true));
    template_value_release(&key);
    template_value_release(&value);
    return fine;
}

static bool read_object(struct expression *e, cJSON *object)
{
    if (take(e, '}'))
        return true;
    do {
        if (peek(e) == '}')
            break;
        if (!read_member(e, object))
            return false;
    } while (take(e, ','));
    return expect(e, '}');
}

/* ---- names ---- */

static bool call(struct expression *e, const char *name, size_t at, struct template_value *out)
{
    char uuid[37];
    if (strcmp(name, "uuid") != 0)
        return fail(e, at, "the only function is uuid()");
    random_uuid(uuid);
    out->tree = cJSON_CreateString(uuid);
    return expect(e, ')');
}

static bool read_constant(const char *name, struct template_value *out)
{
    if (strcmp(name, "true") == 0 || strcmp(name, "True") == 0)
        out->tree = cJSON_CreateTrue();
    else if (strcmp(name, "false") == 0 || strcmp(name, "False") == 0)
        out->tree = cJSON_CreateFalse();
    else if (strcmp(name, "none") == 0 || strcmp(name, "None") == 0 || strcmp(name, "null") == 0)
        out->tree = cJSON_CreateNull();
    return out->tree != NULL;
}

/* Names before a dot that only say where a variable comes from: vars, this, and the manifest's resource. */
static bool is_namespace(const struct expression *e, const char *name)
{
    if (strcmp(name, "vars") == 0 || strcmp(name, "this") == 0)
        return true;
    cJSON *resource = variables_find(e->variables, "resource_name");
    bool is = cJSON_IsString(resource) && strcmp(resource->valuestring, name) == 0;
    cJSON_Delete(resource);
    return is;
}

static void look_up(struct expression *e, char **name, size_t at, struct template_value *out)
{
    out->tree = variables_find(e->variables, *name);
    if (out->tree == NULL && is_namespace(e, *name) && take(e, '.')) {
        size_t inner_at = (peek(e), e->at);
        char *inner = take_name(e);
        out->tree = inner != NULL ? variables_find(e->variables, inner) : NULL;
        if (inner != NULL) {
            free(*name);
            *name = inner;
            at = inner_at;
        }
    }
    if (out->tree != NULL)
        return;
    out->missing = mem_dup(*name);
    out->at = at;
}

static bool read_name(struct expression *e, struct template_value *out)
{
    size_t at = (peek(e), e->at);
    char *name = take_name(e);
    if (name == NULL)
        return fail(e, e->at, "expected a name, a text, a number, { or [ in {{ }}");
    bool fine = true;
    if (take(e, '('))
        fine = call(e, name, at, out);
    else if (!read_constant(name, out))
        look_up(e, &name, at, out);
    free(name);
    return fine;
}

/* a.b and a[0]: of an object or list, also of a text that is one. */
static bool read_part(struct expression *e, struct template_value *value)
{
    size_t at = e->at;
    struct template_value key = {0};
    bool is_name = take(e, '.');
    char *name = is_name ? take_name(e) : NULL;
    if (is_name && name == NULL)
        return fail(e, e->at, "expected a name after the dot");
    if (is_name)
        key.tree = cJSON_CreateString(name);
    free(name);
    bool fine = is_name || (take(e, '[') && evaluate_whole(e, &key) && expect(e, ']'));
    cJSON *part = NULL;
    if (fine && value->tree != NULL) {
        cJSON *whole = cJSON_IsString(value->tree) ? json_parse_text(value->tree->valuestring, NULL) : NULL;
        const cJSON *from = whole != NULL ? whole : value->tree;
        const cJSON *found = cJSON_IsString(key.tree) ? json_get(from, key.tree->valuestring)
                             : cJSON_IsNumber(key.tree) && cJSON_IsArray(from)
                                 ? cJSON_GetArrayItem(from, key.tree->valueint)
                                 : NULL;
        part = found != NULL ? cJSON_Duplicate(found, true) : NULL;
        cJSON_Delete(whole);
        fine = part != NULL || fail(e, at, "there is no such part");
    }
    if (part != NULL) {
        cJSON_Delete(value->tree);
        value->tree = part;
        value->form = TEMPLATE_VALUE_PLAIN;
    }
    template_value_release(&key);
    return fine;
}

static bool read_simple(struct expression *e, struct template_value *out)
{
    char c = peek(e);
    if (c == '"' || c == '\'')
        return read_string(e, out);
    if (isdigit((unsigned char)c) || c == '-')
        return read_number(e, out);
    if (take(e, '{'))
        return read_object(e, out->tree = cJSON_CreateObject());
    if (take(e, '['))
        return read_items(e, ']', out->tree = cJSON_CreateArray());
    if (take(e, '('))
        return evaluate(e, out) && expect(e, ')');
    return read_name(e, out);
}

static bool read_filter(struct expression *e, struct template_value *value)
{
    size_t at = (peek(e), e->at);
    char *name = take_name(e);
    if (name == NULL)
        return fail(e, e->at, "expected a filter's name after |");
    cJSON *arguments = cJSON_CreateArray();
    bool fine = !take(e, '(') || read_items(e, ')', arguments);
    if (fine && !template_value_filter(value, name, arguments, e->err)) {
        e->fault = at;
        fine = false;
    }
    cJSON_Delete(arguments);
    free(name);
    return fine;
}

static bool evaluate(struct expression *e, struct template_value *out)
{
    if (e->depth == DEPTH_MAX)
        return fail(e, e->at, "nested more than 64 deep");
    e->depth++;
    bool fine = read_simple(e, out);
    while (fine && (peek(e) == '.' || peek(e) == '['))
        fine = read_part(e, out);
    while (fine && take(e, '|'))
        fine = read_filter(e, out);
    e->depth--;
    return fine;
}

bool template_expression(const char *text, size_t start, size_t end, const struct variables *variables,
                         struct template_value *out, size_t *fault, struct err *err)
{
    struct expression e = {text, start, end, variables, 0, start, err};
    *out = (struct template_value){0};
    bool fine =
        evaluate_whole(&e, out) &&
        (peek(&e) == '\0' || fail(&e, e.at, "expected | or }} here; {{ }} holds one value and its filters"));
    if (fine)
        return true;
    template_value_release(out);
    *fault = e.fault;
    return false;
}

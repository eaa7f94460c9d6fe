/* Files of variables: plain objects and manifests of stackql-deploy (variables.h). */
#include "sql/variables.h"

#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/mem.h"
#include "base/random.h"
#include "model/fields.h"
#include "model/yaml.h"
#include "sql/template.h"
#include "sql/template_value.h"

struct reading {
    struct variables *variables;
    const char *path;
    const struct variables_choice *choice;
    struct err *err;
};

/* ---- reading ---- */

struct documents {
    cJSON *first; /* owned */
    size_t count;
};

static void take_document(cJSON *tree, size_t mark, void *context)
{
    struct documents *documents = context;
    (void)mark;
    if (documents->count++ == 0)
        documents->first = tree;
    else
        cJSON_Delete(tree);
}

/* The one object of a file; JSON is YAML, but for what only JSON's reader says exactly. */
static cJSON *read_tree(const char *path, const struct field *root, struct err *err)
{
    struct strbuf text = STRBUF_INIT;
    struct documents documents = {0};
    bool fine = file_read_given(path, JSON_LIMIT_DOCUMENT, &text, err);
    if (!fine) {
        err->code = ERR_USAGE; /* not found is for triggers */
    } else {
        size_t blanks = strspn(text.text, " \t\r\n");
        if (text.text[blanks] == '{' || text.text[blanks] == '[')
            documents.first = json_parse(text.text, text.length, JSON_LIMIT_DOCUMENT, err);
        else
            fine = yaml_read(text.text, text.length, root, NULL, take_document, &documents, err);
        fine = fine && documents.first != NULL;
    }
    if (fine && documents.count > 1)
        fine = err_set(err, ERR_INVALID, "variables are one document, and these are %zu", documents.count);
    else if (!fine && documents.first == NULL && err->code == ERR_NONE)
        err_set(err, ERR_INVALID, "there is nothing in it");
    strbuf_release(&text);
    if (fine)
        return documents.first;
    if (err->code != ERR_USAGE)
        err_context(err, "%s", path);
    cJSON_Delete(documents.first);
    return NULL;
}

/* ---- values ---- */

static bool fail(struct reading *r, const char *name, const char *sentence)
{
    return err_set(r->err, ERR_INVALID, "%s: %s: %s", r->path, name, sentence);
}

/* "file(tags.json)": the text between the brackets. free(); NULL if it is none. */
static char *named_file(const cJSON *value)
{
    const char *text = cJSON_IsString(value) ? value->valuestring : "";
    size_t length = strlen(text);
    if (strncmp(text, "file(", 5) != 0 || text[length - 1] != ')')
        return NULL;
    return mem_dup_n(text + 5, length - 6);
}

/* In the folder resources beside the manifest. */
static cJSON *read_named(struct reading *r, const char *name)
{
    const char *slash = strrchr(r->path, '/');
    char *path =
        mem_printf("%.*sresources/%s", slash != NULL ? (int)(slash - r->path + 1) : 0, r->path, name);
    cJSON *tree = read_tree(path, NULL, r->err);
    free(path);
    return tree;
}

/* Fills the {{ }} of one text in place. */
static bool fill_text(struct reading *r, const char *name, cJSON *text)
{
    struct strbuf out = STRBUF_INIT;
    size_t fault = 0;
    const char *from = text->valuestring;
    bool fine =
        template_fill(from, 0, strlen(from), TEMPLATE_PLAIN, r->variables, &out, NULL, &fault, r->err);
    if (fine)
        cJSON_SetValuestring(text, out.text);
    else
        err_context(r->err, "%s: %s", r->path, name);
    strbuf_release(&out);
    return fine;
}

static bool fill_all(struct reading *r, const char *name, cJSON *tree)
{
    if (cJSON_IsString(tree) && strstr(tree->valuestring, "{{") != NULL)
        return fill_text(r, name, tree);
    for (cJSON *item = tree->child; item != NULL; item = item->next)
        if (!fill_all(r, name, item))
            return false;
    return true;
}

/* A copy of the value with files read and {{ }} filled in. */
static cJSON *value_of(struct reading *r, const char *name, const cJSON *given)
{
    char *file = named_file(given);
    cJSON *value = file != NULL ? read_named(r, file) : cJSON_Duplicate(given, true);
    free(file);
    if (value != NULL && fill_all(r, name, value))
        return value;
    cJSON_Delete(value);
    return NULL;
}

/* Joins the variable's list or object to the value. */
static bool merge(struct reading *r, const char *name, struct template_value *value, const cJSON *other)
{
    cJSON *with = cJSON_IsString(other) ? variables_find(r->variables, other->valuestring) : NULL;
    if (with == NULL)
        return fail(r, name, "merge names a variable that has no value");
    cJSON *arguments = cJSON_CreateArray();
    cJSON_AddItemToArray(arguments, with);
    bool is_object =
        cJSON_IsObject(value->tree) || (cJSON_IsString(value->tree) && value->tree->valuestring[0] == '{');
    bool fine =
        template_value_filter(value, is_object ? "merge_objects" : "merge_lists", arguments, r->err) ||
        err_context(r->err, "%s: %s: merge", r->path, name);
    cJSON_Delete(arguments);
    return fine;
}

/* Lists and objects become JSON text. */
static void set(struct reading *r, const char *name, const cJSON *tree)
{
    struct strbuf text = STRBUF_INIT;
    template_value_text(&text, tree);
    variables_set(r->variables, name, cJSON_CreateString(text.text), false);
    strbuf_release(&text);
}

/* ---- a manifest ---- */

/* A prop's or a global's value: value, or values.ENV.value. borrowed. */
static const cJSON *choose(struct reading *r, const char *name, const cJSON *entry)
{
    const cJSON *value = json_get(entry, "value"), *values = json_get(entry, "values");
    if (value != NULL || values == NULL)
        return value;
    if (r->choice->environment == NULL) {
        fail(r, name, "its value depends on the environment, and none is given");
        err_hint(r->err, "give --env NAME");
        return NULL;
    }
    value = json_get(json_get(values, r->choice->environment), "value");
    if (value == NULL)
        err_set(r->err, ERR_USAGE, "%s: %s has no value for the environment %s", r->path, name,
                r->choice->environment);
    return value;
}

static bool read_entry(struct reading *r, const cJSON *entry)
{
    const char *name = json_text(entry, "name");
    const cJSON *merged = json_get(entry, "merge");
    if (name == NULL)
        return fail(r, "globals and props", "each needs a name");
    const cJSON *chosen = choose(r, name, entry);
    if (chosen == NULL && (r->err->code != ERR_NONE || merged == NULL))
        return r->err->code != ERR_NONE ? false : fail(r, name, "it has no value");
    struct template_value value = {.tree = chosen != NULL ? value_of(r, name, chosen) : NULL};
    const cJSON *other = merged != NULL ? merged->child : NULL;
    if (chosen == NULL && cJSON_IsString(other)) { /* nothing of its own: the first of merge */
        value.tree = variables_find(r->variables, other->valuestring);
        other = other->next;
        if (value.tree == NULL)
            return fail(r, name, "merge names a variable that has no value");
    }
    bool fine = value.tree != NULL;
    for (; fine && other != NULL; other = other->next)
        fine = merge(r, name, &value, other);
    if (fine)
        set(r, name, value.tree);
    template_value_release(&value);
    return fine;
}

static bool read_entries(struct reading *r, const cJSON *entries)
{
    for (const cJSON *entry = entries != NULL ? entries->child : NULL; entry != NULL; entry = entry->next)
        if (!read_entry(r, entry))
            return false;
    return true;
}

/* "resources/event_triggers.iql" is the file of the resource event_triggers, unless it names another. */
static bool is_file_of(const cJSON *resource, const char *statements)
{
    const char *slash = strrchr(statements, '/'), *base = slash != NULL ? slash + 1 : statements;
    const char *file = json_text(resource, "file"), *name = json_text(resource, "name");
    const char *file_slash = file != NULL ? strrchr(file, '/') : NULL;
    size_t length = strcspn(base, ".");
    if (file != NULL)
        return strcmp(file_slash != NULL ? file_slash + 1 : file, base) == 0;
    return name != NULL && strlen(name) == length && strncmp(name, base, length) == 0;
}

/* *resource stays NULL if there is none at all. */
static bool choose_resource(struct reading *r, const cJSON *resources, const cJSON **resource)
{
    struct strbuf names = STRBUF_INIT;
    for (const cJSON *one = resources != NULL ? resources->child : NULL; one != NULL; one = one->next) {
        const char *name = json_text(one, "name");
        if (r->choice->statements != NULL && is_file_of(one, r->choice->statements))
            *resource = one;
        strbuf_addf(&names, "%s%s", names.length > 0 ? ", " : "", name != NULL ? name : "(no name)");
    }
    if (*resource == NULL && cJSON_GetArraySize(resources) == 1)
        *resource = resources->child;
    bool fine = *resource != NULL || names.length == 0;
    if (!fine) {
        err_set(r->err, ERR_USAGE, "%s has the resources %s, and the statements are the file of none",
                r->path, names.text);
        err_hint(r->err, "name the file of the statements as the resource: RESOURCE.iql");
    }
    strbuf_release(&names);
    return fine;
}

static bool read_manifest(struct reading *r, const cJSON *manifest)
{
    char uuid[37];
    const cJSON *resource = NULL, *name = json_get(manifest, "name");
    if (cJSON_IsString(name))
        set(r, "stack_name", name);
    if (r->choice->environment != NULL)
        variables_set(r->variables, "stack_env", cJSON_CreateString(r->choice->environment), false);
    random_uuid(uuid);
    variables_set(r->variables, "idempotency_token", cJSON_CreateString(uuid), false);
    if (!read_entries(r, json_get(manifest, "globals")))
        return false;
    if (r->choice->globals_only)
        return true;
    if (!choose_resource(r, json_get(manifest, "resources"), &resource))
        return false;
    name = json_get(resource, "name");
    if (cJSON_IsString(name))
        set(r, "resource_name", name);
    return read_entries(r, json_get(resource, "props"));
}

/* The properties under both spellings, so that YAML's plain scalars are read as what they are for: Values are texts. */
static struct field both_spellings(void)
{
    const struct field *root = &fields_event_trigger.root;
    struct field both = *root;
    struct field *members = mem_alloc(2 * root->member_count, sizeof *members);
    for (size_t i = 0; i < root->member_count; i++) {
        members[2 * i] = members[2 * i + 1] = root->members[i];
        if (root->members[i].sql != NULL)
            members[2 * i + 1].json = root->members[i].sql;
    }
    both.members = members;
    both.member_count = 2 * root->member_count;
    return both;
}

bool variables_read(struct variables *variables, const char *path, const struct variables_choice *choice,
                    struct err *err)
{
    struct reading r = {variables, path, choice, err};
    struct field root = both_spellings();
    cJSON *tree = read_tree(path, &root, err);
    free((void *)root.members);
    bool fine = tree != NULL;
    if (fine && !cJSON_IsObject(tree))
        fine = err_set(err, ERR_INVALID, "%s: variables are an object of names and values", path);
    if (fine && (cJSON_IsArray(json_get(tree, "resources")) || cJSON_IsArray(json_get(tree, "globals"))))
        fine = read_manifest(&r, tree);
    else if (fine)
        for (const cJSON *member = tree->child; member != NULL; member = member->next)
            variables_set(variables, member->string, cJSON_Duplicate(member, true), false);
    cJSON_Delete(tree);
    return fine;
}

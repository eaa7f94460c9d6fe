#include "sql/dml.h"

#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "model/change.h"
#include "model/document.h"
#include "model/fields.h"
#include "model/patch.h"
#include "model/tags.h"
#include "sql/progress_event.h"

void dml_release(struct dml_change *change)
{
    free(change->region);
    free(change->identifier);
    cJSON_Delete(change->document);
    cJSON_Delete(change->patch);
    free(change->client_token);
    free(change->role_arn);
    free(change->type_version_id);
    *change = (struct dml_change){0};
}

/* ---- values ---- */

static bool take_identifier(struct dml_change *change, const char *text, struct err *err)
{
    char *domain, *name;
    if (!document_split_identifier(text, &domain, &name, err)) {
        err->code = ERR_INVALID;
        return false;
    }
    change->identifier = mem_printf("%s|%s", domain, name);
    free(domain);
    free(name);
    return true;
}

static bool take_patch(struct dml_change *change, const char *text, struct err *err)
{
    change->patch = json_parse_text(text, err);
    if (change->patch == NULL)
        return err_context(err, "PatchDocument");
    return (patch_is_well_formed(change->patch, err) && patch_may_write(change->patch, err)) ||
           err_context(err, "PatchDocument");
}

static bool take_token(struct dml_change *change, const char *text, struct err *err)
{
    size_t length = strlen(text);
    /* The model's pattern: [-A-Za-z0-9+/=]+, 1 to 128 characters. */
    if (length < 1 || length > 128 ||
        strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-+/=") != length)
        return err_set(err, ERR_INVALID, "ClientToken wants 1 to 128 of the characters A-Z a-z 0-9 - + / =");
    change->client_token = mem_dup(text);
    return true;
}

static bool take_property(struct dml_change *change, const char *name, const char *text, struct err *err)
{
    const struct field *field = fields_member(&fields_event_trigger.root, name);
    cJSON *value = field->kind == FIELD_TEXT ? cJSON_CreateString(text) : json_parse_text(text, err);
    if (value == NULL) {
        err_context(err, "%s", name);
        return err_hint(err, "it takes JSON: '%s'", field->kind == FIELD_LIST ? "[…]" : "{…}");
    }
    json_set(change->document, name, value);
    return true;
}

static bool take_text(char **member, const char *name, const char *text, struct err *err)
{
    *member = mem_dup(text);
    return *text != '\0' || err_set(err, ERR_INVALID, "%s is empty", name);
}

static bool take(struct dml_change *change, const char *name, const char *text, struct err *err)
{
    if (strcmp(name, "region") == 0)
        return take_text(&change->region, name, text, err);
    if (strcmp(name, "RoleArn") == 0)
        return take_text(&change->role_arn, name, text, err);
    if (strcmp(name, "TypeVersionId") == 0)
        return take_text(&change->type_version_id, name, text, err);
    if (strcmp(name, "ClientToken") == 0)
        return take_token(change, text, err);
    if (strcmp(name, "Identifier") == 0)
        return take_identifier(change, text, err);
    if (strcmp(name, "PatchDocument") == 0)
        return take_patch(change, text, err);
    return take_property(change, name, text, err);
}

/* A NULL there would be a change of nobody knows what. */
static bool is_needed(const char *name)
{
    return strcmp(name, "Identifier") == 0 || strcmp(name, "PatchDocument") == 0 ||
           strcmp(name, "region") == 0;
}

bool dml_change(const struct plan *plan, const char *const *cells, struct dml_change *out, size_t *fault,
                struct err *err)
{
    *out = (struct dml_change){.kind = plan->kind};
    if (plan->kind == PLAN_INSERT)
        out->document = cJSON_CreateObject();
    for (size_t i = 0; i < plan->count; i++) {
        const char *name = plan->values[i].name;
        *fault = plan->values[i].at;
        if (cells[i] == NULL && is_needed(name))
            return err_set(err, ERR_INVALID, "%s is NULL", name);
        if (cells[i] != NULL && !take(out, name, cells[i], err))
            return false;
    }
    if (plan->kind == PLAN_INSERT)
        out->identifier = document_identifier(out->document);
    return true;
}

/* ---- an update ---- */

/* Through a path such as "" a patch may write what it does not name. */
static bool keeps_locked(const cJSON *live, const cJSON *after, struct err *err)
{
    const struct field *root = &fields_event_trigger.root;
    for (size_t i = 0; i < root->member_count; i++) {
        const struct field *field = &root->members[i];
        if ((field->flags & (FIELD_CREATE_ONLY | FIELD_READ_ONLY)) != 0 &&
            !json_equal(json_get(live, field->json), json_get(after, field->json)))
            return err_set(err, ERR_INVALID,
                           "the patch changes %s, which cannot be changed; nothing was sent", field->json);
    }
    return true;
}

/* AWS's own tags are left as they are where a patch leaves them out; what it sets of them would be left out silently. */
static bool keeps_managed_tags(const cJSON *live, const cJSON *after, struct err *err)
{
    const cJSON *tag;
    cJSON_ArrayForEach(tag, json_get(after, tags_property))
    {
        const char *key = json_text(tag, "Key");
        if (tags_is_managed(tag) && !json_equal(tag, tags_find(json_get(live, tags_property), key)))
            return err_set(err, ERR_INVALID,
                           "the patch sets the tag %s, which is AWS's own; nothing was sent", key);
    }
    return true;
}

cJSON *dml_after(const struct dml_change *change, const cJSON *live, struct err *err)
{
    enum patch_failure failure = PATCH_FINE;
    cJSON *after = patch_apply(live, change->patch, &failure, err);
    if (after == NULL) {
        err->code = failure == PATCH_TEST_FAILED ? ERR_CONFLICT : ERR_INVALID;
        err_context(err, "PatchDocument");
        return NULL;
    }
    bool fine = cJSON_IsObject(after) ? keeps_locked(live, after, err) && keeps_managed_tags(live, after, err)
                                      : err_set(err, ERR_INVALID, "the patch leaves no trigger");
    if (fine)
        return after;
    cJSON_Delete(after);
    return NULL;
}

/* ---- RETURNING ---- */

static void add_literal(struct strbuf *out, const char *text)
{
    strbuf_addc(out, '\'');
    for (; *text != '\0'; text++) {
        strbuf_addc(out, *text);
        if (*text == '\'')
            strbuf_addc(out, '\'');
    }
    strbuf_addc(out, '\'');
}

static void add_value(struct strbuf *out, const cJSON *value)
{
    if (value == NULL || cJSON_IsNull(value)) {
        strbuf_adds(out, "NULL");
    } else if (cJSON_IsString(value)) {
        add_literal(out, value->valuestring);
    } else {
        char *text = json_print(value);
        if (cJSON_IsNumber(value))
            strbuf_adds(out, text);
        else
            add_literal(out, text);
        free(text);
    }
}

void dml_returning_select(const struct plan *plan, const char *sql, const cJSON *events, struct strbuf *out,
                          struct place_map *map)
{
    place_add(map, out->length, plan->returning.start, false);
    strbuf_adds(out, "WITH ProgressEvent (");
    for (size_t i = 0; i < PROGRESS_EVENT_COUNT; i++)
        strbuf_addf(out, "%s%s", i > 0 ? ", " : "", progress_event_members[i].name);
    strbuf_adds(out, ") AS (");
    const cJSON *event = events->child;
    for (; event != NULL; event = event->next) {
        strbuf_adds(out, event == events->child ? "VALUES (" : ", (");
        for (size_t i = 0; i < PROGRESS_EVENT_COUNT; i++) {
            strbuf_adds(out, i > 0 ? ", " : "");
            add_value(out, json_get(event, progress_event_members[i].name));
        }
        strbuf_addc(out, ')');
    }
    if (events->child == NULL) {
        strbuf_adds(out, "SELECT NULL");
        for (size_t i = 1; i < PROGRESS_EVENT_COUNT; i++)
            strbuf_adds(out, ", NULL");
        strbuf_adds(out, " WHERE 0");
    }
    strbuf_adds(out, ") SELECT ");
    place_add(map, out->length, plan->returning.start, true);
    strbuf_add(out, sql + plan->returning.start, plan->returning.end - plan->returning.start);
    place_add(map, out->length, plan->returning.end, false);
    strbuf_adds(out, " FROM ProgressEvent");
}

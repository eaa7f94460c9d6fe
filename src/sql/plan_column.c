#include "sql/plan_column.h"

#include <stdbool.h>
#include <stddef.h>
#include <strings.h>
#include "base/array.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/fields.h"

static const struct {
    const char *aws, *sql;
    unsigned kind;
} others[] = {
    {"PatchDocument", "patch_document", PLAN_COLUMN_PATCH},
    {"region", "region", PLAN_COLUMN_REGION},
    {"Identifier", "identifier", PLAN_COLUMN_IDENTIFIER},
    {"ClientToken", "client_token", PLAN_COLUMN_OPTION},
    {"RoleArn", "role_arn", PLAN_COLUMN_OPTION},
    {"TypeVersionId", "type_version_id", PLAN_COLUMN_OPTION},
};

static const struct field *find_property(const char *written)
{
    const struct field *root = &fields_event_trigger.root;
    for (size_t i = 0; i < root->member_count; i++) {
        const struct field *field = &root->members[i];
        if (strcasecmp(written, field->json) == 0 ||
            (field->sql != NULL && strcasecmp(written, field->sql) == 0))
            return field;
    }
    return NULL;
}

/* All that may stand here, for the sentence. */
static size_t list_names(unsigned kinds, const char **names, size_t most)
{
    const struct field *root = &fields_event_trigger.root;
    size_t count = 0;
    for (size_t i = 0; (kinds & PLAN_COLUMN_PROPERTY) != 0 && i < root->member_count && count < most; i++)
        if ((root->members[i].flags & FIELD_READ_ONLY) == 0)
            names[count++] = root->members[i].json;
    for (size_t i = 0; i < ARRAY_COUNT(others) && count < most; i++)
        if ((kinds & others[i].kind) != 0)
            names[count++] = others[i].aws;
    return count;
}

static void refuse(const char *written, unsigned kinds, const char *verb, struct err *err)
{
    const char *names[40];
    size_t count = list_names(kinds, names, ARRAY_COUNT(names));
    const char *near = text_nearest(written, names, count);
    const struct field *property = find_property(written);
    const char *clause = (kinds & PLAN_COLUMN_PATCH) != 0                   ? "SET"
                         : (kinds & PLAN_COLUMN_WHERE) == PLAN_COLUMN_WHERE ? "WHERE"
                                                                            : "the columns";
    if (property != NULL && (property->flags & FIELD_READ_ONLY) != 0 && (kinds & PLAN_COLUMN_PROPERTY) != 0)
        err_set(err, ERR_INVALID, "%s is read-only: AWS sets it", property->json);
    else
        err_set(err, ERR_INVALID, "%s is nothing that %s of %s can name", written, clause, verb);
    if (property != NULL && (kinds & PLAN_COLUMN_PATCH) != 0) {
        err_hint(err, "properties are changed by SET PatchDocument = string('[…]')");
        return;
    }
    if (near != NULL) {
        err_hint(err, "did you mean %s?", near);
        return;
    }
    struct strbuf all = STRBUF_INIT;
    for (size_t i = 0; i < count; i++)
        strbuf_addf(&all, "%s%s", i > 0 ? ", " : "", names[i]);
    err_hint(err, "there are: %s", all.text);
    strbuf_release(&all);
}

const char *plan_column_find(const char *written, unsigned kinds, const char *verb, struct err *err)
{
    const struct field *property = (kinds & PLAN_COLUMN_PROPERTY) != 0 ? find_property(written) : NULL;
    if (property != NULL && (property->flags & FIELD_READ_ONLY) == 0)
        return property->json;
    for (size_t i = 0; i < ARRAY_COUNT(others); i++)
        if ((kinds & others[i].kind) != 0 &&
            (strcasecmp(written, others[i].aws) == 0 || strcasecmp(written, others[i].sql) == 0))
            return others[i].aws;
    refuse(written, kinds, verb, err);
    return NULL;
}

#include "sql/plan_column.h"

#include <strings.h>
#include "base/array.h"
#include "base/strbuf.h"
#include "base/text.h"

static const struct {
    const char *aws, *sql;
    unsigned kind;
    const char *help;
} others[] = {
    {"PatchDocument", "patch_document", PLAN_COLUMN_PATCH, "an RFC 6902 patch, as JSON text"},
    {"region", "region", PLAN_COLUMN_REGION, "the region; without one the connection's"},
    {"Identifier", "identifier", PLAN_COLUMN_IDENTIFIER, "the trigger, as DOMAIN|NAME"},
    {"ClientToken", "client_token", PLAN_COLUMN_OPTION, "the same token is the same request, for 36 hours"},
    {"RoleArn", "role_arn", PLAN_COLUMN_OPTION, "the role that Cloud Control assumes for it"},
    {"TypeVersionId", "type_version_id", PLAN_COLUMN_OPTION, "the version of the resource type"},
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

size_t plan_column_list(unsigned kinds, struct plan_column *columns)
{
    const struct field *root = &fields_event_trigger.root;
    size_t count = 0;
    for (size_t i = 0; (kinds & PLAN_COLUMN_PROPERTY) != 0 && i < root->member_count; i++) {
        const struct field *field = &root->members[i];
        if ((field->flags & FIELD_READ_ONLY) == 0)
            columns[count++] =
                (struct plan_column){field->json, field->help, (field->flags & FIELD_REQUIRED) != 0, field};
    }
    for (size_t i = 0; i < ARRAY_COUNT(others); i++)
        if ((kinds & others[i].kind) != 0)
            columns[count++] = (struct plan_column){others[i].aws, others[i].help,
                                                    others[i].kind != PLAN_COLUMN_OPTION, NULL};
    return count;
}

static void refuse(const char *written, unsigned kinds, const char *verb, struct err *err)
{
    struct plan_column columns[PLAN_COLUMN_MOST];
    const char *names[PLAN_COLUMN_MOST];
    size_t count = plan_column_list(kinds, columns);
    for (size_t i = 0; i < count; i++)
        names[i] = columns[i].name;
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

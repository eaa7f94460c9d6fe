#include "sql/show.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/array.h"
#include "sql/catalogue.h"
#include "sql/token.h"

struct showing {
    const char *sql;
    struct token_reader reader;
    struct token token; /* not taken yet */
    bool extended;
    const struct evaluate_taker *taker;
    size_t *fault;
    struct err *err;
};

/* Of the one resource that can be changed. Source: aws-resource.md, section 4: parameters sorted, region last. */
static const struct {
    const char *name, *required, *verb, *help;
} methods[] = {
    {"create_resource", "DomainName, EventTriggerConditions, EventTriggerName, ObjectTypeName, region",
     "INSERT", "creates a trigger"},
    {"delete_resource", "Identifier, region", "DELETE", "deletes a trigger"},
    {"update_resource", "Identifier, PatchDocument, region", "UPDATE", "changes a trigger by a patch"},
    {"get_resource", "Identifier, region", "SELECT", "reads a trigger"},
    {"list_resources", "region", "SELECT", "lists triggers"},
};

static void columns(const struct showing *s, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        s->taker->column(names[i], s->taker->context);
}

static void cells(const struct showing *s, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        s->taker->cell(texts[i], false, s->taker->context);
}

/* ---- what is shown ---- */

static void show_services(const struct showing *s)
{
    static const char *const names[] = {"id", "name", "title", "description", "version", "preferred"};
    static const char *const texts[] = {"customerprofiles:v1",
                                        "customerprofiles",
                                        "Customer Profiles",
                                        "Amazon Connect Customer Profiles",
                                        "v1",
                                        "true"};
    columns(s, names, s->extended ? 6 : 3);
    cells(s, texts, s->extended ? 6 : 3);
}

static void show_resources(const struct showing *s)
{
    static const char *const names[] = {"name", "id", "description"};
    columns(s, names, s->extended ? 3 : 2);
    for (int i = 0; i < CATALOGUE_COUNT; i++) {
        const char *name = catalogue_name((enum catalogue_table)i);
        struct strbuf id = STRBUF_INIT;
        strbuf_addf(&id, "awscc.customerprofiles.%s", name);
        const char *const texts[] = {name, id.text, catalogue_help((enum catalogue_table)i)};
        cells(s, texts, s->extended ? 3 : 2);
        strbuf_release(&id);
    }
}

static void show_methods(const struct showing *s, enum catalogue_table table)
{
    static const char *const names[] = {"MethodName", "RequiredParams", "SQLVerb", "description"};
    size_t first = table == CATALOGUE_TRIGGERS ? 0 : ARRAY_COUNT(methods) - 1;
    size_t end = table == CATALOGUE_TRIGGERS ? ARRAY_COUNT(methods) - 1 : ARRAY_COUNT(methods);
    columns(s, names, s->extended ? 4 : 3);
    for (size_t i = first; i < end; i++) {
        bool other = table != CATALOGUE_TRIGGERS && table != CATALOGUE_TRIGGERS_LIST;
        const char *const texts[] = {other ? "__view__" : methods[i].name, other ? "" : methods[i].required,
                                     methods[i].verb, other ? catalogue_help(table) : methods[i].help};
        cells(s, texts, s->extended ? 4 : 3);
    }
}

static void describe(const struct showing *s, enum catalogue_table table)
{
    static const char *const names[] = {"name", "type", "description"};
    struct catalogue_column list[CATALOGUE_COLUMNS_MOST];
    size_t count = catalogue_columns(table, list);
    columns(s, names, s->extended ? 3 : 2);
    for (size_t i = 0; i < count; i++) {
        const char *const texts[] = {list[i].sql, "text", list[i].help};
        cells(s, texts, s->extended ? 3 : 2);
    }
}

/* ---- what is asked ---- */

static void take(struct showing *s)
{
    s->token = token_next_solid(&s->reader);
}

static bool fail(struct showing *s, const char *expected)
{
    *s->fault = s->token.start;
    return err_set(s->err, ERR_INVALID, "expected %s", expected);
}

static bool takes_word(struct showing *s, const char *word)
{
    if (!token_is_word(s->sql, &s->token, word))
        return false;
    take(s);
    return true;
}

/* A bare or quoted name; NULL: none stands here. free(). */
static char *take_name(struct showing *s)
{
    if (s->token.kind != TOKEN_NAME && s->token.kind != TOKEN_QUOTED)
        return NULL;
    char *name = token_name(s->sql, &s->token);
    take(s);
    return name;
}

static bool takes_this(struct showing *s, const char *word)
{
    struct showing before = *s;
    char *name = take_name(s);
    bool same = name != NULL && strcasecmp(name, word) == 0;
    free(name);
    if (!same)
        *s = before;
    return same;
}

static bool takes_dot(struct showing *s)
{
    if (!token_is_mark(s->sql, &s->token, '.'))
        return false;
    take(s);
    return true;
}

static bool takes_service(struct showing *s)
{
    return takes_this(s, "awscc") && takes_dot(s) && takes_this(s, "customerprofiles");
}

/* A table by its three-part name or its own. */
static bool takes_table(struct showing *s, enum catalogue_table *table)
{
    if (token_is_word(s->sql, &s->token, "awscc") && !(takes_service(s) && takes_dot(s)))
        return fail(s, "awscc.customerprofiles and a resource");
    struct showing before = *s;
    char *name = take_name(s);
    *table = name != NULL ? catalogue_find(name) : CATALOGUE_COUNT;
    free(name);
    if (*table != CATALOGUE_COUNT)
        return true;
    *s = before;
    return fail(s, "a resource that SHOW RESOURCES IN awscc.customerprofiles lists");
}

static bool ends(struct showing *s)
{
    return s->token.kind == TOKEN_END || fail(s, "the end of the statement");
}

static bool run_show(struct showing *s)
{
    enum catalogue_table table;
    s->extended = takes_word(s, "EXTENDED");
    bool services = takes_word(s, "SERVICES"), resources = !services && takes_word(s, "RESOURCES");
    if (!services && !resources && !takes_word(s, "METHODS"))
        return fail(s, "SERVICES, RESOURCES or METHODS");
    if (!takes_word(s, "IN") && !takes_word(s, "FROM"))
        return fail(s, "IN");
    if (services ? !takes_this(s, "awscc") : resources && !takes_service(s))
        return fail(s, services ? "awscc" : "awscc.customerprofiles");
    if ((!services && !resources && !takes_table(s, &table)) || !ends(s))
        return false;
    if (services)
        show_services(s);
    else if (resources)
        show_resources(s);
    else
        show_methods(s, table);
    return true;
}

static bool run_describe(struct showing *s)
{
    enum catalogue_table table;
    s->extended = takes_word(s, "EXTENDED");
    if (!takes_table(s, &table) || !ends(s))
        return false;
    describe(s, table);
    return true;
}

static struct showing begin(const char *sql)
{
    struct showing s = {.sql = sql, .reader = {sql, 0, strlen(sql), false}};
    take(&s);
    return s;
}

bool show_is(const char *sql)
{
    struct showing s = begin(sql);
    return token_is_word(sql, &s.token, "SHOW") || token_is_word(sql, &s.token, "DESCRIBE") ||
           token_is_word(sql, &s.token, "DESC");
}

bool show_run(const char *sql, const struct evaluate_taker *taker, size_t *fault, struct err *err)
{
    struct showing s = begin(sql);
    s.taker = taker;
    s.fault = fault;
    s.err = err;
    if (takes_word(&s, "SHOW"))
        return run_show(&s);
    take(&s);
    return run_describe(&s);
}

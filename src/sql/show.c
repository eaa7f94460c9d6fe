#include "sql/show.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "sql/catalogue.h"
#include "sql/method.h"
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

/* The names of what the method must be given; free(). */
static char *required_params(enum catalogue_table table, const struct method *method)
{
    struct method_param params[METHOD_PARAMS_MOST];
    size_t count = method_params(table, method, params);
    struct strbuf names = STRBUF_INIT;
    for (size_t i = 0; i < count && params[i].role == METHOD_REQUIRED; i++)
        strbuf_addf(&names, "%s%s", i > 0 ? ", " : "", params[i].name);
    return strbuf_detach(&names);
}

static void show_methods(const struct showing *s, enum catalogue_table table)
{
    static const char *const names[] = {"MethodName", "RequiredParams", "SQLVerb", "description"};
    size_t count;
    const struct method *methods = method_list(table, &count);
    columns(s, names, s->extended ? 4 : 3);
    for (size_t i = 0; i < count; i++) {
        char *required = required_params(table, &methods[i]);
        const char *const texts[] = {methods[i].name, required, methods[i].verb, methods[i].help};
        cells(s, texts, s->extended ? 4 : 3);
        free(required);
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

static void describe_method(const struct showing *s, enum catalogue_table table, const struct method *method)
{
    static const char *const names[] = {"name", "type", "param_type", "shape", "description"};
    static const char *const roles[] = {"input_required", "input_optional", "output"};
    struct method_param params[METHOD_PARAMS_MOST];
    size_t count = method_params(table, method, params);
    columns(s, names, s->extended ? 5 : 4);
    for (size_t i = 0; i < count; i++) {
        struct strbuf shape = STRBUF_INIT;
        method_add_shape(params[i].property, &shape);
        const char *const texts[] = {params[i].name, params[i].type, roles[params[i].role], shape.text,
                                     params[i].help};
        cells(s, texts, s->extended ? 5 : 4);
        strbuf_release(&shape);
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
    if (takes_this(s, "awscc") && !(takes_dot(s) && takes_this(s, "customerprofiles") && takes_dot(s)))
        return fail(s, "awscc.customerprofiles and a resource");
    struct showing before = *s;
    char *name = take_name(s);
    *table = name != NULL ? catalogue_find(name) : CATALOGUE_COUNT;
    if (*table == CATALOGUE_COUNT) {
        *s = before;
        fail(s, "a resource");
        catalogue_hint(name != NULL ? name : "", s->err);
    }
    free(name);
    return *table != CATALOGUE_COUNT;
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

static bool refuse_method(struct showing *s, enum catalogue_table table, size_t at)
{
    size_t count;
    const struct method *methods = method_list(table, &count);
    struct strbuf names = STRBUF_INIT;
    for (size_t i = 0; i < count; i++)
        strbuf_addf(&names, "%s%s", i > 0 ? ", " : "", methods[i].name);
    *s->fault = at;
    err_set(s->err, ERR_INVALID, "expected a method of %s", catalogue_name(table));
    err_hint(s->err, "there %s: %s", count == 1 ? "is" : "are", names.text);
    strbuf_release(&names);
    return false;
}

static bool run_describe_method(struct showing *s)
{
    enum catalogue_table table;
    s->extended = takes_word(s, "EXTENDED");
    if (!takes_table(s, &table))
        return false;
    bool dotted = takes_dot(s);
    size_t at = s->token.start;
    char *name = dotted ? take_name(s) : NULL;
    const struct method *method = name != NULL ? method_find(table, name) : NULL;
    free(name);
    if (method == NULL)
        return refuse_method(s, table, at);
    if (!ends(s))
        return false;
    describe_method(s, table, method);
    return true;
}

static bool run_describe(struct showing *s)
{
    enum catalogue_table table;
    if (takes_word(s, "METHOD"))
        return run_describe_method(s);
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

#include "sql/plan.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "sql/plan_column.h"
#include "sql/token.h"

struct cutting {
    const char *sql; /* borrowed */
    size_t length;
    struct token *tokens; /* owned: blanks and comments left out; the last is TOKEN_END */
    size_t count, capacity;
    size_t at; /* the token that is looked at */
    struct plan *plan;
    size_t *fault;
    struct err *err;
};

const char *plan_word(enum plan_kind kind)
{
    static const char *const words[] = {"SELECT", "INSERT", "UPDATE", "DELETE"};
    return words[kind];
}

void plan_release(struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++)
        free(plan->values[i].name);
    free(plan->values);
    *plan = (struct plan){0};
}

/* ---- tokens ---- */

static const struct token *now(const struct cutting *c)
{
    return &c->tokens[c->at];
}

static void step(struct cutting *c)
{
    if (now(c)->kind != TOKEN_END)
        c->at++;
}

static bool fail_at(struct cutting *c, size_t at, const char *sentence)
{
    *c->fault = at;
    return err_set(c->err, ERR_INVALID, "%s", sentence);
}

static bool is_word(const struct cutting *c, const char *word)
{
    return token_is_word(c->sql, now(c), word);
}

static bool is_mark(const struct cutting *c, char mark)
{
    return token_is_mark(c->sql, now(c), mark);
}

static bool is_name(const struct cutting *c)
{
    return now(c)->kind == TOKEN_NAME || now(c)->kind == TOKEN_QUOTED;
}

/* "expected X, not Y" at the present token. */
static bool expected(struct cutting *c, const char *what)
{
    char *found = mem_dup_n(c->sql + now(c)->start, now(c)->end - now(c)->start);
    char *line = text_first_line(found, 40);
    *c->fault = now(c)->start;
    if (now(c)->kind == TOKEN_END)
        err_set(c->err, ERR_INVALID, "expected %s, but the statement ends", what);
    else
        err_set(c->err, ERR_INVALID, "expected %s, not %s", what, line);
    free(line);
    free(found);
    return false;
}

static bool take_word(struct cutting *c, const char *word)
{
    if (!is_word(c, word))
        return expected(c, word);
    step(c);
    return true;
}

static bool take_mark(struct cutting *c, char mark)
{
    char what[2] = {mark, '\0'};
    if (!is_mark(c, mark))
        return expected(c, what);
    step(c);
    return true;
}

/* Moves over one token of an expression: *depth counts brackets and CASE. false at a bracket that was not opened. */
static bool step_nested(struct cutting *c, size_t *depth)
{
    if (is_mark(c, '(') || is_word(c, "CASE"))
        ++*depth;
    else if ((is_mark(c, ')') || is_word(c, "END")) && *depth > 0)
        --*depth;
    else if (is_mark(c, ')'))
        return fail_at(c, now(c)->start, "this ) has no (");
    step(c);
    return true;
}

/* Moves to the next of the words or marks outside of brackets, or to the end. The range of what was passed over. */
static bool pass(struct cutting *c, const char *const *stops, struct plan_range *range)
{
    size_t depth = 0, opened = now(c)->start;
    *range = (struct plan_range){now(c)->start, now(c)->start};
    while (now(c)->kind != TOKEN_END) {
        for (const char *const *stop = stops; depth == 0 && *stop != NULL; stop++)
            if (is_word(c, *stop) || (strlen(*stop) == 1 && is_mark(c, **stop)))
                return true;
        if (depth == 0)
            opened = now(c)->start;
        range->end = now(c)->end;
        if (!step_nested(c, &depth))
            return false;
    }
    return depth == 0 || fail_at(c, opened, "this is not closed");
}

/* ---- names ---- */

/* NAME or "NAME"; free(). NULL: something else stands here. */
static char *take_name(struct cutting *c)
{
    if (!is_name(c))
        return NULL;
    char *name = token_name(c->sql, now(c));
    step(c);
    return name;
}

/* event_triggers, or awscc.customerprofiles.event_triggers. */
static bool take_table(struct cutting *c)
{
    size_t at = now(c)->start, parts = 0;
    struct strbuf whole = STRBUF_INIT;
    do {
        char *part = take_name(c);
        if (part == NULL)
            break;
        strbuf_addf(&whole, "%s%s", parts++ > 0 ? "." : "", part);
        free(part);
    } while (is_mark(c, '.') && (step(c), true));
    bool fine = strcasecmp(whole.text, "event_triggers") == 0 ||
                strcasecmp(whole.text, "awscc.customerprofiles.event_triggers") == 0;
    if (parts == 0) {
        expected(c, "the table event_triggers");
    } else if (!fine) {
        fail_at(c, at, "only awscc.customerprofiles.event_triggers can be changed");
    }
    strbuf_release(&whole);
    return fine;
}

/* A column of the kinds that are allowed here, into the plan. */
static bool take_column(struct cutting *c, unsigned kinds)
{
    size_t at = now(c)->start;
    char *written = take_name(c);
    if (written == NULL)
        return expected(c, "the name of a column");
    *c->fault = at;
    const char *name = plan_column_find(written, kinds, plan_word(c->plan->kind), c->err);
    free(written);
    if (name == NULL)
        return false;
    struct plan *plan = c->plan;
    for (size_t i = 0; i < plan->count; i++)
        if (strcmp(plan->values[i].name, name) == 0)
            return fail_at(c, at, "this column was given before");
    ARRAY_GROW(plan->values, plan->count + 1, plan->capacity);
    plan->values[plan->count++] = (struct plan_value){mem_dup(name), at, {0, 0}};
    return true;
}

static bool has_column(const struct plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->count; i++)
        if (strcmp(plan->values[i].name, name) == 0)
            return true;
    return false;
}

/* COLUMN = EXPRESSION up to one of the stops. */
static bool take_assignment(struct cutting *c, unsigned kinds, const char *const *stops)
{
    if (!take_column(c, kinds))
        return false;
    if (!is_mark(c, '='))
        return expected(c, (kinds & PLAN_COLUMN_WHERE) != 0
                               ? "= (a change names one trigger: region = … AND Identifier = …)"
                               : "=");
    step(c);
    if (is_mark(c, '='))
        step(c); /* SQLite's == */
    struct plan_value *value = &c->plan->values[c->plan->count - 1];
    if (!pass(c, stops, &value->value))
        return false;
    return value->value.end > value->value.start || expected(c, "a value");
}

/* ---- clauses ---- */

static bool take_returning(struct cutting *c)
{
    static const char *const stops[] = {NULL};
    if (now(c)->kind == TOKEN_END)
        return true;
    if (!is_word(c, "RETURNING"))
        return expected(c,
                        c->plan->kind == PLAN_INSERT ? "RETURNING or the end" : "AND, RETURNING or the end");
    step(c);
    if (!pass(c, stops, &c->plan->returning))
        return false;
    return c->plan->returning.end > c->plan->returning.start ||
           expected(c, "columns of the progress event, or *");
}

static bool take_where(struct cutting *c)
{
    static const char *const stops[] = {"AND", "OR", "RETURNING", NULL};
    if (!is_word(c, "WHERE")) {
        *c->fault = now(c)->start;
        err_set(c->err, ERR_INVALID, "%s without WHERE is refused: it names no trigger",
                plan_word(c->plan->kind));
        return err_hint(c->err, "add WHERE region = '…' AND Identifier = 'DOMAIN|NAME'");
    }
    size_t at = now(c)->start;
    do {
        step(c); /* WHERE, AND */
        if (!take_assignment(c, PLAN_COLUMN_WHERE | PLAN_COLUMN_OPTION, stops))
            return false;
    } while (is_word(c, "AND"));
    if (is_word(c, "OR"))
        return fail_at(c, now(c)->start, "OR is refused: a change names one trigger");
    if (has_column(c->plan, "Identifier"))
        return true;
    *c->fault = at;
    err_set(c->err, ERR_INVALID, "%s without Identifier is refused: it names no trigger",
            plan_word(c->plan->kind));
    return err_hint(c->err, "add Identifier = 'DOMAIN|NAME' to WHERE");
}

static bool cut_insert(struct cutting *c)
{
    static const char *const stops[] = {"RETURNING", NULL};
    c->plan->kind = PLAN_INSERT;
    step(c);
    if (!take_word(c, "INTO") || !take_table(c))
        return false;
    if (!is_mark(c, '('))
        return expected(c, "( and the names of the columns");
    do {
        step(c); /* ( or , */
        if (!take_column(c, PLAN_COLUMN_PROPERTY | PLAN_COLUMN_REGION | PLAN_COLUMN_OPTION))
            return false;
    } while (is_mark(c, ','));
    if (!take_mark(c, ')'))
        return false;
    if (!is_word(c, "SELECT") && !is_word(c, "VALUES") && !is_word(c, "WITH"))
        return expected(c, "SELECT or VALUES");
    return pass(c, stops, &c->plan->source) && take_returning(c);
}

static bool cut_update(struct cutting *c)
{
    static const char *const stops[] = {",", "WHERE", "RETURNING", "FROM", NULL};
    c->plan->kind = PLAN_UPDATE;
    step(c);
    if (!take_table(c))
        return false;
    if (!is_word(c, "SET"))
        return expected(c, "SET");
    do {
        step(c); /* SET or , */
        if (!take_assignment(c, PLAN_COLUMN_PATCH | PLAN_COLUMN_OPTION, stops))
            return false;
    } while (is_mark(c, ','));
    if (!has_column(c->plan, "PatchDocument"))
        return expected(c, "PatchDocument = string('…') in SET");
    if (is_word(c, "FROM"))
        return expected(c, "WHERE");
    return take_where(c) && take_returning(c);
}

static bool cut_delete(struct cutting *c)
{
    c->plan->kind = PLAN_DELETE;
    step(c);
    return take_word(c, "FROM") && take_table(c) && take_where(c) && take_returning(c);
}

/* ---- the whole ---- */

/* What is meant as it stands, and refused. */
static bool is_other_verb(const char *word)
{
    static const char *const others[] = {"ALTER",    "ANALYZE", "ATTACH",  "BEGIN",    "COMMIT",    "CREATE",
                                         "DETACH",   "DROP",    "EXPLAIN", "GRANT",    "PRAGMA",    "MERGE",
                                         "REGISTRY", "REINDEX", "REPLACE", "ROLLBACK", "SAVEPOINT", "SET",
                                         "TRUNCATE", "USE",     "VACUUM"};
    for (size_t i = 0; i < ARRAY_COUNT(others); i++)
        if (strcmp(word, others[i]) == 0)
            return true;
    return false;
}

static bool refuse_verb(struct cutting *c)
{
    static const char *const verbs[] = {"SELECT", "INSERT", "UPDATE", "DELETE",
                                        "WITH",   "VALUES", "SHOW",   "DESCRIBE"};
    if (now(c)->kind != TOKEN_NAME)
        return expected(c, "a statement");
    char *word = token_name(c->sql, now(c));
    for (char *p = word; *p != '\0'; p++)
        *p = *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p;
    const char *near = is_other_verb(word) ? NULL : text_nearest(word, verbs, ARRAY_COUNT(verbs));
    *c->fault = now(c)->start;
    err_set(c->err, ERR_INVALID,
            "%s is refused: statements are SELECT, INSERT, UPDATE, DELETE, SHOW and DESCRIBE", word);
    if (near != NULL)
        err_hint(c->err, "did you mean %s?", near);
    free(word);
    return false;
}

static bool cut(struct cutting *c)
{
    static const char *const verbs[] = {"SELECT", "VALUES", "INSERT", "UPDATE", "DELETE", "REPLACE", NULL};
    static const char *const readers[] = {"SELECT", "VALUES", "SHOW", "DESCRIBE", "DESC"};
    if (is_word(c, "WITH") && !pass(c, verbs, &c->plan->with))
        return false;
    if (is_word(c, "INSERT"))
        return cut_insert(c);
    if (is_word(c, "UPDATE"))
        return cut_update(c);
    if (is_word(c, "DELETE"))
        return cut_delete(c);
    c->plan->with = (struct plan_range){0, 0};
    for (size_t i = 0; i < ARRAY_COUNT(readers); i++)
        if (is_word(c, readers[i]))
            return true;
    return refuse_verb(c);
}

static bool read_tokens(struct cutting *c)
{
    struct token_reader reader = {c->sql, 0, c->length, false};
    struct token token;
    do {
        token = token_next_solid(&reader);
        if (token.kind == TOKEN_OPEN)
            return fail_at(c, token.start,
                           c->sql[token.start] == '/' ? "this comment does not end"
                                                      : "these quotes do not end");
        ARRAY_GROW(c->tokens, c->count + 1, c->capacity);
        c->tokens[c->count++] = token;
    } while (token.kind != TOKEN_END);
    return true;
}

bool plan_cut(const char *sql, struct plan *plan, size_t *fault, struct err *err)
{
    *plan = (struct plan){0};
    *fault = 0;
    struct cutting c = {.sql = sql, .length = strlen(sql), .plan = plan, .fault = fault, .err = err};
    bool fine = read_tokens(&c) && cut(&c);
    free(c.tokens);
    return fine;
}

/* ---- what SQLite evaluates ---- */

static void add_range(struct plan_range range, const char *sql, struct strbuf *out, struct place_map *map)
{
    place_add(map, out->length, range.start, true);
    strbuf_add(out, sql + range.start, range.end - range.start);
}

void plan_values_select(const struct plan *plan, const char *sql, struct strbuf *out, struct place_map *map)
{
    if (plan->with.end > plan->with.start) {
        add_range(plan->with, sql, out, map);
        strbuf_addc(out, ' ');
    }
    if (plan->kind == PLAN_INSERT) {
        add_range(plan->source, sql, out, map);
        return;
    }
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_value *value = &plan->values[i];
        place_add(map, out->length, value->at, false);
        strbuf_adds(out, i == 0 ? "SELECT (" : ", (");
        add_range(value->value, sql, out, map);
        place_add(map, out->length, value->value.end, false);
        strbuf_addf(out, ") AS \"%s\"", value->name);
    }
}

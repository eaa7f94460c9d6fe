#include "sql/complete.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/array.h"
#include "base/mem.h"
#include "sql/catalogue.h"
#include "sql/functions.h"
#include "sql/token.h"

#define PREFIX "awscc.customerprofiles."

static const char *const keywords[] = {
    "SELECT",  "FROM",     "WHERE",     "AND",      "OR",        "NOT",       "IN",        "IS",
    "NULL",    "LIKE",     "GLOB",      "BETWEEN",  "EXISTS",    "CASE",      "WHEN",      "THEN",
    "ELSE",    "END",      "AS",        "DISTINCT", "GROUP",     "BY",        "HAVING",    "ORDER",
    "ASC",     "DESC",     "LIMIT",     "OFFSET",   "JOIN",      "LEFT",      "INNER",     "CROSS",
    "ON",      "USING",    "UNION",     "ALL",      "EXCEPT",    "WITH",      "RECURSIVE", "VALUES",
    "INSERT",  "INTO",     "UPDATE",    "SET",      "DELETE",    "CAST",      "SHOW",      "DESCRIBE",
    "METHODS", "SERVICES", "RESOURCES", "EXTENDED", "RETURNING", "INTERSECT", "METHOD",
};
/* What UPDATE and INSERT name beside the table's columns. */
static const char *const change_columns[] = {"PatchDocument", "ClientToken", "RoleArn", "TypeVersionId"};
/* A table stands behind these. */
static const char *const before_tables[] = {"FROM",     "JOIN", "INTO",     "UPDATE",
                                            "DESCRIBE", "DESC", "EXTENDED", "METHOD"};

struct completing {
    const char *text;
    size_t cursor, start;
    const char *word; /* what was begun, in text */
    size_t length;
    struct token *tokens; /* owned: the solid ones of the whole text */
    size_t count, capacity;
    size_t before; /* how many of them end at or before start */
    struct texts *offers;
};

/* ---- the text ---- */

static void read_tokens(struct completing *c)
{
    struct token_reader reader = {c->text, 0, strlen(c->text), true};
    struct token token;
    while ((token = token_next_solid(&reader)).kind != TOKEN_END) {
        ARRAY_GROW(c->tokens, c->count + 1, c->capacity);
        c->tokens[c->count++] = token;
        c->before += token.end <= c->start;
    }
}

/* The cursor stands in something that is no code. */
static bool is_inside(const struct completing *c)
{
    struct token_reader reader = {c->text, 0, c->cursor, true};
    struct token token = {TOKEN_END, 0, 0}, last = token;
    while ((token = token_next(&reader)).kind != TOKEN_END)
        last = token;
    return last.kind == TOKEN_OPEN ||
           (last.kind == TOKEN_COMMENT && c->text[last.start] == '-' && c->text[last.end - 1] != '\n');
}

static bool is_word_byte(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_' || (unsigned char)byte >= 0x80;
}

static const struct token *token_before(const struct completing *c, size_t back)
{
    return back <= c->before && back > 0 ? &c->tokens[c->before - back] : NULL;
}

static bool is_one_of(const struct completing *c, const struct token *token, const char *const *words,
                      size_t count)
{
    for (size_t i = 0; token != NULL && i < count; i++)
        if (token_is_word(c->text, token, words[i]))
            return true;
    return false;
}

/* ---- offers ---- */

static void offer(struct completing *c, const char *word)
{
    if (strncasecmp(word, c->word, c->length) == 0 && !texts_has(c->offers, word))
        texts_add(c->offers, word);
}

static void offer_keyword(struct completing *c, const char *word)
{
    char *cased = mem_dup(word);
    for (char *p = cased; c->length > 0 && islower((unsigned char)*c->word) && *p != '\0'; p++)
        *p = (char)tolower((unsigned char)*p);
    offer(c, cased);
    free(cased);
}

static void offer_columns(struct completing *c, enum catalogue_table table)
{
    struct catalogue_column columns[CATALOGUE_COLUMNS_MOST];
    size_t count = catalogue_columns(table, columns);
    for (size_t i = 0; i < count; i++)
        offer(c, columns[i].sql);
}

static void offer_tables(struct completing *c)
{
    bool whole = c->length > 0 && strncasecmp(PREFIX, c->word, c->length) == 0;
    for (int i = 0; i < CATALOGUE_COUNT; i++)
        offer(c, catalogue_name((enum catalogue_table)i));
    for (int i = 0; whole && i < CATALOGUE_COUNT; i++) {
        char *name = mem_printf("%s%s", PREFIX, catalogue_name((enum catalogue_table)i));
        offer(c, name);
        free(name);
    }
}

/* awscc. and awscc.customerprofiles. are the beginning of a table's name: the word begins there. */
static bool offer_three_parts(struct completing *c)
{
    size_t start = c->start;
    while (start > 0 && (is_word_byte(c->text[start - 1]) || c->text[start - 1] == '.'))
        start--;
    size_t length = c->cursor - start;
    if (length < strlen("awscc.") || strncasecmp(c->text + start, "awscc.", strlen("awscc.")) != 0)
        return false;
    c->start = start;
    c->word = c->text + start;
    c->length = length;
    for (int i = 0; i < CATALOGUE_COUNT; i++) {
        char *name = mem_printf("%s%s", PREFIX, catalogue_name((enum catalogue_table)i));
        offer(c, name);
        free(name);
    }
    return true;
}

/* ---- the tables that the statement names ---- */

/* The table that the token names, whatever stands before its last part. */
static enum catalogue_table table_at(const struct completing *c, size_t i)
{
    if (c->tokens[i].kind != TOKEN_NAME && c->tokens[i].kind != TOKEN_QUOTED)
        return CATALOGUE_COUNT;
    char *name = token_name(c->text, &c->tokens[i]);
    enum catalogue_table table = catalogue_find(name);
    free(name);
    return table;
}

/* SELECT is begun with its columns: while it names no table, it will be that of triggers. */
static void offer_named_columns(struct completing *c)
{
    bool named = false;
    for (size_t i = 0; i < c->count; i++) {
        enum catalogue_table table = table_at(c, i);
        if (table == CATALOGUE_COUNT)
            continue;
        named = true;
        offer_columns(c, table);
    }
    if (!named && c->count > 0 && token_is_word(c->text, &c->tokens[0], "SELECT"))
        offer_columns(c, CATALOGUE_TRIGGERS);
}

/* TABLE [AS] ALIAS, with the alias, or the table itself, before the point. */
static enum catalogue_table table_of(const struct completing *c, const char *name)
{
    enum catalogue_table direct = catalogue_find(name);
    for (size_t i = 0; direct == CATALOGUE_COUNT && i + 1 < c->count; i++) {
        size_t next = i + 1;
        enum catalogue_table table = table_at(c, i);
        if (table == CATALOGUE_COUNT)
            continue;
        if (token_is_word(c->text, &c->tokens[next], "AS") && next + 1 < c->count)
            next++;
        char *alias = c->tokens[next].kind == TOKEN_NAME ? token_name(c->text, &c->tokens[next]) : NULL;
        if (alias != NULL && strcasecmp(alias, name) == 0)
            direct = table;
        free(alias);
    }
    return direct;
}

static void offer_members(struct completing *c)
{
    const struct token *owner = token_before(c, 2);
    if (owner == NULL || (owner->kind != TOKEN_NAME && owner->kind != TOKEN_QUOTED))
        return;
    char *name = token_name(c->text, owner);
    enum catalogue_table table = table_of(c, name);
    if (table != CATALOGUE_COUNT)
        offer_columns(c, table);
    free(name);
}

static void offer_functions(struct completing *c)
{
    const char *own[FUNCTIONS_OWN_MOST];
    size_t count = functions_own(own);
    for (size_t i = 0; i < count; i++)
        offer(c, own[i]);
    for (const struct functions_group *group = functions_of_sqlite; group->title != NULL; group++)
        for (const char *const *name = group->names; *name != NULL; name++)
            if (is_word_byte(**name)) /* -> is none that is typed */
                offer(c, *name);
    offer(c, "json_each"); /* these are tables */
    offer(c, "json_tree");
}

/* SHOW … IN TABLE; elsewhere IN is of a list. */
static bool is_show(const struct completing *c)
{
    return c->count > 0 && (token_is_word(c->text, &c->tokens[0], "SHOW"));
}

static bool wants_table(const struct completing *c)
{
    const struct token *last = token_before(c, 1);
    return is_one_of(c, last, before_tables, ARRAY_COUNT(before_tables)) ||
           (last != NULL && is_show(c) && token_is_word(c->text, last, "IN"));
}

static void offer_all(struct completing *c)
{
    const struct token *last = token_before(c, 1);
    if (offer_three_parts(c))
        return;
    if (last != NULL && token_is_mark(c->text, last, '.')) {
        offer_members(c);
        return;
    }
    if (wants_table(c)) {
        offer_tables(c);
        return;
    }
    offer_named_columns(c);
    bool changes = c->count > 0 && (token_is_word(c->text, &c->tokens[0], "INSERT") ||
                                    token_is_word(c->text, &c->tokens[0], "UPDATE") ||
                                    token_is_word(c->text, &c->tokens[0], "DELETE"));
    for (size_t i = 0; changes && i < ARRAY_COUNT(change_columns); i++)
        offer(c, change_columns[i]);
    if (c->length == 0)
        return;
    for (size_t i = 0; i < ARRAY_COUNT(keywords); i++)
        offer_keyword(c, keywords[i]);
    offer_functions(c);
}

size_t complete_find(const char *text, size_t cursor, struct texts *offers)
{
    struct completing c = {.text = text, .cursor = cursor, .start = cursor, .offers = offers};
    while (c.start > 0 && is_word_byte(text[c.start - 1]))
        c.start--;
    c.word = text + c.start;
    c.length = cursor - c.start;
    if (is_inside(&c))
        return cursor;
    read_tokens(&c);
    offer_all(&c);
    free(c.tokens);
    return c.start;
}

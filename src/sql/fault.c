#include "sql/fault.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sqlite3.h>
#include "base/array.h"
#include "base/text.h"
#include "sql/catalogue.h"
#include "sql/functions.h"
#include "sql/token.h"

static const char no_table[] = "no such table: ", no_column[] = "no such column: ",
                  no_function[] = "no such function: ",
                  refused_function[] = "not authorized to use function: ", incomplete[] = "incomplete input",
                  too_deep[] = "parser stack overflow";

/* The name behind the words, without what stands before a dot; NULL: the sentence begins with others. borrowed. */
static const char *name_behind(const char *sentence, const char *words)
{
    if (strncmp(sentence, words, strlen(words)) != 0)
        return NULL;
    const char *name = sentence + strlen(words), *dot = strrchr(name, '.');
    return dot != NULL ? dot + 1 : name;
}

typedef bool is_meant_fn(const char *found, const char *name);

static bool is_same(const char *found, const char *name)
{
    return strcasecmp(found, name) == 0;
}

/* SQLite's tables about itself, which only a statement names that means them. */
static bool is_inner(const char *found, const char *name)
{
    (void)name;
    return strncasecmp(found, "sqlite_", 7) == 0 || strncasecmp(found, "pragma_", 7) == 0;
}

/* The first name that is meant, free(), and its place; NULL: there is none. */
static char *find_name(const char *sql, is_meant_fn *is_meant, const char *name, size_t *place)
{
    struct token_reader reader = {sql, 0, strlen(sql), false};
    for (struct token token = token_next_solid(&reader); token.kind != TOKEN_END && token.kind != TOKEN_OPEN;
         token = token_next_solid(&reader)) {
        if (token.kind != TOKEN_NAME && token.kind != TOKEN_QUOTED)
            continue;
        char *found = token_name(sql, &token);
        *place = token.start;
        if (is_meant(found, name))
            return found;
        free(found);
    }
    *place = 0;
    return NULL;
}

/* Where the brackets are deepest: that is where SQLite gives up. */
static size_t deepest_place(const char *sql)
{
    struct token_reader reader = {sql, 0, strlen(sql), false};
    size_t depth = 0, most = 0, place = 0;
    for (struct token token = token_next_solid(&reader); token.kind != TOKEN_END && token.kind != TOKEN_OPEN;
         token = token_next_solid(&reader)) {
        if (token_is_mark(sql, &token, '(') && ++depth > most) {
            most = depth;
            place = token.start;
        } else if (token_is_mark(sql, &token, ')') && depth > 0) {
            depth--;
        }
    }
    return place;
}

/* The column's own name where it is written as AWS writes it, else one that is near. */
static const char *nearest_column(const char *name)
{
    const char *names[CATALOGUE_COUNT * CATALOGUE_COLUMNS_MOST];
    size_t count = 0;
    for (int i = 0; i < CATALOGUE_COUNT; i++) {
        struct catalogue_column columns[CATALOGUE_COLUMNS_MOST];
        size_t more = catalogue_columns((enum catalogue_table)i, columns);
        for (size_t k = 0; k < more; k++) {
            if (strcasecmp(columns[k].member, name) == 0)
                return columns[k].sql;
            names[count++] = columns[k].sql;
        }
    }
    return text_nearest(name, names, count);
}

static void hint_of_column(const char *column, struct err *err)
{
    const char *near = nearest_column(column);
    if (near != NULL)
        err_hint(err, "did you mean %s?", near);
    else
        err_hint(err, "DESCRIBE and a table lists its columns; texts stand in '…'");
}

static void hint_of_function(const char *function, struct err *err)
{
    const char *near = functions_nearest(function);
    if (near != NULL && strcasecmp(near, function) != 0)
        err_hint(err, "did you mean %s?", near);
    else if (near == NULL)
        err_hint(err, "etrig-sql(7) lists the functions");
}

/* True if one letter is wrong, missing or too much, or two stand in each other's place. */
static bool is_slip(const char *word, const char *meant)
{
    size_t length = strlen(word), other = strlen(meant);
    while (length > 0 && other > 0 && tolower((unsigned char)*word) == tolower((unsigned char)*meant)) {
        word++, meant++;
        length--, other--;
    }
    while (length > 0 && other > 0 &&
           tolower((unsigned char)word[length - 1]) == tolower((unsigned char)meant[other - 1])) {
        length--, other--;
    }
    bool swapped = length == 2 && other == 2 &&
                   tolower((unsigned char)word[0]) == tolower((unsigned char)meant[1]) &&
                   tolower((unsigned char)word[1]) == tolower((unsigned char)meant[0]);
    return (length + other > 0 && length <= 1 && other <= 1) || swapped;
}

static const char *meant_keyword(const char *word)
{
    static const char *const keywords[] = {
        "SELECT",    "DISTINCT",  "FROM",   "WHERE",  "GROUP",   "ORDER",    "HAVING", "LIMIT",  "OFFSET",
        "JOIN",      "LEFT",      "INNER",  "CROSS",  "USING",   "UNION",    "EXCEPT", "LIKE",   "GLOB",
        "INTERSECT", "BETWEEN",   "NULL",   "CASE",   "WHEN",    "THEN",     "ELSE",   "VALUES", "OVER",
        "DESC",      "PARTITION", "FILTER", "REGEXP", "COLLATE", "RECURSIVE"};
    for (size_t i = 0; i < ARRAY_COUNT(keywords); i++)
        if (is_slip(word, keywords[i]))
            return keywords[i];
    return NULL;
}

/* SQLite stumbles over a misspelt keyword or over what stands behind it: the x of "FRM x". */
static void hint_of_keyword(const char *sql, size_t place, struct err *err)
{
    struct token_reader reader = {sql, 0, strlen(sql), false};
    const char *meant = NULL;
    for (struct token token = token_next_solid(&reader);
         token.kind != TOKEN_END && token.kind != TOKEN_OPEN && token.start <= place;
         token = token_next_solid(&reader)) {
        if (token.kind != TOKEN_NAME && token.start == place)
            break;
        char *word = token.kind == TOKEN_NAME ? token_name(sql, &token) : NULL;
        const char *found = word != NULL ? meant_keyword(word) : NULL;
        meant = token.start < place || found != NULL ? found : meant;
        free(word);
    }
    if (meant != NULL)
        err_hint(err, "did you mean %s?", meant);
}

/* SQLite's tables about itself are none of etrig's. False: the sentence is of another thing. */
static bool say_inner(const char *sentence, const char *sql, size_t *fault, struct err *err)
{
    if (strcmp(sentence, "not authorized") != 0 && strncmp(sentence, "access to ", 10) != 0)
        return false;
    char *name = find_name(sql, is_inner, NULL, fault);
    if (name == NULL)
        return false;
    err_set(err, ERR_INVALID, "%s%s", no_table, name);
    catalogue_hint(name, err);
    free(name);
    return true;
}

static size_t find_place(sqlite3 *database, const char *sentence, const char *sql)
{
    const char *table = name_behind(sentence, no_table);
    int offset = sqlite3_error_offset(database);
    size_t place = 0;
    if (offset >= 0)
        return (size_t)offset;
    if (strcmp(sentence, incomplete) == 0)
        return strlen(sql);
    if (strcmp(sentence, too_deep) == 0)
        return deepest_place(sql);
    if (table != NULL)
        free(find_name(sql, is_same, table, &place)); /* SQLite names no place */
    return place;
}

static void say(const char *sentence, struct err *err)
{
    const char *function = name_behind(sentence, refused_function);
    if (function != NULL)
        err_set(err, ERR_INVALID, "the function %s is refused", function);
    else if (strcmp(sentence, incomplete) == 0)
        err_set(err, ERR_INVALID, "the statement ends too early");
    else if (strcmp(sentence, too_deep) == 0)
        err_set(err, ERR_INVALID, "this is nested too deeply");
    else
        err_set(err, ERR_INVALID, "%s", sentence);
}

static void hint(const char *sentence, const char *sql, size_t place, struct err *err)
{
    const char *table = name_behind(sentence, no_table), *column = name_behind(sentence, no_column);
    const char *function = name_behind(sentence, no_function);
    function = function != NULL ? function : name_behind(sentence, refused_function);
    if (table != NULL)
        catalogue_hint(table, err);
    else if (column != NULL)
        hint_of_column(column, err);
    else if (function != NULL)
        hint_of_function(function, err);
    else if (strstr(sentence, "syntax error") != NULL)
        hint_of_keyword(sql, place, err);
}

bool fault_say(sqlite3 *database, const char *sql, size_t *fault, struct err *err)
{
    const char *sentence = sqlite3_errmsg(database);
    if (say_inner(sentence, sql, fault, err))
        return false;
    *fault = find_place(database, sentence, sql);
    say(sentence, err);
    hint(sentence, sql, *fault, err);
    return false;
}

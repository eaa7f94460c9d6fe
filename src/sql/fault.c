#include "sql/fault.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sqlite3.h>
#include "base/text.h"
#include "sql/catalogue.h"
#include "sql/functions.h"
#include "sql/token.h"

static const char no_table[] = "no such table: ", no_column[] = "no such column: ",
                  no_function[] = "no such function: ",
                  refused_function[] = "not authorized to use function: ";

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

static const char *nearest_table(const char *name)
{
    const char *names[CATALOGUE_COUNT];
    for (int i = 0; i < CATALOGUE_COUNT; i++)
        names[i] = catalogue_name((enum catalogue_table)i);
    return text_nearest(name, names, CATALOGUE_COUNT);
}

static const char *nearest_column(const char *name)
{
    const char *names[CATALOGUE_COUNT * CATALOGUE_COLUMNS_MOST];
    size_t count = 0;
    for (int i = 0; i < CATALOGUE_COUNT; i++) {
        struct catalogue_column columns[CATALOGUE_COLUMNS_MOST];
        size_t more = catalogue_columns((enum catalogue_table)i, columns);
        for (size_t k = 0; k < more; k++)
            names[count++] = columns[k].sql;
    }
    return text_nearest(name, names, count);
}

static void hint_of_table(const char *table, struct err *err)
{
    const char *near = nearest_table(table);
    if (near != NULL)
        err_hint(err, "did you mean %s?", near);
    else
        err_hint(err, "SHOW RESOURCES IN awscc.customerprofiles lists the tables");
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

/* SQLite's tables about itself are none of etrig's. False: the sentence is of another thing. */
static bool say_inner(const char *sentence, const char *sql, size_t *fault, struct err *err)
{
    if (strcmp(sentence, "not authorized") != 0 && strncmp(sentence, "access to ", 10) != 0)
        return false;
    char *name = find_name(sql, is_inner, NULL, fault);
    if (name == NULL)
        return false;
    err_set(err, ERR_INVALID, "%s%s", no_table, name);
    hint_of_table(name, err);
    free(name);
    return true;
}

static void find_place(sqlite3 *database, const char *sentence, const char *sql, size_t *fault)
{
    const char *table = name_behind(sentence, no_table);
    int offset = sqlite3_error_offset(database);
    if (offset >= 0)
        *fault = (size_t)offset;
    else if (strcmp(sentence, "incomplete input") == 0)
        *fault = strlen(sql);
    else if (table != NULL)
        free(find_name(sql, is_same, table, fault)); /* SQLite names no place */
    else
        *fault = 0;
}

bool fault_say(sqlite3 *database, const char *sql, size_t *fault, struct err *err)
{
    const char *sentence = sqlite3_errmsg(database);
    const char *table = name_behind(sentence, no_table), *column = name_behind(sentence, no_column);
    const char *function = name_behind(sentence, no_function),
               *refused = name_behind(sentence, refused_function);
    if (say_inner(sentence, sql, fault, err))
        return false;
    find_place(database, sentence, sql, fault);
    if (refused != NULL)
        err_set(err, ERR_INVALID, "the function %s is refused", refused);
    else
        err_set(err, ERR_INVALID, "%s", sentence);
    if (table != NULL)
        hint_of_table(table, err);
    else if (column != NULL)
        hint_of_column(column, err);
    else if (function != NULL || refused != NULL)
        hint_of_function(function != NULL ? function : refused, err);
    return false;
}

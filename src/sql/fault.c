#include "sql/fault.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sqlite3.h>
#include "base/text.h"
#include "sql/catalogue.h"
#include "sql/token.h"

static const char no_table[] = "no such table: ", no_column[] = "no such column: ";

/* The name behind the words, without what stands before a dot; NULL: the sentence begins with others. borrowed. */
static const char *name_behind(const char *sentence, const char *words)
{
    if (strncmp(sentence, words, strlen(words)) != 0)
        return NULL;
    const char *name = sentence + strlen(words), *dot = strrchr(name, '.');
    return dot != NULL ? dot + 1 : name;
}

/* Of a table that there is none of SQLite names no place. */
static size_t place_of(const char *sql, const char *name)
{
    struct token_reader reader = {sql, 0, strlen(sql), false};
    for (struct token token = token_next_solid(&reader); token.kind != TOKEN_END && token.kind != TOKEN_OPEN;
         token = token_next_solid(&reader)) {
        if (token.kind != TOKEN_NAME && token.kind != TOKEN_QUOTED)
            continue;
        char *found = token_name(sql, &token);
        bool same = strcasecmp(found, name) == 0;
        free(found);
        if (same)
            return token.start;
    }
    return 0;
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

static void hint(const char *table, const char *column, struct err *err)
{
    const char *near = table != NULL ? nearest_table(table) : column != NULL ? nearest_column(column) : NULL;
    if (near != NULL)
        err_hint(err, "did you mean %s?", near);
    else if (table != NULL)
        err_hint(err, "SHOW RESOURCES IN awscc.customerprofiles lists the tables");
    else if (column != NULL)
        err_hint(err, "DESCRIBE and a table lists its columns; texts stand in '…'");
}

bool fault_say(sqlite3 *database, const char *sql, size_t *fault, struct err *err)
{
    const char *sentence = sqlite3_errmsg(database);
    const char *table = name_behind(sentence, no_table), *column = name_behind(sentence, no_column);
    int offset = sqlite3_error_offset(database);
    if (offset >= 0)
        *fault = (size_t)offset;
    else if (strcmp(sentence, "incomplete input") == 0)
        *fault = strlen(sql);
    else
        *fault = table != NULL ? place_of(sql, table) : 0;
    err_set(err, ERR_INVALID, "%s", sentence);
    hint(table, column, err);
    return false;
}

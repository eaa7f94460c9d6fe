#include "sql/functions.h"

#include <stdlib.h>
#include <string.h>
#include <sqlite3.h>
#include "base/array.h"
#include "base/json.h"
#include "sql/expression.h"

/* The C library's time grows with the square of a text, and it cannot be interrupted. */
enum { TEXT_MOST = 32 * 1024 };

static const char *text(sqlite3_value *value)
{
    return (const char *)sqlite3_value_text(value);
}

static void string(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    sqlite3_result_value(context, values[0]);
}

/* ---- JSON ---- */

/* A list of one becomes its item, at each level. */
static void unwrap(cJSON *tree)
{
    for (cJSON *item = tree->child; item != NULL; item = item->next)
        unwrap(item);
    for (cJSON *item = tree->child, *next; item != NULL; item = next) {
        next = item->next;
        if (!cJSON_IsArray(item) || item->child == NULL || item->child->next != NULL)
            continue;
        cJSON *only = cJSON_DetachItemFromArray(item, 0);
        if (cJSON_IsObject(tree)) {
            only->string = item->string;
            item->string = NULL;
        }
        cJSON_ReplaceItemViaPointer(tree, item, only);
    }
}

static void compare(sqlite3_context *context, sqlite3_value **values, bool as_policy)
{
    if (text(values[0]) == NULL || text(values[1]) == NULL)
        return;
    cJSON *a = json_parse_text(text(values[0]), NULL), *b = json_parse_text(text(values[1]), NULL);
    bool same = a != NULL && b != NULL;
    if (same && as_policy) {
        unwrap(a);
        unwrap(b);
    }
    same = same && (as_policy ? json_equal_as_sets(a, b) : json_equal(a, b));
    cJSON_Delete(a);
    cJSON_Delete(b);
    sqlite3_result_int(context, same);
}

static void compare_json(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    compare(context, values, false);
}

static void compare_policy(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    compare(context, values, true);
}

/* ---- regular expressions ---- */

static void free_expression(void *expression)
{
    expression_free(expression);
}

/* The expression, kept while the pattern is the same; NULL: NULL or an error is the result. borrowed, until the end of
 * the call at least. */
static const struct expression *expression_of(sqlite3_context *context, sqlite3_value **values, int pattern,
                                              int subject)
{
    struct err err;
    if (text(values[pattern]) == NULL || text(values[subject]) == NULL)
        return NULL;
    if (sqlite3_value_bytes(values[subject]) > TEXT_MOST) {
        sqlite3_result_error(context, "a regular expression looks at texts of up to 32 KiB", -1);
        return NULL;
    }
    struct expression *expression = sqlite3_get_auxdata(context, pattern);
    if (expression != NULL)
        return expression;
    expression = expression_new(text(values[pattern]), &err);
    if (expression == NULL) {
        sqlite3_result_error(context, err.text, -1);
        return NULL;
    }
    sqlite3_set_auxdata(context, pattern, expression, free_expression);
    return sqlite3_get_auxdata(context, pattern);
}

static void like(sqlite3_context *context, sqlite3_value **values, int pattern, int subject)
{
    size_t start, end;
    const struct expression *expression = expression_of(context, values, pattern, subject);
    if (expression != NULL)
        sqlite3_result_int(context, expression_find(expression, text(values[subject]), 0, &start, &end));
}

static void regexp_like(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    like(context, values, 1, 0);
}

/* text REGEXP pattern is regexp(pattern, text). */
static void regexp(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    like(context, values, 0, 1);
}

static void regexp_substr(sqlite3_context *context, int count, sqlite3_value **values)
{
    size_t start, end;
    const struct expression *expression = expression_of(context, values, 1, 0);
    (void)count;
    if (expression != NULL && expression_find(expression, text(values[0]), 0, &start, &end))
        sqlite3_result_text(context, text(values[0]) + start, (int)(end - start), SQLITE_TRANSIENT);
}

static void regexp_replace(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct strbuf out = STRBUF_INIT;
    const struct expression *expression = expression_of(context, values, 1, 0);
    (void)count;
    size_t most = (size_t)sqlite3_limit(sqlite3_context_db_handle(context), SQLITE_LIMIT_LENGTH, -1);
    if (expression == NULL || text(values[2]) == NULL)
        return;
    if (expression_replace(expression, text(values[0]), text(values[2]), most, &out))
        sqlite3_result_text64(context, out.text, out.length, SQLITE_TRANSIENT, SQLITE_UTF8);
    else
        sqlite3_result_error_toobig(context);
    strbuf_release(&out);
}

/* ---- parts ---- */

static sqlite3_int64 count_parts(const char *whole, const char *delimiter)
{
    sqlite3_int64 count = 1;
    while ((whole = strstr(whole, delimiter)) != NULL) {
        whole += strlen(delimiter);
        count++;
    }
    return count;
}

static void split_part(sqlite3_context *context, int count, sqlite3_value **values)
{
    const char *part = text(values[0]), *delimiter = text(values[1]);
    sqlite3_int64 wanted = sqlite3_value_int64(values[2]);
    (void)count;
    if (part == NULL || delimiter == NULL || sqlite3_value_type(values[2]) == SQLITE_NULL)
        return;
    sqlite3_int64 parts = *delimiter != '\0' ? count_parts(part, delimiter) : 1;
    if (wanted < 0)
        wanted = wanted < -parts ? 0 : wanted + parts + 1;
    if (wanted < 1 || wanted > parts) {
        sqlite3_result_text(context, "", 0, SQLITE_STATIC);
        return;
    }
    while (--wanted > 0)
        part = strstr(part, delimiter) + strlen(delimiter);
    const char *end = *delimiter != '\0' ? strstr(part, delimiter) : NULL;
    sqlite3_result_text(context, part, end != NULL ? (int)(end - part) : -1, SQLITE_TRANSIENT);
}

static const struct {
    const char *name;
    int arguments;
    void (*call)(sqlite3_context *, int, sqlite3_value **);
} functions[] = {
    {"string", 1, string},
    {"json_equal", 2, compare_json},
    {"aws_policy_equal", 2, compare_policy},
    {"regexp", 2, regexp},
    {"regexp_like", 2, regexp_like},
    {"regexp_substr", 2, regexp_substr},
    {"regexp_replace", 3, regexp_replace},
    {"split_part", 3, split_part},
};

size_t functions_own(const char **names)
{
    for (size_t i = 0; i < ARRAY_COUNT(functions); i++)
        names[i] = functions[i].name;
    return ARRAY_COUNT(functions);
}

void functions_install(sqlite3 *database)
{
    for (size_t i = 0; i < ARRAY_COUNT(functions); i++)
        sqlite3_create_function(database, functions[i].name, functions[i].arguments,
                                SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, functions[i].call, NULL, NULL);
}

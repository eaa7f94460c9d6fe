#include "sql/rewrite.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "sql/catalogue.h"
#include "sql/token.h"

/* The three names and the dots between them. */
enum { PARTS = 5 };

static bool is_name(const struct token *token)
{
    return token->kind == TOKEN_NAME || token->kind == TOKEN_QUOTED;
}

static bool means(const char *sql, const struct token *token, const char *word)
{
    char *name = token_name(sql, token);
    bool same = strcasecmp(name, word) == 0;
    free(name);
    return same;
}

static bool is_three_part(const char *sql, const struct token *parts)
{
    return is_name(&parts[0]) && token_is_mark(sql, &parts[1], '.') && is_name(&parts[2]) &&
           token_is_mark(sql, &parts[3], '.') && is_name(&parts[4]) &&
           (means(sql, &parts[0], "awscc") || means(sql, &parts[2], "customerprofiles"));
}

static bool rewrite(char *sql, const struct token *parts, size_t *fault, struct err *err)
{
    char *name = token_name(sql, &parts[4]);
    enum catalogue_table table = catalogue_find(name);
    bool fine = means(sql, &parts[0], "awscc") && means(sql, &parts[2], "customerprofiles") &&
                table != CATALOGUE_COUNT;
    *fault = parts[0].start;
    if (fine) {
        const char *own = catalogue_name(table);
        size_t start = parts[0].start, length = strlen(own);
        memset(sql + start, ' ', parts[4].end - start);
        sql[start] = sql[start + length + 1] = '"';
        memcpy(sql + start + 1, own, length);
    } else {
        err_set(err, ERR_INVALID, "there is no table %.*s", (int)(parts[4].end - parts[0].start),
                sql + parts[0].start);
        catalogue_hint(name, err);
    }
    free(name);
    return fine;
}

bool rewrite_names(char *sql, size_t *fault, struct err *err)
{
    struct token_reader reader = {sql, 0, strlen(sql), false};
    struct token parts[PARTS] = {{0}};
    do {
        memmove(parts, parts + 1, sizeof *parts * (PARTS - 1));
        parts[PARTS - 1] = token_next_solid(&reader);
        if (is_three_part(sql, parts) && !rewrite(sql, parts, fault, err))
            return false;
    } while (parts[PARTS - 1].kind != TOKEN_END && parts[PARTS - 1].kind != TOKEN_OPEN);
    return true;
}

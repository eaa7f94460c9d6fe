#include "sql/statement.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/array.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/texts.h"
#include "sql/token.h"

static const char *plain_name(const char *name)
{
    static const char *const same[][2] = {{"preflight", "exists"}, {"postdeploy", "statecheck"}};
    for (size_t i = 0; i < ARRAY_COUNT(same); i++)
        if (strcmp(name, same[i][0]) == 0)
            return same[i][1];
    return name;
}

/* The first word behind the + of a comment, in lower case; NULL if it is another comment. free(). */
static char *anchor_name(const char *text, const struct token *comment)
{
    const char *p = text + comment->start, *end = text + comment->end;
    if (comment->kind != TOKEN_COMMENT || end - p < 5 || p[0] != '/' || p[2] != '+')
        return NULL;
    p += 3;
    while (p < end && isspace((unsigned char)*p))
        p++;
    const char *start = p;
    while (p < end && (isalnum((unsigned char)*p) || *p == '_' || *p == ':'))
        p++;
    if (p == start)
        return NULL;
    char *name = mem_dup_n(start, (size_t)(p - start));
    for (char *c = name; *c != '\0'; c++)
        *c = (char)tolower((unsigned char)*c);
    char *plain = mem_dup(plain_name(name));
    free(name);
    return plain;
}

struct splitting {
    const char *text;
    struct statements *list;
    char *anchor;      /* owned */
    size_t start, end; /* of the statement so far; equal: none */
    bool awaits;
};

static void close_statement(struct splitting *s)
{
    if (s->end > s->start) {
        struct statements *list = s->list;
        ARRAY_GROW(list->items, list->count + 1, list->capacity);
        list->items[list->count++] = (struct statement){s->start, s->end, mem_dup(s->anchor), s->awaits};
    }
    s->start = s->end = 0;
    s->awaits = false;
}

static bool begins_line(const char *text, size_t at)
{
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t'))
        at--;
    return at == 0 || text[at - 1] == '\n';
}

/* An anchor at the beginning of a line ends the statement before it: in stackql-deploy's files the ; is often missing. */
static void take_comment(struct splitting *s, const struct token *token)
{
    char *name = anchor_name(s->text, token);
    if (name != NULL && strcmp(name, "await") == 0) {
        s->awaits = true;
        free(name);
    } else if (name != NULL && (s->end == s->start || begins_line(s->text, token->start))) {
        close_statement(s);
        free(s->anchor);
        s->anchor = name;
    } else {
        free(name);
    }
}

static bool say_open(const char *text, const struct token *token, size_t *fault, struct err *err)
{
    *fault = token->start;
    for (size_t at = token->start; at + 1 < token->end; at++)
        if (text[at] == '{' && text[at + 1] == '{' && token_template_end(text, at, token->end) == 0) {
            *fault = at;
            return err_set(err, ERR_INVALID, "{{ is not closed by }}");
        }
    return err_set(err, ERR_INVALID, "%s",
                   text[*fault] == '/' ? "this comment does not end" : "these quotes do not end");
}

bool statement_split(const char *text, struct statements *list, size_t *fault, struct err *err)
{
    *list = (struct statements){0};
    struct splitting s = {.text = text, .list = list};
    struct token_reader reader = {text, 0, strlen(text), true};
    bool fine = true;
    struct token token;
    while (fine && (token = token_next(&reader)).kind != TOKEN_END) {
        if (token.kind == TOKEN_OPEN) {
            fine = say_open(text, &token, fault, err);
        } else if (token_is_mark(text, &token, ';')) {
            close_statement(&s);
        } else if (token.kind == TOKEN_COMMENT) {
            take_comment(&s, &token);
        } else if (token.kind != TOKEN_BLANK) {
            s.start = s.end > s.start ? s.start : token.start;
            s.end = token.end;
        }
    }
    if (fine)
        close_statement(&s);
    free(s.anchor);
    return fine;
}

static void add_anchors(const struct statements *list, struct strbuf *names)
{
    struct texts seen = {0};
    for (size_t i = 0; i < list->count; i++) {
        const char *anchor = list->items[i].anchor;
        if (anchor == NULL || texts_has(&seen, anchor))
            continue;
        texts_add(&seen, anchor);
        strbuf_addf(names, "%s%s", names->length > 0 ? ", " : "", anchor);
    }
    texts_release(&seen);
}

bool statement_select(struct statements *list, const char *anchor, struct err *err)
{
    struct strbuf names = STRBUF_INIT;
    size_t kept = 0;
    add_anchors(list, &names);
    char *wanted = mem_dup(anchor);
    for (char *c = wanted; *c != '\0'; c++)
        *c = (char)tolower((unsigned char)*c);
    for (size_t i = 0; i < list->count; i++) {
        struct statement one = list->items[i];
        if (one.anchor != NULL && strcmp(one.anchor, plain_name(wanted)) == 0)
            list->items[kept++] = one;
        else
            free(one.anchor);
    }
    list->count = kept;
    if (kept == 0) {
        err_set(err, ERR_USAGE, "no statement has the anchor %s", anchor);
        err_hint(err, "%s%s",
                 names.length > 0 ? "there are: "
                                  : "an anchor is a comment before the statement: /*+ create */",
                 names.text);
    }
    free(wanted);
    strbuf_release(&names);
    return kept > 0;
}

void statement_release(struct statements *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i].anchor);
    free(list->items);
    *list = (struct statements){0};
}

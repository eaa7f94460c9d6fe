/*
 * token: SQL text in pieces, as SQLite cuts it, with {{ }} of templates as pieces of their own.
 *
 * Literals '…' double their quote; names stand bare, or in "…", `…` or […]. Comments are -- to the end of the line and
 * slash-star to star-slash, which do not nest. With templates, {{ … }} is one piece wherever it stands outside, and
 * within a literal it hides whatever it holds, quotes too: '{{ { "A": 'x' } }}' is one literal. Any thread; nothing is
 * allocated. Source: sqlite.org/lang_expr.html, sqlite.org/lang_comment.html, Jinja's lexer.
 */
#ifndef SQL_TOKEN_H
#define SQL_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

enum token_kind {
    TOKEN_END,
    TOKEN_BLANK,
    TOKEN_COMMENT,
    TOKEN_LITERAL, /* '…' */
    TOKEN_NAME,    /* bare: keywords too */
    TOKEN_QUOTED,  /* "…", `…`, […] */
    TOKEN_NUMBER,
    TOKEN_TEMPLATE, /* {{ … }} */
    TOKEN_MARK,     /* any other byte */
    TOKEN_OPEN /* a literal, quoted name, comment or template that does not end: reaches to the end of the text */
};

struct token {
    enum token_kind kind;
    size_t start, end; /* bytes of the text */
};

struct token_reader {
    const char *text; /* borrowed */
    size_t at, end;
    bool templates;
};

/* The next piece, blanks and comments too. */
struct token token_next(struct token_reader *reader);
/* The next piece that is neither blank nor comment. */
struct token token_next_solid(struct token_reader *reader);
/* True if it is the bare word, in any case. */
bool token_is_word(const char *text, const struct token *token, const char *word);
/* True if it is this one byte. */
bool token_is_mark(const char *text, const struct token *token, char mark);
/* Where the {{ at `at` ends, after its }}; 0 if it does not end before `end`. */
size_t token_template_end(const char *text, size_t at, size_t end);
/* The name that a bare or quoted piece means. free(). */
char *token_name(const char *text, const struct token *token);

#endif

#include "sql/token.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "base/strbuf.h"

static bool begins_template(const char *text, size_t at, size_t end)
{
    return end - at >= 2 && text[at] == '{' && text[at + 1] == '{';
}

/* Jinja's strings: a backslash hides the next byte. The place after the closing quote, or end. */
static size_t after_jinja_string(const char *text, size_t at, size_t end)
{
    char quote = text[at++];
    while (at < end && text[at] != quote)
        at += text[at] == '\\' && at + 1 < end ? 2 : 1;
    return at < end ? at + 1 : end;
}

size_t token_template_end(const char *text, size_t at, size_t end)
{
    size_t depth = 0;
    for (at += 2; at < end;) {
        char c = text[at];
        if (c == '"' || c == '\'') {
            at = after_jinja_string(text, at, end);
            continue;
        }
        if (c == '}' && depth == 0)
            return at + 1 < end && text[at + 1] == '}' ? at + 2 : 0;
        if (c == '{' || c == '[' || c == '(')
            depth++;
        else if ((c == '}' || c == ']' || c == ')') && depth > 0)
            depth--;
        at++;
    }
    return 0;
}

static bool is_word_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

/* '…', "…" and `…` double their own quote; […] has no escape. */
static struct token quoted(struct token_reader *reader, enum token_kind kind)
{
    const char *text = reader->text;
    size_t start = reader->at, at = start + 1;
    char quote = text[start] == '[' ? ']' : text[start];
    while (at < reader->end) {
        if (reader->templates && begins_template(text, at, reader->end)) {
            at = token_template_end(text, at, reader->end);
            if (at == 0)
                break;
        } else if (text[at] != quote) {
            at++;
        } else if (quote != ']' && at + 1 < reader->end && text[at + 1] == quote) {
            at += 2;
        } else {
            return (struct token){kind, start, at + 1};
        }
    }
    return (struct token){TOKEN_OPEN, start, reader->end};
}

static struct token comment(const struct token_reader *reader)
{
    size_t start = reader->at, at = start + 2;
    if (reader->text[start] == '-') {
        while (at < reader->end && reader->text[at] != '\n')
            at++;
        return (struct token){TOKEN_COMMENT, start, at};
    }
    for (; at + 1 < reader->end; at++)
        if (reader->text[at] == '*' && reader->text[at + 1] == '/')
            return (struct token){TOKEN_COMMENT, start, at + 2};
    return (struct token){TOKEN_OPEN, start, reader->end};
}

static bool begins_comment(const struct token_reader *reader)
{
    const char *p = reader->text + reader->at;
    return reader->end - reader->at >= 2 && ((p[0] == '-' && p[1] == '-') || (p[0] == '/' && p[1] == '*'));
}

static struct token template(const struct token_reader *reader)
{
    size_t end = token_template_end(reader->text, reader->at, reader->end);
    if (end == 0)
        return (struct token){TOKEN_OPEN, reader->at, reader->end};
    return (struct token){TOKEN_TEMPLATE, reader->at, end};
}

static struct token run(const struct token_reader *reader, enum token_kind kind, bool (*belongs)(char c))
{
    size_t at = reader->at + 1;
    while (at < reader->end && belongs(reader->text[at]))
        at++;
    return (struct token){kind, reader->at, at};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_number_byte(char c)
{
    return is_word_byte(c) || c == '.';
}

static struct token cut(struct token_reader *reader)
{
    char c = reader->text[reader->at];
    if (is_blank(c))
        return run(reader, TOKEN_BLANK, is_blank);
    if (begins_comment(reader))
        return comment(reader);
    if (c == '\'')
        return quoted(reader, TOKEN_LITERAL);
    if (c == '"' || c == '`' || c == '[')
        return quoted(reader, TOKEN_QUOTED);
    if (reader->templates && begins_template(reader->text, reader->at, reader->end))
        return template(reader);
    if (isdigit((unsigned char)c))
        return run(reader, TOKEN_NUMBER, is_number_byte);
    if (is_word_byte(c))
        return run(reader, TOKEN_NAME, is_word_byte);
    return (struct token){TOKEN_MARK, reader->at, reader->at + 1};
}

struct token token_next(struct token_reader *reader)
{
    if (reader->at >= reader->end)
        return (struct token){TOKEN_END, reader->end, reader->end};
    struct token token = cut(reader);
    reader->at = token.end;
    return token;
}

struct token token_next_solid(struct token_reader *reader)
{
    struct token token;
    do
        token = token_next(reader);
    while (token.kind == TOKEN_BLANK || token.kind == TOKEN_COMMENT);
    return token;
}

bool token_is_word(const char *text, const struct token *token, const char *word)
{
    size_t length = token->end - token->start;
    return token->kind == TOKEN_NAME && strlen(word) == length &&
           strncasecmp(text + token->start, word, length) == 0;
}

bool token_is_mark(const char *text, const struct token *token, char mark)
{
    return token->kind == TOKEN_MARK && text[token->start] == mark;
}

char *token_name(const char *text, const struct token *token)
{
    struct strbuf name = STRBUF_INIT;
    bool is_quoted = token->kind == TOKEN_QUOTED;
    size_t at = token->start + is_quoted, end = token->end - is_quoted;
    for (; at < end; at++) {
        strbuf_addc(&name, text[at]);
        if (is_quoted && text[token->start] != '[' && text[at] == text[token->start])
            at++; /* doubled */
    }
    return strbuf_detach(&name);
}

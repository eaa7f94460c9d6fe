#include "sql/template.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "sql/template_expression.h"
#include "sql/token.h"

struct filling {
    const char *text; /* borrowed */
    const struct variables *variables;
    struct strbuf *out;
    struct place_map *map;
    size_t *fault;
    struct err *err;
};

static bool fail(struct filling *f, size_t at, const char *sentence)
{
    *f->fault = at;
    return err_set(f->err, ERR_INVALID, "%s", sentence);
}

static void copy(struct filling *f, size_t start, size_t end)
{
    if (end == start)
        return;
    if (f->map != NULL)
        place_add(f->map, f->out->length, start, true);
    strbuf_add(f->out, f->text + start, end - start);
}

/* What cannot end a place that has no quotes: a number, a name, a name with dots. */
static bool is_plain(const char *text)
{
    if (*text == '-' && isdigit((unsigned char)text[1]))
        text++;
    if (*text == '\0')
        return false;
    for (; *text != '\0'; text++)
        if (!isalnum((unsigned char)*text) && *text != '_' && *text != '.')
            return false;
    return true;
}

static bool add_bare(struct filling *f, size_t at, const struct template_value *value, const char *text)
{
    if (value->form != TEMPLATE_VALUE_LIST && !is_plain(text))
        return fail(f, at,
                    "outside of quotes only a number, a name or sql_list can be filled in: write '{{ … }}'");
    if (*text == '-' && f->out->length > 0 && f->out->text[f->out->length - 1] == '-')
        strbuf_addc(f->out, ' '); /* 5-{{ n }} must not become a comment */
    strbuf_adds(f->out, text);
    return true;
}

static void add_quoted(struct filling *f, char quote, const struct template_value *value, const char *text)
{
    bool is_escaped = value->form == TEMPLATE_VALUE_ESCAPED && quote == '\'';
    for (; *text != '\0'; text++) {
        strbuf_addc(f->out, *text);
        if (*text == quote && !is_escaped)
            strbuf_addc(f->out, quote);
    }
}

/* The {{ }} from start to end. quote: what it stands within; 0: nothing; '\1': plain text. */
static bool fill_one(struct filling *f, size_t start, size_t end, char quote)
{
    struct template_value value;
    size_t from = start + 2, to = end - 2;
    if (from < to && f->text[from] == '-') /* Jinja's {{- -}} */
        from++;
    if (to > from && f->text[to - 1] == '-')
        to--;
    if (!template_expression(f->text, from, to, f->variables, &value, f->fault, f->err))
        return false;
    struct strbuf text = STRBUF_INIT;
    bool fine = true;
    template_value_text(&text, value.tree);
    if (f->map != NULL)
        place_add(f->map, f->out->length, start, false);
    if (quote == '\1')
        strbuf_adds(f->out, text.text);
    else if (quote == '\0')
        fine = add_bare(f, start, &value, text.text);
    else if (quote == ']' && strchr(text.text, ']') != NULL)
        fine = fail(f, start, "the value holds ], which […] cannot");
    else
        add_quoted(f, quote, &value, text.text);
    strbuf_release(&text);
    template_value_release(&value);
    return fine;
}

/* {# … #} and {% … %} of Jinja, for which quotes are text: *stop is set behind the first; the second is refused. */
static bool skip_jinja(struct filling *f, size_t at, size_t end, size_t *stop)
{
    static const char closers[][3] = {"#}", "%}"};
    *stop = at;
    if (f->text[at] != '{' || at + 1 >= end || (f->text[at + 1] != '#' && f->text[at + 1] != '%'))
        return true;
    const char *closer = closers[f->text[at + 1] == '%'];
    for (size_t i = at + 2; i + 1 < end; i++)
        if (f->text[i] == closer[0] && f->text[i + 1] == closer[1]) {
            *stop = i + 2;
            return *closer == '#' || fail(f, at, "{% %} is not known: only {{ }} is filled in");
        }
    return true;
}

/* Text with {{ }} in it, all within the same quotes or none. */
static bool fill_text(struct filling *f, size_t start, size_t end, char quote)
{
    size_t done = start;
    for (size_t at = start; at + 1 < end;) {
        size_t stop = at;
        if (quote != '\1' && !skip_jinja(f, at, end, &stop))
            return false;
        if (stop > at) {
            copy(f, done, at);
            done = at = stop;
            continue;
        }
        if (f->text[at] != '{' || f->text[at + 1] != '{') {
            at++;
            continue;
        }
        stop = token_template_end(f->text, at, end);
        copy(f, done, at);
        if (stop == 0)
            return fail(f, at, "{{ is not closed by }}");
        if (!fill_one(f, at, stop, quote))
            return false;
        done = at = stop;
    }
    copy(f, done, end);
    return true;
}

static bool fill_open(struct filling *f, const struct token *token)
{
    const char *start = f->text + token->start;
    for (size_t at = token->start; at + 1 < token->end; at++)
        if (f->text[at] == '{' && f->text[at + 1] == '{' && token_template_end(f->text, at, token->end) == 0)
            return fail(f, at, "{{ is not closed by }}");
    return fail(f, token->start, *start == '/' ? "this comment does not end" : "these quotes do not end");
}

static bool fill_sql(struct filling *f, size_t start, size_t end)
{
    struct token_reader reader = {f->text, start, end, true};
    for (;;) {
        struct token token = token_next(&reader);
        size_t stop;
        bool fine = true;
        if (token.kind == TOKEN_END)
            return true;
        if (token.kind == TOKEN_TEMPLATE)
            fine = fill_one(f, token.start, token.end, '\0');
        else if (token.kind == TOKEN_LITERAL || token.kind == TOKEN_QUOTED)
            fine = fill_text(f, token.start, token.end,
                             f->text[token.start] == '[' ? ']' : f->text[token.start]);
        else if (token.kind == TOKEN_OPEN)
            fine = fill_open(f, &token);
        else if (!skip_jinja(f, token.start, end, &stop))
            fine = false;
        else if (stop > token.start)
            reader.at = stop;
        else
            copy(f, token.start, token.end);
        if (!fine)
            return false;
    }
}

bool template_fill(const char *text, size_t start, size_t end, enum template_kind kind,
                   const struct variables *variables, struct strbuf *out, struct place_map *map,
                   size_t *fault, struct err *err)
{
    struct filling f = {text, variables, out, map, fault, err};
    return kind == TEMPLATE_SQL ? fill_sql(&f, start, end) : fill_text(&f, start, end, '\1');
}

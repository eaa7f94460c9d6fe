#include "sql/expression.h"

#include <ctype.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "base/text.h"

enum { PATTERN_MOST = 500, REPEATS_MOST = 1000, GROUPS = 10 };

struct expression {
    regex_t regex;
};

/* ---- from the pattern that is written to the C library's ---- */

struct translating {
    const char *at;
    struct strbuf out;
    unsigned long repeats; /* all counts {m,n} multiplied: how often the innermost part may stand there */
    struct err *err;
};

static bool refuse(struct translating *t, const char *what)
{
    return err_set(t->err, ERR_INVALID, "a regular expression may not have %s", what);
}

static bool escape_in_brackets(struct translating *t)
{
    switch (t->at[1]) {
    case 'd':
        strbuf_adds(&t->out, "0-9");
        break;
    case 'w':
        strbuf_adds(&t->out, "[:alnum:]_");
        break;
    case 's':
        strbuf_adds(&t->out, "[:space:]");
        break;
    case 'n':
        strbuf_addc(&t->out, '\n');
        break;
    case 't':
        strbuf_addc(&t->out, '\t');
        break;
    default:
        if (!ispunct((unsigned char)t->at[1]) || strchr("]^-[", t->at[1]) != NULL)
            return refuse(t, "that escape within […]: write ] first, - last, and ^ behind another");
        strbuf_addc(&t->out, t->at[1]);
    }
    t->at += 2;
    return true;
}

/* [:alpha:] and its kin, whole. */
static size_t class_length(const char *at)
{
    if (at[0] != '[' || (at[1] != ':' && at[1] != '.' && at[1] != '='))
        return 0;
    const char close[] = {at[1], ']', '\0'};
    const char *end = strstr(at + 2, close);
    return end != NULL ? (size_t)(end - at) + 2 : 0;
}

static bool take_brackets(struct translating *t)
{
    strbuf_addc(&t->out, *t->at++);
    if (*t->at == '^')
        strbuf_addc(&t->out, *t->at++);
    if (*t->at == ']')
        strbuf_addc(&t->out, *t->at++);
    while (*t->at != '\0' && *t->at != ']') {
        size_t length = class_length(t->at);
        if (*t->at == '\\' && t->at[1] != '\0') {
            if (!escape_in_brackets(t))
                return false;
            continue;
        }
        strbuf_add(&t->out, t->at, length > 0 ? length : 1);
        t->at += length > 0 ? length : 1;
    }
    if (*t->at == '\0')
        return refuse(t, "a [ without its ]");
    strbuf_addc(&t->out, *t->at++);
    return true;
}

static bool take_escape(struct translating *t)
{
    char c = t->at[1];
    if (c == 'd' || c == 'D')
        strbuf_adds(&t->out, c == 'd' ? "[0-9]" : "[^0-9]");
    else if (c == 'n' || c == 't')
        strbuf_addc(&t->out, c == 'n' ? '\n' : '\t');
    else if (isdigit((unsigned char)c))
        return refuse(t, "back references");
    else if (c == '\0' || strchr("<>`'", c) != NULL ||
             (isalpha((unsigned char)c) && strchr("wWsSbB", c) == NULL))
        return refuse(t, "that escape: there are \\d \\w \\s \\b \\n \\t and \\ before a mark");
    else
        strbuf_add(&t->out, t->at, 2);
    t->at += 2;
    return true;
}

/* A count {m,n}: how often at most; 0: it is none. */
static unsigned long count_at(const char *at)
{
    char *end;
    if (!isdigit((unsigned char)at[1]))
        return 0;
    unsigned long most = strtoul(at + 1, &end, 10);
    if (*end == ',' && isdigit((unsigned char)end[1]))
        most = strtoul(end + 1, &end, 10);
    return most > 0 ? most : 1;
}

static bool take_mark(struct translating *t)
{
    if (t->at[0] == '(' && t->at[1] == '?')
        return refuse(t, "(?…)");
    if (strchr("*+?}", t->at[0]) != NULL && (t->at[1] == '?' || t->at[1] == '+'))
        return refuse(t, "lazy or possessive repeats");
    unsigned long count = t->at[0] == '{' ? count_at(t->at) : 0;
    if (count > REPEATS_MOST || (count > 0 && (t->repeats *= count) > REPEATS_MOST))
        return refuse(t, "counts that make more than 1,000 repeats together");
    strbuf_addc(&t->out, *t->at++);
    return true;
}

static bool translate(struct translating *t)
{
    while (*t->at != '\0') {
        bool fine = *t->at == '[' ? take_brackets(t) : *t->at == '\\' ? take_escape(t) : take_mark(t);
        if (!fine)
            return false;
    }
    return true;
}

/* ---- its use ---- */

static bool compile(struct expression *expression, const char *pattern, struct err *err)
{
    struct translating t = {pattern, STRBUF_INIT, 1, err};
    char words[200];
    bool fine = strlen(pattern) <= PATTERN_MOST || refuse(&t, "more than 500 bytes");
    fine = fine && translate(&t);
    if (fine) {
        int failure = regcomp(&expression->regex, t.out.text, REG_EXTENDED);
        fine = failure == 0;
        if (!fine) {
            regerror(failure, &expression->regex, words, sizeof words);
            err_set(err, ERR_INVALID, "a regular expression does not parse: %s", words);
        }
    }
    strbuf_release(&t.out);
    return fine;
}

struct expression *expression_new(const char *pattern, struct err *err)
{
    struct expression *expression = mem_alloc(1, sizeof *expression);
    if (compile(expression, pattern, err))
        return expression;
    free(expression);
    return NULL;
}

void expression_free(struct expression *expression)
{
    if (expression != NULL)
        regfree(&expression->regex);
    free(expression);
}

/* From `at` on, but so that ^ and \b see what stands before it. */
static bool find(const struct expression *expression, const char *text, size_t at, regmatch_t *groups,
                 size_t count)
{
    groups[0] = (regmatch_t){(regoff_t)at, (regoff_t)strlen(text)};
    return regexec(&expression->regex, text, count, groups, REG_STARTEND) == 0;
}

bool expression_find(const struct expression *expression, const char *text, size_t at, size_t *start,
                     size_t *end)
{
    regmatch_t match;
    if (!find(expression, text, at, &match, 1))
        return false;
    *start = (size_t)match.rm_so;
    *end = (size_t)match.rm_eo;
    return true;
}

static void add_replacement(struct strbuf *out, const char *text, const char *replacement,
                            const regmatch_t *groups, size_t most)
{
    for (const char *p = replacement; *p != '\0' && out->length <= most; p++) {
        if (p[0] != '$' || (p[1] != '$' && !isdigit((unsigned char)p[1]))) {
            strbuf_addc(out, *p);
            continue;
        }
        p++;
        if (*p == '$')
            strbuf_addc(out, '$');
        else if (groups[*p - '0'].rm_so >= 0)
            strbuf_add(out, text + groups[*p - '0'].rm_so,
                       (size_t)(groups[*p - '0'].rm_eo - groups[*p - '0'].rm_so));
    }
}

bool expression_replace(const struct expression *expression, const char *text, const char *replacement,
                        size_t most, struct strbuf *out)
{
    size_t at = 0, length = strlen(text);
    regmatch_t groups[GROUPS];
    while (at <= length && out->length <= most && find(expression, text, at, groups, GROUPS)) {
        size_t start = (size_t)groups[0].rm_so, end = (size_t)groups[0].rm_eo;
        strbuf_add(out, text + at, start - at);
        add_replacement(out, text, replacement, groups, most);
        at = end;
        if (start < end)
            continue;
        uint32_t code; /* an empty match: the character behind it stays */
        size_t taken = at < length ? text_decode(text + at, text + length, &code) : 1;
        if (at < length)
            strbuf_add(out, text + at, taken);
        at += taken;
    }
    if (at < length)
        strbuf_adds(out, text + at);
    return out->length <= most;
}

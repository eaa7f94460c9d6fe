#include "base/json_scan.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

enum { INTEGER_DIGITS_MAX = 15, NUMBER_LENGTH_MAX = 400, FEW_KEYS = 16 };

/* The key of a member, decoded: "a" and "\u0061" are one. */
struct key {
    const char *text; /* borrowed from the bytes, or decoded; no NUL at its end */
    size_t length;
    char *decoded; /* owned; NULL unless it holds an escape */
    const char *at;
};

struct scan {
    const char *start, *p, *end; /* borrowed */
    int depth;
    struct key *keys; /* of all objects that are open, the innermost last */
    size_t key_count, key_capacity;
    struct marks *marks; /* borrowed, or NULL */
    const char *counted; /* line and column are those of this place; for marks alone */
    size_t line, column;
    struct err *err;
};

static bool scan_value(struct scan *s);

/* Counts lines and characters up to at, a place that is not before the last one that was counted. */
static void count_to(struct scan *s, const char *at)
{
    uint32_t code;

    for (; s->counted < at; s->column++) {
        if (*s->counted == '\n') {
            s->line++;
            s->column = 0;
        }
        s->counted += text_decode(s->counted, s->end, &code);
    }
}

/* Fails with the place in lines and characters. */
static bool fail_at(struct scan *s, const char *at, const char *problem)
{
    s->counted = s->start;
    s->line = s->column = 1;
    count_to(s, at);
    return err_set(s->err, ERR_INVALID, "line %zu, column %zu: %s", s->line, s->column, problem);
}

/* A mark for the value that begins, or whose key begins, at this place. */
static size_t mark_at(struct scan *s, const char *at, const struct key *key)
{
    char *name;
    size_t index;

    if (!s->marks)
        return MARKS_NONE;
    count_to(s, at);
    name = key ? mem_dup_n(key->text, key->length) : NULL;
    index = marks_open(s->marks, s->line, s->column, name);
    free(name);
    return index;
}

static bool fail_here(struct scan *s, const char *problem)
{
    return fail_at(s, s->p, s->p < s->end ? problem : "the text ends too early");
}

static void skip_blanks(struct scan *s)
{
    while (s->p < s->end && (*s->p == ' ' || *s->p == '\t' || *s->p == '\n' || *s->p == '\r'))
        s->p++;
}

static bool at_char(const struct scan *s, char c)
{
    return s->p < s->end && *s->p == c;
}

static bool at_digit(const struct scan *s)
{
    return s->p < s->end && *s->p >= '0' && *s->p <= '9';
}

/* Four hexadecimal digits. */
static bool take_hex4(struct scan *s, uint32_t *code)
{
    *code = 0;
    for (int i = 0; i < 4; i++, s->p++) {
        char c = s->p < s->end ? *s->p : '\0';
        uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                         : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                         : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                                : 16;

        if (digit > 15)
            return fail_here(s, "\\u wants four hexadecimal digits");
        *code = *code << 4 | digit;
    }
    return true;
}

/* After "\u": one character, which may be written as a pair of surrogates. */
static bool scan_unicode_escape(struct scan *s, struct strbuf *out)
{
    const char *at = s->p - 2;
    uint32_t code, low;

    if (!take_hex4(s, &code))
        return false;
    if (code == 0)
        return fail_at(s, at, "the character NUL is not allowed");
    if (code >= 0xd800 && code <= 0xdbff) {
        if (s->end - s->p < 2 || s->p[0] != '\\' || s->p[1] != 'u')
            return fail_at(s, at, "half of a surrogate pair");
        s->p += 2;
        if (!take_hex4(s, &low))
            return false;
        if (low < 0xdc00 || low > 0xdfff)
            return fail_at(s, at, "half of a surrogate pair");
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    } else if (code >= 0xdc00 && code <= 0xdfff) {
        return fail_at(s, at, "half of a surrogate pair");
    }
    if (out)
        text_encode(out, code);
    return true;
}

static bool scan_escape(struct scan *s, struct strbuf *out)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    const char *letter;

    s->p++;
    if (at_char(s, 'u')) {
        s->p++;
        return scan_unicode_escape(s, out);
    }
    letter = s->p < s->end && *s->p ? strchr(letters, *s->p) : NULL;
    if (!letter)
        return fail_here(s, "no such escape");
    if (out)
        strbuf_addc(out, meanings[letter - letters]);
    s->p++;
    return true;
}

/* One character that stands for itself. */
static bool scan_plain(struct scan *s)
{
    uint32_t code;
    size_t taken;

    if ((unsigned char)*s->p < 0x20)
        return fail_here(s,
                         *s->p ? "a control character must be escaped" : "the character NUL is not allowed");
    taken = text_decode(s->p, s->end, &code);
    if (taken == 1 && (unsigned char)*s->p >= 0x80)
        return fail_here(s, "not UTF-8");
    s->p += taken;
    return true;
}

/* Characters up to a quote or a backslash; those of ASCII, nearly all, without a look at each one's kind. */
static bool scan_run(struct scan *s, struct strbuf *out)
{
    const char *start = s->p;

    while (s->p < s->end && *s->p != '"' && *s->p != '\\') {
        if ((unsigned char)*s->p >= 0x20 && (unsigned char)*s->p < 0x80)
            s->p++;
        else if (!scan_plain(s))
            return false;
    }
    if (out)
        strbuf_add(out, start, (size_t)(s->p - start));
    return true;
}

/* A string, decoded into out unless that is NULL. */
static bool scan_string(struct scan *s, struct strbuf *out)
{
    s->p++;
    while (s->p < s->end && *s->p != '"')
        if (!(*s->p == '\\' ? scan_escape(s, out) : scan_run(s, out)))
            return false;
    if (s->p == s->end)
        return fail_here(s, "");
    s->p++;
    return true;
}

static bool take_digits(struct scan *s, size_t *count)
{
    for (*count = 0; at_digit(s); s->p++)
        (*count)++;
    return *count > 0 || fail_here(s, "a digit is missing");
}

/* False for numbers that a double holds only as infinity: those of 15 digits are not without an exponent. */
static bool is_finite_number(const char *start, size_t length)
{
    char copy[NUMBER_LENGTH_MAX + 1];

    if (!memchr(start, 'e', length) && !memchr(start, 'E', length))
        return true;
    memcpy(copy, start, length);
    copy[length] = '\0';
    return isfinite(strtod(copy, NULL));
}

static bool scan_number(struct scan *s)
{
    const char *start = s->p;
    size_t whole, count;

    if (at_char(s, '-'))
        s->p++;
    if (at_char(s, '0') && s->end - s->p > 1 && s->p[1] >= '0' && s->p[1] <= '9')
        return fail_here(s, "a number does not begin with 0");
    if (!take_digits(s, &whole))
        return false;
    if (whole > INTEGER_DIGITS_MAX)
        return fail_at(s, start, "a number of more than 15 digits would be rounded");
    if (at_char(s, '.')) {
        s->p++;
        if (!take_digits(s, &count))
            return false;
    }
    if (at_char(s, 'e') || at_char(s, 'E')) {
        s->p++;
        if (at_char(s, '+') || at_char(s, '-'))
            s->p++;
        if (!take_digits(s, &count))
            return false;
    }
    if (s->p - start > NUMBER_LENGTH_MAX || !is_finite_number(start, (size_t)(s->p - start)))
        return fail_at(s, start, "a number that is too large");
    return true;
}

static bool scan_word(struct scan *s)
{
    static const char *const words[] = {"true", "false", "null"};

    for (size_t i = 0; i < ARRAY_COUNT(words); i++) {
        size_t length = strlen(words[i]);

        if ((size_t)(s->end - s->p) >= length && memcmp(s->p, words[i], length) == 0) {
            s->p += length;
            return true;
        }
    }
    return fail_here(s, "a JSON value is expected");
}

static bool is_same_key(const struct key *a, const struct key *b)
{
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

/* Any order that brings equal keys together, the earlier one first. */
static int compare_keys(const void *a, const void *b)
{
    const struct key *left = a, *right = b;
    int order = (left->length > right->length) - (left->length < right->length);

    if (!order)
        order = memcmp(left->text, right->text, left->length);
    return order ? order : (left->at > right->at) - (left->at < right->at);
}

/* The place of the first key that stood before, or NULL. A few keys are compared one with another; sorted,
 * equal ones are neighbours: hostile objects of a million members cost no more than sorting. */
static const char *find_repeated(struct key *keys, size_t count)
{
    const char *again = NULL;

    if (count > FEW_KEYS)
        qsort(keys, count, sizeof *keys, compare_keys);
    for (size_t i = 1; i < count; i++)
        for (size_t j = count > FEW_KEYS ? i - 1 : 0; j < i; j++)
            if (is_same_key(&keys[j], &keys[i]) && (!again || keys[i].at < again))
                again = keys[i].at;
    return again;
}

static bool check_keys(struct scan *s, size_t first)
{
    const char *again;

    if (s->key_count == first)
        return true;
    again = find_repeated(s->keys + first, s->key_count - first);
    while (s->key_count > first)
        free(s->keys[--s->key_count].decoded);
    return !again || fail_at(s, again, "this key stands twice in its object");
}

/* A key in quotes, onto s->keys. */
static bool scan_key(struct scan *s)
{
    struct strbuf decoded = STRBUF_INIT;
    struct key key = {.at = s->p, .text = s->p + 1};

    if (!at_char(s, '"'))
        return fail_here(s, "a key in quotes is expected");
    if (!scan_string(s, NULL))
        return false;
    key.length = (size_t)(s->p - 1 - key.text);
    if (memchr(key.text, '\\', key.length)) {
        s->p = key.at;
        scan_string(s, &decoded);
        key.length = decoded.length;
        key.text = key.decoded = strbuf_detach(&decoded);
    }
    ARRAY_GROW(s->keys, s->key_count + 1, s->key_capacity);
    s->keys[s->key_count++] = key;
    return true;
}

static bool scan_member(struct scan *s)
{
    size_t mark;

    if (!scan_key(s))
        return false;
    mark = mark_at(s, s->keys[s->key_count - 1].at, &s->keys[s->key_count - 1]);
    skip_blanks(s);
    if (!at_char(s, ':'))
        return fail_here(s, "':' is expected after a key");
    s->p++;
    if (!scan_value(s))
        return false;
    marks_close(s->marks, mark);
    return true;
}

/* A value that has no key. */
static bool scan_item(struct scan *s)
{
    size_t mark;

    skip_blanks(s);
    mark = mark_at(s, s->p, NULL);
    if (!scan_value(s))
        return false;
    marks_close(s->marks, mark);
    return true;
}

/* The items of an array or object, whose opening bracket was taken. */
static bool scan_items(struct scan *s, char close, bool (*scan_one)(struct scan *s))
{
    skip_blanks(s);
    if (at_char(s, close)) {
        s->p++;
        return true;
    }
    for (;;) {
        skip_blanks(s);
        if (!scan_one(s))
            return false;
        skip_blanks(s);
        if (at_char(s, close)) {
            s->p++;
            return true;
        }
        if (!at_char(s, ','))
            return fail_here(s, close == ']' ? "',' or ']' is expected" : "',' or '}' is expected");
        s->p++;
    }
}

static bool scan_nested(struct scan *s)
{
    bool is_array = *s->p == '[', done;
    size_t first = s->key_count;

    if (s->depth == JSON_DEPTH_MAX)
        return fail_here(s, "nested more than 64 deep");
    s->depth++;
    s->p++;
    done = is_array ? scan_items(s, ']', scan_item) : scan_items(s, '}', scan_member);
    s->depth--;
    return done && check_keys(s, first);
}

static bool scan_value(struct scan *s)
{
    skip_blanks(s);
    if (at_char(s, '{') || at_char(s, '['))
        return scan_nested(s);
    if (at_char(s, '"'))
        return scan_string(s, NULL);
    if (at_char(s, '-') || at_digit(s))
        return scan_number(s);
    return scan_word(s);
}

bool json_scan_check(const char *bytes, size_t length, struct marks *marks, struct err *err)
{
    struct scan s = {.start = bytes,
                     .p = bytes,
                     .end = bytes + length,
                     .marks = marks,
                     .counted = bytes,
                     .line = 1,
                     .column = 1,
                     .err = err};
    bool done = scan_item(&s);

    if (done) {
        skip_blanks(&s);
        if (s.p < s.end)
            done = fail_here(&s, *s.p ? "text after the end" : "the character NUL is not allowed");
    }
    for (size_t i = 0; i < s.key_count; i++)
        free(s.keys[i].decoded);
    free(s.keys);
    return done;
}

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

/* A member of an object that is open; its decoded name is the item's: "a" and "\u0061" are one. */
struct key {
    const char *text; /* borrowed */
    const char *at;
};

struct scan {
    const char *start, *p, *end; /* borrowed */
    int depth;
    struct key *keys; /* of all objects that are open, the innermost last */
    size_t key_count, key_capacity;
    struct err *err;
};

static bool scan_value(struct scan *s, cJSON *value);

/* Fails with the place in lines and characters. */
static bool fail_at(struct scan *s, const char *at, const char *problem)
{
    size_t line = 1, column = 1;
    uint32_t code;

    for (const char *p = s->start; p < at; column++) {
        if (*p == '\n') {
            line++;
            column = 0;
        }
        p += text_decode(p, s->end, &code);
    }
    return err_set(s->err, ERR_INVALID, "line %zu, column %zu: %s", line, column, problem);
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
static bool scan_run(struct scan *s)
{
    while (s->p < s->end && *s->p != '"' && *s->p != '\\') {
        if ((unsigned char)*s->p >= 0x20 && (unsigned char)*s->p < 0x80)
            s->p++;
        else if (!scan_plain(s))
            return false;
    }
    return s->p < s->end || fail_here(s, "");
}

/* The rest of a string that begins at start and holds an escape. NULL: it is none. */
static char *scan_escaped(struct scan *s, const char *start)
{
    struct strbuf text = STRBUF_INIT;
    bool done = true;

    strbuf_add(&text, start, (size_t)(s->p - start));
    while (done && *s->p == '\\') {
        done = scan_escape(s, &text);
        start = s->p;
        done = done && scan_run(s);
        strbuf_add(&text, start, (size_t)(s->p - start));
    }
    if (done)
        return strbuf_detach(&text);
    strbuf_release(&text);
    return NULL;
}

/* A string, decoded. Owned; NULL: it is none. */
static char *scan_string(struct scan *s)
{
    const char *start = ++s->p;
    char *text;

    if (!scan_run(s))
        return NULL;
    text = *s->p == '"' ? mem_dup_n(start, (size_t)(s->p - start)) : scan_escaped(s, start);
    s->p += text != NULL;
    return text;
}

static bool take_digits(struct scan *s, size_t *count)
{
    for (*count = 0; at_digit(s); s->p++)
        (*count)++;
    return *count > 0 || fail_here(s, "a digit is missing");
}

/* A number of up to 15 digits, the point aside, is exact as a whole number, and so is its power of ten:
 * dividing rounds once, as strtod would in twenty times the time. False for others. */
static bool take_short_number(const char *start, size_t length, double *number)
{
    double whole = 0, scale = 1;
    size_t first = *start == '-';
    bool fraction = false;

    if (length > INTEGER_DIGITS_MAX + 1)
        return false;
    for (size_t i = first; i < length; i++) {
        if (start[i] == '.') {
            fraction = true;
            continue;
        }
        if (start[i] < '0' || start[i] > '9')
            return false;
        whole = whole * 10 + (start[i] - '0');
        scale *= fraction ? 10 : 1;
    }
    *number = (first ? -whole : whole) / scale;
    return true;
}

/* False for numbers that a double holds only as infinity. */
static bool take_number(const char *start, size_t length, double *number)
{
    char copy[NUMBER_LENGTH_MAX + 1];

    if (take_short_number(start, length, number))
        return true;
    memcpy(copy, start, length);
    copy[length] = '\0';
    *number = strtod(copy, NULL);
    return isfinite(*number);
}

static bool scan_number(struct scan *s, cJSON *value)
{
    const char *start = s->p;
    size_t whole, count;
    double number;

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
    if (s->p - start > NUMBER_LENGTH_MAX || !take_number(start, (size_t)(s->p - start), &number))
        return fail_at(s, start, "a number that is too large");
    value->type = cJSON_Number;
    cJSON_SetNumberValue(value, number);
    return true;
}

static bool scan_word(struct scan *s, cJSON *value)
{
    static const struct {
        const char *text;
        int type;
    } words[] = {{"true", cJSON_True}, {"false", cJSON_False}, {"null", cJSON_NULL}};

    for (size_t i = 0; i < ARRAY_COUNT(words); i++) {
        size_t length = strlen(words[i].text);

        if ((size_t)(s->end - s->p) >= length && memcmp(s->p, words[i].text, length) == 0) {
            s->p += length;
            value->type = words[i].type;
            return true;
        }
    }
    return fail_here(s, "a JSON value is expected");
}

static int compare_keys(const void *a, const void *b)
{
    const struct key *left = a, *right = b;
    int order = strcmp(left->text, right->text);

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
            if (strcmp(keys[j].text, keys[i].text) == 0 && (!again || keys[i].at < again))
                again = keys[i].at;
    return again;
}

static bool check_keys(struct scan *s, size_t first)
{
    const char *again = NULL;

    if (s->key_count > first)
        again = find_repeated(s->keys + first, s->key_count - first);
    s->key_count = first;
    return !again || fail_at(s, again, "this key stands twice in its object");
}

/* The name of a member and its colon. */
static bool scan_name(struct scan *s, cJSON *member)
{
    const char *at = s->p;

    if (!at_char(s, '"'))
        return fail_here(s, "a key in quotes is expected");
    member->string = scan_string(s);
    if (!member->string)
        return false;
    ARRAY_GROW(s->keys, s->key_count + 1, s->key_capacity);
    s->keys[s->key_count++] = (struct key){member->string, at};
    skip_blanks(s);
    if (!at_char(s, ':'))
        return fail_here(s, "':' is expected after a key");
    s->p++;
    return true;
}

/* The items of an array or object, whose opening bracket was taken. */
static bool scan_items(struct scan *s, cJSON *list)
{
    bool is_object = cJSON_IsObject(list);
    char close = is_object ? '}' : ']';

    skip_blanks(s);
    if (at_char(s, close)) {
        s->p++;
        return true;
    }
    for (;;) {
        cJSON *item = cJSON_CreateNull();

        cJSON_AddItemToArray(list, item); /* which takes members too */
        skip_blanks(s);
        if ((is_object && !scan_name(s, item)) || !scan_value(s, item))
            return false;
        skip_blanks(s);
        if (at_char(s, close)) {
            s->p++;
            return true;
        }
        if (!at_char(s, ','))
            return fail_here(s, is_object ? "',' or '}' is expected" : "',' or ']' is expected");
        s->p++;
    }
}

static bool scan_nested(struct scan *s, cJSON *list)
{
    size_t first = s->key_count;
    bool done;

    list->type = *s->p == '[' ? cJSON_Array : cJSON_Object;
    if (s->depth == JSON_DEPTH_MAX)
        return fail_here(s, "nested more than 64 deep");
    s->depth++;
    s->p++;
    done = scan_items(s, list);
    s->depth--;
    return done && check_keys(s, first);
}

/* Fills a fresh null. */
static bool scan_value(struct scan *s, cJSON *value)
{
    skip_blanks(s);
    if (at_char(s, '{') || at_char(s, '['))
        return scan_nested(s, value);
    if (at_char(s, '-') || at_digit(s))
        return scan_number(s, value);
    if (!at_char(s, '"'))
        return scan_word(s, value);
    value->type = cJSON_String;
    value->valuestring = scan_string(s);
    return value->valuestring != NULL;
}

cJSON *json_scan(const char *bytes, size_t length, struct err *err)
{
    struct scan s = {.start = bytes, .p = bytes, .end = bytes + length, .err = err};
    cJSON *tree = cJSON_CreateNull();
    bool done = scan_value(&s, tree);

    if (done) {
        skip_blanks(&s);
        if (s.p < s.end)
            done = fail_here(&s, *s.p ? "text after the end" : "the character NUL is not allowed");
    }
    free(s.keys);
    if (done)
        return tree;
    cJSON_Delete(tree);
    return NULL;
}

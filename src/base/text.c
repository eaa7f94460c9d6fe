#include "base/text.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>
#include <wctype.h>

#include "base/env.h"
#include "base/mem.h"

enum { REPLACEMENT = 0xfffd };

static bool text_ascii;

static bool locale_is_utf8(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* The name that LC_CTYPE would get: POSIX takes the first of the three that is not empty. */
static const char *locale_name(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};

    for (size_t i = 0; i < 3; i++)
        if (env_get_filled(variables[i]))
            return env_get_filled(variables[i]);
    return NULL;
}

void text_init(void)
{
    const char *name = locale_name();
    bool found = name && setlocale(LC_CTYPE, name);

    /* A UTF-8 locale that was never generated, as in small containers, is as good as C.UTF-8. */
    if (!found)
        setlocale(LC_CTYPE, !name || strcasestr(name, "utf-8") || strcasestr(name, "utf8") ? "C.UTF-8" : "C");
    text_ascii = !locale_is_utf8();
}

void text_set_ascii(bool ascii)
{
    if (!ascii && !locale_is_utf8())
        setlocale(LC_CTYPE, "C.UTF-8");
    text_ascii = ascii;
}

bool text_is_ascii(void)
{
    return text_ascii;
}

/* The bytes that a first byte announces, and the least character that needs so many; 0 for no first byte. */
static size_t announced(unsigned char first, uint32_t *code, uint32_t *least)
{
    static const uint32_t leasts[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length = first < 0x80   ? 1
                    : first < 0xc2 ? 0
                    : first < 0xe0 ? 2
                    : first < 0xf0 ? 3
                    : first < 0xf5 ? 4
                                   : 0;

    *code = length == 1 ? first : length ? first & (0xffu >> (length + 1)) : 0;
    *least = leasts[length];
    return length;
}

size_t text_decode(const char *p, const char *end, uint32_t *code)
{
    uint32_t least;
    size_t length = announced((unsigned char)*p, code, &least);

    if (length == 1)
        return 1;
    if (!length || (size_t)(end - p) < length)
        return *code = REPLACEMENT, 1;
    for (size_t i = 1; i < length; i++) {
        unsigned char next = (unsigned char)p[i];

        if ((next & 0xc0) != 0x80)
            return *code = REPLACEMENT, 1;
        *code = *code << 6 | (next & 0x3f);
    }
    if (*code < least || *code > 0x10ffff || (*code >= 0xd800 && *code <= 0xdfff))
        return *code = REPLACEMENT, 1;
    return length;
}

void text_encode(struct strbuf *out, uint32_t code)
{
    char bytes[4];
    size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char first[] = {0, 0, 0xc0, 0xe0, 0xf0};

    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
        code = REPLACEMENT;
        length = 3;
    }
    for (size_t i = length - 1; i > 0; i--, code >>= 6)
        bytes[i] = (char)(0x80 | (code & 0x3f));
    bytes[0] = (char)(first[length] | code);
    strbuf_add(out, bytes, length);
}

bool text_valid(const char *bytes, size_t length)
{
    const char *end = bytes + length;

    while (bytes < end) {
        uint32_t code;
        size_t taken = text_decode(bytes, end, &code);

        if (taken == 1 && code == REPLACEMENT)
            return false;
        bytes += taken;
    }
    return true;
}

bool text_is_graphic(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text <= ' ' || (unsigned char)*text >= 0x7f)
            return false;
    return true;
}

size_t text_count(const char *text)
{
    const char *end = text + strlen(text);
    size_t count = 0;
    uint32_t code;

    for (; text < end; count++)
        text += text_decode(text, end, &code);
    return count;
}

bool text_is_unsafe(uint32_t code)
{
    return code < 0x20 || (code >= 0x7f && code <= 0x9f) || (code >= 0x200b && code <= 0x200f) ||
           (code >= 0x202a && code <= 0x202e) || (code >= 0x2060 && code <= 0x2069) || code == 0xfeff;
}

int text_char_width(uint32_t code)
{
    int width;

    if (code < 0x7f || text_ascii)
        return 1;
    width = wcwidth((wchar_t)code);
    return width < 0 ? 1 : width; /* what the C library does not know yet is most likely narrow */
}

char *text_first_line(const char *text, size_t most)
{
    const char *start = text + strspn(text, " \t\r\n");
    size_t length = strcspn(start, "\r\n");

    if (length > most) {
        length = most;
        while (length && ((unsigned char)start[length] & 0xc0) == 0x80)
            length--;
    }
    return mem_dup_n(start, length);
}

char *text_fold(const char *text)
{
    const char *end = text + strlen(text);
    struct strbuf out = STRBUF_INIT;

    while (text < end) {
        uint32_t code;
        size_t taken = text_decode(text, end, &code);

        if (code >= 'A' && code <= 'Z')
            strbuf_addc(&out, (char)(code + 'a' - 'A'));
        else if (code < 0x80 || (code == REPLACEMENT && taken == 1))
            strbuf_addc(&out, *text);
        else /* by way of upper case, so that both lower-case sigmas are one */
            text_encode(&out, (uint32_t)towlower(towupper((wint_t)code)));
        text += taken;
    }
    return strbuf_detach(&out);
}

enum { NEAREST_LENGTH_MAX = 64 };

static size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edits (a letter more, less, another, or two swapped) between texts of at most NEAREST_LENGTH_MAX bytes. */
static size_t edit_distance(const char *a, const char *b)
{
    size_t rows[3][NEAREST_LENGTH_MAX + 1];
    size_t a_length = strlen(a), b_length = strlen(b);

    for (size_t j = 0; j <= b_length; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t *now = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];

        now[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            bool same = a[i - 1] == b[j - 1];

            now[j] = least_of(least_of(above[j], now[j - 1]) + 1, above[j - 1] + !same);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = least_of(now[j], two_above[j - 2] + 1);
        }
    }
    return rows[a_length % 3][b_length];
}

const char *text_nearest(const char *name, const char *const *names, size_t count)
{
    size_t best = strlen(name) / 3 + 1;
    const char *nearest = NULL;

    if (strlen(name) > NEAREST_LENGTH_MAX)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        size_t distance;

        if (strlen(names[i]) > NEAREST_LENGTH_MAX)
            continue;
        if (strcasecmp(name, names[i]) == 0)
            return names[i];
        distance = edit_distance(name, names[i]);
        if (distance < best || (!nearest && distance == best && distance < strlen(names[i]))) {
            best = distance;
            nearest = names[i];
        }
    }
    return nearest;
}

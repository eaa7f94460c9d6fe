#include "aws/xml.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

static bool ends_name(char c)
{
    return c == '>' || c == '/' || c == ' ' || (c >= '\t' && c <= '\r');
}

/* After "<": does the element's name, without its prefix, equal name? *after is set to its "…>". */
static bool opens(const char *p, const char *end, const char *name, const char **after)
{
    size_t length = strlen(name);
    const char *start = p;

    while (p < end && !ends_name(*p)) {
        if (*p == ':')
            start = p + 1;
        p++;
    }
    *after = p < end ? memchr(p, '>', (size_t)(end - p)) : NULL;
    return *after && (size_t)(p - start) == length && memcmp(start, name, length) == 0;
}

struct entity {
    const char *name;
    char c;
};

/* A number as &#38; or &#x26;: its character, or U+FFFD for what is none. */
static uint32_t numeric_entity(const char *digits, size_t length)
{
    int base = length && (*digits == 'x' || *digits == 'X') ? 16 : 10;
    char text[12] = "";
    char *stop;
    unsigned long code;

    digits += base == 16;
    length -= base == 16;
    if (!length || length >= sizeof text)
        return 0xfffd;
    memcpy(text, digits, length);
    code = strtoul(text, &stop, base);
    if (*stop || !code || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
        return 0xfffd;
    return (uint32_t)code;
}

/* p points behind '&'. Appends what the entity stands for and returns its length
 * with the ';', or 0 if it is none. */
static size_t add_entity(struct strbuf *out, const char *p, const char *end)
{
    static const struct entity entities[] = {
        {"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
    const char *semicolon = memchr(p, ';', (size_t)(end - p) < 12 ? (size_t)(end - p) : 12);
    size_t length = semicolon ? (size_t)(semicolon - p) : 0;

    if (!length)
        return 0;
    if (*p == '#') {
        text_encode(out, numeric_entity(p + 1, length - 1));
        return length + 1;
    }
    for (size_t i = 0; i < ARRAY_COUNT(entities); i++)
        if (strlen(entities[i].name) == length && memcmp(entities[i].name, p, length) == 0) {
            strbuf_addc(out, entities[i].c);
            return length + 1;
        }
    return 0;
}

static char *unescape(const char *p, const char *end)
{
    struct strbuf out = STRBUF_INIT;

    while (p < end) {
        size_t taken = *p == '&' ? add_entity(&out, p + 1, end) : 0;

        if (taken)
            p += taken + 1;
        else
            strbuf_addc(&out, *p++);
    }
    return strbuf_detach(&out);
}

char *xml_text(const char *xml, size_t length, const char *name)
{
    const char *end = xml + length, *p = xml, *after, *close;

    while (p < end && (p = memchr(p, '<', (size_t)(end - p)))) {
        p++;
        if (!opens(p, end, name, &after))
            continue;
        if (after[-1] == '/')
            return mem_dup("");
        close = memchr(after, '<', (size_t)(end - after));
        return close ? unescape(after + 1, close) : NULL;
    }
    return NULL;
}

/* The next tag of that name from p on, behind its '<' or "</"; *closes tells which, *after points to its '>'. NULL
 * if there is none. */
static const char *next_tag(const char *p, const char *end, const char *name, bool *closes,
                            const char **after)
{
    while (p < end && (p = memchr(p, '<', (size_t)(end - p)))) {
        p++;
        *closes = p < end && *p == '/';
        p += *closes;
        if (opens(p, end, name, after))
            return p;
    }
    return NULL;
}

const char *xml_inner(const char *xml, size_t length, const char *name, size_t *inner)
{
    const char *end = xml + length, *start = NULL, *after;
    unsigned depth = 0;
    bool closes;

    for (const char *tag = xml; (tag = next_tag(tag, end, name, &closes, &after)); tag = after) {
        if (closes && start && --depth == 0) {
            *inner = (size_t)(tag - 2 - start);
            return start;
        }
        if (closes || after[-1] == '/')
            continue;
        start = start ? start : after + 1;
        depth++;
    }
    return NULL;
}

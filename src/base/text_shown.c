/* The half of text.h that makes foreign text harmless and fits it into cells. */
#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { REPLACEMENT = 0xfffd };

/* One character as it is shown. */
struct piece {
    size_t taken;  /* bytes of the source */
    size_t cells;  /* 0 for a combining character */
    size_t length; /* bytes in form */
    char form[16]; /* what is put in its place; unused when it is shown as it is */
    bool as_it_is;
};

/* ‹202E›; a broken byte has two digits. */
static void make_visible(struct piece *piece, uint32_t code, int digits)
{
    const char *open = text_is_ascii() ? "<" : "\xe2\x80\xb9",
               *close = text_is_ascii() ? ">" : "\xe2\x80\xba";
    int length = snprintf(piece->form, sizeof piece->form, "%s%0*X%s", open, digits, (unsigned)code, close);

    piece->length = (size_t)length;
    piece->cells = piece->length - strlen(open) - strlen(close) + 2;
}

static struct piece next_piece(const char *p, const char *end)
{
    struct piece piece = {.taken = 1, .cells = 1, .as_it_is = true};
    uint32_t code = (unsigned char)*p;

    if (code >= 0x20 && code < 0x7f)
        return piece;
    piece.taken = text_decode(p, end, &code);
    if (text_is_unsafe(code) || (code == REPLACEMENT && piece.taken == 1)) {
        piece.as_it_is = false;
        make_visible(&piece, text_is_unsafe(code) ? code : (unsigned char)*p, text_is_unsafe(code) ? 4 : 2);
    } else if (text_is_ascii()) {
        piece.as_it_is = false;
        piece.form[0] = '?';
        piece.length = 1;
    } else {
        piece.cells = (size_t)text_char_width(code);
    }
    return piece;
}

static void add_piece(struct strbuf *out, const char *p, const struct piece *piece)
{
    if (piece->as_it_is)
        strbuf_add(out, p, piece->taken);
    else
        strbuf_add(out, piece->form, piece->length);
}

size_t text_width(const char *text)
{
    const char *end = text + strlen(text);
    size_t cells = 0;

    while (text < end) {
        struct piece piece = next_piece(text, end);

        cells += piece.cells;
        text += piece.taken;
    }
    return cells;
}

static void add_shown(struct strbuf *out, const char *text, bool keep_newlines)
{
    const char *end = text + strlen(text);

    while (text < end) {
        struct piece piece = next_piece(text, end);

        if (keep_newlines && *text == '\n')
            strbuf_addc(out, '\n');
        else
            add_piece(out, text, &piece);
        text += piece.taken;
    }
}

void text_shown(struct strbuf *out, const char *text)
{
    add_shown(out, text, false);
}

void text_shown_lines(struct strbuf *out, const char *text)
{
    add_shown(out, text, true);
}

/* Adds as many whole characters as fit into cells; returns the cells used, *rest where it stopped. */
static size_t add_fitting(struct strbuf *out, const char *text, size_t cells, const char **rest)
{
    const char *end = text + strlen(text);
    size_t used = 0;

    while (text < end) {
        struct piece piece = next_piece(text, end);

        if (used + piece.cells > cells)
            break;
        add_piece(out, text, &piece);
        used += piece.cells;
        text += piece.taken;
    }
    *rest = text;
    return used;
}

void text_fit(struct strbuf *out, const char *text, size_t cells, bool pad)
{
    const char *ellipsis = text_is_ascii() ? "..." : "\xe2\x80\xa6";
    size_t ellipsis_cells = text_is_ascii() ? 3 : 1;
    size_t before = out->length, used;
    const char *rest;

    used = add_fitting(out, text, cells, &rest);
    if (*rest) {
        if (ellipsis_cells > cells)
            ellipsis_cells = cells;
        strbuf_truncate(out, before);
        used = add_fitting(out, text, cells - ellipsis_cells, &rest) + ellipsis_cells;
        if (ellipsis_cells)
            strbuf_add(out, ellipsis, text_is_ascii() ? ellipsis_cells : strlen(ellipsis));
    }
    if (pad)
        strbuf_fill(out, ' ', cells - used);
}

static size_t count_blanks(const char *p)
{
    return strspn(p, " ");
}

size_t text_wrap(const char *text, size_t cells, size_t *skip)
{
    const char *end = text + strlen(text), *p = text;
    size_t used = 0, blank_at = 0;

    while (p < end && *p != '\n') {
        struct piece piece = next_piece(p, end);

        if (used + piece.cells > cells && p > text)
            break;
        if (*p == ' ' && p > text && p[-1] != ' ')
            blank_at = (size_t)(p - text);
        used += piece.cells;
        p += piece.taken;
    }
    *skip = 0;
    if (p == end)
        return (size_t)(p - text);
    if (*p == '\n') {
        *skip = 1;
        return (size_t)(p - text);
    }
    if (blank_at && (*p != ' ' || p[-1] == ' '))
        p = text + blank_at;
    *skip = count_blanks(p);
    return (size_t)(p - text);
}

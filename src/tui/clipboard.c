#include "tui/clipboard.h"

#include <string.h>

#include "base/env.h"

enum {
    BASE64_MOST = 100000, /* hterm and kitty-like terminals take no more */
    SCREEN_PIECE = 240    /* bytes; screen's own buffer for such strings has 256 in old versions */
};

enum clipboard_path clipboard_find_path(void)
{
    if (env_get_filled("TMUX"))
        return CLIPBOARD_TMUX;
    return env_get_filled("STY") ? CLIPBOARD_SCREEN : CLIPBOARD_DIRECT;
}

bool clipboard_is_long(const char *text)
{
    return (strlen(text) + 2) / 3 * 4 > BASE64_MOST;
}

static void base64(struct strbuf *out, const unsigned char *bytes, size_t length)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < length; i += 3) {
        size_t have = length - i < 3 ? length - i : 3;
        unsigned long bits = (unsigned long)bytes[i] << 16;
        bits |= have > 1 ? (unsigned long)bytes[i + 1] << 8 : 0;
        bits |= have > 2 ? (unsigned long)bytes[i + 2] : 0;
        for (size_t digit = 0; digit < 4; digit++)
            strbuf_addc(out, digit <= have ? digits[bits >> (18 - 6 * digit) & 63] : '=');
    }
}

/* tmux wants each ESC inside doubled. */
static void wrap_for_tmux(struct strbuf *out, const char *sequence)
{
    strbuf_adds(out, "\033Ptmux;");
    for (const char *p = sequence; *p; p++) {
        if (*p == '\033')
            strbuf_addc(out, '\033');
        strbuf_addc(out, *p);
    }
    strbuf_adds(out, "\033\\");
}

static void wrap_for_screen(struct strbuf *out, const char *sequence)
{
    size_t length = strlen(sequence);

    for (size_t i = 0; i < length; i += SCREEN_PIECE) {
        strbuf_adds(out, "\033P");
        strbuf_add(out, sequence + i, length - i < SCREEN_PIECE ? length - i : SCREEN_PIECE);
        strbuf_adds(out, "\033\\");
    }
}

void clipboard_bytes(struct strbuf *out, const char *text, enum clipboard_path path)
{
    struct strbuf sequence = STRBUF_INIT;

    strbuf_adds(&sequence, "\033]52;c;");
    base64(&sequence, (const unsigned char *)text, strlen(text));
    strbuf_adds(&sequence, "\a");
    if (path == CLIPBOARD_SCREEN)
        wrap_for_screen(out, sequence.text);
    else
        strbuf_add(out, sequence.text, sequence.length);
    if (path == CLIPBOARD_TMUX)
        wrap_for_tmux(out, sequence.text);
    strbuf_release(&sequence);
}

#include "tui/clipboard.h"

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

void clipboard_bytes(struct strbuf *out, const char *text)
{
    strbuf_adds(out, "\033]52;c;");
    base64(out, (const unsigned char *)text, strlen(text));
    strbuf_adds(out, "\a");
}

#include "base/err.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const char err_ellipsis[] = "\xe2\x80\xa6";

/* Ends text (whose first size - 1 bytes are kept) at a character boundary with "…". */
static void cut_with_ellipsis(char *text, size_t size)
{
    size_t end = size - sizeof err_ellipsis;

    while (end > 0 && ((unsigned char)text[end] & 0xc0) == 0x80)
        end--;
    memcpy(text + end, err_ellipsis, sizeof err_ellipsis);
}

/* vsnprintf into a sentence: cut visibly, without newlines. The arguments may point into the old sentence. */
static void __attribute__((format(printf, 3, 0)))
format_sentence(char *out, size_t size, const char *format, va_list args)
{
    char sentence[sizeof((struct err *)0)->text];
    int length = vsnprintf(sentence, size, format, args);

    if (length < 0)
        sentence[0] = '\0';
    else if ((size_t)length >= size)
        cut_with_ellipsis(sentence, size);
    for (char *p = sentence; *p; p++)
        if (*p == '\n' || *p == '\r')
            *p = ' ';
    memcpy(out, sentence, strlen(sentence) + 1);
}

bool err_set(struct err *err, enum err_code code, const char *format, ...)
{
    va_list args;

    if (!err)
        return false;
    va_start(args, format);
    format_sentence(err->text, sizeof err->text, format, args);
    va_end(args);
    err->code = code;
    err->hint[0] = '\0';
    return false;
}

bool err_hint(struct err *err, const char *format, ...)
{
    va_list args;

    if (!err)
        return false;
    va_start(args, format);
    format_sentence(err->hint, sizeof err->hint, format, args);
    va_end(args);
    return false;
}

bool err_context(struct err *err, const char *format, ...)
{
    char context[sizeof err->text], sentence[sizeof err->text];
    int length;
    va_list args;

    if (!err)
        return false;
    va_start(args, format);
    format_sentence(context, sizeof context, format, args);
    va_end(args);
    length = snprintf(sentence, sizeof sentence, "%s: %s", context, err->text);
    if (length >= (int)sizeof sentence)
        cut_with_ellipsis(sentence, sizeof sentence);
    memcpy(err->text, sentence, strlen(sentence) + 1);
    return false;
}

void err_clear(struct err *err)
{
    if (err)
        *err = (struct err){.code = ERR_NONE};
}

#include "base/strbuf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

char strbuf_empty[1];

void strbuf_init(struct strbuf *b)
{
    *b = (struct strbuf)STRBUF_INIT;
}

void strbuf_release(struct strbuf *b)
{
    if (b->capacity)
        free(b->text);
    strbuf_init(b);
}

void strbuf_wipe(struct strbuf *b)
{
    if (b->capacity)
        mem_wipe(b->text, b->capacity);
    strbuf_release(b);
}

/* The block that is left behind is cleared: it may have held a secret. */
static void grow(struct strbuf *b, size_t more)
{
    size_t need, capacity;
    char *grown;

    assert(more < SIZE_MAX / 4 - b->length);
    need = b->length + more + 1;
    capacity = b->capacity + b->capacity / 2;
    if (capacity < need)
        capacity = need < 64 ? 64 : need;
    grown = mem_resize(NULL, capacity, 1);
    memcpy(grown, b->text, b->length + 1);
    if (b->capacity)
        mem_wipe(b->text, b->length);
    if (b->capacity)
        free(b->text);
    b->text = grown;
    b->capacity = capacity;
}

/* Makes room for more bytes and the NUL. */
static inline void make_room(struct strbuf *b, size_t more)
{
    if (more >= b->capacity - b->length)
        grow(b, more);
}

void strbuf_reset(struct strbuf *b)
{
    strbuf_truncate(b, 0);
}

void strbuf_truncate(struct strbuf *b, size_t length)
{
    assert(length <= b->length);
    if (b->capacity)
        b->text[length] = '\0';
    b->length = length;
}

void strbuf_add(struct strbuf *b, const void *bytes, size_t length)
{
    if (!length)
        return;
    make_room(b, length);
    memcpy(b->text + b->length, bytes, length);
    b->length += length;
    b->text[b->length] = '\0';
}

void strbuf_adds(struct strbuf *b, const char *text)
{
    strbuf_add(b, text, strlen(text));
}

void strbuf_addc(struct strbuf *b, char c)
{
    make_room(b, 1);
    b->text[b->length++] = c;
    b->text[b->length] = '\0';
}

void strbuf_fill(struct strbuf *b, char c, size_t count)
{
    if (!count)
        return;
    make_room(b, count);
    memset(b->text + b->length, c, count);
    b->length += count;
    b->text[b->length] = '\0';
}

void strbuf_addf(struct strbuf *b, const char *format, ...)
{
    va_list args, again;
    int length;

    va_start(args, format);
    va_copy(again, args);
    length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(length >= 0);
    make_room(b, (size_t)length);
    vsnprintf(b->text + b->length, (size_t)length + 1, format, again);
    va_end(again);
    b->length += (size_t)length;
}

void strbuf_insert(struct strbuf *b, size_t offset, const void *bytes, size_t length)
{
    assert(offset <= b->length);
    if (!length)
        return;
    make_room(b, length);
    memmove(b->text + offset + length, b->text + offset, b->length - offset + 1);
    memcpy(b->text + offset, bytes, length);
    b->length += length;
}

void strbuf_remove(struct strbuf *b, size_t offset, size_t count)
{
    assert(offset <= b->length && count <= b->length - offset);
    if (!count)
        return;
    memmove(b->text + offset, b->text + offset + count, b->length - offset - count + 1);
    b->length -= count;
}

char *strbuf_detach(struct strbuf *b)
{
    char *text;

    make_room(b, 0);
    text = b->text;
    strbuf_init(b);
    return text;
}

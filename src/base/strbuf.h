/*
 * strbuf: a text that grows.
 *
 *     struct strbuf b = STRBUF_INIT;
 *     strbuf_addf(&b, "%d rows", n);
 *     puts(b.text);
 *     strbuf_release(&b);
 *
 * text is never NULL and always ends in NUL; length does not count it. The bytes may hold NUL when added by
 * strbuf_add. The caller owns the struct; strbuf_detach hands the text over.
 */
#ifndef BASE_STRBUF_H
#define BASE_STRBUF_H

#include <stddef.h>

struct strbuf {
    char *text;      /* NUL-terminated; points to a shared empty text while capacity is 0 */
    size_t length;   /* bytes, without the NUL */
    size_t capacity; /* bytes allocated, 0 = nothing allocated */
};

extern char strbuf_empty[1];
#define STRBUF_INIT                                                                                          \
    {                                                                                                        \
        strbuf_empty, 0, 0                                                                                   \
    }

/* Empty, without memory of its own; STRBUF_INIT is the same for a definition. */
void strbuf_init(struct strbuf *b);
/* Frees; the struct is as after strbuf_init. */
void strbuf_release(struct strbuf *b);
/* Clears the bytes, then frees: for buffers that held a secret. */
void strbuf_wipe(struct strbuf *b);
/* Length 0, memory kept. */
void strbuf_reset(struct strbuf *b);
/* Cuts to length bytes (which must not exceed the present length). */
void strbuf_truncate(struct strbuf *b, size_t length);
/* Appends length bytes, which may hold NUL. */
void strbuf_add(struct strbuf *b, const void *bytes, size_t length);
/* Appends a NUL-terminated text. */
void strbuf_adds(struct strbuf *b, const char *text);
/* Appends one byte. */
void strbuf_addc(struct strbuf *b, char c);
/* c repeated count times. */
void strbuf_fill(struct strbuf *b, char c, size_t count);
/* Appends formatted text, as printf. */
void strbuf_addf(struct strbuf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Puts bytes in at offset (<= length). */
void strbuf_insert(struct strbuf *b, size_t offset, const void *bytes, size_t length);
/* Takes count bytes out at offset. */
void strbuf_remove(struct strbuf *b, size_t offset, size_t count);
/* The text, which the caller now owns (free()); the struct is empty again. Never NULL. */
char *strbuf_detach(struct strbuf *b);

#endif

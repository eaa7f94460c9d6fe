#include "base/mem.h"

#include <errno.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SMALL = 1024 }; /* bytes: what malloc keeps at hand */

static void (*mem_hook)(void);

void mem_on_exhausted(void (*hook)(void))
{
    mem_hook = hook;
}

/* The one place where the program ends for want of memory; it needs none itself. */
static _Noreturn void mem_exhausted(void)
{
    static const char sentence[] = "etrig: out of memory\n";
    void (*hook)(void) = mem_hook;

    mem_hook = NULL;
    if (hook)
        hook();
    if (write(STDERR_FILENO, sentence, sizeof sentence - 1) < 0)
        _exit(9);
    _exit(9);
}

/* count × size, at least 1: an empty block is a block too. */
static size_t whole_size(size_t count, size_t size)
{
    size_t whole;

    if (__builtin_mul_overflow(count, size, &whole) || whole > PTRDIFF_MAX)
        mem_exhausted();
    return whole ? whole : 1;
}

/* glibc's calloc knows fresh pages, which are zero already, but passes by the free blocks that each thread
 * keeps at hand: for the small blocks that programs are made of it costs three times as much. */
void *mem_alloc(size_t count, size_t size)
{
    size_t whole = whole_size(count, size);
    void *block;

    if (whole <= SMALL)
        return memset(mem_resize(NULL, whole, 1), 0, whole);
    block = calloc(whole, 1);
    if (!block)
        mem_exhausted();
    return block;
}

void *mem_resize(void *old, size_t count, size_t size)
{
    void *block = realloc(old, whole_size(count, size));

    if (!block)
        mem_exhausted();
    return block;
}

char *mem_dup(const char *text)
{
    return text ? mem_dup_n(text, strlen(text)) : NULL;
}

char *mem_dup_n(const char *bytes, size_t length)
{
    char *copy;

    if (length == SIZE_MAX)
        mem_exhausted();
    copy = mem_resize(NULL, length + 1, 1);
    if (length)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

char *mem_printf(const char *format, ...)
{
    char *text = NULL;
    va_list args;
    int length;

    va_start(args, format);
    length = vasprintf(&text, format, args);
    va_end(args);
    if (length < 0)
        mem_exhausted();
    return text;
}

void mem_wipe(void *bytes, size_t length)
{
    if (length)
        explicit_bzero(bytes, length);
}

void mem_free_wiped(char **text)
{
    if (*text)
        mem_wipe(*text, strlen(*text));
    free(*text);
    *text = NULL;
}

void mem_release_cleared(void *block)
{
    if (!block)
        return;
    mem_wipe(block, malloc_usable_size(block));
    free(block);
}

void *mem_lib_malloc(size_t size)
{
    return malloc(size);
}

void *mem_lib_calloc(size_t count, size_t size)
{
    return calloc(count, size);
}

/* A plain realloc may move the block and leave the old bytes behind, hence copy and clear. */
void *mem_lib_realloc(void *old, size_t size)
{
    size_t had = old ? malloc_usable_size(old) : 0;
    void *block;

    if (old && size && size <= had && size >= had / 2)
        return old;
    block = malloc(size ? size : 1);
    if (!block)
        return NULL;
    if (had)
        memcpy(block, old, had < size ? had : size);
    mem_release_cleared(old);
    return block;
}

char *mem_lib_strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);

    if (copy)
        memcpy(copy, text, size);
    return copy;
}

void mem_lib_free(void *block)
{
    int saved = errno;

    mem_release_cleared(block);
    errno = saved;
}

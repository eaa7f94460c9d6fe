/*
 * mem: memory that is there, or the program ends.
 *
 * Out of memory ends the program in one place (mem_exhausted), which first runs the hook that gives the
 * terminal back. So nobody checks for NULL. Memory that held a secret goes through mem_wipe or
 * mem_free_wiped.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* Zeroed memory for count things of size bytes; never NULL; overflow ends the program. Free with free(). */
void *mem_alloc(size_t count, size_t size);

/* realloc that never fails; count × size is checked for overflow. */
void *mem_resize(void *old, size_t count, size_t size);

/* A copy on the heap; NULL gives NULL. Free with free(). */
char *mem_dup(const char *text);

/* A copy of the first length bytes plus a NUL. Free with free(). */
char *mem_dup_n(const char *bytes, size_t length);

/* printf into fresh memory. Free with free(). */
char *mem_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Overwrites bytes so that the compiler cannot leave it out. */
void mem_wipe(void *bytes, size_t length);

/* Overwrites the text up to its NUL, frees it, and sets the pointer NULL. For secrets. */
void mem_free_wiped(char **text);

/* free that first clears the whole block; the allocators below use it. */
void mem_release_cleared(void *block);

/* malloc, realloc, calloc, strdup, free for libraries that take allocators (curl, cJSON): blocks are cleared
 * when freed or moved, since they hold keys, tokens and customers' texts. May return NULL. Any thread. */
void *mem_lib_malloc(size_t size);
/* Zeroed, as calloc. */
void *mem_lib_calloc(size_t count, size_t size);
/* What moves is wiped where it stood. */
void *mem_lib_realloc(void *old, size_t size);
/* Copies a NUL-terminated text. */
char *mem_lib_strdup(const char *text);
/* Wipes the whole block first; NULL is fine. */
void mem_lib_free(void *block);

/* Called once, before the program ends for want of memory (the TUI gives the terminal back here). */
void mem_on_exhausted(void (*hook)(void));

#endif

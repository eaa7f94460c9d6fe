/*
 * err: one way to fail.
 *
 * A function that can fail returns false (or NULL) after it has filled a struct err: a code for the program
 * and a sentence for the person, with a hint where one helps. The sentence names the thing first, carries no
 * blame, no internals and never a secret: "cannot update high-value-order: it was changed elsewhere".
 * A struct err holds no pointers: copy it freely, send it between threads, never release it.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdarg.h>
#include <stdbool.h>

/* What kind of failure; the value is the exit status of a command that ends with it. */
enum err_code {
    ERR_NONE = 0,
    ERR_FAILED = 1,  /* the service refused, an operation failed */
    ERR_USAGE = 2,   /* wrong arguments, no region, no terminal, an unreadable -f */
    ERR_INVALID = 3, /* the document breaks a rule */
    ERR_NOT_FOUND = 4,
    ERR_CONFLICT = 5,     /* changed elsewhere, exists already, token used */
    ERR_ACCESS = 6,       /* credentials or permission */
    ERR_NETWORK = 7,      /* no answer */
    ERR_REFUSED = 8,      /* refused by etrig itself: read-only, another account, answered no */
    ERR_LOCAL = 9,        /* disk full, journal, state folder of another owner */
    ERR_DIFFERENT = 10,   /* diff found changes, test does not match, lint has findings */
    ERR_INTERRUPTED = 130 /* Ctrl-C */
};

struct err {
    enum err_code code;
    char text[600]; /* the sentence, UTF-8, no newline; foreign text in it is not yet harmless (text_shown) */
    char hint[300]; /* what to do, or "" */
};

/* Fills err (which may be NULL) with a code and a formatted sentence, clears the hint. Always returns false.
 * A sentence that is too long is cut at a character boundary and ends in "…". */
bool err_set(struct err *err, enum err_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds the hint to what err_set said. Always returns false. */
bool err_hint(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Puts "context: " before the sentence, keeps code and hint. Always returns false. */
bool err_context(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* As if nothing had failed. */
void err_clear(struct err *err);

#endif

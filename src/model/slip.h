/*
 * slip: properties that the table does not know, with the known name that is near: "Desciption" for Description.
 *
 * What etrig does not know is kept and sent (changes.md, Documents), for AWS may know it by now. A name that is near to a
 * known one was perhaps meant to be that. Nothing within what is unknown is looked at. Any document will do; any thread.
 */
#ifndef MODEL_SLIP_H
#define MODEL_SLIP_H

#include <stddef.h>
#include "base/json.h"

struct slip {
    char *pointer;    /* owned */
    const char *name; /* borrowed from the document: foreign */
    const char *near; /* static; NULL: no name is near */
};

/* A hostile document may have very many: no more than these are kept. */
enum { SLIPS_MAX = 100 };

struct slips {
    struct slip *items; /* owned; in the document's order */
    size_t count, capacity;
};

/* Fills out anew: release it in any case. Region and Identifier are etrig's own, and known. */
void slips_find(const cJSON *document, struct slips *out);
void slips_release(struct slips *slips);
/* The first with a near name; NULL: there is none. */
const struct slip *slips_first_near(const struct slips *slips);
/* Says each that has a near name, with slip_words. */
void slips_say(const cJSON *document, void (*say)(const char *pointer, const char *words, void *context),
               void *context);
/* "unknown property; did you mean Description? It is kept as it is". free(). */
char *slip_words(const struct slip *slip);

#endif

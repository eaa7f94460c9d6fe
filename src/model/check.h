/*
 * check: a document against the field table.
 *
 * Finds every breach of the schema, each with its JSON pointer, AWS's keyword and a sentence that names the
 * rule. Used by the form while typing, by commands (exit 3, a line per problem) and by the local cloud, which
 * renders the same problems in AWS's words. A schema rule that is not broken is never reported: what AWS
 * merely advises is lint's.
 */
#ifndef MODEL_CHECK_H
#define MODEL_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include "base/json.h"
#include "model/fields.h"

enum check_keyword {
    CHECK_REQUIRED,
    CHECK_EXTRANEOUS,
    CHECK_TYPE,
    CHECK_MIN_LENGTH,
    CHECK_MAX_LENGTH,
    CHECK_MIN_ITEMS,
    CHECK_MAX_ITEMS,
    CHECK_UNIQUE_ITEMS,
    CHECK_ENUM,
    CHECK_PATTERN,
    CHECK_MINIMUM,
    CHECK_MAXIMUM
};

struct problem {
    char *pointer; /* owned: "/EventTriggerConditions/0/LogicalOperator"; "" for the document itself; of a
                      missing or unknown key the pointer that it has or would have */
    enum check_keyword keyword;
    char *name;         /* owned: the key of CHECK_REQUIRED and CHECK_EXTRANEOUS, else NULL */
    long limit, actual; /* of lengths, counts, bounds */
    char *words;        /* owned: "11 values, at most 10" */
    char *aws;          /* owned: "#/EventTriggerConditions: expected maximum item count: 5, found: 6" */
};

/* A hostile document may break rules a million times: no more problems than this are kept. */
enum { CHECK_PROBLEMS_MAX = 1000 };

struct problems {
    struct problem *items; /* owned, in the table's order, what must not be there last */
    size_t count, capacity;
};

/* Bits of what. */
enum {
    CHECK_UNKNOWN = 1, /* report unknown properties too (the service does; a person's document keeps them) */
    CHECK_SENT = 2 /* the document is about to be sent: read-only properties are reported like unknown ones */
};

/* Adds what is wrong with the document to problems (which may hold others). True if nothing was. */
bool check_document(const struct resource_type *type, const cJSON *document, unsigned what,
                    struct problems *problems);
/* Frees the texts and empties the list. */
void check_release(struct problems *problems);
/* The first problem at exactly this pointer, or NULL. A missing key counts at the
 * pointer of the missing key. borrowed. */
const struct problem *check_at(const struct problems *problems, const char *pointer);
/* "Model validation failed (…)" as AWS writes it (several: "#: N schema violations
 * found" and a line each). free(). */
char *check_aws_message(const struct problems *problems);

#endif

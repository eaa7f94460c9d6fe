/*
 * lint: what is wrong with a trigger although its schema is kept: conditions that contradict themselves,
 * values that no comparison wants, limits that say nothing, names that the account does not have.
 *
 * Only what is certain under AWS's documented meaning is reported: conditions are joined by OR, dimensions by
 * the LogicalOperator, attributes by AND (as describe.h has it). Where AWS documents nothing, the message
 * says so, or lint is silent. Any document will do, also one of wrong kinds. No network, no state; any thread.
 */
#ifndef MODEL_LINT_H
#define MODEL_LINT_H

#include <stdbool.h>
#include <stddef.h>
#include "base/json.h"
#include "base/strbuf.h"
#include "model/store.h"

enum lint_severity {
    LINT_FINE,    /* nothing was found */
    LINT_NOTE,    /* worth knowing; `etrig lint` ends with 0 all the same */
    LINT_WARNING, /* does not do what it seems to, or not all of it */
    LINT_ERROR    /* never fires, or AWS refuses it */
};

/* The rules, in the order of their table. */
enum lint_id {
    LINT_SCHEMA,
    LINT_UNKNOWN_PROPERTY,
    LINT_NEVER_FIRES,
    LINT_CONTRADICTION,
    LINT_EXCLUSIVE_UNCLEAR,
    LINT_ALWAYS_HOLDS,
    LINT_NONE_NEVER,
    LINT_DUPLICATE_CONDITION,
    LINT_DUPLICATE_DIMENSION,
    LINT_DUPLICATE_ATTRIBUTE,
    LINT_DUPLICATE_VALUE,
    LINT_NO_OPERAND,
    LINT_TWO_OPERANDS,
    LINT_VALUE_COUNT,
    LINT_VALUE_NOT_NUMBER,
    LINT_VALUE_NOT_DATE,
    LINT_BETWEEN_MIXED,
    LINT_BETWEEN_REVERSED,
    LINT_OPERATOR_UNFIT,
    LINT_UNLIMITED_AND_MAXIMUM,
    LINT_NO_MAXIMUM,
    LINT_NO_PERIOD,
    LINT_DUPLICATE_PERIOD,
    LINT_PERIOD_POINTLESS,
    LINT_PERIOD_MINUTES,
    LINT_PERIOD_LONG,
    LINT_EXPIRATION_LONG,
    LINT_EXPIRATION_NONE,
    LINT_DUPLICATE_TAG,
    LINT_STANDARD_TYPE,
    LINT_TYPE_MISSING,
    LINT_SEGMENT_MISSING,
    LINT_FIELD_MISSING,
    LINT_SOURCE_MISSING,
    LINT_UNUSED,
    LINT_RULES
};

struct lint_rule {
    const char *name; /* "between-reversed": for scripts and the manual */
    enum lint_severity severity;
    const char *help; /* what is found, one sentence, with what AWS documents */
    const char *hint; /* what to do, unless the finding has a better one */
};
/* By LINT_…, LINT_RULES of them. */
extern const struct lint_rule lint_rules[LINT_RULES];

struct lint_finding {
    const struct lint_rule *rule; /* borrowed, static */
    char *pointer;                /* owned: where; "" for the document as a whole */
    char *message;                /* owned: one sentence, the thing first; foreign text, not yet harmless */
    char *hint;                   /* owned: what to do */
};

/* A hostile document may break rules very often: no more findings than this are kept. */
enum { LINT_FINDINGS_MAX = 1000 };

struct lint_findings {
    struct lint_finding *items; /* owned; the worst first, those alike as the document has them */
    size_t count, capacity;
};

/* The account's lists for one trigger. All borrowed; one that is NULL or not STORE_READ is not known, and the
 * rules that need it are silent. */
struct lint_facts {
    const struct store_catalog *object_types;
    const struct store_catalog *segments;
    const struct store_catalog *fields;       /* of the trigger's object type */
    const struct store_catalog *attributes;   /* of the trigger's object type */
    const struct store_catalog *integrations; /* who uses it; NULL too for what is not created yet */
};

/* Bits of what. */
enum {
    LINT_CHECK = 1, /* breaches of the schema too (check.h); left out where they are shown already */
    LINT_GIVEN = 2  /* a document of a person: all unknown properties are reported, not only likely slips */
};

/* Fills out anew: release it in any case. */
void lint_document(const cJSON *document, const struct lint_facts *facts, unsigned what,
                   struct lint_findings *out);
/* The same for a trigger of which only the name is known. */
void lint_listed(const char *name, const struct lint_facts *facts, struct lint_findings *out);
/* Which lists lint would look at for the document: a bit for each, lint_bit(STORE_SEGMENTS). All that it names is
 * looked for; fields and attributes only where comparisons name some. */
unsigned lint_needs(const cJSON *document);
static inline unsigned lint_bit(enum store_catalog_kind kind)
{
    return 1u << kind;
}
/* Frees the texts and empties the list. */
void lint_release(struct lint_findings *findings);
/* How bad the worst is. */
enum lint_severity lint_worst(const struct lint_findings *findings);
/* How many are warnings or worse. */
size_t lint_count(const struct lint_findings *findings);
/* "error", "warning", "note". */
const char *lint_severity_word(enum lint_severity severity);
/* True if the list is there and was read. */
bool lint_knows(const struct store_catalog *catalog);

#endif

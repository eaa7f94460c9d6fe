/*
 * describe: a trigger in plain words.
 *
 * The same texts serve the table (short), the view and the form's footer (sentence), and Review. Any document
 * will do, also one that is incomplete or of wrong kinds: "…" stands for what is missing. Meaning as in
 * Amazon Connect's guide: conditions joined by OR, dimensions by the LogicalOperator, attributes by AND (the
 * guide shows this in comments of an earlier revision only; the manual says so). Foreign texts are not made
 * harmless here: the drawing side does that. Results: free().
 */
#ifndef MODEL_DESCRIBE_H
#define MODEL_DESCRIBE_H

#include "base/json.h"
#include "base/strbuf.h"

/* "Fires for an Order when total is greater than 500 and currency is EUR or GBP; or when neither … . Only for
 * profiles in vip-eu. At most 5 times per profile in 24 hours. Events older than 5 minutes are ignored."
 * Missing parts are named ("…"). */
char *describe_sentence(const cJSON *document);
/* The conditions in short: "total > 500, currency = EUR|GBP or no status = cancelled": "," is and. "–" if
 * there are none. */
char *describe_when(const cJSON *document);
/* The limits in short: "5/24h", "1/1d 5/1w", "unlimited", "–". An arrow is the caller's. */
char *describe_limits(const cJSON *document);
/* "total is greater than 500", "currency contains any of EUR, GBP" for one ObjectAttribute. */
char *describe_attribute(const cJSON *attribute);
/* "at most 5 per profile in 24 hours" for one Period. */
char *describe_period(const cJSON *period);
/* One condition or dimension on one line, for a fold: "NONE of its dimensions: status contains cancelled;
 * channel contains test", "total is greater than 500 and currency contains EUR". */
char *describe_condition(const cJSON *condition);
/* Its attributes joined by "and". */
char *describe_dimension(const cJSON *dimension);
/* Any value on one line: texts as they are, lists with commas, objects as "Unit HOURS, Value 24", tags as
 * "team=cx", empty lists and objects as "–". */
char *describe_value(const cJSON *value);

/* One line of the drawn tree of View: the prefix, right behind it the subject, then columns. The prefix
 * begins with a gutter of three cells ("or " before the second condition and those after it) and ends in its
 * own blanks: "   ├─ 1  ", "or └─ 2  ", "   │  └─ "; in ASCII forms when text_is_ascii. */
struct describe_line {
    char *prefix;   /* owned */
    char *subject;  /* owned: "total", "ALL dimensions hold"; */
    char *relation; /* owned or NULL: "is greater than" */
    char *object;   /* owned or NULL: "500" */
};
struct describe_tree {
    struct describe_line *items; /* owned */
    size_t count, capacity;
};
/* Fills out anew; never empty. */
void describe_conditions_tree(const cJSON *document, struct describe_tree *out);
/* Frees the lines and empties the tree. */
void describe_tree_release(struct describe_tree *tree);

#endif

/*
 * describe_words: the parts that describe's texts are put together from.
 *
 * Whatever is missing or of a wrong kind becomes an ellipsis: a form shows its sentence at every key, long
 * before the document is whole.
 */
#ifndef MODEL_DESCRIBE_WORDS_H
#define MODEL_DESCRIBE_WORDS_H

#include "base/json.h"
#include "base/strbuf.h"
#include "model/fields.h"

/* "…", or "..." when text_is_ascii; "–" or "-"; "·" or "-". */
const char *describe_words_ellipsis(void);
/* For what is not there. */
const char *describe_words_dash(void);
/* For what is not known yet. */
const char *describe_words_dot(void);
/* A text member that is not empty, else the ellipsis. borrowed. */
const char *describe_words_text(const cJSON *object, const char *name);
/* The list member, or NULL if it is missing, no list or empty. borrowed. */
const cJSON *describe_words_list(const cJSON *object, const char *name);
/* What an ObjectAttribute looks at: its field, else its source; both if both are given. */
void describe_words_subject(struct strbuf *out, const cJSON *attribute);
/* The table's row for its ComparisonOperator; NULL if that is missing or unknown. */
const struct field_choice *describe_words_operator(const cJSON *attribute);
/* The operator's words, AWS's own name if it is unknown. borrowed. */
const char *describe_words_relation(const cJSON *attribute);
/* Its values: two of a range joined by " and ", others by separator but for the last, which follows last. */
void describe_words_values(struct strbuf *out, const cJSON *attribute, const char *separator,
                           const char *last);
/* "24 hours", "1 day". */
void describe_words_length(struct strbuf *out, const cJSON *period);

#endif

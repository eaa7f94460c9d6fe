/*
 * template_value: values of a template, and the filters that make one into another. Part of template.
 */
#ifndef SQL_TEMPLATE_VALUE_H
#define SQL_TEMPLATE_VALUE_H

#include <stdbool.h>
#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"

/* What a value is beside its JSON, by the filter that made it. */
enum template_value_form {
    TEMPLATE_VALUE_PLAIN,
    TEMPLATE_VALUE_LIST,   /* sql_list: SQL text, quoted */
    TEMPLATE_VALUE_ESCAPED /* sql_escape: its ' are doubled already */
};

struct template_value {
    cJSON *tree; /* owned; NULL: a variable without value, which only default takes */
    enum template_value_form form;
    char *missing; /* owned: the name of that variable */
    size_t at;     /* ... and its place */
};

/* A filter by its name and arguments (an array of trees); the value is replaced. ERR_INVALID. */
bool template_value_filter(struct template_value *value, const char *name, const cJSON *arguments,
                           struct err *err);
void template_value_release(struct template_value *value);
/* Appends the tree as Python's json.dumps: ", " and ": ", all but printable ASCII as \u. */
void template_value_json(struct strbuf *out, const cJSON *tree);
/* Appends the tree as it stands in a text: texts as they are. */
void template_value_text(struct strbuf *out, const cJSON *tree);

#endif

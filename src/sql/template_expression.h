/*
 * template_expression: what stands within {{ }}. Part of template.
 */
#ifndef SQL_TEMPLATE_EXPRESSION_H
#define SQL_TEMPLATE_EXPRESSION_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "sql/template_value.h"
#include "sql/variables.h"

/* Evaluates bytes start to end of text, all of them, into out (template_value_release). A variable without value is a
 * failure here. False: *fault is the place in text. */
bool template_expression(const char *text, size_t start, size_t end, const struct variables *variables,
                         struct template_value *out, size_t *fault, struct err *err);

#endif

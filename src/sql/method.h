/*
 * method: what Cloud Control does with a resource, in StackQL's terms: for SHOW METHODS and DESCRIBE METHOD.
 *
 * What a method takes are the columns that plan lets its verb name; what it gives are the members of the progress event,
 * and of one that reads the columns of its table. A table that is not Cloud Control's has one, __view__, that takes
 * nothing. Source: StackQL's any-sdk, introspection. Any thread.
 */
#ifndef SQL_METHOD_H
#define SQL_METHOD_H

#include <stdbool.h>
#include <stddef.h>
#include "base/strbuf.h"
#include "model/fields.h"
#include "sql/catalogue.h"

/* In the order in which they are shown. */
enum method_role { METHOD_REQUIRED, METHOD_OPTIONAL, METHOD_OUTPUT };

struct method {
    const char *name, *verb; /* "create_resource", "INSERT" */
    const char *help;
    unsigned inputs; /* bits of plan_column */
};

struct method_param {
    const char *name, *help;
    const char *type; /* of JSON Schema: "string", "array", … */
    enum method_role role;
    const struct field *property; /* NULL: it is none */
};

enum { METHOD_PARAMS_MOST = 48 };

/* The methods of a table and their number. */
const struct method *method_list(enum catalogue_table table, size_t *count);
/* By name in any case; NULL: the table has none of that name. */
const struct method *method_find(enum catalogue_table table, const char *name);
/* Fills params (METHOD_PARAMS_MOST), by role and then by name, and gives their number. */
size_t method_params(enum catalogue_table table, const struct method *method, struct method_param *params);
/* Appends the JSON Schema of a list or a group; nothing for what its type says already. property may be NULL. */
void method_add_shape(const struct field *property, struct strbuf *out);

#endif

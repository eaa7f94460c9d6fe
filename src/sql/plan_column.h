/*
 * plan_column: the columns that a change may name. Part of plan.
 *
 * Properties come from the table of fields; beside them stand region, Identifier, PatchDocument and the options that
 * Cloud Control takes with each change.
 */
#ifndef SQL_PLAN_COLUMN_H
#define SQL_PLAN_COLUMN_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "model/fields.h"

/* Bits of kinds. */
enum {
    PLAN_COLUMN_PROPERTY = 1,
    PLAN_COLUMN_REGION = 2,
    PLAN_COLUMN_IDENTIFIER = 4,
    PLAN_COLUMN_PATCH = 8,
    PLAN_COLUMN_OPTION = 16, /* ClientToken, RoleArn, TypeVersionId */
    PLAN_COLUMN_WHERE = PLAN_COLUMN_REGION | PLAN_COLUMN_IDENTIFIER
};

struct plan_column {
    const char *name, *help;      /* as AWS writes it */
    bool required;                /* StackQL requires it; etrig does not a region that the connection has */
    const struct field *property; /* NULL: it is none */
};

enum { PLAN_COLUMN_MOST = 40 };

/* Fills columns (PLAN_COLUMN_MOST) with all of these kinds and gives their number. */
size_t plan_column_list(unsigned kinds, struct plan_column *columns);
/* The name as AWS writes it of a column in either spelling and any case. NULL and ERR_INVALID: there is none such of
 * these kinds; verb is for the sentence. Read-only properties are named as such. borrowed. */
const char *plan_column_find(const char *written, unsigned kinds, const char *verb, struct err *err);

#endif

/* rewrite: StackQL's three-part names of tables become those of SQLite. Any thread. */
#ifndef SQL_REWRITE_H
#define SQL_REWRITE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"

/* Replaces awscc.customerprofiles.NAME outside of literals and comments by "NAME" and blanks: each byte stays at its
 * place. False: ERR_INVALID and *fault for a table that there is none of. */
bool rewrite_names(char *sql, size_t *fault, struct err *err);

#endif

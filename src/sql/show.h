/* show: SHOW and DESCRIBE, in StackQL's columns. Any thread. */
#ifndef SQL_SHOW_H
#define SQL_SHOW_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "sql/evaluate.h"

/* True if the statement begins with SHOW, DESCRIBE or DESC. */
bool show_is(const char *sql);
/* SHOW SERVICES IN awscc; SHOW RESOURCES IN awscc.customerprofiles; SHOW METHODS IN awscc.customerprofiles.X;
 * DESCRIBE [EXTENDED] awscc.customerprofiles.X; DESCRIBE METHOD [EXTENDED] awscc.customerprofiles.X.METHOD; EXTENDED also
 * behind SHOW. ERR_INVALID and *fault. */
bool show_run(const char *sql, const struct evaluate_taker *taker, size_t *fault, struct err *err);

#endif

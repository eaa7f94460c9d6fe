/*
 * sql_read: reads what a SELECT wants, all of it side by side. Part of cmd_sql.
 */
#ifndef CLI_SQL_READ_H
#define CLI_SQL_READ_H

#include "cli/wait.h"
#include "sql/wants.h"

/* Reads what is new and waits for it; what cannot be read at the same time stays new. What does not exist is read too: it
 * has no rows. Any other failure names its region and is the statement's. */
bool sql_read(struct wait_session *session, struct wants *wants, struct err *err);
/* The statement is over: the scope is that of the connection's own regions again. */
void sql_read_end(struct wait_session *session, const struct texts *own, const struct wants *wants);

#endif

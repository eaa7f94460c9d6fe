/*
 * sql_read: reads what a SELECT wants, all of it side by side. Part of cmd_sql.
 */
#ifndef CLI_SQL_READ_H
#define CLI_SQL_READ_H

#include "cli/wait.h"
#include "sql/wants.h"

/* Reads all that is new and waits for it. own: the connection's regions; the scope is theirs again afterwards. What does
 * not exist is read too: it has no rows. Any other failure names its region and is the statement's. */
bool sql_read(struct wait_session *session, const struct texts *own, struct wants *wants, struct err *err);

#endif

/*
 * statement: a file of SQL in its statements.
 *
 * Statements are parted by ; outside of quotes, comments and {{ }}; empty ones are left out. An anchor is a comment
 * that begins with + : slash-star + create, retries=5 star-slash, between statements or at the beginning of a line, where
 * it ends the statement before it. It holds for all statements up to the next one. Its name is taken in lower case; preflight is exists, postdeploy is statecheck. Options behind it
 * (retries, retry_delay, …) are stackql-deploy's orders for itself: they are let through and mean nothing here. AWAIT is no
 * anchor: it says within or before a change that its end is waited for. Source: stackql-deploy 1.9, resource_query_files.
 */
#ifndef SQL_STATEMENT_H
#define SQL_STATEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"

struct statement {
    size_t start, end; /* bytes of the text, without the ; and blanks around */
    char *anchor;      /* owned; NULL: none stands before it */
    bool awaits;       /* AWAIT stands in it */
};

struct statements {
    struct statement *items; /* owned */
    size_t count, capacity;
};

/* Cuts a text whose {{ }} are not filled in yet; list is filled anew, release it in any case. ERR_INVALID and *fault for
 * quotes, comments and {{ that do not end. */
bool statement_split(const char *text, struct statements *list, size_t *fault, struct err *err);
/* Keeps those with this anchor. ERR_USAGE if there are none, with the anchors that there are. */
bool statement_select(struct statements *list, const char *anchor, struct err *err);
void statement_release(struct statements *list);

#endif

/*
 * functions: which functions a SELECT may call, and what StackQL has beside SQLite's.
 *
 * Of SQLite's only those that somebody has looked at are let through (functions_of_sqlite): they compute and reach
 * nothing. What another SQLite has beside them is refused.
 *
 * string(x) gives x back, a text of JSON as a text. json_equal(a, b): the same JSON, members in any order.
 * aws_policy_equal(a, b): lists in any order too, and a list of one is its item. regexp_like(text, pattern) (also text
 * REGEXP pattern), regexp_substr(text, pattern), regexp_replace(text, pattern, replacement): see expression.h.
 * split_part(text, delimiter, n): the nth part from 1, from the end if negative. NULL gives NULL. Source:
 * aws-resource.md, section 4.
 */
#ifndef SQL_FUNCTIONS_H
#define SQL_FUNCTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct sqlite3;

struct functions_group {
    const char *title;
    const char *const *names; /* ended by NULL */
};

/* Those of SQLite 3.40, as it names them, operators too; the group without title ends them. Constant. */
extern const struct functions_group functions_of_sqlite[];

enum { FUNCTIONS_OWN_MOST = 16 };

/* Makes those that SQLite has not. */
void functions_install(struct sqlite3 *database);
/* The names of those, into names (FUNCTIONS_OWN_MOST); gives their number. */
size_t functions_own(const char **names);
/* True if a SELECT may call it: by name in any case. */
bool functions_allow(const char *name);
/* The nearest of those that may be called, or NULL. borrowed */
const char *functions_nearest(const char *name);

#endif

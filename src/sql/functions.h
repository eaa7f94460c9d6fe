/*
 * functions: what StackQL has beside SQLite's functions.
 *
 * string(x) gives x back, a text of JSON as a text. json_equal(a, b): the same JSON, members in any order.
 * aws_policy_equal(a, b): lists in any order too, and a list of one is its item. regexp_like(text, pattern) (also text
 * REGEXP pattern), regexp_substr(text, pattern), regexp_replace(text, pattern, replacement): see expression.h.
 * split_part(text, delimiter, n): the nth part from 1, from the end if negative. NULL gives NULL. Source:
 * aws-resource.md, section 4.
 */
#ifndef SQL_FUNCTIONS_H
#define SQL_FUNCTIONS_H

struct sqlite3;

void functions_install(struct sqlite3 *database);

#endif

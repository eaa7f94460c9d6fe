/*
 * complete: what could stand at a place of a statement that is being typed.
 *
 * Behind FROM, JOIN, INTO, UPDATE, DESCRIBE, METHOD and IN the tables, under their short and their three-part names; behind a
 * table or its alias and a point its columns; else the columns of the tables that the statement names (while SELECT names
 * none, those of event_triggers), functions and keywords.
 * Within a literal or a comment nothing. UI thread.
 */
#ifndef SQL_COMPLETE_H
#define SQL_COMPLETE_H

#include <stddef.h>
#include "base/texts.h"

/* Fills offers (an empty list) with the words that may stand in place of what ends at the byte `cursor` and begins at
 * the returned byte: all that begin like it, in any case. Keywords are in the case that was begun in. */
size_t complete_find(const char *text, size_t cursor, struct texts *offers);

#endif

/*
 * template: {{ }} filled in, as stackql-deploy does, but so that no value breaks out of its place.
 *
 * Within {{ }} stands an expression of Jinja's: a name (vars.X is X), a.b and a[0] of objects and lists, texts, numbers,
 * true false none, lists, objects in the order that they are written, uuid(), and filters behind |. {# … #} is left out.
 * Jinja's {% %} is refused. In comments nothing is filled in.
 *
 * In SQL the value stands within '…' with each ' doubled (the same for "…" and `…`); outside of quotes it must be a
 * number, a name, or come from sql_list, else it is refused. Plain text takes any value. Lists and objects are rendered
 * as Python's json.dumps writes them.
 *
 * Filters: generate_patch_document, from_json, tojson, base64_encode, merge_lists(other), merge_objects(other),
 * sql_list, sql_escape, to_aws_tag_filters, default(value). Source: stackql-deploy 1.9, lib/filters.py; what it leaves
 * open is in reference to Jinja 3.
 */
#ifndef SQL_TEMPLATE_H
#define SQL_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/strbuf.h"
#include "sql/place.h"
#include "sql/variables.h"

enum template_kind { TEMPLATE_SQL, TEMPLATE_PLAIN };

/* Appends bytes start to end of text with all {{ }} filled in. map (may be NULL) gets the pieces, with places in text.
 * On failure ERR_USAGE for a variable that has no value (it is named), ERR_INVALID for the rest, and *fault is the place
 * in text. */
bool template_fill(const char *text, size_t start, size_t end, enum template_kind kind,
                   const struct variables *variables, struct strbuf *out, struct place_map *map,
                   size_t *fault, struct err *err);

#endif

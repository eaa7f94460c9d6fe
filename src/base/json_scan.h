/*
 * json_scan: strict reading of JSON.
 *
 * cJSON's own parser takes text after the end, invalid UTF-8, duplicate keys, "01" and control characters,
 * and cuts at NUL; none of this passes here (RFC 8259, and changes.md "Documents"). One pass over the bytes,
 * which a strict look before that parser would not be. Linear but for sorting each object's keys.
 */
#ifndef BASE_JSON_SCAN_H
#define BASE_JSON_SCAN_H

#include <stddef.h>
#include <cjson/cJSON.h>
#include "base/err.h"

/* The bytes, which are one JSON value that etrig accepts, as a tree; cJSON_Delete. NULL and ERR_INVALID with
 * line and column (both from 1, the column in characters) otherwise. Any thread. */
cJSON *json_scan(const char *bytes, size_t length, struct err *err);

#endif

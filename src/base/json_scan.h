/*
 * json_scan: a strict look at JSON bytes before cJSON sees them.
 *
 * cJSON takes text after the end, invalid UTF-8, duplicate keys, "01" and control characters, and cuts at
 * NUL; none of this passes here (RFC 8259, and changes.md "Documents"). Linear but for sorting each object's
 * keys.
 */
#ifndef BASE_JSON_SCAN_H
#define BASE_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/marks.h"

/* True if the bytes are one JSON value that etrig accepts. ERR_INVALID with line and column (both from 1, the
 * column in characters) otherwise. marks, which may be NULL, gets the places of all values. Any thread. */
bool json_scan_check(const char *bytes, size_t length, struct marks *marks, struct err *err);

#endif

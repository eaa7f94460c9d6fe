/* csv: values as RFC 4180 writes them, foreign text made harmless. Any thread. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/json.h"
#include "base/strbuf.h"

/* Appends one value, quoted where a comma, a quote or a new line stands in it. Lines end with CR LF. */
void csv_add(struct strbuf *out, const char *text);
/* The same of a JSON value: null and NULL are empty; a list or an object is its JSON text. */
void csv_add_value(struct strbuf *out, const cJSON *value);

#endif

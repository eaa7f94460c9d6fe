/*
 * form_values: a list of texts on one line: EUR, GBP, "1,000", " outer blank", "a ""quoted"" word".
 *
 * A text stands in quotes where it is empty or holds a comma, a quote or an outer blank; a quote inside is
 * written twice. Reading never fails: an unfinished quote goes to the end, empty places between commas are
 * left out.
 */
#ifndef TUI_FORM_VALUES_H
#define TUI_FORM_VALUES_H

#include "base/json.h"
#include "base/strbuf.h"

/* Appends the texts of an array; items that are no texts are left out. */
void form_values_print(struct strbuf *out, const cJSON *array);
/* The array of texts that a line stands for. Free: cJSON_Delete. */
cJSON *form_values_parse(const char *line);
/* Appends pasted text as it belongs on such a line: each line of it one value, quoted where it must be. One
 * line stays as it is. */
void form_values_paste(struct strbuf *out, const char *text, size_t length);

#endif

/*
 * form_text: a value as the text in which a person reads and types it.
 *
 * Texts stand as they are; choices in the table's words; milliseconds as 5m; lists of texts as form_values
 * says; all that has another kind than the table gives as JSON. What is typed and cannot be read as the
 * field's kind stays a text in the document, so that reading it back gives what was typed.
 */
#ifndef TUI_FORM_TEXT_H
#define TUI_FORM_TEXT_H

#include <stdbool.h>
#include "base/json.h"
#include "base/strbuf.h"
#include "model/fields.h"
#include "tui/form.h"

/* How this value of this field is edited; field NULL: unknown, value NULL: not there. */
enum form_kind form_text_kind(const struct field *field, const cJSON *value);
/* True for the kinds whose text is typed. */
bool form_text_is_typed(enum form_kind kind);
/* Appends the text; nothing for a value that is not there; "differs (3 values)" where several triggers differ (bulk.h). */
void form_text_show(const struct field *field, const cJSON *value, struct strbuf *out);
/* The value that typed text means; NULL: the property goes (an empty text where none must stand). Free:
 * cJSON_Delete. */
cJSON *form_text_parse(const struct field *field, const char *text, bool required);
/* Appends what stands beside the field: "300,000 ms" for a time. false: nothing. */
bool form_text_note(const struct field *field, const cJSON *value, struct strbuf *out);
/* Appends why a text stands where a number is wanted, in place of check's general words. false: check's words
 * will do. */
bool form_text_misfit(const struct field *field, const cJSON *value, struct strbuf *out);

#endif

#include "base/csv.h"

#include <stdlib.h>
#include <string.h>
#include "base/text.h"

void csv_add(struct strbuf *out, const char *text)
{
    struct strbuf shown = STRBUF_INIT;
    text_shown_lines(&shown, text);
    bool quoted = strpbrk(shown.text, ",\"\r\n") != NULL;
    if (quoted)
        strbuf_addc(out, '"');
    for (const char *p = shown.text; *p != '\0'; p++) {
        if (*p == '"')
            strbuf_addc(out, '"');
        strbuf_addc(out, *p);
    }
    if (quoted)
        strbuf_addc(out, '"');
    strbuf_release(&shown);
}

void csv_add_value(struct strbuf *out, const cJSON *value)
{
    if (value == NULL || cJSON_IsNull(value))
        return;
    char *text = cJSON_IsString(value) ? NULL : json_print_shown(value);
    csv_add(out, text != NULL ? text : value->valuestring);
    free(text);
}

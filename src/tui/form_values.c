#include "tui/form_values.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define BLANKS " \t\r\n"

static bool is_blank(char c)
{
    return c && strchr(BLANKS, c);
}

static bool needs_quotes(const char *text)
{
    return !*text || strpbrk(text, ",\"") || is_blank(*text) || is_blank(text[strlen(text) - 1]);
}

/* One text, quoted where it must be. */
static void add_quoted(struct strbuf *out, const char *text)
{
    if (!needs_quotes(text)) {
        strbuf_adds(out, text);
        return;
    }
    strbuf_addc(out, '"');
    for (; *text; text++) {
        if (*text == '"')
            strbuf_addc(out, '"');
        strbuf_addc(out, *text);
    }
    strbuf_addc(out, '"');
}

void form_values_print(struct strbuf *out, const cJSON *array)
{
    const char *separator = "";

    for (const cJSON *item = cJSON_IsArray(array) ? array->child : NULL; item; item = item->next) {
        if (!cJSON_IsString(item))
            continue;
        strbuf_adds(out, separator);
        add_quoted(out, item->valuestring);
        separator = ", ";
    }
}

/* Reads what follows an opening quote up to its end; returns the place behind the closing one. */
static const char *read_quoted(const char *p, struct strbuf *value)
{
    for (; *p; p++) {
        if (*p == '"' && p[1] == '"')
            p++;
        else if (*p == '"')
            return p + 1;
        strbuf_addc(value, *p);
    }
    return p;
}

/* Reads one value up to a comma or the end. *quoted tells whether it stood in quotes. */
static const char *read_value(const char *p, struct strbuf *value, bool *quoted)
{
    size_t length, kept;

    p += strspn(p, BLANKS);
    *quoted = *p == '"';
    if (*quoted) {
        p = read_quoted(p + 1, value);
        p += strspn(p, BLANKS);
    }
    kept = value->length;
    length = strcspn(p, ",");
    strbuf_add(value, p, length);
    while (value->length > kept && is_blank(value->text[value->length - 1]))
        strbuf_truncate(value, value->length - 1);
    return p + length;
}

cJSON *form_values_parse(const char *line)
{
    cJSON *array = cJSON_CreateArray();
    struct strbuf value = STRBUF_INIT;

    for (;;) {
        bool quoted;

        strbuf_reset(&value);
        line = read_value(line, &value, &quoted);
        if (quoted || value.length)
            cJSON_AddItemToArray(array, cJSON_CreateString(value.text));
        if (!*line)
            break;
        line++;
    }
    strbuf_release(&value);
    return array;
}

/* The length of a line of text without its line end and outer blanks; *start is moved to its first character.
 */
static size_t trim_line(const char **start, size_t length)
{
    while (length && is_blank(**start)) {
        (*start)++;
        length--;
    }
    while (length && is_blank((*start)[length - 1]))
        length--;
    return length;
}

/* One line of a pasted text as a value; an empty one is none. */
static void add_pasted(struct strbuf *out, size_t before, const char *line, size_t length)
{
    char *value;

    length = trim_line(&line, length);
    if (!length)
        return;
    if (out->length > before)
        strbuf_adds(out, ", ");
    value = mem_dup_n(line, length);
    add_quoted(out, value);
    free(value);
}

void form_values_paste(struct strbuf *out, const char *text, size_t length)
{
    size_t before = out->length;
    const char *end, *line;

    length = trim_line(&text, length);
    if (!memchr(text, '\n', length) && !memchr(text, '\r', length)) {
        strbuf_add(out, text, length);
        return;
    }
    end = text + length;
    for (line = text; text <= end; text++)
        if (text == end || *text == '\n' || *text == '\r') {
            add_pasted(out, before, line, (size_t)(text - line));
            line = text + 1;
        }
}

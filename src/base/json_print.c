/* The printing half of json.h: cJSON's own printer would round numbers of 16 digits and indent with tabs. */
#include "base/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

struct print {
    struct strbuf *out;
    bool pretty; /* on many lines */
    bool shown;  /* what could mislead a terminal as \u escapes; a blank after ':' and ',' */
};

static void add_utf16_escape(struct strbuf *out, uint32_t code)
{
    strbuf_addf(out, "\\u%04x", (unsigned)code);
}

static void add_control(struct strbuf *out, unsigned char c)
{
    static const char letters[] = "btn-fr"; /* for 8 to 13; 11 has none */

    if (c >= 8 && c <= 13 && c != 11) {
        strbuf_addc(out, '\\');
        strbuf_addc(out, letters[c - 8]);
    } else {
        add_utf16_escape(out, c);
    }
}

/* How many bytes from here on stand for themselves: nearly all of nearly all texts. */
static size_t plain_run(const char *text, const char *end)
{
    const char *p = text;

    while (p < end && (unsigned char)*p >= 0x20 && (unsigned char)*p < 0x7f && *p != '"' && *p != '\\')
        p++;
    return (size_t)(p - text);
}

static void add_string(struct strbuf *out, const char *text, bool shown)
{
    const char *end = text + strlen(text);

    strbuf_addc(out, '"');
    while (text < end) {
        uint32_t code;
        size_t plain = plain_run(text, end), taken;

        strbuf_add(out, text, plain);
        text += plain;
        if (text == end)
            break;
        taken = text_decode(text, end, &code);
        if (*text == '"' || *text == '\\') {
            strbuf_addc(out, '\\');
            strbuf_addc(out, *text);
        } else if (code < 0x20) {
            add_control(out, (unsigned char)code);
        } else if (shown && text_is_unsafe(code)) {
            add_utf16_escape(out, code);
        } else if (taken == 1 && code >= 0x80) {
            text_encode(out, code); /* never from json_parse; what we send stays UTF-8 all the same */
        } else {
            strbuf_add(out, text, taken);
        }
        text += taken;
    }
    strbuf_addc(out, '"');
}

void json_quote(struct strbuf *out, const char *text)
{
    add_string(out, text, false);
}

void json_quote_shown(struct strbuf *out, const char *text)
{
    add_string(out, text, true);
}

/* With an exponent: json_parse takes no more than 15 digits before the point. */
static void add_large(struct strbuf *out, double number)
{
    char text[40];

    for (int digits = 0; digits <= 16; digits++) {
        snprintf(text, sizeof text, "%.*e", digits, number);
        if (strtod(text, NULL) == number)
            break;
    }
    strbuf_adds(out, text);
}

/* The shortest decimal that gives the same double again. */
static void add_number(struct strbuf *out, double number)
{
    char text[40];

    if (!isfinite(number)) {
        strbuf_adds(out, "null");
        return;
    }
    if (fabs(number) >= 1e15) {
        add_large(out, number);
        return;
    }
    if (number == trunc(number)) {
        strbuf_addf(out, "%.0f", number == 0 ? 0.0 : number);
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, number);
        if (strtod(text, NULL) == number)
            break;
    }
    strbuf_adds(out, text);
}

static void add_line_break(struct print *print, size_t depth)
{
    if (!print->pretty)
        return;
    strbuf_addc(print->out, '\n');
    strbuf_fill(print->out, ' ', 2 * depth);
}

static void add_value(struct print *print, const cJSON *value, size_t depth);

static void add_items(struct print *print, const cJSON *value, size_t depth)
{
    bool is_object = cJSON_IsObject(value);
    const cJSON *item;

    strbuf_addc(print->out, is_object ? '{' : '[');
    cJSON_ArrayForEach(item, value)
    {
        if (item != value->child)
            strbuf_adds(print->out, print->shown && !print->pretty ? ", " : ",");
        add_line_break(print, depth + 1);
        if (is_object) {
            add_string(print->out, item->string ? item->string : "", print->shown);
            strbuf_adds(print->out, print->shown ? ": " : ":");
        }
        add_value(print, item, depth + 1);
    }
    if (value->child)
        add_line_break(print, depth);
    strbuf_addc(print->out, is_object ? '}' : ']');
}

static void add_value(struct print *print, const cJSON *value, size_t depth)
{
    if (cJSON_IsObject(value) || cJSON_IsArray(value))
        add_items(print, value, depth);
    else if (cJSON_IsString(value))
        add_string(print->out, value->valuestring, print->shown);
    else if (cJSON_IsNumber(value))
        add_number(print->out, value->valuedouble);
    else if (cJSON_IsBool(value))
        strbuf_adds(print->out, cJSON_IsTrue(value) ? "true" : "false");
    else
        strbuf_adds(print->out, "null");
}

static char *print_tree(const cJSON *tree, bool pretty, bool shown)
{
    struct strbuf out = STRBUF_INIT;
    struct print print = {&out, pretty, shown};

    add_value(&print, tree, 0);
    return strbuf_detach(&out);
}

char *json_print(const cJSON *tree)
{
    return print_tree(tree, false, false);
}

char *json_print_pretty(const cJSON *tree)
{
    return print_tree(tree, true, true);
}

void json_print_item(struct strbuf *out, const cJSON *tree, size_t depth)
{
    struct print print = {out, true, true};

    add_value(&print, tree, depth);
}

char *json_print_shown(const cJSON *tree)
{
    return print_tree(tree, false, true);
}

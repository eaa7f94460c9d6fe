#include "tui/form_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/bulk.h"
#include "model/duration.h"
#include "tui/form_values.h"

static bool is_time(const struct field *field)
{
    return field->kind == FIELD_INTEGER && field->unit && strcmp(field->unit, "ms") == 0;
}

static bool is_list_of_texts(const cJSON *value)
{
    if (!cJSON_IsArray(value))
        return false;
    for (const cJSON *item = value->child; item; item = item->next)
        if (!cJSON_IsString(item))
            return false;
    return true;
}

static enum form_kind kind_of_text(const struct field *field)
{
    if (field->choices)
        return FORM_CHOICE;
    return field->source == FIELD_SOURCE_NONE ? FORM_TEXT : FORM_PICKER;
}

enum form_kind form_text_kind(const struct field *field, const cJSON *value)
{
    bool container = cJSON_IsArray(value) || (cJSON_IsObject(value) && !bulk_differs(value));

    if (!field || field->kind == FIELD_OBJECT)
        return FORM_JSON;
    if (field->kind == FIELD_LIST)
        return field->item->kind == FIELD_TEXT && (!value || is_list_of_texts(value)) ? FORM_VALUES
                                                                                      : FORM_JSON;
    if (container)
        return FORM_JSON;
    if (field->kind == FIELD_TEXT)
        return kind_of_text(field);
    if (field->kind == FIELD_BOOLEAN)
        return FORM_BOOLEAN;
    return is_time(field) ? FORM_DURATION : FORM_INTEGER;
}

bool form_text_is_typed(enum form_kind kind)
{
    return kind == FORM_TEXT || kind == FORM_PICKER || kind == FORM_INTEGER || kind == FORM_DURATION ||
           kind == FORM_VALUES;
}

/* An integer of at most 15 digits, as json.h takes them; outer blanks do not count. */
static bool read_integer(const char *text, int64_t *number)
{
    size_t digits, sign;

    text += strspn(text, " ");
    sign = *text == '-';
    digits = strspn(text + sign, "0123456789");
    if (!digits || digits > 15 || text[sign + digits + strspn(text + sign + digits, " ")])
        return false;
    *number = strtoll(text, NULL, 10);
    return true;
}

/* True for an integer that has too many digits. */
static bool is_too_long(const char *text)
{
    size_t digits;

    text += strspn(text, " ");
    text += *text == '-';
    digits = strspn(text, "0123456789");
    return digits > 15 && !text[digits + strspn(text + digits, " ")];
}

static bool read_number(const struct field *field, const char *text, int64_t *number)
{
    if (read_integer(text, number))
        return true;
    return is_time(field) && duration_parse(text, number, NULL);
}

static void show_json(const cJSON *value, struct strbuf *out)
{
    char *text = json_print_shown(value);

    strbuf_adds(out, text);
    free(text);
}

static void show_number(const struct field *field, const cJSON *value, struct strbuf *out)
{
    char time[40];
    double number = value->valuedouble;

    if (number < -999999999999999.0 || number > 999999999999999.0 || number != (double)(int64_t)number) {
        show_json(value, out);
    } else if (is_time(field)) {
        duration_format((int64_t)number, time);
        strbuf_adds(out, time);
    } else {
        strbuf_addf(out, "%" PRId64, (int64_t)number);
    }
}

static void show_text(const struct field *field, const char *text, struct strbuf *out)
{
    const struct field_choice *choice = field->choices ? fields_choice(field, text) : NULL;

    strbuf_adds(out, choice ? choice->words : text);
}

void form_text_show(const struct field *field, const cJSON *value, struct strbuf *out)
{
    int64_t number;

    if (!value)
        return;
    if (bulk_differs(value))
        strbuf_adds(out, bulk_differs(value));
    else if (!field)
        show_json(value, out);
    else if (field->kind == FIELD_TEXT && cJSON_IsString(value))
        show_text(field, value->valuestring, out);
    else if (field->kind == FIELD_INTEGER && cJSON_IsNumber(value))
        show_number(field, value, out);
    else if (field->kind == FIELD_INTEGER && cJSON_IsString(value) &&
             !read_number(field, value->valuestring, &number))
        strbuf_adds(out, value->valuestring);
    else if (field->kind == FIELD_BOOLEAN && cJSON_IsBool(value))
        strbuf_adds(out, cJSON_IsTrue(value) ? "yes" : "no");
    else if (field->kind == FIELD_LIST && is_list_of_texts(value) && field->item->kind == FIELD_TEXT)
        form_values_print(out, value);
    else
        show_json(value, out);
}

static cJSON *parse_values(const char *text, bool required)
{
    cJSON *list = form_values_parse(text);

    if (list->child || required)
        return list;
    cJSON_Delete(list);
    return NULL;
}

cJSON *form_text_parse(const struct field *field, const char *text, bool required)
{
    int64_t number;

    if (field->kind == FIELD_LIST)
        return parse_values(text, required);
    if (field->kind == FIELD_TEXT)
        return *text || required ? cJSON_CreateString(text) : NULL;
    if (!*text)
        return NULL;
    return read_number(field, text, &number) ? cJSON_CreateNumber((double)number) : cJSON_CreateString(text);
}

/* Digits in groups of three: 300,000. */
static void add_grouped(struct strbuf *out, int64_t number)
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%" PRId64, number < 0 ? -number : number);

    if (number < 0)
        strbuf_addc(out, '-');
    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            strbuf_addc(out, ',');
        strbuf_addc(out, digits[i]);
    }
}

bool form_text_note(const struct field *field, const cJSON *value, struct strbuf *out)
{
    double number = cJSON_IsNumber(value) ? value->valuedouble : 0.5;

    if (!field || field->kind != FIELD_INTEGER || !is_time(field) || number != (double)(int64_t)number)
        return false;
    add_grouped(out, (int64_t)number);
    strbuf_addf(out, " %s", field->unit);
    return true;
}

bool form_text_misfit(const struct field *field, const cJSON *value, struct strbuf *out)
{
    struct err err = {0};
    int64_t number;

    if (!field || field->kind != FIELD_INTEGER || !cJSON_IsString(value) ||
        read_number(field, value->valuestring, &number))
        return false;
    if (is_time(field)) {
        duration_parse(value->valuestring, &number, &err);
        strbuf_adds(out, err.text);
    } else if (is_too_long(value->valuestring)) {
        strbuf_adds(out, "more than 15 digits: they would not be kept exactly");
    } else {
        strbuf_addf(out, "a whole number is expected, such as %s", field->example);
    }
    return true;
}

#include "model/yaml_scalar.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "base/text.h"

enum { WHOLE_DIGITS_MAX = 15, NUMBER_LENGTH_MAX = 400 };

static const char leading_zero[] =
    "versions of YAML read a number with a leading 0 differently: leave it out, or put a text in quotes";
static const char too_long[] = "a number of more than 15 digits would be rounded: put a text in quotes";
static const char too_large[] = "a number that is too large";
static const char no_number[] = "JSON has no such number: put a text in quotes";

static bool is_one_of(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(text, words[i]) == 0)
            return true;
    return false;
}

static bool is_null(const char *text)
{
    static const char *const words[] = {"", "~", "null", "Null", "NULL"};

    return is_one_of(text, words, ARRAY_COUNT(words));
}

static bool is_true(const char *text)
{
    static const char *const words[] = {"true", "True", "TRUE"};

    return is_one_of(text, words, ARRAY_COUNT(words));
}

static bool is_false(const char *text)
{
    static const char *const words[] = {"false", "False", "FALSE"};

    return is_one_of(text, words, ARRAY_COUNT(words));
}

static bool is_infinite(const char *text)
{
    static const char *const words[] = {".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"};

    if (*text == '-' || *text == '+')
        text++;
    return is_one_of(text, words, ARRAY_COUNT(words));
}

static size_t count_digits(const char *text)
{
    return strspn(text, "0123456789");
}

/* [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?: the core schema's integers and floats. */
static bool is_decimal(const char *text, size_t *whole)
{
    size_t fraction = 0;

    text += *text == '-' || *text == '+';
    *whole = count_digits(text);
    text += *whole;
    if (*text == '.') {
        fraction = count_digits(++text);
        text += fraction;
    }
    if (!*whole && !fraction)
        return false;
    if (*text == 'e' || *text == 'E') {
        text++;
        text += *text == '-' || *text == '+';
        if (!count_digits(text))
            return false;
        text += count_digits(text);
    }
    return !*text;
}

static cJSON *refuse(const char **problem, const char *why)
{
    *problem = why;
    return NULL;
}

static cJSON *decimal(const char *text, size_t whole, const char **problem)
{
    const char *digits = text + (*text == '-' || *text == '+');
    double number;

    if (whole > 1 && *digits == '0')
        return refuse(problem, leading_zero);
    if (whole > WHOLE_DIGITS_MAX)
        return refuse(problem, too_long);
    number = strtod(text, NULL);
    if (strlen(text) > NUMBER_LENGTH_MAX || !isfinite(number))
        return refuse(problem, too_large);
    return cJSON_CreateNumber(number);
}

/* 0x and 0o. */
static cJSON *radix(const char *text, const char **problem)
{
    bool is_hex = text[1] == 'x';
    double number = 0;

    for (const char *p = text + 2; *p; p++)
        number =
            number * (is_hex ? 16 : 8) + (isdigit((unsigned char)*p) ? *p - '0' : (*p | 0x20) - 'a' + 10);
    return number < 1e15 ? cJSON_CreateNumber(number) : refuse(problem, too_long);
}

static bool is_radix(const char *text)
{
    if (text[0] != '0' || (text[1] != 'x' && text[1] != 'o') || !text[2])
        return false;
    return !text[2 + strspn(text + 2, text[1] == 'x' ? "0123456789abcdefABCDEF" : "01234567")];
}

cJSON *yaml_scalar_core(const char *text, const char **problem)
{
    size_t whole;

    if (is_null(text))
        return cJSON_CreateNull();
    if (is_true(text) || is_false(text))
        return cJSON_CreateBool(is_true(text));
    if (is_infinite(text))
        return refuse(problem, no_number);
    if (is_radix(text))
        return radix(text, problem);
    if (is_decimal(text, &whole))
        return decimal(text, whole, problem);
    return cJSON_CreateString(text);
}

/* Where only true and false may stand, the words of YAML 1.1 mean nothing else. */
static cJSON *boolean(const char *text, const char **problem)
{
    if (strcasecmp(text, "yes") == 0 || strcasecmp(text, "on") == 0)
        return cJSON_CreateTrue();
    if (strcasecmp(text, "no") == 0 || strcasecmp(text, "off") == 0)
        return cJSON_CreateFalse();
    return yaml_scalar_core(text, problem);
}

cJSON *yaml_scalar_value(const char *text, const struct field *field, const char **problem)
{
    if (field && field->kind == FIELD_TEXT && *text)
        return cJSON_CreateString(text);
    if (field && field->kind == FIELD_BOOLEAN)
        return boolean(text, problem);
    return yaml_scalar_core(text, problem);
}

/* Words that some version of YAML takes for null or a truth value. */
static bool is_word(const char *text)
{
    static const char *const words[] = {"y",    "n",     "yes",  "no",  "on",  "off",
                                        "true", "false", "null", "nan", "inf", "infinity"};

    for (size_t i = 0; i < ARRAY_COUNT(words); i++)
        if (strcasecmp(text, words[i]) == 0)
            return true;
    return false;
}

/* Visible, and a blank to no reader. */
static bool is_plain_character(uint32_t code)
{
    if (code < 0x80)
        return code > 0x20 && code < 0x7f;
    return code > 0xa0 && !text_is_unsafe(code) && code != 0x2028 && code != 0x2029 && code != 0x3000 &&
           code < 0xfff0;
}

bool yaml_scalar_is_safe_plain(const char *text)
{
    const char *end = text + strlen(text);
    bool begins = (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') || *text == '_' ||
                  *text == '/' || (unsigned char)*text >= 0x80;

    if (!begins || end[-1] == ' ' || end[-1] == ':' || is_word(text) || strstr(text, ": ") ||
        strstr(text, " #"))
        return false;
    while (text < end) {
        uint32_t code;

        text += text_decode(text, end, &code);
        if (code != ' ' && !is_plain_character(code))
            return false;
    }
    return true;
}

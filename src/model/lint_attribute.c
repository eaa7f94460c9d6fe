#include "model/lint_attribute.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/text.h"
#include "model/describe_words.h"

enum { EXACT_DIGITS = 15 }; /* that a double keeps */
static const double lint_attribute_day_ms = 86400000.0;

/* ---- reading ---- */

static const char *text_or_null(const cJSON *object, const char *name)
{
    const char *text = json_text(object, name);

    return text && *text ? text : NULL;
}

void lint_attribute_read(const cJSON *json, size_t dimension, size_t index, struct lint_attribute *out)
{
    const char *field = text_or_null(json, "FieldName"), *source = text_or_null(json, "Source");
    const cJSON *values = json_get(json, "Values");

    *out = (struct lint_attribute){
        .json = json,
        .operand = field && source ? NULL
                   : field         ? field
                                   : source,
        .is_source = !field,
        .compare = describe_words_operator(json),
        .values = cJSON_IsArray(values) ? values : NULL,
        .dimension = dimension,
        .index = index,
    };
}

bool lint_attribute_same(const struct lint_attribute *a, const struct lint_attribute *b)
{
    return a->operand && b->operand && a->is_source == b->is_source && strcmp(a->operand, b->operand) == 0;
}

bool lint_attribute_is(const struct lint_attribute *attribute, const char *name)
{
    return attribute->compare && strcmp(attribute->compare->value, name) == 0;
}

/* Counts digits; false if there are none. Moves *p on. */
static bool skip_digits(const char **p, int *digits)
{
    const char *start = *p;

    for (; isdigit((unsigned char)**p); (*p)++)
        *digits += *digits > 0 || **p != '0';
    return *p > start;
}

/* The grammar of JSON's numbers, with leading zeroes and plus signs allowed. */
static bool is_number(const char *p, int *digits)
{
    int ignored = 0;
    bool whole, fraction = false;

    p += *p == '-' || *p == '+';
    whole = skip_digits(&p, digits);
    if (*p == '.') {
        p++;
        fraction = skip_digits(&p, digits);
        if (!fraction)
            return false;
    }
    if ((whole || fraction) && (*p == 'e' || *p == 'E')) {
        p++;
        p += *p == '-' || *p == '+';
        if (!skip_digits(&p, &ignored))
            return false;
    }
    return (whole || fraction) && !*p;
}

bool lint_attribute_number(const char *text, double *number, bool *exact)
{
    int digits = 0;

    if (!is_number(text, &digits))
        return false;
    errno = 0;
    *number = strtod(text, NULL);
    *exact = errno == 0 && digits <= EXACT_DIGITS;
    return true;
}

/* "2024-10-31" */
static bool is_plain_day(const char *text)
{
    static const char form[] = "dddd-dd-dd";

    for (size_t i = 0; i < sizeof form - 1; i++)
        if (form[i] == 'd' ? !isdigit((unsigned char)text[i]) : text[i] != form[i])
            return false;
    return text[sizeof form - 1] == '\0';
}

/* ms that a double keeps, in a zone that the text names. */
static bool is_exact_time(const char *text)
{
    const char *point = strpbrk(text, ".,"), *time = strchr(text, 'T');

    if (point && strspn(point + 1, "0123456789") > 3)
        return false;
    return time && (strchr(time, 'Z') || strpbrk(time, "+-"));
}

bool lint_attribute_date(const char *text, double *ms, bool *exact)
{
    int64_t wall_ms = 0;

    *exact = false;
    if (is_plain_day(text)) {
        char midnight[32];

        snprintf(midnight, sizeof midnight, "%sT00:00:00Z", text);
        text = midnight;
        if (!clock_parse(text, &wall_ms))
            return false;
        *ms = (double)wall_ms;
        return true;
    }
    if (!clock_parse(text, &wall_ms))
        return false;
    *ms = (double)wall_ms;
    *exact = is_exact_time(text);
    return true;
}

/* ---- ranges ---- */

enum shape { SHAPE_ABOVE, SHAPE_BELOW, SHAPE_POINT, SHAPE_DAY, SHAPE_INSIDE, SHAPE_OUTSIDE };

static const struct {
    const char *name;
    enum shape shape;
    bool closed; /* the value itself belongs to it */
} shapes[] = {
    {"GREATER_THAN", SHAPE_ABOVE, false}, {"GREATER_THAN_OR_EQUAL", SHAPE_ABOVE, true},
    {"LESS_THAN", SHAPE_BELOW, false},    {"LESS_THAN_OR_EQUAL", SHAPE_BELOW, true},
    {"EQUAL", SHAPE_POINT, true},         {"AFTER", SHAPE_ABOVE, false},
    {"BEFORE", SHAPE_BELOW, false},       {"ON", SHAPE_DAY, true},
    {"BETWEEN", SHAPE_INSIDE, false},     {"NOT_BETWEEN", SHAPE_OUTSIDE, false},
};

/* One value as a number or date that a range may end at. */
static enum lint_attribute_kind read_bound(const struct field_choice *compare, const cJSON *value,
                                           double *out)
{
    const char *text = cJSON_GetStringValue(value);
    bool exact = false, date = strstr(compare->fits, "date") != NULL;

    if (!text)
        return LINT_ATTRIBUTE_TEXT;
    if (strstr(compare->fits, "number") && lint_attribute_number(text, out, &exact))
        return exact ? LINT_ATTRIBUTE_NUMBER : LINT_ATTRIBUTE_TEXT;
    return date && lint_attribute_date(text, out, &exact) && exact ? LINT_ATTRIBUTE_DATE
                                                                   : LINT_ATTRIBUTE_TEXT;
}

/* As many bounds as the operator takes, all of one kind. */
static enum lint_attribute_kind read_bounds(const struct lint_attribute *attribute, double bounds[2])
{
    const struct field_choice *compare = attribute->compare;
    int count = cJSON_GetArraySize(attribute->values);
    enum lint_attribute_kind kind;

    if (!compare || !compare->fits || strcmp(compare->fits, "text") == 0 || count != compare->values_max ||
        count > 2)
        return LINT_ATTRIBUTE_TEXT;
    kind = read_bound(compare, attribute->values->child, &bounds[0]);
    if (count == 2 &&
        (read_bound(compare, attribute->values->child->next, &bounds[1]) != kind || bounds[0] > bounds[1]))
        return LINT_ATTRIBUTE_TEXT; /* what a reversed range means is not documented */
    return kind;
}

static void fill(enum shape shape, bool closed, const double bounds[2], bool surely, struct lint_ranges *out)
{
    double a = bounds[0], b = bounds[1];

    switch (shape) {
    case SHAPE_ABOVE:
        lint_ranges_add(out, (struct lint_range){a, INFINITY, !closed, true});
        break;
    case SHAPE_BELOW:
        lint_ranges_add(out, (struct lint_range){-INFINITY, a, true, !closed});
        break;
    case SHAPE_POINT:
        lint_ranges_add(out, (struct lint_range){a, a, false, false});
        break;
    case SHAPE_DAY: /* the instant, or the day that it belongs to in some zone */
        lint_ranges_add(
            out, (struct lint_range){a - lint_attribute_day_ms, a + lint_attribute_day_ms, false, false});
        break;
    case SHAPE_INSIDE:
        lint_ranges_add(out, (struct lint_range){a, b, surely, surely});
        break;
    case SHAPE_OUTSIDE:
        if (a == b && !surely) {
            lint_ranges_all(out);
            break;
        }
        lint_ranges_add(out, (struct lint_range){-INFINITY, a, true, surely});
        lint_ranges_add(out, (struct lint_range){b, INFINITY, surely, true});
        break;
    }
}

enum lint_attribute_kind lint_attribute_ranges(const struct lint_attribute *attribute, bool surely,
                                               struct lint_ranges *out)
{
    double bounds[2] = {0, 0};
    enum lint_attribute_kind kind = read_bounds(attribute, bounds);

    lint_ranges_none(out);
    if (kind == LINT_ATTRIBUTE_TEXT || (kind == LINT_ATTRIBUTE_DATE && surely))
        return kind; /* how exactly dates are compared is not documented: none is sure */
    for (size_t i = 0; i < ARRAY_COUNT(shapes); i++)
        if (lint_attribute_is(attribute, shapes[i].name))
            fill(shapes[i].shape, shapes[i].closed, bounds, surely, out);
    return kind;
}

/* ---- two comparisons of the same thing ---- */

static bool has_value(const cJSON *values, const cJSON *wanted)
{
    const cJSON *value;

    cJSON_ArrayForEach(value, values)
    {
        if (json_equal(value, wanted))
            return true;
    }
    return false;
}

/* True if every value of the one is a value of the other; false if there is none. */
static bool is_within(const cJSON *inner, const cJSON *outer)
{
    const cJSON *value;

    cJSON_ArrayForEach(value, inner)
    {
        if (!has_value(outer, value))
            return false;
    }
    return inner && inner->child;
}

static bool meet(const cJSON *a, const cJSON *b)
{
    const cJSON *value;

    cJSON_ArrayForEach(value, a)
    {
        if (has_value(b, value))
            return true;
    }
    return false;
}

static bool texts_exclude(const struct lint_attribute *wants, const struct lint_attribute *refuses)
{
    if (!lint_attribute_is(refuses, "EXCLUSIVE"))
        return false;
    if (lint_attribute_is(wants, "INCLUSIVE"))
        return is_within(refuses->values, wants->values);
    return lint_attribute_is(wants, "CONTAINS") && is_within(wants->values, refuses->values) &&
           is_within(refuses->values, wants->values) && !wants->values->child->next;
}

/* The same, should EXCLUSIVE mean "none of the values". */
static bool texts_may_exclude(const struct lint_attribute *wants, const struct lint_attribute *refuses)
{
    if (!lint_attribute_is(refuses, "EXCLUSIVE"))
        return false;
    if (lint_attribute_is(wants, "INCLUSIVE"))
        return meet(wants->values, refuses->values);
    return lint_attribute_is(wants, "CONTAINS") && is_within(wants->values, refuses->values);
}

static bool ends_equal(const char *a, const char *b, bool at_end)
{
    size_t a_length = strlen(a), b_length = strlen(b), most = a_length < b_length ? a_length : b_length;

    return at_end ? memcmp(a + a_length - most, b + b_length - most, most) == 0 : memcmp(a, b, most) == 0;
}

/* Two beginnings (or ends) of which neither begins the other; whether case counts is not documented. */
static bool ends_exclude(const struct lint_attribute *a, const struct lint_attribute *b, const char *name)
{
    const char *one, *two;
    char *folded_one, *folded_two;
    bool exclude;

    if (!lint_attribute_is(a, name) || !lint_attribute_is(b, name) || cJSON_GetArraySize(a->values) != 1 ||
        cJSON_GetArraySize(b->values) != 1)
        return false;
    one = cJSON_GetStringValue(a->values->child);
    two = cJSON_GetStringValue(b->values->child);
    if (!one || !two)
        return false;
    folded_one = text_fold(one);
    folded_two = text_fold(two);
    exclude = !ends_equal(folded_one, folded_two, strcmp(name, "ENDS_WITH") == 0);
    free(folded_one);
    free(folded_two);
    return exclude;
}

static bool ranges_exclude(const struct lint_attribute *a, const struct lint_attribute *b)
{
    struct lint_ranges one, two;
    enum lint_attribute_kind kind = lint_attribute_ranges(a, false, &one);

    if (kind == LINT_ATTRIBUTE_TEXT || lint_attribute_ranges(b, false, &two) != kind)
        return false;
    lint_ranges_cut(&one, &two);
    return one.count == 0;
}

bool lint_attribute_exclude(const struct lint_attribute *a, const struct lint_attribute *b)
{
    return lint_attribute_same(a, b) &&
           (texts_exclude(a, b) || texts_exclude(b, a) || ends_exclude(a, b, "BEGINS_WITH") ||
            ends_exclude(a, b, "ENDS_WITH") || ranges_exclude(a, b));
}

bool lint_attribute_may_exclude(const struct lint_attribute *a, const struct lint_attribute *b)
{
    return lint_attribute_same(a, b) && (texts_may_exclude(a, b) || texts_may_exclude(b, a));
}

bool lint_attribute_complete(const struct lint_attribute *a, const struct lint_attribute *b)
{
    const struct lint_attribute *wants = lint_attribute_is(b, "EXCLUSIVE") ? a : b,
                                *refuses = wants == a ? b : a;

    return lint_attribute_same(a, b) && lint_attribute_is(refuses, "EXCLUSIVE") &&
           (lint_attribute_is(wants, "CONTAINS") || lint_attribute_is(wants, "INCLUSIVE")) && wants->values &&
           wants->values->child && !wants->values->child->next && refuses->values && refuses->values->child &&
           !refuses->values->child->next && json_equal(wants->values->child, refuses->values->child);
}

#include "model/match_probe.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "model/describe_words.h"
#include "model/match_date.h"
#include "model/match_operator.h"

enum { TWO_DAYS_MS = 2 * 86400000, POINTS_MOST = 8 };

/* Numbers below this have no more digits than JSON is read with (json.h). */
#define NUMBER_MOST 1e15

struct points {
    double numbers[POINTS_MOST];
    int64_t times_ms[POINTS_MOST];
    size_t number_count, time_count;
};

static void add_text(cJSON *out, const char *text)
{
    cJSON_AddItemToArray(out, cJSON_CreateString(text));
}

static void add_number(cJSON *out, double number)
{
    if (fabs(number) < NUMBER_MOST)
        cJSON_AddItemToArray(out, cJSON_CreateNumber(number));
}

static void add_time(cJSON *out, int64_t wall_ms)
{
    char text[25];

    if (wall_ms < 0)
        return;
    clock_format_iso(wall_ms, text);
    add_text(out, text);
}

static bool looks_at_same(const cJSON *a, const cJSON *b)
{
    struct strbuf first = STRBUF_INIT, second = STRBUF_INIT;
    bool same;

    describe_words_subject(&first, a);
    describe_words_subject(&second, b);
    same = strcmp(first.text, second.text) == 0;
    strbuf_release(&first);
    strbuf_release(&second);
    return same;
}

static bool is_number(const char *text, double *number)
{
    char *end;

    *number = strtod(text, &end);
    return *text && !*end && isfinite(*number);
}

static void add_point(const struct match_operator *operator, const char * text, struct points *points)
{
    uint64_t assumed = 0;
    double number;

    if (points->number_count == POINTS_MOST || points->time_count == POINTS_MOST)
        return;
    if (operator->kind != MATCH_OPERATOR_DATE && is_number(text, &number))
        points->numbers[points->number_count++] = number;
    else if (operator->kind != MATCH_OPERATOR_NUMBER &&
             match_date_parse(text, &points->times_ms[points->time_count], &assumed))
        points->time_count++;
}

/* Its texts, one by one and together, and the points on the line of numbers or of time. */
static void add_values(const cJSON *attribute, cJSON *out, struct points *points)
{
    const struct match_operator *operator= match_operator_find(json_text(attribute, "ComparisonOperator"));
    const cJSON *values = describe_words_list(attribute, "Values"), *value;

    cJSON_ArrayForEach(value, values)
    {
        if (!operator|| !cJSON_IsString(value))
            continue;
        if (operator->kind == MATCH_OPERATOR_TEXT || operator->kind == MATCH_OPERATOR_DATE)
            add_text(out, value->valuestring);
        if (operator->kind != MATCH_OPERATOR_TEXT)
            add_point(operator, value->valuestring, points);
    }
    if (operator&& operator->all && values && values->child->next)
        cJSON_AddItemToArray(out, cJSON_Duplicate(values, true));
}

static void add_around(const struct points *points, cJSON *out)
{
    for (size_t i = 0; i < points->number_count; i++) {
        for (size_t j = 0; j < i; j++)
            add_number(out, (points->numbers[i] + points->numbers[j]) / 2);
        add_number(out, points->numbers[i] + 1);
        add_number(out, points->numbers[i] - 1);
        add_number(out, points->numbers[i]);
    }
    for (size_t i = 0; i < points->time_count; i++) {
        for (size_t j = 0; j < i; j++)
            add_time(out, points->times_ms[i] / 2 + points->times_ms[j] / 2);
        add_time(out, points->times_ms[i] + TWO_DAYS_MS);
        add_time(out, points->times_ms[i] - TWO_DAYS_MS);
    }
}

cJSON *match_probe_values(const cJSON *attribute, const cJSON *condition)
{
    cJSON *out = cJSON_CreateArray();
    struct points points = {0};
    const cJSON *dimension, *other;

    cJSON_ArrayForEach(dimension, describe_words_list(condition, "EventTriggerDimensions"))
    {
        cJSON_ArrayForEach(other, describe_words_list(dimension, "ObjectAttributes"))
        {
            if (looks_at_same(attribute, other))
                add_values(other, out, &points);
        }
    }
    add_around(&points, out);
    add_text(out, "other");
    return out;
}

#include "model/match_order.h"

#include <stdbool.h>
#include <stdlib.h>

#include "model/match_date.h"
#include "model/match_meaning.h"
#include "model/match_number.h"
#include "model/match_text.h"

enum { MS_PER_DAY = 86400000 };

static struct match_outcome unknown(enum match_trouble trouble)
{
    return (struct match_outcome){MATCH_UNKNOWN, 0, trouble};
}

static struct match_outcome known(bool holds, uint64_t assumed)
{
    return (struct match_outcome){holds ? MATCH_HOLDS : MATCH_FAILS, assumed, MATCH_TROUBLE_NONE};
}

static bool test_holds(enum match_order_test test, int order)
{
    if (test == MATCH_ORDER_BELOW)
        return order < 0;
    if (test == MATCH_ORDER_ABOVE)
        return order > 0;
    if (test == MATCH_ORDER_SAME)
        return order == 0;
    return test == MATCH_ORDER_AT_LEAST ? order >= 0 : order <= 0;
}

/* ---- numbers ---- */

/* A number as it was written, also where a text holds it. */
static bool read_number(const cJSON *found, struct match_number *out, uint64_t *assumed)
{
    char *text = cJSON_IsString(found) || cJSON_IsNumber(found) ? match_text_of(found) : NULL;
    bool fine = text && match_number_parse(text, out);

    if (cJSON_IsString(found))
        *assumed |= MATCH_MEANING_BIT(MATCH_MEANING_NUMBER_TEXT);
    free(text);
    return fine;
}

static enum match_trouble no_number(const cJSON *found)
{
    return cJSON_IsObject(found) ? MATCH_TROUBLE_FOUND_OBJECT : MATCH_TROUBLE_FOUND_NUMBER;
}

struct match_outcome match_order_numbers(enum match_order_test test, const cJSON *found, const char *value)
{
    struct match_number is, wanted;
    struct match_outcome result;
    uint64_t assumed = 0;

    if (!match_number_parse(value, &wanted))
        return unknown(MATCH_TROUBLE_VALUE_NUMBER);
    if (read_number(found, &is, &assumed)) {
        result = known(test_holds(test, match_number_compare(&is, &wanted)), assumed);
        match_number_release(&is);
    } else {
        result = unknown(no_number(found));
    }
    match_number_release(&wanted);
    return result;
}

/* ---- dates ---- */

static bool read_date(const cJSON *found, int64_t *wall_ms, uint64_t *assumed)
{
    char *text = cJSON_IsString(found) || cJSON_IsNumber(found) ? match_text_of(found) : NULL;
    bool fine = text && match_date_parse(text, wall_ms, assumed);

    free(text);
    return fine;
}

static enum match_trouble no_date(const cJSON *found)
{
    return cJSON_IsObject(found) ? MATCH_TROUBLE_FOUND_OBJECT : MATCH_TROUBLE_FOUND_DATE;
}

/* Two days apart, neither a zone nor the time of day could change the order. */
static uint64_t that_matters(uint64_t assumed, int64_t a_ms, int64_t b_ms)
{
    bool far = llabs((long long)(a_ms - b_ms)) >= 2LL * MS_PER_DAY;

    return far ? assumed & MATCH_MEANING_BIT(MATCH_MEANING_EPOCH) : assumed;
}

static int64_t day_of(int64_t wall_ms)
{
    return wall_ms / MS_PER_DAY - (wall_ms % MS_PER_DAY < 0);
}

static int compare_times(int64_t a_ms, int64_t b_ms)
{
    return (a_ms > b_ms) - (a_ms < b_ms);
}

struct match_outcome match_order_dates(enum match_order_test test, const cJSON *found, const char *value)
{
    int64_t is_ms, wanted_ms;
    uint64_t assumed = 0;

    if (!match_date_parse(value, &wanted_ms, &assumed))
        return unknown(MATCH_TROUBLE_VALUE_DATE);
    if (!read_date(found, &is_ms, &assumed))
        return unknown(no_date(found));
    if (test != MATCH_ORDER_SAME)
        return known(test_holds(test, compare_times(is_ms, wanted_ms)),
                     that_matters(assumed, is_ms, wanted_ms));
    if (is_ms != wanted_ms)
        assumed |= MATCH_MEANING_BIT(MATCH_MEANING_DAY);
    return known(day_of(is_ms) == day_of(wanted_ms), that_matters(assumed, is_ms, wanted_ms));
}

/* ---- ranges ---- */

/* Where it stands to both bounds, and the bounds to each other. */
static struct match_outcome within(int to_low, int to_high, int low_to_high, uint64_t assumed)
{
    if (low_to_high > 0) {
        bool in_turned = to_low <= 0 && to_high >= 0;

        return known(false, in_turned ? assumed | MATCH_MEANING_BIT(MATCH_MEANING_REVERSED) : assumed);
    }
    if (to_low == 0 || to_high == 0)
        assumed |= MATCH_MEANING_BIT(MATCH_MEANING_BOUNDS);
    return known(to_low >= 0 && to_high <= 0, assumed);
}

static struct match_outcome between_numbers(const cJSON *found, const struct match_number *low,
                                            const struct match_number *high)
{
    struct match_number is;
    struct match_outcome result;
    uint64_t assumed = 0;

    if (!read_number(found, &is, &assumed))
        return unknown(no_number(found));
    result = within(match_number_compare(&is, low), match_number_compare(&is, high),
                    match_number_compare(low, high), assumed);
    match_number_release(&is);
    return result;
}

static struct match_outcome between_dates(const cJSON *found, const char *low, const char *high)
{
    int64_t is_ms, low_ms, high_ms;
    uint64_t about_low = 0, about_high = 0, about_found = 0;

    if (!match_date_parse(low, &low_ms, &about_low) || !match_date_parse(high, &high_ms, &about_high))
        return unknown(MATCH_TROUBLE_VALUE_RANGE);
    if (!read_date(found, &is_ms, &about_found))
        return unknown(no_date(found));
    about_low = that_matters(about_low | about_found, is_ms, low_ms);
    about_high = that_matters(about_high | about_found, is_ms, high_ms);
    return within(compare_times(is_ms, low_ms), compare_times(is_ms, high_ms), compare_times(low_ms, high_ms),
                  about_low | about_high);
}

struct match_outcome match_order_between(const cJSON *found, const char *low, const char *high)
{
    struct match_number low_number, high_number;
    struct match_outcome result;

    if (!match_number_parse(low, &low_number))
        return between_dates(found, low, high);
    if (!match_number_parse(high, &high_number)) {
        match_number_release(&low_number);
        return between_dates(found, low, high);
    }
    /* 1700000000 and 1800000000 are numbers until a date is found. */
    result = between_numbers(found, &low_number, &high_number);
    match_number_release(&low_number);
    match_number_release(&high_number);
    if (result.verdict != MATCH_UNKNOWN)
        return result;
    struct match_outcome as_dates = between_dates(found, low, high);
    return as_dates.verdict == MATCH_UNKNOWN ? result : as_dates;
}

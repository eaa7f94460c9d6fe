#include "model/duration.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/strbuf.h"

/* json.h refuses longer integers: a double would round them. */
#define DURATION_MAX_MS INT64_C(999999999999999)

static const struct unit {
    const char *name, *word;
    int64_t ms;
} units[] = {
    {"w", "week", INT64_C(604800000)},
    {"d", "day", 86400000},
    {"h", "hour", 3600000},
    {"m", "minute", 60000},
    {"s", "second", 1000},
    {"ms", "millisecond", 1},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *skip_blanks(const char *p)
{
    return p + strspn(p, " \t");
}

/* Reads digits; a number past the maximum stays just above it. */
static const char *read_number(const char *p, int64_t *number)
{
    for (*number = 0; is_digit(*p); p++)
        if (*number <= DURATION_MAX_MS)
            *number = *number * 10 + (*p - '0');
    return p;
}

/* The index of the unit that stands at *p as a whole word, or -1. */
static int read_unit(const char **p)
{
    size_t length = strspn(*p, "abcdefghijklmnopqrstuvwxyz");

    for (size_t i = 0; i < ARRAY_COUNT(units); i++)
        if (strlen(units[i].name) == length && strncmp(*p, units[i].name, length) == 0) {
            *p += length;
            return (int)i;
        }
    return -1;
}

static bool expected(struct err *err)
{
    return err_set(err, ERR_INVALID, "a time such as 5m, 1h30m, 90s or 300000ms is expected");
}

static bool too_long(struct err *err)
{
    return err_set(err, ERR_INVALID, "the time is too long: at most 15 digits of milliseconds");
}

/* Adds number × unit to the sum. */
static bool add(int64_t *sum, int64_t number, int64_t unit_ms)
{
    if (number > (DURATION_MAX_MS - *sum) / unit_ms)
        return false;
    *sum += number * unit_ms;
    return true;
}

bool duration_parse(const char *text, int64_t *ms, struct err *err)
{
    const char *p = skip_blanks(text);
    const char *after = p + strspn(p, "0123456789");
    int last = -1;
    int64_t sum = 0, number;

    if (after > p && *skip_blanks(after) == '\0') {
        read_number(p, ms);
        return *ms <= DURATION_MAX_MS || too_long(err);
    }
    do {
        int unit;

        if (!is_digit(*p))
            return expected(err);
        p = skip_blanks(read_number(p, &number));
        unit = read_unit(&p);
        if (unit < 0)
            return expected(err);
        if (unit <= last)
            return err_set(err, ERR_INVALID, "each unit once and in falling order is expected: 1h30m");
        last = unit;
        if (!add(&sum, number, units[unit].ms))
            return too_long(err);
        p = skip_blanks(p);
    } while (*p);
    *ms = sum;
    return true;
}

/* How many of unit i go into *rest, which is reduced. Weeks only count when they
 * are all there is: "10d", not "1w3d". */
static uint64_t take(size_t i, uint64_t *rest)
{
    uint64_t unit_ms = (uint64_t)units[i].ms, count = *rest / unit_ms;

    if (i == 0 && *rest % unit_ms)
        return 0;
    *rest %= unit_ms;
    return count;
}

static uint64_t magnitude(int64_t ms)
{
    return ms < 0 ? 0 - (uint64_t)ms : (uint64_t)ms;
}

void duration_format(int64_t ms, char out[40])
{
    uint64_t rest = magnitude(ms);
    size_t used = 0;

    if (!rest) {
        snprintf(out, 40, "0ms");
        return;
    }
    if (ms < 0)
        out[used++] = '-';
    for (size_t i = 0; i < ARRAY_COUNT(units); i++) {
        uint64_t count = take(i, &rest);

        if (count)
            used +=
                (size_t)snprintf(out + used, 40 - used, "%llu%s", (unsigned long long)count, units[i].name);
    }
}

char *duration_words(int64_t ms)
{
    struct strbuf words = STRBUF_INIT;
    uint64_t rest = magnitude(ms);

    if (!rest)
        strbuf_adds(&words, "0 milliseconds");
    else if (ms < 0)
        strbuf_adds(&words, "minus ");
    for (size_t i = 0; i < ARRAY_COUNT(units); i++) {
        uint64_t count = take(i, &rest);

        if (count)
            strbuf_addf(&words, "%s%llu %s%s", words.length && words.text[words.length - 1] != ' ' ? " " : "",
                        (unsigned long long)count, units[i].word, count == 1 ? "" : "s");
    }
    return strbuf_detach(&words);
}

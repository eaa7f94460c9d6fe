#include "base/clock.h"

#include <ctype.h>
#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MS_PER_SECOND = 1000 };
static const int64_t clock_last_ms = INT64_C(253402300799999); /* 9999-12-31T23:59:59.999Z */

static _Atomic int64_t clock_frozen_ms = -1;

static int64_t read_clock(clockid_t which)
{
    struct timespec now;

    clock_gettime(which, &now);
    return (int64_t)now.tv_sec * MS_PER_SECOND + now.tv_nsec / 1000000;
}

int64_t clock_monotonic_ms(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

int64_t clock_wall_ms(void)
{
    int64_t frozen_ms = atomic_load(&clock_frozen_ms);

    return frozen_ms >= 0 ? frozen_ms : read_clock(CLOCK_REALTIME);
}

void clock_freeze(int64_t wall_ms)
{
    atomic_store(&clock_frozen_ms, wall_ms);
}

/* Whole seconds as a broken-down UTC time; times that four digits of a year
 * cannot write are moved to the edge. */
static void split_utc(int64_t *wall_ms, struct tm *tm)
{
    time_t seconds;

    if (*wall_ms < 0)
        *wall_ms = 0;
    if (*wall_ms > clock_last_ms)
        *wall_ms = clock_last_ms;
    seconds = (time_t)(*wall_ms / MS_PER_SECOND);
    gmtime_r(&seconds, tm);
}

/* The number, and what follows it if that is not NUL. Returns where the next goes. */
static char *put_number(char *out, int number, int digits, char after)
{
    for (int i = digits; i-- > 0; number /= 10)
        out[i] = (char)('0' + number % 10);
    out[digits] = after;
    return out + digits + (after != '\0');
}

/* As take_date_time reads it. strftime takes ten times as long, and every row of a listing has two times. */
static char *put_date_time(char *out, const struct tm *tm, char date_separator, char time_separator)
{
    out = put_number(out, tm->tm_year + 1900, 4, date_separator);
    out = put_number(out, tm->tm_mon + 1, 2, date_separator);
    out = put_number(out, tm->tm_mday, 2, 'T');
    out = put_number(out, tm->tm_hour, 2, time_separator);
    out = put_number(out, tm->tm_min, 2, time_separator);
    return put_number(out, tm->tm_sec, 2, '\0');
}

void clock_format_amz(int64_t wall_ms, char out[17])
{
    struct tm tm;

    split_utc(&wall_ms, &tm);
    memcpy(put_date_time(out, &tm, '\0', '\0'), "Z", 2);
}

void clock_format_iso(int64_t wall_ms, char out[25])
{
    struct tm tm;
    int ms;

    split_utc(&wall_ms, &tm);
    out = put_date_time(out, &tm, '-', ':');
    ms = (int)(wall_ms % MS_PER_SECOND);
    if (ms) {
        *out++ = '.';
        out = put_number(out, ms, 3, '\0');
    }
    memcpy(out, "Z", 2);
}

/* Reads exactly count digits. */
static bool take_digits(const char **p, int count, int *out)
{
    *out = 0;
    for (; count > 0; count--, (*p)++) {
        if (!isdigit((unsigned char)**p))
            return false;
        *out = *out * 10 + (**p - '0');
    }
    return true;
}

static bool take_char(const char **p, char c)
{
    if (c == '\0')
        return true;
    if (**p != c)
        return false;
    (*p)++;
    return true;
}

/* Date and time of day, with the separators of ISO 8601 or (when they are NUL) without, as in x-amz-date. */
static bool take_date_time(const char **p, char date_separator, char time_separator, struct tm *tm)
{
    *tm = (struct tm){0};
    if (!take_digits(p, 4, &tm->tm_year) || !take_char(p, date_separator) ||
        !take_digits(p, 2, &tm->tm_mon) || !take_char(p, date_separator) || !take_digits(p, 2, &tm->tm_mday))
        return false;
    if (**p != 'T' && **p != 't' && **p != ' ')
        return false;
    (*p)++;
    if (!take_digits(p, 2, &tm->tm_hour) || !take_char(p, time_separator) ||
        !take_digits(p, 2, &tm->tm_min) || !take_char(p, time_separator) || !take_digits(p, 2, &tm->tm_sec))
        return false;
    tm->tm_year -= 1900;
    tm->tm_mon -= 1;
    return tm->tm_hour < 24 && tm->tm_min < 60 && tm->tm_sec <= 60;
}

/* Seconds since 1970; false for days that no month has. */
static bool seconds_of(const struct tm *tm, int64_t *seconds)
{
    struct tm normal = *tm;
    int64_t made = (int64_t)timegm(&normal);

    if (tm->tm_mon < 0 || tm->tm_mon > 11 || tm->tm_mday < 1 || tm->tm_mday > 31)
        return false;
    /* 31 April becomes 1 May; only a leap second may move the rest. */
    if (tm->tm_sec < 60 && normal.tm_mday != tm->tm_mday)
        return false;
    *seconds = made;
    return true;
}

/* ".123456": further digits than milliseconds are dropped. */
static bool take_fraction(const char **p, int *ms)
{
    int weight = 100;

    *ms = 0;
    if (**p != '.' && **p != ',')
        return true;
    (*p)++;
    if (!isdigit((unsigned char)**p))
        return false;
    for (; isdigit((unsigned char)**p); (*p)++, weight /= 10)
        *ms += (**p - '0') * weight;
    return true;
}

/* Z, UTC (as the AWS CLI's cache has it), +hh:mm, +hhmm, +hh, or nothing, which is UTC. */
static bool take_zone(const char **p, int *offset_s)
{
    int sign, hours, minutes = 0;

    *offset_s = 0;
    if (**p == 'Z' || **p == 'z')
        return (*p)++, true;
    if (strncmp(*p, "UTC", 3) == 0)
        return *p += 3, true;
    if (**p != '+' && **p != '-')
        return true;
    sign = *(*p)++ == '-' ? -1 : 1;
    if (!take_digits(p, 2, &hours))
        return false;
    if (**p == ':' || isdigit((unsigned char)**p))
        if ((**p == ':' && !take_char(p, ':')) || !take_digits(p, 2, &minutes))
            return false;
    *offset_s = sign * (hours * 3600 + minutes * 60);
    return hours < 24 && minutes < 60;
}

/* Numbers as AWS's JSON protocols send them: 1700000000, 1700000000.123, 1.7E9. */
static bool parse_epoch(const char *text, int64_t *wall_ms)
{
    char *end;
    double seconds;

    if (!*text || strspn(text, "0123456789.eE+-") != strlen(text))
        return false;
    seconds = strtod(text, &end);
    if (*end || !isfinite(seconds) || fabs(seconds) > (double)clock_last_ms / MS_PER_SECOND)
        return false;
    *wall_ms = llround(seconds * MS_PER_SECOND);
    return true;
}

bool clock_parse(const char *text, int64_t *wall_ms)
{
    const char *p = text;
    struct tm tm;
    int ms, offset_s;
    int64_t seconds;

    if (!take_date_time(&p, '-', ':', &tm)) {
        p = text;
        if (!take_date_time(&p, '\0', '\0', &tm))
            return parse_epoch(text, wall_ms);
    }
    if (!take_fraction(&p, &ms) || !take_zone(&p, &offset_s) || *p || !seconds_of(&tm, &seconds))
        return false;
    *wall_ms = (seconds - offset_s) * MS_PER_SECOND + ms;
    return true;
}

bool clock_parse_http(const char *text, int64_t *wall_ms)
{
    struct tm tm = {0};
    const char *end = strptime(text, "%a, %d %b %Y %H:%M:%S GMT", &tm);
    int64_t seconds;

    if (!end || *end || !seconds_of(&tm, &seconds))
        return false;
    *wall_ms = seconds * MS_PER_SECOND;
    return true;
}

void clock_format_age(int64_t age_ms, char out[8])
{
    static const struct {
        int64_t below_s, unit_s;
        const char *unit;
    } steps[] = {
        {60, 1, "s"},
        {3600, 60, "m"},
        {86400, 3600, "h"},
        {14 * 86400, 86400, "d"},
        {60 * 86400, 7 * 86400, "w"},
        {730 * 86400, 30 * 86400 + 37800, "mo"}, /* a month is 30.44 days */
        {INT64_MAX, 365 * 86400 + 21600, "y"},
    };
    int64_t age_s = age_ms / MS_PER_SECOND;
    size_t i = 0;

    if (age_s < 1) {
        snprintf(out, 8, "now");
        return;
    }
    while (age_s >= steps[i].below_s)
        i++;
    snprintf(out, 8, "%u%s", (unsigned)(age_s / steps[i].unit_s) % 100000u, steps[i].unit);
}

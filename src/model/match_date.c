#include "model/match_date.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "model/match_meaning.h"
#include "model/match_number.h"

/* Numbers from here on are milliseconds: as seconds they would lie beyond the year 5138. */
#define MILLISECONDS_FROM 1e11
/* 9999-12-31: what clock.h can write. */
#define LAST_MS 253402300799999.0

static bool is_date_only(const char *text)
{
    static const char form[] = "dddd-dd-dd";
    size_t i = 0;

    for (; form[i]; i++)
        if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
            return false;
    return text[i] == '\0';
}

static bool parse_epoch(const char *text, int64_t *wall_ms)
{
    double number = strtod(text, NULL);

    if (fabs(number) < MILLISECONDS_FROM)
        number *= 1000;
    if (!(fabs(number) <= LAST_MS))
        return false;
    *wall_ms = llround(number);
    return true;
}

/* A zone is the Z, or the sign behind the time of day. */
static bool has_zone(const char *text)
{
    const char *time = strpbrk(text, "Tt ");

    return time && strpbrk(time + 1, "Zz+-U");
}

bool match_date_parse(const char *text, int64_t *wall_ms, uint64_t *assumed)
{
    struct match_number number;
    char *whole;
    bool fine;

    if (is_date_only(text)) {
        whole = mem_printf("%sT00:00:00Z", text);
        fine = clock_parse(whole, wall_ms);
        free(whole);
        *assumed |= MATCH_MEANING_BIT(MATCH_MEANING_DATE_ONLY);
        return fine;
    }
    if (match_number_parse(text, &number)) {
        match_number_release(&number);
        *assumed |= MATCH_MEANING_BIT(MATCH_MEANING_EPOCH);
        return parse_epoch(text, wall_ms);
    }
    if (!clock_parse(text, wall_ms))
        return false;
    if (!has_zone(text))
        *assumed |= MATCH_MEANING_BIT(MATCH_MEANING_ZONE);
    return true;
}

/* lint_walk_limits: periods, expiration, tags. */
#include "model/lint_walk.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/describe.h"
#include "model/duration.h"

enum { PERIODS_MOST = 4, GUIDE_VALUE_MOST = 24, CAMPAIGN_MS = 900000, TAGS_MOST = 50 };

/* A period with a maximum that counts. A month has 28 to 31 days: shortest and longest are in minutes. */
struct period {
    const cJSON *json;
    size_t index;
    int64_t shortest, longest, maximum;
};

static bool length_of(const cJSON *json, struct period *out)
{
    static const struct {
        const char *unit;
        int64_t shortest, longest;
    } units[] = {{"MINUTES", 1, 1},
                 {"HOURS", 60, 60},
                 {"DAYS", 1440, 1440},
                 {"WEEKS", 10080, 10080},
                 {"MONTHS", 28 * 1440, 31 * 1440}};
    const char *unit = json_text(json, "Unit");
    int64_t value;

    if (!unit || !json_integer(json, "Value", &value) || value < 1 || value > 1000)
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(units); i++)
        if (strcmp(units[i].unit, unit) == 0) {
            out->shortest = value * units[i].shortest;
            out->longest = value * units[i].longest;
            return true;
        }
    return false;
}

static bool read_period(const cJSON *json, size_t index, struct period *out)
{
    *out = (struct period){.json = json, .index = index};
    return length_of(json, out) && !json_is_true(json, "Unlimited") &&
           json_integer(json, "MaxInvocationsPerProfile", &out->maximum) && out->maximum > 0;
}

/* ---- two periods ---- */

/* True if both last the same: two months are as long as two months. */
static bool as_long(const struct period *a, const struct period *b)
{
    return a->shortest == b->shortest && a->longest == b->longest;
}

/* True if a's maximum cannot be reached because of b's. Whether AWS counts in windows that begin at the first
 * event or with the clock is not documented: a longer period must allow more than all the shorter ones that it
 * touches in either way. */
static bool is_pointless(const struct period *a, const struct period *b)
{
    if (as_long(a, b))
        return a->maximum > b->maximum || (a->maximum == b->maximum && a->index > b->index);
    if (a->longest <= b->shortest) /* the shorter of both: the longer one allows no more in all its time */
        return a->maximum >= b->maximum;
    if (b->longest > a->shortest)
        return false;
    return a->maximum >= b->maximum * ((a->longest + b->shortest - 1) / b->shortest + 1);
}

static void check_pair(struct lint_walk *walk, const struct period *a, const struct period *b)
{
    char *words, *other;

    if (a->index == b->index || !is_pointless(a, b))
        return;
    size_t before = lint_walk_enter_item(walk, a->index);

    if (as_long(a, b) && a->maximum == b->maximum) {
        lint_walk_add(walk, LINT_DUPLICATE_PERIOD, "Period %zu is the same as period %zu", a->index + 1,
                      b->index + 1);
    } else {
        words = describe_period(a->json);
        other = describe_period(b->json);
        lint_walk_add(walk, LINT_PERIOD_POINTLESS, "Period %zu, %s, is never reached: period %zu allows %s",
                      a->index + 1, words, b->index + 1, other);
        free(words);
        free(other);
    }
    lint_walk_leave(walk, before);
}

static void check_pairs(struct lint_walk *walk, const cJSON *list)
{
    struct period periods[PERIODS_MOST];
    size_t count = 0, index = 0;
    const cJSON *item;

    cJSON_ArrayForEach(item, list)
    {
        if (index < PERIODS_MOST && read_period(item, index, &periods[count]))
            count++;
        index++;
    }
    for (size_t a = 0; a < count; a++)
        for (size_t b = 0; b < count; b++)
            check_pair(walk, &periods[a], &periods[b]);
}

/* ---- one period ---- */

static void check_maximum(struct lint_walk *walk, const cJSON *period, size_t number)
{
    bool maximum = json_get(period, "MaxInvocationsPerProfile") != NULL,
         unlimited = json_is_true(period, "Unlimited");

    if (maximum && unlimited)
        lint_walk_add(walk, LINT_UNLIMITED_AND_MAXIMUM,
                      "Period %zu has a maximum and is unlimited; AWS does not document which one counts",
                      number);
    else if (!maximum && !unlimited && cJSON_IsObject(period))
        lint_walk_add(walk, LINT_NO_MAXIMUM, "Period %zu has no maximum and is not unlimited", number);
}

static void check_length(struct lint_walk *walk, const cJSON *period, size_t number)
{
    const char *unit = json_text(period, "Unit");
    int64_t value;
    size_t before;

    if (unit && strcmp(unit, "MINUTES") == 0) {
        before = lint_walk_enter(walk, "Unit");
        lint_walk_add(walk, LINT_PERIOD_MINUTES,
                      "Period %zu is counted in minutes, which Amazon Connect's guide does not name", number);
        lint_walk_leave(walk, before);
    }
    if (json_integer(period, "Value", &value) && value > GUIDE_VALUE_MOST) {
        before = lint_walk_enter(walk, "Value");
        lint_walk_add(walk, LINT_PERIOD_LONG,
                      "Period %zu lasts %lld units; Amazon Connect's guide speaks of %d at most", number,
                      (long long)value, GUIDE_VALUE_MOST);
        lint_walk_leave(walk, before);
    }
}

static void check_periods(struct lint_walk *walk, const cJSON *list)
{
    size_t before = lint_walk_enter(walk, "Periods"), index = 0;
    const cJSON *period;

    if (!cJSON_IsArray(list) || !list->child)
        lint_walk_add(walk, LINT_NO_PERIOD,
                      "No period is given: AWS allows 10 invocations a day for each profile");
    cJSON_ArrayForEach(period, list)
    {
        size_t here = lint_walk_enter_item(walk, index++);

        check_maximum(walk, period, index);
        check_length(walk, period, index);
        lint_walk_leave(walk, here);
    }
    check_pairs(walk, list);
    lint_walk_leave(walk, before);
}

/* ---- the rest ---- */

static void check_expiration(struct lint_walk *walk, const cJSON *limits)
{
    size_t before = lint_walk_enter(walk, "EventExpiration");
    int64_t ms;

    if (json_integer(limits, "EventExpiration", &ms) && ms > CAMPAIGN_MS) {
        char *words = duration_words(ms);

        lint_walk_add(walk, LINT_EXPIRATION_LONG,
                      "Events expire after %s; AWS allows campaigns 15 minutes at most", words);
        free(words);
    } else if (json_integer(limits, "EventExpiration", &ms) && ms <= 0) {
        lint_walk_add(walk, LINT_EXPIRATION_NONE, "Events expire after %lld ms: each of them is too old",
                      (long long)ms);
    }
    lint_walk_leave(walk, before);
}

static bool has_key(const cJSON *from, const cJSON *end, const char *key)
{
    for (; from && from != end; from = from->next) {
        const char *other = json_text(from, "Key");

        if (other && strcmp(other, key) == 0)
            return true;
    }
    return false;
}

static void check_tags(struct lint_walk *walk)
{
    const cJSON *tags = json_get(walk->document, "Tags"), *tag;
    size_t before = lint_walk_enter(walk, "Tags"), index = 0;

    if (cJSON_GetArraySize(tags) <= TAGS_MOST)
        cJSON_ArrayForEach(tag, tags)
        {
            const char *key = json_text(tag, "Key");
            size_t here = lint_walk_enter_item(walk, index++);

            if (key && has_key(tags->child, tag, key))
                lint_walk_add(walk, LINT_DUPLICATE_TAG, "%s is the key of two tags", key);
            lint_walk_leave(walk, here);
        }
    lint_walk_leave(walk, before);
}

void lint_walk_limits(struct lint_walk *walk)
{
    const cJSON *limits = json_get(walk->document, "EventTriggerLimits");

    lint_walk_enter(walk, "EventTriggerLimits");
    check_expiration(walk, limits);
    check_periods(walk, json_get(limits, "Periods"));
    lint_walk_leave(walk, 0);
    check_tags(walk);
}

#include "model/match_sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/describe_words.h"
#include "model/match.h"
#include "model/match_find.h"
#include "model/match_probe.h"

/* ---- an example of everything ---- */

static cJSON *example(const char *content_type)
{
    static const char *const texts[][2] = {
        {"EMAIL_ADDRESS", "ana@example.com"}, {"PHONE_NUMBER", "+15550100"}, {"NAME", "Ana Example"}};

    if (content_type && strcmp(content_type, "NUMBER") == 0)
        return cJSON_CreateNumber(1);
    for (size_t i = 0; content_type && i < ARRAY_COUNT(texts); i++)
        if (strcmp(content_type, texts[i][0]) == 0)
            return cJSON_CreateString(texts[i][1]);
    return cJSON_CreateString("example");
}

/* Sets what path leads to, with the objects on the way. What stands in the way goes. Takes value over. */
static void put(cJSON *object, const char *path, cJSON *value)
{
    const char *dot;

    while (!json_get(object, path) && (dot = strchr(path, '.')) && dot > path && dot[1]) {
        char *head = mem_dup_n(path, (size_t)(dot - path));

        if (!cJSON_IsObject(json_get(object, head)))
            json_set(object, head, cJSON_CreateObject());
        object = json_get(object, head);
        path = dot + 1;
        free(head);
    }
    json_set(object, path, value);
}

static cJSON *examples(const struct store_catalog *fields)
{
    cJSON *sample = cJSON_CreateObject();

    for (size_t i = 0; fields && fields->state == STORE_READ && i < fields->count; i++) {
        cJSON *attribute = cJSON_CreateObject();
        enum match_find_state state;
        uint64_t assumed = 0;
        const char *path;

        json_set_text(attribute, "FieldName", fields->items[i].name);
        if (match_find_path(attribute, fields, &path, &assumed, &state))
            put(sample, path, example(fields->items[i].detail));
        cJSON_Delete(attribute);
    }
    return sample;
}

/* ---- making a condition hold ---- */

/* What may be spent, in attributes looked at: trying is for triggers as people write them (a hundred attributes
 * at most), and a screen waits for it. */
enum { EFFORT = 40000 };

struct trial {
    const cJSON *alone; /* a document with the one condition */
    const struct store_catalog *fields;
    cJSON *sample;
    long effort;
};

static const cJSON *condition_of(const struct trial *trial)
{
    return json_get(trial->alone, "EventTriggerConditions")->child;
}

/* How near the condition is to holding: that it does counts most, then that it does without an assumption. */
static long score(struct trial *trial, const cJSON *sample)
{
    bool none = strcmp(describe_words_text(condition_of(trial), "LogicalOperator"), "NONE") == 0;
    enum match_verdict wanted = none ? MATCH_FAILS : MATCH_HOLDS;
    const struct match_node *condition;
    struct match match;
    long points;

    match_document(trial->alone, sample, trial->fields, &match);
    condition = &match.root.children[0];
    points = condition->verdict == MATCH_HOLDS ? 100000 : 0;
    points += condition->sure == MATCH_HOLDS ? 50000 : 0;
    for (size_t i = 0; i < condition->count; i++) {
        const struct match_node *dimension = &condition->children[i];

        points += dimension->verdict == wanted ? 100 : 0;
        for (size_t j = 0; j < dimension->count; j++)
            points += dimension->children[j].verdict == wanted ? 2 : 0;
        trial->effort += 1 + (long)dimension->count;
    }
    match_release(&match);
    return points;
}

/* Of the values worth trying for this attribute the one that brings most stays. */
static void climb(struct trial *trial, const cJSON *attribute)
{
    long best = score(trial, trial->sample);
    enum match_find_state state;
    uint64_t assumed = 0;
    const char *path;
    cJSON *values, *value;

    if (!match_find_path(attribute, trial->fields, &path, &assumed, &state))
        return;
    values = match_probe_values(attribute, condition_of(trial));
    for (value = values->child; value && trial->effort < EFFORT; value = value->next) {
        cJSON *sample = cJSON_Duplicate(trial->sample, true);
        long now;

        put(sample, path, cJSON_Duplicate(value, true));
        now = score(trial, sample);
        if (now > best) {
            best = now;
            cJSON_Delete(trial->sample);
            trial->sample = sample;
        } else {
            cJSON_Delete(sample);
        }
    }
    cJSON_Delete(values);
}

static void climb_all(struct trial *trial)
{
    const cJSON *dimension, *attribute;

    cJSON_ArrayForEach(dimension, describe_words_list(condition_of(trial), "EventTriggerDimensions"))
    {
        cJSON_ArrayForEach(attribute, describe_words_list(dimension, "ObjectAttributes"))
        {
            if (trial->effort < EFFORT)
                climb(trial, attribute);
        }
    }
}

/* Takes the sample over and returns it changed; *holds tells whether the condition does. */
static cJSON *made_to_hold(const cJSON *condition, cJSON *sample, const struct store_catalog *fields,
                           bool *holds)
{
    cJSON *alone = cJSON_CreateObject(), *list = cJSON_CreateArray();
    struct trial trial = {alone, fields, sample, 0};
    struct match match;

    cJSON_AddItemToArray(list, cJSON_Duplicate(condition, true));
    json_set(alone, "EventTriggerConditions", list);
    climb_all(&trial);
    match_document(alone, trial.sample, fields, &match);
    *holds = match.root.verdict == MATCH_HOLDS;
    match_release(&match);
    cJSON_Delete(alone);
    return trial.sample;
}

cJSON *match_sample_new(const cJSON *document, const struct store_catalog *fields)
{
    const cJSON *condition;
    cJSON *first = NULL;
    bool holds = false;

    cJSON_ArrayForEach(condition, describe_words_list(document, "EventTriggerConditions"))
    {
        cJSON *sample = made_to_hold(condition, examples(fields), fields, &holds);

        if (!first || holds) {
            cJSON_Delete(first);
            first = sample;
        } else {
            cJSON_Delete(sample);
        }
        if (holds)
            break;
    }
    return first ? first : examples(fields);
}

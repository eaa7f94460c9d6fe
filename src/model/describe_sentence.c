/* describe's sentence: when the trigger fires, for whom, how often. */
#include "model/describe.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/describe_words.h"
#include "model/duration.h"

/* "currency is EUR or GBP"; where an "or" of values could be taken for one of dimensions (careful), "is one
 * of EUR, GBP". */
static void add_attribute(struct strbuf *out, const cJSON *attribute, bool careful)
{
    const struct field_choice *choice = describe_words_operator(attribute);
    bool several = cJSON_GetArraySize(json_get(attribute, "Values")) > 1;
    bool contains = choice && strcmp(choice->value, "CONTAINS") == 0;

    describe_words_subject(out, attribute);
    if (!contains) {
        strbuf_addf(out, " %s ", describe_words_relation(attribute));
        describe_words_values(out, attribute, ", ", " and ");
    } else if (several && careful) {
        strbuf_adds(out, " is one of ");
        describe_words_values(out, attribute, ", ", ", ");
    } else {
        strbuf_adds(out, " is ");
        describe_words_values(out, attribute, ", ", " or ");
    }
}

static size_t attribute_count(const cJSON *dimension)
{
    return (size_t)cJSON_GetArraySize(describe_words_list(dimension, "ObjectAttributes"));
}

static void add_dimension(struct strbuf *out, const cJSON *dimension, bool careful)
{
    const cJSON *attributes = describe_words_list(dimension, "ObjectAttributes"), *attribute;

    if (!attributes)
        strbuf_adds(out, describe_words_ellipsis());
    cJSON_ArrayForEach(attribute, attributes)
    {
        if (attribute != attributes->child)
            strbuf_adds(out, " and ");
        add_attribute(out, attribute, careful);
    }
}

/* The dimensions with a word between them; where that is no "and", several
 * attributes of one stand in brackets. */
static void add_dimensions(struct strbuf *out, const cJSON *dimensions, const char *joint)
{
    bool careful = strcmp(joint, " and ") != 0;
    const cJSON *dimension;

    cJSON_ArrayForEach(dimension, dimensions)
    {
        bool bracket = careful && dimensions->child->next && attribute_count(dimension) > 1;

        if (dimension != dimensions->child)
            strbuf_adds(out, joint);
        if (bracket)
            strbuf_addc(out, '(');
        add_dimension(out, dimension, careful && dimensions->child->next);
        if (bracket)
            strbuf_addc(out, ')');
    }
}

/* NONE of one dimension. */
static void add_negated(struct strbuf *out, const cJSON *dimension)
{
    const cJSON *attributes = describe_words_list(dimension, "ObjectAttributes");
    const struct field_choice *choice = attributes ? describe_words_operator(attributes->child) : NULL;
    bool contains = choice && strcmp(choice->value, "CONTAINS") == 0;

    if (attribute_count(dimension) != 1 || !contains) {
        strbuf_adds(out, "it is not so that ");
        add_dimension(out, dimension, true);
        return;
    }
    describe_words_subject(out, attributes->child);
    strbuf_adds(out,
                cJSON_GetArraySize(json_get(attributes->child, "Values")) > 1 ? " is none of " : " is not ");
    describe_words_values(out, attributes->child, ", ", ", ");
}

static void add_condition(struct strbuf *out, const cJSON *condition)
{
    const cJSON *dimensions = describe_words_list(condition, "EventTriggerDimensions");
    const char *logic = describe_words_text(condition, "LogicalOperator");
    bool several = dimensions && dimensions->child->next;

    if (!dimensions) {
        strbuf_adds(out, describe_words_ellipsis());
    } else if (strcmp(logic, "ALL") == 0) {
        add_dimensions(out, dimensions, " and ");
    } else if (strcmp(logic, "ANY") == 0) {
        strbuf_adds(out, several ? "either " : "");
        add_dimensions(out, dimensions, " or ");
    } else if (strcmp(logic, "NONE") != 0) {
        strbuf_addf(out, "%s of: ", logic);
        add_dimensions(out, dimensions, "; ");
    } else if (several) {
        strbuf_adds(out, "neither ");
        add_dimensions(out, dimensions, " nor ");
    } else {
        add_negated(out, dimensions->child);
    }
}

static void add_firing(struct strbuf *out, const cJSON *document)
{
    const cJSON *conditions = describe_words_list(document, "EventTriggerConditions"), *condition;
    const char *type = describe_words_text(document, "ObjectTypeName");
    bool vowel = *type && strchr("aeiou", tolower((unsigned char)*type));

    strbuf_addf(out, "Fires for %s %s when ", vowel ? "an" : "a", type);
    if (!conditions)
        strbuf_adds(out, describe_words_ellipsis());
    cJSON_ArrayForEach(condition, conditions)
    {
        if (condition != conditions->child)
            strbuf_adds(out, "; or when ");
        add_condition(out, condition);
    }
    strbuf_addc(out, '.');
}

/* "at most 5 times per profile in 24 hours". */
static void add_period(struct strbuf *out, const cJSON *period)
{
    int64_t most;
    bool has_most = json_integer(period, "MaxInvocationsPerProfile", &most);

    if (json_is_true(period, "Unlimited"))
        strbuf_adds(out, "without limit per profile in ");
    else if (has_most && most == 1)
        strbuf_adds(out, "at most once per profile in ");
    else if (has_most)
        strbuf_addf(out, "at most %lld times per profile in ", (long long)most);
    else
        strbuf_addf(out, "at most %s times per profile in ", describe_words_ellipsis());
    describe_words_length(out, period);
    if (has_most && json_is_true(period, "Unlimited"))
        strbuf_addf(out, " (yet with a limit of %lld, which AWS does not explain)", (long long)most);
}

/* Periods hold together. Without any, AWS's own documented limit holds, and is named as such. */
static void add_periods(struct strbuf *out, const cJSON *limits)
{
    const cJSON *periods = describe_words_list(limits, "Periods"), *period;
    size_t start;

    if (!periods) {
        strbuf_adds(out, " At most 10 times per profile in 1 day: AWS's default, since no period is given.");
        return;
    }
    strbuf_addc(out, ' ');
    start = out->length;
    cJSON_ArrayForEach(period, periods)
    {
        if (period != periods->child)
            strbuf_adds(out, ", and ");
        add_period(out, period);
    }
    out->text[start] = (char)toupper((unsigned char)out->text[start]);
    strbuf_addc(out, '.');
}

static void add_expiration(struct strbuf *out, const cJSON *limits)
{
    int64_t ms;
    char *words;

    if (!json_get(limits, "EventExpiration"))
        return;
    words = json_integer(limits, "EventExpiration", &ms) ? duration_words(ms)
                                                         : mem_dup(describe_words_ellipsis());
    strbuf_addf(out, " Events older than %s are ignored.", words);
    free(words);
}

char *describe_sentence(const cJSON *document)
{
    const cJSON *limits = json_get(document, "EventTriggerLimits");
    struct strbuf out = STRBUF_INIT;

    add_firing(&out, document);
    if (json_get(document, "SegmentFilter"))
        strbuf_addf(&out, " Only for profiles in %s.", describe_words_text(document, "SegmentFilter"));
    add_periods(&out, limits);
    add_expiration(&out, limits);
    return strbuf_detach(&out);
}

#include "model/match_attribute.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/describe.h"
#include "model/describe_words.h"
#include "model/match_find.h"
#include "model/match_meaning.h"
#include "model/match_operator.h"

/* Cells of a value in a sentence: what is longer is cut. */
enum { VALUE_CELLS = 60 };

/* ---- words ---- */

static void add_found(struct strbuf *out, const struct match_node *node)
{
    struct strbuf all = STRBUF_INIT;

    for (size_t i = 0; i < node->found_count && all.length < (size_t)VALUE_CELLS * 4; i++) {
        char *words = cJSON_IsObject(node->found[i]) ? mem_dup("an object") : describe_value(node->found[i]);

        strbuf_addf(&all, "%s%s", i ? ", " : "", *words ? words : "\"\"");
        free(words);
    }
    if (!node->found_count)
        strbuf_adds(&all, "an empty list");
    text_fit(out, all.text, VALUE_CELLS, false);
    strbuf_release(&all);
}

static void add_values(struct strbuf *out, const cJSON *attribute, const char *last)
{
    struct strbuf all = STRBUF_INIT;

    describe_words_values(&all, attribute, ", ", last);
    text_fit(out, all.text, (size_t)VALUE_CELLS * 2, false);
    strbuf_release(&all);
}

/* "not greater than 500". */
static void add_relation(struct strbuf *out, const cJSON *attribute, const struct match_operator *operator,
                         bool holds)
{
    strbuf_addf(out, "%s ", holds ? operator->holds : operator->fails);
    add_values(out, attribute, operator->all ? " and " : " or ");
}

static void add_trouble(struct strbuf *out, const cJSON *attribute, enum match_trouble trouble)
{
    static const char *const found[] = {
        [MATCH_TROUBLE_FOUND_OBJECT] = "an object cannot be compared",
        [MATCH_TROUBLE_FOUND_NUMBER] = "no number, which the comparison wants",
        [MATCH_TROUBLE_FOUND_DATE] = "no date, which the comparison wants",
    };
    static const char *const value[] = {
        [MATCH_TROUBLE_VALUE_NUMBER] = "no number",
        [MATCH_TROUBLE_VALUE_DATE] = "no date",
        [MATCH_TROUBLE_VALUE_RANGE] = "no range of two numbers or two dates",
    };

    if (trouble < MATCH_TROUBLE_VALUE_NUMBER) {
        strbuf_adds(out, found[trouble]);
        return;
    }
    strbuf_adds(out, "the trigger compares with ");
    add_values(out, attribute, ", ");
    strbuf_addf(out, ", which is %s", value[trouble]);
}

/* ---- verdicts ---- */

/* What is wanted cannot be compared with anything. borrowed, constant; NULL: it can. */
static const char *unfinished(const cJSON *attribute)
{
    const cJSON *values = describe_words_list(attribute, "Values"), *value;

    if (!match_operator_find(json_text(attribute, "ComparisonOperator")))
        return "the trigger does not say how to compare it";
    if (!values)
        return "the trigger does not say what to compare it with";
    cJSON_ArrayForEach(value, values)
    {
        if (!cJSON_IsString(value) || !*value->valuestring)
            return "a value to compare it with is empty";
    }
    return NULL;
}

static const char *not_found_words(enum match_find_state state)
{
    static const char *const words[] = {
        [MATCH_FIND_NULL] = "is null",
        [MATCH_FIND_MISSING] = "is missing",
        [MATCH_FIND_UNNAMED] = "the trigger names neither a field nor a source",
        [MATCH_FIND_UNMAPPED] = "is no field of the object type",
        [MATCH_FIND_COMPUTED] = "is computed by the object type's mapping, which is not tried",
    };

    return words[state];
}

/* Nothing to compare with. What is missing fails; a negated comparison could be meant to hold for it. */
static void judge_not_found(const struct match_find *found, const struct match_operator *operator,
                            struct match_node * node, struct strbuf *reason)
{
    bool missing = found->state == MATCH_FIND_NULL || found->state == MATCH_FIND_MISSING;

    strbuf_addf(reason, "%s%s%s", found->state == MATCH_FIND_UNNAMED ? "" : node->subject,
                found->state == MATCH_FIND_UNNAMED ? "" : " ", not_found_words(found->state));
    node->verdict = missing ? MATCH_FAILS : MATCH_UNKNOWN;
    node->assumed = missing ? found->assumed : 0;
    if (missing && operator->negated)
        node->assumed |= MATCH_MEANING_BIT(MATCH_MEANING_MISSING);
}

static void judge_found(const cJSON *attribute, const struct match_find *found,
                        const struct match_operator *operator, struct match_node * node,
                        struct strbuf *reason)
{
    struct match_outcome outcome =
        match_operator_test(operator, found->items, found->count, json_get(attribute, "Values"));

    node->verdict = outcome.verdict;
    node->assumed = outcome.verdict == MATCH_UNKNOWN ? 0 : outcome.assumed | found->assumed;
    strbuf_addf(reason, "%s is ", node->subject);
    add_found(reason, node);
    strbuf_adds(reason, ": ");
    if (outcome.verdict == MATCH_UNKNOWN)
        add_trouble(reason, attribute, outcome.trouble);
    else
        add_relation(reason, attribute, operator, outcome.verdict == MATCH_HOLDS);
}

static void judge(const cJSON *attribute, const struct match_find *found, struct match_node *node,
                  struct strbuf *reason)
{
    const struct match_operator *operator= match_operator_find(json_text(attribute, "ComparisonOperator"));
    const char *why = unfinished(attribute);
    bool empty_list = found->state == MATCH_FIND_MISSING && found->is_list;

    node->verdict = MATCH_UNKNOWN;
    if (found->state == MATCH_FIND_UNNAMED)
        strbuf_adds(reason, not_found_words(found->state));
    else if (why)
        strbuf_addf(reason, "%s: %s", node->subject, why);
    else if (found->state != MATCH_FIND_THERE && !empty_list)
        judge_not_found(found, operator, node, reason);
    else
        judge_found(attribute, found, operator, node, reason);
}

void match_attribute(const cJSON *attribute, const cJSON *object, const struct store_catalog *fields,
                     struct match_node *node)
{
    struct strbuf subject = STRBUF_INIT, reason = STRBUF_INIT;
    struct match_find found;

    describe_words_subject(&subject, attribute);
    node->subject = strbuf_detach(&subject);
    match_find(attribute, object, fields, &found);
    node->found = found.items;
    node->found_count = found.count;
    node->found_list = found.is_list;
    judge(attribute, &found, node, &reason);
    node->reason = strbuf_detach(&reason);
}

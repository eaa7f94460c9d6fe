#include "model/match.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/describe.h"
#include "model/describe_words.h"
#include "model/duration.h"
#include "model/match_attribute.h"
#include "model/pointer.h"

struct about {
    const cJSON *object;
    const struct store_catalog *fields;
    uint64_t *assumed; /* of all attributes so far */
};

typedef void (*judge_fn)(struct match_node *node, const cJSON *item, const struct about *about);

static char *pointer_below(const struct match_node *parent, const char *list, size_t index)
{
    struct strbuf pointer = STRBUF_INIT;

    strbuf_adds(&pointer, parent->pointer);
    pointer_add(&pointer, list);
    pointer_add_index(&pointer, index);
    return strbuf_detach(&pointer);
}

static void judge_children(struct match_node *node, const cJSON *item, const char *list, judge_fn judge,
                           const struct about *about)
{
    const cJSON *items = describe_words_list(item, list), *child;
    size_t count = items ? (size_t)cJSON_GetArraySize(items) : 0;

    node->children = mem_alloc(count ? count : 1, sizeof *node->children);
    cJSON_ArrayForEach(child, items)
    {
        struct match_node *below = &node->children[node->count];

        below->pointer = pointer_below(node, list, node->count++);
        judge(below, child, about);
    }
}

/* ---- how verdicts are joined; what is not written yet is not known ---- */

static void all_of(struct match_node *node)
{
    node->verdict = node->sure = node->count ? MATCH_HOLDS : MATCH_UNKNOWN;
    for (size_t i = 0; i < node->count; i++) {
        const struct match_node *child = &node->children[i];

        node->verdict = child->verdict < node->verdict ? child->verdict : node->verdict;
        node->sure = child->sure < node->sure ? child->sure : node->sure;
    }
}

static void any_of(struct match_node *node)
{
    node->verdict = node->sure = node->count ? MATCH_FAILS : MATCH_UNKNOWN;
    for (size_t i = 0; i < node->count; i++) {
        const struct match_node *child = &node->children[i];

        node->verdict = child->verdict > node->verdict ? child->verdict : node->verdict;
        node->sure = child->sure > node->sure ? child->sure : node->sure;
    }
}

static void none_of(struct match_node *node)
{
    any_of(node);
    node->verdict = (enum match_verdict)(MATCH_HOLDS - node->verdict);
    node->sure = (enum match_verdict)(MATCH_HOLDS - node->sure);
}

/* ---- the levels ---- */

static void judge_attribute(struct match_node *node, const cJSON *attribute, const struct about *about)
{
    match_attribute(attribute, about->object, about->fields, node);
    node->sure = node->assumed ? MATCH_UNKNOWN : node->verdict;
    *about->assumed |= node->assumed;
}

static void judge_dimension(struct match_node *node, const cJSON *dimension, const struct about *about)
{
    judge_children(node, dimension, "ObjectAttributes", judge_attribute, about);
    all_of(node);
}

static void judge_condition(struct match_node *node, const cJSON *condition, const struct about *about)
{
    const char *logic = json_text(condition, "LogicalOperator");

    judge_children(node, condition, "EventTriggerDimensions", judge_dimension, about);
    if (logic && strcmp(logic, "ALL") == 0)
        all_of(node);
    else if (logic && strcmp(logic, "ANY") == 0)
        any_of(node);
    else if (logic && strcmp(logic, "NONE") == 0)
        none_of(node);
    else
        node->verdict = node->sure = MATCH_UNKNOWN;
}

/* ---- what is not tried ---- */

static void add_not_tried(const cJSON *document, struct texts *out)
{
    const char *segment = json_text(document, "SegmentFilter");
    const cJSON *limits = json_get(document, "EventTriggerLimits"), *period;
    const cJSON *periods = describe_words_list(limits, "Periods");
    int64_t expiration_ms;

    if (segment && *segment) {
        char *words = mem_printf("only for profiles in %s", segment);

        texts_add(out, words);
        free(words);
    }
    if (!periods)
        texts_add(out, "the 10 a day for each profile that AWS allows without a period");
    cJSON_ArrayForEach(period, periods)
    {
        char *words = describe_period(period);

        texts_add(out, words);
        free(words);
    }
    if (json_integer(limits, "EventExpiration", &expiration_ms)) {
        char *time = duration_words(expiration_ms),
             *words = mem_printf("only within %s of its ingestion", time);

        texts_add(out, words);
        free(words);
        free(time);
    }
}

void match_document(const cJSON *document, const cJSON *object, const struct store_catalog *fields,
                    struct match *out)
{
    struct about about = {object, fields, &out->assumed};

    *out = (struct match){.root.pointer = mem_dup("")};
    judge_children(&out->root, document, "EventTriggerConditions", judge_condition, &about);
    any_of(&out->root);
    add_not_tried(document, &out->not_tried);
}

static void release_node(struct match_node *node)
{
    for (size_t i = 0; i < node->count; i++)
        release_node(&node->children[i]);
    free(node->children);
    free(node->pointer);
    free(node->subject);
    free(node->reason);
    free(node->found);
}

void match_release(struct match *match)
{
    release_node(&match->root);
    texts_release(&match->not_tried);
    *match = (struct match){0};
}

bool match_is_assumed(const struct match_node *node)
{
    return node->verdict != node->sure;
}

char *match_sentence(const struct match *match, const char *name)
{
    static const char *const before[] = {"", "it cannot be told whether ", ""};
    static const char *const after[] = {" would not fire for this object", " would fire for this object",
                                        " would fire for this object"};
    enum match_verdict verdict = match->root.verdict;

    return mem_printf("%s%s%s%s", before[verdict], name, after[verdict],
                      match_is_assumed(&match->root) ? ", by what is assumed below" : "");
}

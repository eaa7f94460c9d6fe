/* match's answer as JSON, for scripts. */
#include "model/match.h"

#include "model/match_meaning.h"

static cJSON *verdict_json(enum match_verdict verdict)
{
    return verdict == MATCH_UNKNOWN ? cJSON_CreateNull() : cJSON_CreateBool(verdict == MATCH_HOLDS);
}

static void add_assumptions(cJSON *out, uint64_t assumed)
{
    cJSON *list = cJSON_CreateArray();

    for (int i = 0; i < MATCH_MEANING_COUNT; i++)
        if (assumed & MATCH_MEANING_BIT(i))
            cJSON_AddItemToArray(list, cJSON_CreateString(match_meaning_row((enum match_meaning)i)->meaning));
    json_set(out, "Assumptions", list);
}

static cJSON *found_json(const struct match_node *node)
{
    cJSON *list;

    if (!node->found_list)
        return node->found_count ? cJSON_Duplicate(node->found[0], true) : NULL;
    list = cJSON_CreateArray();
    for (size_t i = 0; i < node->found_count; i++)
        cJSON_AddItemToArray(list, cJSON_Duplicate(node->found[i], true));
    return list;
}

/* level: 0 for a condition, 1 for a dimension, 2 for an attribute. */
static cJSON *present_node(const struct match_node *node, int level)
{
    static const char *const below[] = {"Dimensions", "Attributes"};
    cJSON *out = cJSON_CreateObject(), *list;

    json_set_text(out, "Pointer", node->pointer);
    json_set(out, "Holds", verdict_json(node->verdict));
    json_set(out, "Assumed", cJSON_CreateBool(match_is_assumed(node)));
    if (level == 2) {
        json_set_text(out, "Attribute", node->subject);
        json_set(out, "Found", found_json(node));
        json_set_text(out, "Reason", node->reason);
        add_assumptions(out, node->assumed);
        return out;
    }
    list = cJSON_CreateArray();
    for (size_t i = 0; i < node->count; i++)
        cJSON_AddItemToArray(list, present_node(&node->children[i], level + 1));
    json_set(out, below[level], list);
    return out;
}

cJSON *match_present(const struct match *match, const char *name)
{
    cJSON *out = cJSON_CreateObject(), *conditions = cJSON_CreateArray(), *not_tried = cJSON_CreateArray();

    json_set_text(out, "Trigger", name);
    json_set(out, "Fires", verdict_json(match->root.verdict));
    json_set(out, "Assumed", cJSON_CreateBool(match_is_assumed(&match->root)));
    for (size_t i = 0; i < match->root.count; i++)
        cJSON_AddItemToArray(conditions, present_node(&match->root.children[i], 0));
    json_set(out, "Conditions", conditions);
    add_assumptions(out, match->assumed);
    for (size_t i = 0; i < match->not_tried.count; i++)
        cJSON_AddItemToArray(not_tried, cJSON_CreateString(match->not_tried.items[i]));
    json_set(out, "NotTried", not_tried);
    return out;
}

/*
 * lint says "never" and "always" of nothing that a sample object proves wrong: thousands of random conditions, each
 * against all objects of a small universe, by an evaluation of its own. What AWS does not document (bounds of ranges,
 * what EXCLUSIVE means, equality or a part of a text, the case of texts) is tried in every reading.
 */
#include "helpers.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "base/mem.h"
#include "model/lint.h"

enum { ROUNDS = 4000 };

/* ---- the universe: what one thing may be. NULL: the object lacks it ---- */

static const char *const things[] = {NULL, "-1", "0", "0.5", "1",  "1.5", "2",  "2.5",
                                     "3",  "4",  "a", "A",   "ab", "b",   "ba", "c"};

struct reading {
    bool open_bounds, exclusive_is_none, part_of_text, without_case;
};

static bool is_number(const char *thing, double *number)
{
    char *end;

    *number = thing ? strtod(thing, &end) : 0;
    return thing && end != thing && *end == '\0';
}

static bool same(const struct reading *reading, const char *thing, const char *value)
{
    if (!thing)
        return false;
    if (reading->part_of_text)
        return (reading->without_case ? strcasestr(thing, value) : strstr(thing, value)) != NULL;
    return (reading->without_case ? strcasecmp(thing, value) : strcmp(thing, value)) == 0;
}

static size_t count_same(const struct reading *reading, const char *thing, const cJSON *values)
{
    size_t count = 0;
    const cJSON *value;

    cJSON_ArrayForEach(value, values) count += same(reading, thing, value->valuestring);
    return count;
}

static bool begins(const struct reading *reading, const char *thing, const char *value, bool at_end)
{
    size_t length = strlen(value);

    if (!thing || strlen(thing) < length)
        return false;
    thing += at_end ? strlen(thing) - length : 0;
    return (reading->without_case ? strncasecmp(thing, value, length) : strncmp(thing, value, length)) == 0;
}

static bool within(const struct reading *reading, double number, double low, double high)
{
    return reading->open_bounds ? number > low && number < high : number >= low && number <= high;
}

static bool compares(const struct reading *reading, const char *thing, const char *name, const cJSON *values)
{
    double number, a = strtod(values->child->valuestring, NULL),
                   b = values->child->next ? strtod(values->child->next->valuestring, NULL) : 0;
    size_t all = (size_t)cJSON_GetArraySize(values);
    bool is = is_number(thing, &number);

    if (strcmp(name, "CONTAINS") == 0)
        return count_same(reading, thing, values) > 0;
    if (strcmp(name, "INCLUSIVE") == 0)
        return count_same(reading, thing, values) == all;
    if (strcmp(name, "EXCLUSIVE") == 0)
        return reading->exclusive_is_none ? count_same(reading, thing, values) == 0
                                          : count_same(reading, thing, values) < all;
    if (strcmp(name, "BEGINS_WITH") == 0 || strcmp(name, "ENDS_WITH") == 0)
        return begins(reading, thing, values->child->valuestring, name[0] == 'E');
    if (strcmp(name, "NOT_BETWEEN") == 0)
        return is && (reading->open_bounds ? !within(&(struct reading){.open_bounds = false}, number, a, b)
                                           : number <= a || number >= b);
    if (strcmp(name, "BETWEEN") == 0)
        return is && within(reading, number, a, b);
    if (strcmp(name, "EQUAL") == 0)
        return is && number == a;
    if (strcmp(name, "GREATER_THAN") == 0)
        return is && number > a;
    if (strcmp(name, "LESS_THAN") == 0)
        return is && number < a;
    return is && (strcmp(name, "GREATER_THAN_OR_EQUAL") == 0 ? number >= a : number <= a);
}

/* An object has two things, x and y. */
struct object {
    const char *x, *y;
};

static bool dimension_holds(const struct reading *reading, const struct object *object,
                            const cJSON *dimension)
{
    const cJSON *attribute;

    cJSON_ArrayForEach(attribute, json_get(dimension, "ObjectAttributes"))
    {
        const char *thing = strcmp(json_text(attribute, "FieldName"), "x") == 0 ? object->x : object->y;

        if (!compares(reading, thing, json_text(attribute, "ComparisonOperator"),
                      json_get(attribute, "Values")))
            return false;
    }
    return true;
}

static bool condition_holds(const struct reading *reading, const struct object *object,
                            const cJSON *condition)
{
    const cJSON *dimension, *list = json_get(condition, "EventTriggerDimensions");
    const char *logic = json_text(condition, "LogicalOperator");
    int holds = 0;

    cJSON_ArrayForEach(dimension, list) holds += dimension_holds(reading, object, dimension);
    if (strcmp(logic, "ALL") == 0)
        return holds == cJSON_GetArraySize(list);
    return strcmp(logic, "ANY") == 0 ? holds > 0 : holds == 0;
}

static bool fires(const struct reading *reading, const struct object *object, const cJSON *document)
{
    const cJSON *condition;

    cJSON_ArrayForEach(condition, json_get(document, "EventTriggerConditions"))
    {
        if (condition_holds(reading, object, condition))
            return true;
    }
    return false;
}

/* ---- random documents ---- */

static uint64_t seed;

static size_t random_below(size_t most)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(seed >> 33) % most;
}

static cJSON *random_attribute(void)
{
    static const char *const operators[] = {"INCLUSIVE",   "EXCLUSIVE",          "CONTAINS",
                                            "BEGINS_WITH", "ENDS_WITH",          "EQUAL",
                                            "LESS_THAN",   "GREATER_THAN",       "BETWEEN",
                                            "NOT_BETWEEN", "LESS_THAN_OR_EQUAL", "GREATER_THAN_OR_EQUAL"};
    static const char *const texts[] = {"a", "b", "ab", "A"}, *const numbers[] = {"0", "1", "2", "3"};
    size_t which = random_below(ARRAY_COUNT(operators)), count = which < 3 ? 1 + random_below(3) : 1;
    bool range = which == 8 || which == 9;
    cJSON *attribute = cJSON_CreateObject(), *values = cJSON_CreateArray();
    size_t low = random_below(4);

    if (range)
        count = 2;
    for (size_t i = 0; i < count; i++) {
        const char *value =
            which < 5 ? texts[random_below(4)] : numbers[range && i ? low + random_below(4 - low) : low];
        cJSON_AddItemToArray(values, cJSON_CreateString(value));
    }
    json_set_text(attribute, "FieldName", random_below(3) ? "x" : "y");
    json_set_text(attribute, "ComparisonOperator", operators[which]);
    json_set(attribute, "Values", values);
    return attribute;
}

static cJSON *random_condition(void)
{
    static const char *const logic[] = {"ALL", "ANY", "NONE"};
    cJSON *condition = cJSON_CreateObject(),
          *dimensions = cJSON_AddArrayToObject(condition, "EventTriggerDimensions");

    json_set_text(condition, "LogicalOperator", logic[random_below(3)]);
    for (size_t d = 1 + random_below(3); d > 0; d--) {
        cJSON *dimension = cJSON_CreateObject(),
              *list = cJSON_AddArrayToObject(dimension, "ObjectAttributes");

        for (size_t a = 1 + random_below(3); a > 0; a--)
            cJSON_AddItemToArray(list, random_attribute());
        cJSON_AddItemToArray(dimensions, dimension);
    }
    return condition;
}

static cJSON *random_document(void)
{
    cJSON *document = cJSON_CreateObject(),
          *list = cJSON_AddArrayToObject(document, "EventTriggerConditions");

    for (size_t c = 1 + random_below(2); c > 0; c--)
        cJSON_AddItemToArray(list, random_condition());
    return document;
}

/* ---- what lint claims ---- */

struct claim {
    const cJSON *document, *condition, *dimension; /* the last two NULL where the claim is of more */
    const struct lint_finding *finding;
};

static void refute(const struct claim *claim, const struct object *object)
{
    char *text = json_print(claim->document);

    fail_msg("%s (%s): but x=%s y=%s in %s", claim->finding->rule->name, claim->finding->message,
             object->x ? object->x : "missing", object->y ? object->y : "missing", text);
}

/* Comparisons that exclude each other: of one dimension, or of a condition that wants ALL. */
static void test_never(const struct claim *claim, const struct reading *reading, const struct object *object)
{
    bool all = strcmp(json_text(claim->condition, "LogicalOperator"), "ALL") == 0;

    if (all ? condition_holds(reading, object, claim->condition)
            : dimension_holds(reading, object, claim->dimension))
        refute(claim, object);
}

static void test_claim(const struct claim *claim, const struct reading *reading, const struct object *object)
{
    const char *name = claim->finding->rule->name;
    double number;
    bool texts = strstr(claim->finding->message, "contains") != NULL,
         of_x = strstr(claim->finding->message, texts ? "whether x" : "number x") != NULL ||
                strstr(claim->finding->message, "that x could") != NULL,
         subject = of_x ? (texts ? object->x != NULL : is_number(object->x, &number))
                        : (texts ? object->y != NULL : is_number(object->y, &number));

    if (strcmp(name, "never-fires") == 0) {
        if (fires(reading, object, claim->document))
            refute(claim, object);
    } else if (strcmp(name, "contradiction") == 0 ||
               (strcmp(name, "exclusive-unclear") == 0 && reading->exclusive_is_none)) {
        test_never(claim, reading, object);
    } else if (subject && strcmp(name, "always-holds") == 0) {
        if (!(claim->condition ? condition_holds(reading, object, claim->condition)
                               : fires(reading, object, claim->document)))
            refute(claim, object);
    } else if (subject && strcmp(name, "none-never") == 0 &&
               condition_holds(reading, object, claim->condition)) {
        refute(claim, object);
    }
}

static const cJSON *item_of(const cJSON *list, const char *pointer, const char *name)
{
    const char *at = strstr(pointer, name);

    at = at ? at + strlen(name) : "";
    return at[0] == '/' ? cJSON_GetArrayItem(list, (int)strtol(at + 1, NULL, 10)) : NULL;
}

static void test_finding(const cJSON *document, const struct lint_finding *finding)
{
    struct claim claim = {document, NULL, NULL, finding};

    claim.condition =
        item_of(json_get(document, "EventTriggerConditions"), finding->pointer, "EventTriggerConditions");
    claim.dimension = item_of(json_get(claim.condition, "EventTriggerDimensions"), finding->pointer,
                              "EventTriggerDimensions");
    for (unsigned r = 0; r < 16; r++) {
        struct reading reading = {r & 1, r & 2, r & 4, r & 8};

        for (size_t x = 0; x < ARRAY_COUNT(things); x++)
            for (size_t y = 0; y < ARRAY_COUNT(things); y++)
                test_claim(&claim, &reading, &(struct object){things[x], things[y]});
    }
}

/* What is found at all, so that a lint that finds nothing does not pass. */
static size_t found[LINT_RULES];

static void test_no_claim_is_refuted(void **state)
{
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        struct lint_findings findings;
        cJSON *document;

        seed = (uint64_t)i * 2654435761u + 17;
        document = random_document();
        lint_document(document, NULL, 0, &findings);
        for (size_t f = 0; f < findings.count; f++) {
            found[findings.items[f].rule - lint_rules]++;
            test_finding(document, &findings.items[f]);
        }
        lint_release(&findings);
        cJSON_Delete(document);
    }
    assert_true(found[LINT_NEVER_FIRES] > 10);
    assert_true(found[LINT_CONTRADICTION] > 100);
    assert_true(found[LINT_EXCLUSIVE_UNCLEAR] > 10);
    assert_true(found[LINT_ALWAYS_HOLDS] > 5);
    assert_true(found[LINT_NONE_NEVER] > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_no_claim_is_refuted)};

    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

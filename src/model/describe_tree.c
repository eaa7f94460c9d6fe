/* describe's drawn tree of the conditions. */
#include "model/describe.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/describe_words.h"

/* Lines of a tree: a branch, the last branch, what goes on below a branch,
 * what goes on below the last one. */
struct strokes {
    const char *branch, *last, *below, *below_last;
};

static const struct strokes *strokes(void)
{
    static const struct strokes ascii = {"|- ", "`- ", "|  ", "   "};
    static const struct strokes drawn = {"\xe2\x94\x9c\xe2\x94\x80 ", "\xe2\x94\x94\xe2\x94\x80 ",
                                         "\xe2\x94\x82  ", "   "};

    return text_is_ascii() ? &ascii : &drawn;
}

static const char *branch_to(const cJSON *item)
{
    return item->next ? strokes()->branch : strokes()->last;
}

static const char *below(const cJSON *item)
{
    return item->next ? strokes()->below : strokes()->below_last;
}

/* Takes over all texts. */
static void add_line(struct describe_tree *out, char *prefix, char *subject, char *relation, char *object)
{
    ARRAY_GROW(out->items, out->count + 1, out->capacity);
    out->items[out->count++] = (struct describe_line){prefix, subject, relation, object};
}

static void add_attribute(struct describe_tree *out, const char *gutter, const cJSON *attribute)
{
    struct strbuf subject = STRBUF_INIT, values = STRBUF_INIT;

    describe_words_subject(&subject, attribute);
    describe_words_values(&values, attribute, ", ", ", ");
    add_line(out, mem_printf("%s%s", gutter, branch_to(attribute)), strbuf_detach(&subject),
             mem_dup(describe_words_relation(attribute)), strbuf_detach(&values));
}

static void add_missing(struct describe_tree *out, const char *gutter)
{
    add_line(out, mem_printf("%s%s", gutter, strokes()->last), mem_dup(describe_words_ellipsis()), NULL,
             NULL);
}

static void add_dimension(struct describe_tree *out, const char *gutter, const cJSON *dimension,
                          size_t number)
{
    const cJSON *attributes = describe_words_list(dimension, "ObjectAttributes"), *attribute;
    char *deeper = mem_printf("%s%s", gutter, below(dimension));

    add_line(out, mem_printf("%s%s", gutter, branch_to(dimension)), mem_printf("dimension %zu", number), NULL,
             NULL);
    if (!attributes)
        add_missing(out, deeper);
    cJSON_ArrayForEach(attribute, attributes)
    {
        add_attribute(out, deeper, attribute);
    }
    free(deeper);
}

static const char *logic_words(const cJSON *condition)
{
    const char *logic = describe_words_text(condition, "LogicalOperator");

    if (strcmp(logic, "ALL") == 0)
        return "ALL dimensions hold";
    if (strcmp(logic, "ANY") == 0)
        return "ANY dimension holds";
    return strcmp(logic, "NONE") == 0 ? "NO dimension holds" : logic;
}

static void add_condition(struct describe_tree *out, const cJSON *condition, size_t number)
{
    const cJSON *dimensions = describe_words_list(condition, "EventTriggerDimensions"), *dimension;
    char *gutter = mem_printf("   %s", below(condition));
    size_t dimension_number = 0;

    add_line(out, mem_printf("%s%s%zu  ", number > 1 ? "or " : "   ", branch_to(condition), number),
             mem_dup(logic_words(condition)), NULL, NULL);
    if (!dimensions)
        add_missing(out, gutter);
    cJSON_ArrayForEach(dimension, dimensions)
    {
        add_dimension(out, gutter, dimension, ++dimension_number);
    }
    free(gutter);
}

void describe_conditions_tree(const cJSON *document, struct describe_tree *out)
{
    const cJSON *conditions = describe_words_list(document, "EventTriggerConditions"), *condition;
    size_t number = 0;

    *out = (struct describe_tree){0};
    if (!conditions)
        add_missing(out, "   ");
    cJSON_ArrayForEach(condition, conditions)
    {
        add_condition(out, condition, ++number);
    }
}

void describe_tree_release(struct describe_tree *tree)
{
    for (size_t i = 0; i < tree->count; i++) {
        free(tree->items[i].prefix);
        free(tree->items[i].subject);
        free(tree->items[i].relation);
        free(tree->items[i].object);
    }
    free(tree->items);
    *tree = (struct describe_tree){0};
}

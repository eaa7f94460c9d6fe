/* lint_walk_account: what the document names and the account does not have, and who uses the trigger. */
#include "model/lint_walk.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/lint_condition.h"
#include "model/store_catalog.h"

static const struct store_item *find(const struct store_catalog *catalog, const char *name)
{
    for (size_t i = 0; i < catalog->count; i++)
        if (strcmp(catalog->items[i].name, name) == 0)
            return &catalog->items[i];
    return NULL;
}

/* ---- the trigger's own names ---- */

static void check_object_type(struct lint_walk *walk)
{
    const char *type = json_text(walk->document, "ObjectTypeName");
    const struct store_catalog *known = walk->facts->object_types;

    if (!type || !*type)
        return;
    lint_walk_enter(walk, "ObjectTypeName");
    if (*type == '_')
        lint_walk_add(walk, LINT_STANDARD_TYPE,
                      "%s is a standard object type: AWS does not support it for event triggers", type);
    else if (lint_knows(known) && !find(known, type))
        lint_walk_add_unknown(
            walk, LINT_TYPE_MISSING, type, known,
            mem_printf("%s is no object type of the domain: the trigger never fires", type));
    lint_walk_leave(walk, 0);
}

static void check_segment(struct lint_walk *walk)
{
    const char *segment = json_text(walk->document, "SegmentFilter");
    const struct store_catalog *known = walk->facts->segments;

    if (!segment || !*segment || !lint_knows(known) || find(known, segment))
        return;
    lint_walk_enter(walk, "SegmentFilter");
    lint_walk_add_unknown(
        walk, LINT_SEGMENT_MISSING, segment, known,
        mem_printf("%s is no segment of the domain: the trigger fires for nobody", segment));
    lint_walk_leave(walk, 0);
}

void lint_walk_use(struct lint_walk *walk, const char *name)
{
    const struct store_catalog *known = walk->facts->integrations;

    if (name && lint_knows(known) && store_catalog_count_naming(known, name, NULL) == 0)
        lint_walk_add(walk, LINT_UNUSED, "no integration uses it: it does nothing");
}

/* ---- what is compared ---- */

/* True if an operator for one kind looks at a field of the other. PHONE_NUMBER, EMAIL_ADDRESS and NAME are texts; a
 * date has no content type of its own. */
static bool is_unfit(const struct lint_attribute *attribute, const char *content_type)
{
    const char *fits = attribute->compare ? attribute->compare->fits : NULL;
    const char *first =
        attribute->values && attribute->values->child ? cJSON_GetStringValue(attribute->values->child) : NULL;
    double number;
    bool exact, is_number = strcmp(content_type, "NUMBER") == 0;

    if (!fits)
        return false;
    if (strcmp(fits, "number or date") == 0)
        return !is_number && first && lint_attribute_number(first, &number, &exact);
    return is_number ? strcmp(fits, "text") == 0 : strcmp(fits, "number") == 0;
}

static void check_field(struct lint_walk *walk, const struct lint_attribute *attribute, const char *type)
{
    const struct store_catalog *known = walk->facts->fields;
    const struct store_item *field;

    if (!lint_knows(known) || known->count == 0)
        return;
    field = find(known, attribute->operand);
    if (!field) {
        lint_walk_enter(walk, "FieldName");
        lint_walk_add_unknown(walk, LINT_FIELD_MISSING, attribute->operand, known,
                              mem_printf("%s is no field of %s", attribute->operand, type));
    } else if (field->detail && is_unfit(attribute, field->detail)) {
        lint_walk_enter(walk, "ComparisonOperator");
        lint_walk_add(walk, LINT_OPERATOR_UNFIT, "%s is a %s of %s, and \"%s\" compares %ss",
                      attribute->operand, field->detail, type, attribute->compare->words,
                      strcmp(field->detail, "NUMBER") == 0 ? "text" : "number");
    }
}

/* The name behind "_source.": mappings write it so, AWS's list does not. */
static const char *bare(const char *source)
{
    return strncmp(source, "_source.", 8) == 0 ? source + 8 : source;
}

/* True if name is known, or something inside it or around it: "lines" is, where "lines.sku" is listed. */
static bool is_related(const char *known, const char *name)
{
    size_t a = strlen(known), b = strlen(name), least = a < b ? a : b;

    return strncmp(known, name, least) == 0 && (a == b || (a > b ? known[b] : name[a]) == '.');
}

static bool has_source(const struct store_catalog *catalog, const char *name)
{
    for (size_t i = 0; lint_knows(catalog) && i < catalog->count; i++) {
        const struct store_item *item = &catalog->items[i];

        if (is_related(bare(item->name), name) ||
            (catalog->kind == STORE_OBJECT_FIELDS && item->object_types &&
             is_related(bare(item->object_types), name)))
            return true;
    }
    return false;
}

static void check_source(struct lint_walk *walk, const struct lint_attribute *attribute, const char *type)
{
    const struct store_catalog *known = walk->facts->attributes;
    const char *name = bare(attribute->operand);

    if (!lint_knows(known) || known->count == 0 || has_source(known, name) ||
        has_source(walk->facts->fields, name))
        return;
    lint_walk_enter(walk, "Source");
    lint_walk_add_unknown(walk, LINT_SOURCE_MISSING, name, known,
                          mem_printf("%s is no attribute that AWS lists for %s", attribute->operand, type));
}

static void check_attributes(struct lint_walk *walk, const struct lint_condition *condition, const char *type)
{
    for (size_t i = 0; i < condition->count; i++) {
        const struct lint_attribute *attribute = &condition->attributes[i];

        if (!attribute->operand)
            continue;
        lint_condition_enter(walk, condition, attribute);
        if (attribute->is_source)
            check_source(walk, attribute, type);
        else
            check_field(walk, attribute, type);
        lint_walk_leave(walk, 0);
    }
}

void lint_walk_account(struct lint_walk *walk)
{
    const char *type = json_text(walk->document, "ObjectTypeName");
    struct lint_conditions conditions;

    check_object_type(walk);
    check_segment(walk);
    if (!type || (!lint_knows(walk->facts->fields) && !lint_knows(walk->facts->attributes)))
        return;
    lint_condition_read(walk->document, &conditions);
    for (size_t i = 0; i < conditions.count; i++)
        check_attributes(walk, &conditions.items[i], type);
}

static unsigned needs_of(const struct lint_condition *condition)
{
    unsigned needs = 0;

    for (size_t i = 0; i < condition->count; i++) {
        const struct lint_attribute *attribute = &condition->attributes[i];

        if (attribute->operand) /* a source may stand in the mapping of a field */
            needs |= lint_bit(STORE_OBJECT_FIELDS);
        if (attribute->operand && attribute->is_source)
            needs |= lint_bit(STORE_ATTRIBUTES);
    }
    return needs;
}

unsigned lint_needs(const cJSON *document)
{
    const char *type = json_text(document, "ObjectTypeName"), *segment = json_text(document, "SegmentFilter");
    unsigned needs = lint_bit(STORE_INTEGRATIONS);
    struct lint_conditions conditions;

    if (segment && *segment)
        needs |= lint_bit(STORE_SEGMENTS);
    if (!type || !*type || *type == '_')
        return needs;
    needs |= lint_bit(STORE_OBJECT_TYPES);
    lint_condition_read(document, &conditions);
    for (size_t i = 0; i < conditions.count; i++)
        needs |= needs_of(&conditions.items[i]);
    return needs;
}

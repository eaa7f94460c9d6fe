#include "model/lint_row.h"

#include "base/json.h"

void lint_row_facts(const struct store *store, const char *region, const char *domain,
                    const char *object_type, struct lint_facts *out)
{
    bool typed = object_type && *object_type;

    *out = (struct lint_facts){
        .object_types = store_find_catalog(store, STORE_OBJECT_TYPES, region, domain, NULL),
        .segments = store_find_catalog(store, STORE_SEGMENTS, region, domain, NULL),
        .fields = typed ? store_find_catalog(store, STORE_OBJECT_FIELDS, region, domain, object_type) : NULL,
        .attributes = typed ? store_find_catalog(store, STORE_ATTRIBUTES, region, domain, object_type) : NULL,
        .integrations = store_find_catalog(store, STORE_INTEGRATIONS, region, domain, NULL),
    };
}

void lint_row_findings(const struct store *store, const struct store_row *row, struct lint_findings *out)
{
    cJSON *document = row->document ? json_parse_text(row->document, NULL) : NULL;
    struct lint_facts facts;

    lint_row_facts(store, row->region, row->domain, row->object_type, &facts);
    if (document)
        lint_document(document, &facts, LINT_CHECK, out);
    else
        lint_listed(row->name, &facts, out);
    cJSON_Delete(document);
}

/* Who uses a trigger is asked anew each time; the rest stays with the document. */
static enum lint_severity worst_but_use(const struct lint_findings *findings)
{
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].rule != &lint_rules[LINT_UNUSED])
            return findings->items[i].rule->severity;
    return LINT_FINE;
}

enum lint_severity lint_row_worst(const struct store *store, struct store_row *row)
{
    struct lint_findings findings;

    if (!row->linted) {
        lint_row_findings(store, row, &findings);
        if (row->document)
            row->brief_lint = worst_but_use(&findings);
        row->lint = lint_worst(&findings);
        if (row->lint < row->brief_lint)
            row->lint = row->brief_lint;
        row->linted = true;
        lint_release(&findings);
    }
    return (enum lint_severity)row->lint;
}

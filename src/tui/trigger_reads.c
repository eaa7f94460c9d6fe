#include "tui/trigger_reads.h"

#include "base/array.h"
#include "base/mem.h"
#include "model/lint_row.h"
#include "tui/tui.h"

void trigger_reads_row(struct tui *tui, const struct store_row *row, bool urgent)
{
    if (row->state != STORE_ROW_LISTED || row->when)
        return;
    char *identifier = store_row_identifier(row);
    backend_read(tui_backend(tui), row->region, identifier, urgent);
    free(identifier);
}

void trigger_reads_release(struct trigger_reads *reads)
{
    texts_release(&reads->domains);
}

/* Who uses the triggers is known by domain; each is asked for once a listing, although the answer takes its
 * time. */
static void read_integrations(struct trigger_reads *reads, struct tui *tui, const struct store_row *row)
{
    const struct store *store = tui_store(tui);
    if (store_find_catalog(store, STORE_INTEGRATIONS, row->region, row->domain, NULL))
        return;
    if (reads->generation != store->generation)
        texts_release(&reads->domains);
    reads->generation = store->generation;
    char *domain = mem_printf("%s %s", row->region, row->domain);
    if (!texts_has(&reads->domains, domain)) {
        texts_add(&reads->domains, domain);
        backend_catalog(tui_backend(tui), STORE_INTEGRATIONS, row->region, row->domain, NULL, false);
    }
    free(domain);
}

static void read_lines(struct trigger_reads *reads, struct tui *tui, const struct trigger_lines *lines,
                       size_t from, size_t to, bool urgent)
{
    for (size_t i = from; i < to && i < lines->count; i++) {
        const struct store_row *row = trigger_lines_row(lines, i);
        if (row)
            trigger_reads_row(tui, row, urgent);
        if (row && urgent)
            read_integrations(reads, tui, row);
    }
}

void trigger_reads_follow(struct trigger_reads *reads, struct tui *tui, const struct trigger_lines *lines,
                          const struct table_widget *table)
{
    if (!tui_backend(tui) ||
        (table->top == reads->top && table->page == reads->page && lines->version == reads->lines_version))
        return;
    if (table->top != reads->top)
        backend_forget_reads(tui_backend(tui));
    reads->top = table->top;
    reads->page = table->page;
    reads->lines_version = lines->version;
    size_t page = table->page > 0 ? (size_t)table->page : 0, top = table->top;
    read_lines(reads, tui, lines, top, top + page, true);
    read_lines(reads, tui, lines, top + page, top + 2 * page, false);
    read_lines(reads, tui, lines, top > page ? top - page : 0, top, false);
}

void trigger_reads_again(struct trigger_reads *reads)
{
    reads->page = -1;
}

static bool has_item(const struct store_catalog *catalog, const char *name)
{
    for (size_t i = 0; i < catalog->count; i++) {
        if (strcmp(catalog->items[i].name, name) == 0)
            return true;
    }
    return false;
}

void trigger_reads_lists(struct tui *tui, const char *region, const char *domain, const cJSON *document)
{
    static const enum store_catalog_kind of_domain[] = {STORE_OBJECT_TYPES, STORE_SEGMENTS,
                                                        STORE_INTEGRATIONS},
                                         of_type[] = {STORE_OBJECT_FIELDS, STORE_ATTRIBUTES};
    const char *type = json_text(document, "ObjectTypeName");
    unsigned needs = lint_needs(document);
    struct lint_facts facts;

    if (!tui_backend(tui) || !domain || !*domain)
        return;
    for (size_t i = 0; i < ARRAY_COUNT(of_domain); i++) {
        if (needs & lint_bit(of_domain[i]) &&
            !store_find_catalog(tui_store(tui), of_domain[i], region, domain, NULL))
            backend_catalog(tui_backend(tui), of_domain[i], region, domain, NULL, false);
    }
    lint_row_facts(tui_store(tui), region, domain, type, &facts);
    for (size_t i = 0; i < ARRAY_COUNT(of_type); i++) {
        /* while a type's name is typed, it is none */
        if (needs & lint_bit(of_type[i]) && lint_knows(facts.object_types) &&
            has_item(facts.object_types, type) &&
            !store_find_catalog(tui_store(tui), of_type[i], region, domain, type))
            backend_catalog(tui_backend(tui), of_type[i], region, domain, type, false);
    }
}

#include "tui/trigger_reads.h"

#include "base/mem.h"
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

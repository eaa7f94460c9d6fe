#include "tui/trigger_reads.h"

#include "tui/tui.h"

void trigger_reads_row(struct tui *tui, const struct store_row *row, bool urgent)
{
    if (row->state != STORE_ROW_LISTED || row->when)
        return;
    char *identifier = store_row_identifier(row);
    backend_read(tui_backend(tui), row->region, identifier, urgent);
    free(identifier);
}

/* Who uses the triggers is known by domain. */
static void read_integrations(struct tui *tui, const struct store_row *row)
{
    if (!store_find_catalog(tui_store(tui), STORE_INTEGRATIONS, row->region, row->domain, NULL))
        backend_catalog(tui_backend(tui), STORE_INTEGRATIONS, row->region, row->domain, NULL, false);
}

static void read_lines(struct tui *tui, const struct trigger_lines *lines, size_t from, size_t to,
                       bool urgent)
{
    for (size_t i = from; i < to && i < lines->count; i++) {
        const struct store_row *row = trigger_lines_row(lines, i);
        if (row)
            trigger_reads_row(tui, row, urgent);
        if (row && urgent)
            read_integrations(tui, row);
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
    *reads = (struct trigger_reads){table->top, table->page, lines->version};
    size_t page = table->page > 0 ? (size_t)table->page : 0, top = table->top;
    read_lines(tui, lines, top, top + page, true);
    read_lines(tui, lines, top + page, top + 2 * page, false);
    read_lines(tui, lines, top > page ? top - page : 0, top, false);
}

void trigger_reads_again(struct trigger_reads *reads)
{
    reads->page = -1;
}

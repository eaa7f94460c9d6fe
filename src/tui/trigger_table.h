/*
 * trigger_table: how the lines of triggers are drawn: columns, marks, the texts of regions and of what
 * failed. UI thread.
 */
#ifndef TUI_TRIGGER_TABLE_H
#define TUI_TRIGGER_TABLE_H

#include "base/strbuf.h"
#include "model/listing.h"
#include "model/store.h"
#include "tui/canvas.h"
#include "tui/table_widget.h"
#include "tui/trigger_lines.h"

struct trigger_table {
    struct table_widget table;
    int name_cells, domain_cells,
        type_cells;               /* of the longest ones seen: columns grow no further than that */
    struct strbuf scratch, right; /* texts of the cell that is drawn */
    struct strbuf again;          /* the key that reads again, set by the owner */
};

void trigger_table_init(struct trigger_table *table);
void trigger_table_release(struct trigger_table *table);
/* Looks at the lines for the widths of the columns. After each build. */
void trigger_table_measure(struct trigger_table *table, const struct trigger_lines *lines);
void trigger_table_draw(struct trigger_table *table, struct canvas *canvas, struct canvas_area area,
                        const struct store *store, const struct listing *listing,
                        const struct trigger_lines *lines);

#endif

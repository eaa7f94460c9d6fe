/*
 * trigger_reads: which triggers of the table are read in full: those on the screen first, then a page around
 * them. UI thread.
 */
#ifndef TUI_TRIGGER_READS_H
#define TUI_TRIGGER_READS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/json.h"
#include "tui/table_widget.h"
#include "tui/trigger_lines.h"

struct tui;

struct trigger_reads {
    size_t top; /* the part of the list that was asked for last */
    int page;
    uint64_t lines_version;
    struct texts domains; /* whose integrations were asked for, "region domain" */
    uint32_t generation;  /* of the listing that they were asked for in */
};

void trigger_reads_release(struct trigger_reads *reads);
/* Asks the backend for what is in sight, unless that was done already; what was asked for elsewhere is
 * forgotten. Also asks who uses the triggers on the screen, once for each domain. */
void trigger_reads_follow(struct trigger_reads *reads, struct tui *tui, const struct trigger_lines *lines,
                          const struct table_widget *table);
/* What is in sight is looked at again, whether or not anything moved. */
void trigger_reads_again(struct trigger_reads *reads);
/* Asks for one trigger unless what the table shows of it is known. */
void trigger_reads_row(struct tui *tui, const struct store_row *row, bool urgent);
/* Asks for the account's lists that lint wants for a document (lint_needs) and that were not asked for yet. domain may
 * be NULL: then for none. */
void trigger_reads_lists(struct tui *tui, const char *region, const char *domain, const cJSON *document);

#endif

/*
 * trigger_words: the title line and the remark of the table of triggers: honest counts, ages, what is under
 * the cursor. UI thread.
 */
#ifndef TUI_TRIGGER_WORDS_H
#define TUI_TRIGGER_WORDS_H

#include "base/strbuf.h"
#include "base/texts.h"
#include "model/listing.h"
#include "model/store.h"
#include "tui/trigger_lines.h"

struct tui;

/* What takes a look at every row, so that it is not counted anew for each drawing. */
struct trigger_counts {
    size_t marked;
    size_t unread; /* not read in full, although the filter or the sort looks at what only that gives; 0 if
                      neither does */
};
/* True if the filter or the sort looks at what only reading in full gives. */
bool trigger_words_needs_rest(const struct listing *listing);
struct trigger_counts trigger_words_count(const struct store *store, const struct listing *listing);
/* "Triggers  7 of 61 in 3 regions · retail · 3 marked · read 12 s ago". Appends. */
void trigger_words_title(const struct store *store, const struct listing *listing,
                         const struct texts *domains, const struct trigger_counts *counted,
                         struct strbuf *out);
/* "12 of 9,400 read; Enter reads the rest", or nothing if nothing is unread. Appends. */
void trigger_words_offer(const struct store *store, const struct trigger_counts *counted, struct strbuf *out);
/* "2 operations ▸", or nothing. Appends. */
void trigger_words_operations(const struct store *store, struct strbuf *out);
/* What is to be said of a line: its change under way, why it could not be read, that nothing uses it, its
 * description. Appends. */
void trigger_words_remark(struct tui *tui, const struct trigger_line *line, struct strbuf *out);
/* "stack parcels-prod: AWS advises against …" if a stack manages the row (may be NULL), else nothing. Appends.
 */
void trigger_words_manager(const struct store_row *row, struct strbuf *out);

#endif

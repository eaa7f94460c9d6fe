/*
 * completion_known: what is known without asking anybody and may be offered: from AWS's files, the cached listing, the
 * journal, and a file that the line names. What goes wrong offers less; nothing is written.
 */
#ifndef CLI_COMPLETION_KNOWN_H
#define CLI_COMPLETION_KNOWN_H

#include "cli/completion_line.h"

/* Of AWS's files. */
void completion_known_profiles(struct completion_line *line);
/* Of the cached listing, and those that may be chosen. */
void completion_known_regions(struct completion_line *line);
/* Of the cached listing, in these regions; empty: in any. */
void completion_known_domains(struct completion_line *line, const struct texts *regions);
/* Of the cached listing, in the line's regions and domains. */
void completion_known_identifiers(struct completion_line *line);
/* Of the journal, the newest first, each with what it did: those that `operations` can do this to ("show", "resume", "cancel",
 * "undo"). */
void completion_known_tokens(struct completion_line *line, const char *what);
/* Of the statements in -f's file. */
void completion_known_anchors(struct completion_line *line);

#endif

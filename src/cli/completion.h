/*
 * completion: what may stand at the end of a command line, for the shells' completion.
 *
 * Made from the tables of commands and options and from what is known (completion_known.h); nobody is asked, and what
 * goes wrong offers less. The scripts of completions/ call it as `etrig completion words -- WORD…`.
 */
#ifndef CLI_COMPLETION_H
#define CLI_COMPLETION_H

#include <stddef.h>
#include "base/texts.h"
#include "cli/cli.h"

enum completion_kind { COMPLETION_WORDS, COMPLETION_FILES, COMPLETION_FOLDERS };

struct completion {
    enum completion_kind kind; /* files and folders are the shell's to find */
    size_t kept;               /* bytes of the last word that stay before a file's name: "--file=" */
    struct texts found; /* owned: "word" or "word\thelp", sorted, each once; each replaces the last word */
    bool ordered;       /* found is in an order of its own: the newest first */
};

/* words: what follows the program's name, without quotes, to the cursor; the last one may be "". local_path as in
 * cli_options. Fills out anew. */
void completion_find(char *const *words, size_t count, char *(*local_path)(const char *named),
                     struct completion *out);
void completion_release(struct completion *completion);

#endif

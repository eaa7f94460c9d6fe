/*
 * completion_line: a command line that is typed, read from left to right as far as the cursor, and what is offered for its
 * last word. Mistakes are passed over.
 */
#ifndef CLI_COMPLETION_LINE_H
#define CLI_COMPLETION_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include "cli/completion.h"
#include "cli/options.h"

struct completion_line {
    struct cli_options options;      /* what the words before the last one say; arguments are the command's */
    const struct options_row *wants; /* the option whose value comes next */
    bool options_ended;              /* by -- */
    bool lost;                       /* the command is none */
    const char *typed;               /* of the last word, what is to be completed */
    const char *before;              /* of the last word, what stays as it is ... */
    size_t kept;                     /* ... and how many bytes that are */
    bool once;                       /* what stands among the arguments is not offered again */
    struct completion *out;          /* borrowed */
};

/* The next word before the last one; borrowed. */
void completion_line_take(struct completion_line *line, const char *word);
/* True if the word is an option, at this place. */
bool completion_line_is_option(const struct completion_line *line, const char *word);
/* Offers the word if it begins as what was typed. help NULL: none. What a terminal would not show as it is can neither be
 * read nor typed, and is not offered. */
void completion_line_offer(struct completion_line *line, const char *word, const char *help);

#endif

/*
 * aws_command: the `aws` command that does the same, for the clipboard and for Review.
 *
 * Quoted for a POSIX shell. Texts are as they are, not yet made harmless: the drawing side does that.
 * Results: free().
 */
#ifndef TUI_AWS_COMMAND_H
#define TUI_AWS_COMMAND_H

#include "base/json.h"
#include "model/operation.h"
#include "tui/change_options.h"

struct store_connection;

/* What it should do; endpoint and profile come from the connection. */
struct aws_command {
    const char *action; /* "get-resource", "create-resource", "update-resource", "delete-resource" */
    const char *region;
    const char *identifier; /* NULL for create */
    const char *payload;    /* JSON: --desired-state of a create, --patch-document of an update; else NULL */
    struct change_options options;
};

char *aws_command_text(const struct aws_command *command, const struct store_connection *connection);
/* The command of a change, as this connection would send it: before NULL creates, after NULL deletes; options NULL: none
 * are given. */
char *aws_command_of_change(const char *region, const cJSON *before, const cJSON *after,
                            const struct change_options *options, const struct store_connection *connection);
/* The command of an operation, perhaps of another connection: its profile is not named then. NULL: what it was
 * made from is not known (a given patch). */
char *aws_command_of_operation(const struct operation *operation, const struct store_connection *connection);

#endif

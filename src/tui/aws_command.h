/*
 * aws_command: the `aws` command that does the same, for the clipboard and for Review.
 *
 * Quoted for a POSIX shell. Texts are as they are, not yet made harmless: the drawing side does that.
 * Results: free().
 */
#ifndef TUI_AWS_COMMAND_H
#define TUI_AWS_COMMAND_H

struct store_connection;

/* What it should do; endpoint and profile come from the connection. */
struct aws_command {
    const char *action; /* "get-resource", "create-resource", "update-resource", "delete-resource" */
    const char *region;
    const char *identifier; /* NULL for create */
    const char *payload;    /* JSON: --desired-state of a create, --patch-document of an update; else NULL */
};

char *aws_command_text(const struct aws_command *command, const struct store_connection *connection);

#endif

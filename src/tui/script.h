/*
 * script: the interface driven by a file of keys, with the expected screens in it; no terminal is needed.
 *
 * One command a line; what begins with # is a comment. Before the start:
 *
 *     size 80x24              the screen; 80x24 unless said
 *     env NAME=VALUE          a variable of the environment
 *     config TEXT             a line of etrig's config file
 *     aws TEXT                a line of ~/.aws/config
 *     local [OPTIONS]         the local cloud as the endpoint, with options of `etrig serve`
 *     cloud [OPTIONS]         the same as a server, with its keys for the profiles default and prod of ~/.aws;
 *                             screens show its port as 00000
 *     regions A,B             --region
 *     domains A,B             --domain
 *     endpoint URL            --endpoint-url
 *     profile NAME            --profile
 *     read-only               --read-only
 *     ascii                   no characters beyond ASCII
 *     start                   begins; the first of the commands below does so by itself
 *
 * and after it:
 *
 *     keys Down Enter Ctrl-N  keys by their names
 *     type TEXT               characters, one after the other
 *     bytes TEXT              bytes of a terminal at once, as typed ahead; \e \r \n \\ \xNN
 *     paste TEXT              a bracketed paste; \n for line ends
 *     resize 60x15
 *     wait idle               until nothing is under way
 *     wait text TEXT          until the screen shows it; `wait no text TEXT` until it does not
 *     text TEXT, no text TEXT the screen shows it now, or not
 *     screen ... end          the screen is these lines; blanks at line ends and empty last lines do not count
 *     file NAME ... end       these lines are an executable file NAME in the home from now on
 *     ended                   the person has left
 *     elsewhere DOMAIN|NAME PATCH   somebody else changes a trigger of the first region (`cloud` only): a JSON patch,
 *                             `delete`, or `create DOCUMENT` (the name says nothing then)
 *     restart                 leaves and starts again on the same files
 *     picture FILE            a picture of the screen
 *
 * Each wait, text, screen and ended is one test of the TAP output. Waits are for conditions, with a limit.
 */
#ifndef TUI_SCRIPT_H
#define TUI_SCRIPT_H

#include <stdbool.h>
#include "backend/backend.h"
#include "base/err.h"
#include "tui/canvas.h"

struct script_options {
    /* Starts the local cloud with these options on the data file: the parent's end of it. tui may not include
     * local. */
    bool (*local)(const char *options, const char *data_file, struct backend_local *local, struct err *err);
    /* Writes a picture of the screen; may be NULL. */
    bool (*picture)(const struct canvas *canvas, const char *path, struct err *err);
    const char *folder; /* borrowed: an empty folder for the script's HOME and all files */
    bool accept;        /* puts the screens that were found into the script file in place of those expected */
};

/* Runs the file and prints TAP on stdout. 0: all tests passed. */
int script_run(const char *path, const struct script_options *options);

#endif

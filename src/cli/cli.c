#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/env.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/wait.h"
#include "tui/tui.h"

static const struct cli_command commands[] = {
    {"list", "", "the triggers of the chosen regions and domains", 0, 0, cmd_list_run},
    {"get", "IDENTIFIER", "one trigger, whole", 1, 1, cmd_get_run},
    {"export", "[IDENTIFIER…]",
     "triggers as documents that apply takes back unchanged; all that are chosen unless named", 0, -1,
     cmd_export_run},
    {"diff", "", "shows what apply would do with documents (-f)", 0, 0, cmd_diff_run},
    {"apply", "", "makes the regions equal to documents (-f); shows the plan and asks first", 0, 0,
     cmd_apply_run},
    {"create", "", "creates a trigger from a document (-f)", 0, 0, cmd_create_run},
    {"update", "IDENTIFIER", "makes a trigger equal to a document (-f), or sends a patch (--patch)", 1, 1,
     cmd_update_run},
    {"delete", "IDENTIFIER…", "deletes triggers; asks first", 1, -1, cmd_delete_run},
    {"promote", "IDENTIFIER…",
     "copies triggers to other regions (--to-region), domains (--to-domain) or a name (--rename)", 1, -1,
     cmd_promote_run},
    {"operations", "[list|show|resume|cancel|undo] [TOKEN]", "the journal of changes", 0, 2,
     cmd_operations_run},
    {"lint", "[IDENTIFIER…]",
     "finds what makes triggers, or a document (-f), never fire or not do what they seem to", 0, -1,
     cmd_lint_run},
    {"test", "[IDENTIFIER]", "would a trigger (or a document, -f) fire for an object (--event), and why", 0,
     1, cmd_test_run},
    {"sql", "[STATEMENT]", "runs SELECT, INSERT, UPDATE and DELETE in the manner of StackQL", 0, 1,
     cmd_sql_run},
    {"doctor", "", "says line by line what works, and what to do about the rest; changes nothing", 0, 0,
     cmd_doctor_run},
    {"serve", "", "the local cloud, as a server for any AWS SDK or CLI", 0, 0, cmd_serve_run},
    {"completion", "bash|zsh|fish", "prints the shell's completion script", 1, -1, cmd_completion_run},
};

const struct cli_command *cli_commands(size_t *count)
{
    *count = ARRAY_COUNT(commands);
    return commands;
}

bool cli_parse(int argc, char **argv, struct cli_options *options, struct err *err)
{
    *options = (struct cli_options){
        .timeout_ms = 600000, .operation_ms = -1, .prune_count = -1, .local_child.fd = -1};
    if (!options_read(argc, argv, commands, ARRAY_COUNT(commands), options, err))
        return false;
    if (options->local && options->endpoint_url != NULL)
        return err_set(err, ERR_USAGE, "--local and --endpoint-url exclude each other");
    if (options->local && options->command != NULL && options->command->run == cmd_serve_run) {
        err_set(err, ERR_USAGE, "serve is the local cloud, and takes no --local");
        return err_hint(err, "--data FILE says where its data is");
    }
    return true;
}

void cli_release(struct cli_options *options)
{
    texts_release(&options->arguments);
    texts_release(&options->regions);
    texts_release(&options->domains);
    texts_release(&options->to_regions);
    texts_release(&options->to_domains);
    texts_release(&options->vars);
    texts_release(&options->vars_files);
}

int cli_complain(const struct err *err)
{
    struct strbuf line = STRBUF_INIT;
    strbuf_adds(&line, "etrig: ");
    text_shown(&line, err->text);
    if (err->hint[0] != '\0') {
        strbuf_adds(&line, "\nhint: ");
        text_shown(&line, err->hint);
    }
    fprintf(stderr, "%s\n", line.text);
    strbuf_release(&line);
    return (int)err->code;
}

static bool option_shown(const struct options_row *row, const struct cli_command *command)
{
    if (row->help == NULL || command == NULL)
        return row->help != NULL && row->commands == NULL;
    return row->commands != NULL && strstr(row->commands, command->name) != NULL;
}

static void print_options(const struct cli_command *command)
{
    for (size_t i = 0; i < options_count; i++) {
        const struct options_row *row = &options_table[i];
        if (!option_shown(row, command))
            continue;
        struct strbuf left = STRBUF_INIT;
        strbuf_addf(&left, row->letter != 0 ? "-%c, " : "    ", row->letter);
        strbuf_addf(&left, "--%s", row->name);
        if (row->argument != NULL)
            strbuf_addf(&left, "%s%s", row->argument[0] == '[' ? "" : " ", row->argument);
        struct strbuf line = STRBUF_INIT;
        size_t cells = text_width(left.text);
        text_fit(&line, left.text, cells > 36 ? cells : 36, true);
        printf("  %s  %s\n", line.text, row->help);
        strbuf_release(&left);
        strbuf_release(&line);
    }
}

static void print_help(const struct cli_command *command)
{
    if (command != NULL) {
        printf("usage: etrig [global options] %s%s%s [options]\n%s\n\n", command->name,
               *command->arguments ? " " : "", command->arguments, command->help);
        print_options(command);
        puts("\netrig --help lists the global options.");
        return;
    }
    puts("usage: etrig [global options]                     the terminal interface\n"
         "       etrig [global options] COMMAND [options]   one command, for scripts\n\ncommands:");
    for (size_t i = 0; i < ARRAY_COUNT(commands); i++)
        printf("  %-12s %s\n", commands[i].name, commands[i].help);
    puts("\nglobal options, before or after the command:");
    print_options(NULL);
    puts("\netrig COMMAND --help tells of one command, man etrig of all.");
}

/* --debug=FILE, or debug.log in the state folder. */
static bool open_debug_log(const struct cli_options *options, struct err *err)
{
    if (!options->debug)
        return true;
    if (options->debug_file != NULL)
        return log_open(options->debug_file, err);
    char *dir = env_xdg_dir("XDG_STATE_HOME", ".local/state");
    if (dir == NULL)
        return err_set(err, ERR_LOCAL, "no home folder for the debug log");
    char *path = file_join(dir, "debug.log");
    bool fine = file_make_private_dir(dir, err) && log_open(path, err);
    free(path);
    free(dir);
    return fine;
}

/* One life of the interface, on one connection. */
static int run_interface_once(const struct cli_options *options, const struct settings *settings,
                              bool *wants_local, struct err *err)
{
    struct backend_options start;
    struct store store;
    bool hung = false;
    wait_backend_options(options, settings, &start);
    start.take_over_interrupted = true;
    start.use_cache = true;
    store_init(&store);
    struct backend *backend = backend_start(&start, err);
    if (backend == NULL)
        return (int)err->code;
    struct tui_options interface = {.backend = backend,
                                    .store = &store,
                                    .settings = settings,
                                    .domains = &options->domains,
                                    .wants_local = options->local ? NULL : wants_local};
    int status = tui_run(&interface, &hung, err);
    if (!hung)
        store_release(&store);
    return status;
}

static int run_interface(struct cli_options *options, struct err *err)
{
    struct settings settings;
    bool wants_local = false;
    if (!settings_load(&settings, options->config, err))
        return (int)err->code;
    if (options->color == CLI_COLOR_OFF) {
        free(settings.theme);
        settings.theme = mem_dup("mono");
    }
    int status = run_interface_once(options, &settings, &wants_local, err);
    if (wants_local && err->code == ERR_NONE) {
        options->local = true;
        status = options->start_local(options, err) ? run_interface_once(options, &settings, NULL, err)
                                                    : (int)err->code;
    }
    settings_release(&settings);
    return status;
}

int cli_run(struct cli_options *options)
{
    struct err err = {0};
    int status = 0;
    if (options->version)
        puts("etrig " PACKAGE_VERSION);
    else if (options->help)
        print_help(options->command);
    else if (open_debug_log(options, &err))
        status =
            options->command != NULL ? options->command->run(options, &err) : run_interface(options, &err);
    if (err.code == ERR_NONE && !output_finish(&err))
        status = (int)err.code;
    return err.code != ERR_NONE ? cli_complain(&err) : status;
}

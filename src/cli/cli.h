/*
 * cli: the command line: options, commands, exit codes.
 *
 * One table of options and one of commands serve parsing, --help, the manual and completion. main parses,
 * starts the local cloud if asked, and calls cli_run. Output: stdout carries data alone; progress, questions
 * and errors go to stderr.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stdint.h>
#include "backend/backend.h"
#include "base/err.h"
#include "base/texts.h"

enum cli_format {
    CLI_FORMAT_AUTO,
    CLI_FORMAT_TABLE,
    CLI_FORMAT_JSON,
    CLI_FORMAT_JSONL, /* one compact object a line */
    CLI_FORMAT_YAML,
    CLI_FORMAT_CSV,
    CLI_FORMAT_TEXT /* values parted by tabs, no header */
};
enum cli_policy { CLI_POLICY_NONE, CLI_POLICY_READ, CLI_POLICY_WRITE };
enum cli_color { CLI_COLOR_AUTO, CLI_COLOR_ON, CLI_COLOR_OFF };

struct cli_command;

/* What the arguments said. Texts point into argv unless said otherwise. */
struct cli_options {
    const struct cli_command *command; /* NULL: the interface */
    struct texts arguments;            /* owned: what stands after the command */
    const char *profile, *endpoint_url, *role_arn, *type_version_id, *client_token, *config, *mfa_code;
    struct texts regions, domains; /* owned */
    bool regions_by_all;
    bool local;             /* --local */
    const char *local_file; /* its data file, or NULL */
    enum cli_format format;
    enum cli_color color;
    enum backend_list_via list_via;
    bool read_only, dry_run, yes, unguarded, no_wait, no_progress, debug, help, version;
    const char *debug_file;
    int64_t timeout_ms; /* 10 minutes unless given */
    /* of single commands */
    struct texts vars, vars_files; /* owned */
    const char *anchor, *environment;
    const char *file, *patch, *filter, *rename, *dir, *event;
    struct texts to_regions, to_domains; /* owned */
    bool full, keep_going, all;
    bool prune;
    int prune_count; /* of --prune=N; -1: no number is given */
    enum cli_policy policy;
    int port, latency_ms, operation_ms, throttle_per_s; /* serve; operation_ms < 0: its default */
    double fail_rate;
    const char *deny;
    const char *data_file;
    bool child; /* serve: started by --local, descriptor 3 is the parent */
    /* Starts the local cloud and fills local_child: main's, since only it may include local.h. */
    bool (*start_local)(struct cli_options *options, struct err *err);
    struct backend_local local_child;
    /* Where the local cloud's data is, absolute (NULL: not named): main's too. free(). */
    char *(*local_path)(const char *named);
};

/* A command: one row of the table in cli.c. */
struct cli_command {
    const char *name;
    const char *arguments;            /* "IDENTIFIER", for the usage line */
    const char *help;                 /* one line */
    int arguments_min, arguments_max; /* max < 0: any number */
    /* Runs it: an exit status; err is printed by cli_run when its code is set. */
    int (*run)(const struct cli_options *options, struct err *err);
};

/* The table of commands. */
const struct cli_command *cli_commands(size_t *count);

/* Reads argv. false: ERR_USAGE with a hint. The environment must have been read (env_init). */
bool cli_parse(int argc, char **argv, struct cli_options *options, struct err *err);
/* Runs what was asked (help, version, a command, the interface) and returns the exit status. */
int cli_run(struct cli_options *options);
/* Frees the lists; the texts of argv are not ours. */
void cli_release(struct cli_options *options);
/* "etrig: sentence" and "hint: …" on stderr, foreign text made harmless. Returns the exit status of err. */
int cli_complain(const struct err *err);

/* The commands, each in cmd_NAME.c. */
int cmd_list_run(const struct cli_options *options, struct err *err);
/* One trigger, read in full. */
int cmd_get_run(const struct cli_options *options, struct err *err);
/* Documents that create takes back: on stdout, or as files. */
int cmd_export_run(const struct cli_options *options, struct err *err);
/* From a document; waits for the end unless --no-wait. */
int cmd_create_run(const struct cli_options *options, struct err *err);
/* From a document, as a patch that is computed, or with a given patch. */
int cmd_update_run(const struct cli_options *options, struct err *err);
/* Asks first, unless --yes; refuses where nobody can be asked. */
int cmd_delete_run(const struct cli_options *options, struct err *err);
/* What apply would do. ERR_DIFFERENT if it is anything. */
int cmd_diff_run(const struct cli_options *options, struct err *err);
/* Makes the regions equal to documents; shows the plan and asks first. */
int cmd_apply_run(const struct cli_options *options, struct err *err);
/* To other regions, domains or names; what is missing there is said before anything is sent. */
int cmd_promote_run(const struct cli_options *options, struct err *err);
/* What is wrong with triggers that AWS accepts, or with the documents of -f. ERR_DIFFERENT if anything is. */
int cmd_lint_run(const struct cli_options *options, struct err *err);
/* The journal: list, show, resume, cancel, undo. */
int cmd_operations_run(const struct cli_options *options, struct err *err);
/* What works and what does not; or the least policy for it. */
int cmd_doctor_run(const struct cli_options *options, struct err *err);
/* Tries a trigger with an object; changes nothing. */
int cmd_test_run(const struct cli_options *options, struct err *err);
/* Statements in the manner of StackQL. */
int cmd_sql_run(const struct cli_options *options, struct err *err);
/* The completion script of a shell; or, for the script, the words that may end a command line. Asks nobody. */
int cmd_completion_run(const struct cli_options *options, struct err *err);
/* The local cloud, until TERM or INT; needs no backend. */
int cmd_serve_run(const struct cli_options *options, struct err *err);

#endif

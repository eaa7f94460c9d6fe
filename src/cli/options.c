#include "cli/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include "backend/backend.h"
#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/duration.h"

static bool take_number(const char *name, const char *value, long min, long max, int *out, struct err *err)
{
    char *end = NULL;
    errno = 0;
    long number = strtol(value, &end, 10);
    if (errno != 0 || end == value || *end != '\0' || number < min || number > max)
        return err_set(err, ERR_USAGE, "--%s wants a whole number from %ld to %ld, not \"%s\"", name, min,
                       max, value);
    *out = (int)number;
    return true;
}

static bool take_profile(struct cli_options *o, const char *value, struct err *err)
{
    if (*value == '\0')
        return err_set(err, ERR_USAGE, "--profile wants a name");
    o->profile = value;
    return true;
}

static bool take_region(struct cli_options *o, const char *value, struct err *err)
{
    struct texts names = {0};
    texts_split(&names, value, ',');
    bool fine = names.count > 0 || err_set(err, ERR_USAGE, "--region wants a region's name");
    for (size_t i = 0; fine && i < names.count; i++) {
        if (strcmp(names.items[i], "all") == 0)
            o->regions_by_all = true;
        else if (!texts_has(&o->regions, names.items[i]))
            texts_add(&o->regions, names.items[i]);
    }
    texts_release(&names);
    return fine;
}

static bool take_domain(struct cli_options *o, const char *value, struct err *err)
{
    size_t before = o->domains.count;
    texts_split(&o->domains, value, ',');
    return o->domains.count > before || err_set(err, ERR_USAGE, "--domain wants a domain's name");
}

static bool take_endpoint(struct cli_options *o, const char *value, struct err *err)
{
    if (strncmp(value, "https://", 8) != 0 && strncmp(value, "http://", 7) != 0)
        return err_set(err, ERR_USAGE, "--endpoint-url wants an https:// or http:// address, not \"%s\"",
                       value);
    o->endpoint_url = value;
    return true;
}

static bool take_local(struct cli_options *o, const char *value, struct err *err)
{
    (void)err;
    o->local = true;
    o->local_file = value;
    return true;
}

static bool take_output(struct cli_options *o, const char *value, struct err *err)
{
    static const char *const words[] = {"table", "json", "jsonl", "yaml", "csv", "text"};
    for (size_t i = 0; i < ARRAY_COUNT(words); i++)
        if (strcmp(value, words[i]) == 0) {
            o->format = (enum cli_format)(CLI_FORMAT_TABLE + i);
            return true;
        }
    return err_set(err, ERR_USAGE, "--output wants table, json, jsonl, yaml, csv or text, not \"%s\"", value);
}

static bool take_color(struct cli_options *o, const char *value, struct err *err)
{
    static const char *const words[] = {"auto", "on", "off"};
    for (size_t i = 0; i < ARRAY_COUNT(words); i++)
        if (strcmp(value, words[i]) == 0) {
            o->color = (enum cli_color)i;
            return true;
        }
    return err_set(err, ERR_USAGE, "--color wants on, off or auto, not \"%s\"", value);
}

static bool take_policy(struct cli_options *o, const char *value, struct err *err)
{
    if (strcmp(value, "read") == 0)
        o->policy = CLI_POLICY_READ;
    else if (strcmp(value, "write") == 0)
        o->policy = CLI_POLICY_WRITE;
    else
        return err_set(err, ERR_USAGE, "--policy wants read or write, not \"%s\"", value);
    return true;
}

static bool take_to_region(struct cli_options *o, const char *value, struct err *err)
{
    texts_split(&o->to_regions, value, ',');
    return o->to_regions.count > 0 || err_set(err, ERR_USAGE, "--to-region wants a region");
}

static bool take_to_domain(struct cli_options *o, const char *value, struct err *err)
{
    texts_split(&o->to_domains, value, ',');
    return o->to_domains.count > 0 || err_set(err, ERR_USAGE, "--to-domain wants a domain");
}

static bool take_prune(struct cli_options *o, const char *value, struct err *err)
{
    o->prune = true;
    return value == NULL || take_number("prune", value, 0, 1000000, &o->prune_count, err);
}

static bool take_list_via(struct cli_options *o, const char *value, struct err *err)
{
    if (strcmp(value, "profiles") == 0)
        o->list_via = BACKEND_VIA_PROFILES;
    else if (strcmp(value, "cloudcontrol") == 0)
        o->list_via = BACKEND_VIA_CLOUDCONTROL;
    else
        return err_set(err, ERR_USAGE, "--list-via wants profiles or cloudcontrol, not \"%s\"", value);
    return true;
}

static bool take_timeout(struct cli_options *o, const char *value, struct err *err)
{
    struct err why = {0};
    bool bare = value[strspn(value, "0123456789")] == '\0'; /* as everywhere on the command line: seconds */
    char *time = mem_printf("%s%s", value, bare ? "s" : "");
    bool fine = duration_parse(time, &o->timeout_ms, &why) && o->timeout_ms > 0;
    free(time);
    return fine || err_set(err, ERR_USAGE, "--timeout wants a time such as 90s or 10m, not \"%s\"", value);
}

static bool take_token(struct cli_options *o, const char *value, struct err *err)
{
    size_t length = strlen(value);
    /* The model's pattern: [-A-Za-z0-9+/=]+, 1 to 128 characters. */
    if (length < 1 || length > 128 ||
        strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-+/=") != length)
        return err_set(err, ERR_USAGE, "--client-token wants 1 to 128 of the characters A-Z a-z 0-9 - + / =");
    o->client_token = value;
    return true;
}

static bool take_mfa_code(struct cli_options *o, const char *value, struct err *err)
{
    if (strlen(value) != 6 || strspn(value, "0123456789") != 6)
        return err_set(err, ERR_USAGE, "--mfa-code wants the six digits that the device shows");
    o->mfa_code = value;
    return true;
}

static bool take_port(struct cli_options *o, const char *value, struct err *err)
{
    return take_number("port", value, 0, 65535, &o->port, err);
}

static bool take_latency(struct cli_options *o, const char *value, struct err *err)
{
    return take_number("latency", value, 0, 600000, &o->latency_ms, err);
}

static bool take_operation_time(struct cli_options *o, const char *value, struct err *err)
{
    return take_number("operation-time", value, 0, 86400000, &o->operation_ms, err);
}

static bool take_throttle(struct cli_options *o, const char *value, struct err *err)
{
    return take_number("throttle", value, 0, 1000000, &o->throttle_per_s, err);
}

static bool take_fail(struct cli_options *o, const char *value, struct err *err)
{
    char *end = NULL;
    double rate = strtod(value, &end);
    if (end == value || *end != '\0' || !(rate >= 0 && rate <= 1))
        return err_set(err, ERR_USAGE, "--fail wants a share from 0 to 1, not \"%s\"", value);
    o->fail_rate = rate;
    return true;
}

static bool take_deny(struct cli_options *o, const char *value, struct err *err)
{
    struct texts actions = {0};
    texts_split(&actions, value, ',');
    bool fine = actions.count > 0 || *value == '\0';
    for (size_t i = 0; i < actions.count && fine; i++)
        fine = strcmp(actions.items[i], "*") == 0 || strchr(actions.items[i], ':') != NULL;
    texts_release(&actions);
    o->deny = value;
    return fine ||
           err_set(err, ERR_USAGE, "--deny wants IAM actions such as profile:TagResource, not \"%s\"", value);
}

static bool take_var(struct cli_options *o, const char *value, struct err *err)
{
    if (strchr(value, '=') == NULL)
        return err_set(err, ERR_USAGE, "--var wants NAME=VALUE, not \"%s\"", value);
    texts_add(&o->vars, value);
    return true;
}

static bool take_vars(struct cli_options *o, const char *value, struct err *err)
{
    (void)err;
    texts_add(&o->vars_files, value);
    return true;
}

static bool take_debug(struct cli_options *o, const char *value, struct err *err)
{
    (void)err;
    o->debug = true;
    o->debug_file = value;
    return true;
}

/* A value that stands alone: a second one would silently take the place of the first, and an empty one, such as of an unset
 * variable of the shell, would mean something wider. */
static bool take_once(const char **member, const char *name, const char *value, struct err *err)
{
    if (*value == '\0')
        return err_set(err, ERR_USAGE, "--%s wants a value", name);
    if (*member != NULL)
        return err_set(err, ERR_USAGE, "--%s is given twice: %s, and %s", name, *member, value);
    *member = value;
    return true;
}

/* Options that only note a text or a fact. */
#define TAKE_TEXT(member, name)                                                                              \
    static bool take_##member(struct cli_options *o, const char *value, struct err *err)                     \
    {                                                                                                        \
        return take_once(&o->member, name, value, err);                                                      \
    }
#define TAKE_FACT(name, member, fact)                                                                        \
    static bool take_##name(struct cli_options *o, const char *value, struct err *err)                       \
    {                                                                                                        \
        (void)value;                                                                                         \
        (void)err;                                                                                           \
        o->member = fact;                                                                                    \
        return true;                                                                                         \
    }

TAKE_TEXT(role_arn, "role-arn")
TAKE_TEXT(type_version_id, "type-version-id")
TAKE_TEXT(config, "config")
TAKE_TEXT(file, "file")
TAKE_TEXT(patch, "patch")
TAKE_TEXT(filter, "filter")
TAKE_TEXT(anchor, "anchor")
TAKE_TEXT(environment, "env")
TAKE_TEXT(rename, "rename")
TAKE_TEXT(dir, "dir")
TAKE_TEXT(event, "event")
TAKE_TEXT(data_file, "data")
TAKE_FACT(read_only, read_only, true)
TAKE_FACT(dry_run, dry_run, true)
TAKE_FACT(yes, yes, true)
TAKE_FACT(unguarded, unguarded, true)
TAKE_FACT(wait, no_wait, false)
TAKE_FACT(no_wait, no_wait, true)
TAKE_FACT(no_progress, no_progress, true)
TAKE_FACT(full, full, true)
TAKE_FACT(keep_going, keep_going, true)
TAKE_FACT(all, all, true)
TAKE_FACT(help, help, true)
TAKE_FACT(version, version, true)
TAKE_FACT(child, child, true)

#define CHANGES "create update delete promote apply operations sql"

const struct options_row options_table[] = {
    {"profile", 0, "NAME", NULL, "the profile of ~/.aws/config and ~/.aws/credentials", take_profile},
    {"region", 0, "R[,R…]", NULL, "the regions; all = every region where Customer Profiles is offered",
     take_region},
    {"domain", 0, "D[,D…]", NULL, "only these domains (also for those who may not list domains)",
     take_domain},
    {"endpoint-url", 0, "URL", NULL, "another endpoint, for all services and regions", take_endpoint},
    {"local", 0, "[=FILE]", NULL, "the embedded local cloud, with its data in FILE", take_local},
    {"output", 'o', "table|json|jsonl|yaml|csv|text", NULL,
     "the form of the output; jsonl: an object a line, text: tabs and no header; json unless stdout is a "
     "terminal",
     take_output},
    {"read-only", 0, NULL, NULL, "refuse every change", take_read_only},
    {"role-arn", 0, "ARN", NULL, "the role that Cloud Control assumes for the change", take_role_arn},
    {"type-version-id", 0, "ID", NULL, "the version of a private resource type", take_type_version_id},
    {"client-token", 0, "TOKEN", "create update delete promote operations sql",
     "the ClientToken of this one change", take_token},
    {"mfa-code", 0, "CODE", NULL, "the six digits for a role with mfa_serial; asked for if not given",
     take_mfa_code},
    {"dry-run", 0, NULL, CHANGES, "print the plan and the patch, send nothing", take_dry_run},
    {"yes", 'y', NULL, CHANGES " export", "ask nothing; export replaces files", take_yes},
    {"unguarded", 0, NULL, "create update delete promote diff apply operations sql",
     "do not guard against changes made elsewhere", take_unguarded},
    {"wait", 0, NULL, CHANGES, "wait for the end of the operation (the default)", take_wait},
    {"no-wait", 0, NULL, CHANGES, "return when AWS has accepted the change", take_no_wait},
    {"timeout", 0, "TIME", NULL, "wait at most that long: 90s (or 90), 10m (the default)", take_timeout},
    {"list-via", 0, "profiles|cloudcontrol", NULL, "the service that lists the triggers", take_list_via},
    {"color", 0, "on|off|auto", NULL, "colours in tables and on the screen", take_color},
    {"config", 0, "FILE", NULL, "etrig's own config file", take_config},
    {"debug", 0, "[=FILE]", NULL, "write what happens to FILE (never bodies or secrets)", take_debug},
    {"no-progress", 0, NULL, NULL, "no progress line on stderr", take_no_progress},
    {"help", 'h', NULL, NULL, "this text, or that of a command", take_help},
    {"version", 'V', NULL, NULL, "the version", take_version},
    {"file", 'f', "FILE|-", "create update diff apply lint test sql",
     "the document (YAML or JSON), of diff and apply a folder too; of sql the statements", take_file},
    {"patch", 0, "FILE|-", "update", "an RFC 6902 patch, sent as it stands", take_patch},
    {"event", 0, "FILE|-", "test", "the object to try the trigger with, or a list of them (JSON)",
     take_event},
    {"prune", 0, "[=N]", "diff apply",
     "delete what no document names, in their regions and domains; N: exactly that many", take_prune},
    {"keep-going", 0, NULL, "apply", "go on with the others when a change fails", take_keep_going},
    {"all", 0, NULL, "operations", "resume all that were interrupted, in place of tokens", take_all},
    {"to-region", 0, "R[,R…]", "promote", "the regions to copy to", take_to_region},
    {"to-domain", 0, "D[,D…]", "promote", "the domains to copy to", take_to_domain},
    {"rename", 0, "N", "promote", "the copies' name; {name} in it stands for each one's own", take_rename},
    {"full", 0, NULL, "list", "read every property of every trigger", take_full},
    {"dir", 0, "DIR", "export", "write a file for each trigger below this folder", take_dir},
    {"filter", 0, "EXPR", "list export lint", "only rows that match: words, !word, column:word", take_filter},
    {"anchor", 0, "NAME", "sql", "only the statements below this comment: /*+ NAME */", take_anchor},
    {"var", 0, "NAME=VALUE", "sql diff apply", "fills {{ NAME }} in; may be given again", take_var},
    {"vars", 0, "FILE", "sql diff apply", "fills in what this YAML, JSON or stackql_manifest.yml says",
     take_vars},
    {"env", 0, "NAME", "sql diff apply", "the environment whose values in a manifest count",
     take_environment},
    {"policy", 0, "read|write", "doctor", "print the least IAM policy for reading, or for changes too",
     take_policy},
    {"port", 0, "N", "serve", "the port (a free one)", take_port},
    {"data", 0, "FILE", "serve", "the data file", take_data_file},
    {"latency", 0, "MS", "serve", "each answer comes that late", take_latency},
    {"operation-time", 0, "MS", "serve", "how long an operation takes", take_operation_time},
    {"throttle", 0, "N", "serve", "calls a second and service before ThrottlingException", take_throttle},
    {"fail", 0, "RATE", "serve", "the share of operations and reads that fail, 0 to 1", take_fail},
    {"deny", 0, "ACTION[,…]", "serve", "IAM actions to refuse: profile:TagResource, cloudformation:*",
     take_deny},
    {"child", 0, NULL, "serve", NULL, take_child},
};
const size_t options_count = ARRAY_COUNT(options_table);

/* getopt wants its own table: made from ours. Long options get their row's index + 256. */
static struct option *getopt_rows(struct strbuf *letters)
{
    struct option *rows = mem_alloc(options_count + 1, sizeof *rows);
    strbuf_adds(letters, ":");
    for (size_t i = 0; i < options_count; i++) {
        const struct options_row *row = &options_table[i];
        int has = row->argument == NULL     ? no_argument
                  : row->argument[0] == '[' ? optional_argument
                                            : required_argument;
        rows[i] = (struct option){row->name, has, NULL, (int)i + 256};
        if (row->letter != 0)
            strbuf_addf(letters, "%c%s", row->letter, has == required_argument ? ":" : "");
    }
    return rows;
}

const struct options_row *options_find(const char *name, size_t length)
{
    for (size_t i = 0; i < options_count; i++)
        if (strncmp(options_table[i].name, name, length) == 0 && options_table[i].name[length] == '\0')
            return &options_table[i];
    return NULL;
}

const struct options_row *options_find_letter(int letter)
{
    for (size_t i = 0; i < options_count; i++)
        if (options_table[i].letter != 0 && options_table[i].letter == letter)
            return &options_table[i];
    return NULL;
}

static bool say_bad_option(int code, const char *shown, struct err *err)
{
    if (code == ':') {
        err_set(err, ERR_USAGE, "%s wants a value", shown);
        return err_hint(err, "etrig --help lists the options");
    }
    const char *names[64];
    size_t count = 0;
    for (size_t i = 0; i < options_count && count < ARRAY_COUNT(names); i++)
        if (options_table[i].help != NULL)
            names[count++] = options_table[i].name;
    const char *near = strncmp(shown, "--", 2) == 0 ? text_nearest(shown + 2, names, count) : NULL;
    err_set(err, ERR_USAGE, "unknown option %s", shown);
    return near != NULL ? err_hint(err, "did you mean --%s?", near)
                        : err_hint(err, "etrig --help lists the options");
}

/* True if the blank separated list holds the word. */
static bool lists(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *p = list; (p = strstr(p, word)) != NULL; p += length)
        if ((p == list || p[-1] == ' ') && (p[length] == ' ' || p[length] == '\0'))
            return true;
    return false;
}

bool options_fit(const struct options_row *row, const struct cli_command *command)
{
    return row->commands == NULL || (command != NULL && lists(row->commands, command->name));
}

static bool fits_command(const struct options_row *row, const struct cli_command *command, struct err *err)
{
    if (options_fit(row, command))
        return true;
    err_set(err, ERR_USAGE, "--%s is no option of %s", row->name,
            command != NULL ? command->name : "the interface");
    return err_hint(err, "it belongs to: %s", row->commands);
}

static bool find_command(const char *name, const struct cli_command *commands, size_t count,
                         struct cli_options *options, struct err *err)
{
    const char *names[32];
    for (size_t i = 0; i < count; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            options->command = &commands[i];
            return true;
        }
        names[i] = commands[i].name;
    }
    const char *near = text_nearest(name, names, count);
    err_set(err, ERR_USAGE, "unknown command \"%s\"", name);
    return near != NULL ? err_hint(err, "did you mean %s?", near)
                        : err_hint(err, "etrig --help lists the commands");
}

/* What is not an option: the command, then its arguments. */
static bool take_words(int argc, char **argv, const struct cli_command *commands, size_t count,
                       struct cli_options *options, struct err *err)
{
    if (optind < argc && !find_command(argv[optind++], commands, count, options, err))
        return false;
    for (; optind < argc; optind++)
        texts_add(&options->arguments, argv[optind]);
    const struct cli_command *command = options->command;
    if (command == NULL || options->help || options->version)
        return true;
    int given = (int)options->arguments.count;
    if (given >= command->arguments_min && (command->arguments_max < 0 || given <= command->arguments_max))
        return true;
    err_set(err, ERR_USAGE, "%s wants %s", command->name,
            *command->arguments ? command->arguments : "no argument");
    return err_hint(err, "etrig %s --help says how", command->name);
}

bool options_read(int argc, char **argv, const struct cli_command *commands, size_t command_count,
                  struct cli_options *options, struct err *err)
{
    struct strbuf letters = STRBUF_INIT;
    struct option *rows = getopt_rows(&letters);
    const struct options_row *seen[128];
    size_t seen_count = 0;
    bool fine = true;
    optind = 0;
    opterr = 0;
    for (int code; fine && (code = getopt_long(argc, argv, letters.text, rows, NULL)) != -1;) {
        const struct options_row *row = code == '?' || code == ':' ? NULL
                                        : code >= 256              ? &options_table[code - 256]
                                                                   : options_find_letter(code);
        fine = row != NULL ? row->take(options, optarg, err) : say_bad_option(code, argv[optind - 1], err);
        if (row != NULL && seen_count < ARRAY_COUNT(seen))
            seen[seen_count++] = row;
    }
    fine = fine && take_words(argc, argv, commands, command_count, options, err);
    for (size_t i = 0; fine && i < seen_count && !options->help && !options->version; i++)
        fine = fits_command(seen[i], options->command, err);
    free(rows);
    strbuf_release(&letters);
    return fine;
}

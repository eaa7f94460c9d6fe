/*
 * run_script: runs one key script (src/tui/script.h) against the interface, without a terminal. Prints TAP.
 *
 *     run_script [--accept] FILE.script
 *
 * --accept writes the screens that were found into the file: read the difference before it is committed.
 * The local cloud is a child: this program itself, started again with `serve --child`.
 */
#include <ftw.h>
#include <getopt.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/env.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "local/local.h"
#include "picture.h"
#include "tui/script.h"

/* Options of `etrig serve`, as words. */
static bool read_serve_options(int argc, char **argv, struct local_options *options)
{
    static const struct option table[] = {
        {"child", no_argument, NULL, 'c'},
        {"data", required_argument, NULL, 'd'},
        {"port", required_argument, NULL, 'p'},
        {"latency", required_argument, NULL, 'l'},
        {"operation-time", required_argument, NULL, 'o'},
        {"throttle", required_argument, NULL, 't'},
        {"fail", required_argument, NULL, 'f'},
        {"deny", required_argument, NULL, 'n'},
        {NULL, 0, NULL, 0},
    };
    int letter;
    *options = (struct local_options){.operation_ms = -1};
    optind = 1;
    while ((letter = getopt_long(argc, argv, "", table, NULL)) != -1) {
        if (letter == 'd')
            options->data_file = optarg;
        else if (letter == 'l')
            options->latency_ms = atoi(optarg);
        else if (letter == 'o')
            options->operation_ms = atoi(optarg);
        else if (letter == 't')
            options->throttle_per_s = atoi(optarg);
        else if (letter == 'f')
            options->fail_rate = strtod(optarg, NULL);
        else if (letter == 'n')
            options->deny = optarg;
        else if (letter == '?')
            return false;
    }
    return true;
}

static bool start_local(const char *words, const char *data_file, struct backend_local *local,
                        struct err *err)
{
    struct texts list = {0};
    struct local_options options;
    struct local_child child = {.fd = -1};
    char name[] = "local", *argv[16] = {name};
    int argc = 1;
    texts_split(&list, words, ' ');
    for (size_t i = 0; i < list.count && argc < 15; i++)
        argv[argc++] = list.items[i];
    bool fine = read_serve_options(argc, argv, &options);
    options.data_file = data_file;
    fine = fine ? local_start_child(&options, &child, err)
                : err_set(err, ERR_USAGE, "no options of serve: %s", words);
    if (fine)
        *local = (struct backend_local){child.fd, child.data_file, mem_dup(child.access_key),
                                        mem_dup(child.secret_key)};
    texts_release(&list);
    return fine;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

/* The script sees no HOME, account or locale of the person who runs it. */
static void set_environment(const char *folder)
{
    clearenv();
    setenv("HOME", folder, 1);
    setenv("PATH", "/usr/bin:/bin", 1);
    setenv("TZ", "UTC", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("AWS_EC2_METADATA_DISABLED", "true", 1);
    env_init(environ);
    text_init();
    json_init();
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "serve") == 0) {
        struct local_options options;
        env_init(environ);
        json_init();
        return read_serve_options(argc - 1, argv + 1, &options) ? local_serve_child(&options) : 2;
    }
    bool accept = argc > 2 && strcmp(argv[1], "--accept") == 0;
    const char *path = argc > 1 ? argv[argc - 1] : NULL;
    const char *temporary = getenv("TMPDIR");
    char *folder = mem_printf("%s/etrig-script-XXXXXX", temporary ? temporary : "/tmp");
    if (!path || !mkdtemp(folder)) {
        fprintf(stderr, "usage: run_script [--accept] FILE.script\n");
        return 2;
    }
    set_environment(folder);
    int status = script_run(path, &(struct script_options){start_local, picture_write, folder, accept});
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(folder);
    return status;
}

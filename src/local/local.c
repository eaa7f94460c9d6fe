#include "local/local.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/env.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/spawn.h"
#include "base/strbuf.h"
#include "base/texts.h"
#include "local/auth.h"
#include "local/sample.h"
#include "local/server.h"

enum { HANDED = 3, OPERATION_MS = 400, KEYS_MAX = 100 };

/* ---- the data file ---- */

char *local_data_path(const char *named)
{
    if (named != NULL && *named == '/')
        return mem_dup(named);
    char *dir = named != NULL ? getcwd(NULL, 0) : env_xdg_dir("XDG_DATA_HOME", ".local/share");
    char *path = dir != NULL ? file_join(dir, named != NULL ? named : "local.db") : mem_dup(named);
    free(dir);
    return path;
}

/* Makes etrig's own folder if no file is named. free(). NULL and err. */
static char *find_data(const char *named, struct err *err)
{
    char *dir = named == NULL ? env_xdg_dir("XDG_DATA_HOME", ".local/share") : NULL;
    bool fine = named != NULL ||
                (dir != NULL ? file_make_private_dir(dir, err)
                             : err_set(err, ERR_LOCAL, "there is no home folder for the local cloud's data"));
    free(dir);
    return fine ? local_data_path(named) : NULL;
}

static struct state *open_data(const char *path, struct err *err)
{
    bool fresh = false;
    struct state *state = state_open(path, &fresh, err);
    if (state == NULL)
        return NULL;
    if (fresh)
        sample_fill(state, clock_wall_ms());
    if (state_end(state, err))
        return state;
    state_close(state);
    return NULL;
}

/* ---- serving ---- */

/* Tells whoever waits that the port answers. false ends it. */
typedef bool (*ready_fn)(const struct dispatch *dispatch, struct err *err);

static bool serve(const struct local_options *given, const char *data, const struct auth_keys *keys,
                  ready_fn ready, int stop_fd, struct err *err)
{
    struct local_options options = *given;
    if (options.operation_ms < 0)
        options.operation_ms = OPERATION_MS;
    struct state *state = open_data(data, err);
    if (state == NULL)
        return false;
    struct dispatch dispatch = {.state = state,
                                .options = &options,
                                .keys = keys,
                                .port = options.port,
                                .log_path = env_get_filled("ETRIG_LOCAL_LOG")};
    struct server *server = server_start(&dispatch, err);
    bool fine = server != NULL && ready(&dispatch, err);
    if (fine)
        server_run(server, stop_fd);
    if (server != NULL)
        server_stop(server);
    state_close(state);
    return fine;
}

/* ---- etrig serve ---- */

static bool write_keys(int fd, const char *path, const struct auth_keys *keys, struct err *err)
{
    char line[KEYS_MAX];
    int length = snprintf(line, sizeof line, "%s %s\n", keys->access_key, keys->secret_key);
    bool written = pwrite(fd, line, (size_t)length, 0) == length && fsync(fd) == 0;
    if (!written)
        err_set(err, ERR_LOCAL, "cannot write %s: %s", path, strerror(errno));
    mem_wipe(line, sizeof line);
    return written;
}

/* "ACCESS SECRET\n". */
static bool parse_keys(const char *line, struct auth_keys *keys)
{
    return sscanf(line, "%23s %47s", keys->access_key, keys->secret_key) == 2;
}

static bool take_keys(int fd, const char *path, struct auth_keys *keys, struct err *err)
{
    char line[KEYS_MAX] = "";
    ssize_t length = pread(fd, line, sizeof line - 1, 0);
    if (length == 0) {
        auth_make_keys(keys);
        return write_keys(fd, path, keys, err);
    }
    bool fine = length > 0 && parse_keys(line, keys);
    mem_wipe(line, sizeof line);
    if (!fine) {
        err_set(err, ERR_LOCAL, "%s does not hold the local cloud's keys", path);
        err_hint(err, "remove it, and new ones are made");
    }
    return fine;
}

/* The pair beside the data, made by whoever comes first. */
static bool load_keys(const char *data, struct auth_keys *keys, struct err *err)
{
    char *path = mem_printf("%s.keys", data);
    int fd = file_open_private(path, O_RDWR | O_CREAT, err);
    bool fine =
        fd >= 0 &&
        (flock(fd, LOCK_EX) == 0 || err_set(err, ERR_LOCAL, "cannot lock %s: %s", path, strerror(errno))) &&
        take_keys(fd, path, keys, err);
    if (fd >= 0)
        close(fd);
    free(path);
    return fine;
}

/* boto3 and version 1 of the AWS CLI read AWS_DEFAULT_REGION alone, the other SDKs AWS_REGION alone. */
static bool print_exports(const struct dispatch *dispatch, struct err *err)
{
    printf("export AWS_ENDPOINT_URL=http://127.0.0.1:%d\nexport AWS_ACCESS_KEY_ID=%s\nexport "
           "AWS_SECRET_ACCESS_KEY=%s\n"
           "export AWS_DEFAULT_REGION=us-east-1\nexport AWS_REGION=us-east-1\n",
           dispatch->port, dispatch->keys->access_key, dispatch->keys->secret_key);
    return fflush(stdout) == 0 ||
           err_set(err, ERR_LOCAL, "cannot write to the standard output: %s", strerror(errno));
}

int local_serve(const struct local_options *options, struct err *err)
{
    struct auth_keys keys;
    char *data = find_data(options->data_file, err);
    bool fine =
        data != NULL && load_keys(data, &keys, err) && serve(options, data, &keys, print_exports, -1, err);
    mem_wipe(&keys, sizeof keys);
    free(data);
    return fine ? 0 : (int)err->code;
}

/* ---- --local, the child ---- */

static bool send_port(const struct dispatch *dispatch, struct err *err)
{
    return dprintf(HANDED, "%d\n", dispatch->port) > 0 ||
           err_set(err, ERR_LOCAL, "nobody waits for the local cloud");
}

static bool receive_keys(struct auth_keys *keys, struct err *err)
{
    char line[KEYS_MAX] = "";
    size_t length = 0;
    while (length < sizeof line - 1 && strchr(line, '\n') == NULL) {
        ssize_t got = read(HANDED, line + length, sizeof line - 1 - length);
        if (got == 0 || (got < 0 && errno != EINTR))
            break;
        length += got > 0 ? (size_t)got : 0;
    }
    bool fine = strchr(line, '\n') != NULL && parse_keys(line, keys);
    mem_wipe(line, sizeof line);
    return fine || err_set(err, ERR_LOCAL, "the local cloud got no keys");
}

int local_serve_child(const struct local_options *options)
{
    struct auth_keys keys;
    struct err err = {0};
    signal(SIGPIPE, SIG_IGN);
    bool fine =
        receive_keys(&keys, &err) && serve(options, options->data_file, &keys, send_port, HANDED, &err);
    mem_wipe(&keys, sizeof keys);
    if (!fine)
        dprintf(HANDED, "! %s\n", err.text);
    return fine ? 0 : (int)err.code;
}

/* ---- --local, the parent ---- */

static bool start_program(const struct local_options *options, const char *data, int handed, struct err *err)
{
    char port[16], latency[16], operation[16], throttle[16], fail[32];
    snprintf(port, sizeof port, "%d", options->port);
    snprintf(latency, sizeof latency, "%d", options->latency_ms);
    snprintf(operation, sizeof operation, "%d",
             options->operation_ms < 0 ? OPERATION_MS : options->operation_ms);
    snprintf(throttle, sizeof throttle, "%d", options->throttle_per_s);
    snprintf(fail, sizeof fail, "%g", options->fail_rate);
    const char *const argv[] = {env_executable(),
                                "serve",
                                "--child",
                                "--data",
                                data,
                                "--port",
                                port,
                                "--latency",
                                latency,
                                "--operation-time",
                                operation,
                                "--throttle",
                                throttle,
                                "--fail",
                                fail,
                                "--deny",
                                options->deny != NULL ? options->deny : "",
                                NULL};
    /* The keys of AWS are none of its business, nor are a proxy's. */
    static const char *const left_out[] = {"AWS_",        "http_proxy=",  "https_proxy=", "all_proxy=",
                                           "HTTP_PROXY=", "HTTPS_PROXY=", "ALL_PROXY=",   NULL};
    struct spawn_options spawn = {
        .argv = argv, .in = -1, .out = -1, .error = -1, .handed = handed, .left_out = left_out};
    return spawn_start(&spawn, err) > 0;
}

/* A few bytes never fill a new socket, so that this does not wait. */
static bool send_keys(int fd, const struct local_child *child, struct err *err)
{
    char line[KEYS_MAX];
    int length = snprintf(line, sizeof line, "%s %s\n", child->access_key, child->secret_key);
    bool sent = send(fd, line, (size_t)length, MSG_NOSIGNAL) == length;
    mem_wipe(line, sizeof line);
    return sent || err_set(err, ERR_LOCAL, "the local cloud does not take its keys: %s", strerror(errno));
}

bool local_start_child(const struct local_options *options, struct local_child *child, struct err *err)
{
    int ends[2];
    struct auth_keys keys;
    memset(child, 0, sizeof *child);
    child->data_file = find_data(options->data_file, err);
    if (child->data_file == NULL)
        return false;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return err_set(err, ERR_LOCAL, "cannot start the local cloud: %s", strerror(errno));
    auth_make_keys(&keys);
    memcpy(child->access_key, keys.access_key, sizeof keys.access_key);
    memcpy(child->secret_key, keys.secret_key, sizeof keys.secret_key);
    mem_wipe(&keys, sizeof keys);
    child->fd = ends[0];
    bool fine = start_program(options, child->data_file, ends[1], err) && send_keys(ends[0], child, err);
    close(ends[1]);
    if (!fine) {
        close(ends[0]);
        mem_wipe(child->secret_key, sizeof child->secret_key);
    }
    return fine;
}

void local_sample_regions(struct texts *names)
{
    sample_regions(names);
}

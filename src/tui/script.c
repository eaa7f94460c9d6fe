#include "tui/script.h"

#include <poll.h>
#include <unistd.h>
#include "base/array.h"
#include "base/clock.h"
#include "base/env.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "tui/script_elsewhere.h"
#include "tui/script_program.h"
#include "tui/tui.h"

enum { LIMIT_MS = 20000, STOP_MS = 5000, AHEAD_MS = 150000 };

struct script {
    const struct script_options *options;
    const char *name; /* of the file, for messages */
    struct texts lines;
    size_t next;        /* the line that comes next */
    struct strbuf kept; /* the script with the screens as they were found */
    int tests, failed;
    bool broken; /* a command could not be carried out: the rest makes no sense */

    /* what is said before the start */
    int rows, cols;
    char *local, *cloud, *endpoint, *profile; /* owned; NULL: not asked for */
    int cloud_fd;                             /* keeps the cloud alive; -1: there is none */
    struct texts regions, domains;
    struct strbuf config, aws; /* etrig's file, and AWS's */
    bool read_only;

    /* what runs */
    /* Where the clock stands, through restarts too; ahead, so that half a minute changes no age. */
    int64_t wall_ms;
    struct settings settings;
    struct store store;
    struct backend *backend;
    struct tui *tui;
    struct canvas *canvas;
    struct input *input;
};

/* ---- TAP ---- */

static void complain(struct script *script, const char *what, const char *argument)
{
    printf("Bail out! %s:%zu: %s %s\n", script->name, script->next, what, argument);
    script->broken = true;
}

static void report(struct script *script, size_t line, bool fine, const char *what)
{
    script->tests++;
    script->failed += !fine;
    printf("%sok %d - %s:%zu: %s\n", fine ? "" : "not ", script->tests, script->name, line, what);
}

static void print_lines(const char *heading, const char *lines)
{
    printf("# %s\n", heading);
    for (const char *p = lines; *p;) {
        size_t length = strcspn(p, "\n");
        printf("# |%.*s\n", (int)length, p);
        p += length + (p[length] == '\n');
    }
}

/* ---- running the interface ---- */

static void draw(struct script *script)
{
    bool drop = tui_draw(script->tui, script->canvas);
    if (drop)
        input_drop(script->input, clock_monotonic_ms());
}

/* One turn of the loop without waiting: what has come is taken, then the screen is drawn. */
static void turn(struct script *script)
{
    tui_pump(script->tui);
    tui_tick(script->tui, clock_monotonic_ms());
    script_program_run(script->tui);
    draw(script);
}

static bool typed(void *context, bool (*is)(const struct input_key *key, void *is_context), void *is_context)
{
    const struct script *script = context;
    return input_holds(script->input, clock_monotonic_ms(), is, is_context);
}

/* The cloud's port is another one each time: it reads 00000. */
static void hide_port(const struct script *script, char *text)
{
    const char *port = script->cloud && script->endpoint ? strrchr(script->endpoint, ':') : NULL;
    for (char *at = port ? strstr(text, port) : NULL; at; at = strstr(at, port))
        memset(at + 1, '0', strlen(port) - 1);
}

static char *screen_text(struct script *script)
{
    struct strbuf text = STRBUF_INIT;
    canvas_dump(script->canvas, &text);
    hide_port(script, text.text);
    while (text.length > 1 && text.text[text.length - 1] == '\n' && text.text[text.length - 2] == '\n')
        strbuf_truncate(&text, text.length - 1);
    return strbuf_detach(&text);
}

static void take_event(struct script *script, const struct input_event *event)
{
    if (!tui_goes_on(script->tui))
        return;
    tui_event(script->tui, event);
    free(tui_take_bytes(script->tui));
    tui_wants(script->tui);
    script_program_run(script->tui);
    turn(script);
}

/* Starts the cloud as a server: its port becomes the endpoint, its keys go to ~/.aws/credentials. */
static bool start_cloud(struct script *script, const char *data, struct err *err)
{
    struct backend_local local = {.fd = -1};
    char port[16] = "";
    if (!script->options->local(script->cloud, data, &local, err))
        return false;
    script->cloud_fd = local.fd;
    ssize_t length = read(local.fd, port, sizeof port - 1);
    free(script->endpoint);
    script->endpoint = mem_printf("http://127.0.0.1:%d", length > 0 ? (int)strtol(port, NULL, 10) : 0);
    char *folder = file_join(script->options->folder, ".aws"), *path = file_join(folder, "credentials");
    char *keys = mem_printf("aws_access_key_id = %s\naws_secret_access_key = %s\n", local.access_key,
                            local.secret_key);
    char *text = mem_printf("[default]\n%s[prod]\n%s", keys, keys);
    bool fine = file_make_private_dir(folder, err) && file_write_atomic(path, text, strlen(text), err);
    free(text);
    free(keys);
    free(path);
    free(folder);
    free(local.data_file);
    free(local.access_key);
    free(local.secret_key);
    return fine;
}

/* ~/.aws/config of the script's home, if it has one. */
static bool write_aws_config(const struct script *script, struct err *err)
{
    char *dir = file_join(script->options->folder, ".aws"), *path = file_join(dir, "config");
    bool fine =
        script->aws.length == 0 || (file_make_private_dir(dir, err) &&
                                    file_write_atomic(path, script->aws.text, script->aws.length, err));
    free(path);
    free(dir);
    return fine;
}

static void start(struct script *script)
{
    struct err err = {0};
    char *config = file_join(script->options->folder, "config");
    char *data = file_join(script->options->folder, "cloud.db");
    bool fine = !script->cloud || script->cloud_fd >= 0 || start_cloud(script, data, &err);
    struct backend_options options = {.local = {.fd = -1},
                                      .settings = &script->settings,
                                      .use_cache = true,
                                      .take_over_interrupted = true,
                                      .endpoint_url = script->endpoint,
                                      .profile = script->profile,
                                      .profile_from_option = script->profile != NULL,
                                      .read_only = script->read_only};
    texts_copy(&options.regions, &script->regions);
    texts_copy(&options.domains, &script->domains);
    env_init(environ);
    if (!script->wall_ms)
        script->wall_ms = clock_wall_ms() + AHEAD_MS;
    clock_freeze(script->wall_ms);
    fine = fine && write_aws_config(script, &err) &&
           file_write_atomic(config, script->config.text, script->config.length, &err) &&
           settings_load(&script->settings, config, &err) &&
           (!script->local || script->options->local(script->local, data, &options.local, &err));
    store_init(&script->store);
    script->backend = fine ? backend_start(&options, &err) : NULL;
    if (!script->backend) {
        complain(script, "cannot start:", err.text);
    } else {
        script->input = input_new();
        script->canvas = canvas_new(script->rows, script->cols);
        script->tui = tui_new(&(struct tui_options){.backend = script->backend,
                                                    .store = &script->store,
                                                    .settings = &script->settings,
                                                    .domains = &script->domains});
        tui_set_typed(script->tui, typed, script);
        turn(script);
    }
    texts_release(&options.regions);
    texts_release(&options.domains);
    free(options.local.data_file);
    free(options.local.access_key);
    free(options.local.secret_key);
    free(config);
    free(data);
}

static void stop(struct script *script)
{
    if (!script->tui)
        return;
    tui_free(script->tui); /* screens hand their drafts over */
    if (!backend_stop(script->backend, STOP_MS))
        complain(script, "the backend", "does not stop");
    canvas_free(script->canvas);
    input_free(script->input);
    store_release(&script->store);
    settings_release(&script->settings);
    script->tui = NULL;
}

/* ---- conditions ---- */

static bool shows(struct script *script, const char *text)
{
    char *screen = screen_text(script);
    bool found = strstr(screen, text) != NULL;
    free(screen);
    return found;
}

/* "idle", "text X", "no text X" */
static bool holds(struct script *script, const char *condition)
{
    if (strcmp(condition, "idle") == 0)
        return !tui_busy(script->tui);
    if (strncmp(condition, "text ", 5) == 0)
        return shows(script, condition + 5);
    return strncmp(condition, "no text ", 8) == 0 && !shows(script, condition + 8);
}

/* Lets time and the backend go on until the condition holds; idle must hold for some turns, since one thing
 * begins the next. */
static bool wait_for(struct script *script, const char *condition)
{
    int64_t end_ms = clock_monotonic_ms() + LIMIT_MS;
    int needed = strcmp(condition, "idle") == 0 ? 5 : 1, seen = 0;
    while (seen < needed && clock_monotonic_ms() < end_ms) {
        turn(script);
        seen = holds(script, condition) ? seen + 1 : 0;
        struct pollfd fd = {.fd = backend_fd(script->backend), .events = POLLIN};
        if (seen < needed)
            poll(&fd, 1, 10);
    }
    return seen >= needed;
}

static void test_condition(struct script *script, const char *condition, bool wait)
{
    size_t line = script->next;
    bool fine = wait ? wait_for(script, condition) : holds(script, condition);
    report(script, line, fine, condition);
    if (fine)
        return;
    char *screen = screen_text(script);
    print_lines("the screen is", screen);
    free(screen);
}

/* ---- commands ---- */

static bool take_size(const char *text, int *rows, int *cols)
{
    return sscanf(text, "%dx%d", cols, rows) == 2 && *rows > 0 && *cols > 0;
}

/* \e \r \n \\ \xNN */
static void unescape(struct strbuf *out, const char *text)
{
    for (const char *p = text; *p; p++) {
        unsigned byte = (unsigned char)*p;
        if (*p == '\\' && p[1]) {
            p++;
            byte = *p == 'e' ? 0x1b : *p == 'r' ? '\r' : *p == 'n' ? '\n' : (unsigned char)*p;
            if (*p == 'x' && sscanf(p + 1, "%2x", &byte) == 1)
                p += 2;
        }
        strbuf_addc(out, (char)byte);
    }
}

static void do_keys(struct script *script, const char *argument)
{
    struct texts names = {0};
    texts_split(&names, argument, ' ');
    for (size_t i = 0; i < names.count; i++) {
        struct input_event event = {.kind = INPUT_KEY};
        if (keymap_key_from_name(names.items[i], &event.key))
            take_event(script, &event);
        else
            complain(script, "there is no key", names.items[i]);
    }
    texts_release(&names);
}

static void do_type(struct script *script, const char *argument)
{
    const char *end = argument + strlen(argument);
    while (argument < end) {
        struct input_event event = {.kind = INPUT_KEY};
        argument += text_decode(argument, end, &event.key.code);
        take_event(script, &event);
    }
}

static void do_bytes(struct script *script, const char *argument)
{
    struct strbuf bytes = STRBUF_INIT;
    struct input_event event;
    unescape(&bytes, argument);
    input_feed(script->input, bytes.text, bytes.length, clock_monotonic_ms());
    while (input_next(script->input, &event, clock_monotonic_ms())) {
        take_event(script, &event);
        input_event_release(&event);
    }
    strbuf_release(&bytes);
}

static void do_paste(struct script *script, const char *argument)
{
    struct strbuf text = STRBUF_INIT;
    unescape(&text, argument);
    struct input_event event = {.kind = INPUT_PASTE, .text = strbuf_detach(&text)};
    take_event(script, &event);
    input_event_release(&event);
}

static void do_resize(struct script *script, const char *argument)
{
    if (!take_size(argument, &script->rows, &script->cols)) {
        complain(script, "no size:", argument);
        return;
    }
    canvas_resize(script->canvas, script->rows, script->cols);
    turn(script);
}

static void do_wait(struct script *script, const char *argument)
{
    test_condition(script, argument, true);
}

static void do_text(struct script *script, const char *argument)
{
    char *condition = mem_printf("text %s", argument);
    test_condition(script, condition, false);
    free(condition);
}

static void do_no(struct script *script, const char *argument)
{
    char *condition = mem_printf("no %s", argument);
    test_condition(script, condition, false);
    free(condition);
}

static void do_ended(struct script *script, const char *argument)
{
    (void)argument;
    report(script, script->next, !tui_goes_on(script->tui), "the person has left");
}

static void do_restart(struct script *script, const char *argument)
{
    (void)argument;
    stop(script);
    start(script);
}

static void do_elsewhere(struct script *script, const char *argument)
{
    struct backend_options options = {.local = {.fd = -1},
                                      .settings = &script->settings,
                                      .endpoint_url = script->endpoint,
                                      .profile = script->profile,
                                      .profile_from_option = script->profile != NULL};
    const char *blank = strchr(argument, ' ');
    struct err err = {0};
    if (!script->cloud || !blank || !script->regions.count) {
        complain(script, "no cloud, no region or no change for", argument);
        return;
    }
    char *identifier = mem_dup_n(argument, (size_t)(blank - argument));
    texts_copy(&options.regions, &script->regions);
    if (!script_elsewhere(&options, script->options->folder, script->regions.items[0], identifier, blank + 1,
                          &err))
        complain(script, "elsewhere:", err.text);
    texts_release(&options.regions);
    free(identifier);
}

static void do_picture(struct script *script, const char *argument)
{
    struct err err = {0};
    if (script->options->picture && !script->options->picture(script->canvas, argument, &err))
        complain(script, "no picture:", err.text);
}

/* The lines up to `end`, without blanks at their ends and without empty ones at the end. */
static char *expected_screen(struct script *script)
{
    struct strbuf text = STRBUF_INIT;
    while (script->next < script->lines.count && strcmp(script->lines.items[script->next], "end") != 0) {
        const char *line = script->lines.items[script->next++];
        size_t length = strlen(line);
        while (length > 0 && line[length - 1] == ' ')
            length--;
        strbuf_add(&text, line, length);
        strbuf_addc(&text, '\n');
    }
    script->next++;
    while (text.length > 1 && text.text[text.length - 1] == '\n' && text.text[text.length - 2] == '\n')
        strbuf_truncate(&text, text.length - 1);
    return strbuf_detach(&text);
}

static void do_screen(struct script *script, const char *argument)
{
    size_t line = script->next;
    char *expected = expected_screen(script), *actual = screen_text(script);
    bool fine = strcmp(expected, actual) == 0;
    (void)argument;
    report(script, line, fine, "the screen is as expected");
    if (!fine) {
        print_lines("expected", expected);
        print_lines("the screen is", actual);
    }
    strbuf_adds(&script->kept, actual);
    strbuf_adds(&script->kept, "end\n");
    free(expected);
    free(actual);
}

/* The lines up to "end" become a file in the script's home. */
static void do_file(struct script *script, const char *argument)
{
    struct err err = {0};
    char *text = expected_screen(script);
    strbuf_adds(&script->kept, text);
    strbuf_adds(&script->kept, "end\n");
    if (!script_program_write(script->options->folder, argument, text, &err))
        complain(script, "cannot write", err.text);
    free(text);
}

static const struct command {
    const char *name;
    void (*run)(struct script *script, const char *argument);
} commands[] = {
    {"keys", do_keys},           {"type", do_type},       {"bytes", do_bytes},   {"paste", do_paste},
    {"resize", do_resize},       {"wait", do_wait},       {"text", do_text},     {"no", do_no},
    {"ended", do_ended},         {"restart", do_restart}, {"screen", do_screen}, {"picture", do_picture},
    {"elsewhere", do_elsewhere}, {"file", do_file},
};

static void set_text(char **to, const char *text)
{
    free(*to);
    *to = mem_dup(text);
}

static void set_variable(const char *argument)
{
    char *name = mem_dup_n(argument, strcspn(argument, "="));
    const char *value = strchr(argument, '=');
    if (value)
        setenv(name, value + 1, 1);
    free(name);
}

/* What may be said before the start. False: it is no such command. */
static bool prepare(struct script *script, const char *name, const char *argument)
{
    if (strcmp(name, "size") == 0)
        return take_size(argument, &script->rows, &script->cols);
    if (strcmp(name, "env") == 0)
        set_variable(argument);
    else if (strcmp(name, "config") == 0)
        strbuf_addf(&script->config, "%s\n", argument);
    else if (strcmp(name, "aws") == 0)
        strbuf_addf(&script->aws, "%s\n", argument);
    else if (strcmp(name, "local") == 0)
        set_text(&script->local, argument);
    else if (strcmp(name, "cloud") == 0)
        set_text(&script->cloud, argument);
    else if (strcmp(name, "endpoint") == 0)
        set_text(&script->endpoint, argument);
    else if (strcmp(name, "profile") == 0)
        set_text(&script->profile, argument);
    else if (strcmp(name, "regions") == 0)
        texts_split(&script->regions, argument, ',');
    else if (strcmp(name, "domains") == 0)
        texts_split(&script->domains, argument, ',');
    else if (strcmp(name, "read-only") == 0)
        script->read_only = true;
    else if (strcmp(name, "ascii") == 0)
        text_set_ascii(true);
    else
        return strcmp(name, "start") == 0;
    return true;
}

static void run_command(struct script *script, const char *name, const char *argument)
{
    for (size_t i = 0; i < ARRAY_COUNT(commands); i++) {
        if (strcmp(commands[i].name, name) != 0)
            continue;
        if (!script->tui)
            start(script);
        if (!script->broken)
            commands[i].run(script, argument);
        return;
    }
    if (script->tui || !prepare(script, name, argument))
        complain(script, "there is no command", name);
    else if (strcmp(name, "start") == 0)
        start(script);
}

static void run_line(struct script *script, const char *line)
{
    size_t length = strcspn(line, " ");
    char *name = mem_dup_n(line, length);
    if (*line && *line != '#')
        run_command(script, name, line + length + (line[length] == ' '));
    free(name);
}

static void split_lines(struct texts *lines, const char *text)
{
    for (const char *p = text; *p;) {
        size_t length = strcspn(p, "\n");
        char *line = mem_dup_n(p, length);
        texts_add(lines, line);
        free(line);
        p += length + (p[length] == '\n');
    }
}

static void release(struct script *script)
{
    texts_release(&script->lines);
    texts_release(&script->regions);
    texts_release(&script->domains);
    strbuf_release(&script->config);
    strbuf_release(&script->aws);
    strbuf_release(&script->kept);
    if (script->cloud_fd >= 0)
        close(script->cloud_fd);
    free(script->local);
    free(script->cloud);
    free(script->endpoint);
    free(script->profile);
}

int script_run(const char *path, const struct script_options *options)
{
    const char *slash = strrchr(path, '/');
    struct script script = {
        .options = options, .name = slash ? slash + 1 : path, .cloud_fd = -1, .rows = 24, .cols = 80};
    struct strbuf text = STRBUF_INIT;
    struct err err = {0};
    strbuf_init(&script.kept);
    strbuf_init(&script.config);
    strbuf_init(&script.aws);
    if (!file_read(path, 1 << 20, &text, &err)) {
        complain(&script, "cannot read:", err.text);
        return 1;
    }
    split_lines(&script.lines, text.text);
    while (script.next < script.lines.count && !script.broken) {
        const char *line = script.lines.items[script.next++];
        strbuf_addf(&script.kept, "%s\n", line);
        run_line(&script, line);
    }
    stop(&script);
    printf("1..%d\n", script.tests);
    if (options->accept && !script.broken &&
        !file_write_atomic(path, script.kept.text, script.kept.length, &err))
        printf("# %s\n", err.text);
    int status = script.failed > 0 || script.broken;
    strbuf_release(&text);
    release(&script);
    return status;
}

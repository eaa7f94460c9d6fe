#include "tui/view_export.h"

#include <string.h>
#include <sys/stat.h>

#include "base/env.h"
#include "base/mem.h"
#include "model/document.h"
#include "model/export.h"
#include "tui/dialog.h"
#include "tui/tui.h"

/* Handed on from box to box; the last one frees it. */
struct carrying {
    struct tui *tui;                /* borrowed */
    struct trigger_target *targets; /* owned */
    size_t count;
    char *path;            /* owned: as it was typed; NULL: not yet */
    struct dialog *dialog; /* borrowed: the box that stands */
    char *outcome;         /* owned: it has ended; NULL: it goes on */
    bool replaces;
    int users; /* boxes that point here */
};

static void release(void *context)
{
    struct carrying *carrying = context;

    if (--carrying->users > 0)
        return;
    for (size_t i = 0; i < carrying->count; i++) {
        free(carrying->targets[i].region);
        free(carrying->targets[i].identifier);
    }
    free(carrying->targets);
    free(carrying->path);
    free(carrying->outcome);
    free(carrying);
}

/* A box of this export; done and fill may be NULL. */
static struct dialog *push(struct carrying *carrying, const struct dialog_options *options)
{
    struct dialog_options filled = *options;

    carrying->users++;
    filled.context = carrying;
    filled.free_context = release;
    carrying->dialog = (struct dialog *)dialog_new(carrying->tui, &filled);
    return carrying->dialog;
}

/* ---- what is to be written */

static const struct store_row *row_of(const struct carrying *carrying, size_t i)
{
    return store_find(tui_store(carrying->tui), carrying->targets[i].region, carrying->targets[i].identifier);
}

static bool is_read(const struct store_row *row)
{
    return row && row->document && row->state == STORE_ROW_WHOLE;
}

/* Those that are neither read nor known to be unreadable. */
static size_t count_waiting(const struct carrying *carrying)
{
    size_t waiting = 0;

    for (size_t i = 0; i < carrying->count; i++) {
        const struct store_row *row = row_of(carrying, i);

        waiting += row && !is_read(row) && row->state != STORE_ROW_FAILED;
    }
    return waiting;
}

static bool several_regions(const struct carrying *carrying)
{
    for (size_t i = 1; i < carrying->count; i++)
        if (strcmp(carrying->targets[i].region, carrying->targets[0].region) != 0)
            return true;
    return false;
}

/* The name of the only trigger. borrowed. */
static const char *only_name(const struct carrying *carrying)
{
    const char *bar = strchr(carrying->targets[0].identifier, '|');

    return bar ? bar + 1 : carrying->targets[0].identifier;
}

static bool is_folder(const char *path)
{
    struct stat status;
    size_t length = strlen(path);

    return (length && path[length - 1] == '/') || (stat(path, &status) == 0 && S_ISDIR(status.st_mode));
}

static void add_files(const struct carrying *carrying, const char *path, struct export_files *files)
{
    bool below = carrying->count > 1 || is_folder(path), by_region = several_regions(carrying);

    for (size_t i = 0; i < carrying->count; i++) {
        const struct store_row *row = row_of(carrying, i);
        cJSON *document = is_read(row) ? json_parse_text(row->document, NULL) : NULL;

        if (document && below)
            export_add_below(files, path, by_region, false, document, carrying->targets[i].region);
        else if (document)
            export_add(files, path, document, carrying->targets[i].region);
        cJSON_Delete(document);
    }
}

/* ---- writing */

static char *outcome_words(const struct carrying *carrying, const char *path,
                           const struct export_files *files, size_t written)
{
    const char *there = written < files->count ? "; what stood there already is the same" : "";
    size_t unread = carrying->count - files->count;
    char *lost = unread ? mem_printf("; %zu could not be read", unread) : mem_dup("");
    char *shown = env_shown_path(files->count == 1 ? files->items[0].path : path);
    char *words = files->count == 1
                      ? mem_printf("written: %s%s%s", shown, there, lost)
                      : mem_printf("%zu files written below %s%s%s", written, shown, there, lost);

    free(shown);
    free(lost);
    return words;
}

/* The outcome in carrying->outcome; false with ERR_CONFLICT: something else stands there. */
static bool write_files(struct carrying *carrying, struct err *err)
{
    struct export_files files = {0};
    char *path = env_expand(carrying->path);
    size_t written;
    bool fine;

    add_files(carrying, path, &files);
    fine = export_write(&files, carrying->replaces, &written, err);
    if (fine)
        carrying->outcome = outcome_words(carrying, path, &files, written);
    export_release(&files);
    free(path);
    return fine;
}

static void go_on(struct carrying *carrying);

static void replace_answered(struct tui *tui, bool accepted, void *context)
{
    struct carrying *carrying = context;

    if (!accepted) {
        tui_say(tui, "nothing was written");
        return;
    }
    carrying->replaces = true;
    go_on(carrying);
}

static void ask_to_replace(struct carrying *carrying, const struct err *err)
{
    struct dialog *dialog =
        push(carrying,
             &(struct dialog_options){
                 .title = "Replace?", .cancel = "Cancel", .accept = "Replace", .done = replace_answered});

    dialog_add(dialog, THEME_WARN, err->text);
    tui_push(carrying->tui, (struct view *)dialog);
}

static void finish(struct carrying *carrying)
{
    struct err err = {0};

    if (write_files(carrying, &err))
        tui_say(carrying->tui, "%s", carrying->outcome);
    else if (err.code == ERR_CONFLICT)
        ask_to_replace(carrying, &err);
    else
        tui_fail(carrying->tui, &err);
}

/* ---- waiting for what has not been read */

/* When all is read the box goes by itself, unless something else stands above it. */
static void fill_waiting(struct dialog *dialog, void *context)
{
    struct carrying *carrying = context;
    size_t waiting = count_waiting(carrying);
    char *line = waiting ? mem_printf("Reading in full: %zu of %zu to go.", waiting, carrying->count)
                         : mem_dup("All is read.");

    dialog_clear(dialog);
    dialog_add(dialog, waiting ? THEME_BUSY : THEME_PLAIN, line);
    free(line);
    if (waiting || tui_top(carrying->tui) != (struct view *)dialog)
        return;
    tui_pop(carrying->tui);
    finish(carrying);
}

static void waited(struct tui *tui, bool accepted, void *context)
{
    if (accepted)
        go_on(context);
    else
        tui_say(tui, "nothing was written");
}

/* Writes, or first lets the person see how the reading goes on. */
static void go_on(struct carrying *carrying)
{
    if (!count_waiting(carrying)) {
        finish(carrying);
        return;
    }
    tui_push(carrying->tui, (struct view *)push(carrying, &(struct dialog_options){.title = "Export",
                                                                                   .cancel = "Cancel",
                                                                                   .accept = "Write",
                                                                                   .fill = fill_waiting,
                                                                                   .done = waited}));
}

/* ---- where to */

static bool is_filled(const char *text)
{
    return text[strspn(text, " ")] != '\0';
}

static void path_given(struct tui *tui, bool accepted, void *context)
{
    struct carrying *carrying = context;

    (void)tui;
    if (!accepted)
        return;
    carrying->path = mem_dup(dialog_text(carrying->dialog));
    go_on(carrying);
}

static void ask_path(struct carrying *carrying)
{
    bool one = carrying->count == 1;
    char *words =
        one ? mem_printf("%s goes to a file that create -f takes back; JSON if its name ends in .json.",
                         only_name(carrying))
            : mem_printf("%zu triggers go to %sDOMAIN/NAME.yaml below a folder.", carrying->count,
                         several_regions(carrying) ? "REGION/" : "");
    char *path = one ? mem_printf("%s.yaml", only_name(carrying)) : mem_dup("event-triggers");
    struct dialog *dialog =
        push(carrying, &(struct dialog_options){
                           .title = "Export", .cancel = "Cancel", .accept = "Write", .done = path_given});

    for (char *p = path; *p; p++)
        *p = *p == '/' ? '_' : *p;
    dialog_add(dialog, THEME_PLAIN, words);
    dialog_want_text(dialog, one ? "File" : "Folder", is_filled);
    dialog_set_text(dialog, path);
    tui_push(carrying->tui, (struct view *)dialog);
    free(path);
    free(words);
}

void view_export_begin(struct tui *tui, const struct trigger_target *targets, size_t count, const char *path)
{
    struct carrying *carrying = mem_alloc(1, sizeof *carrying);

    *carrying = (struct carrying){.tui = tui, .count = count, .users = 1, .path = mem_dup(path)};
    carrying->targets = mem_alloc(count, sizeof *carrying->targets);
    for (size_t i = 0; i < count; i++) {
        carrying->targets[i].region = mem_dup(targets[i].region);
        carrying->targets[i].identifier = mem_dup(targets[i].identifier);
        if (!is_read(row_of(carrying, i)))
            backend_read(tui_backend(tui), targets[i].region, targets[i].identifier, true);
    }
    if (path)
        go_on(carrying);
    else
        ask_path(carrying);
    release(carrying);
}

#include "tui/save_dialog.h"

#include <stdlib.h>
#include <string.h>
#include "base/env.h"
#include "base/mem.h"
#include "tui/dialog.h"
#include "tui/tui.h"

/* Handed on from box to box; the last one frees it. */
struct saving {
    struct tui *tui; /* borrowed */
    struct save_dialog_options options;
    char *path;            /* owned: as it was typed; NULL: not yet */
    struct dialog *dialog; /* borrowed: the box that stands */
    bool replaces;
    int users; /* boxes that point here */
};

static void release(void *context)
{
    struct saving *saving = context;
    if (--saving->users > 0)
        return;
    saving->options.free_context(saving->options.context);
    free(saving->path);
    free(saving);
}

/* A box of this saving, to be filled. */
static struct dialog *push(struct saving *saving, const struct dialog_options *options)
{
    struct dialog_options filled = *options;
    saving->users++;
    filled.cancel = "Cancel";
    filled.context = saving;
    filled.free_context = release;
    struct view *view = dialog_new(saving->tui, &filled);
    saving->dialog = (struct dialog *)view;
    tui_push(saving->tui, view);
    return saving->dialog;
}

/* ---- writing ---- */

static void say_written(const struct saving *saving, const char *path, const struct export_files *files,
                        size_t written, size_t lacking)
{
    const char *there = written < files->count ? "; what stood there already is the same" : "";
    char *lost = lacking > 0 ? mem_printf("; %zu could not be read", lacking) : mem_dup("");
    char *shown = env_shown_path(files->count == 1 ? files->items[0].path : path);
    if (files->count == 1)
        tui_say(saving->tui, "written: %s%s%s", shown, there, lost);
    else
        tui_say(saving->tui, "%zu files written below %s%s%s", written, shown, there, lost);
    free(shown);
    free(lost);
}

static bool write_files(const struct saving *saving, struct err *err)
{
    struct export_files files = {0};
    char *path = env_expand(saving->path);
    size_t written, lacking = saving->options.add(path, &files, saving->options.context);
    bool fine = export_write(&files, saving->replaces, &written, err);
    if (fine)
        say_written(saving, path, &files, written, lacking);
    export_release(&files);
    free(path);
    return fine;
}

static void go_on(struct saving *saving);

static void replace_answered(struct tui *tui, bool accepted, void *context)
{
    struct saving *saving = context;
    saving->replaces = accepted;
    if (accepted)
        go_on(saving);
    else
        tui_say(tui, "nothing was written");
}

static void finish(struct saving *saving)
{
    struct err err = {0};
    if (write_files(saving, &err))
        return;
    if (err.code != ERR_CONFLICT) {
        tui_fail(saving->tui, &err);
        return;
    }
    struct dialog *dialog = push(
        saving, &(struct dialog_options){.title = "Replace?", .accept = "Replace", .done = replace_answered});
    dialog_add(dialog, THEME_WARN, err.text);
}

/* ---- waiting for what they are made of ---- */

static char *waiting_line(const struct saving *saving)
{
    return saving->options.waits != NULL ? saving->options.waits(saving->options.context) : NULL;
}

/* When all is there the box goes by itself, unless something else stands above it. */
static void fill_waiting(struct dialog *dialog, void *context)
{
    struct saving *saving = context;
    char *line = waiting_line(saving);
    dialog_clear(dialog);
    dialog_add(dialog, line != NULL ? THEME_BUSY : THEME_PLAIN, line != NULL ? line : "All is read.");
    bool waits = line != NULL;
    free(line);
    if (waits || tui_top(saving->tui) != (struct view *)dialog)
        return;
    tui_pop(saving->tui);
    finish(saving);
}

static void waited(struct tui *tui, bool accepted, void *context)
{
    if (accepted)
        go_on(context);
    else
        tui_say(tui, "nothing was written");
}

/* Writes, or first lets the person see how the reading goes on. */
static void go_on(struct saving *saving)
{
    char *line = waiting_line(saving);
    if (line == NULL)
        finish(saving);
    else
        push(saving,
             &(struct dialog_options){
                 .title = saving->options.title, .accept = "Write", .fill = fill_waiting, .done = waited});
    free(line);
}

/* ---- where to ---- */

static bool is_filled(const char *text)
{
    return text[strspn(text, " ")] != '\0';
}

static void path_given(struct tui *tui, bool accepted, void *context)
{
    struct saving *saving = context;
    (void)tui;
    if (!accepted)
        return;
    saving->path = mem_dup(dialog_text(saving->dialog));
    go_on(saving);
}

void save_dialog_begin(struct tui *tui, const struct save_dialog_options *options)
{
    struct saving *saving = mem_alloc(1, sizeof *saving);
    *saving = (struct saving){.tui = tui, .options = *options, .path = mem_dup(options->path), .users = 1};
    if (saving->path != NULL) {
        go_on(saving);
    } else {
        struct dialog *dialog = push(
            saving, &(struct dialog_options){.title = options->title, .accept = "Write", .done = path_given});
        dialog_add(dialog, THEME_PLAIN, options->words);
        dialog_want_text(dialog, options->label, is_filled);
        dialog_set_text(dialog, options->proposal);
    }
    release(saving);
}

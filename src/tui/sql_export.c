#include "tui/sql_export.h"

#include <stdlib.h>
#include <string.h>
#include "base/env.h"
#include "base/mem.h"
#include "model/export.h"
#include "tui/dialog.h"
#include "tui/tui.h"

/* Handed on from box to box; the last one frees it. */
struct carrying {
    struct tui *tui;             /* borrowed */
    const struct result *result; /* borrowed */
    char *path;                  /* owned: as it was typed; NULL: not yet */
    struct dialog *dialog;       /* borrowed: the box that stands */
    bool replaces;
    int users; /* boxes that point here */
};

static void release(void *context)
{
    struct carrying *carrying = context;
    if (--carrying->users > 0)
        return;
    free(carrying->path);
    free(carrying);
}

static struct dialog *push(struct carrying *carrying, const struct dialog_options *options)
{
    struct dialog_options filled = *options;
    carrying->users++;
    filled.context = carrying;
    filled.free_context = release;
    struct view *view = dialog_new(carrying->tui, &filled);
    carrying->dialog = (struct dialog *)view;
    tui_push(carrying->tui, view);
    return carrying->dialog;
}

/* ---- writing ---- */

static bool is_json(const char *path)
{
    size_t length = strlen(path);
    return length >= 5 && strcmp(path + length - 5, ".json") == 0;
}

static bool write_file(struct carrying *carrying, struct err *err)
{
    struct strbuf text = STRBUF_INIT;
    struct export_files files = {.items = mem_alloc(1, sizeof *files.items), .count = 1, .capacity = 1};
    char *path = env_expand(carrying->path), *shown = env_shown_path(path);
    size_t written;
    if (is_json(path))
        result_json(carrying->result, &text);
    else
        result_csv(carrying->result, &text);
    files.items[0] = (struct export_file){path, strbuf_detach(&text)};
    bool fine = export_write(&files, carrying->replaces, &written, err);
    if (fine)
        tui_say(carrying->tui, written > 0 ? "written: %s" : "%s is the same already", shown);
    export_release(&files);
    free(shown);
    return fine;
}

static void write_or_ask(struct carrying *carrying);

static void replace_answered(struct tui *tui, bool accepted, void *context)
{
    struct carrying *carrying = context;
    carrying->replaces = accepted;
    if (accepted)
        write_or_ask(carrying);
    else
        tui_say(tui, "nothing was written");
}

static void write_or_ask(struct carrying *carrying)
{
    struct err err = {0};
    if (write_file(carrying, &err))
        return;
    if (err.code != ERR_CONFLICT) {
        tui_fail(carrying->tui, &err);
        return;
    }
    struct dialog *dialog =
        push(carrying,
             &(struct dialog_options){
                 .title = "Replace?", .cancel = "Cancel", .accept = "Replace", .done = replace_answered});
    dialog_add(dialog, THEME_WARN, err.text);
}

/* ---- where to ---- */

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
    write_or_ask(carrying);
}

static void ask_path(struct carrying *carrying)
{
    size_t rows = result_rows(carrying->result);
    char *words = mem_printf("%zu row%s: a list of objects if the file's name ends in .json, else CSV.", rows,
                             rows == 1 ? "" : "s");
    struct dialog *dialog =
        push(carrying,
             &(struct dialog_options){
                 .title = "Export the result", .cancel = "Cancel", .accept = "Write", .done = path_given});
    dialog_add(dialog, THEME_PLAIN, words);
    dialog_want_text(dialog, "File", is_filled);
    dialog_set_text(dialog, "result.csv");
    free(words);
}

void sql_export_begin(struct tui *tui, const struct result *result, const char *path)
{
    if (result->columns.count == 0) {
        tui_say(tui, "there is no result to write");
        return;
    }
    struct carrying *carrying = mem_alloc(1, sizeof *carrying);
    *carrying = (struct carrying){.tui = tui, .result = result, .users = 1, .path = mem_dup(path)};
    if (path != NULL)
        write_or_ask(carrying);
    else
        ask_path(carrying);
    release(carrying);
}

#include "tui/text_editor.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/env.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/random.h"
#include "tui/tui.h"
#include "tui/tui_state.h"

/* An editor that no person sits before may write the same wrong text for ever. */
enum { ROUNDS_MAX = 100, TAG_LENGTH = 8 };

/* ---- the editor */

static bool is_in_path(const char *name)
{
    struct texts folders = {0};
    const char *path = env_get_filled("PATH");
    bool found = false;

    texts_split(&folders, path ? path : "/usr/bin:/bin", ':');
    for (size_t i = 0; i < folders.count && !found; i++) {
        char *file = file_join(folders.items[i], name);

        found = access(file, X_OK) == 0;
        free(file);
    }
    texts_release(&folders);
    return found;
}

/* borrowed; NULL: there is none. */
static const char *find_editor(void)
{
    static const char *const variables[] = {"VISUAL", "EDITOR"}, *const programs[] = {"vi", "nano"};

    for (size_t i = 0; i < ARRAY_COUNT(variables); i++)
        if (env_get_filled(variables[i]))
            return env_get_filled(variables[i]);
    for (size_t i = 0; i < ARRAY_COUNT(programs); i++)
        if (is_in_path(programs[i]))
            return programs[i];
    return NULL;
}

static void quote(struct strbuf *out, const char *word)
{
    strbuf_addc(out, '\'');
    for (; *word; word++)
        strbuf_adds(out, *word == '\'' ? "'\\''" : (char[]){*word, '\0'});
    strbuf_addc(out, '\'');
}

/* By a shell, as git does it: the variable may hold options, and $HOME. */
static void run(struct text_editor *editor, tui_program_fn done)
{
    struct strbuf command = STRBUF_INIT;
    char *line = mem_printf("%s \"$1\"", editor->command);

    strbuf_adds(&command, "sh -c ");
    quote(&command, line);
    strbuf_adds(&command, " etrig ");
    quote(&command, editor->path);
    tui_run_program(editor->tui, command.text, done, editor);
    strbuf_release(&command);
    free(line);
}

/* ---- the file */

static char *folder_of(const char *path)
{
    return mem_dup_n(path, (size_t)(strrchr(path, '/') - path));
}

/* The folder is of this text alone, with what the editor left beside it. */
static void remove_file(const char *path)
{
    char *folder = folder_of(path);
    DIR *list = opendir(folder);
    const struct dirent *entry;

    while (list && (entry = readdir(list))) {
        char *file = file_join(folder, entry->d_name);

        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            unlink(file);
        free(file);
    }
    if (list)
        closedir(list);
    rmdir(folder);
    free(folder);
}

/* STATE/edit/TAG/NAME.yaml. */
static char *choose_path(const char *given_name, const char *suffix)
{
    char *state = env_xdg_dir("XDG_STATE_HOME", ".local/state"), *path = NULL, tag[TAG_LENGTH + 1];
    char *name = mem_dup(*given_name ? given_name : "new-trigger");

    for (char *p = name; *p; p++)
        if (!isalnum((unsigned char)*p) && *p != '_')
            *p = '-';
    random_alnum(tag, TAG_LENGTH);
    if (state)
        path = mem_printf("%s/edit/%s/%s%s", state, tag, name, suffix);
    free(name);
    free(state);
    return path;
}

static bool make_file(struct text_editor *editor, struct err *err)
{
    char *folder;
    bool fine;

    if (!editor->path)
        return err_set(err, ERR_LOCAL, "no home folder for the text");
    folder = folder_of(editor->path);
    fine = file_make_private_dir(folder, err) &&
           file_write_atomic(editor->path, editor->given, strlen(editor->given), err);
    free(folder);
    return fine;
}

/* ---- the end */

void text_editor_release(struct text_editor *editor)
{
    if (editor->tui)
        tui_forget_program(editor->tui, editor);
    free(editor->command);
    free(editor->path);
    mem_release_cleared(editor->given);
    editor->command = editor->path = editor->given = NULL;
}

void text_editor_keep(struct text_editor *editor, const char *why)
{
    char *shown = env_shown_path(editor->path);

    tui_failf(editor->tui, "%s: what was written is kept in %s", why, shown);
    free(shown);
    text_editor_release(editor);
}

void text_editor_finish(struct text_editor *editor)
{
    remove_file(editor->path);
    text_editor_release(editor);
}

static void ended(struct tui *tui, int status, const struct err *err, void *context);

void text_editor_give_back(struct text_editor *editor, const char *text)
{
    struct err err = {0};

    if (++editor->rounds > ROUNDS_MAX) {
        text_editor_keep(editor, "the text cannot be read");
        return;
    }
    mem_release_cleared(editor->given);
    editor->given = mem_dup(text);
    editor->returned = true;
    if (!file_write_atomic(editor->path, text, strlen(text), &err))
        text_editor_keep(editor, err.text);
    else
        run(editor, ended);
}

static void pass_on(struct text_editor *editor, const char *text)
{
    bool same = strcmp(text, editor->given) == 0;

    if (same && !editor->returned) {
        tui_say(editor->tui, "the text is as it was: nothing is changed");
        text_editor_finish(editor);
    } else {
        editor->saved(text, same, editor->context);
    }
}

static void ended(struct tui *tui, int status, const struct err *err, void *context)
{
    struct text_editor *editor = context;
    struct strbuf text = STRBUF_INIT;
    struct err unread = {0};
    bool there = file_read_regular(editor->path, JSON_LIMIT_DOCUMENT, &text, &unread);
    char *why = NULL;

    (void)tui;
    if (err->code != ERR_NONE)
        why = mem_dup(err->text);
    else if (status == 127)
        why = mem_printf("%s cannot be started", editor->command);
    else if (status)
        why = mem_printf("%s ended with %d", editor->command, status);
    else if (!there)
        why = mem_dup(unread.text);
    if (!why) {
        pass_on(editor, text.text);
    } else if (there ? strcmp(text.text, editor->given) == 0 && !editor->returned
                     : unread.code == ERR_NOT_FOUND) {
        tui_failf(editor->tui, "%s; nothing is changed", why);
        text_editor_finish(editor);
    } else {
        text_editor_keep(editor, why);
    }
    free(why);
    strbuf_wipe(&text);
}

/* ---- the beginning */

bool text_editor_runs(const struct text_editor *editor)
{
    return editor->path != NULL;
}

void text_editor_open(struct text_editor *editor, const char *name, const char *suffix, const char *text)
{
    const char *command = find_editor();
    struct err err = {0};

    if (!command) {
        tui_say(editor->tui,
                "there is no editor: VISUAL and EDITOR are not set, and neither vi nor nano is here");
        return;
    }
    editor->path = choose_path(name, suffix);
    editor->given = mem_dup(text);
    editor->command = mem_dup(command);
    editor->returned = false;
    editor->rounds = 0;
    if (make_file(editor, &err)) {
        run(editor, ended);
        return;
    }
    tui_fail(editor->tui, &err);
    text_editor_release(editor);
}

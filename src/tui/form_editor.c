#include "tui/form_editor.h"

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
#include "model/slip.h"
#include "tui/form_edit.h"
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
static void run(struct form_editor *editor, tui_program_fn done)
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
static char *choose_path(const struct form_editor *editor)
{
    char *state = env_xdg_dir("XDG_STATE_HOME", ".local/state"), *path = NULL, tag[TAG_LENGTH + 1];
    char *name = mem_dup(*editor->session->name ? editor->session->name : "new-trigger");

    for (char *p = name; *p; p++)
        if (!isalnum((unsigned char)*p) && *p != '_')
            *p = '-';
    random_alnum(tag, TAG_LENGTH);
    if (state)
        path = mem_printf("%s/edit/%s/%s.%s", state, tag, name, editor->json ? "json" : "yaml");
    free(name);
    free(state);
    return path;
}

static bool make_file(struct form_editor *editor, struct err *err)
{
    char *folder;
    bool fine;

    editor->path = choose_path(editor);
    if (!editor->path)
        return err_set(err, ERR_LOCAL, "no home folder for the text");
    folder = folder_of(editor->path);
    fine = file_make_private_dir(folder, err) &&
           file_write_atomic(editor->path, editor->given, strlen(editor->given), err);
    free(folder);
    return fine;
}

/* ---- the end */

void form_editor_release(struct form_editor *editor)
{
    if (editor->tui)
        tui_forget_program(editor->tui, editor);
    free(editor->command);
    free(editor->path);
    free(editor->given);
    editor->command = editor->path = editor->given = NULL;
}

static void keep(struct form_editor *editor, const char *why)
{
    char *shown = env_shown_path(editor->path);

    tui_failf(editor->tui, "%s: what was written is kept in %s", why, shown);
    free(shown);
    form_editor_release(editor);
}

static void finish(struct form_editor *editor)
{
    remove_file(editor->path);
    form_editor_release(editor);
}

/* What became of the text; the form goes to what is perhaps a slip, and says there what was perhaps meant. */
static void say_taken(struct form_editor *editor, const struct slip *slip, size_t problems)
{
    struct strbuf key = STRBUF_INIT;

    tui_key(editor->tui, ACTION_UNDO_EDIT, &key);
    if (problems) {
        tui_say(editor->tui, "the text is in the form, with %zu problem%s; %s takes it back", problems,
                problems == 1 ? "" : "s", key.text);
    } else if (slip) {
        form_focus(editor->session->form, slip->pointer);
        tui_say(editor->tui, "the text is in the form; %s may be a slip; %s takes it back", slip->name,
                key.text);
    } else {
        tui_say(editor->tui, "the text is in the form; %s takes it back", key.text);
    }
    strbuf_release(&key);
}

static void take(struct form_editor *editor, const cJSON *document, size_t problems)
{
    struct slips slips;
    struct err err = {0};

    if (!form_edit_whole(editor->session->form, document, &err)) {
        keep(editor, err.text);
        return;
    }
    slips_find(document, &slips);
    say_taken(editor, slips_first_near(&slips), problems);
    slips_release(&slips);
    editor->taken(editor->context);
    finish(editor);
}

static struct edit_text what_of(const struct form_editor *editor)
{
    return (struct edit_text){editor->session->form->document, editor->session->region,
                              !editor->session->is_new, editor->json};
}

static void ended(struct tui *tui, int status, const struct err *err, void *context);

/* Gives the text back with what is wrong on top. */
static void give_back(struct form_editor *editor, const char *text)
{
    struct err err = {0};

    free(editor->given);
    editor->given = mem_dup(text);
    editor->returned = true;
    if (!file_write_atomic(editor->path, text, strlen(text), &err))
        keep(editor, err.text);
    else
        run(editor, ended);
}

/* What the person saved. As it was given: nothing happens, or what can be read of it is taken although it is wrong. */
static void read_text(struct form_editor *editor, const char *text)
{
    struct edit_text what = what_of(editor);
    struct edit_text_result result;
    bool same = strcmp(text, editor->given) == 0;

    if (same && !editor->returned) {
        tui_say(editor->tui, "the text is as it was: nothing is changed");
        finish(editor);
        return;
    }
    edit_text_read(&what, text, &result);
    if (result.document && (same || !result.returned))
        take(editor, result.document, result.wrong.count);
    else if (same || ++editor->rounds > ROUNDS_MAX)
        keep(editor, "the text cannot be read");
    else
        give_back(editor, result.returned);
    edit_text_release(&result);
}

static void ended(struct tui *tui, int status, const struct err *err, void *context)
{
    struct form_editor *editor = context;
    struct strbuf text = STRBUF_INIT;
    struct err unread = {0};
    bool there = file_read(editor->path, JSON_LIMIT_DOCUMENT, &text, &unread);
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
        read_text(editor, text.text);
    } else if (there ? strcmp(text.text, editor->given) == 0 && !editor->returned
                     : unread.code == ERR_NOT_FOUND) {
        tui_failf(editor->tui, "%s; nothing is changed", why);
        finish(editor);
    } else {
        keep(editor, why);
    }
    free(why);
    strbuf_release(&text);
}

/* ---- the beginning */

static bool choose_format(struct form_editor *editor, const char *argument, struct err *err)
{
    editor->json = argument ? strcmp(argument, "json") == 0 : tui_settings(editor->tui)->editor_json;
    return !argument || editor->json || strcmp(argument, "yaml") == 0 ||
           err_set(err, ERR_USAGE, "a text is yaml or json, not %s", argument);
}

void form_editor_open(struct form_editor *editor, const char *argument)
{
    const char *command = find_editor();
    struct err err = {0};
    bool fine = choose_format(editor, argument, &err);
    struct edit_text what;

    if (fine && editor->session->form->read_only)
        fine = err_set(&err, ERR_REFUSED, "this form is for reading only");
    if (fine && !command)
        fine = err_set(&err, ERR_USAGE,
                       "there is no editor: VISUAL and EDITOR are not set, and neither vi nor nano is here");
    if (!fine) {
        tui_say(editor->tui, "%s", err.text);
        return;
    }
    form_draft_save(&editor->session->draft, editor->session->form);
    what = what_of(editor);
    editor->given = edit_text_write(&what);
    editor->command = mem_dup(command);
    editor->returned = false;
    editor->rounds = 0;
    if (make_file(editor, &err)) {
        run(editor, ended);
        return;
    }
    tui_fail(editor->tui, &err);
    form_editor_release(editor);
}

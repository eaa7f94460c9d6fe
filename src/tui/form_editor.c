#include "tui/form_editor.h"

#include <string.h>

#include "base/mem.h"
#include "model/slip.h"
#include "tui/form_edit.h"
#include "tui/tui.h"

/* What became of the text; the form goes to what is perhaps a slip, and says there what was perhaps meant. */
static void say_taken(struct form_editor *editor, const struct slip *slip, size_t problems)
{
    struct strbuf key = STRBUF_INIT;

    tui_key(editor->session->tui, ACTION_UNDO_EDIT, &key);
    if (problems) {
        tui_say(editor->session->tui, "the text is in the form, with %zu problem%s; %s takes it back",
                problems, problems == 1 ? "" : "s", key.text);
    } else if (slip) {
        form_focus(editor->session->form, slip->pointer);
        tui_say(editor->session->tui, "the text is in the form; %s may be a slip; %s takes it back",
                slip->name, key.text);
    } else {
        tui_say(editor->session->tui, "the text is in the form; %s takes it back", key.text);
    }
    strbuf_release(&key);
}

static void take(struct form_editor *editor, const cJSON *document, size_t problems)
{
    struct slips slips;
    struct err err = {0};

    if (!form_edit_whole(editor->session->form, document, &err)) {
        text_editor_keep(&editor->text, err.text);
        return;
    }
    slips_find(document, &slips);
    say_taken(editor, slips_first_near(&slips), problems);
    slips_release(&slips);
    editor->taken(editor->context);
    text_editor_finish(&editor->text);
}

static struct edit_text what_of(const struct form_editor *editor)
{
    return (struct edit_text){editor->session->form->document, editor->session->region,
                              !editor->session->is_new, editor->json};
}

/* Left as it is, what can be read of it is taken although it is wrong; but not what is meant for a trigger of another name:
 * the form would change this one. */
static void saved(const char *text, bool same, void *context)
{
    struct form_editor *editor = context;
    struct edit_text what = what_of(editor);
    struct edit_text_result result;

    edit_text_read(&what, text, &result);
    if (same && result.locked)
        text_editor_keep(&editor->text, result.locked);
    else if (result.document && (same || !result.returned))
        take(editor, result.document, result.wrong.count);
    else if (same)
        text_editor_keep(&editor->text, "the text cannot be read");
    else
        text_editor_give_back(&editor->text, result.returned);
    edit_text_release(&result);
}

static bool choose_format(struct form_editor *editor, const char *argument, struct err *err)
{
    editor->json = argument ? strcmp(argument, "json") == 0 : tui_settings(editor->session->tui)->editor_json;
    return !argument || editor->json || strcmp(argument, "yaml") == 0 ||
           err_set(err, ERR_USAGE, "a text is yaml or json, not %s", argument);
}

void form_editor_open(struct form_editor *editor, const char *argument)
{
    struct form_session *session = editor->session;
    struct err err = {0};
    struct edit_text what;
    char *text;

    if (text_editor_runs(&editor->text))
        return;
    if (session->form->read_only)
        err_set(&err, ERR_REFUSED, "this form is for reading only");
    if (err.code != ERR_NONE || !choose_format(editor, argument, &err)) {
        tui_say(session->tui, "%s", err.text);
        return;
    }
    form_draft_save(&session->draft, session->form);
    what = what_of(editor);
    text = edit_text_write(&what);
    editor->text = (struct text_editor){.tui = session->tui, .saved = saved, .context = editor};
    text_editor_open(&editor->text, session->name, editor->json ? ".json" : ".yaml", text);
    free(text);
}

void form_editor_release(struct form_editor *editor)
{
    text_editor_release(&editor->text);
}

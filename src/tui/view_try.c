#include "tui/view_try.h"

#include <stdlib.h>
#include <string.h>

#include "base/env.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/document.h"
#include "model/edit_text.h"
#include "model/match_sample.h"
#include "tui/line_widget.h"
#include "tui/text_editor.h"
#include "tui/try_page.h"
#include "tui/try_samples.h"
#include "tui/tui.h"
#include "tui/view_text.h"

struct view_try {
    struct view_text base;
    char *region;     /* owned */
    char *identifier; /* owned; of a trigger at AWS; NULL: a draft */
    cJSON *document;  /* owned; NULL: not read yet */
    char *asked;      /* owned; the object type whose fields were asked for; NULL: none yet */
    cJSON *made_up;   /* owned; the object where none was given */
    bool made_whole;  /* it was made up when the fields were known */
    bool json;        /* the object is shown */
    bool typing;      /* the path of a file */
    struct line_widget path;
    struct text_editor editor; /* of the object */
};

static const char *member(const struct view_try *self, const char *name)
{
    const char *text = json_text(self->document, name);

    return text ? text : "";
}

static const struct store_row *row_of(struct view_try *self)
{
    return self->identifier ? store_find(tui_store(self->base.view.tui), self->region, self->identifier)
                            : NULL;
}

static const struct store_catalog *fields_of(struct view_try *self)
{
    return store_find_catalog(tui_store(self->base.view.tui), STORE_OBJECT_FIELDS, self->region,
                              member(self, "DomainName"), member(self, "ObjectTypeName"));
}

static struct try_sample *sample_of(struct view_try *self)
{
    return try_samples_of(tui_samples(self->base.view.tui), member(self, "ObjectTypeName"));
}

/* ---- the trigger, its object type, the object ---- */

static void take_document(struct view_try *self)
{
    const struct store_row *row = row_of(self);

    if (!row || !row->document)
        return;
    cJSON_Delete(self->document);
    self->document = json_parse_text(row->document, NULL);
}

static void ask_for_fields(struct view_try *self)
{
    const char *domain = member(self, "DomainName"), *type = member(self, "ObjectTypeName");

    if (!*domain || !*type || (self->asked && strcmp(self->asked, type) == 0))
        return;
    free(self->asked);
    self->asked = mem_dup(type);
    backend_catalog(tui_backend(self->base.view.tui), STORE_OBJECT_FIELDS, self->region, domain, type, false);
}

static void make_up(struct view_try *self)
{
    const struct store_catalog *fields = fields_of(self);
    bool known = fields && fields->state == STORE_READ;

    if (self->made_up && self->made_whole == known)
        return;
    cJSON_Delete(self->made_up);
    self->made_up = match_sample_new(self->document, fields);
    self->made_whole = known;
}

/* The object that is tried now. Free: cJSON_Delete. */
static cJSON *object_now(struct view_try *self)
{
    struct try_sample *sample = sample_of(self);

    if (sample->json)
        return json_parse_text(sample->json, NULL);
    make_up(self);
    return cJSON_Duplicate(self->made_up, true);
}

/* ---- content ---- */

static void fill_waiting(struct view_try *self)
{
    const struct store_row *row = row_of(self);
    struct text_widget *text = &self->base.text;

    if (row && row->state == STORE_ROW_FAILED && row->failure) {
        text_widget_addf(text, THEME_BAD, 2, "%s %s", canvas_sign(CANVAS_SIGN_FAILED), row->failure->text);
        text_widget_add(text, THEME_DIM, 2, false, row->failure->hint);
    } else if (!row && !tui_busy(self->base.view.tui)) {
        text_widget_add(text, THEME_PLAIN, 0, false, "This trigger is not there any more: it was deleted.");
    } else {
        text_widget_addf(text, THEME_BUSY, 2, "%s reading the whole trigger", canvas_sign(CANVAS_SIGN_BUSY));
    }
}

static void fill_json(struct view_try *self, const cJSON *object)
{
    char *words = json_print_pretty(object);

    text_widget_add(&self->base.text, THEME_PLAIN, 0, true, words);
    mem_release_cleared(words);
}

static void fill(struct view_try *self)
{
    const char *name;
    cJSON *object;

    text_widget_clear(&self->base.text);
    if (!self->document) {
        fill_waiting(self);
        return;
    }
    object = object_now(self);
    name = member(self, "EventTriggerName");
    if (self->json)
        fill_json(self, object);
    else
        try_page_fill(&self->base.text, &(struct try_page){
                                            .document = self->document,
                                            .object = object,
                                            .fields = fields_of(self),
                                            .name = *name ? name : "the new trigger",
                                            .origin = sample_of(self)->origin,
                                        });
    cJSON_Delete(object);
}

static void changed(struct view *view)
{
    struct view_try *self = (struct view_try *)view;

    take_document(self);
    if (self->document)
        ask_for_fields(self);
    fill(self);
}

/* ---- objects that are given ---- */

/* An object, or the first of a list of them. */
static bool take_json(struct view_try *self, const char *bytes, size_t length, const char *origin,
                      struct err *err)
{
    cJSON *given = json_parse(bytes, length, JSON_LIMIT_DOCUMENT, err);
    const cJSON *object = cJSON_IsArray(given) ? given->child : given;
    char *text;

    if (!cJSON_IsObject(object)) {
        if (given)
            err_set(err, ERR_INVALID, "there is no JSON object in it");
        cJSON_Delete(given);
        return false;
    }
    if (cJSON_IsArray(given) && object->next)
        tui_say(self->base.view.tui, "it is a list of %d: the first is tried", cJSON_GetArraySize(given));
    text = json_print(object);
    try_samples_keep(sample_of(self), text, origin);
    mem_release_cleared(text);
    cJSON_Delete(given);
    return true;
}

static void read_file(struct view_try *self, const char *path)
{
    char *expanded = env_expand(path);
    struct try_sample *sample = sample_of(self);
    struct strbuf text = STRBUF_INIT;
    struct err err = {0};

    free(sample->path);
    sample->path = mem_dup(path);
    if (!file_read_regular(expanded, JSON_LIMIT_DOCUMENT, &text, &err))
        tui_fail(self->base.view.tui, &err);
    else if (!take_json(self, text.text, text.length, path, &err)) {
        err_context(&err, "%s", path);
        tui_fail(self->base.view.tui, &err);
    }
    strbuf_wipe(&text);
    free(expanded);
}

/* A text that is no object comes back with what is wrong on top; left as it is, the object stays as it was. */
static void edited(const char *text, bool same, void *context)
{
    struct view_try *self = context;
    struct edit_text_result result;

    edit_text_read_object(text, &result);
    if (result.document) {
        char *json = json_print(result.document);

        try_samples_keep(sample_of(self), json, "edited");
        mem_release_cleared(json);
        text_editor_finish(&self->editor);
        fill(self);
    } else if (same) {
        text_editor_keep(&self->editor, "the text cannot be read");
    } else {
        text_editor_give_back(&self->editor, result.returned);
    }
    edit_text_release(&result);
}

static void edit_object(struct view_try *self, const char *argument)
{
    struct tui *tui = self->base.view.tui;
    cJSON *object;
    char *text;

    if (argument && strcmp(argument, "json") != 0) {
        tui_say(tui, "the object is edited as json, not as %s", argument);
        return;
    }
    if (!self->document || text_editor_runs(&self->editor))
        return;
    object = object_now(self);
    text = edit_text_write_object(object, member(self, "ObjectTypeName"));
    self->editor = (struct text_editor){.tui = tui, .saved = edited, .context = self};
    text_editor_open(&self->editor, member(self, "ObjectTypeName"), ".json", text);
    mem_release_cleared(text);
    cJSON_Delete(object);
}

static void take_paste(struct view_try *self, const char *text)
{
    struct err err = {0};

    if (!self->document) {
        tui_say(self->base.view.tui, "the trigger is still being read: paste it again then");
        return;
    }
    self->typing = false;
    if (!take_json(self, text, strlen(text), "pasted", &err)) {
        err_context(&err, "the pasted text");
        tui_fail(self->base.view.tui, &err);
    }
    fill(self);
}

/* Pasted JSON is the object, also where a path is being typed. */
static void take_text(struct view *view, const char *text, bool pasted)
{
    struct view_try *self = (struct view_try *)view;
    const char *start = text + strspn(text, " \t\r\n");

    if (pasted && (!self->typing || *start == '{' || *start == '['))
        take_paste(self, text);
    else
        line_widget_insert(&self->path, text);
}

/* ---- keys ---- */

static void ask_for_path(struct view_try *self, const char *argument)
{
    if (!self->document)
        return;
    if (argument) {
        read_file(self, argument);
        fill(self);
        return;
    }
    line_widget_set(&self->path, sample_of(self)->path);
    self->typing = true;
}

static void press(struct view_try *self)
{
    self->typing = false;
    if (self->path.text.length)
        read_file(self, self->path.text.text);
    fill(self);
}

static void forget_object(struct view_try *self)
{
    if (!self->document)
        return;
    try_samples_keep(sample_of(self), NULL, NULL);
    cJSON_Delete(self->made_up);
    self->made_up = NULL;
    fill(self);
}

/* The trigger, its fields, and the file that the object is from. */
static void refresh(struct view_try *self)
{
    struct backend *backend = tui_backend(self->base.view.tui);
    const struct try_sample *sample = self->document ? sample_of(self) : NULL;

    if (self->identifier)
        backend_read(backend, self->region, self->identifier, true);
    if (self->asked)
        backend_catalog(backend, STORE_OBJECT_FIELDS, self->region, member(self, "DomainName"), self->asked,
                        true);
    if (sample && sample->path && sample->origin && strcmp(sample->origin, sample->path) == 0) {
        char *path = mem_dup(sample->path);

        read_file(self, path);
        free(path);
    }
    fill(self);
}

/* To be changed elsewhere, and pasted. */
static void copy_object(struct view_try *self)
{
    cJSON *object = self->document ? object_now(self) : NULL;
    char *text = object ? json_print_pretty(object) : NULL;

    if (text)
        tui_copy(self->base.view.tui, text, "copied: the object; what is pasted here takes its place");
    if (text)
        mem_release_cleared(text);
    cJSON_Delete(object);
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct view_try *self = (struct view_try *)view;

    if (self->typing && line_widget_act(&self->path, action, NULL))
        return true;
    if (action == ACTION_SAMPLE_FILE)
        ask_for_path(self, argument);
    else if (action == ACTION_PRESS && self->typing)
        press(self);
    else if (action == ACTION_TEXT)
        edit_object(self, argument);
    else if (action == ACTION_SAMPLE_NEW)
        forget_object(self);
    else if (action == ACTION_COPY)
        copy_object(self);
    else if (action == ACTION_REFRESH)
        refresh(self);
    else if (action == ACTION_JSON || action == ACTION_TREE) {
        self->json = action == ACTION_JSON;
        self->base.text.top = self->base.text.top_line = 0;
        fill(self);
    } else {
        return text_widget_act(&self->base.text, action);
    }
    return true;
}

/* ---- the frame ---- */

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    struct view_try *self = (struct view_try *)view;
    const char *dot = canvas_sign(CANVAS_SIGN_DOT), *name = member(self, "EventTriggerName");
    const char *bar = self->identifier ? strchr(self->identifier, '|') : NULL;

    strbuf_addf(left, "Try %s%s",
                *name ? name
                : bar ? bar + 1
                      : "the new trigger",
                self->identifier ? "" : " as typed");
    strbuf_addf(right, "%s %s %s", self->region, dot, member(self, "DomainName"));
    if (*member(self, "ObjectTypeName"))
        strbuf_addf(right, " %s %s", dot, member(self, "ObjectTypeName"));
}

static bool in_text(const struct view *view)
{
    return ((const struct view_try *)view)->typing;
}

static struct line_widget *prompt(struct view *view, const char **label)
{
    struct view_try *self = (struct view_try *)view;

    *label = "File: ";
    return self->typing ? &self->path : NULL;
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id tree[] = {ACTION_SAMPLE_FILE, ACTION_SAMPLE_NEW, ACTION_TEXT,
                                          ACTION_JSON,        ACTION_COPY,       ACTION_REFRESH,
                                          ACTION_BACK,        ACTION_HELP,       ACTION_NONE};
    static const enum action_id json[] = {ACTION_SAMPLE_FILE, ACTION_SAMPLE_NEW, ACTION_TEXT,
                                          ACTION_TREE,        ACTION_COPY,       ACTION_REFRESH,
                                          ACTION_BACK,        ACTION_HELP,       ACTION_NONE};

    return ((struct view_try *)view)->json ? json : tree;
}

static void remark(struct view *view, struct strbuf *out)
{
    struct view_try *self = (struct view_try *)view;

    if (self->typing)
        strbuf_adds(out, "a file with JSON");
    else if (self->document && !sample_of(self)->json)
        strbuf_adds(out, "pasted JSON is taken as the object");
}

static bool leave(struct view *view)
{
    struct view_try *self = (struct view_try *)view;
    bool typing = self->typing;

    self->typing = false;
    return !typing;
}

/* ---- life ---- */

static void release(struct view *view)
{
    struct view_try *self = (struct view_try *)view;

    text_editor_release(&self->editor);
    line_widget_release(&self->path);
    cJSON_Delete(self->document);
    cJSON_Delete(self->made_up);
    free(self->region);
    free(self->identifier);
    free(self->asked);
    view_text_free(view);
}

static const struct view_type try_type = {
    .name = "trying",
    .contexts = ACTION_IN_TRY | ACTION_IN_SCROLL | ACTION_IN_EVERYWHERE,
    .takes_paste = true,
    .title = title,
    .draw = view_text_draw,
    .footer = footer,
    .act = act,
    .in_text = in_text,
    .text = take_text,
    .prompt = prompt,
    .remark = remark,
    .changed = changed,
    .leave = leave,
    .free = release,
};

static struct view_try *make(struct tui *tui, const char *region)
{
    struct view_try *self = view_text_new(sizeof *self, &try_type, tui);

    self->region = mem_dup(region);
    line_widget_init(&self->path);
    return self;
}

struct view *view_try_trigger(struct tui *tui, const char *region, const char *identifier)
{
    struct view_try *self = make(tui, region);
    const struct store_row *row;

    self->identifier = mem_dup(identifier);
    row = row_of(self);
    if (!row || row->state != STORE_ROW_WHOLE)
        backend_read(tui_backend(tui), region, identifier, true);
    changed(&self->base.view);
    return &self->base.view;
}

struct view *view_try_draft(struct tui *tui, const char *region, const cJSON *document)
{
    struct view_try *self = make(tui, region);

    self->document = cJSON_Duplicate(document, true);
    changed(&self->base.view);
    return &self->base.view;
}

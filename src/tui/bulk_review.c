#include "tui/bulk_review.h"

#include "base/mem.h"
#include "base/text.h"
#include "model/bulk.h"
#include "model/change.h"
#include "model/describe_words.h"
#include "tui/many_review.h"
#include "tui/tui.h"

struct target {
    char *region, *identifier; /* owned */
    uint32_t version;          /* of the row that its line was made from; 0: it had none */
};

struct bulk_review {
    struct tui *tui;        /* borrowed */
    struct target *targets; /* owned; in the order of the review's lines */
    size_t count;
    cJSON *before, *after; /* owned */
};

/* What a trigger's line is made of, until the review has copied it. */
struct outcome {
    enum many_review_state state;
    cJSON *before, *after; /* owned */
    char *what, *note;     /* owned; may be NULL */
};

static void release_outcome(struct outcome *outcome)
{
    cJSON_Delete(outcome->before);
    cJSON_Delete(outcome->after);
    free(outcome->what);
    free(outcome->note);
}

/* ---- what becomes of one ---- */

/* "Segment: vip-eu → –; Tags · team: cx → care". */
static char *words_of(const struct change *change)
{
    struct strbuf words = STRBUF_INIT;

    for (size_t i = 0; i < change->count; i++) {
        const struct change_line *line = &change->lines[i];

        strbuf_addf(&words, "%s%s: %s %s %s", i ? "; " : "", line->label,
                    line->before ? line->before : describe_words_dash(), text_is_ascii() ? "->" : "→",
                    line->after ? line->after : describe_words_dash());
    }
    return strbuf_detach(&words);
}

static void settle(const struct bulk_review *self, const struct store_row *row, struct outcome *out)
{
    struct change change;

    out->before = json_parse_text(row->document, NULL);
    out->after = bulk_apply(out->before, self->before, self->after);
    out->note = bulk_breach(out->before, out->after);
    out->state = out->note ? MANY_REVIEW_CANNOT : MANY_REVIEW_SETTLED;
    if (change_between(out->before, out->after, &change))
        out->what = words_of(&change);
    change_release(&change);
    if (!out->note && row->draft)
        out->note =
            mem_dup("a draft waits here: it knows nothing of this change and is asked about it later");
    if (!out->note && row->change > 0)
        out->note = mem_dup("a change of it is under way: AWS takes one after the other");
}

static void look(const struct bulk_review *self, const struct target *target, const struct store_row *row,
                 struct outcome *out)
{
    *out = (struct outcome){.state = MANY_REVIEW_WAITS};
    if (row && row->document && row->state == STORE_ROW_WHOLE) {
        settle(self, row, out);
    } else if (!row) {
        out->state = MANY_REVIEW_CANNOT;
        out->note = mem_dup("it is not there any more");
    } else if (row->state == STORE_ROW_FAILED && row->failure) {
        out->state = MANY_REVIEW_CANNOT;
        out->note = mem_printf("it could not be read: %s", row->failure->text);
    } else {
        backend_read(tui_backend(self->tui), target->region, target->identifier, true);
    }
}

static struct many_review_target line_of(const struct target *target, const struct outcome *outcome)
{
    return (struct many_review_target){
        .region = target->region,
        .identifier = target->identifier,
        .state = outcome->state,
        .before = outcome->before,
        .after = outcome->state == MANY_REVIEW_SETTLED ? outcome->after : NULL,
        .what = outcome->what,
        .note = outcome->note,
    };
}

/* ---- while it stands ---- */

static void refresh(struct many_review *review, void *context)
{
    struct bulk_review *self = context;

    for (size_t i = 0; i < self->count; i++) {
        struct target *target = &self->targets[i];
        const struct store_row *row = store_find(tui_store(self->tui), target->region, target->identifier);
        struct many_review_target line;
        struct outcome outcome;

        if ((row ? row->version : 0) == target->version)
            continue;
        target->version = row ? row->version : 0;
        look(self, target, row, &outcome);
        line = line_of(target, &outcome);
        many_review_set(review, i, &line);
        release_outcome(&outcome);
    }
}

/* What is sent is no longer marked. */
static void sent(struct tui *tui, size_t index, uint64_t number, void *context)
{
    const struct target *target = &((struct bulk_review *)context)->targets[index];
    struct store_row *row = store_find(tui_store(tui), target->region, target->identifier);

    (void)number;
    if (row)
        row->marked = false;
}

static void release(void *context)
{
    struct bulk_review *self = context;

    for (size_t i = 0; i < self->count; i++) {
        free(self->targets[i].region);
        free(self->targets[i].identifier);
    }
    free(self->targets);
    cJSON_Delete(self->before);
    cJSON_Delete(self->after);
    free(self);
}

/* ---- the beginning ---- */

static struct bulk_review *make(struct tui *tui, const struct bulk_review_request *request)
{
    struct bulk_review *self = mem_alloc(1, sizeof *self);

    self->tui = tui;
    self->targets = mem_alloc(request->count, sizeof *self->targets);
    self->before = cJSON_Duplicate(request->before, true);
    self->after = cJSON_Duplicate(request->after, true);
    return self;
}

/* A trigger that nothing happens to has no line. */
static void add(struct bulk_review *self, struct many_review *review, const struct trigger_target *from)
{
    const struct store_row *row = store_find(tui_store(self->tui), from->region, from->identifier);
    struct target *target = &self->targets[self->count];
    struct many_review_target line;
    struct outcome outcome;

    *target = (struct target){mem_dup(from->region), mem_dup(from->identifier), row ? row->version : 0};
    look(self, target, row, &outcome);
    line = line_of(target, &outcome);
    if (outcome.state == MANY_REVIEW_SETTLED && !outcome.what) {
        free(target->region);
        free(target->identifier);
    } else {
        many_review_add(review, &line);
        self->count++;
    }
    release_outcome(&outcome);
}

struct view *bulk_review_new(struct tui *tui, const struct bulk_review_request *request)
{
    struct bulk_review *self = make(tui, request);
    char *title = mem_printf("one edit of %zu trigger%s", request->count, request->count == 1 ? "" : "s");
    struct view *view = many_review_new(tui, &(struct many_review_options){.title = title,
                                                                           .account = request->account,
                                                                           .home = request->home,
                                                                           .refresh = refresh,
                                                                           .sent = sent,
                                                                           .context = self,
                                                                           .free_context = release});

    free(title);
    for (size_t i = 0; i < request->count; i++)
        add(self, (struct many_review *)view, &request->targets[i]);
    if (self->count > 0)
        return view;
    view->type->free(view);
    tui_say(tui, "all of them are so already: there is nothing to send");
    return NULL;
}

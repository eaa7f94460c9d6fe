#include "tui/view_compare.h"

#include "base/mem.h"
#include "model/change.h"
#include "model/document.h"
#include "model/fields.h"
#include "tui/columns_widget.h"
#include "tui/tui.h"

enum { SIDES = 2, STACKED_BELOW = 60 /* columns: narrower, one side stands below the other */ };

struct side {
    char *region, *identifier, *who; /* owned; who: "us-east-1 · retail · high-value-order" */
};

struct view_compare {
    struct view view;
    struct side sides[SIDES];
    bool whole; /* both have been read: differences and equal are those of both */
    struct change differences, equal;
    bool shows_equal, stacked;
    size_t current; /* the difference that the cursor stands on */
    struct columns_widget page;
};

static const struct store_row *row_of(const struct view_compare *self, int side)
{
    return store_find(tui_store(self->view.tui), self->sides[side].region, self->sides[side].identifier);
}

/* ---- what differs ---- */

/* Without the names, which stand on top. NULL: not read yet. */
static cJSON *document_of(const struct view_compare *self, int side)
{
    const struct store_row *row = row_of(self, side);
    cJSON *document = row && row->document ? json_parse_text(row->document, NULL) : NULL;

    for (const char *const *name = fields_event_trigger.identifier; document && *name; name++)
        json_set(document, *name, NULL);
    return document;
}

/* True if a difference stands at this place or within it. */
static bool holds_difference(const struct change *differences, const char *pointer)
{
    size_t length = strlen(pointer);

    for (size_t i = 0; i < differences->count; i++) {
        const struct change_line *line = &differences->lines[i];

        if (line->after && strncmp(line->pointer, pointer, length) == 0 &&
            (line->pointer[length] == '/' || !line->pointer[length]))
            return true;
    }
    return false;
}

static void forget_line(struct change_line *line)
{
    free(line->pointer);
    free(line->label);
    free(line->before);
    free(line->after);
}

/* The lines of the right one that hold no difference. */
static void find_equal(struct view_compare *self, const cJSON *right)
{
    struct change *equal = &self->equal;
    size_t kept = 0;

    change_between(NULL, right, equal);
    for (size_t i = 0; i < equal->count; i++) {
        if (holds_difference(&self->differences, equal->lines[i].pointer))
            forget_line(&equal->lines[i]);
        else
            equal->lines[kept++] = equal->lines[i];
    }
    equal->count = kept;
}

static void compare(struct view_compare *self)
{
    cJSON *left = document_of(self, 0), *right = document_of(self, 1);

    change_release(&self->differences);
    change_release(&self->equal);
    self->whole = left && right;
    if (self->whole) {
        change_between(left, right, &self->differences);
        find_equal(self, right);
    }
    if (self->current >= self->differences.count)
        self->current = 0;
    cJSON_Delete(left);
    cJSON_Delete(right);
}

/* ---- the page ---- */

static const char *or_none(const char *text)
{
    return text && *text ? text : canvas_sign(CANVAS_SIGN_NONE);
}

/* The label, then either side below it with its number. */
static void add_stacked(struct view_compare *self, const char *const texts[3], const unsigned styles[3])
{
    static const char *const leads[] = {"", "   1  ", "   2  "};

    for (int i = 0; i < 3; i++) {
        char *line = mem_printf("%s%s", leads[i], texts[i]);

        if (*texts[i])
            columns_widget_text(&self->page, styles[i], line);
        free(line);
    }
}

static void add(struct view_compare *self, const char *const texts[3], const unsigned styles[3])
{
    if (self->stacked)
        add_stacked(self, texts, styles);
    else
        columns_widget_add(&self->page, 3, texts, styles);
}

static void add_difference(struct view_compare *self, size_t i)
{
    const struct change_line *line = &self->differences.lines[i];
    const unsigned styles[] = {i == self->current ? THEME_FOCUS : THEME_PLAIN, THEME_CHANGED, THEME_CHANGED};

    char *label = mem_printf("%s%s", i == self->current ? canvas_sign(CANVAS_SIGN_CURSOR) : " ", line->label);

    size_t from = self->page.count;

    add(self, (const char *const[]){label, or_none(line->before), or_none(line->after)}, styles);
    if (i == self->current) /* with the line before it */
        columns_widget_aim(&self->page, from - (from > 0), self->page.count);
    free(label);
}

static void add_equal(struct view_compare *self)
{
    static const unsigned styles[] = {THEME_DIM, THEME_DIM, THEME_DIM};

    columns_widget_text(&self->page, THEME_PLAIN, "");
    columns_widget_text(&self->page, THEME_HEADING, "Equal");
    for (size_t i = 0; i < self->equal.count; i++) {
        const struct change_line *line = &self->equal.lines[i];
        char *label = mem_printf(" %s", line->label);

        add(self, (const char *const[]){label, or_none(line->after), or_none(line->after)}, styles);
        free(label);
    }
}

static void add_waiting(struct view_compare *self, int side)
{
    const struct store_row *row = row_of(self, side);
    const char *who = self->sides[side].who;
    bool failed = row && row->state == STORE_ROW_FAILED && row->failure;
    char *words = !row     ? mem_printf("%s is not there any more", who)
                  : failed ? mem_printf("%s %s could not be read: %s", canvas_sign(CANVAS_SIGN_FAILED), who,
                                        row->failure->text)
                           : mem_printf("%s reading %s", canvas_sign(CANVAS_SIGN_BUSY), who);

    if (!row || !row->document)
        columns_widget_text(&self->page, failed ? THEME_BAD : THEME_BUSY, words);
    free(words);
}

static void fill(struct view_compare *self)
{
    static const unsigned heading[] = {THEME_HEADING, THEME_HEADING, THEME_HEADING};

    columns_widget_clear(&self->page);
    if (!self->whole) {
        add_waiting(self, 0);
        add_waiting(self, 1);
        return;
    }
    add(self, (const char *const[]){"", self->sides[0].who, self->sides[1].who}, heading);
    for (size_t i = 0; i < self->differences.count; i++)
        add_difference(self, i);
    if (self->differences.count == 0)
        columns_widget_text(&self->page, THEME_PLAIN, "They are equal but for their names.");
    if (self->shows_equal)
        add_equal(self);
}

static void changed(struct view *view)
{
    struct view_compare *self = (struct view_compare *)view;

    compare(self);
    fill(self);
}

/* ---- the frame ---- */

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    const struct view_compare *self = (const struct view_compare *)view;

    strbuf_adds(left, "Compare 2 triggers");
    if (self->whole)
        strbuf_addf(right, "%zu differ %s %zu equal", self->differences.count, canvas_sign(CANVAS_SIGN_DOT),
                    self->equal.count);
}

static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    struct view_compare *self = (struct view_compare *)view;
    bool stacked = area.cols < STACKED_BELOW;

    if (stacked != self->stacked) {
        self->stacked = stacked;
        fill(self);
    }
    columns_widget_draw(&self->page, canvas, area);
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id actions[] = {ACTION_NEXT_DIFFERENCE,
                                             ACTION_COMPARE,
                                             ACTION_DOWN,
                                             ACTION_REFRESH,
                                             ACTION_BACK,
                                             ACTION_HELP,
                                             ACTION_NONE};

    (void)view;
    return actions;
}

static void remark(struct view *view, struct strbuf *out)
{
    const struct view_compare *self = (const struct view_compare *)view;

    if (!self->whole || self->equal.count == 0)
        return;
    tui_key(view->tui, ACTION_COMPARE, out);
    strbuf_addf(out, " %s the %zu that are equal", self->shows_equal ? "leaves out" : "shows",
                self->equal.count);
}

/* ---- keys ---- */

static void step(struct view_compare *self, bool forward)
{
    size_t count = self->differences.count;

    if (count == 0)
        return;
    self->current = (self->current + (forward ? 1 : count - 1)) % count;
    fill(self);
    columns_widget_follow(&self->page);
}

static void read_again(struct view_compare *self)
{
    for (int i = 0; i < SIDES; i++)
        backend_read(tui_backend(self->view.tui), self->sides[i].region, self->sides[i].identifier, true);
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct view_compare *self = (struct view_compare *)view;

    (void)argument;
    if (action == ACTION_NEXT_DIFFERENCE || action == ACTION_PREVIOUS_DIFFERENCE) {
        step(self, action == ACTION_NEXT_DIFFERENCE);
    } else if (action == ACTION_COMPARE) {
        self->shows_equal = !self->shows_equal;
        fill(self);
    } else if (action == ACTION_REFRESH) {
        read_again(self);
    } else {
        return columns_widget_act(&self->page, action);
    }
    return true;
}

/* ---- life ---- */

static void release(struct view *view)
{
    struct view_compare *self = (struct view_compare *)view;

    for (int i = 0; i < SIDES; i++) {
        free(self->sides[i].region);
        free(self->sides[i].identifier);
        free(self->sides[i].who);
    }
    change_release(&self->differences);
    change_release(&self->equal);
    columns_widget_release(&self->page);
    free(self);
}

static const struct view_type compare_type = {
    .name = "compare",
    .contexts = ACTION_IN_COMPARE | ACTION_IN_SCROLL | ACTION_IN_EVERYWHERE,
    .title = title,
    .draw = draw,
    .footer = footer,
    .act = act,
    .remark = remark,
    .changed = changed,
    .free = release,
};

static void set_side(struct view_compare *self, int side, const struct trigger_target *target)
{
    const char *dot = canvas_sign(CANVAS_SIGN_DOT);
    char *domain = NULL, *name = NULL;
    const struct store_row *row;

    self->sides[side].region = mem_dup(target->region);
    self->sides[side].identifier = mem_dup(target->identifier);
    if (document_split_identifier(target->identifier, &domain, &name, NULL))
        self->sides[side].who = mem_printf("%s %s %s %s %s", target->region, dot, domain, dot, name);
    else
        self->sides[side].who = mem_dup(target->identifier);
    row = row_of(self, side);
    if (!row || row->state != STORE_ROW_WHOLE)
        backend_read(tui_backend(self->view.tui), target->region, target->identifier, true);
    free(domain);
    free(name);
}

struct view *view_compare_new(struct tui *tui, const struct trigger_target *left,
                              const struct trigger_target *right)
{
    struct view_compare *self = mem_alloc(1, sizeof *self);

    self->view = (struct view){.type = &compare_type, .tui = tui};
    columns_widget_init(&self->page);
    set_side(self, 0, left);
    set_side(self, 1, right);
    changed(&self->view);
    return &self->view;
}

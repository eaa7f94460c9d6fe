#include "tui/view_promote.h"

#include "base/mem.h"
#include "tui/line_widget.h"
#include "tui/promote_review.h"
#include "tui/tui.h"
#include "tui/view_picker.h"

enum { LABEL_CELLS = 14 };

static const char as_it_is[] = "as it is";

enum row { ROW_REGIONS, ROW_DOMAINS, ROW_NAME, ROW_COUNT };

struct view_promote {
    struct view view;
    struct trigger_target *targets; /* owned, with their texts */
    size_t count;
    struct texts regions, domains; /* empty: as it is */
    struct line_widget name;       /* empty: as it is */
    enum row focus;
};

/* ---- the two pickers ---- */

/* Picked: the first item leaves things as they are. */
static void take(struct texts *names, const struct texts *chosen)
{
    texts_release(names);
    if (!texts_has(chosen, as_it_is))
        texts_copy(names, chosen);
}

static void regions_chosen(struct tui *tui, const struct texts *chosen, void *context)
{
    struct view_promote *self = context;
    struct err err;
    for (size_t i = 0; i < chosen->count; i++) {
        if (strcmp(chosen->items[i], as_it_is) != 0 &&
            !backend_region_is_plausible(tui_backend(tui), chosen->items[i], &err)) {
            tui_fail(tui, &err);
            return;
        }
    }
    take(&self->regions, chosen);
    self->focus = ROW_DOMAINS;
}

static void domains_chosen(struct tui *tui, const struct texts *chosen, void *context)
{
    struct view_promote *self = context;
    (void)tui;
    take(&self->domains, chosen);
    self->focus = ROW_NAME;
}

static void fill_regions(struct view_picker *picker, void *context)
{
    const struct view_promote *self = context;
    struct backend *backend = tui_backend(self->view.tui);
    const struct texts *now = backend_regions(backend);
    struct texts known = {0};
    struct err ignored;
    backend_known_regions(backend, &known, &ignored);
    view_picker_state(picker, STORE_READ, NULL);
    view_picker_add(picker, as_it_is, "each trigger stays in its region", false);
    for (size_t i = 0; i < now->count; i++) {
        if (!texts_has(&known, now->items[i]))
            texts_add(&known, now->items[i]);
    }
    for (size_t i = 0; i < known.count; i++)
        view_picker_add(picker, known.items[i], texts_has(now, known.items[i]) ? "shown now" : NULL,
                        texts_has(&self->regions, known.items[i]));
    texts_release(&known);
}

/* Where the triggers go: the regions chosen, else their own. */
static void target_regions(const struct view_promote *self, struct texts *regions)
{
    texts_copy(regions, &self->regions);
    for (size_t i = 0; i < self->count && self->regions.count == 0; i++) {
        if (!texts_has(regions, self->targets[i].region))
            texts_add(regions, self->targets[i].region);
    }
}

static void add_domains(struct view_picker *picker, const struct view_promote *self,
                        const struct store_catalog *list, struct texts *seen)
{
    for (size_t i = 0; i < list->count; i++) {
        const char *name = list->items[i].name;
        if (texts_has(seen, name))
            continue;
        texts_add(seen, name);
        view_picker_add(picker, name, NULL, texts_has(&self->domains, name));
    }
}

/* The domains of all regions where the triggers go. */
static void fill_domains(struct view_picker *picker, void *context)
{
    const struct view_promote *self = context;
    const struct store *store = tui_store(self->view.tui);
    struct texts regions = {0}, seen = {0};
    enum store_state state = STORE_READ;
    const struct err *failure = NULL;
    target_regions(self, &regions);
    view_picker_add(picker, as_it_is, "each trigger stays in its domain", false);
    for (size_t i = 0; i < regions.count; i++) {
        const struct store_catalog *list =
            store_find_catalog(store, STORE_DOMAINS, regions.items[i], "", NULL);
        if (!list || list->state == STORE_READING)
            state = STORE_READING;
        else if (list->state == STORE_FAILED && state == STORE_READ)
            state = STORE_FAILED;
        if (list && list->failure.text[0] && list->state != STORE_READ)
            failure = &list->failure;
        if (list)
            add_domains(picker, self, list, &seen);
    }
    view_picker_state(picker, state, failure);
    texts_release(&regions);
    texts_release(&seen);
}

static void ask_domains(struct tui *tui, void *context)
{
    struct texts regions = {0};
    target_regions(context, &regions);
    for (size_t i = 0; i < regions.count; i++)
        backend_catalog(tui_backend(tui), STORE_DOMAINS, regions.items[i], "", NULL, true);
    texts_release(&regions);
}

static void open_picker(struct view_promote *self)
{
    bool regions = self->focus == ROW_REGIONS;
    const struct texts *chosen = regions ? &self->regions : &self->domains;
    if (!regions)
        ask_domains(self->view.tui, self);
    tui_push(self->view.tui,
             view_picker_new(self->view.tui, &(struct view_picker_options){
                                                 .title = regions ? "To regions" : "To domains",
                                                 .many = true,
                                                 .free_text = true,
                                                 .empty = "none is known",
                                                 .current = chosen->count ? chosen->items[0] : as_it_is,
                                                 .fill = regions ? fill_regions : fill_domains,
                                                 .done = regions ? regions_chosen : domains_chosen,
                                                 .again = regions ? NULL : ask_domains,
                                                 .context = self}));
}

/* ---- to the review ---- */

static void add_places(const struct view_promote *self, struct promotion *promotion,
                       const struct trigger_target *target)
{
    size_t regions = self->regions.count ? self->regions.count : 1,
           domains = self->domains.count ? self->domains.count : 1;
    for (size_t r = 0; r < regions; r++) {
        for (size_t d = 0; d < domains; d++)
            promotion_add(
                promotion, target->region, target->identifier,
                &(struct promote_where){.region = self->regions.count ? self->regions.items[r] : NULL,
                                        .domain = self->domains.count ? self->domains.items[d] : NULL,
                                        .name = self->name.text.length ? self->name.text.text : NULL});
    }
}

/* What is wrong with all of them is said here; what is wrong with some, at their lines. */
static const struct err *failure_of_all(const struct promotion *promotion)
{
    for (size_t i = 0; i < promotion->count; i++) {
        if (promotion->plans[i].kind != PROMOTE_CANNOT)
            return NULL;
    }
    return &promotion->plans[0].failure;
}

static char *what(const struct view_promote *self)
{
    const char *bar = strchr(self->targets[0].identifier, '|');
    return self->count == 1 ? mem_printf("promote %s", bar ? bar + 1 : self->targets[0].identifier)
                            : mem_printf("promote %zu triggers", self->count);
}

static void review(struct view_promote *self)
{
    struct tui *tui = self->view.tui;
    struct promotion promotion;
    if (self->regions.count + self->domains.count + self->name.text.length == 0) {
        tui_say(tui, "choose where to: regions, domains, or another name");
        return;
    }
    promotion_init(&promotion, tui_backend(tui), tui_store(tui));
    for (size_t i = 0; i < self->count; i++)
        add_places(self, &promotion, &self->targets[i]);
    const struct err *failure = failure_of_all(&promotion);
    if (failure) {
        tui_say(tui, "%s: %s", failure->text, failure->hint);
        promotion_release(&promotion);
        return;
    }
    char *words = what(self);
    tui_push(tui, promote_review_new(tui, &promotion, words, tui_below(tui, &self->view)));
    free(words);
}

/* ---- drawing ---- */

static void title(struct view *view, struct strbuf *left, struct strbuf *right)
{
    const struct view_promote *self = (const struct view_promote *)view;
    size_t places =
        (self->regions.count ? self->regions.count : 1) * (self->domains.count ? self->domains.count : 1);
    char *words = what(self);
    strbuf_addf(left, "P%s", words + 1);
    if (places > 1)
        strbuf_addf(right, "%zu copies", places * self->count);
    free(words);
}

static char *joined(const struct texts *names)
{
    struct strbuf words = STRBUF_INIT;
    for (size_t i = 0; i < names->count; i++)
        strbuf_addf(&words, "%s%s", i ? ", " : "", names->items[i]);
    return strbuf_detach(&words);
}

static void draw_choice(const struct view_promote *self, struct canvas *canvas, struct canvas_area area,
                        enum row row)
{
    const struct texts *names = row == ROW_REGIONS ? &self->regions : &self->domains;
    char *words = names->count ? joined(names) : mem_dup(as_it_is);
    canvas_put(canvas, area.row, area.col, area.cols - 2,
               self->focus == row ? THEME_FOCUS
               : names->count     ? THEME_PLAIN
                                  : THEME_DIM,
               words);
    canvas_put_right(canvas, area.row, area.col + area.cols - 2, 2, THEME_DIM, canvas_sign(CANVAS_SIGN_OPEN));
    free(words);
}

static void draw_row(struct view_promote *self, struct canvas *canvas, struct canvas_area area, enum row row)
{
    static const char *const labels[] = {"To regions", "To domains", "Name"};
    struct canvas_area value = {area.row, area.col + 2 + LABEL_CELLS, 1, area.cols - 2 - LABEL_CELLS};
    if (self->focus == row)
        canvas_put(canvas, area.row, area.col, 1, THEME_PLAIN, canvas_sign(CANVAS_SIGN_CURSOR));
    canvas_put(canvas, area.row, area.col + 2, LABEL_CELLS - 1, THEME_HEADING, labels[row]);
    if (row == ROW_NAME)
        line_widget_draw(&self->name, canvas, value.row, value.col, value.cols, self->focus == row, as_it_is);
    else
        draw_choice(self, canvas, value, row);
}

/* The triggers that are copied, as many as there is room for. */
static void draw_targets(const struct view_promote *self, struct canvas *canvas, struct canvas_area area)
{
    for (size_t i = 0; i < self->count && (int)i < area.rows; i++) {
        const struct trigger_target *target = &self->targets[i];
        int row = area.row + (int)i;
        if ((int)i == area.rows - 1 && i + 1 < self->count)
            canvas_putf(canvas, row, area.col, area.cols, THEME_DIM, "and %zu more", self->count - i);
        else
            canvas_putf(canvas, row, area.col, area.cols, THEME_PLAIN, "%s in %s%s", target->identifier,
                        target->region, target->hidden ? ", not on the screen" : "");
    }
}

static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    static const char *const help[] = {
        "The regions to copy to, several at once; Enter chooses",
        "The domains to copy to, as the regions have them; Enter chooses",
        "Another name; {name} in it stands for each trigger's own: {name}-test",
    };
    struct view_promote *self = (struct view_promote *)view;
    int first = (int)self->focus < area.rows ? 0 : (int)self->focus - area.rows + 1;
    for (int row = first; row < ROW_COUNT && row - first < area.rows; row++)
        draw_row(self, canvas, (struct canvas_area){area.row + row - first, area.col, 1, area.cols},
                 (enum row)row);
    int rest = area.rows - ROW_COUNT - 3;
    if (rest <= 0)
        return;
    canvas_put(canvas, area.row + ROW_COUNT + 1, area.col + 2, area.cols - 2, THEME_DIM, help[self->focus]);
    canvas_line(canvas, area.row + ROW_COUNT + 2, area.col, area.cols, THEME_BORDER);
    draw_targets(self, canvas,
                 (struct canvas_area){area.row + ROW_COUNT + 3, area.col + 2, rest, area.cols - 2});
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id choice[] = {ACTION_OPEN, ACTION_NEXT_FIELD, ACTION_REVIEW,
                                            ACTION_BACK, ACTION_HELP,       ACTION_NONE};
    static const enum action_id typed[] = {ACTION_REVIEW, ACTION_NEXT_FIELD, ACTION_BACK, ACTION_HELP,
                                           ACTION_NONE};
    return ((struct view_promote *)view)->focus == ROW_NAME ? typed : choice;
}

/* ---- keys ---- */

static void move(struct view_promote *self, int by)
{
    self->focus = (enum row)(((int)self->focus + by + ROW_COUNT) % ROW_COUNT);
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct view_promote *self = (struct view_promote *)view;
    (void)argument;
    if (self->focus == ROW_NAME && line_widget_act(&self->name, action, NULL))
        return true;
    if (action == ACTION_NEXT_FIELD || action == ACTION_NEXT_ROW)
        move(self, 1);
    else if (action == ACTION_PREVIOUS_FIELD || action == ACTION_PREVIOUS_ROW)
        move(self, -1);
    else if (action == ACTION_OPEN && self->focus != ROW_NAME)
        open_picker(self);
    else if (action == ACTION_OPEN || action == ACTION_REVIEW)
        review(self);
    else if (action == ACTION_FIELD_HELP)
        return tui_act(view->tui, ACTION_HELP, NULL);
    else
        return false;
    return true;
}

static bool in_text(const struct view *view)
{
    return ((const struct view_promote *)view)->focus == ROW_NAME;
}

static void take_text(struct view *view, const char *text, bool pasted)
{
    (void)pasted;
    line_widget_insert(&((struct view_promote *)view)->name, text);
}

/* ---- life ---- */

static void release(struct view *view)
{
    struct view_promote *self = (struct view_promote *)view;
    for (size_t i = 0; i < self->count; i++) {
        free(self->targets[i].region);
        free(self->targets[i].identifier);
    }
    free(self->targets);
    texts_release(&self->regions);
    texts_release(&self->domains);
    line_widget_release(&self->name);
    free(self);
}

static const struct view_type promote_type = {
    .name = "promote",
    .contexts = ACTION_IN_FORM | ACTION_IN_EVERYWHERE,
    .title = title,
    .draw = draw,
    .footer = footer,
    .act = act,
    .in_text = in_text,
    .text = take_text,
    .free = release,
};

struct view *view_promote_new(struct tui *tui, const struct trigger_target *targets, size_t count,
                              const char *regions)
{
    if (count == 0 || tui_refuses_changes(tui))
        return NULL;
    struct view_promote *self = mem_alloc(1, sizeof *self);
    self->view = (struct view){.type = &promote_type, .tui = tui};
    self->targets = mem_alloc(count, sizeof *self->targets);
    self->count = count;
    for (size_t i = 0; i < count; i++)
        self->targets[i] = (struct trigger_target){.region = mem_dup(targets[i].region),
                                                   .identifier = mem_dup(targets[i].identifier),
                                                   .hidden = targets[i].hidden};
    line_widget_init(&self->name);
    struct texts given = {0};
    texts_split(&given, regions ? regions : "", ',');
    if (given.count > 0)
        regions_chosen(tui, &given, self);
    texts_release(&given);
    return &self->view;
}

#include "tui/view_command.h"

#include "base/mem.h"
#include "base/text.h"
#include "model/listing.h"
#include "tui/line_widget.h"
#include "tui/tui.h"

struct view_command {
    struct view view;
    unsigned contexts; /* of the screen that the command is for */
    struct line_widget line;
    struct texts offers; /* what fits the last word */
    size_t chosen;       /* the offer that Tab put in, from 1; 0: none */
    size_t start;        /* byte where the completed word begins */
};

/* ---- what may stand there ---- */

static bool offered(const struct view_command *command, const struct action *action)
{
    unsigned usable = action->contexts & ~(unsigned)(ACTION_IN_LINE | ACTION_IN_PROMPT);
    return usable & command->contexts && action->id != ACTION_COMMAND;
}

static void add_domains(const struct store *store, struct texts *out)
{
    for (size_t r = 0; r < store->region_count; r++) {
        for (size_t d = 0; d < store->regions[r].domain_count; d++) {
            if (!texts_has(out, store->regions[r].domains[d].name))
                texts_add(out, store->regions[r].domains[d].name);
        }
    }
}

static void add_values(struct tui *tui, enum action_argument kind, struct texts *out)
{
    struct backend *backend = tui_backend(tui);
    if (kind == ACTION_TAKES_REGIONS && backend) {
        struct err ignored;
        texts_add(out, "all");
        backend_known_regions(backend, out, &ignored);
    } else if (kind == ACTION_TAKES_PROFILE) {
        backend_profiles(out);
    } else if (kind == ACTION_TAKES_DOMAINS) {
        texts_add(out, "all");
        add_domains(tui_store(tui), out);
    } else if (kind == ACTION_TAKES_COLUMN) {
        for (int column = 0; column < LISTING_COLUMNS; column++)
            texts_add(out, listing_column_name((enum listing_column)column));
    } else if (kind == ACTION_TAKES_THEME) {
        for (const char *const *name = theme_names(); *name; name++)
            texts_add(out, *name);
    }
}

static void add_actions(const struct view_command *command, struct texts *out)
{
    size_t count;
    const struct action *actions = action_table(&count);
    for (size_t i = 0; i < count; i++) {
        if (offered(command, &actions[i]))
            texts_add(out, actions[i].name);
    }
}

/* The action whose whole name is the line's first word, and where its argument begins. */
static const struct action *first_word(const struct view_command *command, const char **argument)
{
    const char *text = command->line.text.text;
    size_t length = strcspn(text, " ");
    char *name = mem_dup_n(text, length);
    const struct action *action = action_find(name);
    free(name);
    *argument = text + length;
    while (**argument == ' ')
        (*argument)++;
    return action;
}

/* Finds what could stand in place of the last word. Called after each change by the person. */
static void find_offers(struct view_command *command)
{
    struct texts all = {0};
    const char *text = command->line.text.text, *argument = text;
    bool naming = !strchr(text, ' ');
    if (naming) {
        add_actions(command, &all);
    } else {
        const struct action *action = first_word(command, &argument);
        if (action)
            add_values(command->view.tui, action->argument, &all);
        const char *comma = strrchr(argument, ',');
        argument = comma ? comma + 1 : argument;
    }
    command->start = (size_t)(argument - text);
    command->chosen = 0;
    texts_release(&command->offers);
    for (size_t i = 0; i < all.count; i++) {
        if (strncmp(all.items[i], argument, strlen(argument)) == 0)
            texts_add(&command->offers, all.items[i]);
    }
    texts_release(&all);
}

static void put_word(struct view_command *command, const char *word, size_t length)
{
    strbuf_truncate(&command->line.text, command->start);
    strbuf_add(&command->line.text, word, length);
    command->line.cursor = command->line.text.length;
}

static size_t common_length(const struct texts *offers)
{
    size_t length = strlen(offers->items[0]);
    for (size_t i = 1; i < offers->count; i++) {
        size_t same = 0;
        while (same < length && offers->items[i][same] == offers->items[0][same])
            same++;
        length = same;
    }
    return length;
}

/* Tab: first as far as all offers agree, then one after the other. */
static void complete(struct view_command *command)
{
    struct texts *offers = &command->offers;
    if (offers->count == 0)
        return;
    size_t typed = command->line.text.length - command->start, common = common_length(offers);
    if (offers->count == 1) {
        put_word(command, offers->items[0], strlen(offers->items[0]));
        if (command->start == 0)
            line_widget_insert(&command->line, " ");
        find_offers(command);
    } else if (command->chosen == 0 && common > typed) {
        put_word(command, offers->items[0], common);
    } else {
        const char *word = offers->items[command->chosen % offers->count];
        put_word(command, word, strlen(word));
        command->chosen = command->chosen % offers->count + 1;
    }
}

/* ---- running ---- */

/* An action by its whole name or a beginning that only one has. NULL: *why says it. */
static const struct action *find_action(const struct view_command *command, const char *name, char **why)
{
    const struct action *exact = action_find(name), *found = NULL;
    if (exact && offered(command, exact))
        return exact;
    struct texts names = {0};
    size_t matches = 0;
    add_actions(command, &names);
    for (size_t i = 0; i < names.count; i++) {
        if (strncmp(names.items[i], name, strlen(name)) == 0) {
            found = action_find(names.items[i]);
            matches++;
        }
    }
    const char *near = text_nearest(name, (const char *const *)names.items, names.count);
    if (exact)
        *why = mem_printf("%s does not work here", name);
    else if (matches > 1)
        *why = mem_printf("'%s' is the beginning of %zu commands; Tab shows them", name, matches);
    else if (matches == 0 && near)
        *why = mem_printf("there is no command '%s'; did you mean %s?", name, near);
    else if (matches == 0)
        *why = mem_printf("there is no command '%s'; F1 shows all of them", name);
    texts_release(&names);
    return !exact && matches == 1 ? found : NULL;
}

static void run(struct view_command *command)
{
    struct tui *tui = command->view.tui;
    const char *rest;
    first_word(command, &rest);
    char *name = mem_dup_n(command->line.text.text, strcspn(command->line.text.text, " "));
    char *argument = *rest ? mem_dup(rest) : NULL, *why = NULL;
    const struct action *action = *name ? find_action(command, name, &why) : NULL;
    if (action && argument && action->argument == ACTION_TAKES_NOTHING) {
        why = mem_printf("%s takes nothing after it", action->name);
        action = NULL;
    }
    tui_pop(tui);
    if (action)
        tui_act(tui, action->id, argument);
    else if (why)
        tui_failf(tui, "%s", why);
    free(name);
    free(argument);
    free(why);
}

/* ---- the screen ---- */

static void draw(struct view *view, struct canvas *canvas, struct canvas_area area)
{
    struct view_command *command = (struct view_command *)view;
    int row = area.rows - 3, col = 1, end = area.cols - 1;
    if (command->offers.count == 0)
        return;
    canvas_fill(canvas, (struct canvas_area){row, 0, 1, area.cols}, THEME_PLAIN);
    size_t first = command->chosen > 0 ? command->chosen - 1 : 0;
    for (size_t i = first; i < command->offers.count && col < end; i++) {
        unsigned style = i + 1 == command->chosen ? THEME_FOCUS : THEME_DIM;
        col += canvas_put(canvas, row, col, end - col, style, command->offers.items[i]) + 2;
    }
}

static const enum action_id *footer(struct view *view)
{
    static const enum action_id actions[] = {ACTION_PRESS, ACTION_COMPLETE, ACTION_BACK, ACTION_HELP,
                                             ACTION_NONE};
    (void)view;
    return actions;
}

static bool act(struct view *view, enum action_id action, const char *argument)
{
    struct view_command *command = (struct view_command *)view;
    bool changed = false;
    (void)argument;
    if (line_widget_act(&command->line, action, &changed)) {
        if (changed)
            find_offers(command);
    } else if (action == ACTION_COMPLETE) {
        complete(command);
    } else if (action == ACTION_PRESS) {
        run(command);
    } else if (action == ACTION_COMMAND) {
        tui_pop(view->tui);
    } else {
        return false;
    }
    return true;
}

static bool in_text(const struct view *view)
{
    (void)view;
    return true;
}

static void take_text(struct view *view, const char *text, bool pasted)
{
    struct view_command *command = (struct view_command *)view;
    (void)pasted;
    line_widget_insert(&command->line, text);
    find_offers(command);
}

static struct line_widget *prompt(struct view *view, const char **label)
{
    *label = ":";
    return &((struct view_command *)view)->line;
}

static void release(struct view *view)
{
    struct view_command *command = (struct view_command *)view;
    line_widget_release(&command->line);
    texts_release(&command->offers);
    free(command);
}

static const struct view_type command_type = {
    .name = "command line",
    .contexts = ACTION_IN_PROMPT | ACTION_IN_EVERYWHERE,
    .overlay = true,
    .draw = draw,
    .footer = footer,
    .act = act,
    .in_text = in_text,
    .text = take_text,
    .prompt = prompt,
    .free = release,
};

struct view *view_command_new(struct tui *tui, const struct view *below)
{
    struct view_command *command = mem_alloc(1, sizeof *command);
    command->view = (struct view){.type = &command_type, .tui = tui};
    command->contexts = below->type->contexts;
    line_widget_init(&command->line);
    find_offers(command);
    return &command->view;
}

#include "cli/completion.h"

#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/options.h"
#include "cli/wait.h"

/* The line as it is read from left to right. */
struct line {
    struct cli_options options;      /* what the words before the last one say; mistakes are passed over */
    const struct options_row *wants; /* the option whose value comes next */
    int arguments;                   /* of the command */
    bool options_ended;              /* by -- */
    bool lost;                       /* the command is none */
    const char *typed;               /* of the last word, what is to be completed */
    const char *before;              /* of the last word, what stays as it is ... */
    size_t kept;                     /* ... and how many bytes that are */
    struct completion *out;
};

/* ---- the words before the last one ---- */

static void take_value(struct line *line, const struct options_row *row, const char *value)
{
    struct err ignored;
    row->take(&line->options, value, &ignored);
}

static bool wants_value(const struct options_row *row)
{
    return row->argument != NULL && row->argument[0] != '[';
}

static void take_long(struct line *line, const char *word)
{
    const char *equals = strchr(word, '=');
    const struct options_row *row =
        options_find(word, equals != NULL ? (size_t)(equals - word) : strlen(word));
    if (row != NULL && equals != NULL)
        take_value(line, row, equals + 1);
    else if (row != NULL && wants_value(row))
        line->wants = row;
    else if (row != NULL)
        take_value(line, row, NULL);
}

/* -y, -yo, -ojson: letters up to one that takes the rest. */
static void take_letters(struct line *line, const char *letters)
{
    for (; *letters != '\0'; letters++) {
        const struct options_row *row = options_find_letter(*letters);
        if (row == NULL)
            return;
        if (wants_value(row)) {
            if (letters[1] == '\0')
                line->wants = row;
            else
                take_value(line, row, letters + 1);
            return;
        }
        take_value(line, row, NULL);
    }
}

static void take_plain(struct line *line, const char *word)
{
    size_t count;
    const struct cli_command *commands = cli_commands(&count);
    if (line->options.command != NULL) {
        line->arguments++;
        return;
    }
    for (size_t i = 0; i < count; i++)
        if (strcmp(commands[i].name, word) == 0)
            line->options.command = &commands[i];
    line->lost = line->options.command == NULL;
}

static bool is_option(const struct line *line, const char *word)
{
    return !line->options_ended && word[0] == '-' && word[1] != '\0';
}

static void take_word(struct line *line, const char *word)
{
    const struct options_row *wants = line->wants;
    line->wants = NULL;
    if (wants != NULL)
        take_value(line, wants, word);
    else if (!is_option(line, word))
        take_plain(line, word);
    else if (strcmp(word, "--") == 0)
        line->options_ended = true;
    else if (word[1] == '-')
        take_long(line, word + 2);
    else
        take_letters(line, word + 1);
}

/* ---- offering ---- */

/* What a terminal would not show as it is can neither be read nor typed. */
static bool is_harmless(const char *word)
{
    struct strbuf shown = STRBUF_INIT;
    if (text_is_graphic(word))
        return true;
    text_shown(&shown, word);
    bool same = strcmp(shown.text, word) == 0;
    strbuf_release(&shown);
    return same;
}

static void offer(struct line *line, const char *word, const char *help)
{
    const struct texts *found = &line->out->found;
    if (strncmp(word, line->typed, strlen(line->typed)) != 0)
        return;
    bool again = found->count > 0 && strcmp(found->items[found->count - 1] + line->kept, word) == 0;
    if (again || !is_harmless(word)) /* rows come by their domains */
        return;
    char *text = mem_printf("%.*s%s%s%s", (int)line->kept, line->before, word, help != NULL ? "\t" : "",
                            help != NULL ? help : "");
    texts_add(&line->out->found, text);
    free(text);
}

static void offer_all(struct line *line, struct texts *words)
{
    for (size_t i = 0; i < words->count; i++)
        offer(line, words->items[i], NULL);
    texts_release(words);
}

static void offer_commands(struct line *line)
{
    size_t count;
    const struct cli_command *commands = cli_commands(&count);
    for (size_t i = 0; i < count; i++)
        offer(line, commands[i].name, commands[i].help);
}

static void offer_options(struct line *line)
{
    for (size_t i = 0; i < options_count; i++) {
        const struct options_row *row = &options_table[i];
        if (row->help == NULL || !options_fit(row, line->options.command))
            continue;
        char *word = mem_printf("--%s", row->name);
        offer(line, word, row->help);
        free(word);
    }
}

/* "[list|show|undo]", "table|json". */
static void offer_choices(struct line *line, const char *choices)
{
    struct texts words = {0};
    char *text = mem_dup(choices + (*choices == '['));
    text[strcspn(text, "]")] = '\0';
    texts_split(&words, text, '|');
    free(text);
    offer_all(line, &words);
}

static void offer_profiles(struct line *line)
{
    struct texts names = {0};
    backend_profiles(&names);
    offer_all(line, &names);
}

static void offer_regions(struct line *line, const struct backend_options *start)
{
    struct texts names = {0};
    backend_cached_regions(start, &names);
    offer_all(line, &names);
}

static bool is_chosen(const struct texts *chosen, const char *name)
{
    return chosen->count == 0 || texts_has(chosen, name);
}

static void offer_domain(const char *region, const char *domain, const char *name, void *context)
{
    struct line *line = context;
    (void)name;
    if (is_chosen(&line->options.regions, region))
        offer(line, domain, NULL);
}

static void offer_identifier(const char *region, const char *domain, const char *name, void *context)
{
    struct line *line = context;
    char identifier[256];
    if (!is_chosen(&line->options.regions, region) || !is_chosen(&line->options.domains, domain))
        return;
    if (snprintf(identifier, sizeof identifier, "%s|%s", domain, name) < (int)sizeof identifier)
        offer(line, identifier, NULL);
}

static void offer_domains(struct line *line, const struct backend_options *start)
{
    struct backend_options all = *start;
    all.domains = (struct texts){0};
    backend_cached_rows(&all, offer_domain, line);
}

static void offer_identifiers(struct line *line, const struct backend_options *start)
{
    backend_cached_rows(start, offer_identifier, line);
}

/* With the options and settings that the line has so far. */
static void offer_known(struct line *line,
                        void (*known)(struct line *line, const struct backend_options *start))
{
    struct settings settings;
    struct backend_options start;
    struct err ignored;
    if (settings_load(&settings, line->options.config, &ignored)) {
        wait_backend_options(&line->options, &settings, &start);
        known(line, &start);
    }
    settings_release(&settings);
}

/* ---- by the names that the tables give to values ---- */

static bool is_called(const char *argument, const char *name)
{
    argument += strspn(argument, "[=");
    size_t length = strlen(name);
    return strncmp(argument, name, length) == 0 && (argument[length] < 'A' || argument[length] > 'Z');
}

/* argument: "R[,R…]", "FILE|-", "[IDENTIFIER…]", "read|write" … */
static void offer_value(struct line *line, const char *argument)
{
    const char *comma = strstr(argument, "[,") != NULL ? strrchr(line->typed, ',') : NULL;
    if (comma != NULL) {
        line->kept = (size_t)(comma + 1 - line->before);
        line->typed = comma + 1;
    }
    if (is_called(argument, "FILE"))
        line->out->kind = COMPLETION_FILES;
    else if (is_called(argument, "DIR"))
        line->out->kind = COMPLETION_FOLDERS;
    else if (is_called(argument, "R"))
        offer_known(line, offer_regions);
    else if (is_called(argument, "D"))
        offer_known(line, offer_domains);
    else if (is_called(argument, "IDENTIFIER"))
        offer_known(line, offer_identifiers);
    else if (strchr(argument, '|') != NULL)
        offer_choices(line, argument);
}

static void offer_option_value(struct line *line, const struct options_row *row)
{
    bool is_first = strchr(line->typed, ',') == NULL;
    if (row->argument == NULL)
        return;
    if (strcmp(row->name, "profile") == 0)
        offer_profiles(line);
    else
        offer_value(line, row->argument);
    if (strcmp(row->name, "region") == 0 && is_first)
        offer(line, "all", row->help);
}

/* The argument at this place: "[list|show] [TOKEN]"; one that ends in … comes again. */
static void offer_argument(struct line *line)
{
    struct texts places = {0};
    texts_split(&places, line->options.command->arguments, ' ');
    size_t place = (size_t)line->arguments;
    if (places.count > 0 && place >= places.count && strstr(places.items[places.count - 1], "…") != NULL)
        place = places.count - 1;
    if (place < places.count)
        offer_value(line, places.items[place]);
    texts_release(&places);
}

static void complete(struct line *line, const char *word)
{
    const char *equals = strchr(word, '=');
    line->typed = line->before = word;
    if (line->lost)
        return;
    if (line->wants != NULL) {
        offer_option_value(line, line->wants);
    } else if (is_option(line, word) && equals != NULL) {
        const struct options_row *row = options_find(word + 2, (size_t)(equals - word) - 2);
        line->kept = (size_t)(equals + 1 - word);
        line->typed = equals + 1;
        if (row != NULL)
            offer_option_value(line, row);
    } else if (!line->options_ended && word[0] == '-') {
        offer_options(line);
    } else if (line->options.command == NULL) {
        offer_commands(line);
    } else {
        offer_argument(line);
    }
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void sort_once(struct texts *list)
{
    size_t kept = 0;
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, compare_texts);
    for (size_t i = 0; i < list->count; i++)
        if (kept > 0 && strcmp(list->items[kept - 1], list->items[i]) == 0)
            free(list->items[i]);
        else
            list->items[kept++] = list->items[i];
    list->count = kept;
}

void completion_find(char *const *words, size_t count, char *(*local_path)(const char *named),
                     struct completion *out)
{
    struct line line = {.options = {.local_child.fd = -1}, .out = out};
    *out = (struct completion){.kind = COMPLETION_WORDS};
    for (size_t i = 0; i + 1 < count; i++)
        take_word(&line, words[i]);
    if (line.options.local)
        line.options.local_child.data_file = local_path(line.options.local_file);
    complete(&line, count > 0 ? words[count - 1] : "");
    out->kept = line.kept;
    sort_once(&out->found);
    free(line.options.local_child.data_file);
    cli_release(&line.options);
}

void completion_release(struct completion *completion)
{
    texts_release(&completion->found);
}

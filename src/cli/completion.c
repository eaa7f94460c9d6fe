#include "cli/completion.h"

#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "cli/completion_known.h"
#include "cli/completion_line.h"

static void offer_commands(struct completion_line *line)
{
    size_t count;
    const struct cli_command *commands = cli_commands(&count);
    for (size_t i = 0; i < count; i++)
        completion_line_offer(line, commands[i].name, commands[i].help);
}

static void offer_options(struct completion_line *line)
{
    for (size_t i = 0; i < options_count; i++) {
        const struct options_row *row = &options_table[i];
        if (row->help == NULL || !options_fit(row, line->options.command))
            continue;
        char *word = mem_printf("--%s", row->name);
        completion_line_offer(line, word, row->help);
        free(word);
    }
}

/* "[list|show|undo]", "table|json". */
static void offer_choices(struct completion_line *line, const char *choices)
{
    struct texts words = {0};
    char *text = mem_dup(choices + (*choices == '['));
    text[strcspn(text, "]")] = '\0';
    texts_split(&words, text, '|');
    free(text);
    for (size_t i = 0; i < words.count; i++)
        completion_line_offer(line, words.items[i], NULL);
    texts_release(&words);
}

/* ---- by the names that the tables give to values ---- */

static bool is_called(const char *argument, const char *name)
{
    argument += strspn(argument, "[=");
    size_t length = strlen(name);
    return strncmp(argument, name, length) == 0 && (argument[length] < 'A' || argument[length] > 'Z');
}

/* argument: "R[,R…]", "FILE|-", "[IDENTIFIER…]", "read|write" … */
static void offer_value(struct completion_line *line, const char *argument)
{
    if (is_called(argument, "FILE"))
        line->out->kind = COMPLETION_FILES;
    else if (is_called(argument, "DIR"))
        line->out->kind = COMPLETION_FOLDERS;
    else if (is_called(argument, "R"))
        completion_known_regions(line);
    else if (is_called(argument, "D"))
        completion_known_domains(line, &line->options.regions);
    else if (is_called(argument, "IDENTIFIER"))
        completion_known_identifiers(line);
    else if (strchr(argument, '|') != NULL)
        offer_choices(line, argument);
}

/* Of a list only what follows the last comma is to be completed. */
static void pass_list(struct completion_line *line)
{
    const char *comma = strrchr(line->typed, ',');
    if (comma == NULL)
        return;
    line->kept = (size_t)(comma + 1 - line->before);
    line->typed = comma + 1;
}

static void offer_option_value(struct completion_line *line, const struct options_row *row)
{
    const struct cli_options *options = &line->options;
    if (row->argument == NULL)
        return;
    if (strcmp(row->name, "region") == 0 && strchr(line->typed, ',') == NULL)
        completion_line_offer(line, "all", row->help);
    if (strstr(row->argument, "[,") != NULL)
        pass_list(line);
    if (strcmp(row->name, "profile") == 0)
        completion_known_profiles(line);
    else if (strcmp(row->name, "anchor") == 0)
        completion_known_anchors(line);
    else if (strcmp(row->name, "to-domain") == 0 && options->to_regions.count > 0)
        completion_known_domains(line, &options->to_regions);
    else
        offer_value(line, row->argument);
}

/* The argument at this place: "[list|show] [TOKEN…]"; one that ends in … comes again. */
static void offer_argument(struct completion_line *line)
{
    struct texts places = {0};
    texts_split(&places, line->options.command->arguments, ' ');
    size_t place = line->options.arguments.count;
    const char *last = places.count > 0 ? places.items[places.count - 1] : "";
    const char *argument = place < places.count ? places.items[place] : strstr(last, "…") != NULL ? last : "";
    line->once = strstr(argument, "…") != NULL;
    if (is_called(argument, "TOKEN"))
        completion_known_tokens(line, line->options.arguments.items[0]);
    else
        offer_value(line, argument);
    texts_release(&places);
}

static void complete(struct completion_line *line, const char *word)
{
    const char *equals = strchr(word, '=');
    line->typed = line->before = word;
    if (line->lost)
        return;
    if (line->wants != NULL) {
        offer_option_value(line, line->wants);
    } else if (completion_line_is_option(line, word) && equals != NULL) {
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

static bool is_sorted(const struct texts *list)
{
    for (size_t i = 1; i < list->count; i++)
        if (strcmp(list->items[i - 1], list->items[i]) > 0)
            return false;
    return true;
}

static void sort_once(struct texts *list)
{
    size_t kept = 0;
    if (!is_sorted(list)) /* a cached listing of one region mostly is */
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
    struct completion_line line = {.options = {.local_child.fd = -1}, .out = out};
    *out = (struct completion){.kind = COMPLETION_WORDS};
    for (size_t i = 0; i + 1 < count; i++)
        completion_line_take(&line, words[i]);
    if (line.options.local)
        line.options.local_child.data_file = local_path(line.options.local_file);
    complete(&line, count > 0 ? words[count - 1] : "");
    out->kept = line.kept;
    if (!out->ordered)
        sort_once(&out->found);
    free(line.options.local_child.data_file);
    cli_release(&line.options);
}

void completion_release(struct completion *completion)
{
    texts_release(&completion->found);
}

#include "cli/completion_line.h"

#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "base/text.h"

/* ---- the words before the last one ---- */

static void take_value(struct completion_line *line, const struct options_row *row, const char *value)
{
    struct err ignored;
    row->take(&line->options, value, &ignored);
}

static bool wants_value(const struct options_row *row)
{
    return row->argument != NULL && row->argument[0] != '[';
}

static void take_long(struct completion_line *line, const char *word)
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
static void take_letters(struct completion_line *line, const char *letters)
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

static void take_plain(struct completion_line *line, const char *word)
{
    size_t count;
    const struct cli_command *commands = cli_commands(&count);
    if (line->options.command != NULL) {
        texts_add(&line->options.arguments, word);
        return;
    }
    for (size_t i = 0; i < count; i++)
        if (strcmp(commands[i].name, word) == 0)
            line->options.command = &commands[i];
    line->lost = line->options.command == NULL;
}

bool completion_line_is_option(const struct completion_line *line, const char *word)
{
    return !line->options_ended && word[0] == '-' && word[1] != '\0';
}

void completion_line_take(struct completion_line *line, const char *word)
{
    const struct options_row *wants = line->wants;
    line->wants = NULL;
    if (wants != NULL)
        take_value(line, wants, word);
    else if (!completion_line_is_option(line, word))
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

void completion_line_offer(struct completion_line *line, const char *word, const char *help)
{
    const struct texts *found = &line->out->found;
    if (strncmp(word, line->typed, strlen(line->typed)) != 0)
        return;
    bool again = found->count > 0 && strcmp(found->items[found->count - 1] + line->kept, word) == 0;
    if (again || !is_harmless(word)) /* rows come by their domains */
        return;
    if (line->once && texts_has(&line->options.arguments, word))
        return;
    if (line->kept == 0 && help == NULL) { /* 100,000 identifiers */
        texts_add(&line->out->found, word);
        return;
    }
    char *text = mem_printf("%.*s%s%s%s", (int)line->kept, line->before, word, help != NULL ? "\t" : "",
                            help != NULL ? help : "");
    texts_add(&line->out->found, text);
    free(text);
}

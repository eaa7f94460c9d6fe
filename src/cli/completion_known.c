#include "cli/completion_known.h"

#include <stdlib.h>
#include <string.h>
#include "base/clock.h"
#include "base/env.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/wait.h"
#include "sql/statement.h"

enum { TOKENS_MOST = 100, SQL_MOST = 1 << 20 };

static void offer_all(struct completion_line *line, struct texts *words)
{
    for (size_t i = 0; i < words->count; i++)
        completion_line_offer(line, words->items[i], NULL);
    texts_release(words);
}

void completion_known_profiles(struct completion_line *line)
{
    struct texts names = {0};
    backend_profiles(&names);
    offer_all(line, &names);
}

/* ---- the cached listing ---- */

/* What is looked for, with the options and settings that the line has so far. */
struct search {
    struct completion_line *line;
    struct settings settings;
    struct backend_options start;
    const struct texts *regions; /* chosen; empty: any */
};

static bool begin(struct search *search, struct completion_line *line)
{
    struct err ignored;
    *search = (struct search){.line = line, .regions = &line->options.regions};
    if (!settings_load(&search->settings, line->options.config, &ignored))
        return false;
    wait_backend_options(&line->options, &search->settings, &search->start);
    return true;
}

static void end(struct search *search)
{
    settings_release(&search->settings);
}

void completion_known_regions(struct completion_line *line)
{
    struct search search;
    struct texts names = {0};
    if (begin(&search, line))
        backend_cached_regions(&search.start, &names);
    offer_all(line, &names);
    end(&search);
}

static bool is_chosen(const struct texts *chosen, const char *name)
{
    return chosen->count == 0 || texts_has(chosen, name);
}

static void offer_domain(const char *region, const char *domain, const char *name, void *context)
{
    const struct search *search = context;
    (void)name;
    if (is_chosen(search->regions, region))
        completion_line_offer(search->line, domain, NULL);
}

void completion_known_domains(struct completion_line *line, const struct texts *regions)
{
    struct search search;
    if (begin(&search, line)) {
        search.regions = regions;
        search.start.domains = (struct texts){0};
        backend_cached_rows(&search.start, offer_domain, &search);
    }
    end(&search);
}

static void offer_identifier(const char *region, const char *domain, const char *name, void *context)
{
    const struct search *search = context;
    char identifier[256];
    if (!is_chosen(search->regions, region) || !is_chosen(&search->line->options.domains, domain))
        return;
    if (snprintf(identifier, sizeof identifier, "%s|%s", domain, name) < (int)sizeof identifier)
        completion_line_offer(search->line, identifier, NULL);
}

void completion_known_identifiers(struct completion_line *line)
{
    struct search search;
    if (begin(&search, line))
        backend_cached_rows(&search.start, offer_identifier, &search);
    end(&search);
}

/* ---- the journal ---- */

static void offer_token(const struct operation *operation, void *context)
{
    struct strbuf help = STRBUF_INIT;
    char age[8];
    clock_format_age(clock_wall_ms() - operation->started_ms, age);
    strbuf_addf(&help, "%s ", operation_kind_word(operation->kind));
    text_shown(&help, operation->identifier);
    strbuf_adds(&help, " in ");
    text_shown(&help, operation->region);
    strbuf_addf(&help, ", %s, %s", operation_state_word(operation), age);
    completion_line_offer(context, operation->client_token, help.text);
    strbuf_release(&help);
}

static void offer_undoable(const struct operation *operation, void *context)
{
    if (operation->state == OPERATION_SUCCEEDED)
        offer_token(operation, context);
}

static void reverse(struct texts *list)
{
    for (size_t i = 0; i < list->count / 2; i++) {
        char *text = list->items[i];
        list->items[i] = list->items[list->count - 1 - i];
        list->items[list->count - 1 - i] = text;
    }
}

void completion_known_tokens(struct completion_line *line, const char *what)
{
    const struct backend_options start = {.state_dir = NULL};
    line->out->ordered = true;
    if (strcmp(what, "resume") == 0 || strcmp(what, "cancel") == 0) {
        backend_journal_rows(&start, 0, offer_token, line);
        reverse(&line->out->found);
    } else if (strcmp(what, "undo") == 0) {
        backend_journal_rows(&start, TOKENS_MOST, offer_undoable, line);
    } else if (strcmp(what, "show") == 0) {
        backend_journal_rows(&start, TOKENS_MOST, offer_token, line);
    }
}

/* ---- a file of statements ---- */

/* As the shell will give it: ~/ stands on the line still. free(). */
static char *expanded(const char *path)
{
    const char *home = env_get_filled("HOME");
    return strncmp(path, "~/", 2) == 0 && home != NULL ? file_join(home, path + 2) : mem_dup(path);
}

void completion_known_anchors(struct completion_line *line)
{
    struct statements statements = {0};
    struct strbuf text = STRBUF_INIT;
    struct err ignored;
    size_t fault = 0;
    char *path = line->options.file != NULL ? expanded(line->options.file) : NULL;
    if (path != NULL && file_read_regular(path, SQL_MOST, &text, &ignored) &&
        statement_split(text.text, &statements, &fault, &ignored))
        for (size_t i = 0; i < statements.count; i++)
            if (statements.items[i].anchor != NULL)
                completion_line_offer(line, statements.items[i].anchor, NULL);
    statement_release(&statements);
    strbuf_release(&text);
    free(path);
}

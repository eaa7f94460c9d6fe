#include "cli/given.h"

#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/mem.h"
#include "cli/output.h"
#include "model/check.h"
#include "model/document.h"
#include "model/patch.h"
#include "model/slip.h"

static bool contradicts(const char *what, const char *in_document, const char *argument, struct err *err)
{
    if (in_document == NULL || argument == NULL || strcmp(in_document, argument) == 0)
        return false;
    err_set(err, ERR_INVALID, "the document says %s %s, the command %s", what, in_document, argument);
    return true;
}

/* The identifier as the argument gave it, in the string form, against the document's own names. */
static bool names_agree(const cJSON *document, const char *argument, const char *identifier, struct err *err)
{
    if (argument == NULL)
        return true;
    char *domain, *name;
    if (!document_split_identifier(argument, &domain, &name, err))
        return false;
    char *plain = mem_printf("%s|%s", domain, name);
    bool fine = !contradicts("DomainName", json_text(document, "DomainName"), domain, err) &&
                !contradicts("EventTriggerName", json_text(document, "EventTriggerName"), name, err) &&
                !contradicts("Identifier", identifier, plain, err);
    free(domain);
    free(name);
    free(plain);
    return fine;
}

static void say_at(const struct document_list *list, const char *pointer, const char *words)
{
    const struct mark *place = document_place(list, 0, pointer);
    output_line("%s: %s (line %zu, column %zu)", *pointer != '\0' ? pointer : "/", words, place->line,
                place->column);
}

static void say_slip(const char *pointer, const char *words, void *list)
{
    say_at(list, pointer, words);
}

static bool check(struct document_list *list, struct err *err)
{
    struct problems problems = {0};
    slips_say(list->items[0].tree, say_slip, list);
    if (check_document(&fields_event_trigger, list->items[0].tree, 0, &problems))
        return true;
    for (size_t i = 0; i < problems.count; i++)
        say_at(list, problems.items[i].pointer, problems.items[i].words);
    err_set(err, ERR_INVALID, "the document breaks %zu rule%s; nothing was sent", problems.count,
            problems.count == 1 ? "" : "s");
    check_release(&problems);
    return false;
}

static const char *name_of(const char *file)
{
    return strcmp(file, "-") == 0 ? "stdin" : file;
}

static bool read_list(const char *file, struct document_list *list, struct err *err)
{
    struct strbuf text = STRBUF_INIT;
    bool fine = file_read_given(file, JSON_LIMIT_DOCUMENT, &text, err);
    if (!fine && err->code == ERR_NOT_FOUND)
        err->code = ERR_USAGE; /* not found is for triggers */
    if (fine && !document_read_one(text.text, text.length, list, err))
        fine = err_context(err, "%s", name_of(file));
    strbuf_release(&text);
    return fine;
}

cJSON *given_document(const struct cli_options *options, const char *identifier, char **region,
                      struct err *err)
{
    *region = NULL;
    if (options->file == NULL) {
        err_set(err, ERR_USAGE, "no document is given");
        err_hint(err, "give -f FILE, or -f - to read it from stdin");
        return NULL;
    }
    struct document_list list = {0};
    cJSON *document = NULL;
    if (read_list(options->file, &list, err)) {
        char *own_identifier = NULL;
        document_take_region(list.items[0].tree, region, &own_identifier);
        const char *only = options->regions.count == 1 && options->command->arguments_min > 0
                               ? options->regions.items[0]
                               : NULL;
        if (names_agree(list.items[0].tree, identifier, own_identifier, err) &&
            !contradicts("Region", *region, only, err) && check(&list, err)) {
            document = list.items[0].tree;
            list.items[0].tree = NULL;
        }
        free(own_identifier);
    }
    document_list_release(&list);
    if (document == NULL) {
        free(*region);
        *region = NULL;
    }
    return document;
}

cJSON *given_patch(const struct cli_options *options, struct err *err)
{
    struct strbuf text = STRBUF_INIT;
    if (!file_read_given(options->patch, JSON_LIMIT_DOCUMENT, &text, err)) {
        strbuf_release(&text);
        err->code = err->code == ERR_NOT_FOUND ? ERR_USAGE : err->code;
        return NULL;
    }
    cJSON *patch = json_parse(text.text, text.length, JSON_LIMIT_DOCUMENT, err);
    strbuf_release(&text);
    if (patch != NULL && patch_is_well_formed(patch, err) && patch_may_write(patch, err))
        return patch;
    err_context(err, "%s", name_of(options->patch));
    cJSON_Delete(patch);
    return NULL;
}

/* --var first: what files say may stand on it. */
bool given_variables(const struct cli_options *options, const struct variables_choice *choice,
                     struct variables *variables, struct err *err)
{
    struct variables_choice own = *choice;
    bool fine = true;
    if (options->environment != NULL && options->vars_files.count == 0)
        return err_set(err, ERR_USAGE, "--env chooses among the values of a manifest, and --vars names none");
    own.environment = options->environment;
    variables->use_environment = true;
    for (size_t i = 0; fine && i < options->vars.count; i++)
        fine = variables_assign(variables, options->vars.items[i], err);
    for (size_t i = 0; fine && i < options->vars_files.count; i++)
        fine = variables_read(variables, options->vars_files.items[i], &own, err);
    return fine;
}

void given_region(struct cli_options *options, const char *region)
{
    options->regions = (struct texts){0};
    texts_add(&options->regions, region);
}

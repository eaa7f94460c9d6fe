#include "cli/output_apply.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/env.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/output.h"
#include "cli/output_records.h"
#include "model/change.h"
#include "model/document.h"

/* What stands for an action, and its colour: the sign says all that the colour does. */
static const struct {
    char sign;
    const char *colour;
} manners[] = {
    [APPLY_PLAN_CREATE] = {'+', "\033[32m"},
    [APPLY_PLAN_UPDATE] = {'~', "\033[33m"},
    [APPLY_PLAN_PRUNE] = {'-', "\033[31m"},
    [APPLY_PLAN_EQUAL] = {'=', ""},
};

/* ---- for people ---- */

struct printer {
    FILE *out;
    bool colour;
};

static bool wants_colour(const struct cli_options *options, FILE *out)
{
    if (options->color != CLI_COLOR_AUTO)
        return options->color == CLI_COLOR_ON;
    const char *terminal = env_get_filled("TERM");
    return isatty(fileno(out)) && env_get_filled("NO_COLOR") == NULL && terminal != NULL &&
           strcmp(terminal, "dumb") != 0;
}

static void print_line(const struct printer *printer, const char *colour, const char *line)
{
    struct strbuf shown = STRBUF_INIT;
    text_shown(&shown, line);
    bool coloured = printer->colour && *colour != '\0';
    fprintf(printer->out, "%s%s%s\n", coloured ? colour : "", shown.text, coloured ? "\033[0m" : "");
    strbuf_release(&shown);
}

static void print_value(const struct printer *printer, enum apply_plan_action as, const char *value,
                        const char *note)
{
    char *line = mem_printf("      %c %s%s", manners[as].sign, value, note);
    print_line(printer, manners[as].colour, line);
    free(line);
}

/* Each value before and after; what the document lacks is removed, and that is said. */
static void print_changes(const struct printer *printer, const struct apply_plan_step *step)
{
    struct change change;
    change_between(step->before, step->after, &change);
    for (size_t i = 0; i < change.count; i++) {
        const struct change_line *line = &change.lines[i];
        char *label = mem_printf("    %s", line->label);
        print_line(printer, "", label);
        free(label);
        if (line->before != NULL)
            print_value(printer, APPLY_PLAN_PRUNE, line->before,
                        line->after == NULL ? "  (removed: the document lacks it)" : "");
        if (line->after != NULL)
            print_value(printer, APPLY_PLAN_CREATE, line->after, "");
    }
    change_release(&change);
}

static void print_step(const struct printer *printer, const struct apply_plan_step *step)
{
    const char *stack = document_stack(json_get(step->before, "Tags"));
    struct strbuf line = STRBUF_INIT;
    strbuf_addf(&line, "%c %s %s in %s", manners[step->action].sign, apply_plan_word(step->action),
                step->identifier, step->region);
    if (stack != NULL)
        strbuf_addf(&line, ", which the stack %s manages", stack);
    if (step->stale)
        strbuf_adds(&line, ": conflict, it was changed since its LastUpdatedAt in the document");
    print_line(printer, manners[step->action].colour, line.text);
    strbuf_release(&line);
    if (step->action == APPLY_PLAN_UPDATE)
        print_changes(printer, step);
}

/* "1 to create, 2 to update, 1 to prune, 3 equal". free(). */
static char *counts_of(const struct apply_plan *plan)
{
    struct strbuf words = STRBUF_INIT;
    for (int action = 0; action < APPLY_PLAN_EQUAL; action++)
        if (plan->counts[action] > 0)
            strbuf_addf(&words, "%zu to %s, ", plan->counts[action],
                        apply_plan_word((enum apply_plan_action)action));
    strbuf_addf(&words, "%zu equal", plan->counts[APPLY_PLAN_EQUAL]);
    return strbuf_detach(&words);
}

void output_apply_plan(const struct cli_options *options, const struct apply_plan *plan, FILE *out)
{
    const struct printer printer = {out, wants_colour(options, out)};
    for (size_t i = 0; i < plan->count; i++)
        if (plan->steps[i].action != APPLY_PLAN_EQUAL)
            print_step(&printer, &plan->steps[i]);
    char *counts = counts_of(plan);
    print_line(&printer, "", counts);
    free(counts);
}

/* ---- for programs ---- */

static cJSON *changes_of(const struct change *change)
{
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < change->count; i++) {
        cJSON *line = cJSON_CreateObject();
        json_set_text(line, "Pointer", change->lines[i].pointer);
        json_set_text(line, "Label", change->lines[i].label);
        json_set_text(line, "Before", change->lines[i].before);
        json_set_text(line, "After", change->lines[i].after);
        cJSON_AddItemToArray(list, line);
    }
    return list;
}

static cJSON *entry_of(const struct cli_options *options, const struct apply_plan_step *step)
{
    struct change_guards guards = {.unguarded = options->unguarded, .test_absent_by_time = true};
    struct change change;
    cJSON *entry = cJSON_CreateObject();
    json_set_text(entry, "Region", step->region);
    json_set_text(entry, "Identifier", step->identifier);
    json_set_text(entry, "Action", apply_plan_name(step->action));
    change_between(step->before, step->after, &change);
    json_set(entry, "Changes", changes_of(&change));
    change_release(&change);
    if (step->action == APPLY_PLAN_CREATE)
        json_set(entry, "DesiredState", cJSON_Duplicate(step->after, true));
    else if (step->action == APPLY_PLAN_UPDATE)
        json_set(entry, "Patch", change_patch(step->before, step->after, &guards));
    json_set_text(entry, "Stack", document_stack(json_get(step->before, "Tags")));
    if (step->stale)
        json_set(entry, "Conflict", cJSON_CreateTrue());
    return entry;
}

void output_apply_diff(const struct cli_options *options, const struct apply_plan *plan)
{
    if (output_format(options) == CLI_FORMAT_TABLE) {
        output_apply_plan(options, plan, stdout);
        return;
    }
    static const char *const members[] = {"Region", "Identifier", "Action",   "Changes", "DesiredState",
                                          "Patch",  "Stack",      "Conflict", NULL};
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < plan->count; i++)
        if (plan->steps[i].action != APPLY_PLAN_EQUAL)
            cJSON_AddItemToArray(list, entry_of(options, &plan->steps[i]));
    output_records_print(options, list, members);
    cJSON_Delete(list);
}

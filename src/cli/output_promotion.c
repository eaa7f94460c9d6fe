#include "cli/output_promotion.h"

#include <stdlib.h>
#include "base/mem.h"
#include "base/texts.h"
#include "cli/output.h"
#include "cli/output_records.h"
#include "model/change.h"

/* ---- stdout ---- */

static const char *operation_of(const struct promote *plan)
{
    static const char *const names[] = {
        [PROMOTE_WAITS] = "NONE", [PROMOTE_CREATE] = "CREATE", [PROMOTE_UPDATE] = "UPDATE",
        [PROMOTE_EQUAL] = "NONE", [PROMOTE_CANNOT] = "NONE",
    };
    return names[plan->kind];
}

static void add_what_is_sent(cJSON *entry, const struct promote *plan)
{
    struct change_guards guards = {.test_absent_by_time = true};
    if (plan->kind == PROMOTE_CREATE)
        json_set(entry, "DesiredState", cJSON_Duplicate(plan->after, true));
    else if (plan->kind == PROMOTE_UPDATE)
        json_set(entry, "PatchDocument", change_patch(plan->before, plan->after, &guards));
}

/* What is missing or not known, each with its JSON pointer. */
static void add_needs(cJSON *entry, const struct promote *plan)
{
    cJSON *missing = cJSON_CreateArray(), *unknown = cJSON_CreateArray();
    for (size_t i = 0; i < plan->needs.count; i++) {
        const struct promote_need *need = &plan->needs.items[i];
        if (need->found != PROMOTE_MISSING && need->found != PROMOTE_UNKNOWN)
            continue;
        cJSON *line = cJSON_CreateObject();
        json_set_text(line, "Pointer", need->pointer);
        json_set_text(line, "Name", need->name);
        json_set_text(line, "Reason", need->words);
        cJSON_AddItemToArray(need->found == PROMOTE_MISSING ? missing : unknown, line);
    }
    json_set(entry, "Missing", missing);
    json_set(entry, "Unknown", unknown);
}

static void print_tree(const struct cli_options *options, const struct promotion *promotion)
{
    static const char *const members[] = {
        "Region",       "Identifier",    "FromRegion", "From",    "Operation",
        "DesiredState", "PatchDocument", "Missing",    "Unknown", NULL};
    cJSON *all = cJSON_CreateArray();
    for (size_t i = 0; i < promotion->count; i++) {
        const struct promote *plan = &promotion->plans[i];
        cJSON *entry = cJSON_CreateObject();
        json_set_text(entry, "Region", plan->region);
        json_set_text(entry, "Identifier", plan->identifier);
        json_set_text(entry, "FromRegion", plan->from_region);
        json_set_text(entry, "From", plan->from);
        json_set_text(entry, "Operation", operation_of(plan));
        add_what_is_sent(entry, plan);
        add_needs(entry, plan);
        cJSON_AddItemToArray(all, entry);
    }
    output_records_print(options, all, members);
    cJSON_Delete(all);
}

/* "update: Segment, Tags". */
static char *what_happens(const struct promote *plan)
{
    struct strbuf words = STRBUF_INIT;
    struct change change;
    if (plan->kind != PROMOTE_UPDATE)
        return mem_dup(plan->kind == PROMOTE_CREATE ? "create" : "equal: nothing to do");
    change_between(plan->before, plan->after, &change);
    strbuf_adds(&words, "update: ");
    for (size_t i = 0; i < change.count; i++)
        strbuf_addf(&words, "%s%s", i > 0 ? ", " : "", change.lines[i].label);
    change_release(&change);
    return strbuf_detach(&words);
}

static void print_table(const struct promotion *promotion)
{
    static const char *const titles[] = {"TRIGGER", "TO REGION", "TO", "WHAT HAPPENS"};
    struct output_table table;
    output_table_init(&table, titles, 4);
    for (size_t i = 0; i < promotion->count; i++) {
        const struct promote *plan = &promotion->plans[i];
        char *what = what_happens(plan);
        output_table_add(&table, plan->from);
        output_table_add(&table, plan->region);
        output_table_add(&table, plan->identifier);
        output_table_add(&table, what);
        free(what);
    }
    output_table_print(&table);
}

void output_promotion(const struct cli_options *options, const struct promotion *promotion)
{
    if (output_format(options) == CLI_FORMAT_TABLE)
        print_table(promotion);
    else
        print_tree(options, promotion);
}

/* ---- stderr ---- */

static void say_change(const struct promote *plan)
{
    struct change change;
    struct texts lines = {0};
    change_between(plan->before, plan->after, &change);
    char *words = change_words(&change);
    texts_split(&lines, words, '\n');
    for (size_t i = 0; i < lines.count; i++)
        output_line("  %s", lines.items[i]);
    texts_release(&lines);
    free(words);
    change_release(&change);
}

void output_promotion_plan(const struct promotion *promotion)
{
    for (size_t i = 0; i < promotion->count; i++) {
        const struct promote *plan = &promotion->plans[i];
        output_line("%s in %s: %s", plan->identifier, plan->region,
                    plan->kind == PROMOTE_CREATE   ? "create"
                    : plan->kind == PROMOTE_UPDATE ? "update"
                                                   : "equal: nothing to do");
        if (plan->kind == PROMOTE_UPDATE)
            say_change(plan);
    }
}

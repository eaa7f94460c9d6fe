/*
 * tables: prints one of the program's own tables as mdoc, for the manual.
 *
 * usage: tables NAME
 * scripts/update-manual puts the output between the markers of the pages in man/, and with --check (in make check) fails
 * when they differ.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include "cli/cli.h"
#include "cli/options.h"
#include "model/fields.h"
#include "model/lint.h"
#include "model/match_meaning.h"
#include "model/settings.h"
#include "sql/catalogue.h"
#include "sql/functions.h"
#include "sql/method.h"
#include "tui/action.h"

enum { WRAP = 60 };

/* mdoc: a backslash means something, and so does a dot or a quote at the start of a line. */
static void print_character(char c, bool begins_line)
{
    if (c == '\\')
        fputs("\\e", stdout);
    else if (c == '-')
        fputs("\\-", stdout);
    else if (c == '"')
        fputs("\\(dq", stdout);
    else
        printf("%s%c", begins_line && (c == '.' || c == '\'') ? "\\&" : "", c);
}

/* Every sentence begins a line, and no line is long: the manual's reader fills them anew. */
static void print_escaped(const char *text)
{
    int column = 0;
    for (const char *p = text; *p != '\0'; p++) {
        bool sentence = p > text && p[-1] == '.' && p[1] >= 'A' && p[1] <= 'Z';
        if (*p == ' ' && (sentence || column > WRAP) && strchr(".'", p[1]) == NULL) {
            putchar('\n');
            column = 0;
            continue;
        }
        print_character(*p, column == 0);
        column++;
    }
}

static void print_line(const char *text)
{
    print_escaped(text);
    putchar('\n');
}

static void print_commands(void)
{
    size_t count;
    const struct cli_command *commands = cli_commands(&count);
    puts(".Bl -tag -width Ds");
    for (size_t i = 0; i < count; i++) {
        printf(".It Cm %s%s%s\n", commands[i].name, *commands[i].arguments ? " Ar " : "",
               commands[i].arguments);
        print_line(commands[i].help);
    }
    puts(".El");
}

static void print_options(void)
{
    puts(".Bl -tag -width Ds");
    for (size_t i = 0; i < options_count; i++) {
        const struct options_row *row = &options_table[i];
        if (row->help == NULL)
            continue;
        printf(".It ");
        if (row->letter != 0)
            printf("Fl %c , ", row->letter);
        printf("Fl \\-%s", row->name);
        if (row->argument != NULL)
            printf(" Ar %s", row->argument);
        putchar('\n');
        print_escaped(row->help);
        if (row->commands != NULL)
            printf("\n(%s)", row->commands);
        putchar('\n');
    }
    puts(".El");
}

static void print_action(const char *heading, const struct action *action, void *context)
{
    const char **last = context;
    if (*last == NULL || strcmp(*last, heading) != 0) {
        if (*last != NULL)
            puts(".El");
        printf(".Ss %c%s\n.Bl -tag -width \"PgDn Ctrl\\-F\" -compact\n", heading[0] & ~0x20, heading + 1);
        *last = heading;
    }
    fputs(".It ", stdout);
    print_line(*action->keys != '\0' ? action->keys : "(none)");
    print_escaped(action->help);
    printf(" (%s)\n", action->name);
}

static void print_keys(void)
{
    const char *last = NULL;
    action_each(print_action, &last);
    if (last != NULL)
        puts(".El");
}

static const char *kind_word(const struct field *field)
{
    static const char *const words[] = {"text", "whole number", "true or false", "list", "group"};
    return field->choice_count > 0 ? "choice" : words[field->kind];
}

static const char *unit_word(const struct field *field)
{
    return field->kind == FIELD_TEXT ? " characters" : field->kind == FIELD_LIST ? " items" : "";
}

static void print_facts(const struct field *field)
{
    fputs(kind_word(field), stdout);
    if (field->max >= field->min && field->choice_count == 0)
        printf(", %lld to %lld%s", (long long)field->min, (long long)field->max, unit_word(field));
    if ((field->flags & FIELD_REQUIRED) != 0)
        fputs(", required", stdout);
    if ((field->flags & FIELD_CREATE_ONLY) != 0)
        fputs(", cannot change after creation", stdout);
    if ((field->flags & FIELD_READ_ONLY) != 0)
        fputs(", set by AWS", stdout);
    puts(".");
    if (field->help != NULL)
        print_line(field->help);
}

/* The property and, indented by its path, those inside it. */
static void print_property(const struct field *field, const char *path)
{
    char name[256];
    snprintf(name, sizeof name, "%s%s%s", path, *path != '\0' && field->json != NULL ? "." : "",
             field->json != NULL ? field->json : "");
    if (field->json != NULL) {
        printf(".It %s\n", name);
        print_facts(field);
    }
    if (field->item != NULL)
        print_property(field->item, name);
    for (size_t i = 0; i < field->member_count; i++)
        print_property(&field->members[i], name);
}

static void print_properties(void)
{
    puts(".Bl -tag -width Ds");
    print_property(&fields_event_trigger.root, "");
    puts(".El");
}

static void print_rules(void)
{
    puts(".Bl -tag -width Ds");
    for (size_t i = 0; i < LINT_RULES; i++) {
        printf(".It Li %s ", lint_rules[i].name);
        printf("(%s)\n", lint_severity_word(lint_rules[i].severity));
        print_line(lint_rules[i].help);
    }
    puts(".El");
}

/* The first letter as a sentence begins. */
static void print_sentence(const char *text, const char *after)
{
    char sentence[512];
    snprintf(sentence, sizeof sentence, "%c%s%s",
             text[0] >= 'a' && text[0] <= 'z' ? text[0] - 'a' + 'A' : text[0], text + 1, after);
    print_line(sentence);
}

static void print_comparison(const struct field_choice *choice)
{
    char line[600];
    printf(".It %s\n", choice->value);
    snprintf(line, sizeof line, "%s Compares as %s (Amazon Connect's guide).", choice->help, choice->fits);
    print_line(line);
}

static void print_meanings(void)
{
    const struct field *conditions = fields_member(&fields_event_trigger.root, "EventTriggerConditions");
    const struct field *dimensions = fields_member(conditions->item, "EventTriggerDimensions");
    const struct field *attributes = fields_member(dimensions->item, "ObjectAttributes");
    const struct field *operators = fields_member(attributes->item, "ComparisonOperator");
    puts(".Bl -tag -width Ds");
    for (int i = 0; i < MATCH_MEANING_COUNT; i++) {
        const struct match_meaning_row *row = match_meaning_row((enum match_meaning)i);
        char ground[256];
        printf(".It %s\n", row->about);
        snprintf(ground, sizeof ground, "%s%s%s",
                 row->source != NULL ? " (" : "; assumed: ", match_meaning_ground((enum match_meaning)i),
                 row->source != NULL ? ")." : ".");
        print_sentence(row->meaning, ground);
    }
    for (size_t i = 0; i < operators->choice_count; i++)
        print_comparison(&operators->choices[i]);
    puts(".El");
}

/* "yaml|json": "yaml or json". */
static void print_kind(const char *kind)
{
    const char *last = strrchr(kind, '|');
    for (const char *p = kind; *p != '\0'; p++) {
        if (*p == '|')
            fputs(p == last ? " or " : ", ", stdout);
        else
            print_character(*p, false);
    }
}

static void print_settings(const char *section)
{
    puts(".Bl -tag -width Ds");
    for (size_t i = 0; i < settings_row_count; i++) {
        const struct settings_row *row = &settings_rows[i];
        if (strcmp(row->section, section) != 0)
            continue;
        printf(".It Li %s\n", row->key);
        print_kind(row->kind);
        printf("; without it %s.\n", row->fallback);
        print_line(row->help);
    }
    puts(".El");
}

static void print_main_settings(void)
{
    print_settings("etrig");
}

static void print_profile_settings(void)
{
    print_settings("profile");
}

static void print_actions(void)
{
    size_t count;
    const struct action *table = action_table(&count);
    puts(".Bl -tag -width \"previous-difference\" -compact");
    for (size_t i = 0; i < count; i++) {
        printf(".It Li %s\n", table[i].name);
        print_line(*table[i].keys != '\0' ? table[i].keys : "(none)");
    }
    puts(".El");
}

/* ---- SQL ---- */

static const struct field *property_of(enum catalogue_table table, const struct catalogue_column *column)
{
    bool of_triggers = table == CATALOGUE_TRIGGERS || table == CATALOGUE_TRIGGERS_LIST;
    return of_triggers ? fields_member(&fields_event_trigger.root, column->member) : NULL;
}

static void print_columns_of(enum catalogue_table table)
{
    struct catalogue_column columns[CATALOGUE_COLUMNS_MOST];
    size_t count = catalogue_columns(table, columns);
    printf(".Ss %s\n", catalogue_name(table));
    print_sentence(catalogue_help(table), ".");
    puts(".Bl -tag -width \"segment_definition_name\" -compact");
    for (size_t i = 0; i < count; i++) {
        const struct field *property = property_of(table, &columns[i]);
        printf(".It Li %s\n", columns[i].sql);
        if (property == NULL) {
            print_line(columns[i].help);
            continue;
        }
        bool is_json = property->kind == FIELD_LIST || property->kind == FIELD_OBJECT;
        printf("%s, %s%s.\n", property->json, kind_word(property), is_json ? ", as JSON text" : "");
        print_line(property->help);
    }
    puts(".El");
}

static void print_columns(void)
{
    for (int i = 0; i < CATALOGUE_COUNT; i++)
        print_columns_of((enum catalogue_table)i);
}

static void print_params(const struct method_param *params, size_t count, enum method_role role)
{
    char line[1000] = "";
    for (size_t i = 0; i < count; i++)
        if (params[i].role == role)
            snprintf(line + strlen(line), sizeof line - strlen(line), "%s%s", *line != '\0' ? ", " : "",
                     params[i].name);
    if (*line == '\0')
        return;
    puts(role == METHOD_REQUIRED ? "Takes" : "May take");
    print_escaped(line);
    puts(".");
}

static void print_methods_of(enum catalogue_table table)
{
    size_t count;
    const struct method *methods = method_list(table, &count);
    for (size_t i = 0; i < count; i++) {
        struct method_param params[METHOD_PARAMS_MOST];
        size_t param_count = method_params(table, &methods[i], params);
        printf(".It Li %s.%s Pq Ic %s\n", catalogue_name(table), methods[i].name, methods[i].verb);
        print_sentence(methods[i].help, ".");
        print_params(params, param_count, METHOD_REQUIRED);
        print_params(params, param_count, METHOD_OPTIONAL);
    }
}

static void print_methods(void)
{
    puts(".Bl -tag -width Ds");
    print_methods_of(CATALOGUE_TRIGGERS);
    print_methods_of(CATALOGUE_TRIGGERS_LIST);
    puts(".El");
}

static void print_functions(void)
{
    puts(".Bl -tag -width \"Aggregates\"");
    for (const struct functions_group *group = functions_of_sqlite; group->title != NULL; group++) {
        char line[1000] = "";
        for (const char *const *name = group->names; *name != NULL; name++)
            snprintf(line + strlen(line), sizeof line - strlen(line), "%s%s", *line != '\0' ? ", " : "",
                     *name);
        printf(".It %s\n", group->title);
        print_line(line);
    }
    puts(".El");
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*print)(void);
    } tables[] = {{"commands", print_commands},
                  {"options", print_options},
                  {"keys", print_keys},
                  {"properties", print_properties},
                  {"rules", print_rules},
                  {"meanings", print_meanings},
                  {"settings", print_main_settings},
                  {"profile-settings", print_profile_settings},
                  {"actions", print_actions},
                  {"columns", print_columns},
                  {"methods", print_methods},
                  {"functions", print_functions}};
    for (size_t i = 0; argc == 2 && i < sizeof tables / sizeof *tables; i++)
        if (strcmp(argv[1], tables[i].name) == 0) {
            tables[i].print();
            return 0;
        }
    fputs("usage: tables NAME; the names:", stderr);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        fprintf(stderr, " %s", tables[i].name);
    fputs("\n", stderr);
    return 2;
}

#include "cli/output_lint.h"

#include <stdio.h>
#include <stdlib.h>
#include "base/mem.h"
#include "base/text.h"
#include "cli/output.h"
#include "cli/output_records.h"
#include "tui/canvas.h"

enum { SEVERITY_CELLS = 7 }; /* "warning" */

void output_lint_begin(struct output_lint *output, const struct cli_options *options)
{
    *output = (struct output_lint){.format = output_format(options), .options = options};
    if (output->format != CLI_FORMAT_TABLE)
        output->list = cJSON_CreateArray();
}

/* ---- JSON, YAML ---- */

static void add_item(struct output_lint *output, const struct output_lint_subject *subject,
                     const struct lint_finding *finding)
{
    cJSON *item = cJSON_CreateObject();
    json_set_text(item, "Region", subject->region);
    json_set_text(item, "Identifier", subject->identifier);
    json_set_text(item, "Rule", finding->rule->name);
    json_set_text(item, "Severity", lint_severity_word(finding->rule->severity));
    json_set_text(item, "Pointer", finding->pointer);
    json_set_text(item, "Message", finding->message);
    json_set_text(item, "Hint", finding->hint);
    if (subject->file != NULL) {
        const struct mark *place = document_place(subject->documents, subject->index, finding->pointer);
        json_set_text(item, "File", subject->file);
        json_set_integer(item, "Line", (int64_t)place->line);
    }
    cJSON_AddItemToArray(output->list, item);
}

/* ---- the table ---- */

static void print_heading(const struct output_lint_subject *subject)
{
    struct strbuf line = STRBUF_INIT;
    text_shown(&line, subject->identifier);
    if (subject->region != NULL) {
        strbuf_adds(&line, "  ");
        text_shown(&line, subject->region);
    }
    puts(line.text);
    strbuf_release(&line);
}

/* A line below the finding, in line with its words. */
static void add_below(struct strbuf *out, const char *label, const char *text)
{
    strbuf_fill(out, ' ', 4 + SEVERITY_CELLS + 2);
    strbuf_adds(out, label);
    text_shown(out, text);
    strbuf_addc(out, '\n');
}

static void add_place(struct strbuf *out, const struct output_lint_subject *subject,
                      const struct lint_finding *finding)
{
    if (subject->file == NULL) {
        if (*finding->pointer != '\0')
            add_below(out, "", finding->pointer);
        return;
    }
    const struct mark *place = document_place(subject->documents, subject->index, finding->pointer);
    char *words = mem_printf("%s:%zu:%zu %s", subject->file, place->line, place->column, finding->pointer);
    add_below(out, "", words);
    free(words);
}

static void print_finding(const struct output_lint_subject *subject, const struct lint_finding *finding)
{
    static const enum canvas_sign signs[] = {[LINT_FINE] = CANVAS_SIGN_NONE,
                                             [LINT_NOTE] = CANVAS_SIGN_DOT,
                                             [LINT_WARNING] = CANVAS_SIGN_WARNING,
                                             [LINT_ERROR] = CANVAS_SIGN_FAILED};
    enum lint_severity severity = finding->rule->severity;
    struct strbuf out = STRBUF_INIT;
    strbuf_addf(&out, "  %s ", canvas_sign(signs[severity]));
    text_fit(&out, lint_severity_word(severity), SEVERITY_CELLS, true);
    strbuf_adds(&out, "  ");
    text_shown(&out, finding->message);
    strbuf_addf(&out, " (%s)\n", finding->rule->name);
    add_place(&out, subject, finding);
    add_below(&out, "hint: ", finding->hint);
    output_write(out.text, out.length);
    strbuf_release(&out);
}

void output_lint_add(struct output_lint *output, const struct output_lint_subject *subject,
                     const struct lint_findings *findings)
{
    output->subjects++;
    if (output->list == NULL && findings->count > 0)
        print_heading(subject);
    for (size_t i = 0; i < findings->count; i++) {
        output->counts[findings->items[i].rule->severity]++;
        if (output->list != NULL)
            add_item(output, subject, &findings->items[i]);
        else
            print_finding(subject, &findings->items[i]);
    }
}

static void add_count(struct strbuf *out, size_t count, const char *word)
{
    strbuf_addf(out, "%zu %s%s", count, word, count == 1 ? "" : "s");
}

void output_lint_end(struct output_lint *output)
{
    static const char *const members[] = {"Region",  "Identifier", "Rule", "Severity", "Pointer",
                                          "Message", "Hint",       "File", "Line",     NULL};
    struct strbuf line = STRBUF_INIT;
    if (output->list != NULL) {
        output_records_print(output->options, output->list, members);
        cJSON_Delete(output->list);
        output->list = NULL;
        return;
    }
    add_count(&line, output->subjects, "trigger");
    for (int severity = LINT_ERROR; severity > LINT_FINE; severity--) {
        strbuf_adds(&line, severity == LINT_ERROR ? ": " : ", ");
        add_count(&line, output->counts[severity], lint_severity_word((enum lint_severity)severity));
    }
    output_note(line.text);
    strbuf_release(&line);
}

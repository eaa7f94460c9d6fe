#include "cli/output.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"
#include "cli/output_records.h"
#include "cli/wait.h"
#include "model/change.h"
#include "model/describe.h"
#include "model/fields.h"

static int output_failure; /* errno of the first write that failed */

static void note_failure(bool failed)
{
    if (failed && output_failure == 0)
        output_failure = errno;
}

void output_write(const char *text, size_t length)
{
    note_failure(fwrite(text, 1, length, stdout) < length);
}

bool output_flush(void)
{
    note_failure(fflush(stdout) != 0);
    return !ferror(stdout);
}

enum cli_format output_format(const struct cli_options *options)
{
    if (options->format != CLI_FORMAT_AUTO)
        return options->format;
    return isatty(STDOUT_FILENO) ? CLI_FORMAT_TABLE : CLI_FORMAT_JSON;
}

void output_table_init(struct output_table *table, const char *const *titles, size_t columns)
{
    *table = (struct output_table){.columns = columns};
    for (size_t i = 0; i < columns; i++)
        output_table_add(table, titles[i]);
}

void output_table_add(struct output_table *table, const char *text)
{
    struct strbuf shown = STRBUF_INIT;
    text_shown(&shown, text != NULL ? text : text_is_ascii() ? "-" : "–");
    ARRAY_GROW(table->cells, table->count + 1, table->capacity);
    table->cells[table->count++] = strbuf_detach(&shown);
}

static size_t column_width(const struct output_table *table, size_t column)
{
    size_t width = 0;
    for (size_t i = column; i < table->count; i += table->columns) {
        size_t cells = text_width(table->cells[i]);
        width = cells > width ? cells : width;
    }
    return width;
}

void output_table_print(struct output_table *table)
{
    size_t *widths = mem_alloc(table->columns, sizeof *widths);
    for (size_t i = 0; i < table->columns; i++)
        widths[i] = column_width(table, i);
    struct strbuf line = STRBUF_INIT;
    for (size_t i = 0; i < table->count; i++) {
        size_t column = i % table->columns;
        bool last = column + 1 == table->columns;
        text_fit(&line, table->cells[i], widths[column], !last);
        strbuf_adds(&line, last ? "\n" : "  ");
        if (last) {
            output_write(line.text, line.length);
            strbuf_reset(&line);
        }
        free(table->cells[i]);
    }
    strbuf_release(&line);
    free(widths);
    free(table->cells);
    *table = (struct output_table){0};
}

void output_document(const struct cli_options *options, const cJSON *document)
{
    if (output_format(options) != CLI_FORMAT_TABLE) {
        output_records_trigger(options, document);
        return;
    }
    static const char *const titles[] = {"Property", "Value"};
    struct output_table table;
    output_table_init(&table, titles, ARRAY_COUNT(titles));
    for (const cJSON *member = document->child; member != NULL; member = member->next) {
        char *words = describe_value(member);
        output_table_add(&table, member->string);
        output_table_add(&table, words);
        free(words);
    }
    output_table_print(&table);
    char *sentence = describe_sentence(document);
    struct strbuf shown = STRBUF_INIT;
    text_shown(&shown, sentence);
    printf("\n%s\n", shown.text);
    strbuf_release(&shown);
    free(sentence);
}

void output_operation(const struct cli_options *options, const struct operation *operation)
{
    if (output_format(options) == CLI_FORMAT_TABLE) {
        if (operation != NULL)
            output_operation_line(operation);
        return;
    }
    struct output_records records;
    output_records_begin(&records, options, operation_members(false), true);
    if (operation != NULL)
        output_records_add(&records, operation_present(operation, false));
    output_records_end(&records);
}

void output_operation_line(const struct operation *operation)
{
    struct strbuf shown = STRBUF_INIT;
    text_shown(&shown, operation->identifier);
    printf("%s %s in %s: %s\n", operation_kind_word(operation->kind), shown.text, operation->region,
           operation_state_word(operation));
    strbuf_release(&shown);
}

void output_patch(const struct cli_options *options, const cJSON *patch)
{
    static const char *const members[] = {"op", "path", "from", "value", NULL};
    output_records_print(options, patch, members);
}

void output_line(const char *format, ...)
{
    struct strbuf shown = STRBUF_INIT;
    char *line = NULL;
    va_list args;
    va_start(args, format);
    if (vasprintf(&line, format, args) < 0)
        line = NULL;
    va_end(args);
    text_shown(&shown, line != NULL ? line : "");
    fprintf(stderr, "%s\n", shown.text);
    strbuf_release(&shown);
    free(line);
}

void output_note(const char *text)
{
    output_line("etrig: %s", text);
}

/* One property of a conflict: three values, each on its line. */
static void conflict_property(const char *property, const cJSON *seen, const cJSON *live, const cJSON *wanted)
{
    const struct {
        const char *whose;
        const cJSON *document;
    } sides[] = {{"as you saw it", seen}, {"now", live}, {"yours", wanted}};
    for (size_t i = 0; i < ARRAY_COUNT(sides); i++) {
        const cJSON *value = json_get(sides[i].document, property);
        char *words = value != NULL ? json_print_shown(value) : mem_dup("absent");
        output_line("  %s, %s: %s", property, sides[i].whose, words);
        free(words);
    }
}

void output_change(const struct change *change)
{
    char *words = change_words(change);
    fputs(words, stderr);
    if (*words != '\0' && words[strlen(words) - 1] != '\n')
        fputc('\n', stderr);
    free(words);
}

void output_conflict(const struct operation *operation)
{
    if (operation->question != OPERATION_ASK_CONFLICT)
        return;
    struct err ignored = {0};
    cJSON *seen = operation->before != NULL ? json_parse_text(operation->before, &ignored) : NULL;
    cJSON *live = operation->live != NULL ? json_parse_text(operation->live, &ignored) : NULL;
    cJSON *wanted = operation->after != NULL ? json_parse_text(operation->after, &ignored) : NULL;
    struct change change;
    change_between(seen, live, &change);
    for (size_t i = 0; i < change.properties.count; i++)
        conflict_property(change.properties.items[i], seen, live, wanted);
    change_release(&change);
    cJSON_Delete(seen);
    cJSON_Delete(live);
    cJSON_Delete(wanted);
}

/* A line of the terminal; "" at its end. False: a signal came instead. */
static bool read_answer(char *answer, size_t size, struct err *err)
{
    if (wait_take_signal(err))
        return false;
    if (fgets(answer, (int)size, stdin) != NULL)
        return true;
    answer[0] = '\0';
    fputc('\n', stderr);
    return !wait_take_signal(err);
}

bool output_ask(const char *question, struct err *err)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO)) {
        err_set(err, ERR_USAGE, "there is no terminal to ask on");
        return err_hint(err, "--yes answers in advance");
    }
    struct strbuf shown = STRBUF_INIT;
    text_shown_lines(&shown, question);
    fprintf(stderr, "%s Type yes: ", shown.text);
    fflush(stderr);
    strbuf_release(&shown);
    char answer[16] = "";
    if (!read_answer(answer, sizeof answer, err))
        return false;
    return strcmp(answer, "yes\n") == 0 ||
           err_set(err, ERR_REFUSED, "nothing was changed: the answer was not yes");
}

bool output_ask_code(const char *serial, char *code, size_t size, struct err *err)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO)) {
        err_set(err, ERR_USAGE, "the role wants the MFA code of %s, and there is no terminal to ask on",
                serial);
        return err_hint(err, "give it with --mfa-code");
    }
    struct strbuf shown = STRBUF_INIT;
    text_shown(&shown, serial);
    fprintf(stderr, "MFA code for %s: ", shown.text);
    fflush(stderr);
    strbuf_release(&shown);
    if (!read_answer(code, size, err))
        return false;
    code[strcspn(code, "\r\n")] = '\0';
    return true;
}

/* Asked of the descriptor: errno may be from a later call. */
bool output_reader_is_gone(void)
{
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return poll(&out, 1, 0) > 0 && (out.revents & POLLERR) != 0;
}

bool output_finish(struct err *err)
{
    if (output_flush())
        return true;
    if (output_reader_is_gone())
        _exit(128 + SIGPIPE);
    return err_set(err, ERR_LOCAL, "cannot write the output: %s",
                   strerror(output_failure != 0 ? output_failure : EIO));
}

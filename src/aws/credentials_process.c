#include "aws/credentials_source.h"

#include <stdlib.h>
#include <string.h>

#include "aws/http.h"
#include "base/mem.h"
#include "base/program.h"
#include "base/text.h"

enum { LIMIT_MS = 60000, SAID_MAX = 160 };

/* A program under way: credential_process, or the AWS CLI in its place. */
struct process {
    struct credentials_ask *ask; /* borrowed: it owns us */
    struct program *program;     /* owned; NULL: it has ended */
    char *what;                  /* owned: "credential_process (~/.aws/config line 2)"; begins each error */
    char *source;                /* owned: of the keys */
};

static void release(void *state)
{
    struct process *process = state;

    program_cancel(process->program);
    free(process->what);
    free(process->source);
    free(process);
}

static bool explain_end(const struct process *process, const struct program_end *end, struct err *err)
{
    char *said = text_first_line(end->said.text, SAID_MAX);

    if (end->late)
        err_set(err, ERR_ACCESS, "%s gave no keys within %d s", process->what, LIMIT_MS / 1000);
    else if (end->too_large)
        err_set(err, ERR_ACCESS, "%s says too much: those are no keys", process->what);
    else
        err_set(err, ERR_ACCESS, "%s %s %d%s%s", process->what,
                end->signal ? "was ended by signal" : "failed with", end->signal ? end->signal : end->status,
                *said ? ": " : "", said);
    free(said);
    return err_hint(err, "run the command by hand, and look at what it says");
}

/* The document of the AWS CLI's manual: {"Version": 1, "AccessKeyId": …}. */
static bool read_keys(struct process *process, const struct strbuf *out, struct err *err)
{
    struct err why = {0};
    cJSON *tree = json_parse(out->text, out->length, JSON_LIMIT_DOCUMENT, &why);
    int64_t version = 0;
    bool fine;

    if (!tree)
        err_set(err, ERR_ACCESS, "%s printed no JSON: %s", process->what,
                out->length ? why.text : "nothing at all");
    else if (!json_integer(tree, "Version", &version) || version != 1)
        err_set(err, ERR_ACCESS, "%s printed keys of a version that is not 1", process->what);
    fine = version == 1 && credentials_read(tree, "SessionToken", process->what, &process->ask->found, err);
    cJSON_Delete(tree);
    return fine || err_hint(err, "correct the program: the AWS CLI's manual says what it must print");
}

static void ended(void *context, const struct program_end *end)
{
    struct process *process = context;
    struct credentials_ask *ask = process->ask;
    bool fine = !end->late && !end->too_large && !end->signal && end->status == 0;

    process->program = NULL;
    fine = fine ? read_keys(process, &end->out, &ask->err) : explain_end(process, end, &ask->err);
    if (fine) {
        ask->found.source = mem_dup(process->source);
        ask->found.renewable = ask->found.expires_ms != 0; /* without an end they are never asked for again */
    }
    credentials_ask_end(ask, fine ? CREDENTIALS_FOUND : CREDENTIALS_WRONG);
}

enum credentials_result credentials_process_run(struct credentials_ask *ask, const char *const *words,
                                                const char *what, const char *source)
{
    struct process *process = mem_alloc(1, sizeof *process);
    struct program_options options = {.argv = words,
                                      .limit_ms = LIMIT_MS,
                                      .watches = http_watches(ask->wish->http),
                                      .timers = ask->wish->timers,
                                      .done = ended,
                                      .context = process};

    *process = (struct process){.ask = ask, .what = mem_dup(what), .source = mem_dup(source)};
    ask->state = process;
    ask->release = release;
    process->program = program_start(&options, &ask->err);
    if (process->program)
        return CREDENTIALS_LATER;
    ask->err.code = ERR_ACCESS;
    err_context(&ask->err, "%s", what);
    err_hint(&ask->err, "install the program, or correct its path");
    return CREDENTIALS_WRONG;
}

enum credentials_result credentials_process_find(struct credentials_ask *ask)
{
    const char *command = config_filled(ask->wish->config, ask->profile, "credential_process");
    char *place, *what, **words;
    enum credentials_result result = CREDENTIALS_WRONG;

    if (!command) {
        strbuf_addf(&ask->why, "profile %s has no credential_process", ask->profile);
        return CREDENTIALS_ABSENT;
    }
    place = config_place(ask->wish->config, ask->profile, "credential_process");
    what = mem_printf("credential_process (%s)", place);
    words = program_words(command, &ask->err);
    if (words) {
        result = credentials_process_run(ask, (const char *const *)words, what, what);
    } else {
        ask->err.code = ERR_ACCESS;
        err_context(&ask->err, "%s", what);
        err_hint(&ask->err, "correct the line: it is split as a shell does, without expanding anything");
    }
    program_free_words(words);
    free(what);
    free(place);
    return result;
}

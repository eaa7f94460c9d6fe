#include "cli/left.h"

#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "cli/output.h"

/* ---- of this command ---- */

static bool is_open(const struct operation *operation)
{
    return operation->mine && !operation_has_ended(operation);
}

static size_t count_resumable(const struct store *store)
{
    size_t count = 0;
    for (size_t i = 0; i < store->operation_count; i++)
        count += is_open(&store->operations[i]) && store->operations[i].journal_id != 0;
    return count;
}

/* One says its command itself. */
static void say_one(const struct operation *operation, bool is_only)
{
    const char *what = operation_kind_word(operation->kind), *token = operation->client_token;
    bool accepted = operation->state == OPERATION_ACCEPTED;
    if (operation->journal_id == 0)
        output_line("the %s of %s was not sent", what, operation->identifier);
    else if (!is_only)
        output_line("the %s of %s in %s %s", what, operation->identifier, operation->region,
                    accepted ? "goes on at AWS" : "has no answer yet");
    else if (accepted)
        output_line("the %s of %s goes on at AWS: etrig operations resume %s follows it", what,
                    operation->identifier, token);
    else
        output_line("the %s of %s has no answer yet: etrig operations resume %s goes on with it", what,
                    operation->identifier, token);
}

void left_say_open(struct wait_session *session)
{
    const struct store *store = &session->store;
    struct texts tokens = {0};
    progress_wipe(&session->progress);
    bool is_only = count_resumable(store) == 1;
    for (size_t i = 0; i < store->operation_count && session->progress.all == 0; i++) {
        const struct operation *operation = &store->operations[i];
        if (!is_open(operation))
            continue;
        say_one(operation, is_only);
        if (operation->journal_id != 0 && !is_only)
            texts_add(&tokens, operation->client_token);
    }
    left_say_command(&tokens);
    texts_release(&tokens);
}

void left_say_command(const struct texts *tokens)
{
    struct strbuf line = STRBUF_INIT;
    for (size_t i = 0; i < tokens->count; i++)
        strbuf_addf(&line, " %s", tokens->items[i]);
    if (tokens->count > 0)
        output_line("to go on: etrig operations resume%s", line.text);
    strbuf_release(&line);
}

/* ---- of others ---- */

/* What AWS has accepted goes on there by itself, whether its etrig was killed or did not wait. */
static char *interrupted_words(const struct operation *first, size_t count, bool accepted)
{
    if (count > 1)
        return mem_printf(
            "%zu changes %s: etrig operations list names them, etrig operations resume --all goes "
            "on with them",
            count, accepted ? "that AWS accepted are not followed" : "were interrupted and wait");
    return mem_printf("the %s of %s %s: etrig operations resume %s", operation_kind_word(first->kind),
                      first->identifier,
                      accepted ? "was accepted by AWS and is not followed" : "was interrupted and waits",
                      first->client_token);
}

void left_say_interrupted(struct wait_session *session)
{
    const struct operation *first = NULL;
    size_t count = 0;
    bool accepted = true;
    for (size_t i = 0; i < session->store.operation_count; i++) {
        const struct operation *operation = &session->store.operations[i];
        if (operation->wait != OPERATION_INTERRUPTED || operation->mine || operation_has_ended(operation))
            continue; /* our own says for itself what became of it */
        first = operation;
        accepted = accepted && operation->state == OPERATION_ACCEPTED;
        count++;
    }
    if (count == 0 || session->interrupted_said || strcmp(session->options->command->name, "operations") == 0)
        return;
    session->interrupted_said = true;
    char *text = interrupted_words(first, count, accepted);
    output_note(text);
    free(text);
}

#include "cli/tokens.h"

#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "cli/output.h"

static void add_once(struct tokens *tokens, uint64_t number)
{
    for (size_t i = 0; i < tokens->count; i++)
        if (tokens->numbers[i] == number)
            return;
    ARRAY_GROW(tokens->numbers, tokens->count + 1, tokens->capacity);
    tokens->numbers[tokens->count++] = number;
}

/* ---- by a token ---- */

static bool is_token(const char *token, const char *given)
{
    return token != NULL && strcmp(token, given) == 0;
}

static bool begins(const char *token, const char *given)
{
    return token != NULL && strncmp(token, given, strlen(given)) == 0;
}

static const struct operation *find_whole(const struct store *store, const char *given)
{
    for (size_t i = store->operation_count; i > 0; i--) {
        const struct operation *operation = &store->operations[i - 1];
        if (is_token(operation->client_token, given) || is_token(operation->request_token, given))
            return operation;
    }
    return NULL;
}

static bool may_mean(const struct operation *operation, const char *given)
{
    return strlen(given) >= TOKENS_SHORTEST &&
           (begins(operation->client_token, given) || begins(operation->request_token, given));
}

static size_t count_meant(const struct store *store, const char *given, const struct operation **one)
{
    size_t count = 0;
    for (size_t i = 0; i < store->operation_count; i++)
        if (may_mean(&store->operations[i], given)) {
            *one = &store->operations[i];
            count++;
        }
    return count;
}

static void say_meant(const struct store *store, const char *given)
{
    for (size_t i = store->operation_count; i > 0; i--) {
        const struct operation *operation = &store->operations[i - 1];
        if (may_mean(operation, given))
            output_line("%s  %s %s in %s: %s",
                        begins(operation->client_token, given) ? operation->client_token
                                                               : operation->request_token,
                        operation_kind_word(operation->kind), operation->identifier, operation->region,
                        operation_state_word(operation));
    }
}

static const struct operation *find(const struct store *store, const char *given, struct err *err)
{
    const struct operation *operation = find_whole(store, given);
    size_t count = operation == NULL ? count_meant(store, given, &operation) : 1;
    if (count == 1)
        return operation;
    if (count == 0) {
        err_set(err, ERR_NOT_FOUND, "the journal has no operation with the token %s", given);
        err_hint(err, "etrig operations list names them%s",
                 strlen(given) < TOKENS_SHORTEST ? "; of a token at least four characters are wanted" : "");
        return NULL;
    }
    say_meant(store, given);
    err_set(err, ERR_USAGE, "%zu operations have a token that begins with %s", count, given);
    err_hint(err, "give more of it");
    return NULL;
}

bool tokens_find(struct tokens *tokens, const struct store *store, const struct texts *given, size_t from,
                 struct err *err)
{
    for (size_t i = from; i < given->count; i++) {
        const struct operation *operation = find(store, given->items[i], err);
        if (operation == NULL)
            return false;
        add_once(tokens, operation->number);
    }
    return true;
}

/* ---- all that were interrupted ---- */

/* A row is resumed only where it began (changes.md, Journal 6). */
static bool is_here(const struct operation *operation, const struct store_connection *connection)
{
    return strcmp(operation->endpoint, connection->endpoint) == 0 &&
           strcmp(operation->account, connection->account) == 0;
}

size_t tokens_find_interrupted(struct tokens *tokens, const struct store *store)
{
    size_t elsewhere = 0;
    for (size_t i = 0; i < store->operation_count; i++) {
        const struct operation *operation = &store->operations[i];
        if (operation_has_ended(operation) || operation->wait != OPERATION_INTERRUPTED)
            continue;
        if (is_here(operation, &store->connection))
            add_once(tokens, operation->number);
        else
            elsewhere++;
    }
    return elsewhere;
}

void tokens_release(struct tokens *tokens)
{
    free(tokens->numbers);
    *tokens = (struct tokens){0};
}

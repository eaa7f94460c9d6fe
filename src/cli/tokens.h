/*
 * tokens: which operations of the journal a command means.
 *
 * A token is the ClientToken or the RequestToken of an operation, or a beginning of one, of TOKENS_SHORTEST characters at
 * least, that no other operation's begins with.
 */
#ifndef CLI_TOKENS_H
#define CLI_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/texts.h"
#include "model/store.h"

enum { TOKENS_SHORTEST = 4 };

/* Operations by their numbers, each once. {0} is empty. */
struct tokens {
    uint64_t *numbers; /* owned */
    size_t count, capacity;
};

/* The operations of tokens from place `from` on, in their order. False if one of them names none (ERR_NOT_FOUND) or several
 * (ERR_USAGE; they stand on stderr then). */
bool tokens_find(struct tokens *tokens, const struct store *store, const struct texts *given, size_t from,
                 struct err *err);
/* All that a process left behind at this account and endpoint, the oldest first. Returns how many it left at others. The
 * connection is known. */
size_t tokens_find_interrupted(struct tokens *tokens, const struct store *store);
void tokens_release(struct tokens *tokens);

#endif

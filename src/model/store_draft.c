#include "model/store_draft.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void store_draft_copy(struct store_draft *to, const struct store_draft *from)
{
    *to = *from;
    to->account = mem_dup(from->account);
    to->region = mem_dup(from->region);
    to->identifier = mem_dup(from->identifier);
    to->base = mem_dup(from->base);
    to->document = mem_dup(from->document);
    to->endpoint = mem_dup(from->endpoint);
}

void store_draft_release(struct store_draft *draft)
{
    free(draft->account);
    free(draft->region);
    free(draft->identifier);
    free(draft->base);
    free(draft->document);
    free(draft->endpoint);
}

static bool same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

bool store_draft_is_unclaimed(const struct store *store, const struct store_draft *draft)
{
    const struct store_connection *connection = &store->connection;

    return !*draft->account && connection->account && *connection->account &&
           same_text(draft->endpoint, connection->endpoint);
}

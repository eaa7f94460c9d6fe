#include "model/store_draft.h"

#include <stdlib.h>

#include "base/mem.h"

void store_draft_copy(struct store_draft *to, const struct store_draft *from)
{
    *to = *from;
    to->account = mem_dup(from->account);
    to->region = mem_dup(from->region);
    to->identifier = mem_dup(from->identifier);
    to->base = mem_dup(from->base);
    to->document = mem_dup(from->document);
}

void store_draft_release(struct store_draft *draft)
{
    free(draft->account);
    free(draft->region);
    free(draft->identifier);
    free(draft->base);
    free(draft->document);
}

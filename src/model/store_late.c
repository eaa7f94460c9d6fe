/* store_late: why what is being read takes longer. */
#include "model/store.h"

static const struct err *said(const struct err *why)
{
    return why && why->text[0] ? why : NULL;
}

static const struct err *of_regions(const struct store *store)
{
    for (size_t i = 0; i < store->region_count; i++)
        if (store->regions[i].state == STORE_REGION_READING && said(&store->regions[i].failure))
            return &store->regions[i].failure;
    return NULL;
}

static const struct err *of_rows(const struct store *store)
{
    for (size_t i = 0; store->reads_pending > 0 && i < store->row_count; i++)
        if (store->rows[i]->state == STORE_ROW_READING && said(store->rows[i]->failure))
            return store->rows[i]->failure;
    return NULL;
}

const struct err *store_why_late(const struct store *store)
{
    const struct err *why = of_regions(store);

    if (!why)
        why = of_rows(store);
    if (!why && store->connection.state == STORE_READING)
        why = said(&store->connection.failure);
    return why;
}

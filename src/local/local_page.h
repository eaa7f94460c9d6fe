/*
 * local_page: listings page by page. A token is opaque to clients: hex digits that say after which name, of
 * which listing, it goes on.
 */
#ifndef LOCAL_LOCAL_PAGE_H
#define LOCAL_LOCAL_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/json.h"
#include "local/state.h"

/* Makes one row of the answer from a document. */
typedef cJSON *(*local_page_row_fn)(const void *context, const char *document);

struct local_page {
    const char *token; /* borrowed: the request's, or NULL */
    size_t limit;      /* rows, at least 1 */
    local_page_row_fn row;
    const void *context; /* borrowed: row's */
    cJSON *items;        /* out: an array, the caller's */
    char *next;          /* out: the next token, the caller's; NULL at the end */
};

/* Reads one page of all things like key (whose name is ignored). false: the token is not of this listing;
 * items and next are NULL. */
bool local_page_read(struct state *state, const struct state_key *key, struct local_page *page);
/* A token that holds a number, and back. */
char *local_page_number_token(int64_t number);
/* False if the token was not made by local_page_number_token. */
bool local_page_number(const char *token, int64_t *number);

#endif

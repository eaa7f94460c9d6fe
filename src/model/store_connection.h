/*
 * store_connection: the life of a struct store_connection. Any thread, one struct at a time.
 */
#ifndef MODEL_STORE_CONNECTION_H
#define MODEL_STORE_CONNECTION_H

#include "model/store.h"

/* Nobody yet: empty texts (none of them is ever NULL in the store), STORE_UNREAD. */
void store_connection_init(struct store_connection *connection);
/* Deep copy into uninitialised memory. */
void store_connection_copy(struct store_connection *to, const struct store_connection *from);
/* Frees the texts; the struct itself stays as it is. */
void store_connection_release(struct store_connection *connection);

#endif

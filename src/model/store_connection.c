#include "model/store_connection.h"

#include <stdlib.h>

#include "base/mem.h"

void store_connection_init(struct store_connection *connection)
{
    *connection = (struct store_connection){
        .profile = mem_dup(""),
        .endpoint = mem_dup(""),
        .account = mem_dup(""),
        .principal = mem_dup(""),
        .label = mem_dup(""),
        .colour = mem_dup(""),
    };
}

void store_connection_release(struct store_connection *connection)
{
    free(connection->profile);
    free(connection->endpoint);
    free(connection->account);
    free(connection->principal);
    free(connection->label);
    free(connection->colour);
    free(connection->mfa_serial);
    free(connection->login);
    texts_release(&connection->tried);
}

void store_connection_copy(struct store_connection *to, const struct store_connection *from)
{
    *to = *from;
    to->profile = mem_dup(from->profile);
    to->endpoint = mem_dup(from->endpoint);
    to->account = mem_dup(from->account);
    to->principal = mem_dup(from->principal);
    to->label = mem_dup(from->label);
    to->colour = mem_dup(from->colour);
    to->mfa_serial = mem_dup(from->mfa_serial);
    to->login = mem_dup(from->login);
    to->tried = (struct texts){0};
    texts_copy(&to->tried, &from->tried);
}

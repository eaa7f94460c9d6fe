/*
 * tiny_server: an HTTP server inside a test, on a free port of loopback, that does what a script says.
 *
 * It takes one step of the script for each whole request that arrives (or each connection, for
 * TINY_DROP_AT_ONCE); the last step serves all further ones. Bad manners are its purpose. All functions are
 * called from the test's thread.
 */
#ifndef TESTS_TINY_SERVER_H
#define TESTS_TINY_SERVER_H

#include <stddef.h>

enum tiny_deed {
    TINY_ANSWER,       /* sends bytes, keeps the connection */
    TINY_ANSWER_CLOSE, /* sends bytes, closes the connection */
    TINY_DROP,         /* closes without an answer */
    TINY_DROP_AT_ONCE, /* closes as soon as somebody connects */
    TINY_SILENCE,      /* says nothing, keeps the connection */
    TINY_DRIP,         /* sends bytes, then the letter x every few milliseconds, for ever */
    TINY_FLOOD         /* sends bytes, then `more` times the letter x, closes */
};

struct tiny_step {
    enum tiny_deed deed;
    const char *bytes; /* borrowed */
    size_t more;
};

struct tiny_server;

/* Listens; steps are borrowed until tiny_server_free. */
struct tiny_server *tiny_server_new(const struct tiny_step *steps, size_t count);
/* Stops, joins its thread. */
void tiny_server_free(struct tiny_server *server);
int tiny_server_port(const struct tiny_server *server);
/* "http://127.0.0.1:PORT" and path; free(). */
char *tiny_server_url(const struct tiny_server *server, const char *path);
size_t tiny_server_connections(struct tiny_server *server);
size_t tiny_server_requests(struct tiny_server *server);
/* The whole text of request number i (from 0), or NULL if it has not come; free(). */
char *tiny_server_request(struct tiny_server *server, size_t i);
/* A port of loopback on which nobody listens. */
int tiny_server_closed_port(void);

#endif

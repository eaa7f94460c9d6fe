/*
 * server: the local cloud's HTTP, on 127.0.0.1 alone. The only owner of libmicrohttpd.
 *
 * One thread serves all connections; with a latency an answer waits suspended, so that it holds up nobody
 * else's.
 */
#ifndef LOCAL_SERVER_H
#define LOCAL_SERVER_H

#include <stdbool.h>
#include "base/err.h"
#include "local/dispatch.h"

struct server;

/* Listens on dispatch->port (0: a free one), which becomes the real one. dispatch is borrowed. ERR_LOCAL. */
struct server *server_start(struct dispatch *dispatch, struct err *err);
/* Serves until TERM, INT or HUP comes, or stop_fd (-1: none) is closed at its other end. */
void server_run(struct server *server, int stop_fd);
/* Answers what waits for its latency, closes all connections, joins its threads. */
void server_stop(struct server *server);

#endif

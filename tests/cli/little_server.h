/*
 * little_server: the frame of the tests' own servers: HTTP on 127.0.0.1, one request after the other.
 */
#ifndef TESTS_LITTLE_SERVER_H
#define TESTS_LITTLE_SERVER_H

/* Writes the answer to the whole request, header and body, into client, which is closed afterwards. */
typedef void (*little_server_fn)(int client, const char *request);

/* Prints "VARIABLE=http://127.0.0.1:PORT" when it is ready, and answers until it is killed. 2 if it cannot listen. */
int little_server_run(const char *variable, little_server_fn answer);

#endif

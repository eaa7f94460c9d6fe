/*
 * standin: an HTTP server inside a test, on a free port of loopback, that answers as a function says and
 * misbehaves on request.
 *
 * One thread a connection; the function is called with a lock held, one request at a time.
 */
#ifndef TESTS_STANDIN_H
#define TESTS_STANDIN_H

#include <stdbool.h>

enum standin_deed {
    STANDIN_ANSWER, /* sends the answer, keeps the connection */
    STANDIN_DROP,   /* closes without a byte */
    STANDIN_CUT,    /* sends half of the answer and closes */
    STANDIN_HOLD    /* sends the answer only after standin_let_go; if that never comes, none */
};

struct standin_request {
    const char *head;          /* the request line and all headers */
    const char *method, *path; /* path with its query */
    const char *action;        /* what follows the dot of X-Amz-Target, or "" */
    const char *body;
};

struct standin_reply {
    enum standin_deed deed;
    int status;
    char *body;       /* owned by the server from then on; NULL: none */
    char headers[80]; /* more of them, each with its line end */
};

typedef void (*standin_fn)(void *context, const struct standin_request *request, struct standin_reply *reply);

struct standin;

struct standin *standin_new(standin_fn answer, void *context);
void standin_free(struct standin *standin);
int standin_port(const struct standin *standin);
/* Answers that are held go out; later ones are not held any more. */
void standin_let_go(struct standin *standin);
/* The value of a header in the head of a request. free(); "" if it is not there. */
char *standin_header(const char *head, const char *name);
/* The lock under which the function is called: for looking at what it counts. */
void standin_lock(struct standin *standin);
void standin_unlock(struct standin *standin);

#endif

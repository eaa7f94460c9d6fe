#include "standin.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>
#include "base/array.h"
#include "base/mem.h"
#include "base/strbuf.h"

struct connection {
    struct standin *standin;
    pthread_t thread;
    int fd;
};

struct standin {
    int fd, port;
    standin_fn answer;
    void *context;
    pthread_mutex_t lock; /* what the function touches, and the members below */
    pthread_cond_t moved;
    bool stops, holds_no_more;
    pthread_t thread;
    struct connection **connections; /* owned; grown by the listening thread */
    size_t count, capacity;
};

/* ---- one connection ---- */

/* Reads until the whole request is there. Returns the length of its head, 0 at the end of the connection. */
static size_t read_request(int fd, struct strbuf *in)
{
    char bytes[4096];
    for (;;) {
        const char *end = strstr(in->text, "\r\n\r\n");
        if (end != NULL) {
            size_t head = (size_t)(end - in->text) + 4;
            const char *length = strcasestr(in->text, "\r\nContent-Length:");
            size_t body = length != NULL && length < end ? (size_t)strtoul(length + 17, NULL, 10) : 0;
            if (in->length >= head + body)
                return head;
        }
        ssize_t count = recv(fd, bytes, sizeof bytes, 0);
        if (count <= 0)
            return 0;
        strbuf_add(in, bytes, (size_t)count);
    }
}

char *standin_header(const char *head, const char *name)
{
    char *line = mem_printf("\r\n%s:", name);
    const char *found = strcasestr(head, line);
    size_t skip = strlen(line);
    free(line);
    if (found == NULL)
        return mem_dup("");
    found += skip;
    found += strspn(found, " ");
    return mem_dup_n(found, strcspn(found, "\r"));
}

static void send_reply(int fd, const struct standin_reply *reply)
{
    struct strbuf out = STRBUF_INIT;
    const char *body = reply->body != NULL ? reply->body : "";
    strbuf_addf(&out, "HTTP/1.1 %d X\r\nContent-Type: application/json\r\n%sContent-Length: %zu\r\n\r\n%s",
                reply->status, reply->headers, strlen(body), body);
    size_t length = reply->deed == STANDIN_CUT ? out.length - strlen(body) / 2 - 1 : out.length;
    (void)!send(fd, out.text, length, MSG_NOSIGNAL);
    strbuf_release(&out);
}

/* Asks the function, holds the answer if it says so. false: the connection ends. */
static bool serve_one(struct connection *connection, const struct standin_request *request)
{
    struct standin *standin = connection->standin;
    struct standin_reply reply = {.status = 200};
    pthread_mutex_lock(&standin->lock);
    standin->answer(standin->context, request, &reply);
    while (reply.deed == STANDIN_HOLD && !standin->holds_no_more && !standin->stops)
        pthread_cond_wait(&standin->moved, &standin->lock);
    bool stops = standin->stops;
    pthread_mutex_unlock(&standin->lock);
    if (!stops && reply.deed != STANDIN_DROP)
        send_reply(connection->fd, &reply);
    free(reply.body);
    return !stops && (reply.deed == STANDIN_ANSWER || reply.deed == STANDIN_HOLD);
}

static bool serve(struct connection *connection, const char *text, size_t head)
{
    struct standin_request request;
    char *target = standin_header(text, "X-Amz-Target");
    char *method = mem_dup_n(text, strcspn(text, " "));
    const char *from = text + strlen(method) + 1;
    char *path = mem_dup_n(from, strcspn(from, " "));
    const char *dot = strchr(target, '.');
    char *lines = mem_dup_n(text, head);
    request = (struct standin_request){lines, method, path, dot != NULL ? dot + 1 : "", text + head};
    bool stays = serve_one(connection, &request);
    free(lines);
    free(target);
    free(method);
    free(path);
    return stays;
}

static void *connection_main(void *context)
{
    struct connection *connection = context;
    struct strbuf in = STRBUF_INIT;
    size_t head;
    while ((head = read_request(connection->fd, &in)) > 0 && serve(connection, in.text, head))
        strbuf_reset(&in); /* a client of ours sends no second request before the first is answered */
    shutdown(connection->fd, SHUT_RDWR);
    strbuf_release(&in);
    return NULL;
}

/* ---- the server ---- */

static void *listen_main(void *context)
{
    struct standin *standin = context;
    for (;;) {
        int fd = accept(standin->fd, NULL, NULL);
        if (fd < 0)
            return NULL;
        struct connection *connection = mem_alloc(1, sizeof *connection);
        *connection = (struct connection){.standin = standin, .fd = fd};
        ARRAY_GROW(standin->connections, standin->count + 1, standin->capacity);
        standin->connections[standin->count++] = connection;
        if (pthread_create(&connection->thread, NULL, connection_main, connection) != 0)
            abort();
    }
}

struct standin *standin_new(standin_fn answer, void *context)
{
    struct standin *standin = mem_alloc(1, sizeof *standin);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    standin->answer = answer;
    standin->context = context;
    standin->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    pthread_mutex_init(&standin->lock, NULL);
    pthread_cond_init(&standin->moved, NULL);
    if (standin->fd < 0 || bind(standin->fd, (struct sockaddr *)&address, size) != 0 ||
        listen(standin->fd, 128) != 0 || getsockname(standin->fd, (struct sockaddr *)&address, &size) != 0)
        abort();
    standin->port = ntohs(address.sin_port);
    if (pthread_create(&standin->thread, NULL, listen_main, standin) != 0)
        abort();
    return standin;
}

int standin_port(const struct standin *standin)
{
    return standin->port;
}

void standin_lock(struct standin *standin)
{
    pthread_mutex_lock(&standin->lock);
}

void standin_unlock(struct standin *standin)
{
    pthread_mutex_unlock(&standin->lock);
}

void standin_let_go(struct standin *standin)
{
    pthread_mutex_lock(&standin->lock);
    standin->holds_no_more = true;
    pthread_cond_broadcast(&standin->moved);
    pthread_mutex_unlock(&standin->lock);
}

void standin_free(struct standin *standin)
{
    pthread_mutex_lock(&standin->lock);
    standin->stops = true;
    pthread_cond_broadcast(&standin->moved);
    pthread_mutex_unlock(&standin->lock);
    shutdown(standin->fd, SHUT_RDWR);
    pthread_join(standin->thread, NULL);
    close(standin->fd);
    for (size_t i = 0; i < standin->count; i++) {
        shutdown(standin->connections[i]->fd, SHUT_RDWR);
        pthread_join(standin->connections[i]->thread, NULL);
        close(standin->connections[i]->fd);
        free(standin->connections[i]);
    }
    free(standin->connections);
    pthread_mutex_destroy(&standin->lock);
    pthread_cond_destroy(&standin->moved);
    free(standin);
}

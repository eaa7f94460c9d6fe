#include "tiny_server.h"

#include <arpa/inet.h>
#include <assert.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/texts.h"

enum { CONNECTIONS_MAX = 16 };

enum { DRIP_MS = 5 };

struct connection {
    int fd;
    bool drips;
    struct strbuf got;
};

struct tiny_server {
    pthread_t thread;
    int listener, port;
    int stop[2];                   /* a pipe: closed at one end, the thread ends */
    const struct tiny_step *steps; /* borrowed */
    size_t step_count, step;
    struct connection open[CONNECTIONS_MAX];
    size_t open_count;
    pthread_mutex_t lock; /* of what follows */
    struct texts requests;
    size_t connections;
};

static int listen_on_loopback(int *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert(fd >= 0);
    assert(bind(fd, (struct sockaddr *)&address, sizeof address) == 0);
    assert(getsockname(fd, (struct sockaddr *)&address, &length) == 0);
    *port = ntohs(address.sin_port);
    return fd;
}

int tiny_server_closed_port(void)
{
    int port, fd = listen_on_loopback(&port);

    close(fd);
    return port;
}

static const struct tiny_step *next_step(struct tiny_server *server)
{
    const struct tiny_step *step = &server->steps[server->step];

    if (server->step + 1 < server->step_count)
        server->step++;
    return step;
}

static void hang_up(struct tiny_server *server, size_t i)
{
    close(server->open[i].fd);
    strbuf_release(&server->open[i].got);
    server->open[i] = server->open[--server->open_count];
}

/* False once the other side has gone. */
static bool send_all(int fd, const char *bytes, size_t length)
{
    while (length) {
        ssize_t sent = send(fd, bytes, length, MSG_NOSIGNAL);

        if (sent <= 0)
            return false;
        bytes += sent;
        length -= (size_t)sent;
    }
    return true;
}

static void flood(int fd, const struct tiny_step *step)
{
    char block[65536];
    size_t left = step->more;

    memset(block, 'x', sizeof block);
    if (!send_all(fd, step->bytes, strlen(step->bytes)))
        return;
    while (left && send_all(fd, block, left < sizeof block ? left : sizeof block))
        left -= left < sizeof block ? left : sizeof block;
}

/* False if the connection is to be closed. */
static bool do_step(const struct tiny_step *step, int fd)
{
    switch (step->deed) {
    case TINY_DRIP:
        return send_all(fd, step->bytes, strlen(step->bytes));
    case TINY_ANSWER:
    case TINY_ANSWER_CLOSE:
        return send_all(fd, step->bytes, strlen(step->bytes)) && step->deed == TINY_ANSWER;
    case TINY_FLOOD:
        flood(fd, step);
        return false;
    case TINY_SILENCE:
        return true;
    case TINY_DROP:
    case TINY_DROP_AT_ONCE:
        return false;
    }
    return false;
}

/* The length of the first whole request in text, 0 if it is not whole yet. */
static size_t whole_request(const struct strbuf *text)
{
    const char *end = strstr(text->text, "\r\n\r\n"), *length = strcasestr(text->text, "\r\nContent-Length:");
    size_t need;

    if (!end)
        return 0;
    need = (size_t)(end - text->text) + 4;
    if (length && length < end)
        need += strtoul(length + 17, NULL, 10);
    return text->length >= need ? need : 0;
}

static void keep_request(struct tiny_server *server, const char *bytes, size_t length)
{
    char *text = mem_dup_n(bytes, length);

    pthread_mutex_lock(&server->lock);
    texts_add(&server->requests, text);
    pthread_mutex_unlock(&server->lock);
    free(text);
}

/* False if the connection is to be closed. */
static bool on_bytes(struct tiny_server *server, struct connection *connection)
{
    char block[65536];
    ssize_t count = recv(connection->fd, block, sizeof block, 0);
    size_t whole;

    if (count <= 0)
        return false;
    strbuf_add(&connection->got, block, (size_t)count);
    while ((whole = whole_request(&connection->got))) {
        const struct tiny_step *step = next_step(server);

        keep_request(server, connection->got.text, whole);
        connection->drips = step->deed == TINY_DRIP;
        strbuf_remove(&connection->got, 0, whole);
        if (!do_step(step, connection->fd))
            return false;
    }
    return true;
}

static void on_connection(struct tiny_server *server)
{
    struct connection connection = {.fd = accept(server->listener, NULL, NULL)};

    if (connection.fd < 0)
        return;
    pthread_mutex_lock(&server->lock);
    server->connections++;
    pthread_mutex_unlock(&server->lock);
    if (server->steps[server->step].deed == TINY_DROP_AT_ONCE || server->open_count == CONNECTIONS_MAX) {
        next_step(server);
        close(connection.fd);
        return;
    }
    strbuf_init(&connection.got);
    server->open[server->open_count++] = connection;
}

static bool drip(struct tiny_server *server)
{
    bool any = false;

    for (size_t i = 0; i < server->open_count; i++)
        if (server->open[i].drips) {
            any = true;
            send(server->open[i].fd, "x", 1, MSG_NOSIGNAL);
        }
    return any;
}

static void *serve(void *context)
{
    struct tiny_server *server = context;

    for (;;) {
        struct pollfd fds[CONNECTIONS_MAX + 2] = {{.fd = server->stop[0], .events = POLLIN},
                                                  {.fd = server->listener, .events = POLLIN}};
        size_t open = server->open_count;

        for (size_t i = 0; i < open; i++)
            fds[i + 2] = (struct pollfd){.fd = server->open[i].fd, .events = POLLIN};
        if (poll(fds, open + 2, drip(server) ? DRIP_MS : -1) <= 0)
            continue;
        if (fds[0].revents)
            break;
        for (size_t i = open; i-- > 0;)
            if (fds[i + 2].revents && !on_bytes(server, &server->open[i]))
                hang_up(server, i);
        if (fds[1].revents)
            on_connection(server);
    }
    while (server->open_count)
        hang_up(server, server->open_count - 1);
    return NULL;
}

struct tiny_server *tiny_server_new(const struct tiny_step *steps, size_t count)
{
    struct tiny_server *server = mem_alloc(1, sizeof *server);

    server->steps = steps;
    server->step_count = count;
    server->listener = listen_on_loopback(&server->port);
    assert(listen(server->listener, CONNECTIONS_MAX) == 0);
    assert(pipe(server->stop) == 0);
    pthread_mutex_init(&server->lock, NULL);
    assert(pthread_create(&server->thread, NULL, serve, server) == 0);
    return server;
}

void tiny_server_free(struct tiny_server *server)
{
    close(server->stop[1]);
    pthread_join(server->thread, NULL);
    close(server->stop[0]);
    close(server->listener);
    texts_release(&server->requests);
    pthread_mutex_destroy(&server->lock);
    free(server);
}

int tiny_server_port(const struct tiny_server *server)
{
    return server->port;
}

char *tiny_server_url(const struct tiny_server *server, const char *path)
{
    return mem_printf("http://127.0.0.1:%d%s", server->port, path);
}

size_t tiny_server_connections(struct tiny_server *server)
{
    size_t count;

    pthread_mutex_lock(&server->lock);
    count = server->connections;
    pthread_mutex_unlock(&server->lock);
    return count;
}

size_t tiny_server_requests(struct tiny_server *server)
{
    size_t count;

    pthread_mutex_lock(&server->lock);
    count = server->requests.count;
    pthread_mutex_unlock(&server->lock);
    return count;
}

char *tiny_server_request(struct tiny_server *server, size_t i)
{
    char *text;

    pthread_mutex_lock(&server->lock);
    text = i < server->requests.count ? mem_dup(server->requests.items[i]) : NULL;
    pthread_mutex_unlock(&server->lock);
    return text;
}

#include "local/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>
#include <microhttpd.h>
#include "base/clock.h"
#include "base/mem.h"

/* Whoever has not signed anything yet is soon sent away, so that strangers cannot hold all connections. */
enum { STRANGER_S = 5, IDLE_S = 120, CONNECTIONS_MOST = 500 };

/* A request on its way; belongs to its connection. */
struct pending {
    char *target; /* owned: raw, as the signature covers it */
    enum { PENDING_NEW, PENDING_READING, PENDING_ANSWERED } stage;
    struct exchange x; /* from PENDING_READING on */
    struct MHD_Connection *connection;
    int64_t due_ms;        /* monotonic: when its answer leaves */
    struct pending *later; /* in the queue of late answers */
};

struct server {
    struct MHD_Daemon *daemon;
    struct dispatch *dispatch;     /* borrowed */
    int signals;                   /* descriptor */
    struct pending *first, **last; /* suspended, by due_ms */
};

/* ---- one request ---- */

static void *begin_request(void *context, const char *target, struct MHD_Connection *connection)
{
    (void)context;
    struct pending *pending = mem_alloc(1, sizeof *pending);
    pending->target = mem_dup(target);
    pending->connection = connection;
    return pending;
}

static void end_request(void *context, struct MHD_Connection *connection, void **slot,
                        enum MHD_RequestTerminationCode how)
{
    struct pending *pending = *slot;
    (void)context;
    (void)connection;
    (void)how;
    if (pending == NULL)
        return;
    if (pending->stage != PENDING_NEW)
        exchange_release(&pending->x);
    free(pending->target);
    free(pending);
    *slot = NULL;
}

static enum MHD_Result take_header(void *context, enum MHD_ValueKind kind, const char *name,
                                   const char *value)
{
    (void)kind;
    exchange_add_header(context, name, value != NULL ? value : "");
    return MHD_YES;
}

static enum MHD_Result send_answer(struct pending *pending)
{
    struct exchange *x = &pending->x;
    struct MHD_Response *response =
        MHD_create_response_from_buffer(x->answer.length, x->answer.text, MHD_RESPMEM_MUST_COPY);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, exchange_content_type(x));
    MHD_add_response_header(response, "x-amzn-RequestId", x->request_id);
    if (exchange_failed(x) && exchange_dialect(x) == EXCHANGE_REST)
        MHD_add_response_header(response, "x-amzn-ErrorType", x->error);
    enum MHD_Result queued = MHD_queue_response(pending->connection, (unsigned)x->status, response);
    MHD_destroy_response(response);
    return queued;
}

/* The exchange has its answer: sends it, or lets it wait for the latency. */
static enum MHD_Result finish(struct server *server, struct pending *pending)
{
    int latency_ms = server->dispatch->options->latency_ms;
    pending->stage = PENDING_ANSWERED;
    dispatch_log(server->dispatch, &pending->x);
    if (latency_ms <= 0)
        return send_answer(pending);
    pending->due_ms = clock_monotonic_ms() + latency_ms;
    *server->last = pending;
    server->last = &pending->later;
    MHD_suspend_connection(pending->connection);
    return MHD_YES;
}

static enum MHD_Result read_head(struct server *server, struct pending *pending, const char *method)
{
    exchange_init(&pending->x, method, pending->target, clock_wall_ms());
    pending->stage = PENDING_READING;
    MHD_get_connection_values(pending->connection, MHD_HEADER_KIND, take_header, &pending->x);
    if (!dispatch_head(server->dispatch, &pending->x))
        return finish(server, pending);
    MHD_set_connection_option(pending->connection, MHD_CONNECTION_OPTION_TIMEOUT, (unsigned)IDLE_S);
    return MHD_YES;
}

/* Called with the head, with each piece of the body, at its end, and once more when a late answer is due. */
static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *decoded,
                              const char *method, const char *version, const char *bytes, size_t *length,
                              void **slot)
{
    struct server *server = context;
    struct pending *pending = *slot;
    (void)connection;
    (void)decoded;
    (void)version;
    if (pending->stage == PENDING_NEW)
        return read_head(server, pending, method);
    if (pending->stage == PENDING_ANSWERED)
        return send_answer(pending);
    if (*length > 0) {
        size_t taken = *length;
        *length = 0;
        return dispatch_add_body(&pending->x, bytes, taken) ? MHD_YES : MHD_NO;
    }
    dispatch_answer(server->dispatch, &pending->x);
    return finish(server, pending);
}

/* ---- the daemon ---- */

static int open_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* A socket that listens on 127.0.0.1:*port, or on a free port for 0; -1 and errno. Not left to libmicrohttpd, whose
 * version 1 forgets why it could not. */
static int listen_on(int *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)*port)};
    socklen_t length = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), on = 1;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0)
        return -1;
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        bind(fd, (struct sockaddr *)&address, length) != 0 || listen(fd, SOMAXCONN) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &length) != 0) {
        int saved = errno;
        close(fd);
        errno = saved;
        return -1;
    }
    *port = ntohs(address.sin_port);
    return fd;
}

struct server *server_start(struct dispatch *dispatch, struct err *err)
{
    struct server *server = mem_alloc(1, sizeof *server);
    int fd = listen_on(&dispatch->port);
    server->dispatch = dispatch;
    server->last = &server->first;
    server->signals = open_signals();
    if (fd >= 0)
        server->daemon = MHD_start_daemon(
            MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, (uint16_t)dispatch->port, NULL, NULL, handle, server,
            MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_URI_LOG_CALLBACK, begin_request, NULL,
            MHD_OPTION_NOTIFY_COMPLETED, end_request, NULL, MHD_OPTION_CONNECTION_TIMEOUT,
            (unsigned)STRANGER_S, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MOST, MHD_OPTION_END);
    if (server->daemon == NULL) {
        err_set(err, ERR_LOCAL, "the local cloud cannot listen on 127.0.0.1:%d: %s", dispatch->port,
                strerror(errno));
        close(server->signals);
        if (fd >= 0)
            close(fd);
        free(server);
        return NULL;
    }
    return server;
}

/* Lets late answers go whose time has come; with all, every one. */
static void resume_due(struct server *server, bool all)
{
    int64_t now_ms = clock_monotonic_ms();
    while (server->first != NULL && (all || server->first->due_ms <= now_ms)) {
        struct pending *pending = server->first;
        server->first = pending->later;
        if (server->first == NULL)
            server->last = &server->first;
        MHD_resume_connection(pending->connection);
    }
}

/* Milliseconds until something is to be done without being told, or -1. */
static int wait_time(struct server *server)
{
    MHD_UNSIGNED_LONG_LONG timeout;
    int64_t wait_ms = MHD_get_timeout(server->daemon, &timeout) == MHD_YES ? (int64_t)timeout : -1;
    if (server->first != NULL) {
        int64_t due_ms = server->first->due_ms - clock_monotonic_ms();
        if (wait_ms < 0 || due_ms < wait_ms)
            wait_ms = due_ms < 0 ? 0 : due_ms;
    }
    return (int)wait_ms;
}

/* True once the other end of the descriptor is closed. */
static bool is_closed(const struct pollfd *poller)
{
    char dropped[64];
    return (poller->revents & (POLLERR | POLLNVAL)) != 0 ||
           ((poller->revents & (POLLIN | POLLHUP)) != 0 && read(poller->fd, dropped, sizeof dropped) <= 0);
}

void server_run(struct server *server, int stop_fd)
{
    struct pollfd pollers[] = {
        {.fd = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd, .events = POLLIN},
        {.fd = server->signals, .events = POLLIN},
        {.fd = stop_fd, .events = POLLIN},
    };
    for (;;) {
        if (poll(pollers, 3, wait_time(server)) < 0 && errno != EINTR)
            return;
        if ((pollers[1].revents & POLLIN) != 0 || is_closed(&pollers[2]))
            return;
        resume_due(server, false);
        MHD_run(server->daemon);
    }
}

void server_stop(struct server *server)
{
    resume_due(server, true);
    MHD_stop_daemon(server->daemon);
    close(server->signals);
    free(server);
}

#include "swallow.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECTED_MS = 200 };

static int listen_unheard(struct sockaddr_in *address)
{
    socklen_t size = sizeof *address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    *address = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (fd >= 0 && bind(fd, (struct sockaddr *)address, size) == 0 &&
        getsockname(fd, (struct sockaddr *)address, &size) == 0 && listen(fd, 0) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

/* True if the connection came about at once. */
static int fill(int *filler, const struct sockaddr_in *address)
{
    struct pollfd ready = {.fd = *filler = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0),
                           .events = POLLOUT};
    if (*filler < 0)
        return 1;
    (void)!connect(*filler, (const struct sockaddr *)address, sizeof *address);
    return poll(&ready, 1, CONNECTED_MS) != 0;
}

int swallow_open(struct swallow *swallow)
{
    struct sockaddr_in address;
    *swallow = (struct swallow){.listener = listen_unheard(&address)};
    for (int i = 0; i < SWALLOW_FILLERS; i++)
        swallow->fillers[i] = -1;
    swallow->port = ntohs(address.sin_port);
    for (int i = 0; swallow->listener >= 0 && i < SWALLOW_FILLERS; i++)
        if (!fill(&swallow->fillers[i], &address))
            return 1; /* this one already waits in vain */
    swallow_close(swallow);
    return 0;
}

void swallow_close(struct swallow *swallow)
{
    for (int i = 0; i < SWALLOW_FILLERS; i++)
        if (swallow->fillers[i] >= 0)
            close(swallow->fillers[i]);
    if (swallow->listener >= 0)
        close(swallow->listener);
    swallow->listener = -1;
}

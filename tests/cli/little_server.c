#include "little_server.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Reads the whole request. */
static void read_request(int client, char *buffer, size_t size)
{
    size_t have = 0;
    ssize_t n;
    buffer[0] = '\0';
    while (have < size - 1 && (n = read(client, buffer + have, size - 1 - have)) > 0) {
        have += (size_t)n;
        buffer[have] = '\0';
        const char *end = strstr(buffer, "\r\n\r\n"), *length = strcasestr(buffer, "content-length:");
        size_t body = length != NULL ? strtoul(length + 15, NULL, 10) : 0;
        if (end != NULL && have >= (size_t)(end + 4 - buffer) + body)
            return;
    }
}

int little_server_run(const char *variable, little_server_fn answer)
{
    static char request[1 << 20];
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, size) != 0 || listen(listener, 64) != 0)
        return 2;
    getsockname(listener, (struct sockaddr *)&address, &size);
    printf("%s=http://127.0.0.1:%d\n", variable, ntohs(address.sin_port));
    fflush(stdout);
    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (client < 0)
            continue;
        read_request(client, request, sizeof request);
        answer(client, request);
        close(client);
    }
}

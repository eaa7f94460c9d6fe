/*
 * odd_server: answers every request on 127.0.0.1 in one odd way, for the tests of bad weather.
 *
 * usage: odd_server html|garbage|truncated|huge|drop|hang|drip|swallow|escape|role|past
 * Prints "ODD_URL=http://127.0.0.1:PORT" when it is ready; runs until it is killed.
 */
#include <arpa/inet.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>
#include "swallow.h"

static void say(int client, const char *type, const char *body, size_t claimed)
{
    dprintf(client,
            "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s", type,
            claimed, body);
}

static void say_huge(int client)
{
    enum { BLOCK = 1 << 16, BLOCKS = 320 }; /* 20 MB */
    char *block = malloc(BLOCK);
    memset(block, 'a', BLOCK);
    dprintf(client,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{\"x\":\"");
    for (int i = 0; i < BLOCKS; i++)
        if (send(client, block, BLOCK, MSG_NOSIGNAL) < 0)
            break;
    free(block);
}

/* Reads the head of the request, so that closing does not reset the answer. */
static void read_request(int client)
{
    char buffer[65536];
    size_t have = 0;
    ssize_t n;
    while (have < sizeof buffer - 1 && (n = read(client, buffer + have, sizeof buffer - 1 - have)) > 0) {
        have += (size_t)n;
        buffer[have] = '\0';
        const char *end = strstr(buffer, "\r\n\r\n");
        const char *length = strcasestr(buffer, "content-length:");
        size_t body = length != NULL ? strtoul(length + 15, NULL, 10) : 0;
        if (end != NULL && have >= (size_t)(end + 4 - buffer) + body)
            return;
    }
}

/* An answer that begins, and then a byte every tenth of a second, until the other side has enough. */
static void drip(int client)
{
    enum { PAUSE_MS = 100 };
    read_request(client);
    say(client, "application/json", "{\"Items\":[", 4000000);
    while (send(client, " ", 1, MSG_NOSIGNAL) == 1)
        poll(NULL, 0, PAUSE_MS);
}

static int serve_none(void)
{
    struct swallow swallow;
    if (!swallow_open(&swallow))
        return 2;
    printf("ODD_URL=http://127.0.0.1:%d\n", swallow.port);
    fflush(stdout);
    for (;;)
        pause();
}

/* STS to somebody with a role. */
static const char role[] =
    "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>"
    "arn:aws:sts::123456789012:assumed-role/ConnectAdmin/ann</Arn><Account>123456789012"
    "</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";

static void answer(int client, const char *mode)
{
    read_request(client);
    if (strcmp(mode, "html") == 0)
        say(client, "text/html", "<html><body>Proxy login</body></html>", 37);
    else if (strcmp(mode, "garbage") == 0)
        say(client, "application/json", "{\"Items\": nonsense", 18);
    else if (strcmp(mode, "truncated") == 0)
        say(client, "application/json", "{\"Items\":[", 4000);
    else if (strcmp(mode, "huge") == 0)
        say_huge(client);
    else if (strcmp(mode, "escape") == 0)
        dprintf(client, "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nx-amzn-ErrorType: "
                        "BadRequestException\r\n"
                        "Connection: close\r\n\r\n{\"Message\":\"bad \\u001b[31mred\\u202e\"}");
    else if (strcmp(mode, "role") == 0)
        say(client, "text/xml", role, strlen(role));
    else if (strcmp(mode, "past") == 0)
        dprintf(client,
                "HTTP/1.1 403 Forbidden\r\nDate: Mon, 23 Nov 2020 16:45:00 GMT\r\nContent-Length: 2\r\n"
                "Connection: close\r\n\r\n{}");
    /* drop: closes without a word */
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "swallow") == 0)
        return serve_none();

    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (argc != 2 || bind(listener, (struct sockaddr *)&address, size) != 0 || listen(listener, 64) != 0)
        return 2;
    getsockname(listener, (struct sockaddr *)&address, &size);
    printf("ODD_URL=http://127.0.0.1:%d\n", ntohs(address.sin_port));
    fflush(stdout);
    signal(SIGCHLD, SIG_IGN);
    bool hang = strcmp(argv[1], "hang") == 0;
    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (client < 0)
            continue;
        if (hang)
            continue; /* kept open, never answered */
        if (strcmp(argv[1], "drip") == 0) {
            if (fork() == 0) {
                drip(client);
                _exit(0);
            }
            close(client);
            continue;
        }
        answer(client, argv[1]);
        close(client);
    }
}

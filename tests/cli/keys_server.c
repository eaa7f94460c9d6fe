/*
 * keys_server: what hands out keys around AWS, on 127.0.0.1, for credentials.test: STS's roles and web identities, a
 * container's endpoint, an instance's metadata. All give the pair of the variables KEYS_ID and KEYS_SECRET.
 *
 * usage: keys_server
 * Prints "KEYS_URL=http://127.0.0.1:PORT" when it is ready; runs until it is killed. A role is given if its name begins
 * with Good, with the code 123456 if a device is named; a web identity for the token w3b; a container's keys for the
 * authorization let-me-in.
 */
#include <arpa/inet.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void say(int client, const char *status, const char *body)
{
    dprintf(client, "HTTP/1.1 %s\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s", status, strlen(body),
            body);
}

static void say_json(int client)
{
    char body[1024];
    snprintf(body, sizeof body,
             "{\"Code\":\"Success\",\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"%s\",\"Token\":\"\","
             "\"Expiration\":\"2099-01-01T00:00:00Z\"}",
             getenv("KEYS_ID"), getenv("KEYS_SECRET"));
    say(client, "200 OK", body);
}

/* The local cloud knows no session tokens: the element is empty. */
static void say_role(int client, const char *action)
{
    char body[2048];
    snprintf(body, sizeof body,
             "<%sResponse><%sResult><AssumedRoleUser><AssumedRoleId>A:b</AssumedRoleId><Arn>arn:aws:sts::1:"
             "assumed-role/Good/b</Arn></AssumedRoleUser><Credentials><AccessKeyId>%s</AccessKeyId>"
             "<SecretAccessKey>%s</SecretAccessKey><SessionToken></SessionToken><Expiration>"
             "2099-01-01T00:00:00Z</Expiration></Credentials></%sResult></%sResponse>",
             action, action, getenv("KEYS_ID"), getenv("KEYS_SECRET"), action, action);
    say(client, "200 OK", body);
}

static void deny(int client, const char *message)
{
    char body[1024];
    snprintf(body, sizeof body,
             "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>%s</Message></Error>"
             "</ErrorResponse>",
             message);
    say(client, "403 Forbidden", body);
}

static void answer_sts(int client, const char *body)
{
    bool good = strstr(body, "role%2FGood") != NULL;
    bool code = strstr(body, "SerialNumber=") == NULL || strstr(body, "TokenCode=123456") != NULL;
    if (strstr(body, "Action=AssumeRoleWithWebIdentity&") != NULL &&
        strstr(body, "WebIdentityToken=w3b") != NULL)
        say_role(client, "AssumeRoleWithWebIdentity");
    else if (strstr(body, "Action=AssumeRole&") == NULL || !good)
        deny(client,
             "User: arn:aws:iam::1:user/ann is not authorized to perform: sts:AssumeRole on resource: "
             "arn:aws:iam::1:role/Bad");
    else if (!code)
        deny(client, "MultiFactorAuthentication failed with invalid MFA one time pass code.");
    else
        say_role(client, "AssumeRole");
}

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

static bool begins(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static void answer(int client)
{
    static char request[1 << 20];
    read_request(client, request, sizeof request);
    const char *body = strstr(request, "\r\n\r\n");
    if (begins(request, "PUT /latest/api/token "))
        say(client, "200 OK", "t0k");
    else if (begins(request, "GET /latest/meta-data/iam/security-credentials/ "))
        say(client, "200 OK", "instance-role");
    else if (begins(request, "GET /latest/meta-data/iam/security-credentials/instance-role "))
        say_json(client);
    else if (begins(request, "GET /container ") &&
             strstr(request, "\r\nAuthorization: let-me-in\r\n") != NULL)
        say_json(client);
    else if (begins(request, "POST / ") && body != NULL)
        answer_sts(client, body + 4);
    else
        say(client, "404 Not Found", "");
}

int main(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (!getenv("KEYS_ID") || !getenv("KEYS_SECRET") ||
        bind(listener, (struct sockaddr *)&address, size) != 0 || listen(listener, 64) != 0)
        return 2;
    getsockname(listener, (struct sockaddr *)&address, &size);
    printf("KEYS_URL=http://127.0.0.1:%d\n", ntohs(address.sin_port));
    fflush(stdout);
    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (client < 0)
            continue;
        answer(client);
        close(client);
    }
}

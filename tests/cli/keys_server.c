/*
 * keys_server: what hands out keys around AWS, on 127.0.0.1, for credentials.test: STS's roles and web identities, a
 * container's endpoint, an instance's metadata. All give the pair of the variables KEYS_ID and KEYS_SECRET.
 *
 * usage: keys_server
 * Prints "KEYS_URL=http://127.0.0.1:PORT" when it is ready; runs until it is killed. A role is given if its name begins
 * with Good, with the code 123456 if a device is named; a web identity for the token w3b; a container's keys for the
 * authorization let-me-in.
 */
#include "little_server.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static bool begins(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static void answer(int client, const char *request)
{
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
    return getenv("KEYS_ID") && getenv("KEYS_SECRET") ? little_server_run("KEYS_URL", answer) : 2;
}

/*
 * sso_server: IAM Identity Center for the tests of the command line: its portal and its tokens, on 127.0.0.1.
 *
 * usage: sso_server TOKEN REFRESH_TOKEN, with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment
 * The portal gives those keys to who brings TOKEN, as role Reader of account 123456789012 and as no other; they live for
 * an hour, or as long as SSO_LIFE_S says. /token gives TOKEN, for an hour, to who brings REFRESH_TOKEN. Prints
 * "SSO_URL=http://127.0.0.1:PORT" when it is ready; writes a line for each request to stderr; runs until it is killed.
 */
#include "little_server.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *token, *refresh_token;

static void say(int client, const char *status, const char *error, const char *body)
{
    dprintf(client,
            "HTTP/1.1 %s\r\nContent-Type: application/json\r\n%s%s%sContent-Length: %zu\r\nConnection: "
            "close\r\n\r\n%s",
            status, *error ? "x-amzn-ErrorType: " : "", error, *error ? "\r\n" : "", strlen(body), body);
}

static void say_keys(int client)
{
    const char *life = getenv("SSO_LIFE_S");
    char body[1024];

    snprintf(body, sizeof body,
             "{\"roleCredentials\":{\"accessKeyId\":\"%s\",\"secretAccessKey\":\"%s\",\"sessionToken\":\"\","
             "\"expiration\":%lld}}",
             getenv("AWS_ACCESS_KEY_ID"), getenv("AWS_SECRET_ACCESS_KEY"),
             (long long)(time(NULL) + (life ? strtol(life, NULL, 10) : 3600)) * 1000);
    say(client, "200 OK", "", body);
}

static void answer_portal(int client, const char *request)
{
    char header[512];

    snprintf(header, sizeof header, "\r\nx-amz-sso_bearer_token: %s\r\n", token);
    if (!strcasestr(request, header))
        say(client, "401 Unauthorized", "UnauthorizedException",
            "{\"message\":\"Session token not found or invalid\"}");
    else if (!strstr(request, "?role_name=Reader&account_id=123456789012 "))
        say(client, "403 Forbidden", "ForbiddenException", "{\"message\":\"No access\"}");
    else
        say_keys(client);
}

static void answer_token(int client, const char *request)
{
    char member[512], body[1024];

    snprintf(member, sizeof member, "\"refreshToken\":\"%s\"", refresh_token);
    snprintf(body, sizeof body, "{\"accessToken\":\"%s\",\"tokenType\":\"Bearer\",\"expiresIn\":3600}",
             token);
    if (strstr(request, member))
        say(client, "200 OK", "", body);
    else
        say(client, "400 Bad Request", "",
            "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid refresh token provided\"}");
}

static void answer(int client, const char *request)
{
    fprintf(stderr, "%.*s\n", (int)strcspn(request, "\r\n"), request);
    if (strncmp(request, "GET /federation/credentials?", 28) == 0)
        answer_portal(client, request);
    else if (strncmp(request, "POST /token ", 12) == 0)
        answer_token(client, request);
    else
        say(client, "404 Not Found", "", "{}");
}

int main(int argc, char **argv)
{
    if (argc != 3 || !getenv("AWS_ACCESS_KEY_ID") || !getenv("AWS_SECRET_ACCESS_KEY"))
        return 2;
    token = argv[1];
    refresh_token = argv[2];
    return little_server_run("SSO_URL", answer);
}

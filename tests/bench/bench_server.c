/*
 * bench_server: a service that answers at once, for measuring etrig and curl against the same thing.
 *
 * usage: bench_server DOMAINS TRIGGERS-A-DOMAIN LATENCY-MS
 * Prints "BENCH_URL=http://127.0.0.1:PORT" when ready. The token of a page is its number, so that curl can be
 * given all addresses. Signatures are not looked at: this measures the client.
 */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PAGE = 100 };
static int domains, triggers, latency_ms;

static const char identity[] =
    "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>"
    "<Arn>arn:aws:iam::123456789012:user/bench</Arn><UserId>AIDA</UserId><Account>123456789012</Account>"
    "</GetCallerIdentityResult></GetCallerIdentityResponse>";

static char *list_domains(void)
{
    char *text = malloc((size_t)domains * 100 + 100), *end = text;
    end += sprintf(end, "{\"Items\":[");
    for (int i = 0; i < domains; i++)
        end += sprintf(
            end, "%s{\"DomainName\":\"domain-%d\",\"CreatedAt\":1700000000.0,\"LastUpdatedAt\":1700000000.0}",
            i ? "," : "", i);
    strcpy(end, "]}");
    return text;
}

static char *list_triggers(int page)
{
    char *text = malloc(PAGE * 300 + 100), *end = text;
    int first = page * PAGE, last = first + PAGE < triggers ? first + PAGE : triggers;
    end += sprintf(end, "{\"Items\":[");
    for (int i = first; i < last; i++)
        end += sprintf(
            end,
            "%s{\"ObjectTypeName\":\"Order\",\"EventTriggerName\":\"trigger-%06d\",\"Description\":\"Orders "
            "of kind %d go "
            "to the flow for "
            "them\",\"CreatedAt\":1700000000.5,\"LastUpdatedAt\":1710000000.25,\"Tags\":{\"team\":\"cx\"}}",
            i > first ? "," : "", i, i);
    if (last < triggers)
        end += sprintf(end, "],\"NextToken\":\"%d\"}", page + 1);
    else
        strcpy(end, "]}");
    return text;
}

static char *resource(void)
{
    return strdup("{\"TypeName\":\"AWS::CustomerProfiles::EventTrigger\",\"ResourceDescription\":{"
                  "\"Identifier\":\"domain-0|trigger-000000\","
                  "\"Properties\":\"{\\\"DomainName\\\":\\\"domain-0\\\",\\\"EventTriggerName\\\":"
                  "\\\"trigger-000000\\\",\\\"ObjectTypeName\\\":"
                  "\\\"Order\\\",\\\"EventTriggerConditions\\\":[{\\\"LogicalOperator\\\":\\\"ALL\\\","
                  "\\\"EventTriggerDimensions\\\":[{"
                  "\\\"ObjectAttributes\\\":[{\\\"FieldName\\\":\\\"total\\\",\\\"ComparisonOperator\\\":"
                  "\\\"GREATER_THAN\\\",\\\"Values\\\":["
                  "\\\"500\\\"]}]}]}],\\\"CreatedAt\\\":\\\"2024-01-01T00:00:00Z\\\",\\\"LastUpdatedAt\\\":"
                  "\\\"2024-01-01T00:00:00Z\\\"}\"}}");
}

static enum MHD_Result answer(void *none, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **state)
{
    (void)none, (void)version, (void)upload;
    if (*state == NULL || *upload_size > 0) {
        *state = &triggers;
        *upload_size = 0;
        return MHD_YES;
    }
    struct timespec late = {.tv_nsec = latency_ms * 1000000L};
    if (latency_ms > 0)
        nanosleep(&late, NULL); /* the latency that is asked for, not a wait for something */
    const char *token = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "next-token");
    const char *target = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "X-Amz-Target");
    char *text = NULL;
    if (strcmp(method, "POST") == 0)
        text = target != NULL ? resource() : strdup(identity);
    else if (strcmp(url, "/domains") == 0)
        text = list_domains();
    else
        text = list_triggers(token != NULL ? atoi(token) : 0);
    struct MHD_Response *response =
        MHD_create_response_from_buffer(strlen(text), text, MHD_RESPMEM_MUST_FREE);
    MHD_add_response_header(response, "Content-Type",
                            target == NULL && method[0] == 'P' ? "text/xml" : "application/json");
    enum MHD_Result result = MHD_queue_response(connection, 200, response);
    MHD_destroy_response(response);
    return result;
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    domains = atoi(argv[1]);
    triggers = atoi(argv[2]);
    latency_ms = atoi(argv[3]);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct MHD_Daemon *daemon =
        MHD_start_daemon(MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL,
                         answer, NULL, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address, MHD_OPTION_END);
    if (daemon == NULL)
        return 2;
    printf("BENCH_URL=http://127.0.0.1:%d\n", MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
    fflush(stdout);
    pause();
    return 0;
}

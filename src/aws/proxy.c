#include "aws/proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "aws/endpoint.h"
#include "base/array.h"
#include "base/env.h"

static const char *first_filled(const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (env_get_filled(names[i]))
            return env_get_filled(names[i]);
    return "";
}

/* Link-local addresses, and those of IPv6 at which AWS's machines find their keys (fd00:ec2::/32). */
static bool is_link_address(char *host)
{
    struct in6_addr six;
    struct in_addr four;

    host[strcspn(host, "%")] = '\0'; /* the zone */
    if (inet_pton(AF_INET, host, &four) == 1)
        return ntohl(four.s_addr) >> 16 == 0xa9fe;
    if (inet_pton(AF_INET6, host, &six) != 1)
        return false;
    return IN6_IS_ADDR_LINKLOCAL(&six) || memcmp(&six, "\xfd\x00\x0e\xc2", 4) == 0;
}

static bool is_near(const char *url)
{
    char host[ENDPOINT_HOST_SIZE];

    return endpoint_is_loopback(url) || (endpoint_host(url, host, sizeof host) && is_link_address(host));
}

const char *proxy_for(const char *url)
{
    static const char *const of_https[] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
    static const char *const of_http[] = {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"};

    if (is_near(url))
        return "";
    return first_filled(strncasecmp(url, "https:", 6) == 0 ? of_https : of_http, ARRAY_COUNT(of_https));
}

const char *proxy_exempt(void)
{
    static const char *const names[] = {"no_proxy", "NO_PROXY"};

    return first_filled(names, ARRAY_COUNT(names));
}

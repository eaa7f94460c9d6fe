#include "aws/proxy.h"

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

static bool is_near(const char *url)
{
    static const char *const prefixes[] = {"://169.254.", "://[fe80:", "://[fd00:ec2:"};

    for (size_t i = 0; i < ARRAY_COUNT(prefixes); i++)
        if (strcasestr(url, prefixes[i]))
            return true;
    return endpoint_is_loopback(url);
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

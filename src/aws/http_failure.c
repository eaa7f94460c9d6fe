#include "aws/http_failure.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

void http_failure_host(const char *url, char *out, size_t size)
{
    const char *start = strstr(url, "://");

    start = start ? start + 3 : url;
    snprintf(out, size, "%.*s", (int)strcspn(start, "/?#"), start);
}

static bool set_timeout_error(const struct http_failure *failure, const char *host, struct err *err)
{
    const struct pace *pace = failure->pace;

    if (!failure->sent)
        err_set(err, ERR_NETWORK, "no answer from %s: no connection within %g s", host,
                failure->connect_ms / 1000.0);
    else if (!failure->stopped)
        err_set(err, ERR_NETWORK, "no answer from %s: nothing whole came within %g s", host,
                failure->total_ms / 1000.0);
    else if (!pace->begun)
        err_set(err, ERR_NETWORK, "no answer from %s: nothing came within %g s", host,
                pace->first_ms / 1000.0);
    else
        err_set(err, ERR_NETWORK, "no whole answer from %s: it stopped for %g s", host,
                pace->stall_ms / 1000.0);
    return err_hint(err, "look at the network, at the proxy settings and at the endpoint");
}

static bool set_connect_error(const struct http_failure *failure, const char *host, struct err *err)
{
    char reason[128] = "no connection";

    if (failure->proxy_status >= 300) {
        err_set(err, ERR_NETWORK, "no answer from %s: the proxy refused the connection (%ld)", host,
                failure->proxy_status);
        return err_hint(err, "look at HTTPS_PROXY and NO_PROXY");
    }
    if (failure->os_error)
        snprintf(reason, sizeof reason, "%s", strerrordesc_np((int)failure->os_error));
    if (*reason >= 'A' && *reason <= 'Z')
        *reason = (char)(*reason - 'A' + 'a');
    err_set(err, ERR_NETWORK, "no answer from %s: %s", host, reason);
    return err_hint(err, "look whether the endpoint is right and something listens there");
}

static bool set_trust_error(const struct http_failure *failure, const char *host, struct err *err)
{
    if (failure->code == CURLE_SSL_CACERT_BADFILE) {
        err_set(err, ERR_NETWORK, "the certificates in %s cannot be read",
                failure->ca_bundle ? failure->ca_bundle : "the system's store");
        return err_hint(err, "correct AWS_CA_BUNDLE, or install ca-certificates");
    }
    err_set(err, ERR_NETWORK, "the certificate of %s is not trusted", host);
    return err_hint(err, "if a proxy stands between, name its certificates with AWS_CA_BUNDLE");
}

static bool set_size_error(const struct http_failure *failure, const char *host, struct err *err)
{
    if (failure->most_headers)
        err_set(err, ERR_NETWORK, "the answer of %s has more than %zu KB of headers", host,
                failure->most_headers / 1024);
    else if (failure->most_bytes >> 20)
        err_set(err, ERR_NETWORK, "the answer of %s is larger than %zu MB", host, failure->most_bytes >> 20);
    else
        err_set(err, ERR_NETWORK, "the answer of %s is larger than %zu bytes", host, failure->most_bytes);
    return err_hint(err, "look whether the endpoint is one of AWS");
}

static bool explain_code(const struct http_failure *failure, const char *host, struct err *err)
{
    switch (failure->code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        err_set(err, ERR_NETWORK, "no answer from %s: %s is not found", host,
                failure->code == CURLE_COULDNT_RESOLVE_HOST ? "this name" : "the proxy's name");
        err_hint(err, "look at the network, the region and the endpoint");
        return true;
    case CURLE_COULDNT_CONNECT:
        set_connect_error(failure, host, err);
        return true;
    case CURLE_OPERATION_TIMEDOUT:
        set_timeout_error(failure, host, err);
        return true;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
        return set_trust_error(failure, host, err);
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
        err_set(err, ERR_NETWORK, "%s does not answer in HTTP", host);
        return err_hint(err, "look whether the endpoint is one of AWS");
    case CURLE_SSL_CONNECT_ERROR:
        err_set(err, ERR_NETWORK, "no answer from %s: no TLS connection came about", host);
        err_hint(err, "look whether the endpoint speaks https");
        return true;
    default:
        if (!failure->sent)
            set_connect_error(failure, host, err);
        else
            err_set(err, ERR_NETWORK, "no answer from %s: the connection ended before the answer was whole",
                    host);
        return true;
    }
}

bool http_failure_explain(const struct http_failure *failure, struct err *err)
{
    char host[300];

    http_failure_host(failure->url, host, sizeof host);
    if (failure->most_headers || failure->most_bytes)
        return set_size_error(failure, host, err);
    return explain_code(failure, host, err);
}

/*
 * endpoint: which host serves which service in which region.
 *
 * Tables from botocore's partitions.json and endpoints.json. An endpoint given by --endpoint-url or
 * AWS_ENDPOINT_URL serves all services in all regions; the per-service variables and the config's services
 * sections separate them. Regions that no table knows are not refused.
 */
#ifndef AWS_ENDPOINT_H
#define AWS_ENDPOINT_H

#include <stdbool.h>
#include "base/err.h"
#include "base/texts.h"

enum aws_service {
    AWS_CLOUDCONTROL,
    AWS_CUSTOMER_PROFILES,
    AWS_STS,
    AWS_SSO,      /* IAM Identity Center's portal; its calls are not signed */
    AWS_SSO_OIDC, /* its tokens; likewise */
    AWS_IAM,      /* one host a partition, signed for one region */
    AWS_SERVICES
};

struct aws_config;

/* "cloudcontrolapi", "profile", "sts": SigV4's service name. */
const char *endpoint_signing_name(enum aws_service service);
/* The region that a call to the service in region is signed for: of the partition's IAM, or region itself. */
const char *endpoint_signing_region(enum aws_service service, const char *region);
/* The URL without a trailing slash. option: --endpoint-url or NULL, which serves all but IAM Identity Center. Plain http only to loopback or when
 * allow_http lists it (ERR_USAGE). free(). */
char *endpoint_url(enum aws_service service, const char *region, const char *option,
                   const struct aws_config *config, const char *profile, const struct texts *allow_http,
                   struct err *err);
enum { ENDPOINT_HOST_SIZE = 256 };
/* The host of a URL without port and brackets; false if there is none, if it has a user's name, or if it is longer than
 * the buffer. */
bool endpoint_host(const char *url, char *host, size_t size);
/* Is this URL one of loopback? */
bool endpoint_is_loopback(const char *url);
/* Regions of the partition of `region` (NULL: aws) where Customer Profiles is offered. */
void endpoint_profiles_regions(const char *region, struct texts *names);
/* A region's name as AWS forms them: us-east-1. Else ERR_USAGE with the near name. Which regions there are this does
 * not ask: AWS has new ones. */
bool endpoint_region_is_plausible(const char *region, struct err *err);
/* A name that can be a host's part: enough where the endpoint is configured, and stand-ins name their own. */
bool endpoint_region_is_label(const char *region, struct err *err);
/* True for the regions that AWS has named so far, in any partition. */
bool endpoint_region_is_known(const char *region);
/* The known region whose name is near, or NULL. */
const char *endpoint_region_near(const char *region);
/* True if something configures an endpoint for the service: then any label may be a region. */
bool endpoint_is_configured(enum aws_service service, const char *option, const struct aws_config *config,
                            const char *profile);

#endif

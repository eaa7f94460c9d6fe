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
    AWS_IAM, /* one host a partition, signed for one region */
    AWS_SERVICES
};

struct aws_config;

/* "cloudcontrolapi", "profile", "sts": SigV4's service name. */
const char *endpoint_signing_name(enum aws_service service);
/* The region that a call to the service in region is signed for: of the partition's IAM, or region itself. */
const char *endpoint_signing_region(enum aws_service service, const char *region);
/* The URL without a trailing slash. option: --endpoint-url or NULL. Plain http only to loopback or when
 * allow_http lists it (ERR_USAGE). free(). */
char *endpoint_url(enum aws_service service, const char *region, const char *option,
                   const struct aws_config *config, const char *profile, const struct texts *allow_http,
                   struct err *err);
/* Is this URL one of loopback? */
bool endpoint_is_loopback(const char *url);
/* Regions of the partition of `region` (NULL: aws) where Customer Profiles is offered. */
void endpoint_profiles_regions(const char *region, struct texts *names);
/* A well-formed region name; else ERR_USAGE with the near names. */
bool endpoint_region_is_plausible(const char *region, struct err *err);

#endif

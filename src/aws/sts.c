#include "aws/sts.h"

#include <string.h>

#include "base/mem.h"

/* Changes wait for this answer: an endpoint that swallows requests must not hold them up for minutes. */
enum { IDENTITY_MS = 10000 };

void sts_caller_identity(struct aws_call *call)
{
    call->total_ms = IDENTITY_MS;
    call->service = AWS_STS;
    call->operation = "GetCallerIdentity";
    call->method = "POST";
    call->path = "/";
    call->query = "";
    call->target = NULL;
    call->content_type = "application/x-www-form-urlencoded; charset=utf-8";
    call->body = "Action=GetCallerIdentity&Version=2011-06-15";
}

char *sts_principal(const char *arn)
{
    const char *resource = arn, *colon, *slash;

    while ((colon = strchr(resource, ':')))
        resource = colon + 1;
    if (strncmp(resource, "assumed-role/", 13) == 0) {
        resource += 13;
        return mem_dup_n(resource, strcspn(resource, "/"));
    }
    slash = strrchr(resource, '/');
    return mem_dup(slash ? slash + 1 : resource);
}

#include "model/integration.h"

#include <string.h>

#include "base/mem.h"

/* The parts of an ARN: arn:partition:service:region:account:resource. */
enum { ARN_SERVICE = 2, ARN_RESOURCE = 5 };

/* The start of the part with this number; NULL: there are not so many. */
static const char *part(const char *arn, int number)
{
    while (number-- > 0 && arn) {
        arn = strchr(arn, ':');
        arn = arn ? arn + 1 : NULL;
    }
    return arn;
}

char *integration_words(const char *uri)
{
    const char *service = part(uri, ARN_SERVICE), *resource = part(uri, ARN_RESOURCE), *name;

    if (strncmp(uri, "arn:", 4) != 0 || !resource || !*resource)
        return mem_dup(uri);
    name = strrchr(resource, '/');
    name = name && name[1] ? name + 1 : resource;
    return mem_printf("%s (%.*s)", name, (int)strcspn(service, ":"), service);
}

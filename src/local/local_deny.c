#include "local/local_deny.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "base/mem.h"
#include "local/local_sts.h"

static bool fits(const char *entry, size_t length, const char *action)
{
    if (length > 0 && entry[length - 1] == '*')
        return strncasecmp(entry, action, length - 1) == 0;
    return strlen(action) == length && strncasecmp(entry, action, length) == 0;
}

bool local_deny_has(const char *list, const char *action)
{
    for (const char *p = list; p != NULL && *p != '\0';) {
        p += strspn(p, " ");
        size_t length = strcspn(p, ", ");
        if (fits(p, length, action))
            return true;
        p += length + strspn(p + length, ", ");
    }
    return false;
}

char *local_deny_text(const char *action, const char *region, const char *resource)
{
    int prefix = (int)strcspn(action, ":");
    bool global = strncmp(action, "iam:", 4) == 0;
    return mem_printf("User: " LOCAL_STS_USER_ARN " is not authorized to perform: %s on resource: "
                      "arn:aws:%.*s:%s:" LOCAL_STS_ACCOUNT
                      ":%s because no identity-based policy allows the %s action",
                      action, prefix, action, global ? "" : region, resource, action);
}

bool local_deny_admits(const char *list, struct exchange *x, const char *action, const char *resource)
{
    if (!local_deny_has(list, action))
        return true;
    char *text = local_deny_text(action, x->region, resource);
    exchange_fail(x, exchange_dialect(x) == EXCHANGE_XML ? "AccessDenied" : "AccessDeniedException", "%s",
                  text);
    free(text);
    return false;
}

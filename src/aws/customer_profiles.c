#include "aws/customer_profiles.h"

#include <stdlib.h>

#include "aws/sigv4.h"
#include "base/mem.h"
#include "base/strbuf.h"

/* "/domains/DOMAIN/list/NAME" and below: domain and name (may be NULL) are
 * encoded, the rest are AWS's own words. */
static char *path_of(const char *domain, const char *list, const char *name, const char *below)
{
    struct strbuf path = STRBUF_INIT;

    strbuf_adds(&path, "/domains/");
    sigv4_encode(&path, domain);
    strbuf_addf(&path, "/%s", list);
    if (name) {
        strbuf_addc(&path, '/');
        sigv4_encode(&path, name);
    }
    strbuf_adds(&path, below);
    return strbuf_detach(&path);
}

static char *page_of(int rows, const char *next_token)
{
    struct strbuf query = STRBUF_INIT;

    strbuf_addf(&query, "max-results=%d", rows);
    if (next_token) {
        strbuf_adds(&query, "&next-token=");
        sigv4_encode(&query, next_token);
    }
    return strbuf_detach(&query);
}

void customer_profiles_list_domains(struct customer_profiles_call *call, const char *next_token)
{
    call->operation = "ListDomains";
    call->path = mem_dup("/domains");
    call->query = page_of(100, next_token);
}

void customer_profiles_list_event_triggers(struct customer_profiles_call *call, const char *domain,
                                           const char *next_token)
{
    call->operation = "ListEventTriggers";
    call->path = path_of(domain, "event-triggers", NULL, "");
    call->query = page_of(100, next_token);
}

void customer_profiles_list_object_types(struct customer_profiles_call *call, const char *domain,
                                         const char *next_token)
{
    call->operation = "ListProfileObjectTypes";
    call->path = path_of(domain, "object-types", NULL, "");
    call->query = page_of(100, next_token);
}

void customer_profiles_get_object_type(struct customer_profiles_call *call, const char *domain,
                                       const char *object_type)
{
    call->operation = "GetProfileObjectType";
    call->path = path_of(domain, "object-types", object_type, "");
    call->query = mem_dup("");
}

void customer_profiles_list_attributes(struct customer_profiles_call *call, const char *domain,
                                       const char *object_type, const char *next_token)
{
    call->operation = "ListObjectTypeAttributes";
    call->path = path_of(domain, "object-types", object_type, "/attributes");
    call->query = page_of(100, next_token);
}

void customer_profiles_list_segments(struct customer_profiles_call *call, const char *domain,
                                     const char *next_token)
{
    call->operation = "ListSegmentDefinitions";
    call->path = path_of(domain, "segment-definitions", NULL, "");
    call->query = page_of(500, next_token);
}

/* Hidden ones too: a hidden integration stops a deletion as any other does. */
void customer_profiles_list_integrations(struct customer_profiles_call *call, const char *domain,
                                         const char *next_token)
{
    char *page = page_of(100, next_token);

    call->operation = "ListIntegrations";
    call->path = path_of(domain, "integrations", NULL, "");
    call->query = mem_printf("include-hidden=true&%s", page);
    free(page);
}

void customer_profiles_fill(struct aws_call *call, const struct customer_profiles_call *c)
{
    call->service = AWS_CUSTOMER_PROFILES;
    call->operation = c->operation;
    call->method = "GET";
    call->path = c->path;
    call->query = c->query;
    call->target = NULL;
    call->content_type = NULL;
    call->body = NULL;
}

void customer_profiles_release(struct customer_profiles_call *call)
{
    free(call->path);
    free(call->query);
    *call = (struct customer_profiles_call){0};
}

int64_t customer_profiles_time(const cJSON *item, const char *name)
{
    return aws_json_time(item, name);
}

char *customer_profiles_tags(const cJSON *item)
{
    const cJSON *tags = json_get(item, "Tags"), *tag;
    struct strbuf list = STRBUF_INIT;

    if (!cJSON_IsObject(tags) || !tags->child)
        return NULL;
    cJSON_ArrayForEach(tag, tags)
    {
        strbuf_adds(&list, tag == tags->child ? "[{\"Key\":" : ",{\"Key\":");
        json_quote(&list, tag->string);
        strbuf_adds(&list, ",\"Value\":");
        json_quote(&list, cJSON_IsString(tag) ? tag->valuestring : "");
        strbuf_addc(&list, '}');
    }
    strbuf_addc(&list, ']');
    return strbuf_detach(&list);
}

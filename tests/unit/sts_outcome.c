#include "sts_outcome.h"

#include <string.h>

#include "base/mem.h"

/* An answer with its length; free(). */
static char *answer(const char *status, const char *body)
{
    return mem_printf("HTTP/1.1 %s\r\nContent-Length: %zu\r\n\r\n%s", status, strlen(body), body);
}

void sts_begin(struct sts *sts, const char *status, const char *body)
{
    sts->text = answer(status, body);
    sts->step = (struct tiny_step){TINY_ANSWER, sts->text, 0};
    sts->server = tiny_server_new(&sts->step, 1);
    sts->url = tiny_server_url(sts->server, "");
}

void sts_end(struct sts *sts)
{
    tiny_server_free(sts->server);
    free(sts->url);
    free(sts->text);
}

char *sts_form(struct sts *sts, size_t i)
{
    char *request = tiny_server_request(sts->server, i);
    const char *body;
    char *form;

    assert_non_null(request);
    body = strstr(request, "\r\n\r\n");
    form = mem_dup(body + 4);
    free(request);
    return form;
}

bool sts_heard(struct sts *sts, size_t i, const char *text)
{
    char *request = tiny_server_request(sts->server, i);
    bool found = request && strstr(request, text);

    free(request);
    return found;
}

bool sts_find(struct sts *sts, struct credentials_case search, struct credentials_outcome *found)
{
    search.profile = "p";
    search.ignore_env = true;
    search.endpoint_url = sts->url;
    return credentials_outcome_find(&search, found);
}

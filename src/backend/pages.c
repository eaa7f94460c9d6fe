#include "backend/pages.h"

#include <stdlib.h>
#include <string.h>
#include "base/mem.h"

/* Half a million rows at 100 a page: fifty times what a large account holds. */
enum { PAGES_MOST = 5000 };

static enum pages_step refuse(struct err *err, const char *why)
{
    err_set(err, ERR_FAILED, "%s", why);
    return PAGES_ENDLESS;
}

static bool is_power_of_two(unsigned number)
{
    return (number & (number - 1)) == 0;
}

enum pages_step pages_next(struct pages *pages, const cJSON *answer, struct err *err)
{
    const char *next = json_text(answer, "NextToken");
    if (next == NULL || *next == '\0')
        return PAGES_END;
    if ((pages->token != NULL && strcmp(next, pages->token) == 0) ||
        (pages->mark != NULL && strcmp(next, pages->mark) == 0))
        return refuse(err, "the service repeats the same page");
    if (++pages->count >= PAGES_MOST)
        return refuse(err, "the service gives page after page without an end");
    free(pages->token);
    pages->token = mem_dup(next);
    /* Brent's way to find a circle of any length: the mark moves to ever later pages, ever more seldom. */
    if (is_power_of_two(pages->count)) {
        free(pages->mark);
        pages->mark = mem_dup(next);
    }
    return PAGES_MORE;
}

void pages_release(struct pages *pages)
{
    free(pages->token);
    free(pages->mark);
    *pages = (struct pages){.token = NULL};
}

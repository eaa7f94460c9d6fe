/*
 * pages: the way through a service's pages, which comes to an end.
 *
 * A listing goes on as long as an answer holds a NextToken. A service that is broken (or hostile) may lead in
 * a circle or on and on; both are noticed here, so that nobody waits for ever. Worker thread.
 */
#ifndef BACKEND_PAGES_H
#define BACKEND_PAGES_H

#include "base/err.h"
#include "base/json.h"

/* All zero before the first page. */
struct pages {
    char *token; /* owned: of the page that is asked for; NULL: the first */
    char *mark;  /* owned: a token of an earlier page; to meet it again is to walk in a circle */
    unsigned count;
};

enum pages_step { PAGES_END, PAGES_MORE, PAGES_ENDLESS };

/* Takes the NextToken of an answer. PAGES_MORE: pages->token is to be asked for. PAGES_ENDLESS:
 * err says why (ERR_FAILED). */
enum pages_step pages_next(struct pages *pages, const cJSON *answer, struct err *err);
/* Back to the first page. */
void pages_release(struct pages *pages);

#endif

/* promote_review: the review of triggers that are copied to other places, while it is still being read what stands there. */
#ifndef TUI_PROMOTE_REVIEW_H
#define TUI_PROMOTE_REVIEW_H

#include "tui/promotion.h"
#include "tui/view.h"

/* To be pushed. Starts the promotion, which is the review's from now on (*promotion is empty then). title: "promote
 * parcel-late"; home: the screen that is on top when all is sent. */
struct view *promote_review_new(struct tui *tui, struct promotion *promotion, const char *title,
                                struct view *home);

#endif

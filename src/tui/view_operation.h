/* view_operation: all that is known of one change: the whole progress event, what it does, how it ended. */
#ifndef TUI_VIEW_OPERATION_H
#define TUI_VIEW_OPERATION_H

#include <stdint.h>
#include "model/operation.h"
#include "tui/view.h"

/* To be pushed. */
struct view *view_operation_new(struct tui *tui, uint64_t number);
/* Carries out C, T, R, L, X, y and n on an operation, or says why not. False: not one of them. */
bool view_operation_act(struct tui *tui, const struct operation *operation, enum action_id action);
/* What the person is asked, and with which keys it is answered; nothing if it asks nothing. Appends. */
void view_operation_question(struct tui *tui, const struct operation *operation, struct strbuf *out);
/* The sign and style of its state. */
enum canvas_sign view_operation_sign(const struct operation *operation, unsigned *style);
/* The actions for a footer in the list (the first two are ACTION_DETAILS and ACTION_FILTER). borrowed,
 * constant. NULL: nothing is selected. */
const enum action_id *view_operation_footer(const struct operation *operation);

#endif

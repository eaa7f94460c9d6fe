/*
 * sql_session: runs the statements of the console, one after the other, without stopping the keys.
 *
 * What a statement wants the worker reads; SQLite evaluates on this thread, at a tick, so that the screen says first that
 * it runs, and is cut off by Ctrl-C. A change is never sent without a review, which the session opens above the console;
 * when its operations have ended the rows of RETURNING are the result. UI thread.
 *
 *     sql_session_run → sql_session_tick, sql_session_changed, sql_session_shown until sql_session_is_idle → outcome
 */
#ifndef TUI_SQL_SESSION_H
#define TUI_SQL_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/texts.h"
#include "sql/result.h"

struct view;
struct sql_session;

/* What came of the last text. All is borrowed until the next run. */
struct sql_session_outcome {
    const struct result *result; /* of the last statement that gave rows; its number changes with each */
    uint64_t result_number;
    const char *words;          /* "12 rows", "retail|parcel-late is updated"; "" for none */
    const struct err *failure;  /* ERR_NONE: none */
    const char *text;           /* that was run */
    size_t fault;               /* the place of the failure in text; BATCH_NO_PLACE: it has none */
    const struct texts *broken; /* the rules that a change breaks, a line for each */
};

/* console: the screen that it runs for, borrowed; its tui may be set later. */
struct sql_session *sql_session_new(struct view *console);
/* What is under way is given up. */
void sql_session_free(struct sql_session *session);
bool sql_session_is_idle(const struct sql_session *session);
/* True while something goes on by itself: not while a review waits for the person. */
bool sql_session_is_busy(const struct sql_session *session);
/* Begins; only while it is idle. Copies. */
void sql_session_run(struct sql_session *session, const char *text);
/* Ctrl-C, Esc: gives up what is read or evaluated; changes that were sent go on. False: there was nothing. */
bool sql_session_stop(struct sql_session *session);
/* Of the console's view_type. tick returns 0 after a step, which is to be
 * drawn, else -1. */
int sql_session_tick(struct sql_session *session);
void sql_session_changed(struct sql_session *session);
void sql_session_shown(struct sql_session *session);
void sql_session_outcome(const struct sql_session *session, struct sql_session_outcome *out);
/* Appends what it does now: "reading eu-west-2, us-east-1"; nothing while it is idle. */
void sql_session_say(const struct sql_session *session, struct strbuf *out);

#endif

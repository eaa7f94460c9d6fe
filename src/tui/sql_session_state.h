/* sql_session_state: what a session of the console consists of. Private to sql_session*.c. */
#ifndef TUI_SQL_SESSION_STATE_H
#define TUI_SQL_SESSION_STATE_H

#include "sql/batch.h"
#include "sql/dml_items.h"
#include "sql/query.h"
#include "tui/sql_session.h"
#include "tui/tui.h"

enum sql_session_state {
    SQL_SESSION_IDLE,
    SQL_SESSION_DUE,   /* the query is evaluated at the next tick */
    SQL_SESSION_READS, /* what the query wants is read */
    SQL_SESSION_LOOKS, /* the triggers that are to be changed are read */
    SQL_SESSION_READY, /* a review is to be opened, once the console is on top */
    SQL_SESSION_ASKS,  /* it stands above */
    SQL_SESSION_SENDS  /* operations are under way */
};

/* What the query is for. */
enum sql_session_part { SQL_SESSION_ROWS, SQL_SESSION_VALUES, SQL_SESSION_RETURNING };

struct sql_session {
    struct view *console; /* borrowed */
    enum sql_session_state state;
    char *text; /* owned */
    struct batch batch;
    size_t at; /* the statement that is run */

    enum sql_session_part part;
    struct query query;
    bool querying;        /* query is begun */
    struct place_map map; /* of the query's text in the statement's; empty: it is the statement itself */

    struct dml_items items;
    bool by_dialog; /* the deletion's dialog says itself that it was left */

    char *profile, *endpoint; /* owned: of the connection that it runs on */
    struct result result;
    uint64_t result_number;
    struct strbuf words;
    struct err failure, held; /* held: of operations, said after RETURNING's rows are there */
    size_t fault;
    struct texts broken;
};

/* The statement that is run. */
const struct batch_statement *sql_session_statement(const struct sql_session *session);
/* Ends the text: failure is session->failure. fault: a place in the text, or BATCH_NO_PLACE. */
void sql_session_fail(struct sql_session *session, size_t fault);
/* The statement is done: the next one, or the end. */
void sql_session_next(struct sql_session *session);
/* Begins a query; sql and map are taken. */
void sql_session_query(struct sql_session *session, enum sql_session_part part, struct strbuf *sql,
                       struct place_map *map);

/* ---- changes (sql_session_change.c) ---- */

/* INSERT, UPDATE or DELETE begins. */
void sql_session_change(struct sql_session *session);
/* The values have been evaluated. */
void sql_session_take(struct sql_session *session);
/* The triggers that are changed may have been read, the review may be opened, operations may have ended. */
void sql_session_change_on(struct sql_session *session);
/* Something that stood above the console went. */
void sql_session_review_gone(struct sql_session *session);

#endif

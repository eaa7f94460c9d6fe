/*
 * form: a trigger's document as a flat outline of rows that can be edited.
 *
 * The rows are made from the field table (rule 1): a new property is a new row without a line of code here. A
 * row stands for one value of the document and has a place in the outline (depth), a label, and up to
 * FORM_CELLS cells: the values that are edited on its line. What is short stands on one line (an attribute, a
 * tag), what holds a list is a fold. Nothing is drawn here: view_form draws, tests read the rows.
 *
 * The document stays the truth: every edit (form_edit) changes it at once, so that each step can be taken
 * back. What was typed and fits no rule (letters in a number) stands in the document as a text, where check
 * finds it: nothing typed is ever lost, in drafts neither. Unknown properties are kept; values of a wrong
 * kind are shown as JSON.
 *
 * One cell or head has the focus; edits act on it. Rows and all that they point to are valid until the next
 * edit. UI thread.
 */
#ifndef TUI_FORM_H
#define TUI_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "base/texts.h"
#include "model/check.h"
#include "model/fields.h"

enum { FORM_CELLS = 6, FORM_HEAD = -1 };

/* How a cell is edited. */
enum form_kind {
    FORM_TEXT,     /* typed */
    FORM_PICKER,   /* typed, or picked from a list of the account */
    FORM_CHOICE,   /* one of the table's choices */
    FORM_INTEGER,  /* typed; a text in the document while it is no number */
    FORM_DURATION, /* typed as 5m or 1h30m, milliseconds in the document */
    FORM_BOOLEAN,  /* yes or no */
    FORM_VALUES,   /* texts on one line, see form_values; Enter opens them one a line */
    FORM_JSON      /* no kind that the table knows: shown as JSON, can be emptied, not typed */
};

/* One value on a row's line. */
struct form_cell {
    enum form_kind kind;
    const struct field *field; /* borrowed, static; NULL: a property that the table does not know */
    char *pointer;             /* owned: its place in the document, there or not */
    const cJSON *value;        /* borrowed: in the document; NULL: not there */
    const cJSON *base;         /* borrowed: what stood here in the base document; NULL: nothing */
    bool locked;               /* shown only */
};

/* One line of the outline. */
struct form_row {
    size_t depth;
    char
        *label; /* owned: "Name", "Conditions", "1", "dimension 1"; "" where the cells speak for themselves */
    char *pointer;                  /* owned: the value that the row stands for */
    const struct field *field;      /* borrowed, static; NULL: an unknown property */
    const cJSON *value;             /* borrowed; NULL: not there */
    const cJSON *base;              /* borrowed; NULL: it is new, or there is no base */
    bool fold, open;                /* has a head that opens and closes what stands below */
    bool item;                      /* one of a list: its pointer ends in its index */
    bool managed;                   /* an aws: tag: shown, never edited */
    bool fresh;                     /* inside something that the base does not have */
    size_t index;                   /* of an item, from 0 */
    char *list;                     /* owned: pointer of the list whose items stand below, or NULL */
    const struct field *list_field; /* borrowed, static; NULL without a list */
    size_t list_count;              /* items below now */
    struct form_cell cells[FORM_CELLS];
    size_t cell_count;
    size_t problem_count;          /* at this row, or hidden inside it when it is closed */
    const struct problem *problem; /* borrowed: the first of them, or NULL */
    int problem_cell;              /* the cell that it concerns, or FORM_HEAD */
};

struct form_rows {
    struct form_row *items; /* owned */
    size_t count, capacity;
};

/* What is closed and what is opened one a line, by pointer; see form_folds. */
struct form_folds {
    struct texts closed; /* folds; all others are open */
    struct texts spread; /* lists of texts that stand one a line */
};

struct form_undo;

struct form {
    cJSON *document; /* owned; read it freely, change it only through the calls below */
    cJSON *base;     /* owned; NULL for a new trigger */
    bool editing;    /* the trigger exists: create-only properties are locked */
    bool read_only;  /* nothing can be edited */
    bool shared;     /* the document is what several triggers share (bulk.h), and base what they shared */
    struct form_rows rows;
    struct problems problems;
    struct form_folds folds;
    struct form_undo *undo; /* owned */
    size_t row;             /* the focus */
    int cell;               /* FORM_HEAD or the cell of the focus */
    uint64_t version;       /* moves with every change of the document */
    uint64_t counted;       /* the version that change_count is of; 0: none */
    size_t change_count;
};

/* A form over a copy of document (an object). base (copied) is what changes are counted against, NULL for a
 * new trigger. editing: the trigger exists. Free with form_free. */
struct form *form_new(const cJSON *base, const cJSON *document, bool editing, bool read_only);
/* A form over what several triggers share, as bulk_shared made it (copied); properties that they cannot share have no row.
 * What differs is shown as that until it is typed anew; emptied again it differs again, and taken away it goes in all. */
struct form *form_new_shared(const cJSON *shared);
void form_free(struct form *form);

/* From now on changes are counted against base (copied). The document, the focus and what can be undone stay
 * as they are. */
void form_rebase(struct form *form, const cJSON *base);

/* ---- focus ---- */

/* The row and the cell with the focus; the cell is NULL on a head. borrowed. */
const struct form_row *form_focused_row(const struct form *form);
const struct form_cell *form_focused_cell(const struct form *form);
/* Another row: up (negative) or down, keeping the cell where there is one. */
void form_move_rows(struct form *form, long rows);
/* The next (or previous) head or cell, across rows; locked ones are passed over. At the ends it goes round.
 */
void form_move_cells(struct form *form, bool forward);
/* The place whose pointer fits best, opened if it was hidden. */
void form_focus(struct form *form, const char *pointer);
/* Opens or closes the focused fold, or spreads the focused values one a line. false: there is nothing to
 * open. */
bool form_toggle(struct form *form);
/* The next place with a problem, going round, opened if it was hidden. false: there is none. */
bool form_next_problem(struct form *form);

/* ---- reading ---- */

/* The number of leaves that differ from the base, as Review counts them. Always 0 for a new trigger that is
 * empty. */
size_t form_change_count(struct form *form);
/* What stood here: "was 500", "new", "1 removed"; appended. false: nothing changed. */
bool form_was(const struct form *form, const struct form_row *row, struct strbuf *out);
/* The problem of a row in words, appended: the rule, or "2 problems inside". false: none. */
bool form_problem_words(const struct form_row *row, struct strbuf *out);
/* The counter of a row with a list, appended: "2 of 10". false: it has none. */
bool form_counter(const struct form_row *row, struct strbuf *out);

/* After the document changed: rows and problems anew, the focus where the pointer leads. For form_edit. */
void form_refresh(struct form *form, const char *pointer);

#endif

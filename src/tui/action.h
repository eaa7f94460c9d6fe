/*
 * action: everything a key or a `:` command can do, in one table.
 *
 * Keys, the help screen, completion after `:`, footers, [keys] of the config and the manual's key table are
 * made from it. A new key is one row here and its case in a screen's act function. The table is constant; any
 * thread may read it.
 */
#ifndef TUI_ACTION_H
#define TUI_ACTION_H

#include <stdbool.h>
#include <stddef.h>

enum action_id {
    ACTION_NONE,
    /* everywhere */
    ACTION_HELP,
    ACTION_COMMAND,
    ACTION_QUIT,
    ACTION_BACK,
    ACTION_STOP,
    ACTION_REDRAW,
    ACTION_SUSPEND,
    ACTION_MESSAGES,
    ACTION_OPERATIONS,
    ACTION_THEME,
    ACTION_LOGIN,
    ACTION_DOCTOR,
    /* moving in lists and long texts */
    ACTION_DOWN,
    ACTION_UP,
    ACTION_TOP,
    ACTION_BOTTOM,
    ACTION_PAGE_DOWN,
    ACTION_PAGE_UP,
    ACTION_COLUMNS_LEFT,
    ACTION_COLUMNS_RIGHT,
    /* lists */
    ACTION_FILTER,
    ACTION_SORT,
    ACTION_SORT_REVERSE,
    ACTION_MARK,
    ACTION_MARK_RANGE,
    ACTION_MARK_ALL,
    ACTION_MARK_NONE,
    ACTION_VIEW,
    ACTION_DETAILS,
    ACTION_CHOOSE,
    ACTION_OPEN,
    /* triggers and view */
    ACTION_EDIT,
    ACTION_TEXT,
    ACTION_EXPORT,
    ACTION_NEW,
    ACTION_DRAFTS,
    ACTION_DELETE,
    ACTION_UNDO,
    ACTION_PROMOTE,
    ACTION_REGION,
    ACTION_DOMAIN,
    ACTION_PROFILE,
    ACTION_COMPARE,
    ACTION_NEXT_DIFFERENCE,
    ACTION_PREVIOUS_DIFFERENCE,
    ACTION_COPY,
    ACTION_AWS_COMMAND,
    ACTION_REFRESH,
    ACTION_FOLD,
    ACTION_UNFOLD,
    ACTION_JSON,
    ACTION_YAML,
    ACTION_TREE,
    ACTION_TRY,
    /* trying with an object */
    ACTION_SAMPLE_FILE,
    ACTION_SAMPLE_NEW,
    /* form */
    ACTION_NEXT_FIELD,
    ACTION_PREVIOUS_FIELD,
    ACTION_NEXT_ROW,
    ACTION_PREVIOUS_ROW,
    ACTION_ADD,
    ACTION_REMOVE,
    ACTION_DUPLICATE,
    ACTION_MOVE_UP,
    ACTION_MOVE_DOWN,
    ACTION_NEXT_PROBLEM,
    ACTION_UNDO_EDIT,
    ACTION_REDO_EDIT,
    ACTION_FIELD_HELP,
    ACTION_REVIEW,
    ACTION_DISCARD,
    /* review and dialogs */
    ACTION_SUBMIT,
    ACTION_PATCH,
    ACTION_NEXT_BUTTON,
    ACTION_PREVIOUS_BUTTON,
    ACTION_PRESS,
    /* changed elsewhere */
    ACTION_THEIRS,
    ACTION_YOURS,
    ACTION_BY_HAND,
    /* form, review and operations */
    ACTION_INSTEAD,
    /* operations */
    ACTION_CANCEL,
    ACTION_RETRY,
    ACTION_RESUME,
    ACTION_LOOK_UP,
    ACTION_DROP,
    ACTION_GO_ON,
    ACTION_LEAVE_IT,
    ACTION_COPY_CHANGE,
    /* connection */
    ACTION_LOCAL,
    /* the SQL console */
    ACTION_SQL,
    ACTION_RUN,
    ACTION_OLDER,
    ACTION_NEWER,
    ACTION_NEW_LINE,
    ACTION_RESULTS,
    /* a text field */
    ACTION_LINE_LEFT,
    ACTION_LINE_RIGHT,
    ACTION_LINE_START,
    ACTION_LINE_END,
    ACTION_LINE_RUB,
    ACTION_LINE_DELETE,
    ACTION_LINE_RUB_WORD,
    ACTION_LINE_RUB_BLANK,
    ACTION_LINE_CLEAR,
    ACTION_LINE_KILL,
    ACTION_LINE_YANK,
    ACTION_LINE_WORD_LEFT,
    ACTION_LINE_WORD_RIGHT,
    ACTION_LINE_DELETE_WORD,
    ACTION_COMPLETE,
    ACTION_COUNT
};

/* Where a key works, the narrowest first: when two actions have the same key, the one of the lower bit is
 * meant. */
enum action_context {
    ACTION_IN_LINE = 1 << 0,   /* a text field has the focus */
    ACTION_IN_PROMPT = 1 << 1, /* the command line */
    ACTION_IN_TRIGGERS = 1 << 2,
    ACTION_IN_VIEW = 1 << 3,
    ACTION_IN_FORM = 1 << 4,
    ACTION_IN_REVIEW = 1 << 5,
    ACTION_IN_OPERATIONS = 1 << 6,
    ACTION_IN_PICKER = 1 << 7,
    ACTION_IN_DIALOG = 1 << 8,
    ACTION_IN_CONNECTION = 1 << 9,
    ACTION_IN_MERGE = 1 << 10,
    ACTION_IN_COMPARE = 1 << 11,
    ACTION_IN_TRY = 1 << 12,
    ACTION_IN_SQL = 1 << 13,
    ACTION_IN_LIST = 1 << 14,   /* added by every screen that is a list */
    ACTION_IN_SCROLL = 1 << 15, /* added by every screen that is a long text */
    ACTION_IN_EVERYWHERE = 1 << 16
};

/* What may follow the name after `:`. */
enum action_argument {
    ACTION_TAKES_NOTHING,
    ACTION_TAKES_TEXT,
    ACTION_TAKES_REGIONS,
    ACTION_TAKES_DOMAINS,
    ACTION_TAKES_PROFILE,
    ACTION_TAKES_COLUMN,
    ACTION_TAKES_THEME
};

struct action {
    enum action_id id;
    const char *name;  /* after `:` and in [keys]: "mark-all" */
    const char *keys;  /* defaults, as keymap reads them: "j Down"; "" for none */
    unsigned contexts; /* where: bits of enum action_context */
    enum action_argument argument;
    const char *hint; /* a word or two for the footer: "view"; NULL: never in a footer */
    const char *help; /* one line for help and the manual */
};

/* All rows, ACTION_NONE left out, in the order in which help shows them. */
const struct action *action_table(size_t *count);
/* The row of an id; never NULL for a valid one. */
const struct action *action_get(enum action_id id);
/* By its whole name, or NULL. */
const struct action *action_find(const char *name);
/* The names of the contexts for headings: "everywhere", "lists", "form"; one bit each. */
const char *action_context_name(enum action_context context);
/* True if two sets of contexts hold on one screen at the same time, so that one key cannot serve both. */
bool action_contexts_meet(unsigned a, unsigned b);
/* Calls visit with every row and the heading under which the manual and the help screen show it, in that
 * order. A row with several contexts comes once for each. */
void action_each(void (*visit)(const char *heading, const struct action *action, void *context),
                 void *context);

#endif

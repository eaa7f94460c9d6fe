#include "tui/action.h"

#include "base/array.h"

/* Short names that keep a row of the table on few lines. */
enum {
    LINE = ACTION_IN_LINE,
    PROMPT = ACTION_IN_PROMPT,
    TRIGGERS = ACTION_IN_TRIGGERS,
    VIEW = ACTION_IN_VIEW,
    FORM = ACTION_IN_FORM,
    REVIEW = ACTION_IN_REVIEW,
    OPERATIONS = ACTION_IN_OPERATIONS,
    PICKER = ACTION_IN_PICKER,
    DIALOG = ACTION_IN_DIALOG,
    CONNECTION = ACTION_IN_CONNECTION,
    MERGE = ACTION_IN_MERGE,
    COMPARE = ACTION_IN_COMPARE,
    TRY = ACTION_IN_TRY,
    SQL = ACTION_IN_SQL,
    LIST = ACTION_IN_LIST,
    SCROLL = ACTION_IN_SCROLL,
    EVERYWHERE = ACTION_IN_EVERYWHERE
};
#define NO      ACTION_TAKES_NOTHING
#define TEXT    ACTION_TAKES_TEXT
#define REGIONS ACTION_TAKES_REGIONS
#define DOMAINS ACTION_TAKES_DOMAINS
#define NAMED   ACTION_TAKES_PROFILE
#define COLUMN  ACTION_TAKES_COLUMN
#define STYLE   ACTION_TAKES_THEME

/* clang-format off */
static const struct action table[] = {
    {ACTION_HELP, "help", "? F1", EVERYWHERE, NO, "help", "Help for what has the focus"},
    {ACTION_COMMAND, "command", ": Ctrl-P", EVERYWHERE, NO, "commands", "A command by its name; Tab completes"},
    {ACTION_QUIT, "quit", "q", EVERYWHERE, NO, "quit", "One step back; at the list, leave etrig (asks only if operations are open)"},
    {ACTION_BACK, "back", "Esc", EVERYWHERE, NO, "back", "One step back; never leaves etrig"},
    {ACTION_STOP, "stop", "Ctrl-C", EVERYWHERE, NO, NULL, "Stop reading, leave a question; at the list, leave etrig. Never cancels a change at AWS"},
    {ACTION_MESSAGES, "messages", "!", EVERYWHERE, NO, "messages", "Messages and errors, to read again"},
    {ACTION_REDRAW, "redraw", "Ctrl-L", EVERYWHERE, NO, NULL, "Draw the screen anew"},
    {ACTION_SUSPEND, "suspend", "Ctrl-Z", EVERYWHERE, NO, NULL, "Suspend etrig; fg comes back"},
    {ACTION_LOGIN, "login", "I", EVERYWHERE, NO, "sign in", "Sign in again where the login has ended (aws sso login in this terminal); nothing on the screen is lost"},
    {ACTION_DOCTOR, "doctor", "", EVERYWHERE, NO, NULL, "What works, step by step, and what to do about the rest; changes nothing"},
    {ACTION_THEME, "theme", "", EVERYWHERE, STYLE, NULL, "Colours: default, mono, high-contrast"},

    {ACTION_DOWN, "down", "j Down", LIST | SCROLL, NO, "down", "Down"},
    {ACTION_UP, "up", "k Up", LIST | SCROLL, NO, NULL, "Up"},
    {ACTION_TOP, "top", "g Home", LIST | SCROLL, NO, NULL, "To the top"},
    {ACTION_BOTTOM, "bottom", "G End", LIST | SCROLL, NO, NULL, "To the end"},
    {ACTION_PAGE_DOWN, "page-down", "PgDn Ctrl-F", LIST | SCROLL | FORM, NO, "page down", "A page down"},
    {ACTION_PAGE_UP, "page-up", "PgUp Ctrl-B", LIST | SCROLL | FORM, NO, NULL, "A page up"},
    {ACTION_COLUMNS_LEFT, "columns-left", "h Left", LIST | SCROLL, NO, NULL, "Columns, or the text, to the left"},
    {ACTION_COLUMNS_RIGHT, "columns-right", "l Right", LIST | SCROLL, NO, NULL, "Columns, or the text, to the right"},
    {ACTION_FILTER, "filter", "/", LIST, TEXT, "filter", "Filter as you type: all words match, !x does not, col:x in one column; Esc clears"},
    {ACTION_MARK, "mark", "Space", LIST, NO, "mark", "Mark or unmark"},
    {ACTION_MARK_RANGE, "mark-range", "V", LIST, NO, NULL, "Mark all from the last mark to here"},
    {ACTION_MARK_ALL, "mark-all", "a", LIST, NO, NULL, "Mark all that are shown"},
    {ACTION_MARK_NONE, "mark-none", "u", LIST, NO, NULL, "Unmark all"},

    {ACTION_VIEW, "view", "Enter", TRIGGERS, NO, "view", "View the trigger; on a region's line fold or unfold it"},
    {ACTION_EDIT, "edit", "e", TRIGGERS | VIEW, NO, "edit", "Edit in the form; with several marked what they share: description, limits, segment, tags"},
    {ACTION_TEXT, "text", "E F3 Ctrl-O", TRIGGERS | VIEW | FORM | TRY, TEXT, "text", "Edit as a text in $EDITOR: YAML, or :text json (an object that is tried: JSON); what breaks a rule comes back with it"},
    {ACTION_NEW, "new", "n", TRIGGERS, NO, "new", "A new trigger"},
    {ACTION_DRAFTS, "drafts", "", TRIGGERS | OPERATIONS, NO, NULL, "Drafts that wait: go on with one, also of a trigger that is not in the list"},
    {ACTION_DELETE, "delete", "D", TRIGGERS | VIEW, NO, "delete", "Delete the marked triggers, or this one; asks first"},
    {ACTION_UNDO, "undo", "z", TRIGGERS | VIEW | OPERATIONS | SQL, NO, "undo", "Undo the last change; among the operations this one. Shows first what that comes to"},
    {ACTION_PROMOTE, "promote", "p", TRIGGERS | VIEW, REGIONS, "promote", "Copy the marked triggers, or this one, to other regions, domains or a name"},
    {ACTION_SORT, "sort", "s", TRIGGERS, COLUMN, "sort", "Sort by the next column, or by the one named"},
    {ACTION_SORT_REVERSE, "sort-reverse", "S", TRIGGERS, NO, NULL, "Sort the other way round"},
    {ACTION_FOLD, "fold", "-", TRIGGERS, NO, NULL, "Fold this region"},
    {ACTION_UNFOLD, "unfold", "+", TRIGGERS, NO, NULL, "Unfold this region"},
    {ACTION_REGION, "region", "R", TRIGGERS, REGIONS, "regions", "Choose the regions"},
    {ACTION_DOMAIN, "domain", "d", TRIGGERS, DOMAINS, "domains", "Choose the domains"},
    {ACTION_PROFILE, "profile", "P", TRIGGERS | CONNECTION, NAMED, "profile", "Another profile"},
    {ACTION_LOCAL, "local", "L", CONNECTION, NO, "local cloud", "The local cloud instead"},
    {ACTION_OPERATIONS, "operations", "o", TRIGGERS | VIEW | SQL, NO, "operations", "Changes under way and ended"},
    {ACTION_COMPARE, "compare", "=", TRIGGERS | COMPARE, NO, "compare", "Compare the two marked triggers; there: what is equal too, or not"},
    {ACTION_NEXT_DIFFERENCE, "next-difference", "n", COMPARE, NO, "next difference", "The next difference"},
    {ACTION_PREVIOUS_DIFFERENCE, "previous-difference", "N", COMPARE, NO, NULL, "The difference before"},
    {ACTION_COPY, "copy", "c", TRIGGERS | VIEW | TRY, NO, "copy", "Copy the identifier, of several marked one a line; or the object that is tried"},
    {ACTION_AWS_COMMAND, "aws-command", "C Ctrl-Y", TRIGGERS | VIEW | REVIEW, NO, "as aws command", "Copy the equal aws command; of several marked, one a line"},
    {ACTION_EXPORT, "export", "x", TRIGGERS | VIEW | SQL, TEXT, "export", "Write the marked triggers, or this one, to files; of SQL the rows, as CSV or JSON"},
    {ACTION_REFRESH, "refresh", "r F5", TRIGGERS | VIEW | COMPARE | PICKER | CONNECTION | TRY, NO, "refresh", "Read again"},
    {ACTION_JSON, "json", "J", VIEW | TRY, NO, "json", "As JSON"},
    {ACTION_YAML, "yaml", "Y", VIEW, NO, "yaml", "As YAML"},
    {ACTION_TREE, "tree", "v", VIEW | TRY, NO, "tree", "As a tree and in words"},

    {ACTION_TRY, "test", "t F9", TRIGGERS | VIEW | FORM, NO, "try", "Try with an object: would it fire, and why; sends nothing"},
    {ACTION_SAMPLE_FILE, "sample-file", "f", TRY, TEXT, "file", "Read the object from a file; JSON that is pasted is taken too"},
    {ACTION_SAMPLE_NEW, "sample-new", "n", TRY, NO, "make one up", "Make an object up for which the trigger fires"},

    {ACTION_SQL, "sql", "", TRIGGERS | VIEW, TEXT, NULL, "The SQL console; :sql STATEMENT runs it there"},
    {ACTION_RUN, "run", "Enter", SQL, NO, "run", "Run the statement: one line, or several of which the last ends with ; or is empty. In the rows: this one, whole"},
    {ACTION_OLDER, "older", "Up", SQL, NO, "older", "The statement before"},
    {ACTION_NEWER, "newer", "Down", SQL, NO, NULL, "The statement after"},
    {ACTION_NEW_LINE, "new-line", "Ctrl-N", SQL, NO, "new line", "Another line of the statement"},
    {ACTION_RESULTS, "results", "S-Tab Ctrl-G", SQL, NO, "rows", "To the rows of the result, and back"},

    {ACTION_CHOOSE, "choose", "Enter", PICKER, NO, "choose", "Take the marked ones, or this one"},

    {ACTION_OPEN, "open", "Enter", FORM, NO, "open", "Open a choice, a picker, a fold, the values"},
    {ACTION_NEXT_FIELD, "next-field", "Tab", FORM, NO, NULL, "The next field"},
    {ACTION_PREVIOUS_FIELD, "previous-field", "S-Tab", FORM, NO, NULL, "The field before"},
    {ACTION_NEXT_ROW, "next-row", "Down", FORM, NO, NULL, "The next line, or the next choice"},
    {ACTION_PREVIOUS_ROW, "previous-row", "Up", FORM, NO, NULL, "The line before, or the choice before"},
    {ACTION_REVIEW, "review", "F2 Ctrl-S", FORM | MERGE, NO, "review", "Review the change; goes to the first problem, or the first line to answer, if there is one"},
    {ACTION_ADD, "add", "Ctrl-N", FORM, NO, "add", "Add an item below"},
    {ACTION_REMOVE, "remove", "Ctrl-X", FORM, NO, "remove", "Remove this item"},
    {ACTION_DUPLICATE, "duplicate", "Ctrl-Y", FORM, NO, "duplicate", "Duplicate this item"},
    {ACTION_MOVE_UP, "move-up", "Alt-Up F7", FORM, NO, "move up", "Move this item up"},
    {ACTION_MOVE_DOWN, "move-down", "Alt-Down F8", FORM, NO, "move down", "Move this item down"},
    {ACTION_NEXT_PROBLEM, "next-problem", "Ctrl-G", FORM, NO, "next problem", "To the next problem"},
    {ACTION_UNDO_EDIT, "undo-edit", "Ctrl-_", FORM, NO, "undo", "Undo the last step of typing"},
    {ACTION_REDO_EDIT, "redo-edit", "Ctrl-R", FORM, NO, NULL, "Do again what was undone"},
    {ACTION_FIELD_HELP, "field-help", "Ctrl-T F1", FORM, NO, "help", "Help on this field"},
    {ACTION_DISCARD, "discard", "", FORM, NO, NULL, "Discard what was typed, and its draft"},

    {ACTION_SUBMIT, "submit", "F4", REVIEW, NO, "submit", "Submit the change"},
    {ACTION_PATCH, "patch", "Ctrl-V", REVIEW, NO, "the patch", "The JSON patch that will be sent"},
    {ACTION_NEXT_BUTTON, "next-button", "Tab Right", REVIEW | DIALOG, NO, "next", "The next button or field"},
    {ACTION_PREVIOUS_BUTTON, "previous-button", "S-Tab Left", REVIEW | DIALOG, NO, NULL, "The button or field before"},
    {ACTION_PRESS, "press", "Enter", REVIEW | DIALOG | PROMPT | TRY, NO, "press", "Press the button, run the command, read the file"},

    {ACTION_THEIRS, "theirs", "t", MERGE, NO, "theirs", "Take theirs on this line"},
    {ACTION_YOURS, "yours", "y", MERGE, NO, "yours", "Keep yours on this line"},
    {ACTION_BY_HAND, "by-hand", "e", MERGE, NO, "edit by hand", "Write it by hand: to this property in the form"},
    {ACTION_INSTEAD, "instead", "F6", FORM | REVIEW | OPERATIONS, NO, NULL, "Create anew, from what was typed, what was deleted elsewhere; open the trigger that has the name of a new one"},

    {ACTION_DETAILS, "details", "Enter", OPERATIONS, NO, "details", "All that is known of the change"},
    {ACTION_CANCEL, "cancel", "C", OPERATIONS, NO, "cancel", "Ask AWS to cancel the change; AWS undoes nothing"},
    {ACTION_RETRY, "retry", "T", OPERATIONS, NO, "retry", "Try an ended change again"},
    {ACTION_RESUME, "resume", "R", OPERATIONS, NO, "resume", "Send an interrupted change again"},
    {ACTION_LOOK_UP, "look-up", "L", OPERATIONS, NO, "look up", "Find out what became of an interrupted change; sends nothing"},
    {ACTION_DROP, "drop", "X", OPERATIONS, NO, "drop", "Give an interrupted change up"},
    {ACTION_GO_ON, "go-on", "y", OPERATIONS, NO, "go on", "Answer a question: go on"},
    {ACTION_LEAVE_IT, "leave-it", "n", OPERATIONS, NO, "leave it", "Answer a question: leave it"},
    {ACTION_COPY_CHANGE, "copy-change", "c Ctrl-Y", OPERATIONS, NO, "as aws command", "Copy the aws command of this change"},

    {ACTION_LINE_LEFT, "line-left", "Left", LINE, NO, NULL, "One character to the left"},
    {ACTION_LINE_RIGHT, "line-right", "Right", LINE, NO, NULL, "One character to the right"},
    {ACTION_LINE_START, "line-start", "Home Ctrl-A", LINE, NO, NULL, "To the start of the text"},
    {ACTION_LINE_END, "line-end", "End Ctrl-E", LINE, NO, NULL, "To the end of the text"},
    {ACTION_LINE_RUB, "line-rub", "Backspace", LINE, NO, NULL, "Delete the character before"},
    {ACTION_LINE_DELETE, "line-delete", "Delete Ctrl-D", LINE, NO, NULL, "Delete the character under the cursor"},
    {ACTION_LINE_WORD_LEFT, "line-word-left", "Alt-b Ctrl-Left", LINE, NO, NULL, "One word to the left"},
    {ACTION_LINE_WORD_RIGHT, "line-word-right", "Alt-f Ctrl-Right", LINE, NO, NULL, "One word to the right"},
    {ACTION_LINE_DELETE_WORD, "line-delete-word", "Alt-d", LINE, NO, NULL, "Delete the word after the cursor"},
    {ACTION_LINE_RUB_WORD, "line-rub-word", "Alt-Backspace", LINE, NO, NULL, "Delete the word before"},
    {ACTION_LINE_RUB_BLANK, "line-rub-blank", "Ctrl-W", LINE, NO, NULL, "Delete back to the blank before"},
    {ACTION_LINE_CLEAR, "line-clear", "Ctrl-U", LINE, NO, NULL, "Delete back to the start of the text"},
    {ACTION_LINE_KILL, "line-kill", "Ctrl-K", LINE, NO, NULL, "Delete to the end of the text"},
    {ACTION_LINE_YANK, "line-yank", "Alt-y", LINE, NO, NULL, "Put in again what one of these deleted last"},
    {ACTION_COMPLETE, "complete", "Tab", PROMPT | SQL, NO, "complete", "Complete the command, or the word of the statement"},
};
/* clang-format on */

/* What holds at the same time, a row for each kind of screen. Where a text field is there only while a filter
 * is typed, its keys go before the list's, and that is no conflict. */
static const unsigned screens[] = {
    TRIGGERS | LIST | EVERYWHERE,      VIEW | SCROLL | EVERYWHERE,
    FORM | LINE | EVERYWHERE,          REVIEW | SCROLL | LINE | EVERYWHERE,
    REVIEW | LIST | LINE | EVERYWHERE, OPERATIONS | LIST | EVERYWHERE,
    PICKER | LIST | EVERYWHERE,        DIALOG | SCROLL | LINE | EVERYWHERE,
    CONNECTION | SCROLL | EVERYWHERE,  MERGE | SCROLL | EVERYWHERE,
    COMPARE | SCROLL | EVERYWHERE,     TRY | SCROLL | EVERYWHERE,
    PROMPT | LINE | EVERYWHERE,        SCROLL | EVERYWHERE,
    SQL | LIST | LINE | EVERYWHERE,
};

/* Headings in the order of the manual and the help screen. */
static const struct {
    enum action_context context;
    const char *name;
} headings[] = {
    {ACTION_IN_TRIGGERS, "triggers"},
    {ACTION_IN_VIEW, "view"},
    {ACTION_IN_FORM, "form"},
    {ACTION_IN_REVIEW, "review"},
    {ACTION_IN_OPERATIONS, "operations"},
    {ACTION_IN_PICKER, "pickers"},
    {ACTION_IN_DIALOG, "dialogs"},
    {ACTION_IN_CONNECTION, "connection"},
    {ACTION_IN_MERGE, "changed elsewhere"},
    {ACTION_IN_COMPARE, "compare"},
    {ACTION_IN_TRY, "trying"},
    {ACTION_IN_SQL, "SQL console"},
    {ACTION_IN_LIST, "lists"},
    {ACTION_IN_SCROLL, "long texts"},
    {ACTION_IN_LINE, "text fields"},
    {ACTION_IN_PROMPT, "command line"},
    {ACTION_IN_EVERYWHERE, "everywhere"},
};

const struct action *action_table(size_t *count)
{
    *count = ARRAY_COUNT(table);
    return table;
}

const struct action *action_get(enum action_id id)
{
    for (size_t i = 0; i < ARRAY_COUNT(table); i++) {
        if (table[i].id == id)
            return &table[i];
    }
    return NULL;
}

const struct action *action_find(const char *name)
{
    for (size_t i = 0; i < ARRAY_COUNT(table); i++) {
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    }
    return NULL;
}

const char *action_context_name(enum action_context context)
{
    for (size_t i = 0; i < ARRAY_COUNT(headings); i++) {
        if (headings[i].context == context)
            return headings[i].name;
    }
    return "";
}

bool action_contexts_meet(unsigned a, unsigned b)
{
    for (size_t i = 0; i < ARRAY_COUNT(screens); i++) {
        if (screens[i] & a && screens[i] & b)
            return true;
    }
    return false;
}

void action_each(void (*visit)(const char *heading, const struct action *action, void *context),
                 void *context)
{
    for (size_t h = 0; h < ARRAY_COUNT(headings); h++) {
        for (size_t i = 0; i < ARRAY_COUNT(table); i++) {
            if (table[i].contexts & headings[h].context)
                visit(headings[h].name, &table[i], context);
        }
    }
}

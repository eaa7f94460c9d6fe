/* tui_login: signing in without leaving: the code that a role wants, and the program that renews a login. */
#include "tui/tui_state.h"

#include "base/mem.h"
#include "tui/dialog.h"
#include "tui/view_connection.h"

enum { CODE_DIGITS = 6 };

/* ---- the code of a device ---- */

/* The box that asks for it, as its own context. */
struct asking {
    struct dialog *dialog; /* borrowed: the box owns us */
};

static bool is_code(const char *text)
{
    return strlen(text) == CODE_DIGITS && strspn(text, "0123456789") == CODE_DIGITS;
}

static void code_given(struct tui *tui, bool accepted, void *context)
{
    const struct asking *asking = context;
    backend_mfa(tui->options.backend, accepted ? dialog_text(asking->dialog) : NULL);
}

static void ask_code(struct tui *tui, const char *serial)
{
    struct asking *asking = mem_alloc(1, sizeof *asking);
    struct view *view = dialog_new(tui, &(struct dialog_options){.title = "Code of your MFA device",
                                                                 .cancel = "Cancel",
                                                                 .accept = "Go on",
                                                                 .done = code_given,
                                                                 .context = asking,
                                                                 .free_context = free});
    char *line = mem_printf("The role wants the six digits that %s shows now.", serial);
    asking->dialog = (struct dialog *)view;
    dialog_add(asking->dialog, THEME_PLAIN, line);
    dialog_want_text(asking->dialog, "Type the six digits", is_code);
    tui_push(tui, view);
    free(line);
}

static void watch_code(struct tui *tui, const struct store_connection *connection)
{
    bool asked = connection->mfa_serial != NULL;
    if (asked && !tui->asked_code)
        ask_code(tui, connection->mfa_serial);
    tui->asked_code = asked;
}

/* ---- the login ---- */

/* How it goes on: said with what ended, wherever the person is. */
static void hint_login(struct tui *tui, struct store_connection *connection)
{
    struct strbuf key = STRBUF_INIT;
    tui_key(tui, ACTION_LOGIN, &key);
    if (connection->login != NULL)
        err_hint(&connection->failure, "%s runs %s; nothing here is lost", key.text, connection->login);
    else
        err_hint(&connection->failure, "%s tries again; nothing here is lost", key.text);
    strbuf_release(&key);
}

void tui_watch_connection(struct tui *tui)
{
    struct store_connection *connection = &tui->options.store->connection;
    if (connection->no_credentials && !tui->no_credentials)
        tui_push(tui, view_connection_new(tui));
    if (connection->lapsed)
        hint_login(tui, connection);
    if (theme_header_colour(connection->colour))
        tui->wants |= TUI_WANTS_REDRAW;
    tui->no_credentials = connection->no_credentials;
    watch_code(tui, connection);
}

static void login_ended(struct tui *tui, int status, const struct err *err, void *context)
{
    char *command = context;
    if (err->code != ERR_NONE)
        tui_fail(tui, err);
    else if (status != 0)
        tui_failf(tui, "%s ended with %d", command, status);
    if (err->code == ERR_NONE && status == 0)
        tui_renew(tui);
}

void tui_login(struct tui *tui)
{
    const struct store_connection *connection = &tui->options.store->connection;
    free(tui->login);
    tui->login = mem_dup(connection->login);
    if (tui->login != NULL)
        tui_run_program(tui, tui->login, login_ended, tui->login);
    else if (connection->state == STORE_FAILED || connection->expires_ms > 0)
        tui_renew(tui);
    else
        tui_say(tui, "nothing signs in: the keys of this connection come from no login");
}

void tui_renew(struct tui *tui)
{
    bool nothing_read = tui->options.store->connection.no_credentials;
    tui_say(tui, "looking for the keys anew");
    backend_renew(tui->options.backend);
    if (nothing_read)
        backend_list(tui->options.backend, NULL);
}

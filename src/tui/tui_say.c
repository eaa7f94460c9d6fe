/* tui_say: the message line, and sentences that several screens need. */
#include <stdarg.h>
#include "base/mem.h"
#include "tui/clipboard.h"
#include "tui/frame.h"
#include "tui/tui_state.h"

/* ---- the message line ---- */

void tui_say_nothing(struct tui *tui)
{
    free(tui->message);
    free(tui->hint);
    tui->message = tui->hint = NULL;
    tui->message_style = THEME_PLAIN;
}

/* An error that nobody has read yet is not covered by mere words. */
static void set_message(struct tui *tui, unsigned style, const char *text, const char *hint)
{
    if (tui->message && tui->message_style == THEME_BAD && style != THEME_BAD)
        return;
    char *new_text = mem_dup(text), *new_hint = mem_dup(hint);
    tui_say_nothing(tui);
    tui->message = new_text;
    tui->hint = new_hint;
    tui->message_style = style;
}

void tui_say(struct tui *tui, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = NULL;
    if (vasprintf(&text, format, args) >= 0)
        set_message(tui, THEME_PLAIN, text, NULL);
    va_end(args);
    free(text);
}

void tui_say_news(struct tui *tui)
{
    const struct store *store = tui->options.store;
    uint64_t fresh = store->message_total - tui->seen_messages;
    tui->seen_messages = store->message_total;
    size_t first = fresh < store->message_count ? store->message_count - (size_t)fresh : 0;
    for (size_t i = first; i < store->message_count; i++) {
        const struct store_message *message = &store->messages[i];
        set_message(tui, message->is_error ? THEME_BAD : THEME_PLAIN, message->text, message->hint);
    }
}

void tui_fail(struct tui *tui, const struct err *err)
{
    store_add_error(tui->options.store, err);
    tui_say_news(tui);
}

void tui_failf(struct tui *tui, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = NULL;
    if (vasprintf(&text, format, args) >= 0)
        store_add_message(tui->options.store, true, text, NULL);
    va_end(args);
    free(text);
    tui_say_news(tui);
}

void tui_copy(struct tui *tui, const char *text, const char *words)
{
    clipboard_bytes(&tui->bytes, text, clipboard_find_path());
    if (clipboard_is_long(text))
        tui_say(tui, "%s; of %zu KB, which many terminals do not take", words, strlen(text) / 1000);
    else
        tui_say(tui, "%s", words);
}

/* ---- sentences ---- */

void tui_where(struct tui *tui, const char *region, struct strbuf *out)
{
    const struct store_connection *connection = &tui->options.store->connection;
    const char *dot = canvas_sign(CANVAS_SIGN_DOT);
    strbuf_addf(out, "%s %s ", region, dot);
    if (connection->account && *connection->account) {
        strbuf_adds(out, "account ");
        frame_account(out, connection->account);
    } else {
        strbuf_adds(out, "account unknown");
    }
    if (connection->local)
        strbuf_addf(out, " %s LOCAL", dot);
    else if (connection->profile && *connection->profile)
        strbuf_addf(out, " %s %s", dot, connection->profile);
    if (connection->protected_)
        strbuf_adds(out, " PROTECTED");
}

void tui_needs_room(struct tui *tui)
{
    tui_say(tui, "a larger terminal is needed: this one has no room for what would happen and where");
}

bool tui_refuses_changes(struct tui *tui)
{
    if (!tui->options.store->connection.read_only)
        return false;
    tui_failf(tui, "nothing can be changed: this connection is READ-ONLY");
    return true;
}

/* What names a connection whose account is unknown. free(). */
static char *agreed_key(struct tui *tui)
{
    const struct store_connection *connection = &tui->options.store->connection;
    return mem_printf("%s\n%s", connection->profile ? connection->profile : "",
                      connection->endpoint ? connection->endpoint : "");
}

bool tui_agreed_to_unknown(struct tui *tui)
{
    char *key = agreed_key(tui);
    bool agreed = tui->agreed && strcmp(tui->agreed, key) == 0;
    free(key);
    return agreed;
}

void tui_agree_to_unknown(struct tui *tui)
{
    free(tui->agreed);
    tui->agreed = agreed_key(tui);
}

#include "tui/aws_command.h"

#include "base/strbuf.h"
#include "model/fields.h"
#include "model/store.h"

static bool is_plain(const char *text)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:/@%+=,";
    return *text && text[strspn(text, plain)] == '\0';
}

/* Quoted for a POSIX shell: inside '…' only ' itself must be written otherwise. */
static void add_quoted(struct strbuf *out, const char *text)
{
    if (is_plain(text)) {
        strbuf_adds(out, text);
        return;
    }
    strbuf_addc(out, '\'');
    for (const char *p = text; *p; p++) {
        if (*p == '\'')
            strbuf_adds(out, "'\\''");
        else
            strbuf_addc(out, *p);
    }
    strbuf_addc(out, '\'');
}

static void add_option(struct strbuf *out, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    strbuf_addf(out, " --%s ", name);
    add_quoted(out, value);
}

char *aws_command_text(const struct aws_command *command, const struct store_connection *connection)
{
    struct strbuf out = STRBUF_INIT;
    bool creates = command->payload && !command->identifier;
    strbuf_addf(&out, "aws cloudcontrol %s", command->action);
    add_option(&out, "profile", connection->profile);
    add_option(&out, "region", command->region);
    if (!connection->local)
        add_option(&out, "endpoint-url", connection->endpoint);
    add_option(&out, "type-name", fields_event_trigger.type_name);
    add_option(&out, "identifier", command->identifier);
    add_option(&out, creates ? "desired-state" : "patch-document", command->payload);
    return strbuf_detach(&out);
}

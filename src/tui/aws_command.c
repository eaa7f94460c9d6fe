#include "tui/aws_command.h"

#include <string.h>

#include "base/strbuf.h"
#include "model/change.h"
#include "model/document.h"
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
    add_option(&out, "client-token", command->options.client_token);
    add_option(&out, "role-arn", command->options.role_arn);
    add_option(&out, "type-version-id", command->options.type_version_id);
    return strbuf_detach(&out);
}

/* The document of a create, the guarded patch of an update, as the backend makes them; NULL for a delete. */
static char *payload_of(const cJSON *before, const cJSON *after, const struct store_connection *connection)
{
    struct change_guards guards = {.test_absent_by_time = !connection->absence_unguarded};
    cJSON *payload = !after ? NULL : before ? change_patch(before, after, &guards) : document_sendable(after);
    char *text = payload ? json_print(payload) : NULL;

    cJSON_Delete(payload);
    return text;
}

char *aws_command_of_change(const char *region, const cJSON *before, const cJSON *after,
                            const struct change_options *options, const struct store_connection *connection)
{
    char *identifier = document_identifier(before ? before : after);
    char *payload = payload_of(before, after, connection), *text;
    struct aws_command command = {!before  ? "create-resource"
                                  : !after ? "delete-resource"
                                           : "update-resource",
                                  region,
                                  before ? identifier : NULL,
                                  payload,
                                  {NULL, NULL, NULL}};

    if (options)
        command.options = *options;

    text = aws_command_text(&command, connection);
    free(identifier);
    free(payload);
    return text;
}

/* The connection as the operation's own: without the profile where it is another's. */
static struct store_connection connection_of(const struct operation *operation,
                                             const struct store_connection *connection)
{
    struct store_connection own = *connection;
    bool same = strcmp(operation->account, connection->account) == 0 &&
                strcmp(operation->endpoint, connection->endpoint) == 0;

    if (same)
        return own;
    own.profile = NULL;
    own.endpoint = operation->endpoint;
    own.local = strncmp(operation->endpoint, "LOCAL", 5) == 0;
    return own;
}

char *aws_command_of_operation(const struct operation *operation, const struct store_connection *connection)
{
    struct store_connection own = connection_of(operation, connection);
    cJSON *before = operation->before ? json_parse_text(operation->before, NULL) : NULL;
    cJSON *after = operation->after ? json_parse_text(operation->after, NULL) : NULL;
    struct aws_command delete = {
        "delete-resource", operation->region, operation->identifier, NULL, {NULL, NULL, NULL}};
    char *text = NULL;

    if (operation->kind == OPERATION_DELETE)
        text = aws_command_text(&delete, &own);
    else if (after && (before || operation->kind == OPERATION_CREATE))
        text = aws_command_of_change(operation->region, before, after, NULL, &own);
    cJSON_Delete(before);
    cJSON_Delete(after);
    return text;
}

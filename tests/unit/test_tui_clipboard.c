/* clipboard and aws_command: what leaves etrig for other programs: every byte comes back. */
#include "helpers.h"

#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/store.h"
#include "tui/aws_command.h"
#include "tui/clipboard.h"

static char *bytes_of(const char *text, enum clipboard_path path)
{
    struct strbuf out = STRBUF_INIT;

    clipboard_bytes(&out, text, path);
    return strbuf_detach(&out);
}

static void the_sequence_is_osc_52_with_base64(void **state)
{
    (void)state;
    helpers_assert_text(bytes_of("", CLIPBOARD_DIRECT), "\033]52;c;\a");
    helpers_assert_text(bytes_of("a", CLIPBOARD_DIRECT), "\033]52;c;YQ==\a");
    helpers_assert_text(bytes_of("ab", CLIPBOARD_DIRECT), "\033]52;c;YWI=\a");
    helpers_assert_text(bytes_of("abc", CLIPBOARD_DIRECT), "\033]52;c;YWJj\a");
    helpers_assert_text(bytes_of("a\033\n\xc3\xbf", CLIPBOARD_DIRECT), "\033]52;c;YRsKw78=\a");
}

static void tmux_gets_it_plain_and_wrapped(void **state)
{
    (void)state;
    helpers_assert_text(bytes_of("abc", CLIPBOARD_TMUX),
                        "\033]52;c;YWJj\a\033Ptmux;\033\033]52;c;YWJj\a\033\\");
}

/* Unwrapped and joined, the pieces are the sequence; none is longer than what screen takes. */
static void screen_gets_it_in_small_pieces(void **state)
{
    char text[1001], *whole, *wrapped, *piece;
    struct strbuf joined = STRBUF_INIT;

    (void)state;
    memset(text, 'x', 1000);
    text[1000] = '\0';
    whole = bytes_of(text, CLIPBOARD_DIRECT);
    wrapped = bytes_of(text, CLIPBOARD_SCREEN);
    for (piece = wrapped; *piece;) {
        char *end = strstr(piece, "\033\\");

        assert_non_null(end);
        assert_memory_equal(piece, "\033P", 2);
        assert_true(end - piece < 250);
        strbuf_add(&joined, piece + 2, (size_t)(end - piece - 2));
        piece = end + 2;
    }
    assert_string_equal(joined.text, whole);
    strbuf_release(&joined);
    free(whole);
    free(wrapped);
}

static void what_terminals_drop_is_known(void **state)
{
    char *text = mem_alloc(75001, 1);

    (void)state;
    memset(text, 'x', 75000);
    assert_false(clipboard_is_long(text));
    text = mem_resize(text, 75002, 1);
    text[75000] = 'x';
    text[75001] = '\0';
    assert_true(clipboard_is_long(text));
    free(text);
}

/* ---- the shell gives back what was quoted ---- */

/* The words of a command as /bin/sh reads them, each ended by \n--\n. */
static char *words_of(const char *command)
{
    char *line = mem_printf("aws() { printf '%%s\\n--\\n' \"$@\"; }\n%s\n", command);
    char *path = mem_dup("/tmp/etrig-quote-XXXXXX"), buffer[512];
    struct strbuf out = STRBUF_INIT;
    int fd = mkstemp(path);
    FILE *file = fdopen(fd, "w"), *pipe;
    char *run = mem_printf("/bin/sh %s", path);
    size_t got;

    fputs(line, file);
    fclose(file);
    pipe = popen(run, "r");
    while ((got = fread(buffer, 1, sizeof buffer, pipe)) > 0)
        strbuf_add(&out, buffer, got);
    assert_int_equal(pclose(pipe), 0);
    remove(path);
    free(run);
    free(path);
    free(line);
    return strbuf_detach(&out);
}

static void a_shell_takes_each_word_back_byte_for_byte(void **state)
{
    static const char *const payloads[] = {
        "[{\"op\":\"add\",\"path\":\"/Description\",\"value\":\"it's\"}]",
        "'",
        "''",
        "\\'",
        "a'b\"c`d$e!f\\g",
        "$(touch /tmp/never)",
        "two\nlines\n\nand a blank ",
        "*?[a]~#&|;<>(){}",
        "\xe6\x8b\x85\xe5\xbd\x93 \xf0\x9f\x8e\x81",
        "-n",
        "%s%d\\n",
        "plain-text.1",
    };
    struct store_connection connection = {.profile = (char *)"o'hara & sons", .endpoint = (char *)""};

    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(payloads); i++) {
        struct aws_command command = {.action = "update-resource",
                                      .region = "us-east-1",
                                      .identifier = "retail|a b",
                                      .payload = payloads[i]};
        char *text = aws_command_text(&command, &connection), *words = words_of(text);
        char *wanted = mem_printf(
            "cloudcontrol\n--\nupdate-resource\n--\n--profile\n--\no'hara & sons\n--\n"
            "--region\n--\nus-east-1\n--\n--type-name\n--\nAWS::CustomerProfiles::EventTrigger\n--\n"
            "--identifier\n--\nretail|a b\n--\n--patch-document\n--\n%s\n--\n",
            payloads[i]);

        assert_string_equal(words, wanted);
        free(wanted);
        free(words);
        free(text);
    }
}

/* ---- the command of a change ---- */

static void each_kind_of_change_has_its_command(void **state)
{
    struct store_connection connection = {.profile = (char *)"", .endpoint = (char *)""};
    cJSON *seen = helpers_json("{'DomainName':'d','EventTriggerName':'n','Description':'a','CreatedAt':'t'}");
    cJSON *after =
        helpers_json("{'DomainName':'d','EventTriggerName':'n','Description':'b','CreatedAt':'t'}");

    (void)state;
    helpers_assert_text(aws_command_of_change("r", NULL, after, NULL, &connection),
                        "aws cloudcontrol create-resource --region r --type-name "
                        "AWS::CustomerProfiles::EventTrigger --desired-state "
                        "'{\"DomainName\":\"d\",\"EventTriggerName\":\"n\",\"Description\":\"b\"}'");
    helpers_assert_text(aws_command_of_change("r", seen, after, NULL, &connection),
                        "aws cloudcontrol update-resource --region r --type-name "
                        "AWS::CustomerProfiles::EventTrigger --identifier 'd|n' --patch-document "
                        "'[{\"op\":\"test\",\"path\":\"/Description\",\"value\":\"a\"},"
                        "{\"op\":\"replace\",\"path\":\"/Description\",\"value\":\"b\"}]'");
    helpers_assert_text(aws_command_of_change("r", seen, NULL, NULL, &connection),
                        "aws cloudcontrol delete-resource --region r --type-name "
                        "AWS::CustomerProfiles::EventTrigger --identifier 'd|n'");
    helpers_assert_text(
        aws_command_of_change("r", seen, NULL,
                              &(struct change_options){(char *)"t-1", (char *)"arn:x", (char *)"00000001"},
                              &connection),
        "aws cloudcontrol delete-resource --region r --type-name "
        "AWS::CustomerProfiles::EventTrigger --identifier 'd|n' --client-token t-1 --role-arn arn:x "
        "--type-version-id 00000001");
    cJSON_Delete(seen);
    cJSON_Delete(after);
}

static void an_operation_of_another_account_names_no_profile(void **state)
{
    struct store_connection connection = {
        .profile = (char *)"prod", .endpoint = (char *)"", .account = (char *)"111111111111"};
    struct operation operation = {.kind = OPERATION_DELETE,
                                  .region = (char *)"r",
                                  .account = (char *)"111111111111",
                                  .endpoint = (char *)"",
                                  .identifier = (char *)"d|n"};

    (void)state;
    helpers_assert_text(aws_command_of_operation(&operation, &connection),
                        "aws cloudcontrol delete-resource --profile prod --region r --type-name "
                        "AWS::CustomerProfiles::EventTrigger --identifier 'd|n'");
    operation.account = (char *)"222222222222";
    helpers_assert_text(aws_command_of_operation(&operation, &connection),
                        "aws cloudcontrol delete-resource --region r --type-name "
                        "AWS::CustomerProfiles::EventTrigger --identifier 'd|n'");
    operation.kind = OPERATION_UPDATE; /* a given patch: no documents */
    assert_null(aws_command_of_operation(&operation, &connection));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sequence_is_osc_52_with_base64),
        cmocka_unit_test(tmux_gets_it_plain_and_wrapped),
        cmocka_unit_test(screen_gets_it_in_small_pieces),
        cmocka_unit_test(what_terminals_drop_is_known),
        cmocka_unit_test(a_shell_takes_each_word_back_byte_for_byte),
        cmocka_unit_test(each_kind_of_change_has_its_command),
        cmocka_unit_test(an_operation_of_another_account_names_no_profile),
    };

    json_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

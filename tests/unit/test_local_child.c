/* --local: a child of the same executable that gets its keys over a socket, tells its port, and ends with its
 * parent's end. */
#include "helpers.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "aws/sigv4.h"
#include "base/clock.h"
#include "base/env.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "local/local.h"

/* What comes from the descriptor until its end, or until a line is whole. free(). */
static char *read_line(int fd)
{
    struct strbuf line = STRBUF_INIT;
    char c;
    while (read(fd, &c, 1) == 1 && c != '\n')
        strbuf_addc(&line, c);
    return strbuf_detach(&line);
}

/* The exit status of the child, which has no pid here: it is the only one. */
static int wait_for_child(void)
{
    int status = -1;
    assert_true(waitpid(-1, &status, 0) > 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* One signed GET /domains, as raw bytes; the first line of the answer. free(). */
static char *ask(int port, const struct local_child *child, const char *secret)
{
    char *host = mem_printf("127.0.0.1:%d", port);
    struct sigv4_scope scope = {
        .access_key = child->access_key, .secret_key = secret, .region = "us-east-1", .service = "profile"};
    clock_format_amz(clock_wall_ms(), scope.time);
    struct sigv4_header headers[] = {{"host", host}, {"x-amz-date", scope.time}};
    struct sigv4_request request = {
        .method = "GET", .path = "/domains", .headers = headers, .header_count = 2};
    struct strbuf authorization = STRBUF_INIT;
    sigv4_sign(&scope, &request, &authorization);
    char *bytes =
        mem_printf("GET /domains HTTP/1.1\r\nHost: %s\r\nX-Amz-Date: %s\r\nAuthorization: %s\r\n\r\n", host,
                   scope.time, authorization.text);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(write(fd, bytes, strlen(bytes)), strlen(bytes));
    char *line = read_line(fd);
    close(fd);
    free(host);
    free(bytes);
    strbuf_release(&authorization);
    return line;
}

static void a_child_answers_with_its_keys_and_ends_with_its_parent(void **slot)
{
    char *folder = helpers_make_folder(), *data = mem_printf("%s/local.db", folder);
    struct local_options options = {.data_file = data, .operation_ms = -1};
    struct local_child child;
    struct err err = {0};
    (void)slot;
    if (!local_start_child(&options, &child, &err))
        fail_msg("%s", err.text);
    assert_string_equal(child.data_file, data);
    char *line = read_line(child.fd);
    int port = atoi(line);
    if (port <= 0)
        fail_msg("instead of a port: %s", line);
    helpers_assert_text(ask(port, &child, child.secret_key), "HTTP/1.1 200 OK\r");
    helpers_assert_text(ask(port, &child, "another"), "HTTP/1.1 403 Forbidden\r");
    close(child.fd);
    assert_int_equal(wait_for_child(), 0);
    free(line);
    free(child.data_file);
    free(data);
    helpers_remove_folder(folder);
}

static void a_child_that_cannot_serve_says_why(void **slot)
{
    char *folder = helpers_make_folder();
    struct local_options options = {.data_file = folder};
    struct local_child child;
    struct err err = {0};
    (void)slot;
    assert_true(local_start_child(&options, &child, &err));
    char *line = read_line(child.fd);
    if (strncmp(line, "! cannot open ", 14) != 0)
        fail_msg("%s", line);
    close(child.fd);
    assert_int_equal(wait_for_child(), ERR_LOCAL);
    free(line);
    free(child.data_file);
    helpers_remove_folder(folder);
}

static void a_child_whose_parent_is_gone_ends(void **slot)
{
    char *folder = helpers_make_folder(), *data = mem_printf("%s/local.db", folder);
    struct local_options options = {.data_file = data};
    struct local_child child;
    struct err err = {0};
    (void)slot;
    assert_true(local_start_child(&options, &child, &err));
    close(child.fd); /* maybe before it has opened its data */
    assert_true(wait_for_child() >= 0);
    free(child.data_file);
    free(data);
    helpers_remove_folder(folder);
}

/* No key stands where other users can read it: the child's arguments. */
static void no_key_is_in_the_arguments(void **slot)
{
    char *folder = helpers_make_folder(), *data = mem_printf("%s/local.db", folder);
    struct local_options options = {.data_file = data};
    struct local_child child;
    struct err err = {0};
    (void)slot;
    assert_true(local_start_child(&options, &child, &err));
    free(read_line(child.fd));
    siginfo_t info = {0};
    assert_int_equal(waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT), 0);
    assert_int_equal(info.si_pid, 0);
    char *path = mem_printf("/proc/self/task/%d/children", (int)getpid()), pids[32] = "",
         arguments[4096] = "";
    FILE *children = fopen(path, "r");
    if (children == NULL || fgets(pids, sizeof pids, children) == NULL)
        skip();
    fclose(children);
    char *command = mem_printf("/proc/%d/cmdline", atoi(pids));
    FILE *file = fopen(command, "r");
    size_t length = fread(arguments, 1, sizeof arguments - 1, file);
    fclose(file);
    assert_non_null(memmem(arguments, length, data, strlen(data)));
    assert_null(memmem(arguments, length, child.secret_key, strlen(child.secret_key)));
    assert_null(memmem(arguments, length, child.access_key, strlen(child.access_key)));
    close(child.fd);
    assert_int_equal(wait_for_child(), 0);
    free(path);
    free(command);
    free(child.data_file);
    free(data);
    helpers_remove_folder(folder);
}

/* The child: `PROGRAM serve --child --data FILE …`. */
static int run_child(int argc, char **argv)
{
    struct local_options options = {.operation_ms = -1};
    for (int i = 2; i + 1 < argc; i++)
        if (strcmp(argv[i], "--data") == 0)
            options.data_file = argv[i + 1];
    return local_serve_child(&options);
}

int main(int argc, char **argv)
{
    json_init();
    env_init(environ);
    if (argc > 2 && strcmp(argv[1], "serve") == 0)
        return run_child(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_child_answers_with_its_keys_and_ends_with_its_parent),
        cmocka_unit_test(a_child_that_cannot_serve_says_why),
        cmocka_unit_test(a_child_whose_parent_is_gone_ends),
        cmocka_unit_test(no_key_is_in_the_arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

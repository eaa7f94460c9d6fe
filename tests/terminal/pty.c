#include "pty.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>
#include "base/clock.h"
#include "base/mem.h"

enum { PATIENCE_MS = 10000, REST_MS = 120 };

void pty_start(struct pty *pty, const char *const *argv, int rows, int cols)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    *pty = (struct pty){.bytes = STRBUF_INIT};
    int slave;
    if (openpty(&pty->fd, &slave, NULL, NULL, &size) != 0 || tcgetattr(slave, &pty->before) != 0)
        abort();
    pty->pid = fork();
    if (pty->pid == 0) {
        setenv("TERM", "xterm-256color", 1);
        close(pty->fd);
        login_tty(slave);
        execv(argv[0], (char *const *)argv);
        _exit(127);
    }
    close(slave);
    if (pty->pid < 0)
        abort();
}

/* Takes what comes within wait_ms. False: nothing came, or it is the end. */
static bool take(struct pty *pty, int wait_ms)
{
    struct pollfd poller = {.fd = pty->fd, .events = POLLIN};
    char bytes[16384];
    if (poll(&poller, 1, wait_ms) <= 0)
        return false;
    ssize_t count = read(pty->fd, bytes, sizeof bytes);
    if (count > 0)
        strbuf_add(&pty->bytes, bytes, (size_t)count);
    else if (count == 0 || errno == EIO)
        pty_wait(pty);
    return count > 0;
}

bool pty_sees(struct pty *pty, const char *text, size_t from)
{
    int64_t end_ms = clock_monotonic_ms() + PATIENCE_MS;
    size_t length = strlen(text);
    while (memmem(pty->bytes.text + from, pty->bytes.length - from, text, length) == NULL) {
        if (pty->ended || clock_monotonic_ms() > end_ms)
            return false;
        take(pty, 100);
    }
    return true;
}

void pty_key(struct pty *pty, const char *keys)
{
    if (pty->ended || write(pty->fd, keys, strlen(keys)) < 0)
        return;
    while (take(pty, REST_MS))
        ;
}

bool pty_wait(struct pty *pty)
{
    int64_t end_ms = clock_monotonic_ms() + PATIENCE_MS;
    while (!pty->ended && clock_monotonic_ms() < end_ms) {
        struct pollfd poller = {.fd = pty->fd, .events = POLLIN};
        char bytes[16384];
        poll(&poller, 1, 10);
        ssize_t count = poller.revents & POLLIN ? read(pty->fd, bytes, sizeof bytes) : 0;
        if (count > 0)
            strbuf_add(&pty->bytes, bytes, (size_t)count);
        else
            pty->ended = waitpid(pty->pid, &pty->status, WNOHANG) == pty->pid;
    }
    return pty->ended;
}

pid_t pty_other_thread(const struct pty *pty)
{
    char *path = mem_printf("/proc/%d/task", (int)pty->pid);
    DIR *dir = opendir(path);
    struct dirent *entry;
    pid_t found = 0;
    while (dir != NULL && found == 0 && (entry = readdir(dir)) != NULL) {
        long number = strtol(entry->d_name, NULL, 10);
        if (number > 0 && number != pty->pid)
            found = (pid_t)number;
    }
    if (dir != NULL)
        closedir(dir);
    free(path);
    return found;
}

bool pty_is_given_back(const struct pty *pty)
{
    struct termios now;
    return tcgetattr(pty->fd, &now) == 0 && now.c_lflag == pty->before.c_lflag &&
           now.c_iflag == pty->before.c_iflag && now.c_oflag == pty->before.c_oflag;
}

void pty_end(struct pty *pty)
{
    if (!pty->ended) {
        kill(pty->pid, SIGKILL);
        waitpid(pty->pid, &pty->status, 0);
    }
    close(pty->fd);
    strbuf_release(&pty->bytes);
}

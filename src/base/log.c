#include "base/log.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "base/text.h"

static _Atomic int log_fd = -1;

bool log_open(const char *path, struct err *err)
{
    int fd = file_open_private(path, O_APPEND, err);

    if (fd < 0)
        return false;
    log_close();
    atomic_store(&log_fd, fd);
    return true;
}

void log_line(const char *area, const char *format, ...)
{
    struct strbuf line = STRBUF_INIT;
    int fd = atomic_load(&log_fd);
    char time[25], *sentence = NULL;
    va_list args;

    if (fd < 0)
        return;
    va_start(args, format);
    if (vasprintf(&sentence, format, args) < 0)
        sentence = NULL;
    va_end(args);
    clock_format_iso(clock_wall_ms(), time);
    strbuf_addf(&line, "%s %d %s: ", time, (int)gettid(), area);
    text_shown(&line, sentence ? sentence : "");
    strbuf_addc(&line, '\n');
    if (write(fd, line.text, line.length) < 0)
        log_close(); /* a full disk ends the log, not the program */
    strbuf_release(&line);
    free(sentence);
}

void log_close(void)
{
    int fd = atomic_exchange(&log_fd, -1);

    if (fd >= 0)
        close(fd);
}

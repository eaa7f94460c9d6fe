#include "tui/script_program.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/file.h"
#include "base/program.h"
#include "base/spawn.h"
#include "tui/tui.h"

static void run_one(struct tui *tui)
{
    struct err err = {0};
    int state = 0;
    char **words = program_words(tui_program(tui), &err);
    pid_t pid =
        words ? spawn_start(&(struct spawn_options){(const char *const *)words, -1, -1, -1, -1, NULL}, &err)
              : -1;
    program_free_words(words);
    if (pid > 0)
        waitpid(pid, &state, 0);
    tui_program_ended(tui, WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state), &err);
}

void script_program_run(struct tui *tui)
{
    while (tui_program(tui))
        run_one(tui);
}

bool script_program_write(const char *folder, const char *name, const char *text, struct err *err)
{
    char *path = file_join(folder, name);
    bool fine = file_write_atomic(path, text, strlen(text), err) && chmod(path, 0700) == 0;
    free(path);
    return fine;
}

/* tui_program: other programs that have the terminal for a while: what signs in, the person's editor. */
#include "tui/tui_state.h"

#include "base/mem.h"

void tui_run_program(struct tui *tui, const char *command, tui_program_fn done, void *context)
{
    free(tui->program.command);
    tui->program = (struct tui_program){mem_dup(command), done, context};
    tui->wants |= TUI_WANTS_PROGRAM;
}

void tui_forget_program(struct tui *tui, const void *context)
{
    if (!tui->program.command || tui->program.context != context)
        return;
    free(tui->program.command);
    tui->program = (struct tui_program){0};
    tui->wants &= ~(unsigned)TUI_WANTS_PROGRAM;
}

const char *tui_program(const struct tui *tui)
{
    return tui->program.command;
}

void tui_program_ended(struct tui *tui, int status, const struct err *err)
{
    struct tui_program program = tui->program;
    tui->program = (struct tui_program){0};
    tui->wants &= ~(unsigned)TUI_WANTS_PROGRAM;
    program.done(tui, status, err, program.context);
    free(program.command);
}

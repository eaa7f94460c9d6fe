/*
 * left: the changes that a command leaves behind, or finds left behind by others, and how to go on with them.
 */
#ifndef CLI_LEFT_H
#define CLI_LEFT_H

#include "base/texts.h"
#include "cli/wait.h"

/* What the command began and has not seen the end of, on stderr: whether it goes on without it, and how to follow it. A
 * task of many says that itself (progress.all). */
void left_say_open(struct wait_session *session);
/* What a process that died left behind (changes.md, Journal 6), on stderr, once; wait_close does it at the latest. It is
 * sent by none unasked. */
void left_say_interrupted(struct wait_session *session);
/* "to go on: etrig operations resume TOKEN…" on stderr: one command for all of them; nothing if there are none. */
void left_say_command(const struct texts *tokens);

#endif

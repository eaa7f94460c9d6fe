/*
 * env: the environment, read once, before a second thread exists.
 *
 * env_init copies the variables etrig knows; later setenv calls change nothing. An empty AWS_REGION counts as
 * unset; env_get gives "" for a variable that is set and empty, so that the caller decides.
 */
#ifndef BASE_ENV_H
#define BASE_ENV_H

#include <stdbool.h>

/* Copies the environment. Once, from main, before threads; a second call (tests) copies anew. */
void env_init(char **environ_now);
/* The value, or NULL if unset. borrowed until env_init. Any thread after env_init. */
const char *env_get(const char *name);
/* The value, or NULL if unset or empty. */
const char *env_get_filled(const char *name);
/* HOME, else the passwd entry; NULL if there is neither. */
const char *env_home(void);
/* $XDG_variable/etrig, or ~/default/etrig: "XDG_STATE_HOME", ".local/state".
 * Free with free(); NULL without a home. */
char *env_xdg_dir(const char *variable, const char *fallback);
/* text with a leading ~ and $VAR or ${VAR} replaced, as the AWS CLI expands paths. Free with free(). */
char *env_expand(const char *text);
/* A path as people write it: the home folder as ~. Free with free(). */
char *env_shown_path(const char *path);
/* The program's own executable, for starting itself again (--local). borrowed, set by env_init from
 * /proc/self/exe. */
const char *env_executable(void);

#endif

/*
 * script_elsewhere: somebody else, who changes a trigger while a key script runs.
 *
 * A second backend with a state folder of its own, so that its changes are not one's own.
 */
#ifndef TUI_SCRIPT_ELSEWHERE_H
#define TUI_SCRIPT_ELSEWHERE_H

#include "backend/backend.h"

/* options: where the first one works; its folders are replaced. what: a JSON patch, "delete", or "create DOCUMENT".
 * Waits for its end. ERR_…: what AWS said. */
bool script_elsewhere(const struct backend_options *options, const char *folder, const char *region,
                      const char *identifier, const char *what, struct err *err);

#endif

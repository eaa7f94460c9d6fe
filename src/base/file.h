/*
 * file: private files, whole reads, atomic writes, locks.
 *
 * etrig's files are 0600 in 0700 folders and opened without following links (O_NOFOLLOW on the last part);
 * a folder that another user owns is refused (ERR_LOCAL). Errors name the path and what the system said.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/strbuf.h"

/* Reads a whole file of at most limit bytes into out. A missing file is ERR_NOT_FOUND, the
 * rest ERR_USAGE; too large is ERR_USAGE. Follows links: for the user's own files. */
bool file_read(const char *path, size_t limit, struct strbuf *out, struct err *err);
/* The same for a text that a person names on the command line: "-" is stdin, and a byte order mark is left out. */
bool file_read_given(const char *path, size_t limit, struct strbuf *out, struct err *err);
/* The same, but a pipe or a device is ERR_USAGE unless the shell has opened it: "-", /dev/stdin, /dev/fd/63 of `<(…)`.
 * Opening one by its name waits for somebody at its other end. */
bool file_read_given_ready(const char *path, size_t limit, struct strbuf *out, struct err *err);
/* The same as file_read where nobody may wait: a pipe or a device is ERR_USAGE. */
bool file_read_regular(const char *path, size_t limit, struct strbuf *out, struct err *err);

/* Writes path anew, atomically: a temporary beside it, fsync, rename,
 * fsync of the folder. 0600. ERR_LOCAL. */
bool file_write_atomic(const char *path, const void *bytes, size_t length, struct err *err);

/* Makes the folder and its parents, 0700; refuses a folder of another owner
 * or one others may write. ERR_LOCAL. */
bool file_make_private_dir(const char *path, struct err *err);

/* Opens (creates) a private file for reading and writing, without following links; -1 and err on failure. */
int file_open_private(const char *path, int flags, struct err *err);

/* Takes an exclusive lock on path (created, 0600) without waiting: the descriptor, or -1. *busy tells whether
 * somebody else holds it (then err is untouched) or it failed. The lock ends when the descriptor is closed;
 * who holds it may remove the file first. */
int file_lock(const char *path, bool *busy, struct err *err);
/* Removes a lock file that nobody holds; one that is held stays. */
void file_remove_unheld(const char *path);

/* dir/name. Free with free(). */
char *file_join(const char *dir, const char *name);

/* True if path lies on NFS, SMB or another network file system (WAL does not work there). */
bool file_on_network(const char *path);

#endif

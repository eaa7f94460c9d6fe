/*
 * journal_path: how SQLite is to open a journal that is only read, so that nothing is made beside it.
 */
#ifndef BACKEND_JOURNAL_PATH_H
#define BACKEND_JOURNAL_PATH_H

/* The path where somebody writes (he has a WAL beside it, and shared memory for who reads), else a URI by which SQLite makes
 * no files and looks at no lock: "file:…?immutable=1" (https://sqlite.org/uri.html). free(). */
char *journal_path_to_read(const char *path);

#endif

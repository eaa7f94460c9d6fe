#include "backend/journal_failure.h"

#include <errno.h>
#include <string.h>

/* What the system said of the last failed write, in words of SQLite's where it said nothing. */
static const char *reason_of(sqlite3 *db, int result)
{
    int system = db ? sqlite3_system_errno(db) : 0;

    if ((result & 0xff) == SQLITE_FULL)
        return "the disk is full";
    if (system == ENOSPC || system == EDQUOT || system == EFBIG || system == EACCES || system == EROFS)
        return strerror(system);
    return sqlite3_errstr(result & 0xff);
}

bool journal_failure(sqlite3 *db, const char *path, int result, struct err *err)
{
    switch (result & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        err_set(err, ERR_LOCAL, "the journal %s is damaged", path);
        return err_hint(err, "it was left as it is; move it away to begin a new one");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(err, ERR_LOCAL, "the journal %s is held by another program", path);
    default:
        err_set(err, ERR_LOCAL, "cannot use the journal %s: %s", path, reason_of(db, result));
        return err_hint(err, "without it no change is sent");
    }
}

#include "backend/journal_path.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/mem.h"
#include "base/strbuf.h"

static bool has_wal(const char *path)
{
    char *wal = mem_printf("%s-wal", path);
    bool there = access(wal, F_OK) == 0;

    free(wal);
    return there;
}

char *journal_path_to_read(const char *path)
{
    struct strbuf uri = STRBUF_INIT;

    if (has_wal(path))
        return mem_dup(path);
    strbuf_adds(&uri, "file:");
    for (; *path; path++)
        strbuf_addf(&uri, strchr("%?#", *path) ? "%%%02x" : "%c", (unsigned char)*path);
    strbuf_adds(&uri, "?immutable=1");
    return strbuf_detach(&uri);
}

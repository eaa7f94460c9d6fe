#include "backend/history.h"

#include <stdlib.h>
#include "base/file.h"
#include "model/statements.h"

enum { FILE_MOST = 16 << 20 };

bool history_read(const char *state_dir, struct texts *list, struct err *err)
{
    struct strbuf bytes = STRBUF_INIT;
    char *path = file_join(state_dir, "sql_history");
    bool fine = file_read_regular(path, FILE_MOST, &bytes, err);
    if (fine)
        statements_parse(bytes.text, bytes.length, list);
    strbuf_release(&bytes);
    free(path);
    if (!fine && err->code == ERR_NOT_FOUND) {
        err_clear(err);
        return true;
    }
    return fine;
}

bool history_add(const char *state_dir, const char *text, struct err *err)
{
    struct texts list = {0};
    struct strbuf bytes = STRBUF_INIT;
    char *path = file_join(state_dir, "sql_history");
    bool fine = file_make_private_dir(state_dir, err) && history_read(state_dir, &list, err);
    if (fine) {
        statements_add(&list, text);
        statements_print(&list, &bytes);
        fine = file_write_atomic(path, bytes.text, bytes.length, err);
    }
    strbuf_release(&bytes);
    texts_release(&list);
    free(path);
    return fine;
}

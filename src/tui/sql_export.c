#include "tui/sql_export.h"

#include <stdlib.h>
#include <string.h>
#include "base/mem.h"
#include "tui/save_dialog.h"
#include "tui/tui.h"

static bool is_json(const char *path)
{
    size_t length = strlen(path);
    return length >= 5 && strcmp(path + length - 5, ".json") == 0;
}

static size_t add_file(const char *path, struct export_files *files, void *context)
{
    const struct result *result = *(const struct result **)context;
    struct strbuf text = STRBUF_INIT;
    if (is_json(path))
        result_json(result, &text);
    else
        result_csv(result, &text);
    export_add_text(files, path, strbuf_detach(&text));
    return 0;
}

void sql_export_begin(struct tui *tui, const struct result *result, const char *path)
{
    size_t rows = result_rows(result);
    if (result->columns.count == 0) {
        tui_say(tui, "there is no result to write");
        return;
    }
    const struct result **context = mem_alloc(1, sizeof *context);
    *context = result;
    char *words = mem_printf("%zu row%s: a list of objects if the file's name ends in .json, else CSV.", rows,
                             rows == 1 ? "" : "s");
    save_dialog_begin(tui, &(struct save_dialog_options){.path = path,
                                                         .title = "Export the result",
                                                         .words = words,
                                                         .label = "File",
                                                         .proposal = "result.csv",
                                                         .add = add_file,
                                                         .context = context,
                                                         .free_context = free});
    free(words);
}

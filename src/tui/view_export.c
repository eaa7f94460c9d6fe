#include "tui/view_export.h"

#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "model/document.h"
#include "model/export.h"
#include "tui/save_dialog.h"
#include "tui/tui.h"

struct carrying {
    struct tui *tui;                /* borrowed */
    struct trigger_target *targets; /* owned */
    size_t count;
};

static void release(void *context)
{
    struct carrying *carrying = context;

    for (size_t i = 0; i < carrying->count; i++) {
        free(carrying->targets[i].region);
        free(carrying->targets[i].identifier);
    }
    free(carrying->targets);
    free(carrying);
}

/* ---- what is to be written */

static const struct store_row *row_of(const struct carrying *carrying, size_t i)
{
    return store_find(tui_store(carrying->tui), carrying->targets[i].region, carrying->targets[i].identifier);
}

static bool is_read(const struct store_row *row)
{
    return row && row->document && row->state == STORE_ROW_WHOLE;
}

/* Those that are neither read nor known to be unreadable. */
static size_t count_waiting(const struct carrying *carrying)
{
    size_t waiting = 0;

    for (size_t i = 0; i < carrying->count; i++) {
        const struct store_row *row = row_of(carrying, i);

        waiting += row && !is_read(row) && row->state != STORE_ROW_FAILED;
    }
    return waiting;
}

static bool several_regions(const struct carrying *carrying)
{
    for (size_t i = 1; i < carrying->count; i++)
        if (strcmp(carrying->targets[i].region, carrying->targets[0].region) != 0)
            return true;
    return false;
}

/* The name of the only trigger. borrowed. */
static const char *only_name(const struct carrying *carrying)
{
    const char *bar = strchr(carrying->targets[0].identifier, '|');

    return bar ? bar + 1 : carrying->targets[0].identifier;
}

static bool is_folder(const char *path)
{
    struct stat status;
    size_t length = strlen(path);

    return (length && path[length - 1] == '/') || (stat(path, &status) == 0 && S_ISDIR(status.st_mode));
}

static size_t add_files(const char *path, struct export_files *files, void *context)
{
    const struct carrying *carrying = context;
    bool below = carrying->count > 1 || is_folder(path), by_region = several_regions(carrying);

    for (size_t i = 0; i < carrying->count; i++) {
        const struct store_row *row = row_of(carrying, i);
        cJSON *document = is_read(row) ? json_parse_text(row->document, NULL) : NULL;

        if (document && below)
            export_add_below(files, path, by_region, false, document, carrying->targets[i].region);
        else if (document)
            export_add(files, path, document, carrying->targets[i].region);
        cJSON_Delete(document);
    }
    return carrying->count - files->count;
}

static char *waits(void *context)
{
    const struct carrying *carrying = context;
    size_t waiting = count_waiting(carrying);

    return waiting ? mem_printf("Reading in full: %zu of %zu to go.", waiting, carrying->count) : NULL;
}

/* ---- the beginning */

static char *describe(const struct carrying *carrying)
{
    if (carrying->count == 1)
        return mem_printf("%s goes to a file that create -f takes back; JSON if its name ends in .json.",
                          only_name(carrying));
    return mem_printf("%zu triggers go to %sDOMAIN/NAME.yaml below a folder.", carrying->count,
                      several_regions(carrying) ? "REGION/" : "");
}

static char *propose(const struct carrying *carrying)
{
    char *path =
        carrying->count == 1 ? mem_printf("%s.yaml", only_name(carrying)) : mem_dup("event-triggers");

    for (char *p = path; *p; p++)
        *p = *p == '/' ? '_' : *p;
    return path;
}

static void begin(struct carrying *carrying, const char *path)
{
    char *words = describe(carrying), *proposal = propose(carrying);

    save_dialog_begin(carrying->tui,
                      &(struct save_dialog_options){.path = path,
                                                    .title = "Export",
                                                    .words = words,
                                                    .label = carrying->count == 1 ? "File" : "Folder",
                                                    .proposal = proposal,
                                                    .waits = waits,
                                                    .add = add_files,
                                                    .context = carrying,
                                                    .free_context = release});
    free(words);
    free(proposal);
}

void view_export_begin(struct tui *tui, const struct trigger_target *targets, size_t count, const char *path)
{
    struct carrying *carrying = mem_alloc(1, sizeof *carrying);

    *carrying = (struct carrying){.tui = tui, .count = count};
    carrying->targets = mem_alloc(count, sizeof *carrying->targets);
    for (size_t i = 0; i < count; i++) {
        carrying->targets[i].region = mem_dup(targets[i].region);
        carrying->targets[i].identifier = mem_dup(targets[i].identifier);
        if (!is_read(row_of(carrying, i)))
            backend_read(tui_backend(tui), targets[i].region, targets[i].identifier, true);
    }
    begin(carrying, path);
}

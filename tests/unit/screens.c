#include "screens.h"

#include <string.h>

void screens_draw(struct fixture *f)
{
    tui_pump(f->tui);
    tui_tick(f->tui, 0);
    tui_draw(f->tui, f->canvas);
}

struct fixture *screens_begin(const char *regions, int rows, int cols)
{
    struct fixture *f = calloc(1, sizeof *f);
    fake_backend_init(&f->backend, regions);
    store_init(&f->store);
    for (size_t i = 0; i < f->backend.regions.count; i++)
        store_add_region(&f->store, f->backend.regions.items[i], false);
    f->tui =
        tui_new(&(struct tui_options){.backend = &f->backend, .store = &f->store, .settings = &f->settings});
    f->canvas = canvas_new(rows, cols);
    free(fake_backend_take_log(&f->backend));
    screens_draw(f);
    return f;
}

void screens_end(struct fixture *f)
{
    tui_free(f->tui);
    canvas_free(f->canvas);
    store_release(&f->store);
    fake_backend_release(&f->backend);
    free(f);
}

void screens_press(struct fixture *f, const char *names)
{
    struct texts list = {0};
    texts_split(&list, names, ' ');
    for (size_t i = 0; i < list.count; i++) {
        struct input_event event = {.kind = INPUT_KEY};
        assert_true(keymap_key_from_name(list.items[i], &event.key));
        tui_event(f->tui, &event);
        screens_draw(f);
    }
    texts_release(&list);
}

void screens_type(struct fixture *f, const char *text)
{
    for (; *text; text++) {
        struct input_event event = {.kind = INPUT_KEY, .key = {(unsigned char)*text, 0}};
        tui_event(f->tui, &event);
        screens_draw(f);
    }
}

bool screens_show(struct fixture *f, const char *text)
{
    struct strbuf dump = STRBUF_INIT;
    canvas_dump(f->canvas, &dump);
    bool found = strstr(dump.text, text) != NULL;
    if (!found)
        print_message("not on the screen: %s\n%s", text, dump.text);
    strbuf_release(&dump);
    return found;
}

bool screens_asked(struct fixture *f, const char *line)
{
    bool found = strstr(f->backend.log.text, line) != NULL;
    if (!found)
        print_message("not asked for: %s\n%s", line, f->backend.log.text);
    return found;
}

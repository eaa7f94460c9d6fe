#include "tui/keymap.h"

#include <ctype.h>
#include <strings.h>
#include "base/array.h"
#include "base/mem.h"
#include "base/text.h"

struct binding {
    struct input_key key;
    const struct action *action;
};

struct keymap {
    struct binding *items; /* owned; each action's keys in the order in which they are written */
    size_t count, capacity;
};

/* ---- names of keys ---- */

static const struct {
    const char *name;
    uint32_t code;
    const char *sign; /* for footers, where UTF-8 may be shown */
} names[] = {
    {"Enter", INPUT_ENTER, "⏎"},    {"Tab", INPUT_TAB, NULL},
    {"Esc", INPUT_ESC, NULL},       {"Backspace", INPUT_BACKSPACE, NULL},
    {"Delete", INPUT_DELETE, NULL}, {"Insert", INPUT_INSERT, NULL},
    {"Up", INPUT_UP, "↑"},          {"Down", INPUT_DOWN, "↓"},
    {"Left", INPUT_LEFT, "←"},      {"Right", INPUT_RIGHT, "→"},
    {"Home", INPUT_HOME, NULL},     {"End", INPUT_END, NULL},
    {"PgUp", INPUT_PAGE_UP, NULL},  {"PgDn", INPUT_PAGE_DOWN, NULL},
    {"Space", ' ', NULL},
};

static const struct {
    const char *name;
    unsigned mod;
} prefixes[] = {{"Ctrl-", INPUT_CTRL}, {"Alt-", INPUT_ALT}, {"S-", INPUT_SHIFT}, {"Shift-", INPUT_SHIFT}};

static bool take_prefix(const char **name, unsigned *mods)
{
    for (size_t i = 0; i < ARRAY_COUNT(prefixes); i++) {
        size_t length = strlen(prefixes[i].name);
        if (strncasecmp(*name, prefixes[i].name, length) == 0 && (*name)[length] != '\0') {
            *name += length;
            *mods |= prefixes[i].mod;
            return true;
        }
    }
    return false;
}

static bool code_from_name(const char *name, uint32_t *code)
{
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        if (strcasecmp(names[i].name, name) == 0) {
            *code = names[i].code;
            return true;
        }
    }
    char *end;
    long number = (name[0] == 'F' || name[0] == 'f') && name[1] ? strtol(name + 1, &end, 10) : 0;
    if (number >= 1 && number <= 24 && *end == '\0') {
        *code = INPUT_F1 + (uint32_t)number - 1;
        return true;
    }
    const char *stop = name + strlen(name);
    return *name && text_decode(name, stop, code) == (size_t)(stop - name) && *code > ' ' && *code != 0xfffd;
}

bool keymap_key_from_name(const char *name, struct input_key *key)
{
    *key = (struct input_key){0, 0};
    while (take_prefix(&name, &key->mods))
        ;
    if (!code_from_name(name, &key->code))
        return false;
    if (key->mods & INPUT_CTRL && key->code < 0x80)
        key->code = (uint32_t)tolower((int)key->code);
    return true;
}

static void add_code_name(uint32_t code, bool signs, struct strbuf *out)
{
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        if (names[i].code == code) {
            strbuf_adds(out, signs && names[i].sign ? names[i].sign : names[i].name);
            return;
        }
    }
    if (code >= INPUT_F1)
        strbuf_addf(out, "F%u", (unsigned)(code - INPUT_F1 + 1));
    else
        text_encode(out, code);
}

void keymap_key_name(const struct input_key *key, struct strbuf *out)
{
    if (key->mods & INPUT_CTRL)
        strbuf_adds(out, "Ctrl-");
    if (key->mods & INPUT_ALT)
        strbuf_adds(out, "Alt-");
    if (key->mods & INPUT_SHIFT)
        strbuf_adds(out, "S-");
    bool letter = key->mods & INPUT_CTRL && key->code < 0x80;
    add_code_name(letter ? (uint32_t)toupper((int)key->code) : key->code, false, out);
}

static void add_short_name(const struct input_key *key, struct strbuf *out)
{
    if (key->mods == INPUT_CTRL && key->code < 0x80 && key->code > ' ') {
        strbuf_addf(out, "^%c", toupper((int)key->code));
        return;
    }
    if (key->mods & INPUT_CTRL)
        strbuf_adds(out, "Ctrl-");
    if (key->mods & INPUT_ALT)
        strbuf_adds(out, "Alt-");
    if (key->mods & INPUT_SHIFT)
        strbuf_adds(out, "S-");
    add_code_name(key->code, !text_is_ascii(), out);
}

/* ---- bindings ---- */

static bool same_key(const struct input_key *a, const struct input_key *b)
{
    return a->code == b->code && a->mods == b->mods;
}

static void bind_keys(struct keymap *keymap, const struct action *action, const char *keys,
                      struct texts *notes)
{
    struct texts list = {0};
    texts_split(&list, keys, ' ');
    for (size_t i = 0; i < list.count; i++) {
        struct input_key key;
        if (keymap_key_from_name(list.items[i], &key)) {
            ARRAY_GROW(keymap->items, keymap->count + 1, keymap->capacity);
            keymap->items[keymap->count++] = (struct binding){key, action};
            continue;
        }
        char *note = mem_printf("keys: %s: there is no key '%s'", action->name, list.items[i]);
        texts_add(notes, note);
        free(note);
    }
    texts_release(&list);
}

static void unbind(struct keymap *keymap, const struct action *action)
{
    size_t kept = 0;
    for (size_t i = 0; i < keymap->count; i++) {
        if (keymap->items[i].action != action)
            keymap->items[kept++] = keymap->items[i];
    }
    keymap->count = kept;
}

/* Names every other action that has one of this action's keys where both work. */
static void note_conflicts(const struct keymap *keymap, const struct action *action, struct texts *notes)
{
    for (size_t i = 0; i < keymap->count; i++) {
        const struct binding *mine = &keymap->items[i];
        for (size_t k = 0; mine->action == action && k < keymap->count; k++) {
            const struct binding *other = &keymap->items[k];
            if (other->action == action || !same_key(&mine->key, &other->key) ||
                !action_contexts_meet(action->contexts, other->action->contexts))
                continue;
            struct strbuf note = STRBUF_INIT;
            strbuf_adds(&note, "keys: '");
            keymap_key_name(&mine->key, &note);
            strbuf_addf(&note, "' is both %s and %s", action->name, other->action->name);
            texts_add(notes, note.text);
            strbuf_release(&note);
        }
    }
}

static void bind_settings(struct keymap *keymap, const struct settings *settings, struct texts *notes)
{
    for (size_t i = 0; i < settings->key_count; i++) {
        const struct action *action = action_find(settings->keys[i].action);
        if (!action) {
            char *note = mem_printf("keys: there is no action '%s'", settings->keys[i].action);
            texts_add(notes, note);
            free(note);
            continue;
        }
        unbind(keymap, action);
        bind_keys(keymap, action, settings->keys[i].keys, notes);
    }
    for (size_t i = 0; i < settings->key_count; i++) {
        const struct action *action = action_find(settings->keys[i].action);
        if (action)
            note_conflicts(keymap, action, notes);
    }
}

struct keymap *keymap_new(const struct settings *settings, struct texts *notes)
{
    struct keymap *keymap = mem_alloc(1, sizeof *keymap);
    size_t count;
    const struct action *actions = action_table(&count);
    for (size_t i = 0; i < count; i++)
        bind_keys(keymap, &actions[i], actions[i].keys, notes);
    if (settings)
        bind_settings(keymap, settings, notes);
    return keymap;
}

void keymap_free(struct keymap *keymap)
{
    if (!keymap)
        return;
    free(keymap->items);
    free(keymap);
}

enum action_id keymap_find(const struct keymap *keymap, const struct input_key *key, unsigned contexts)
{
    enum action_id found = ACTION_NONE;
    unsigned narrowest = 0;
    for (size_t i = 0; i < keymap->count; i++) {
        const struct binding *binding = &keymap->items[i];
        unsigned meets = binding->action->contexts & contexts;
        unsigned lowest = meets & (~meets + 1);
        if (meets && same_key(&binding->key, key) && (narrowest == 0 || lowest < narrowest)) {
            narrowest = lowest;
            found = binding->action->id;
        }
    }
    return found;
}

void keymap_keys(const struct keymap *keymap, enum action_id action, struct strbuf *out)
{
    size_t start = out->length;
    for (size_t i = 0; i < keymap->count; i++) {
        if (keymap->items[i].action->id != action)
            continue;
        if (out->length > start)
            strbuf_addc(out, ' ');
        keymap_key_name(&keymap->items[i].key, out);
    }
}

bool keymap_hint(const struct keymap *keymap, enum action_id action, bool typing, struct strbuf *out)
{
    for (size_t i = 0; i < keymap->count; i++) {
        const struct binding *binding = &keymap->items[i];
        if (binding->action->id != action || (typing && input_is_text(&binding->key)))
            continue;
        add_short_name(&binding->key, out);
        return true;
    }
    return false;
}

void keymap_say(const struct keymap *keymap, enum action_id action, bool typing, struct strbuf *out)
{
    if (keymap_hint(keymap, action, typing, out))
        return;
    keymap_hint(keymap, ACTION_COMMAND, typing, out);
    strbuf_addf(out, "%s%s", typing ? " " : "", action_get(action)->name);
}

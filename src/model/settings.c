#include "model/settings.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/env.h"
#include "base/file.h"
#include "base/ini.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

enum { CONFIG_BYTES_MAX = 1 << 20, KEEP_DAYS_DEFAULT = 90, KEEP_DAYS_MAX = 36500 };

/* Takes the text over. */
static void note(struct settings *settings, int line, char *what)
{
    char *text = mem_printf("line %d: %s", line, what);

    texts_add(&settings->notes, text);
    free(text);
    free(what);
}

/* ---- values ---- */

/* A word that is neither on nor off leaves the flag on its safe side. */
static void read_flag(struct settings *settings, const struct ini_entry *entry, bool safe, bool *flag)
{
    static const char *const on[] = {"on", "true", "yes", "1"}, *const off[] = {"off", "false", "no", "0"};

    for (size_t i = 0; i < ARRAY_COUNT(on); i++) {
        if (strcmp(entry->value, on[i]) == 0 || strcmp(entry->value, off[i]) == 0) {
            *flag = strcmp(entry->value, on[i]) == 0;
            return;
        }
    }
    *flag = safe;
    note(settings, entry->line,
         mem_printf("%s is on or off, not '%s'; it is taken as %s", entry->key, entry->value,
                    safe ? "on" : "off"));
}

/* Parted by commas, blanks or new lines. The line where it stands. */
static int read_list(const struct ini_entry *entry, struct texts *list)
{
    char *value = mem_dup(entry->value);

    for (char *p = value; *p; p++)
        if (*p == ' ' || *p == '\t' || *p == '\n')
            *p = ',';
    texts_release(list);
    texts_split(list, value, ',');
    free(value);
    return entry->line;
}

/* One of the row's choices; true if it is. */
static bool is_one_of(struct settings *settings, const struct settings_row *row,
                      const struct ini_entry *entry)
{
    struct texts words = {0};
    struct strbuf all = STRBUF_INIT;

    texts_split(&words, row->kind, '|');
    bool found = texts_has(&words, entry->value);
    for (size_t i = 0; i < words.count; i++)
        strbuf_addf(&all, "%s%s", i ? ", " : "", words.items[i]);
    if (!found)
        note(settings, entry->line,
             mem_printf("%s is one of %s, not '%s'", entry->key, all.text, entry->value));
    strbuf_release(&all);
    texts_release(&words);
    return found;
}

static void replace_text(char **text, const char *value)
{
    free(*text);
    *text = mem_dup(value);
}

/* ---- [etrig] ---- */

#define TAKE(name)                                                                                           \
    static void take_##name(struct settings *settings, struct settings_profile *profile,                     \
                            const struct settings_row *row, const struct ini_entry *entry)

TAKE(regions)
{
    (void)profile, (void)row;
    settings->regions_line = read_list(entry, &settings->regions);
}

TAKE(profiles_regions)
{
    (void)profile, (void)row;
    settings->profiles_regions_line = read_list(entry, &settings->profiles_regions);
}

TAKE(allow_http)
{
    (void)profile, (void)row;
    read_list(entry, &settings->allow_http);
}

TAKE(theme)
{
    (void)profile;
    if (is_one_of(settings, row, entry))
        replace_text(&settings->theme, entry->value);
}

TAKE(editor_format)
{
    (void)profile;
    if (is_one_of(settings, row, entry))
        settings->editor_json = strcmp(entry->value, "json") == 0;
}

TAKE(read_only)
{
    (void)row;
    read_flag(settings, entry, true, profile ? &profile->read_only : &settings->read_only);
}

TAKE(keep_days)
{
    char *end;
    long days = strtol(entry->value, &end, 10);

    (void)profile, (void)row;
    if (end == entry->value || *end || days < 1 || days > KEEP_DAYS_MAX)
        note(settings, entry->line,
             mem_printf("%s is a number of days from 1 to %d, not '%s'", entry->key, KEEP_DAYS_MAX,
                        entry->value));
    else
        settings->journal_keep_days = (int)days;
}

/* ---- [profile NAME] ---- */

TAKE(protected)
{
    (void)row;
    read_flag(settings, entry, true, &profile->protected_);
}

TAKE(allowed_regions)
{
    (void)settings, (void)row;
    profile->allowed_regions_line = read_list(entry, &profile->allowed_regions);
}

TAKE(label)
{
    (void)settings, (void)row;
    replace_text(&profile->label, entry->value);
}

/* Colours as screens have them; the interface knows what they look like. */
TAKE(colour)
{
    if (is_one_of(settings, row, entry))
        replace_text(&profile->colour, entry->value);
}

/* ---- the table ---- */

const struct settings_row settings_rows[] = {
    {"etrig", "regions", "list of regions", "none",
     "The regions that are read where neither an option nor a variable nor the AWS profile names one.",
     take_regions},
    {"etrig", "profiles_regions", "list of regions", "etrig's own list, of AWS's first partition",
     "Where Customer Profiles is offered: what all stands for. Other partitions want it.",
     take_profiles_regions},
    {"etrig", "theme", "default|mono|high-contrast", "default",
     "The colours of the interface; :theme changes them while it runs.", take_theme},
    {"etrig", "editor_format", "yaml|json", "yaml",
     "The form of a trigger that is edited as a text in $EDITOR.", take_editor_format},
    {"etrig", "read_only", "on or off", "off", "Every change is refused.", take_read_only},
    {"etrig", "journal_keep_days", "days, 1 to 36500", "90",
     "How many days ended changes stay in the journal. What is under way or interrupted stays as long as it "
     "takes.",
     take_keep_days},
    {"etrig", "allow_http", "list of hosts, host:port or URLs", "none, but this machine",
     "The hosts that may be spoken to without TLS, where an endpoint is an http:// address.",
     take_allow_http},
    {"profile", "protected", "on or off", "off",
     "The header says so, and a deletion wants the trigger's name typed.", take_protected},
    {"profile", "read_only", "on or off", "off", "Every change with this profile is refused.",
     take_read_only},
    {"profile", "allowed_regions", "list of regions", "all of them",
     "Where the profile may be used: nothing is read or changed elsewhere, and all asks only there.",
     take_allowed_regions},
    {"profile", "label", "text", "none", "Stands in the header.", take_label},
    {"profile", "colour", "red|yellow|green|blue|magenta|cyan", "none",
     "The colour of the header; what it means is said in words too.", take_colour},
};
const size_t settings_row_count = ARRAY_COUNT(settings_rows);

/* Says which key is none, and which one may have been meant. */
static void note_unknown(struct settings *settings, const char *section, const struct ini_entry *entry)
{
    const char *known[ARRAY_COUNT(settings_rows)], *nearest;
    size_t count = 0;

    for (size_t i = 0; i < settings_row_count; i++)
        if (strcmp(settings_rows[i].section, section) == 0)
            known[count++] = settings_rows[i].key;
    nearest = text_nearest(entry->key, known, count);
    if (nearest)
        note(settings, entry->line, mem_printf("unknown key '%s'; is %s meant?", entry->key, nearest));
    else
        note(settings, entry->line, mem_printf("unknown key '%s'", entry->key));
}

/* section: as in the table. */
static void read_entry(struct settings *settings, struct settings_profile *profile, const char *section,
                       const struct ini_entry *entry)
{
    for (size_t i = 0; i < settings_row_count; i++) {
        const struct settings_row *row = &settings_rows[i];

        if (strcmp(row->section, section) == 0 && strcmp(row->key, entry->key) == 0) {
            row->take(settings, profile, row, entry);
            return;
        }
    }
    note_unknown(settings, section, entry);
}

/* ---- [keys] ---- */

/* Which actions there are, and which keys collide, is the interface's to say. */
static void read_key_entry(struct settings *settings, const struct ini_entry *entry)
{
    ARRAY_GROW(settings->keys, settings->key_count + 1, settings->key_capacity);
    settings->keys[settings->key_count++] = (struct settings_key){mem_dup(entry->key), mem_dup(entry->value)};
}

/* ---- the file ---- */

/* The profile of that name, made if there is none ("[profile a]" and "[profile  a]" are one). */
static struct settings_profile *make_profile(struct settings *settings, const char *name)
{
    struct settings_profile *profile = (struct settings_profile *)settings_profile(settings, name);

    if (profile)
        return profile;
    ARRAY_GROW(settings->profiles, settings->profile_count + 1, settings->profile_capacity);
    profile = &settings->profiles[settings->profile_count++];
    *profile = (struct settings_profile){.name = mem_dup(name)};
    return profile;
}

/* "profile NAME": the name; else NULL. borrowed. */
static const char *profile_name(const char *section)
{
    static const char word[] = "profile";
    const char *name = section + strlen(word);

    if (strncmp(section, word, strlen(word)) != 0 || (*name != ' ' && *name != '\t'))
        return NULL;
    return name + strspn(name, " \t");
}

static void read_section(struct settings *settings, const struct ini_section *section)
{
    const char *name = profile_name(section->name);
    struct settings_profile *profile = name ? make_profile(settings, name) : NULL;
    bool is_main = strcmp(section->name, "etrig") == 0, is_keys = strcmp(section->name, "keys") == 0;

    if (!profile && !is_main && !is_keys)
        note(settings, section->line, mem_printf("unknown section [%s]", section->name));
    for (size_t i = 0; i < section->count; i++) {
        if (profile)
            read_entry(settings, profile, "profile", &section->entries[i]);
        else if (is_main)
            read_entry(settings, NULL, "etrig", &section->entries[i]);
        else if (is_keys)
            read_key_entry(settings, &section->entries[i]);
    }
}

static void read_ini(struct settings *settings, const struct ini *ini)
{
    texts_copy(&settings->notes, &ini->notes);
    for (size_t i = 0; i < ini->count; i++)
        read_section(settings, &ini->sections[i]);
}

static char *default_path(void)
{
    char *dir = env_xdg_dir("XDG_CONFIG_HOME", ".config");
    char *path = dir ? file_join(dir, "config") : NULL;

    free(dir);
    return path;
}

/* A file that was named must be there: without it a profile that it protects would not be. */
static bool read_file(struct settings *settings, const char *path, bool named, struct err *err)
{
    struct strbuf bytes = STRBUF_INIT;
    struct err why = {0};
    struct ini ini;
    bool fine = settings->found = file_read(path, CONFIG_BYTES_MAX, &bytes, &why);

    if (fine) {
        ini_parse(&ini, path, bytes.text, bytes.length);
        read_ini(settings, &ini);
        ini_release(&ini);
    }
    strbuf_release(&bytes);
    if (fine || (why.code == ERR_NOT_FOUND && !named))
        return true;
    err_set(err, ERR_USAGE, "%s", why.text);
    return err_hint(err, "correct --config or ETRIG_CONFIG, or leave it out for the defaults");
}

bool settings_load(struct settings *settings, const char *path, struct err *err)
{
    const char *named = path ? path : env_get_filled("ETRIG_CONFIG");

    *settings = (struct settings){.theme = mem_dup("default"),
                                  .journal_keep_days = KEEP_DAYS_DEFAULT,
                                  .path = named ? mem_dup(named) : default_path()};
    return !settings->path || read_file(settings, settings->path, named != NULL, err);
}

void settings_profile_copy(struct settings_profile *to, const struct settings_profile *from)
{
    *to = *from;
    to->name = mem_dup(from->name);
    to->label = mem_dup(from->label);
    to->colour = mem_dup(from->colour);
    to->allowed_regions = (struct texts){0};
    texts_copy(&to->allowed_regions, &from->allowed_regions);
}

void settings_profile_release(struct settings_profile *profile)
{
    free(profile->name);
    free(profile->label);
    free(profile->colour);
    texts_release(&profile->allowed_regions);
}

void settings_release(struct settings *settings)
{
    for (size_t i = 0; i < settings->profile_count; i++)
        settings_profile_release(&settings->profiles[i]);
    for (size_t i = 0; i < settings->key_count; i++) {
        free(settings->keys[i].action);
        free(settings->keys[i].keys);
    }
    free(settings->profiles);
    free(settings->keys);
    free(settings->theme);
    free(settings->path);
    texts_release(&settings->regions);
    texts_release(&settings->profiles_regions);
    texts_release(&settings->allow_http);
    texts_release(&settings->notes);
    *settings = (struct settings){0};
}

char *settings_place(const char *path, int line)
{
    char *shown = env_shown_path(path ? path : "the config"), *place = mem_printf("%s line %d", shown, line);

    free(shown);
    return place;
}

char *settings_said(const struct settings *settings, const char *note)
{
    char *shown = env_shown_path(settings->path ? settings->path : ""),
         *said = mem_printf("%s %s", shown, note);

    free(shown);
    return said;
}

bool settings_allow(const struct texts *allowed_regions, const char *region)
{
    return !allowed_regions->count || texts_has(allowed_regions, region);
}

const struct settings_profile *settings_profile(const struct settings *settings, const char *name)
{
    for (size_t i = 0; i < settings->profile_count; i++)
        if (strcmp(settings->profiles[i].name, name) == 0)
            return &settings->profiles[i];
    return NULL;
}

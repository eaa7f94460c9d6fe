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

/* One of some words; true if it is. */
static bool is_one_of(struct settings *settings, const struct ini_entry *entry, const char *const *words,
                      size_t count)
{
    struct strbuf all = STRBUF_INIT;

    for (size_t i = 0; i < count; i++) {
        if (strcmp(entry->value, words[i]) == 0) {
            strbuf_release(&all);
            return true;
        }
        strbuf_addf(&all, "%s%s", i ? ", " : "", words[i]);
    }
    note(settings, entry->line, mem_printf("%s is one of %s, not '%s'", entry->key, all.text, entry->value));
    strbuf_release(&all);
    return false;
}

static void replace_text(char **text, const char *value)
{
    free(*text);
    *text = mem_dup(value);
}

/* Says which key is none, and which one may have been meant. */
static void note_unknown(struct settings *settings, const struct ini_entry *entry, const char *const *known,
                         size_t count)
{
    const char *nearest = text_nearest(entry->key, known, count);

    if (nearest)
        note(settings, entry->line, mem_printf("unknown key '%s'; is %s meant?", entry->key, nearest));
    else
        note(settings, entry->line, mem_printf("unknown key '%s'", entry->key));
}

/* ---- [etrig] ---- */

static void read_theme(struct settings *settings, const struct ini_entry *entry)
{
    static const char *const themes[] = {"default", "mono", "high-contrast"};

    if (is_one_of(settings, entry, themes, ARRAY_COUNT(themes)))
        replace_text(&settings->theme, entry->value);
}

static void read_keep_days(struct settings *settings, const struct ini_entry *entry)
{
    char *end;
    long days = strtol(entry->value, &end, 10);

    if (end == entry->value || *end || days < 1 || days > KEEP_DAYS_MAX)
        note(settings, entry->line,
             mem_printf("%s is a number of days from 1 to %d, not '%s'", entry->key, KEEP_DAYS_MAX,
                        entry->value));
    else
        settings->journal_keep_days = (int)days;
}

/* Colours as screens have them; the interface knows what they look like. */
static void read_colour(struct settings *settings, struct settings_profile *profile,
                        const struct ini_entry *entry)
{
    static const char *const colours[] = {"red", "yellow", "green", "blue", "magenta", "cyan"};

    if (is_one_of(settings, entry, colours, ARRAY_COUNT(colours)))
        replace_text(&profile->colour, entry->value);
}

static void read_editor_format(struct settings *settings, const struct ini_entry *entry)
{
    static const char *const formats[] = {"yaml", "json"};

    if (is_one_of(settings, entry, formats, ARRAY_COUNT(formats)))
        settings->editor_json = strcmp(entry->value, "json") == 0;
}

static void read_main_entry(struct settings *settings, const struct ini_entry *entry)
{
    static const char *const known[] = {"regions",           "profiles_regions", "theme",        "read_only",
                                        "journal_keep_days", "allow_http",       "editor_format"};

    if (strcmp(entry->key, "regions") == 0)
        settings->regions_line = read_list(entry, &settings->regions);
    else if (strcmp(entry->key, "profiles_regions") == 0)
        settings->profiles_regions_line = read_list(entry, &settings->profiles_regions);
    else if (strcmp(entry->key, "theme") == 0)
        read_theme(settings, entry);
    else if (strcmp(entry->key, "editor_format") == 0)
        read_editor_format(settings, entry);
    else if (strcmp(entry->key, "read_only") == 0)
        read_flag(settings, entry, true, &settings->read_only);
    else if (strcmp(entry->key, "journal_keep_days") == 0)
        read_keep_days(settings, entry);
    else if (strcmp(entry->key, "allow_http") == 0)
        read_list(entry, &settings->allow_http);
    else
        note_unknown(settings, entry, known, ARRAY_COUNT(known));
}

/* ---- [keys] ---- */

/* Which actions there are, and which keys collide, is the interface's to say. */
static void read_key_entry(struct settings *settings, const struct ini_entry *entry)
{
    ARRAY_GROW(settings->keys, settings->key_count + 1, settings->key_capacity);
    settings->keys[settings->key_count++] = (struct settings_key){mem_dup(entry->key), mem_dup(entry->value)};
}

/* ---- [profile NAME] ---- */

static void read_profile_entry(struct settings *settings, struct settings_profile *profile,
                               const struct ini_entry *entry)
{
    static const char *const known[] = {"protected", "read_only", "allowed_regions", "label", "colour"};

    if (strcmp(entry->key, "protected") == 0)
        read_flag(settings, entry, true, &profile->protected_);
    else if (strcmp(entry->key, "read_only") == 0)
        read_flag(settings, entry, true, &profile->read_only);
    else if (strcmp(entry->key, "allowed_regions") == 0)
        profile->allowed_regions_line = read_list(entry, &profile->allowed_regions);
    else if (strcmp(entry->key, "label") == 0)
        replace_text(&profile->label, entry->value);
    else if (strcmp(entry->key, "colour") == 0)
        read_colour(settings, profile, entry);
    else
        note_unknown(settings, entry, known, ARRAY_COUNT(known));
}

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

/* ---- the file ---- */

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
            read_profile_entry(settings, profile, &section->entries[i]);
        else if (is_main)
            read_main_entry(settings, &section->entries[i]);
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

#include "aws/config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "base/env.h"
#include "base/mem.h"
#include "base/program.h"
#include "base/text.h"

enum { NOTES_MAX = 100 };

/* ---- loading ---- */

static bool load(struct ini *ini, const char *variable, const char *fallback, struct err *err)
{
    const char *given = env_get_filled(variable);
    char *path = env_expand(given ? given : fallback);
    bool ok = ini_load(ini, path, err);

    free(path);
    return ok;
}

bool config_load_one(struct aws_config *config, bool credentials, struct err *err)
{
    return credentials ? load(&config->credentials, "AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials", err)
                       : load(&config->config, "AWS_CONFIG_FILE", "~/.aws/config", err);
}

bool config_load(struct aws_config *config, struct err *err)
{
    *config = (struct aws_config){0};
    if (config_load_one(config, false, err) && config_load_one(config, true, err))
        return true;
    config_release(config);
    return false;
}

void config_release(struct aws_config *config)
{
    ini_release(&config->config);
    ini_release(&config->credentials);
    *config = (struct aws_config){0};
}

/* ---- sections ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* "x" of `kind x`, "x y" of `kind "x y"` or `kind x\ y`, as a shell parts words; NULL for all else, `kind a b`
 * included. free(). */
static char *name_in(const char *section, const char *kind)
{
    size_t length = strlen(kind);
    struct err ignored;
    char **words, *name;

    if (strncmp(section, kind, length) != 0 || !is_blank(section[length]))
        return NULL;
    words = program_words(section + length, &ignored);
    if (!words) { /* a quote that does not end is a letter */
        section += length + strspn(section + length, " \t");
        return section[strcspn(section, " \t")] ? NULL : mem_dup(section);
    }
    name = words[1] ? NULL : mem_dup(words[0]);
    program_free_words(words);
    return name;
}

/* The profile that a section of the config file holds, or NULL. free(). */
static char *profile_in(const struct ini_section *section)
{
    return strcmp(section->name, "default") == 0 ? mem_dup("default") : name_in(section->name, "profile");
}

/* The last one counts: [default] and [profile default] are not merged, as in the AWS CLI. */
const struct ini_section *config_file_section(const struct aws_config *config, const char *profile)
{
    const struct ini_section *found = NULL;

    for (size_t i = 0; i < config->config.count; i++) {
        const struct ini_section *section = &config->config.sections[i];
        char *name = profile_in(section);

        if (name && strcmp(name, profile) == 0 && (!found || section->line > found->line))
            found = section;
        free(name);
    }
    return found;
}

/* The section `kind name` of the config file; NULL if there is none. */
static const struct ini_section *section_of_kind(const struct aws_config *config, const char *kind,
                                                 const char *wanted)
{
    for (size_t i = 0; i < config->config.count; i++) {
        char *name = name_in(config->config.sections[i].name, kind);
        bool same = name && strcmp(name, wanted) == 0;

        free(name);
        if (same)
            return &config->config.sections[i];
    }
    return NULL;
}

const struct ini_section *config_session_section(const struct aws_config *config, const char *name)
{
    return section_of_kind(config, "sso-session", name);
}

const struct ini_section *config_credentials_section(const struct aws_config *config, const char *profile)
{
    return ini_section(&config->credentials, profile);
}

/* Where the value stands: the entry and its file. [DEFAULT] is inherited by every section of its file, as
 * Python's parser has it. An empty value hides none of the other file: JavaScript's SDK takes it for absent. */
static const struct ini_entry *entry_of(const struct aws_config *config, const char *profile, const char *key,
                                        const struct ini **file)
{
    const struct ini_section *sections[] = {config_credentials_section(config, profile),
                                            config_file_section(config, profile)};
    const struct ini *files[] = {&config->credentials, &config->config};
    const struct ini_entry *found = NULL;

    for (size_t i = 0; i < ARRAY_COUNT(sections) && !(found && *found->value); i++) {
        const struct ini_entry *entry = NULL;

        if (sections[i] && !(entry = ini_entry(sections[i], key)))
            entry = ini_entry(ini_section(files[i], "DEFAULT"), key);
        if (!entry || (found && !*entry->value))
            continue;
        found = entry;
        *file = files[i];
    }
    return found;
}

const char *config_value(const struct aws_config *config, const char *profile, const char *key)
{
    const struct ini *file;
    const struct ini_entry *entry = entry_of(config, profile, key, &file);

    return entry ? entry->value : NULL;
}

const char *config_filled(const struct aws_config *config, const char *profile, const char *key)
{
    const char *value = config_value(config, profile, key);

    return value && *value ? value : NULL;
}

const char *config_setting(const struct aws_config *config, const char *profile, const char *variable,
                           const char *key)
{
    const char *value = variable ? env_get_filled(variable) : NULL;

    return value ? value : config_filled(config, profile, key);
}

bool config_is_true(const struct aws_config *config, const char *profile, const char *variable,
                    const char *key)
{
    const char *value = config_setting(config, profile, variable, key);

    return value && strcasecmp(value, "true") == 0;
}

char *config_shown_path(const struct ini *file)
{
    return env_shown_path(file->path ? file->path : "");
}

char *config_line_place(const struct ini *file, int line)
{
    char *path = config_shown_path(file), *place = mem_printf("%s line %d", path, line);

    free(path);
    return place;
}

char *config_place(const struct aws_config *config, const char *profile, const char *key)
{
    const struct ini *file;
    const struct ini_entry *entry = entry_of(config, profile, key, &file);

    return entry ? config_line_place(file, entry->line) : NULL;
}

char *config_setting_place(const struct aws_config *config, const char *profile, const char *variable,
                           const char *key)
{
    return variable && env_get_filled(variable) ? mem_dup(variable) : config_place(config, profile, key);
}

static bool refuse_services(const struct aws_config *config, const char *profile, const char *services,
                            struct err *err)
{
    char *place = config_place(config, profile, "services"), *path = config_shown_path(&config->config);

    err_set(err, ERR_USAGE, "profile %s names services %s (%s), and there is no [services %s]", profile,
            services, place, services);
    err_hint(err, "write that section into %s, or take the line back", path);
    free(place);
    free(path);
    return false;
}

bool config_service_entry(const struct aws_config *config, const char *profile, const char *service,
                          const char *key, const struct ini_entry **entry, struct err *err)
{
    const char *services = config_filled(config, profile, "services");
    const struct ini_section *section;
    const struct ini_entry *block;

    *entry = NULL;
    if (!services)
        return true;
    section = section_of_kind(config, "services", services);
    if (!section)
        return refuse_services(config, profile, services, err);
    block = ini_entry(section, service);
    for (size_t i = 0; block && i < block->child_count; i++)
        if (strcmp(block->children[i].key, key) == 0 && *block->children[i].value)
            *entry = &block->children[i];
    return true;
}

/* ---- profiles ---- */

const char *config_profile_name(const char *option, bool *named)
{
    const char *name = option;

    if (!name)
        name = env_get_filled("AWS_PROFILE");
    if (!name)
        name = env_get_filled("AWS_DEFAULT_PROFILE");
    if (named)
        *named = name != NULL;
    return name ? name : "default";
}

static void add_name(struct texts *names, const char *name)
{
    if (name && strcmp(name, "DEFAULT") != 0 && !texts_has(names, name))
        texts_add(names, name);
}

void config_profiles(const struct aws_config *config, struct texts *names)
{
    for (size_t i = 0; i < config->config.count; i++) {
        char *name = profile_in(&config->config.sections[i]);

        add_name(names, name);
        free(name);
    }
    for (size_t i = 0; i < config->credentials.count; i++)
        add_name(names, config->credentials.sections[i].name);
}

/* The profile is there, but not as its file wants it. True if so. */
static bool hint_spelling(const struct aws_config *config, const char *profile, struct err *err)
{
    char *prefixed = mem_printf("profile %s", profile), *place;
    const struct ini_section *bare = ini_section(&config->config, profile);
    const struct ini_section *other = ini_section(&config->credentials, prefixed);

    free(prefixed);
    if (!bare && !other)
        return false;
    place = config_line_place(bare ? &config->config : &config->credentials, (bare ? bare : other)->line);
    if (bare)
        err_hint(err, "%s says [%s]: write [profile %s] there", place, profile, profile);
    else
        err_hint(err, "%s says [profile %s]: write [%s] there", place, profile, profile);
    free(place);
    return true;
}

static void hint_names(const struct texts *names, const char *profile, struct err *err)
{
    const char *near = text_nearest(profile, (const char *const *)names->items, names->count);
    struct strbuf list = STRBUF_INIT;

    for (size_t i = 0; i < names->count; i++)
        strbuf_addf(&list, "%s%s", i ? ", " : "", names->items[i]);
    if (near)
        err_hint(err, "did you mean %s?", near);
    else if (names->count)
        err_hint(err, "there are: %s", list.text);
    else
        err_hint(err, "neither file has a profile: aws configure makes one");
    strbuf_release(&list);
}

bool config_profile_exists(const struct aws_config *config, const char *profile, struct err *err)
{
    struct texts names = {0};
    char *config_path, *credentials_path;

    if (config_file_section(config, profile) || config_credentials_section(config, profile))
        return true;
    config_path = config_shown_path(&config->config);
    credentials_path = config_shown_path(&config->credentials);
    err_set(err, ERR_ACCESS, "profile %s is neither in %s nor in %s", profile, config_path, credentials_path);
    free(config_path);
    free(credentials_path);
    if (hint_spelling(config, profile, err))
        return false;
    config_profiles(config, &names);
    hint_names(&names, profile, err);
    texts_release(&names);
    return false;
}

/* ---- what is passed over ---- */

/* True if a profile is made of it, or if it is for somebody else. */
static bool is_section(const char *section)
{
    static const char *const kinds[] = {"profile", "sso-session", "services"};
    static const char *const others[] = {"default", "DEFAULT", "plugins", "preview"};

    for (size_t i = 0; i < ARRAY_COUNT(others); i++)
        if (strcmp(section, others[i]) == 0)
            return true;
    for (size_t i = 0; i < ARRAY_COUNT(kinds); i++) {
        char *name = name_in(section, kinds[i]);

        free(name);
        if (name)
            return true;
    }
    return false;
}

/* Why nobody reads a section of the config file; NULL: it is read. free(). */
static char *reason_of(const struct aws_config *config, const struct ini_section *section)
{
    const char *name = section->name;
    const struct ini_section *counts;

    if (!is_section(name))
        return name[strcspn(name, " \t")]
                   ? mem_printf("[%s] names no profile: a name with blanks is quoted", name)
                   : mem_printf("[%s] is no profile: that would be [profile %s]", name, name);
    if (strcmp(name, "default") != 0 && strcmp(name, "profile default") != 0)
        return NULL;
    counts = config_file_section(config, "default");
    return counts == section ? NULL
                             : mem_printf("[%s]: [%s] on line %d counts", name, counts->name, counts->line);
}

/* In the credentials file all sections are profiles, but who writes "profile" may not mean it. */
static char *doubt_of(const struct ini_section *section)
{
    char *name = name_in(section->name, "profile"), *doubt;

    if (!name)
        return NULL;
    doubt = mem_printf("[%s] is not profile %s: that would be [%s] here", section->name, name, name);
    free(name);
    return doubt;
}

void config_notes(const struct aws_config *config, bool credentials, struct texts *notes)
{
    const struct ini *file = credentials ? &config->credentials : &config->config;

    texts_copy(notes, &file->notes);
    for (size_t i = 0; i < file->count && notes->count < NOTES_MAX; i++) {
        const struct ini_section *section = &file->sections[i];
        char *what = credentials ? doubt_of(section) : reason_of(config, section), *text;

        if (!what)
            continue;
        text = mem_printf("line %d: %s", section->line, what);
        texts_add(notes, text);
        free(text);
        free(what);
    }
}

/* ---- the region ---- */

const char *config_region(const struct aws_config *config, const char *profile)
{
    const char *region = env_get_filled("AWS_REGION");

    return region ? region : config_setting(config, profile, "AWS_DEFAULT_REGION", "region");
}

char *config_region_place(const struct aws_config *config, const char *profile)
{
    return env_get_filled("AWS_REGION")
               ? mem_dup("AWS_REGION")
               : config_setting_place(config, profile, "AWS_DEFAULT_REGION", "region");
}

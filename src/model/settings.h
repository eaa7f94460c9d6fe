/*
 * settings: etrig's own config file (etrig/config, INI) and what the options make of it.
 *
 * settings_rows has the keys of [etrig] and [profile NAME]; [keys] has the interface's actions. Bad values are noted,
 * never fatal; one of read_only or protected that cannot be understood counts as on. Lists are parted by commas or
 * blanks. UI thread; the backend gets copies.
 */
#ifndef MODEL_SETTINGS_H
#define MODEL_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/texts.h"

struct ini_entry;
struct settings;
struct settings_profile;

/* A key of the config: a row of the table from which reading and the manual are made. */
struct settings_row {
    const char *section; /* "etrig", or "profile" for [profile NAME] */
    const char *key;
    const char *kind;     /* in words, "on or off"; or its choices, "yaml|json" */
    const char *fallback; /* what holds without it, in words */
    const char *help;     /* sentences */
    /* profile: that of the section, or NULL. What cannot be understood becomes a note. */
    void (*take)(struct settings *settings, struct settings_profile *profile, const struct settings_row *row,
                 const struct ini_entry *entry);
};

extern const struct settings_row settings_rows[];
extern const size_t settings_row_count;

struct settings_profile {
    char *name; /* owned */
    bool protected_, read_only;
    struct texts allowed_regions;
    int allowed_regions_line;
    char *label;  /* owned; may be NULL */
    char *colour; /* owned; red, yellow, green, blue, magenta, cyan: of the header; NULL: none */
};

struct settings_key {
    char *action, *keys; /* owned; "delete" = "D d" */
};

struct settings {
    struct texts regions;
    struct texts profiles_regions; /* where Customer Profiles is offered, in place of etrig's own table */
    int regions_line, profiles_regions_line;
    char *theme;             /* owned: "default", "mono", "high-contrast" */
    bool editor_json;        /* editor_format: documents go to the editor as JSON, not as YAML */
    bool read_only;          /* off unless the file says otherwise */
    int journal_keep_days;   /* 90 */
    struct texts allow_http; /* endpoints that may be plain http */
    struct settings_key *keys;
    size_t key_count, key_capacity;
    struct settings_profile *profiles;
    size_t profile_count, profile_capacity;
    struct texts notes; /* what was ignored, "line 7: unknown key 'x'" */
    char *path;         /* owned: the file, there or not; NULL: none is named and there is no home folder */
    bool found;
};

/* Reads path (NULL: ETRIG_CONFIG, else XDG_CONFIG_HOME/etrig/config) into settings, which is filled anew and
 * must be released in any case. A missing file gives the defaults, unless it was named by path or
 * ETRIG_CONFIG: then, as for one that cannot be read, ERR_USAGE. */
bool settings_load(struct settings *settings, const char *path, struct err *err);
/* Frees all and empties the struct. */
void settings_release(struct settings *settings);
/* "~/.config/etrig/config line 7", of the member path; free(). */
char *settings_place(const char *path, int line);
/* A note with the file's name before it: "~/.config/etrig/config line 7: …"; free(). */
char *settings_said(const struct settings *settings, const char *note);
/* May a profile that has this list be used there? An empty one allows all. */
bool settings_allow(const struct texts *allowed_regions, const char *region);
/* Fills to, which nobody owns; settings_profile_release. */
void settings_profile_copy(struct settings_profile *to, const struct settings_profile *from);
void settings_profile_release(struct settings_profile *profile);
/* The profile's section, or NULL. borrowed. */
const struct settings_profile *settings_profile(const struct settings *settings, const char *name);

#endif

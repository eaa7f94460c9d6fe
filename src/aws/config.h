/*
 * config: AWS's two files, ~/.aws/config and ~/.aws/credentials, and the variables beside them.
 *
 * Per key the credentials file overrides the config file in the same profile. Precedence as the AWS CLI has
 * it.
 */
#ifndef AWS_CONFIG_H
#define AWS_CONFIG_H

#include <stdbool.h>
#include "base/err.h"
#include "base/ini.h"

struct aws_config {
    struct ini config, credentials;
};

/* Reads both files (AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE); missing ones are empty. ERR_USAGE if one
 * is unreadable. */
bool config_load(struct aws_config *config, struct err *err);
/* One of them by itself, into an empty config: for whoever tells what is in it. False and err if it cannot be
 * read; its path is there all the same. */
bool config_load_one(struct aws_config *config, bool credentials, struct err *err);
/* Frees both files; the struct may be loaded again. */
void config_release(struct aws_config *config);
/* --profile, AWS_PROFILE, AWS_DEFAULT_PROFILE, "default". named (may be NULL) tells whether anybody named it.
 * borrowed. */
const char *config_profile_name(const char *option, bool *named);
/* The profile's value for a key, or NULL. borrowed. */
const char *config_value(const struct aws_config *config, const char *profile, const char *key);
/* The same, but NULL for an empty one. borrowed. */
const char *config_filled(const struct aws_config *config, const char *profile, const char *key);
/* What a variable says (NULL: none counts), else the profile's key; empty ones say nothing. NULL if neither does.
 * borrowed. */
const char *config_setting(const struct aws_config *config, const char *profile, const char *variable,
                           const char *key);
/* True if that is "true", in any case. */
bool config_is_true(const struct aws_config *config, const char *profile, const char *variable,
                    const char *key);
/* Where that stands: the variable's name, or file and line; free(). NULL if nowhere. */
char *config_setting_place(const struct aws_config *config, const char *profile, const char *variable,
                           const char *key);
/* In which file and line that value stands: "~/.aws/config line 7"; free(). NULL if nowhere. */
char *config_place(const struct aws_config *config, const char *profile, const char *key);
/* Of any line of a file. free(). */
char *config_line_place(const struct ini *file, int line);
/* The key's line in a service's block (`service =`) of the [services NAME] that the profile names, in the config
 * file; *entry is NULL if there is none or if it is empty. ERR_USAGE if that section is not there. borrowed. */
bool config_service_entry(const struct aws_config *config, const char *profile, const char *service,
                          const char *key, const struct ini_entry **entry, struct err *err);
/* [sso-session NAME] of the config file, or NULL. borrowed. */
const struct ini_section *config_session_section(const struct aws_config *config, const char *name);
/* The profile's section in one of the two files, or NULL: for those who must not mix the two. borrowed. */
const struct ini_section *config_file_section(const struct aws_config *config, const char *profile);
/* In ~/.aws/credentials, where sections are named without "profile". */
const struct ini_section *config_credentials_section(const struct aws_config *config, const char *profile);
/* The file's path with the home folder as ~; free(). */
char *config_shown_path(const struct ini *file);
/* True if either file has the profile; else err (ERR_ACCESS) with the near names. */
bool config_profile_exists(const struct aws_config *config, const char *profile, struct err *err);
/* Adds the names of all profiles of both files, each once. */
void config_profiles(const struct aws_config *config, struct texts *names);
/* What nobody reads of one of the files, into an empty list: "line 7: no '='", "line 9: [x] is no profile; …". */
void config_notes(const struct aws_config *config, bool credentials, struct texts *notes);
/* AWS_REGION, AWS_DEFAULT_REGION, the profile's region; NULL if none. Empty counts as unset. borrowed. */
const char *config_region(const struct aws_config *config, const char *profile);
/* Where that stands, as config_setting_place tells it. free(). */
char *config_region_place(const struct aws_config *config, const char *profile);
/* "aws sso login --profile prod" or "aws login --profile prod", for the shell or program_words: signs in whom the
 * profile, or the one whose keys its role is assumed with, needs. NULL if nothing there signs in. free(). */
char *config_login_command(const struct aws_config *config, const char *profile);

#endif

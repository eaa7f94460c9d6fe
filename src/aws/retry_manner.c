/* retry_manner: what variables and profile say of retries. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "aws/config.h"
#include "aws/retry.h"
#include "base/env.h"
#include "base/mem.h"

enum { ATTEMPTS = 3 };

/* One setting, and where it was found. */
struct setting {
    const char *value; /* borrowed; NULL: nowhere */
    char *place;       /* owned: "AWS_RETRY_MODE", "~/.aws/config line 7: retry_mode" */
};

static struct setting find(const struct aws_config *config, const char *profile, const char *variable,
                           const char *key)
{
    struct setting setting = {.value = config_setting(config, profile, variable, key)};
    char *place = config_setting_place(config, profile, variable, key);

    if (setting.value)
        setting.place = env_get_filled(variable) ? mem_dup(place) : mem_printf("%s: %s", place, key);
    free(place);
    return setting;
}

static bool read_attempts(const struct setting *setting, int *attempts, struct err *err)
{
    const char *value = setting->value;
    long number;

    if (!value)
        return true;
    number = strspn(value, "0123456789") == strlen(value) ? strtol(value, NULL, 10) : 0;
    if (number < 1 || number > INT_MAX) {
        err_set(err, ERR_USAGE, "%s is \"%s\", and no number of attempts", setting->place, value);
        return err_hint(err, "give a whole number from 1, the first attempt included");
    }
    *attempts = (int)number;
    return true;
}

static bool read_mode(const struct setting *setting, bool *legacy, struct err *err)
{
    static const char *const modes[] = {"standard", "adaptive", "legacy"};

    for (size_t i = 0; setting->value && i < sizeof modes / sizeof modes[0]; i++)
        if (strcasecmp(setting->value, modes[i]) == 0) {
            *legacy = strcmp(modes[i], "legacy") == 0;
            return true;
        }
    if (!setting->value)
        return true;
    err_set(err, ERR_USAGE, "%s is \"%s\", and no mode of retries", setting->place, setting->value);
    return err_hint(err, "standard and adaptive are the modes");
}

bool retry_manner_read(const struct aws_config *config, const char *profile, struct retry_manner *manner,
                       struct err *err)
{
    const char *keep = env_get_filled("AWS_DISABLE_CLOCK_SKEW_CORRECTION");
    struct setting attempts = find(config, profile, "AWS_MAX_ATTEMPTS", "max_attempts"),
                   mode = find(config, profile, "AWS_RETRY_MODE", "retry_mode");
    bool fine;

    *manner = (struct retry_manner){.attempts = ATTEMPTS};
    manner->corrects_clock = !keep || strcasecmp(keep, "true") != 0;
    fine = read_attempts(&attempts, &manner->attempts, err) && read_mode(&mode, &manner->legacy, err);
    free(attempts.place);
    free(mode.place);
    return fine;
}

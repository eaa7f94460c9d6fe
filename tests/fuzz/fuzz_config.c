/*
 * Any bytes as AWS's two files: profiles, regions, endpoints and keys are found or refused with a sentence.
 *
 * The input is the config file, a line "----", and the credentials file.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "aws/config.h"
#include "aws/credentials_source.h"
#include "base/array.h"
#include "aws/endpoint.h"
#include "base/env.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const char separator[] = "\n----\n";

static void read_files(const char *bytes, size_t length, struct aws_config *config)
{
    const char *cut = memmem(bytes, length, separator, sizeof separator - 1);
    size_t first = cut ? (size_t)(cut - bytes) : length, second = cut ? first + sizeof separator - 1 : length;

    ini_parse(&config->config, "/home/ann/.aws/config", bytes, first);
    ini_parse(&config->credentials, "/home/ann/.aws/credentials", bytes + second, length - second);
}

/* Only what stands in the files: no program is run and nobody is asked, whatever they name. */
static void check_credentials(const struct aws_config *config, const char *profile)
{
    static const credentials_source_fn sources[] = {credentials_file_find, credentials_file_find_in_config};
    struct credentials_wish wish = {.config = config, .profile = profile};

    for (size_t i = 0; i < ARRAY_COUNT(sources); i++) {
        struct credentials_ask ask = {.wish = &wish, .profile = profile, .why = STRBUF_INIT};
        enum credentials_result result = sources[i](&ask);

        if (result == CREDENTIALS_FOUND)
            assert(ask.found.access_key && ask.found.secret_key && ask.found.source);
        else if (result == CREDENTIALS_WRONG)
            assert(ask.err.code == ERR_ACCESS && ask.err.text[0] && !ask.found.secret_key);
        else
            assert(result == CREDENTIALS_ABSENT && ask.why.length);
        credentials_release(&ask.found);
        strbuf_release(&ask.why);
    }
}

static void check_endpoint(const struct aws_config *config, const char *profile)
{
    const char *region = config_region(config, profile);
    struct err err = {0};

    for (int service = 0; region && service < AWS_SERVICES; service++) {
        char *url = endpoint_url((enum aws_service)service, region, NULL, config, profile, NULL, &err);

        assert(url ? endpoint_is_loopback(url) || strncasecmp(url, "https://", 8) == 0
                   : err.code == ERR_USAGE);
        free(url);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *environment[] = {(char *)"HOME=/home/ann", NULL};
    struct aws_config config = {0};
    struct texts profiles = {0}, notes = {0};
    struct err err = {0};

    env_init(environment);
    read_files(length ? (const char *)bytes : "", length, &config);
    config_profiles(&config, &profiles);
    for (size_t i = 0; i < profiles.count; i++) {
        assert(config_profile_exists(&config, profiles.items[i], &err));
        free(config_place(&config, profiles.items[i], "region"));
        check_credentials(&config, profiles.items[i]);
        check_endpoint(&config, profiles.items[i]);
    }
    check_credentials(&config, "no such profile");
    config_notes(&config, false, &notes);
    config_notes(&config, true, &notes);
    texts_release(&notes);
    texts_release(&profiles);
    config_release(&config);
    return 0;
}
